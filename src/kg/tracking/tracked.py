"""A task with both of its axes and its warnings, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.tracking.alerts import Alert, alerts_of
from kg.tracking.deadlines import Deadline, deadline_state
from kg.tracking.duplicates import find_duplicates
from kg.tracking.records import Later, ReportRef, TrackedTask
from kg.tracking.states import Progress, State, state_of
from kg.tracking.wording import says_regular


@dataclass(frozen=True, slots=True)
class Tracked:
    """A task, where it stands, and what a clerk is warned of; `alike` are the ids of possible doubles."""

    task: TrackedTask
    progress: Progress
    deadline: Deadline
    alerts: tuple[Alert, ...]
    alike: tuple[str, ...] = ()


def track(
    tasks: Sequence[TrackedTask],
    follow_ups: Mapping[str, Sequence[Later]],
    next_reports: Mapping[str, Sequence[ReportRef]],
    as_of: date,
) -> list[Tracked]:
    """Return each task with its states on a day, in the order given.

    `follow_ups` are by the task's id, `next_reports` by the id of the document that sets it.
    """
    alike = find_duplicates(tasks)
    return [
        _track(t, follow_ups.get(t.id, ()), next_reports.get(t.document.id, ()), alike.get(t.id, ()), as_of)
        for t in tasks
    ]


def needs_reminder(tracked: Tracked, as_of: date) -> bool:
    """Tell whether a letter should ask after a task: due soon, overdue, or without information by now.

    Without information does not count while the deadline or the planned period lies ahead, nor for
    regular work.
    """
    if tracked.deadline in (Deadline.SOON, Deadline.OVERDUE, Deadline.PASSED):
        return True
    if tracked.progress.state is not State.UNKNOWN or tracked.deadline is not Deadline.NONE:
        return False
    ends = tracked.task.planned_to
    return ends is None or ends < as_of


def _track(
    task: TrackedTask, links: Iterable[Later], held: Sequence[ReportRef], alike: tuple[str, ...], as_of: date
) -> Tracked:
    progress = state_of(task, links, held)
    done_in = progress.basis.report if progress.basis else None
    regular = says_regular(task.content)
    deadline = deadline_state(task.deadline, progress.state, done_in, as_of, regular=regular)
    return Tracked(task, progress, deadline, alerts_of(task, progress, is_duplicate=bool(alike)), alike)
