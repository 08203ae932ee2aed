"""Deadlines as tasks state them, as the last day allowed in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange

_YEAR = r"(?P<y>(?:19|20)\d\d)"
# "trước ngày 15/6", "hạn 30-9-2023"
_SHORT_DAY = re.compile(
    r"(?:(?:hoàn thành )?[Tt]rước|chậm nhất(?: là)?|đến|hạn|hoàn thành|xong)(?: trước)?(?: ngày)?"
    rf" (?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})(?:[/.-]{_YEAR})?(?![\d/])"
)
# "chậm nhất là ngày 15 tháng 6 năm 2023"
_LONG_DAY = re.compile(
    r"(?:[Tt]rước|chậm nhất(?: là)?|hoàn thành) ngày"
    rf" (?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}})(?: năm {_YEAR})?"
)
# "hoàn thành trong tháng 6/2023"
_MONTH = re.compile(
    r"(?:hoàn thành|xong|[Tt]rước|trong|chậm nhất)(?: trong| vào)?"
    rf" tháng (?P<m>\d{{1,2}})(?:(?:[/-]| năm ){_YEAR})?(?!\d)"
)
# "xong trong quý II năm 2023"
_QUARTER = re.compile(
    r"(?:hoàn thành|xong|trong|[Tt]rước)(?: trong)?"
    rf" [Qq]uý (?P<q>IV|I{{1,3}}|[1-4])(?:(?:[/-]| năm | ){_YEAR})?"
)
# "hoàn thành trong năm 2023"
_WHOLE_YEAR = re.compile(rf"(?:hoàn thành|thực hiện|xong)(?: trong| năm| trong năm) {_YEAR}(?!\d)")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def deadline_of(words: str, year: int | None) -> str | None:
    """Return the last day that a task allows, or null; `year` is its plan's, for deadlines that name none."""
    for pattern in (_SHORT_DAY, _LONG_DAY):
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
    if match := _WHOLE_YEAR.search(words):
        return f"{match['y']}-12-31"
    return None


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
