"""Dates and periods as reports write them, in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass


def _day(numeric: str, spelled: str) -> str:
    """Return a pattern for a full date, 15/5/2016 or 15 tháng 5 năm 2016, its groups marked by two digits."""
    year = r"(?:19|20) ?\d ?\d"
    return (
        rf"(?:(?P<d{numeric}>[\dO]\d|\d) ?[/.-] ?(?P<m{numeric}>\d{{1,2}}) ?[/.-] ?(?P<y{numeric}>{year})"
        rf"|(?P<d{spelled}>\d{{1,2}}) tháng (?P<m{spelled}>\d{{1,2}}) năm (?P<y{spelled}>{year}))"
    )


DATED = re.compile(
    rf" ?,? ?(?:ký |ban hành )?(?:cùng )?ngày ?{_day('1', '2')}| ?,? ?\((?:ngày )?{_day('3', '4')}\)"
)
"""A full date behind a directive: "ngày 15/5/2016", "(15/5/2016)"; read it with `date_of`."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PERIOD_FORMS = (
    ("half1", r"(?:6|06|sáu) tháng đầu năm"),
    ("half2", r"(?:6|06|sáu) tháng cuối năm"),
    ("nine", r"(?:9|09|chín) tháng(?: đầu năm)?"),
    ("months", r"(?P<months>\d{1,2}) tháng(?: đầu năm)?"),
    ("quarter", r"quý (?P<quarter>IV|I{1,3}|[1-4])"),
    ("month", r"tháng (?P<month>\d{1,2})"),
    ("term", r"nhiệm kỳ (?P<t1>(?:19|20)\d\d) ?- ?(?P<t2>(?:19|20)\d\d)"),
    ("years", r"(?:giai đoạn|trong|5 năm|các năm) (?P<g1>(?:19|20)\d\d) ?- ?(?P<g2>(?:19|20)\d\d)"),
    ("year", r"(?<!đến )(?<!hết )năm (?=(?:19|20)\d\d)"),
)
_PERIOD = re.compile("|".join(f"(?P<{name}_>{pattern})" for name, pattern in _PERIOD_FORMS), re.IGNORECASE)
_YEAR_BEHIND = re.compile(rf"[ ,]*(?:năm )?(?:[-/] ?)?{_YEAR}")
_YEAR_ANYWHERE = re.compile(r"(?:19|20)\d\d")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def date_of(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match of DATED, or null where no such day exists."""
    groups = match.groupdict()
    for number in ("1", "2", "3", "4"):
        if groups.get("y" + number):
            year, month, day = (int(groups[k + number].replace(" ", "").replace("O", "0")) for k in "ymd")
            if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
                return f"{year:04}-{month:02}-{day:02}"
    return None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with ISO dates, both inclusive, and where in the text it stands."""

    start: str
    end: str
    at: int


def find_periods(text: str) -> list[Period]:
    """Return the periods that a title or heading names, in order; a missing year is the next one said.

    "6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2018" gives both halves of 2018.
    """
    periods = []
    for match in _PERIOD.finditer(text):
        if match["t1"] or match["g1"]:
            first, last = (match["t1"], match["t2"]) if match["t1"] else (match["g1"], match["g2"])
            periods.append(Period(f"{first}-01-01", f"{last}-12-31", match.start()))
            continue
        behind = _YEAR_BEHIND.match(text, match.end())
        later = behind["year"] if behind else None
        if later is None and (found := _YEAR_ANYWHERE.search(text, match.end())):
            later = found[0]
        if later and (months := _months(match)):
            first_month, last_month = months
            last_day = monthrange(int(later), last_month)[1]
            periods.append(
                Period(f"{later}-{first_month:02}-01", f"{later}-{last_month:02}-{last_day}", match.start())
            )
    return periods


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and last month of a matched period form, or null where it is none."""
    kind = (match.lastgroup or "").rstrip("_")
    if kind == "quarter":
        quarter = _QUARTERS[match["quarter"].lower()]
        return 3 * quarter - 2, 3 * quarter
    if kind == "month" and 1 <= int(match["month"]) <= 12:
        return int(match["month"]), int(match["month"])
    if kind == "months" and 1 <= int(match["months"]) <= 12:
        return 1, int(match["months"])
    return {"half1": (1, 6), "half2": (7, 12), "nine": (1, 9), "year": (1, 12)}.get(kind)
