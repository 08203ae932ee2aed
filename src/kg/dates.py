"""Dates as users type and read them: a day, a month or a year, in Vietnamese or ISO order."""

from __future__ import annotations

import calendar
import re
from datetime import date

_SHAPES = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?"),
    re.compile(r"(?:(?P<day>\d{1,2})[/-])?(?P<month>\d{1,2})[/-](?P<year>\d{4})"),
)


def read_day(typed: str, *, last: bool) -> str | None:
    """Return an ISO day: "6/2018" → "2018-06-01", or with `last` "2018-06-30"; null for no date."""
    found = next((m for shape in _SHAPES if (m := shape.fullmatch(typed.strip()))), None)
    if not found:
        return None
    year = int(found["year"])
    month = int(found["month"] or (12 if last else 1))
    try:
        day = int(found["day"] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:  # calendar.IllegalMonthError is one too
        return None


_PARTS = (
    (re.compile(r"(?:Q|QUÝ ?)(?P<n>[1-4]|I{1,3}|IV)[/-](?P<year>\d{4})"), 3),
    (re.compile(r"(?:H|HK|NỬA NĂM )(?P<n>[12])[/-](?P<year>\d{4})"), 6),
)
_MONTHS = re.compile(r"(?P<n>\d{1,2}) ?(?:T|TH|THÁNG)[/-](?P<year>\d{4})")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def read_period(typed: str) -> tuple[str, str] | None:
    """Return the first and last ISO day of a period, both inclusive; null for no period.

    "2023", "Q1/2024", "6T/2024" (the first six months), "H2/2024" (the second half), "5/2024",
    "2024-01..2024-06".
    """
    first, dots, last = (part.strip() for part in typed.partition(".."))
    start, end = _months_of(first.upper()) or (read_day(first, last=False), None)
    if not dots:
        end = end or read_day(first, last=True)
    else:
        end = (_months_of(last.upper()) or (None, read_day(last, last=True)))[1]
    return (start, end) if start and end and start <= end else None


def _months_of(words: str) -> tuple[str, str] | None:
    """Return the days of a quarter, a half or the first months of a year."""
    if found := _MONTHS.fullmatch(words):
        months = int(found["n"])
        return _days(found["year"], 1, months) if 1 <= months <= 12 else None
    for shape, length in _PARTS:
        if found := shape.fullmatch(words):
            part = _ROMAN.get(found["n"]) or int(found["n"])
            return _days(found["year"], length * (part - 1) + 1, length * part)
    return None


def _days(year: str, first: int, last: int) -> tuple[str, str]:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]:02}"


def spoken_day(iso: str) -> str:
    """Return an ISO date as it is printed: "2018-06-01" → "01/06/2018", "2018-06" → "06/2018"."""
    return "/".join(reversed(iso.split("-")))
