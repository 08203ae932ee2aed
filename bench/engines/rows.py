"""Rows of any engine in one form, so that equal answers are equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

Cell = tuple[str, str]
"""What a value is written as, and its datatype; ("", "") where there is none."""
Row = tuple[str, ...]

_NUMBERS = {
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("decimal", "double", "float", "integer", "int")
}


def sorted_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> list[Row]:
    """Return the values in the order of the columns, and the rows sorted: engines differ in their order."""
    return sorted(tuple(_value(*row.get(name, ("", ""))) for name in columns) for row in rows)


def _value(written: str, datatype: str) -> str:
    """Return a number as its value, since engines write 6115.0 and 6115; all else as it is written."""
    if datatype not in _NUMBERS:
        return written
    try:
        return f"{Decimal(written).normalize():f}"
    except InvalidOperation:
        return written
