"""The records of follow-up matching: what was planned, what later reports say, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import Span

ItemKind = Literal["statement", "sentence", "task"]
Outcome = Literal["result", "shortcoming", "carried-over"]
FollowUpRank = Literal["strong", "likely"]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of an earlier report. Days are ISO 8601, null where the report leaves them open."""

    iri: str
    quote: str
    directives: frozenset[str]
    """Identifiers of the resolved directives that it cites."""
    assignee: str | None
    planned_from: str | None
    planned_to: str | None
    citations: tuple[str, ...] = ()
    """The words by which it cites directives: they name the directive, not what is to be done."""
    titles: tuple[str, ...] = ()
    """The titles that it gives them."""


@dataclass(frozen=True, slots=True)
class LaterItem:
    """What a later report says in one place: a claim on a directive, a sentence, a task of its own plan."""

    iri: str
    kind: ItemKind
    quote: str
    directives: frozenset[str]
    activity: str | None
    """A concept's code, of statements; what other items do is read from their words."""
    status: str | None
    """A concept's code, "shortcoming" also for sentences of the part on shortcomings."""
    actor: str | None
    start: str | None
    end: str | None
    """The first and last day on which the report reports."""
    citations: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    report: str = ""
    """The later report's IRI."""
    pieces: tuple[Span, ...] = ()
    """Where it stands in that report's text: `quote` is these pieces, joined by spaces."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A link from a task to what a later report says of it: a conclusion, never the report's own words."""

    task: PlannedTask
    item: LaterItem
    outcome: Outcome
    score: float
    """From 0 to 1, two decimals: how much speaks for the link. It is no probability."""
    rank: FollowUpRank
    shared: tuple[str, ...]
    """Words of the object that both have, in the task's order."""
    reason: str
    """In Vietnamese."""
    reason_en: str


@dataclass(frozen=True, slots=True)
class ReportPeriods:
    """A report by its body and its periods, ISO days; null where it does not say them."""

    iri: str
    body: str | None
    covers_from: str | None
    covers_to: str | None
    plans_from: str | None
    plans_to: str | None
