"""The ladder of stages as lanes, in the vocabulary's order and words; and how a status is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.questions import Words
from kg.site.pictures.records import Event
from kg.vocabulary import Concept, read_stages, read_vocabulary

OTHER = Words("việc khác", "other acts")
STATUSES = ("done", "ongoing", "planned", "shortcoming")
"""In the order in which they are listed; each has a shape of its own, for colour is not seen by everybody."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A rung of the ladder: activities of one rank (notations)."""

    label: Words
    stages: frozenset[str]


@cache
def ladder() -> tuple[Lane, ...]:
    """Return the lanes from making known to the final review."""
    ranks = read_stages()
    activities = read_vocabulary().schemes["activity"]
    rungs = (sorted(code for code in ranks if ranks[code] == rank) for rank in sorted(set(ranks.values())))
    return tuple(_lane([activities[code] for code in rung]) for rung in rungs)


def _lane(concepts: list[Concept]) -> Lane:
    label = Words(", ".join(c.label_vi for c in concepts), ", ".join(c.label_en for c in concepts))
    return Lane(label, frozenset(c.code for c in concepts))


def by_lane(events: Iterable[Event]) -> tuple[tuple[Lane, tuple[Event, ...]], ...]:
    """Return every lane with its events, in order of time; what stands off the ladder comes last.

    A lane without events stays: what no report speaks of is to be seen.
    """
    ordered = sorted(events, key=lambda e: (e.start, e.end, e.status, e.label, e.href, e.stage, e.count))
    lanes = [(lane, tuple(e for e in ordered if e.stage in lane.stages)) for lane in ladder()]
    known = frozenset().union(*(lane.stages for lane, _ in lanes))
    rest = tuple(e for e in ordered if e.stage not in known)
    if rest:
        lanes.append((Lane(OTHER, frozenset(e.stage for e in rest)), rest))
    return tuple(lanes)


@cache
def status_words() -> dict[str, Words]:
    """Return the name of each status."""
    return {c.code: Words(c.label_vi, c.label_en) for c in read_vocabulary().schemes["status"].values()}


def status_order(status: str) -> int:
    """Return the place of a status among those that are listed; an unknown one comes last."""
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)
