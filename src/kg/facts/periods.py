"""The period that a document reports on and the one that it plans for, from its title."""

from __future__ import annotations

import re

from kg.find.dates import Period, find_periods
from kg.outline.view import one_form

Range = tuple[str | None, str | None]
_NOTHING: Range = (None, None)
_SET_TASKS = frozenset({"Kế hoạch", "Chương trình", "Chỉ thị"})
# Where a title turns from what was done to what is to do.
_TURN = re.compile(
    r"phương hướng|nhiệm vụ(?! và| công tác xây)|chương trình công tác"
    r"|kế hoạch (?:thực hiện|công tác|năm|quý|tháng)|đăng ký chỉ tiêu"
)


def periods_of(kind: str | None, title: str, opening: str) -> tuple[Range, Range]:
    """Return (reported, planned) as ISO dates. `opening` begins the body and says what titles leave out."""
    plain = one_form(title)
    found = find_periods(plain)
    if not found and (kind in _SET_TASKS or "nhiệm vụ" in plain.lower()):
        found = find_periods(one_form(opening))[:1] if kind != "Chỉ thị" else []
        return _NOTHING, _range(found)
    if not found:
        return _NOTHING, _NOTHING
    if kind in _SET_TASKS:
        return _NOTHING, (found[0].start, found[-1].end)
    turn = _TURN.search(plain.lower())
    if kind == "Thông báo":
        return _of_notice(found, opening)
    before = [p for p in found if turn is None or p.at < turn.start()]
    after = [p for p in found if turn is not None and p.at >= turn.start()]
    if not before and after:
        return _range(after), _range(after[1:])
    if after and "đến hết năm" in plain.lower():
        return _range(before), (after[0].start, max(p.end for p in after))
    return _range(before), _range(after)


def _range(periods: list[Period]) -> Range:
    return (periods[0].start, periods[0].end) if periods else _NOTHING


def _of_notice(found: list[Period], opening: str) -> tuple[Range, Range]:
    """A notice of conclusions: the period it looks back on, then the one it sets tasks for."""
    if len(found) > 1:
        return _range(found), _range(found[1:])
    start, end = found[0].start, found[0].end
    back = int(start[:4]) - 1
    if start.endswith("01-01") and end.endswith("12-31") and re.search(rf"năm {back}", opening):
        return (f"{back}-01-01", f"{back}-12-31"), (start, end)
    return _NOTHING, (start, end)
