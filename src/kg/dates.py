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


def spoken_day(iso: str) -> str:
    """Return an ISO date as it is printed: "2018-06-01" → "01/06/2018", "2018-06" → "06/2018"."""
    return "/".join(reversed(iso.split("-")))
