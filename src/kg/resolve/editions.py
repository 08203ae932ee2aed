"""The editions of one symbol: its datings, what each is called, and what has been decided of its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kg.model import Identity
from kg.reference import Term, read_reference
from kg.register import DirectiveKey, directive_path, when
from kg.resolve.records import Citation, Directive, Known, Resolution, Resolved

_SLIP_DAYS = 60

Verdict = tuple[str | None, Resolution]
"""The edition that a mention is of, null where open, and the conclusion in words."""


@dataclass(slots=True)
class Edition:
    """One dating of a symbol, and what says it: "2016", "khoa-xii" or "undated"."""

    when: str
    cited: list[Citation] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        """The year of issue, where that is what dates it."""
        return int(self.when) if self.when.isdigit() else None

    @property
    def term(self) -> str | None:
        """The term's numeral, where that is what dates it."""
        return self.when.removeprefix("khoa-").upper() if self.when.startswith("khoa-") else None

    def day(self) -> str | None:
        """Return the date: the reference's, else the one most often stated in its year, else the earliest."""
        verified = [k.date for k in self.known if k.verified]
        stated = [c.date for c in self.cited if c.date and len(c.date) == 10]
        own = [d for d in stated if d.startswith(self.when)]
        return min(verified) if verified else _commonest(own or stated)

    def titles(self) -> list[str]:
        """Return every title under which it is known or cited."""
        return [k.title for k in self.known if k.title] + [c.title for c in self.cited if c.title]

    def first_year(self) -> int | None:
        """Return the earliest year in which it can have been issued."""
        term = terms().get(self.term or "")
        return self.year or (term.first_year if term else None)

    def years(self) -> range | None:
        """Return all years in which it can have been issued; null where nothing tells."""
        term = terms().get(self.term or "")
        if self.year:
            return range(self.year, self.year + 1)
        return range(term.first_year, term.last_year + 1) if term else None


@dataclass(slots=True)
class Group:
    """The editions of one symbol, as far as they are found."""

    key: DirectiveKey
    slips: dict[tuple[str, str], str]
    editions: dict[str, Edition] = field(default_factory=dict)
    decided: dict[str, Resolution] = field(default_factory=dict)
    own_paths: dict[str, set[str]] = field(default_factory=dict)

    def edition(self, dated: str) -> Edition:
        """Return the edition of a dating; there is one from now on."""
        return self.editions.setdefault(dated, Edition(dated))

    def know(self, known: Known) -> None:
        """Take in a directive of the reference data."""
        self.edition(known.date[:4]).known.append(known)

    def path(self, dated: str) -> str:
        """Return the end of the IRI that the edition of a dating has."""
        return directive_path(self.key, dated)

    def decide(self, citation: Citation, verdict: Verdict) -> None:
        """Take in what was concluded of one mention."""
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

    def describe(self, edition: Edition) -> Directive:
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


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Return the Party's terms of office by numeral."""
    return {t.numeral: t for t in read_reference().terms if t.register == "TW" and t.numeral}


def find_slips(citations: Sequence[Citation]) -> dict[tuple[str, str], str]:
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
