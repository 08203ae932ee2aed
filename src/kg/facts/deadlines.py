"""Deadlines as tasks state them, as the last day allowed in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange

_BEFORE_DAY = re.compile(
    r"(?:(?:hoàn thành )?[Tt]rước|chậm nhất(?: là)?|đến|hạn|hoàn thành|xong)(?: trước)?(?: ngày)? (?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?:[/.-](?P<y>(?:19|20)\d\d))?(?![\d/])"
)
_LONG_DAY = re.compile(
    r"(?:[Tt]rước|chậm nhất(?: là)?|hoàn thành) ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?: năm (?P<y>(?:19|20)\d\d))?"
)
_MONTH = re.compile(
    r"(?:hoàn thành|xong|[Tt]rước|trong|chậm nhất)(?: trong| vào)? tháng (?P<m>\d{1,2})(?:(?:[/-]| năm )(?P<y>(?:19|20)\d\d))?(?!\d)"
)
_QUARTER = re.compile(
    r"(?:hoàn thành|xong|trong|[Tt]rước)(?: trong)? [Qq]uý (?P<q>IV|I{1,3}|[1-4])(?:(?:[/-]| năm | )(?P<y>(?:19|20)\d\d))?"
)
_YEAR = re.compile(r"(?:hoàn thành|thực hiện|xong)(?: trong| năm| trong năm) (?P<y>(?:19|20)\d\d)(?!\d)")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def deadline_of(words: str, year: int | None) -> str | None:
    """Return the deadline that a task states; `year` is its plan's, for deadlines that name none."""
    for pattern in (_BEFORE_DAY, _LONG_DAY):
        if match := pattern.search(words):
            stated = match["y"] or year
            if stated is None or not 1 <= int(match["m"]) <= 12:
                continue
            last = monthrange(int(stated), int(match["m"]))[1]
            if 1 <= int(match["d"]) <= last:
                return f"{int(stated)}-{int(match['m']):02}-{int(match['d']):02}"
    if (match := _MONTH.search(words)) and (stated := match["y"] or year) and 1 <= int(match["m"]) <= 12:
        return _month_end(int(stated), int(match["m"]))
    if (match := _QUARTER.search(words)) and (stated := match["y"] or year):
        return _month_end(int(stated), 3 * _QUARTERS[match["q"]])
    if match := _YEAR.search(words):
        return f"{match['y']}-12-31"
    return None


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
