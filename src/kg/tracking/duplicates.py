"""Tasks that may be one: nearly the same words, one body, the same time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil

from kg.tracking.records import TrackedTask
from kg.tracking.wording import pairs

_ALIKE = 0.8
"""The share of common pairs of syllables (Jaccard) from which two tasks are shown as possibly one."""

Pair = tuple[str, str]


def find_duplicates(tasks: Iterable[TrackedTask]) -> dict[str, tuple[str, ...]]:
    """Return {task: the tasks that it may be the same as}, both by id, in order."""
    by_unit: dict[str, list[TrackedTask]] = defaultdict(list)
    for task in tasks:
        by_unit[task.unit].append(task)
    found: dict[str, set[str]] = defaultdict(set)
    for unit in sorted(by_unit):
        for one, other in _alike(by_unit[unit]):
            found[one].add(other)
            found[other].add(one)
    return {task: tuple(sorted(others)) for task, others in sorted(found.items())}


def _alike(tasks: Sequence[TrackedTask]) -> Iterable[tuple[str, str]]:
    """Yield pairs of tasks that are alike.

    Two sets that share `_ALIKE` share one of their rarest pairs, so that only few are compared (prefix
    filtering, Chaudhuri et al. 2006).
    """
    words = [pairs(t.content) for t in tasks]
    common = Counter(pair for w in words for pair in w)
    seen: dict[Pair, list[int]] = defaultdict(list)
    for i, (task, mine) in enumerate(zip(tasks, words, strict=True)):
        rare = sorted(mine, key=lambda p: (common[p], p))[: len(mine) - ceil(_ALIKE * len(mine)) + 1]
        for j in sorted({j for pair in rare for j in seen[pair]}):
            if _share(mine, words[j]) >= _ALIKE and _same_time(task, tasks[j]):
                yield task.id, tasks[j].id
        for pair in rare:
            seen[pair].append(i)


def _share(one: frozenset[Pair], other: frozenset[Pair]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _same_time(one: TrackedTask, other: TrackedTask) -> bool:
    """Tell whether the periods of two tasks share a day; an unknown end leaves it open."""
    return _starts_by(one, other) and _starts_by(other, one)


def _starts_by(one: TrackedTask, other: TrackedTask) -> bool:
    return one.planned_from is None or other.planned_to is None or one.planned_from <= other.planned_to
