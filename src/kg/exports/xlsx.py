"""Writes sheets as an Excel workbook: frozen head, filters, real dates, print setup; no formulas.

Every text is written as text: what a report says never becomes a formula. Equal sheets give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kg.errors import UsageError
from kg.exports.sheets import Content, Sheet, SheetRow, Toned
from kg.questions import Words

_HEAD_ROW = 2
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_MOST_ROWS = 1_048_576
_DENSITY = 1.1
"""Letters to a unit of width, which is that of a digit."""
_LINE, _PADDING, _TALLEST = 14.5, 4.0, 409.0
"""Points; Excel has no taller rows."""
_FIRST_DAY = date(1900, 3, 1)
"""Before this Excel counts a day that never was."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_A3 = 8
_FILLS = {"good": "#E2EFDA", "soon": "#FFF2CC", "bad": "#F8CBAD", "open": "#EDEDED"}
_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_CELL = {**_BASE, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}


@dataclass(frozen=True, slots=True)
class _Look:
    """The formats of one workbook."""

    title: Format
    told: Format
    head: Format
    text: Format
    quoted: Format
    """For a text that a program could take for a formula when somebody edits the cell."""
    date: Format
    count: Format
    tones: dict[str, Format]


def write_workbook(
    file: IO[bytes], sheets: Sequence[Sheet], told: str, as_of: date, language: str
) -> list[tuple[Words, int]]:
    """Write the sheets; return (name, rows) of each.

    `told` stands at the head of each sheet. Raises UsageError where Excel cannot hold the rows.
    """
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    made = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": sheets[0].name.of(language), "comments": told, "created": made})
    look = _look(book)
    counts = []
    for sheet in sheets:
        page = book.add_worksheet(sheet.name.of(language))
        counts.append((sheet.name, _write_sheet(page, sheet, told, look, language)))
    book.close()
    return counts


def _write_sheet(page: Worksheet, sheet: Sheet, told: str, look: _Look, language: str) -> int:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    page.write_string(0, 0, sheet.name.of(language), look.title)
    page.write_string(1, 0, told, look.told)
    page.set_row(_HEAD_ROW, _height(tuple(c.label.of(language) for c in sheet.columns), sheet))
    for index, column in enumerate(sheet.columns):
        page.write_string(_HEAD_ROW, index, column.label.of(language), look.head)
    number = _write_rows(page, sheet, look)
    _set_view(page, sheet, _HEAD_ROW + number)
    _set_print(page, language)
    last = _HEAD_ROW + number + (sheet.total is not None)
    page.print_area(0, 0, last, (sheet.printed or len(sheet.columns)) - 1)
    return number


def _write_rows(page: Worksheet, sheet: Sheet, look: _Look) -> int:
    """Write the rows and the total; return how many rows there are without it."""
    number = 0
    for row in sheet.rows:
        number += 1
        if _HEAD_ROW + number + 1 >= _MOST_ROWS:
            raise UsageError(
                f"Excel chỉ chứa {_MOST_ROWS} dòng một trang; chọn bớt bằng --body, --from, --to.",
                f"Excel holds {_MOST_ROWS} rows a sheet; select fewer with --body, --from, --to.",
            )
        page.set_row(_HEAD_ROW + number, _height(row, sheet))
        _write_row(page, _HEAD_ROW + number, row, look)
    if sheet.total:
        _write_row(page, _HEAD_ROW + number + 1, sheet.total, look, strong=True)
    return number


def _write_row(page: Worksheet, at: int, row: SheetRow, look: _Look, *, strong: bool = False) -> None:
    for index, content in enumerate(row):
        _write_cell(page, at, index, content, look, strong=strong)


def _write_cell(page: Worksheet, at: int, index: int, content: Content, look: _Look, *, strong: bool) -> None:
    match content:
        case None | "":
            page.write_blank(at, index, None, look.text)
        case Toned():
            page.write_string(at, index, _fitting(content.text), look.tones[content.tone])
        case date() if content >= _FIRST_DAY:
            page.write_datetime(at, index, datetime(content.year, content.month, content.day), look.date)
        case date():
            page.write_string(at, index, content.strftime("%d/%m/%Y"), look.text)
        case int():
            page.write_number(at, index, content, look.head if strong else look.count)
        case str():
            plain = look.head if strong else look.text
            form = look.quoted if content.startswith(_FORMULA) else plain
            page.write_string(at, index, _fitting(content), form)


def _fitting(text: str) -> str:
    """Return a text that a cell can hold."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _height(row: SheetRow, sheet: Sheet) -> float:
    """Return the height in points at which the longest cell shows: programs differ on fitting rows alone."""
    lines = 1
    for content, column in zip(row, sheet.columns, strict=True):
        text = content.text if isinstance(content, Toned) else content
        if isinstance(text, str):
            lines = max(
                lines, sum(max(1, ceil(len(part) / (_DENSITY * column.width))) for part in text.split("\n"))
            )
    return min(lines * _LINE + _PADDING, _TALLEST)


def _set_view(page: Worksheet, sheet: Sheet, last_row: int) -> None:
    page.freeze_panes(_HEAD_ROW + 1, sheet.fixed)
    if sheet.has_filter:
        page.autofilter(_HEAD_ROW, 0, max(last_row, _HEAD_ROW), len(sheet.columns) - 1)


def _set_print(page: Worksheet, language: str) -> None:
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&RPage &P/&N" if language == "en" else "&L&A&RTrang &P/&N")


def _look(book: Workbook) -> _Look:
    def made(*parts: dict[str, object]) -> Format:
        return book.add_format({name: value for part in parts for name, value in part.items()})

    head = {"bold": True, "bg_color": "#D9E1F2", "align": "center", "valign": "vcenter"}
    return _Look(
        title=made(_BASE, {"bold": True, "font_size": 14}),
        told=made(_BASE, {"italic": True}),
        head=made(_CELL, head),
        text=made(_CELL),
        quoted=made(_CELL, {"quote_prefix": True}),
        date=made(_CELL, {"num_format": "dd/mm/yyyy", "align": "center"}),
        count=made(_CELL, {"align": "center"}),
        tones={tone: made(_CELL, {"bg_color": fill}) for tone, fill in _FILLS.items()},
    )
