"""The second axis: where a day stands against the deadline. A planned period is no deadline."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from kg.tracking.records import ReportRef
from kg.tracking.states import State

SOON = timedelta(days=7)


class Deadline(StrEnum):
    """Where a task stands against its deadline on a day."""

    NONE = "none"
    """Chưa có thời hạn."""
    REGULAR = "regular"
    """Thường xuyên, dài hạn: never overdue."""
    AHEAD = "ahead"
    """Còn hạn."""
    SOON = "soon"
    """Sắp đến hạn: within seven days, the deadline's own day included."""
    OVERDUE = "overdue"
    """Quá hạn: a report says that it is not finished, and the day is past."""
    PASSED = "passed"
    """The day is past and nothing held says what came of it: not the same as overdue."""
    ON_TIME = "on-time"
    """Đúng hạn: the report that says it is finished covers no day after the deadline."""
    LATE = "late"
    """Trễ hạn: finished in a period that begins after the deadline."""
    UNDATED = "undated"
    """Finished; the deadline falls within the period of the report that says so, or that has none."""


def deadline_state(
    deadline: date | None, state: State, done_in: ReportRef | None, as_of: date, *, regular: bool = False
) -> Deadline:
    """Return where a task stands on a day.

    `done_in` is the report that says it is finished: the task was finished by the end of its period.
    """
    if deadline is None:
        return Deadline.REGULAR if regular else Deadline.NONE
    if state is State.COMPLETED:
        return _finished(deadline, done_in)
    if as_of > deadline:
        return Deadline.PASSED if state is State.UNKNOWN else Deadline.OVERDUE
    return Deadline.SOON if deadline - as_of <= SOON else Deadline.AHEAD


def _finished(deadline: date, done_in: ReportRef | None) -> Deadline:
    if done_in and done_in.end and done_in.end <= deadline:
        return Deadline.ON_TIME
    if done_in and done_in.start and done_in.start > deadline:
        return Deadline.LATE
    return Deadline.UNDATED
