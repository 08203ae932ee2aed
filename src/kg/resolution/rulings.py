"""What people decided, as resolution asks for it: by report and place, and which bodies are one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.resolve import Ruling


@dataclass(frozen=True, slots=True)
class PlacedRuling:
    """A ruling on the words `quote` of a report, which began at `start` when it was made."""

    start: int
    quote: str
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Rulings:
    """All rulings: {report's IRI: those on its mentions}, {body's IRI: the body that it is the same as}."""

    by_report: Mapping[str, tuple[PlacedRuling, ...]] = field(default_factory=dict)
    same_bodies: Mapping[str, str] = field(default_factory=dict)

    def of_mentions(self, report: str, mentions: Iterable[tuple[str, str]]) -> dict[str, Ruling]:
        """Return {mention: ruling} for (mention's IRI, its words) of one report.

        The words decide, and the place where they stand more than once; a place that has moved since
        still holds where the words stand only once.
        """
        placed = self.by_report.get(report, ())
        if not placed:
            return {}
        listed = [(mention, " ".join(words.split())) for mention, words in mentions]
        times = Counter(words for _, words in listed)
        found = {}
        for mention, words in listed:
            for each in placed:
                if each.quote == words and (times[words] == 1 or each.start == _start(mention)):
                    found[mention] = each.ruling
        return found

    def version_of(self, report: str, issuer: str | None) -> str:
        """Return a hash of all that was decided of a report; "" where nothing was."""
        told = (self.by_report.get(report), self.same_bodies.get(issuer or ""))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:8] if any(told) else ""


NO_RULINGS = Rulings()


def _start(mention: str) -> int:
    """Return where a mention begins, as its IRI says: ".../mention/613-645"."""
    return int(mention.rpartition("/")[2].split("-")[0])
