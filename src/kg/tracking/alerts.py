"""What a clerk is warned of, task by task."""

from __future__ import annotations

from enum import StrEnum

from kg.tracking.records import TrackedTask
from kg.tracking.states import Progress, State
from kg.tracking.wording import says_regular, shows_result


class Alert(StrEnum):
    """A warning on a task."""

    NO_ASSIGNEE = "no-assignee"
    NO_DEADLINE = "no-deadline"
    NO_RESULT = "no-result"
    """Finished by the words of a report that give no figure and no document."""
    DUPLICATE = "duplicate"
    """Another task of the same body in the same time has nearly the same words."""
    REPLACED = "replaced"
    """A directive that it cites was replaced."""


def alerts_of(task: TrackedTask, progress: Progress, *, is_duplicate: bool = False) -> tuple[Alert, ...]:
    """Return the warnings on a task, in the order of `Alert`."""
    basis = progress.basis.quote if progress.basis else ""
    told = {
        Alert.NO_ASSIGNEE: task.assignee_name is None,
        Alert.NO_DEADLINE: task.deadline is None and not says_regular(task.content),
        Alert.NO_RESULT: progress.state is State.COMPLETED and not shows_result(basis, task.content),
        Alert.DUPLICATE: is_duplicate,
        Alert.REPLACED: any(d.replaced_by for d in task.directives),
    }
    return tuple(alert for alert, holds in told.items() if holds)
