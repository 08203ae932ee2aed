"""The period that a document reports on and the one that it plans for, from its title."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.find.dates import Period, find_periods
from kg.outline.view import one_form

Range = tuple[str | None, str | None]
_NOTHING: Range = (None, None)
_SET_TASKS = frozenset({"Kế hoạch", "Chương trình", "Chỉ thị", "Nghị quyết"})
# Of these, what only a plan says at the head of its body is its own period.
_SAY_PERIOD_LATER = frozenset({"Kế hoạch", "Chương trình"})
# Where a title turns from what was done to what is to do.
_TURN = re.compile(
    r"phương hướng|nhiệm vụ(?! và| công tác xây)|chương trình công tác"
    r"|kế hoạch (?:thực hiện|công tác|năm|quý|tháng)|đăng ký chỉ tiêu"
)
_LOOKS_BACK = re.compile(r"\b(?:kết quả|tình hình|tổng kết|sơ kết|đánh giá|quyết toán)\b")
_LAST_MONTHS = re.compile(r"(?P<count>\d{1,2}) tháng cuối năm", re.IGNORECASE)
_TO_YEAR_END = re.compile(r"đến hết năm (?P<year>(?:19|20)\d\d)", re.IGNORECASE)
# The heading under which a notice of conclusions looks back: "1. Về thực hiện kế hoạch năm 2005".
_BACK_HEADING = re.compile(
    r"^\W*(?:[IVX\d]+\W+)?(?:về )?(?:việc )?(?:đánh giá|kết quả|tình hình|thực hiện|kiểm điểm)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)


def periods_of(kind: str | None, title: str, opening: str) -> tuple[Range, Range]:
    """Return (reported, planned) as ISO dates. `opening` begins the body and says what titles leave out."""
    plain = one_form(title)
    words = plain.lower()
    found = _periods_in(plain)
    if not found:
        plans = kind in _SAY_PERIOD_LATER or (kind not in _SET_TASKS and "nhiệm vụ" in words)
        return _NOTHING, _range(_periods_in(one_form(opening))[:1]) if plans else _NOTHING
    if kind in _SET_TASKS and not (kind == "Nghị quyết" and _LOOKS_BACK.search(words)):
        return _NOTHING, _hull(found)
    turn = _TURN.search(words)
    before = [p for p in found if turn is None or p.at < turn.start()]
    after = [p for p in found if turn is not None and p.at >= turn.start()]
    if kind == "Thông báo":
        return _of_notice(before, after, one_form(opening))
    if not before and after:
        return _range(after), _range(after[1:])
    if after and turn and (end := _TO_YEAR_END.search(words, turn.start())):
        return _range(before), (after[0].start, f"{end['year']}-12-31")
    return _range(before), _range(after)


def _periods_in(text: str) -> list[Period]:
    """Return the periods that a text names; "3 tháng cuối năm" counts from the year's end."""
    return [_counted_back(text, period) for period in find_periods(text)]


def _counted_back(text: str, period: Period) -> Period:
    last = _LAST_MONTHS.match(text, period.at)
    if last is None or not 1 <= int(last["count"]) <= 12:
        return period
    year = period.end[:4]
    return replace(period, start=f"{year}-{13 - int(last['count']):02}-01", end=f"{year}-12-31")


def _range(periods: list[Period]) -> Range:
    return (periods[0].start, periods[0].end) if periods else _NOTHING


def _hull(periods: list[Period]) -> Range:
    return (min(p.start for p in periods), max(p.end for p in periods)) if periods else _NOTHING


def _of_notice(before: list[Period], after: list[Period], opening: str) -> tuple[Range, Range]:
    """A notice of conclusions: the period it looks back on, then the one it sets tasks for."""
    if before and after:
        return _range(before), _range(after)
    if len(before) > 1:
        return _range(before), _range(before[1:])
    start, end = plan = _hull(before or after)
    if start is None or end is None:
        return _NOTHING, _NOTHING
    if heading := _BACK_HEADING.search(opening):
        past = [p for p in _periods_in(heading[0]) if p.end < start]
        if past:
            return _hull(past), plan
    back = int(start[:4]) - 1
    if start.endswith("01-01") and end.endswith("12-31") and re.search(rf"năm {back}", opening):
        return (f"{back}-01-01", f"{back}-12-31"), plan
    return _NOTHING, plan
