"""The first axis: what later reports say of a task. Never the day, and nothing from silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.tracking.records import Later, ReportRef, TrackedTask
from kg.tracking.wording import says_carried_on, says_completed, says_not_begun

# Acts that come to an end: a report that says of one of these that it was done says that it is finished.
_ENDING = frozenset({"concretize", "issue", "amend", "interim_review", "final_review"})


class State(StrEnum):
    """Where a task stands by the words of later reports."""

    UNKNOWN = "unknown"
    """Chưa có thông tin: nothing held says anything of it."""
    NOT_BEGUN = "not-begun"
    """Chưa thực hiện: a later report says so."""
    ONGOING = "ongoing"
    """Đang thực hiện."""
    COMPLETED = "completed"
    """Hoàn thành: a later report says so."""


class Note(StrEnum):
    """What a reader must know of a state besides its sentence."""

    NO_LATER_REPORT = "no-later-report"
    """No later report of the body is held."""
    SILENT = "silent"
    """Later reports are held, and none comes back to the task."""
    SET_AGAIN = "set-again"
    """A later plan sets the task again, and says nothing of what was done."""
    SHORTCOMING = "shortcoming"
    """A later report admits a shortcoming."""
    CARRIED_OVER = "carried-over"
    """A later plan goes on with it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A state, the link whose words say so (null only without information), and notes in order."""

    state: State
    basis: Later | None = None
    notes: tuple[Note, ...] = ()


def state_of(task: TrackedTask, follow_ups: Iterable[Later], next_reports: Sequence[ReportRef]) -> Progress:
    """Return where a task stands.

    Completed needs a result whose words say so, and no report of the same time or later that admits a
    shortcoming or sets the task again.
    """
    links = sorted(follow_ups, key=_weight)
    if not links:
        return Progress(State.UNKNOWN, None, (Note.SILENT if next_reports else Note.NO_LATER_REPORT,))
    notes = _notes(links)
    results = [link for link in links if link.outcome == "result"]
    finished = [r for r in results if _completes(r, task) and not any(_undoes(link, r) for link in links)]
    if finished:
        return Progress(State.COMPLETED, finished[0], notes)
    if results:
        return Progress(State.ONGOING, results[0], notes)
    return _without_result(task, links, notes)


def _without_result(task: TrackedTask, links: Sequence[Later], notes: tuple[Note, ...]) -> Progress:
    admitted = [link for link in links if link.outcome == "shortcoming"]
    carried = [link for link in links if link.outcome == "carried-over" and says_carried_on(link.quote)]
    undone = [link for link in admitted if says_not_begun(link.quote, task.content)]
    if undone and not carried:
        return Progress(State.NOT_BEGUN, undone[0], notes)
    if admitted or carried:
        return Progress(State.ONGOING, (admitted or carried)[0], notes)
    return Progress(State.UNKNOWN, None, notes)


def _completes(link: Later, task: TrackedTask) -> bool:
    if link.status in ("ongoing", "planned", "shortcoming"):
        return False
    if says_completed(link.quote, task.content):
        return True
    return link.rank == "strong" and link.status == "done" and link.activity in _ENDING


def _undoes(link: Later, result: Later) -> bool:
    """Tell whether a link speaks against completion: it is no result, and not surely of an earlier period."""
    if link.outcome == "result":
        return False
    ends = (link.report.end, result.report.end)
    return ends[0] is None or ends[1] is None or ends[0] >= ends[1]


def _notes(links: Sequence[Later]) -> tuple[Note, ...]:
    notes: list[Note] = []
    if any(link.outcome == "shortcoming" for link in links):
        notes.append(Note.SHORTCOMING)
    again = [link for link in links if link.outcome == "carried-over"]
    if again:
        carried = any(says_carried_on(link.quote) for link in again)
        notes.append(Note.CARRIED_OVER if carried else Note.SET_AGAIN)
    return tuple(notes)


def _weight(link: Later) -> tuple[bool, float, str, str]:
    """Order links: the surest first, and always in one order."""
    return link.rank != "strong", -link.score, link.report.source, link.quote
