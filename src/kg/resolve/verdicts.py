"""Verdicts on one mention: by a person, by its date or year, by its term, or by what alone remains possible.

Each rule sees what the rules before it settled (`Standing`), and never the mentions that it judges itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.iri import slug
from kg.model import Identity
from kg.register import BY_TERM, is_renewed_in, issue_period, key_of_path, when
from kg.resolve.horizons import horizon_of, reaches, undated_dating
from kg.resolve.organs import are_different_organs, may_tell_numbers_apart
from kg.resolve.records import Basis, Citation, Rank, Review
from kg.resolve.standing import Dating, Standing, terms

Said = tuple[str, str]
"""The same in Vietnamese and in English."""

_SOLE = (
    "Chỉ biết một văn bản mang ký hiệu này ban hành trước ngày báo cáo.",
    "Only one directive of this symbol is known from before the report.",
)
_LEFT = ("Chỉ còn lại một văn bản có thể.", "One directive alone remains possible.")
_SEVERAL = ("Còn nhiều văn bản có thể.", "Several directives remain possible.")
_UNFIT = ("Văn bản đã biết không khớp.", "The known directive does not fit.")
_RENUMBERED = (
    "Số được đánh lại từ đầu sau văn bản đã biết, nên có thể là văn bản khác.",
    "Numbers have started again since the known directive, so another may be meant.",
)
_KNOWN = ("Dữ liệu tham chiếu có văn bản này.", "The reference data has this directive.")
_ALSO_DATED = (
    "Báo cáo khác cùng thời kỳ ghi rõ ngày của văn bản này.",
    "Other reports of the same time give the date of this directive.",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The dating of the directive that a mention means, or the datings among which none was chosen."""

    when: str | None
    candidates: tuple[str, ...]
    rank: Rank
    said: Said
    basis: Basis


Rule = Callable[[Standing, Citation], Verdict | None]


def by_decision(_standing: Standing, citation: Citation) -> Verdict | None:
    """What a person confirmed outranks all rules."""
    ruling = citation.ruling
    if ruling is None or ruling.confirmed is None:
        return None
    _, dated = key_of_path(ruling.confirmed)
    return Verdict(dated, (), "decided", (ruling.words, ruling.words_en), "decision")


def by_date(standing: Standing, citation: Citation) -> Verdict | None:
    """A stated date or year names the directive; so does the term of a plenum or congress."""
    identity, stated = citation.identity, citation.date
    first = citation.first_date or stated
    if identity.abbr in BY_TERM and identity.term:
        dated, said = when(identity), (f"khóa {identity.term}", f"term {identity.term}")
    elif first and len(first) >= 4:
        dated = issue_period(standing.key, first)
        said = f"ngày {_spoken(stated or first)}", f"date {stated or first}"
    elif identity.year and not is_renewed_in(standing.key, identity.year):
        dated, said = str(identity.year), (f"năm {identity.year}", f"year {identity.year}")
    else:
        return None
    here = identity.abbr in BY_TERM or bool(first) or dated in citation.surface
    if _is_rejected(standing, citation, dated):
        return None
    # Extraction gives a short mention the year of the one that the same report writes out.
    reason = f"Báo cáo ghi {said[0]}{'' if here else ' ở chỗ khác'}."
    reason_en = f"The report states the {said[1]}{'' if here else ' elsewhere'}."
    if first != stated:
        reason += f" Cùng báo cáo ghi ngày {_spoken(first or '')}: coi là một văn bản."
        reason_en += f" It also states {first}: taken as one directive."
    if other := _other_issuer(citation, [d for d in standing.datings if d.when == dated]):
        reason, reason_en = f"{reason} {other[0]}", f"{reason_en} {other[1]}"
    return Verdict(dated, (), "certain", (reason, reason_en), "date")


