"""Checks that follow from a table's columns alone: shape, required cells, values, spelling, doubles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from kg.checks.finding import CheckFinding, found
from kg.checks.schemas import Column, Kind
from kg.checks.tables import Row, Table, Tables
from kg.outline.view import one_form

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS: dict[Kind, tuple[str, str]] = {
    "date": ("một ngày có thật, dạng 2016-05-15", "a day that exists, as 2016-05-15"),
    "coarse date": (
        "ngày, tháng hoặc năm, dạng 2025-07-01, 2025-07, 2025",
        "a day, month or year",
    ),
    "integer": ("một số nguyên", "a whole number"),
    "share": ("một số từ 0 đến 1", "a number from 0 to 1"),
}


def check_readable(tables: Tables) -> Iterator[CheckFinding]:
    """Every table is there, in UTF-8, and CSV to its end."""
    for table in tables.values():
        if table.fault:
            yield found(
                "violation",
                table.place,
                (f"Không đọc được bảng: {table.fault}.", f"The table cannot be read: {table.fault}."),
                (
                    "Lưu lại tệp dạng CSV, mã UTF-8, phân cách bằng dấu phẩy; tệp thiếu thì chép từ bản gốc.",
                    "Save the file as CSV in UTF-8, with commas; copy a missing one from the original.",
                ),
            )


def check_columns(tables: Tables) -> Iterator[CheckFinding]:
    """The first line names the columns; each row has as many cells."""
    for table in tables.values():
        if not table.fault and not table.is_whole:
            names = ",".join(column.name for column in table.schema.columns)
            yield found(
                "violation",
                table.place,
                ("Dòng đầu không nêu đúng các cột.", "The first line does not name the right columns."),
                (f"Dòng đầu phải là: {names}", f"The first line must be: {names}"),
            )
        for place, cells in table.misshapen:
            yield found(
                "violation",
                place,
                (
                    f"Có {cells} ô, đúng ra là {len(table.columns)}.",
                    f"The number of cells is {cells}, not {len(table.columns)}.",
                ),
                (
                    "Ô có dấu phẩy phải đặt trong ngoặc kép; ô trống vẫn giữ dấu phẩy.",
                    "A cell that holds a comma stands in quotation marks; an empty cell keeps its comma.",
                ),
            )


def check_required(tables: Tables) -> Iterator[CheckFinding]:
    """What each row must say is there; a source above all."""
    for column, row in _cells(tables):
        if column.required and not row[column.name].strip():
            yield found(
                "violation",
                row.place,
                (f"Cột «{column.name}» để trống.", f"Column “{column.name}” is empty."),
                _fill(column.name),
            )


def check_spelling(tables: Tables) -> Iterator[CheckFinding]:
    """Cells have no stray spaces; names are spelled as texts are read, or they would never be recognised."""
    for column, row in _cells(tables):
        cell = row[column.name]
        right = " ".join(unicodedata.normalize("NFC", cell).split())
        right = one_form(right) if column.names else right
        if cell.strip() and cell != right:
            shown = cell.replace("\n", "⏎")
            yield found(
                "violation",
                row.place,
                (
                    f"Cột «{column.name}»: «{shown}» thừa dấu cách, sai dạng Unicode hoặc đặt dấu kiểu khác.",
                    f"Column “{column.name}”: “{shown}” has stray spaces or another form of letters.",
                ),
                (f"Viết: {right}", f"Write: {right}"),
            )


def check_values(tables: Tables) -> Iterator[CheckFinding]:
    """Dates exist, numbers are numbers, and where few values are known it is one of them."""
    for column, row in _cells(tables):
        cell = row[column.name]
        if cell and column.allowed and cell not in column.allowed():
            known = ", ".join(sorted(column.allowed()))
            yield _misfit(row, column, (f"Viết một trong: {known}", f"Write one of: {known}"))
        elif cell and not _is_of(column.kind, cell):
            vi, en = _KINDS[column.kind]
            yield _misfit(row, column, (f"Viết {vi}.", f"Write {en}."))


def check_duplicates(tables: Tables) -> Iterator[CheckFinding]:
    """No two rows are of one thing."""
    for table in tables.values():
        for key in table.schema.keys:
            yield from _duplicates(table, key)


def check_references(tables: Tables) -> Iterator[CheckFinding]:
    """What a row names in another table is there."""
    for column, row in _cells(tables):
        cell = row[column.name]
        known = [tables[table] for table, _ in column.refers]
        if not cell or not known or not all(table.is_whole for table in known):
            continue
        if not any(cell in tables[table].values(other) for table, other in column.refers):
            where = ", ".join(table for table, _ in column.refers)
            yield _misfit(
                row,
                column,
                (f"Sửa cho đúng, hoặc thêm vào {where} trước.", f"Mend it, or add it to {where} first."),
            )


def _cells(tables: Tables) -> Iterator[tuple[Column, Row]]:
    """Yield each cell, table by table and row by row."""
    for table in tables.values():
        for row in table.rows:
            for column in table.schema.columns:
                yield column, row


def _is_of(kind: Kind, cell: str) -> bool:
    if kind == "date":
        return is_day(cell)
    if kind == "coarse date":
        return len(cell) in (4, 7, 10) and is_day(cell + "0000-01-01"[len(cell) :])
    if kind == "integer":
        return is_integer(cell)
    return kind == "text" or re.fullmatch(r"0(\.\d+)?|1(\.0+)?", cell) is not None


def is_integer(cell: str) -> bool:
    """Tell whether a cell is a whole number in plain digits."""
    return cell.isascii() and cell.isdigit()


def is_day(cell: str) -> bool:
    """Tell whether a cell is an ISO day that exists."""
    if not _ISO_DAY.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _misfit(row: Row, column: Column, advice: tuple[str, str]) -> CheckFinding:
    cell, name = row[column.name], column.name
    return found(
        "violation",
        row.place,
        (f"Cột «{name}» không thể là «{cell}».", f"Column “{name}” cannot be “{cell}”."),
        advice,
    )


def _fill(column: str) -> tuple[str, str]:
    if column == "source":
        return (
            "Ghi nguồn: văn bản, trang mạng đã đọc. Không có nguồn thì bỏ dòng này.",
            "Name the source: the document or site that was read. Without one, take the row out.",
        )
    return "Điền ô này, hoặc bỏ cả dòng.", "Fill the cell, or take the row out."


def _duplicates(table: Table, key: tuple[str, ...]) -> Iterator[CheckFinding]:
    first: dict[tuple[str, ...], str] = {}
    for row in table.rows:
        values = tuple(row[column] for column in key)
        line = first.setdefault(values, row.place).rpartition(":")[2]
        if first[values] != row.place and all(values):
            shown = ", ".join(values)
            yield found(
                "violation",
                row.place,
                (f"«{shown}» đã có ở dòng {line}.", f"“{shown}” stands on line {line} already."),
                ("Bỏ một trong hai dòng, hoặc sửa cho khác nhau.", "Take one out, or tell them apart."),
            )
