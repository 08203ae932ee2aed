"""What is tracked: a task with the document that sets it, and what later reports say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["result", "shortcoming", "carried-over"]
Rank = Literal["strong", "likely"]


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report or another document held. Dates are ISO, as full as known: a day, a month or a year."""

    id: str
    source: str
    kind: str | None = None
    symbol: str | None = None
    dated: str | None = None
    title: str | None = None
    issuer: str | None = None
    issuer_name: str | None = None
    start: date | None = None
    end: date | None = None
    """First and last day of the period that it reports on."""


@dataclass(frozen=True, slots=True)
class CitedDirective:
    """A directive that a task cites; `replaced_by` are the names of those that replaced it."""

    id: str
    name: str
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackedTask:
    """A task as its document sets it.

    `unit` is the body that answers for it: the assignee where that is one body, else the body that set it.
    """

    id: str
    content: str
    sentence: str
    document: ReportRef
    unit: str
    unit_name: str
    assignee_name: str | None = None
    coordinators: tuple[str, ...] = ()
    deadline: date | None = None
    planned_from: date | None = None
    planned_to: date | None = None
    directives: tuple[CitedDirective, ...] = ()
    section: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """What a later report says of a task: a link with a rank, and its sentence. `score` is from 0 to 1.

    `quote` are the words linked, `sentence` the whole sentence around them.
    `status` and `activity` are codes, known where the link goes to a statement on a directive.
    """

    outcome: Outcome
    rank: Rank
    score: float
    quote: str
    report: ReportRef
    reason: str = ""
    status: str | None = None
    activity: str | None = None
    sentence: str | None = None