def by_term(standing: Standing, citation: Citation) -> Verdict | None:
    """A stated term fits the directive of a year within it; where none is known, it dates the directive."""
    term = citation.identity.term
    if term is None or citation.identity.abbr in BY_TERM:
        return None
    fitting = [d for d in _in_time(standing, citation) if d.year and _in_term(d, term)]
    if fitting:
        said = f"Báo cáo ghi khóa {term}.", f"The report states term {term}."
        return _choose(citation, fitting, said, "term")
    dated = when(Identity(citation.identity.abbr, term=term))
    if _is_rejected(standing, citation, dated):
        return None
    said = (
        f"Báo cáo ghi khóa {term}; chưa biết ngày ban hành.",
        f"The report states term {term}; the date is not known.",
    )
    return Verdict(dated, (), "likely", said, "term")


def by_remainder(standing: Standing, citation: Citation) -> Verdict:
    """Without date and term, the only directive that it can have been; else an undated one."""
    possible = [d for d in _in_time(standing, citation) if not d.is_undated]
    if possible and citation.identity.abbr in BY_TERM:
        # Every term has its fourth plenum: that one is known says nothing for it.
        said = "Báo cáo không ghi khóa.", "The report gives no term."
        return Verdict(None, tuple(d.when for d in possible), "open", said, "rest")
    said = _rejection(citation) or ("Báo cáo không ghi ngày.", "The report gives no date.")
    year = citation.identity.year
    if year and is_renewed_in(standing.key, year):
        possible = [d for d in possible if d.year == year]
        said = f"Báo cáo chỉ ghi năm {year}.", f"The report gives the year {year} only."
        if not possible:
            return Verdict(str(year), (), "likely", said, "rest")
    if possible:
        return _choose(citation, possible, said, "rest")
    return _undated(standing, citation)


RULES: tuple[tuple[Basis, Rule], ...] = (
    ("decision", by_decision),
    ("date", by_date),
    ("term", by_term),
    ("rest", by_remainder),
)


def _undated(standing: Standing, citation: Citation) -> Verdict:
    leads = [k for k in standing.leads if _not_later(k.date, citation.known_by)]
    held = {issue_period(standing.key, k.date) for k in leads}
    vi, en = _rejection(citation) or ("", "")
    vi = f"{vi} Không nguồn nào cho biết ngày ban hành.".strip()
    en = f"{en} No source gives the date of issue.".strip()
    if held:
        vi += " Có gợi ý chưa kiểm chứng trong dữ liệu tham chiếu."
        en += " The reference data has an unverified lead."
    return Verdict(undated_dating(citation), tuple(sorted(held)), "likely", (vi, en), "rest")


def _choose(citation: Citation, possible: Sequence[Dating], said: Said, basis: Basis) -> Verdict:
    """Narrow what is possible by anniversary, title, issuer; choose only where one remains and is supported.

    Another issuer than the known one counts against a directive that neither of the others speaks for.
    """
    rest, reasons = list(possible), [said]
    for narrow in (_by_anniversary, _by_title):
        kept, why = narrow(citation, rest)
        if why:
            reasons.append(why)
            rest = kept
    spoken_for = len(reasons) > 1
    if other := _other_issuer(citation, rest):
        reasons.append(other)
        left = [d for d in rest if not _is_of_another(citation, d)]
        rest = left or (rest if spoken_for else [])
    if len(rest) == 1 and not spoken_for and basis == "rest":
        supported, why = _support(citation, rest[0])
        reasons.append(_LEFT if why is _SOLE and len(possible) > 1 else why)
        rest = rest if supported else []
    elif len(rest) != 1:
        reasons.append(_SEVERAL if len(rest or possible) > 1 else _UNFIT)
    vi, en = (" ".join(reason[i] for reason in reasons) for i in (0, 1))
    if len(rest) == 1:
        return Verdict(rest[0].when, (), "likely", (vi, en), basis)
    return Verdict(None, tuple(d.when for d in (rest or possible)), "open", (vi, en), basis)


def _support(citation: Citation, dating: Dating) -> tuple[bool, Said]:
    """Tell whether a number alone can mean the only directive known: numbers start again."""
    if reaches(citation, dating.issued):
        return True, _SOLE
    if dating.is_known:
        return True, _KNOWN
    return (True, _ALSO_DATED) if horizon_of(citation) in dating.horizons else (False, _RENUMBERED)


