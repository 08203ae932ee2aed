"""Which directive each mention means: a pure function of all mentions and of what is known beforehand.

Mentions meet only where register and symbol agree (`kg.register`). Dates decide; where a mention gives
none, what remains possible decides, and only when it is one. The order in which reports were loaded
plays no part: every choice goes by counts, then by the smallest value.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from kg.iri import slug
from kg.model import Identity
from kg.reference import Term, read_reference
from kg.register import BY_TERM, DirectiveKey, directive_path, when

Rank = Literal["certain", "likely", "open"]

_SLIP_DAYS = 60
_SOLE = (
    "Chỉ biết một văn bản mang ký hiệu này ban hành trước ngày báo cáo.",
    "Only one directive of this symbol is known from before the report.",
)
_SEVERAL = ("Còn nhiều văn bản có thể.", "Several directives remain possible.")
_UNFIT = ("Văn bản đã biết không khớp.", "The known directive does not fit.")


@dataclass(frozen=True, slots=True)
class Review:
    """An anniversary: "sơ kết 5 năm" in a report on 2018, or planned there."""

    years: int
    year: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention as resolution sees it. `known_by` is the last day of which its report can speak."""

    mention: str
    report: str
    key: DirectiveKey
    identity: Identity
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    known_by: str | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A directive of the reference data. One that is not verified decides nothing."""

    key: DirectiveKey
    identity: Identity
    date: str
    title: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive that mentions mean, or may mean. `path` is its IRI's end: "tw/2016/05-ct-tw"."""

    path: str
    key: DirectiveKey
    identity: Identity
    issued_on: str | None
    issuer: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was concluded of one mention: a directive, or the candidates among which none was chosen."""

    mention: str
    directive: str | None
    candidates: tuple[str, ...]
    rank: Rank
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """All conclusions, in order. `aliases` are (undated path, the path that it has now)."""

    directives: tuple[Directive, ...]
    resolutions: tuple[Resolution, ...]
    aliases: tuple[tuple[str, str], ...]


def resolve(citations: Iterable[Citation], known: Iterable[Known]) -> Resolved:
    """Resolve all mentions; each register and symbol by itself."""
    groups: dict[DirectiveKey, list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[citation.key].append(citation)
    references: dict[DirectiveKey, list[Known]] = defaultdict(list)
    for directive in known:
        references[directive.key].append(directive)
    parts = [resolve_group(key, groups[key], references.get(key, ())) for key in sorted(groups)]
    return Resolved(
        tuple(d for part in parts for d in part.directives),
        tuple(r for part in parts for r in part.resolutions),
        tuple(a for part in parts for a in part.aliases),
    )


def resolve_group(key: DirectiveKey, citations: Iterable[Citation], known: Iterable[Known]) -> Resolved:
    """Resolve the mentions of one register and symbol: first those with a date, then a term, then neither."""
    ordered = sorted(citations, key=lambda c: c.mention)
    group = _Group(key, _slips(ordered))
    leads = [k for k in known if not k.verified]
    for k in known:
        if k.verified:
            group.know(k)
    for stage in (_settle_dated, _settle_termed, _settle_undated):
        open_ones = [c for c in ordered if c.mention not in group.decided]
        # A whole stage looks at what the stages before it settled, and not at its own mentions.
        found = [(c, v) for c in open_ones if (v := stage(group, c, leads))]
        for citation, verdict in found:
            group.decide(citation, verdict)
    return group.result(leads)


@dataclass(slots=True)
class _Edition:
    """One dating of a symbol, and what says it: "2016", "khoa-xii" or "undated"."""

    when: str
    cited: list[Citation] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        return int(self.when) if self.when.isdigit() else None

    @property
    def term(self) -> str | None:
        return self.when.removeprefix("khoa-").upper() if self.when.startswith("khoa-") else None

    def day(self) -> str | None:
        """Return the date: the reference's, else the one most often stated in its year, else the earliest."""
        verified = [k.date for k in self.known if k.verified]
        stated = [c.date for c in self.cited if c.date and len(c.date) == 10]
        own = [d for d in stated if d.startswith(self.when)]
        return min(verified) if verified else _commonest(own or stated)

    def titles(self) -> list[str]:
        return [k.title for k in self.known if k.title] + [c.title for c in self.cited if c.title]

    def first_year(self) -> int | None:
        """Return the earliest year in which it can have been issued."""
        term = _terms().get(self.term or "")
        return self.year or (term.first_year if term else None)

    def years(self) -> range | None:
        """Return all years in which it can have been issued; null where nothing tells."""
        term = _terms().get(self.term or "")
        if self.year:
            return range(self.year, self.year + 1)
        return range(term.first_year, term.last_year + 1) if term else None


