"""The official statistic: four cells, and beside them what belongs in none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from kg.tracking.deadlines import Deadline
from kg.tracking.states import State


class Cell(StrEnum):
    """Where a task is counted. Each task is counted once."""

    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    OPEN_AHEAD = "open-ahead"
    OPEN_OVERDUE = "open-overdue"
    DONE_UNDATED = "done-undated"
    """Finished, and not known whether in time: no deadline, or no day."""
    OPEN_UNDATED = "open-undated"
    """Not finished, without a deadline."""
    UNKNOWN_AHEAD = "unknown-ahead"
    UNKNOWN_PASSED = "unknown-passed"
    UNKNOWN_UNDATED = "unknown-undated"


FOUR = (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_AHEAD, Cell.OPEN_OVERDUE)
"""The cells of the official statistic; a task without information is in none of them."""

_DONE = {Deadline.ON_TIME: Cell.DONE_ON_TIME, Deadline.LATE: Cell.DONE_LATE}
_OPEN = {
    Deadline.AHEAD: Cell.OPEN_AHEAD,
    Deadline.SOON: Cell.OPEN_AHEAD,
    Deadline.OVERDUE: Cell.OPEN_OVERDUE,
}
_UNKNOWN = {
    Deadline.AHEAD: Cell.UNKNOWN_AHEAD,
    Deadline.SOON: Cell.UNKNOWN_AHEAD,
    Deadline.PASSED: Cell.UNKNOWN_PASSED,
}


def cell_of(state: State, deadline: Deadline) -> Cell:
    """Return where a task is counted."""
    match state:
        case State.COMPLETED:
            return _DONE.get(deadline, Cell.DONE_UNDATED)
        case State.UNKNOWN:
            return _UNKNOWN.get(deadline, Cell.UNKNOWN_UNDATED)
        case _:
            return _OPEN.get(deadline, Cell.OPEN_UNDATED)


def count_cells(tasks: Iterable[tuple[str, State, Deadline]]) -> dict[str, Counter[Cell]]:
    """Return {unit: how many tasks each cell has}, units in order."""
    counts: dict[str, Counter[Cell]] = {}
    for unit, state, deadline in tasks:
        counts.setdefault(unit, Counter())[cell_of(state, deadline)] += 1
    return dict(sorted(counts.items()))