def _by_anniversary(citation: Citation, possible: Sequence[Dating]) -> tuple[list[Dating], Said | None]:
    """Keep whose anniversary it is: 5 years in 2018 speak of 2013, or of 2012 where the review came late."""
    if not citation.reviews:
        return [], None
    fits = [d for d in possible if all(_is_anniversary(r, d.years()) for r in citation.reviews)]
    r = min(citation.reviews, key=lambda review: (review.year, review.years))
    said = (
        f"{r.years} năm tính đến {r.year} ứng với {r.year - r.years}.",
        f"{r.years} years by {r.year} point to {r.year - r.years}.",
    )
    return fits, said


def _is_anniversary(review: Review, years: range | None) -> bool:
    if years is None:
        return True
    founded = review.year - review.years
    return any(y in years for y in range(founded - 1, founded + (2 if review.planned else 1)))


def _by_title(citation: Citation, possible: Sequence[Dating]) -> tuple[list[Dating], Said | None]:
    """Keep those whose title agrees; a sole candidate with quite another title is not chosen."""
    words = _words(citation.title or "")
    if len(words) < 4:
        return [], None
    likeness = {d.when: _likeness(words, _words(d.title)) if d.title else None for d in possible}
    agreeing = [d for d in possible if (likeness[d.when] or 0) >= 0.6]
    if agreeing and (len(agreeing) < len(possible) or len(possible) == 1):
        return agreeing, ("Trích yếu khớp.", "The title agrees.")
    if not agreeing and all(score is not None and score < 0.2 for score in likeness.values()):
        return [], ("Trích yếu khác hẳn.", "The title is quite another.")
    return [], None


def _is_of_another(citation: Citation, dating: Dating) -> bool:
    """Tell whether the reference data knows another organ of the Centre than the report states."""
    stated = citation.issuer
    return may_tell_numbers_apart(stated) and are_different_organs(stated, dating.issuer)


def _other_issuer(citation: Citation, datings: Sequence[Dating]) -> Said | None:
    """Say of which directives the reference data contradicts the issuer that a report states."""
    others = [f"{d.issuer} ({d.when})" for d in datings if _is_of_another(citation, d)]
    if not others:
        return None
    return (
        f"Báo cáo ghi của {citation.issuer}; theo dữ liệu tham chiếu là của {', '.join(others)}.",
        f"The report names {citation.issuer}; by the reference data it is of {', '.join(others)}.",
    )


def _in_time(standing: Standing, citation: Citation) -> list[Dating]:
    """Return the datings that existed when the report was written, and that no person ruled out."""
    return [
        d
        for d in standing.datings
        if _not_later(d.issued, citation.known_by) and not _is_rejected(standing, citation, d.when)
    ]


def _is_rejected(standing: Standing, citation: Citation, dated: str) -> bool:
    return citation.ruling is not None and standing.path(dated) in citation.ruling.rejected


def _rejection(citation: Citation) -> Said | None:
    ruling = citation.ruling
    return (ruling.words, ruling.words_en) if ruling and ruling.rejected else None


def _not_later(day: str, known_by: str | None) -> bool:
    """Compare as far as both are known: a year alone only by the year."""
    if not day or not known_by:
        return True
    length = min(len(day), len(known_by))
    return day[:length] <= known_by[:length]


def _in_term(dating: Dating, numeral: str) -> bool:
    """Tell whether a directive can be of a term: congresses fall in the first half of the year."""
    term, year, day = terms().get(numeral), dating.year, dating.day
    if term is None or year is None:
        return numeral in dating.terms
    if year == term.last_year:
        return day is None or day[5:] < "07-01"
    return term.first_year <= year < term.last_year


@lru_cache(maxsize=16384)
def _words(title: str) -> frozenset[str]:
    return frozenset(w for w in slug(title).split("-") if len(w) > 1) if title else frozenset()


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the shorter title stands in the longer."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _spoken(day: str) -> str:
    """Return a date as offices write it: "2016-05-15" → "15/5/2016"."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", day)
    if not found:
        return day
    return "/".join(str(int(part)) for part in reversed(found.groups()) if part)
