"""Where a task stands by the words of later reports, from the site's rows."""

from __future__ import annotations

from datetime import date
from typing import cast

from kg.site.cache import Row
from kg.site.shelf import Shelf
from kg.tracking import Later, Outcome, Progress, Rank, ReportRef, TrackedTask, state_of


def progress_of(shelf: Shelf, task: Row) -> Progress:
    """Return the state of a task, the link that says so, and what a reader must know besides."""
    document = _report(shelf, task["report"])
    links = [_later(shelf, row) for row in shelf.rows("follow-up", task=task["task"])]
    following = [_report(shelf, row["next"]) for row in shelf.rows("next", report=task["report"])]
    tracked = TrackedTask(
        id=task["task"], content=task["quote"], sentence=task["quote"], document=document,
        unit=document.id, unit_name=document.source,
    )  # fmt: skip
    return state_of(tracked, links, following)


def _later(shelf: Shelf, row: Row) -> Later:
    return Later(
        outcome=cast(Outcome, _code(row["outcome"])), rank=cast(Rank, row["rank"]), score=row["score"],
        quote=row["quote"], report=_report(shelf, row["report"]), reason=row["reason"],
        status=_code(row["status"]), activity=_code(row["activity"]),
    )  # fmt: skip


def _report(shelf: Shelf, key: str) -> ReportRef:
    row = shelf.head(key)
    if row is None:
        return ReportRef(key, key)
    return ReportRef(key, row["source"], start=_day(row["start"]), end=_day(row["end"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


def _code(concept: str | None) -> str | None:
    return concept.rpartition("/")[2] if concept else None
