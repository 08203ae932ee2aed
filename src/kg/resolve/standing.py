"""What is known of one symbol before a mention is judged: its datings, as references and mentions give them.

A standing is small and changes seldom; while it stays the same, so do all earlier verdicts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.reference import Term, read_reference
from kg.register import TERM, DirectiveKey, directive_path, issue_period
from kg.resolve.horizons import UNDATED
from kg.resolve.records import Basis, Known, Usage


@dataclass(frozen=True, slots=True)
class Dating:
    """One dating of a symbol: "2016", "2025-11", "khoa-xii" or "undated-…", and what is settled of it."""

    when: str
    day: str | None
    """The date: the reference's, else the one most often stated."""
    title: str | None
    terms: frozenset[str]
    """Terms under which it is cited, as Roman numerals."""
    horizons: frozenset[str]
    """The numberings in which reports cite it by its date or term."""
    is_known: bool
    """A verified directive of the reference data."""
    issuer: str | None
    """Who issued it, as the reference data knows; what reports state does not count."""

    @property
    def is_undated(self) -> bool:
        """Whether nothing dates it."""
        return self.when.startswith(UNDATED)

    @property
    def year(self) -> int | None:
        """The year of issue, where that is what dates it."""
        return int(self.when[:4]) if self.when[:1].isdigit() else None

    @property
    def issued(self) -> str:
        """The day, else the earliest year in which it can have been issued, else ""."""
        years = self.years()
        return self.day or (str(years[0]) if years else "")

    def years(self) -> range | None:
        """Return all years in which it can have been issued; null where nothing tells."""
        if self.year:
            return range(self.year, self.year + 1)
        term = terms().get(self.when.removeprefix(TERM).upper())
        return range(term.first_year, term.last_year + 1) if term else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The datings of a symbol, in order; `leads` are those that no verified source gives."""

    key: DirectiveKey
    datings: tuple[Dating, ...]
    leads: tuple[Known, ...]

    def path(self, dated: str) -> str:
        """Return the end of the IRI that the directive of a dating has."""
        return directive_path(self.key, dated)


def standing_of(
    key: DirectiveKey, usages: Mapping[Usage, int], known: Sequence[Known], bases: Container[Basis]
) -> Standing:
    """Return what references and the mentions that were settled on these grounds say of a symbol."""
    cited: dict[str, Counter[Usage]] = defaultdict(Counter)
    for usage, times in usages.items():
        if usage.when and usage.basis in bases:
            cited[usage.when][usage] += times
    facts: dict[str, list[Known]] = defaultdict(list)
    for k in known:
        if k.verified:
            facts[issue_period(key, k.date)].append(k)
    datings = (_dating(w, cited.get(w, Counter()), facts.get(w, [])) for w in sorted({*cited, *facts}))
    return Standing(key, tuple(datings), tuple(k for k in known if not k.verified))


def stated_day(when: str, cited: Mapping[Usage, int], known: Iterable[Known]) -> str | None:
    """Return the day of a dating: the reference's, else the commonest in its year, else the commonest."""
    if verified := [k.date for k in known if k.verified]:
        return min(verified)
    stated = Counter[str]()
    for usage, times in cited.items():
        if usage.wording.date and len(usage.wording.date) == 10:
            stated[usage.wording.date] += times
    own = Counter({day: times for day, times in stated.items() if day.startswith(when)})
    return commonest(own or stated)


def known_issuer(known: Iterable[Known]) -> str | None:
    """Return who issued a directive as the verified references know it; null where they differ."""
    found = {k.issuer for k in known if k.verified and k.issuer}
    return found.pop() if len(found) == 1 else None


def commonest(counts: Mapping[str, int]) -> str | None:
    """Return the value that is met most often; among equals the smallest."""
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Return the Party's terms of office by numeral."""
    return {t.numeral: t for t in read_reference().terms if t.register == "TW" and t.numeral}


def _dating(when: str, cited: Counter[Usage], known: Sequence[Known]) -> Dating:
    titles = Counter[str]()
    for usage, times in cited.items():
        if usage.wording.title:
            titles[usage.wording.title] += times
    subjects = sorted(k.title for k in known if k.title)
    return Dating(
        when=when,
        day=stated_day(when, cited, known),
        title=subjects[0] if subjects else commonest(titles),
        terms=frozenset(u.wording.identity.term for u in cited if u.wording.identity.term),
        horizons=frozenset(u.horizon for u in cited),
        is_known=bool(known),
        issuer=known_issuer(known),
    )