@dataclass(slots=True)
class _Group:
    """The editions of one symbol, as far as they are found."""

    key: DirectiveKey
    slips: dict[tuple[str, str], str]
    editions: dict[str, _Edition] = field(default_factory=dict)
    decided: dict[str, Resolution] = field(default_factory=dict)
    own_paths: dict[str, set[str]] = field(default_factory=dict)

    def edition(self, dated: str) -> _Edition:
        return self.editions.setdefault(dated, _Edition(dated))

    def know(self, known: Known) -> None:
        self.edition(known.date[:4]).known.append(known)

    def path(self, dated: str) -> str:
        return directive_path(self.key, dated)

    def decide(self, citation: Citation, verdict: _Verdict) -> None:
        dated, resolution = verdict
        if dated:
            self.edition(dated).cited.append(citation)
        self.decided[citation.mention] = resolution
        own = self.path(when(citation.identity))
        self.own_paths.setdefault(own, set()).add(resolution.directive or "")

    def result(self, leads: Sequence[Known]) -> Resolved:
        """Describe what was cited or is a candidate."""
        used = {p for r in self.decided.values() for p in (r.directive, *r.candidates) if p}
        for lead in leads:
            if self.path(lead.date[:4]) in used:
                self.edition(lead.date[:4]).known.append(lead)
        directives = [self.describe(e) for _, e in sorted(self.editions.items()) if self.path(e.when) in used]
        aliases = [
            (own, next(iter(paths)))
            for own, paths in sorted(self.own_paths.items())
            if own not in used and len(paths) == 1 and "" not in paths
        ]
        return Resolved(
            tuple(directives), tuple(self.decided[m] for m in sorted(self.decided)), tuple(aliases)
        )

    def describe(self, edition: _Edition) -> Directive:
        """Choose what an edition is called: the reference's words, else those most often used."""
        identities = [c.identity for c in edition.cited] or [k.identity for k in edition.known]
        subject = sorted(k.title for k in edition.known if k.verified and k.title)
        return Directive(
            path=self.path(edition.when),
            key=self.key,
            identity=Identity(
                abbr=_commonest([i.abbr for i in identities]) or "",
                number=_commonest([i.number for i in identities]),
                suffix=_commonest([i.suffix for i in identities]),
                scope=_commonest([i.scope for i in identities]),
                year=edition.year,
                term=edition.term or _commonest([i.term for i in identities]),
                name=_commonest([i.name for i in identities]),
            ),
            issued_on=edition.day() or (str(edition.year) if edition.year else None),
            issuer=_commonest([c.issuer for c in edition.cited]),
            title=subject[0] if subject else _commonest([c.title for c in edition.cited]),
        )


_Verdict = tuple[str | None, Resolution]
"""The edition that a mention is of, null where open, and the conclusion in words."""


def _settle_dated(group: _Group, citation: Citation, _leads: Sequence[Known]) -> _Verdict | None:
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


def _settle_termed(group: _Group, citation: Citation, _leads: Sequence[Known]) -> _Verdict | None:
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


def _settle_undated(group: _Group, citation: Citation, leads: Sequence[Known]) -> _Verdict:
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


def _choose(
    group: _Group, citation: Citation, possible: Sequence[_Edition], said: tuple[str, str]
) -> _Verdict:
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
    citation: Citation, possible: Sequence[_Edition]
) -> tuple[list[_Edition], tuple[str, str] | None]:
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
    citation: Citation, possible: Sequence[_Edition]
) -> tuple[list[_Edition], tuple[str, str] | None]:
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


def _in_time(group: _Group, citation: Citation) -> list[_Edition]:
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


def _in_term(edition: _Edition, numeral: str) -> bool:
    """Tell whether a directive can be of a term: congresses fall in the first half of the year."""
    term, year, day = _terms().get(numeral), edition.year, edition.day()
    if term is None or year is None:
        return any(c.identity.term == numeral for c in edition.cited)
    if year == term.last_year:
        return day is None or day[5:] < "07-01"
    return term.first_year <= year < term.last_year


@lru_cache(maxsize=1)
def _terms() -> dict[str, Term]:
    return {t.numeral: t for t in read_reference().terms if t.register == "TW" and t.numeral}


def _slips(citations: Sequence[Citation]) -> dict[tuple[str, str], str]:
    """Return {(report, date): the first date} where one report gives a symbol two dates within 60 days.

    24-CT/TU of 09/6/2017 and of 29/6/2017 in one report are one directive with a slip of the pen.
    """
    stated: dict[str, set[str]] = defaultdict(set)
    for citation in citations:
        if citation.date and len(citation.date) == 10:
            stated[citation.report].add(citation.date)
    slips = {}
    for report, dates in stated.items():
        first = previous = ""
        for day in sorted(dates):
            if not previous or _days(previous, day) > _SLIP_DAYS:
                first = day
            slips[report, day], previous = first, day
    return slips


def _days(start: str, end: str) -> int:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return _SLIP_DAYS + 1


def _commonest(values: Iterable[str | None]) -> str | None:
    """Return the value that is met most often; among equals the smallest."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


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
