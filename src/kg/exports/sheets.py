"""Sheets of a workbook as plain records; `xlsx` writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.dates import spoken_day
from kg.exports.tracked import Holding
from kg.questions import Words

Tone = Literal["good", "soon", "bad", "open"]
ColumnForm = Literal["text", "date", "count"]


@dataclass(frozen=True, slots=True)
class Toned:
    """A cell with a light colour."""

    text: str
    tone: Tone


Content = str | int | date | Toned | None
SheetRow = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its head, its width in characters, what its cells are."""

    label: Words
    width: int
    form: ColumnForm = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. The first `fixed` columns stay in sight, the first `printed` go on paper (null: all).

    `total` is a last row outside the filter.
    """

    name: Words
    columns: tuple[SheetColumn, ...]
    rows: Iterable[SheetRow]
    fixed: int = 1
    total: SheetRow | None = None
    has_filter: bool = True
    printed: int | None = None


def column(vi: str, en: str, width: int, form: ColumnForm = "text") -> SheetColumn:
    """Return a column."""
    return SheetColumn(Words(vi, en), width, form)


def day(iso: str | None) -> Content:
    """Return a full day as a date; a month or a year as people write it, which is no date of a sheet."""
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return spoken_day(iso)


def currency_words(holding: Holding, language: str) -> str:
    """Return what an export reflects: "Phản ánh 24 báo cáo, kỳ 01/01/2018–30/9/2025"."""
    first, last = holding.period
    number = len(holding.reports)
    told = f"Reflects {number} reports" if language == "en" else f"Phản ánh {number} báo cáo"
    if first is None or last is None:
        return told
    span = f"{spoken_day(first.isoformat())}–{spoken_day(last.isoformat())}"
    return f"{told}, {'periods' if language == 'en' else 'kỳ'} {span}"


def as_of_words(as_of: date, language: str) -> str:
    """Return the day against which states were computed, in words."""
    spoken = spoken_day(as_of.isoformat())
    return f"As of {spoken}" if language == "en" else f"Tính đến ngày {spoken}"
