"""Follow-up: which results of a body's next reports speak of the tasks that an earlier one set.

Links with a rank, never truth: that no link is found says nothing about whether a task was done.
"""

from __future__ import annotations

from kg.follow.matching import match_follow_ups
from kg.follow.records import (
    FollowUp,
    FollowUpRank,
    ItemKind,
    LaterItem,
    Outcome,
    PlannedTask,
    ReportPeriods,
)
from kg.follow.succession import next_reports

__all__ = [
    "FollowUp", "FollowUpRank", "ItemKind", "LaterItem", "Outcome", "PlannedTask", "ReportPeriods",
    "match_follow_ups", "next_reports",
]  # fmt: skip
