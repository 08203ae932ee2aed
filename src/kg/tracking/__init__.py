"""Tracking tasks on two axes: what later reports say of them, and where the day stands against the deadline.

Nothing is concluded from silence: a task of which nothing held speaks has no information, which is not the
same as a task of which a report says that it was not done. Only the words of a later report make a task
completed. The day (`as_of`) moves the deadline alone.
"""

from kg.tracking.alerts import Alert, alerts_of
from kg.tracking.deadlines import Deadline, deadline_state
from kg.tracking.duplicates import find_duplicates
from kg.tracking.records import CitedDirective, Later, Outcome, Rank, ReportRef, TrackedTask
from kg.tracking.states import Note, Progress, State, state_of
from kg.tracking.statistic import Cell, cell_of, count_cells
from kg.tracking.tracked import Tracked, needs_reminder, track

__all__ = [
    "Alert", "Cell", "CitedDirective", "Deadline", "Later", "Note", "Outcome", "Progress", "Rank",
    "ReportRef", "State", "Tracked", "TrackedTask", "alerts_of", "cell_of", "count_cells", "deadline_state",
    "find_duplicates", "needs_reminder", "state_of", "track",
]  # fmt: skip
