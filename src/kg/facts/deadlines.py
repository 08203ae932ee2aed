"""Deadlines as tasks state them, as the last day allowed in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange

_YEAR = r"(?P<y>(?:19|20)\d\d)"
# "trước 17 giờ ngày 10/3", "trước 11h30, ngày 10/3"
_HOUR = r"(?: \d{1,2} ?(?:giờ|h)(?: ?\d\d(?: phút|')?)?,?)?"
# "trước ngày 15/6", "hạn 30-9-2023", "đến hết ngày 31/12/2024"
_SHORT_DAY = re.compile(
    r"(?:(?:hoàn thành )?[Tt]rước|chậm nhất(?: là)?|(?:đến )?hết|đến|hạn|hoàn thành|xong)(?: trước)?"
    rf"{_HOUR}(?: ngày)? (?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})(?:[/.-]{_YEAR})?(?![\d/])"
)
# "chậm nhất là ngày 15 tháng 6 năm 2023"
_LONG_DAY = re.compile(
    rf"(?:[Tt]rước|chậm nhất(?: là)?|hoàn thành|đến hết){_HOUR} ngày"
    rf" (?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}})(?: năm {_YEAR})?"
)
# A day without its year comes back every year: "hằng năm, trước ngày 05/12".
_RECURS = re.compile(r"(?:[Đđ]ịnh kỳ|[Hh][ằà]ng (?:năm|quý|tháng|tuần))\b")
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
# What is to be finished, before the time that it has; "kết quả hoàn thành … trong năm" looks back.
_FINISH = (
    r"(?<!kết quả )(?<!mức độ )(?<!tỷ lệ )(?:[Hh]oàn thành|xong|dứt điểm)\b(?:(?!năm (?:19|20)\d\d)[^;.])*?"
)
# "hoàn thành … trong 6 tháng đầu năm 2024"
_PART_OF_YEAR = re.compile(rf"{_FINISH} (?P<n>0?[69]|sáu|chín) tháng (?P<side>đầu|cuối) năm(?: {_YEAR})?")
# "hoàn thành … trong năm 2023"
_WHOLE_YEAR = re.compile(
    rf"(?:(?:hoàn thành|thực hiện|xong)(?: trong| năm| trong năm)|{_FINISH} trong năm) {_YEAR}(?!\d)"
)
# All of them have a digit or one of these words; most tasks have neither.
_NO_DEADLINE_WITHOUT = re.compile(r"\d|[Qq]uý|tháng")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def deadline_of(words: str, year: int | None) -> str | None:
    """Return the last day that a task allows, or null; `year` is its plan's, for deadlines that name none."""
    if _NO_DEADLINE_WITHOUT.search(words) is None:
        return None
    for pattern in (_SHORT_DAY, _LONG_DAY):
        if match := pattern.search(words):
            stated = match["y"] or (None if _RECURS.search(words, 0, match.start()) else year)
            if stated is None or not 1 <= int(match["m"]) <= 12:
                continue
            last = monthrange(int(stated), int(match["m"]))[1]
            if 1 <= int(match["d"]) <= last:
                return f"{int(stated)}-{int(match['m']):02}-{int(match['d']):02}"
    if (match := _MONTH.search(words)) and (stated := match["y"] or year) and 1 <= int(match["m"]) <= 12:
        return _month_end(int(stated), int(match["m"]))
    if (match := _QUARTER.search(words)) and (stated := match["y"] or year):
        return _month_end(int(stated), 3 * _QUARTERS[match["q"]])
    if (match := _PART_OF_YEAR.search(words)) and (stated := match["y"] or year):
        nine = match["n"] in {"9", "09", "chín"}
        return _month_end(int(stated), 12 if match["side"] == "cuối" else 9 if nine else 6)
    if match := _WHOLE_YEAR.search(words):
        return f"{match['y']}-12-31"
    return None


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
