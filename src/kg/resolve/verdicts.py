"""Verdicts on one mention: by its date or year, by its term, or by what alone remains possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.iri import slug
from kg.model import Identity
from kg.register import BY_TERM, when
from kg.resolve.editions import Edition, Group, Verdict, terms
from kg.resolve.records import Citation, Known, Resolution, Review

_SOLE = (
    "Chỉ biết một văn bản mang ký hiệu này ban hành trước ngày báo cáo.",
    "Only one directive of this symbol is known from before the report.",
)
_SEVERAL = ("Còn nhiều văn bản có thể.", "Several directives remain possible.")
_UNFIT = ("Văn bản đã biết không khớp.", "The known directive does not fit.")


def settle_dated(group: Group, citation: Citation, _leads: Sequence[Known]) -> Verdict | None:
    """A stated date or year names the directive; so does the term of a plenum or congress."""
    identity = citation.identity
    first = group.slips.get((citation.report, citation.date or ""), citation.date)
    if identity.abbr in BY_TERM and identity.term:
        dated, said = when(identity), (f"khóa {identity.term}", f"term {identity.term}")
    elif first and len(first) >= 4:
        dated, said = first[:4], (f"ngày {_spoken(citation.date or first)}", f"date {citation.date or first}")
    elif identity.year:
        dated, said = str(identity.year), (f"năm {identity.year}", f"year {identity.year}")
    else:
        return None
    reason, reason_en = f"Báo cáo ghi {said[0]}.", f"The report states the {said[1]}."
    if first != citation.date:
        reason += f" Cùng báo cáo ghi ngày {_spoken(first or '')}: coi là một văn bản."
        reason_en += f" It also states {first}: taken as one directive."
    return dated, Resolution(citation.mention, group.path(dated), (), "certain", reason, reason_en)


def settle_termed(group: Group, citation: Citation, _leads: Sequence[Known]) -> Verdict | None:
    """A stated term fits the directive of a year within it; where none is known, it dates the directive."""
    term = citation.identity.term
    if term is None or citation.identity.abbr in BY_TERM:
        return None
    fitting = [e for e in _in_time(group, citation) if e.year and _in_term(e, term)]
    if not fitting:
        dated = when(Identity(citation.identity.abbr, term=term))
        reason = (
            f"Báo cáo ghi khóa {term}; chưa biết ngày ban hành.",
            f"The report states term {term}; the date is not known.",
        )
        return dated, Resolution(citation.mention, group.path(dated), (), "likely", *reason)
    return _choose(group, citation, fitting, (f"Báo cáo ghi khóa {term}.", f"The report states term {term}."))


def settle_undated(group: Group, citation: Citation, leads: Sequence[Known]) -> Verdict:
    """Without date and term, the only directive that was there at the time; else the undated one."""
    possible = [e for e in _in_time(group, citation) if e.when != "undated"]
    if possible and citation.identity.abbr in BY_TERM:
        # Every term has its fourth plenum: that one is known says nothing for it.
        candidates = tuple(sorted(group.path(e.when) for e in possible))
        reason = "Báo cáo không ghi khóa.", "The report gives no term."
        return None, Resolution(citation.mention, None, candidates, "open", *reason)
    if possible:
        return _choose(group, citation, possible, ("Báo cáo không ghi ngày.", "The report gives no date."))
    held = sorted({group.path(k.date[:4]) for k in leads if _not_later(k.date, citation.known_by)})
    reason = "Không nguồn nào cho biết ngày ban hành.", "No source gives the date of issue."
    if held:
        reason = (
            f"{reason[0]} Có gợi ý chưa kiểm chứng trong dữ liệu tham chiếu.",
            f"{reason[1]} The reference data has an unverified lead.",
        )
    return "undated", Resolution(citation.mention, group.path("undated"), tuple(held), "likely", *reason)


def _choose(group: Group, citation: Citation, possible: Sequence[Edition], said: tuple[str, str]) -> Verdict:
    """Narrow what is possible by anniversary and title; choose only where one remains."""
    rest, reasons = list(possible), [said]
    for narrow in (_by_anniversary, _by_title):
        kept, why = narrow(citation, rest)
        if why:
            reasons.append(why)
            rest = kept
    if len(rest) == 1 and len(possible) == 1 and len(reasons) == 1:
        reasons.append(_SOLE)
    elif len(rest) != 1:
        reasons.append(_SEVERAL if len(rest or possible) > 1 else _UNFIT)
    vi, en = (" ".join(reason[i] for reason in reasons) for i in (0, 1))
    if len(rest) == 1:
        dated = rest[0].when
        return dated, Resolution(citation.mention, group.path(dated), (), "likely", vi, en)
    candidates = tuple(sorted(group.path(e.when) for e in (rest or possible)))
    return None, Resolution(citation.mention, None, candidates, "open", vi, en)


def _by_anniversary(
    citation: Citation, possible: Sequence[Edition]
) -> tuple[list[Edition], tuple[str, str] | None]:
    """Keep whose anniversary it is: 5 years in 2018 speak of 2013, or of 2012 where the review came late."""
    if not citation.reviews:
        return [], None
    fits = [e for e in possible if all(_is_anniversary(r, e.years()) for r in citation.reviews)]
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


def _by_title(
    citation: Citation, possible: Sequence[Edition]
) -> tuple[list[Edition], tuple[str, str] | None]:
    """Keep those whose title agrees; a sole candidate with quite another title is not chosen."""
    words = _words(citation.title or "")
    likeness = {
        e.when: max((_likeness(words, _words(t)) for t in e.titles()), default=None) for e in possible
    }
    agreeing = [e for e in possible if (likeness[e.when] or 0) >= 0.6]
    if len(words) < 4:
        return [], None
    if agreeing and len(agreeing) < len(possible):
        return agreeing, ("Trích yếu khớp.", "The title agrees.")
    if not agreeing and all(score is not None and score < 0.2 for score in likeness.values()):
        return [], ("Trích yếu khác hẳn.", "The title is quite another.")
    return [], None


def _in_time(group: Group, citation: Citation) -> list[Edition]:
    """Return the editions that existed when the report was written."""
    return [
        e
        for _, e in sorted(group.editions.items())
        if _not_later(e.day() or str(e.first_year() or ""), citation.known_by)
    ]


def _not_later(day: str, known_by: str | None) -> bool:
    """Compare as far as both are known: a year alone only by the year."""
    if not day or not known_by:
        return True
    length = min(len(day), len(known_by))
    return day[:length] <= known_by[:length]


def _in_term(edition: Edition, numeral: str) -> bool:
    """Tell whether a directive can be of a term: congresses fall in the first half of the year."""
    term, year, day = terms().get(numeral), edition.year, edition.day()
    if term is None or year is None:
        return any(c.identity.term == numeral for c in edition.cited)
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
