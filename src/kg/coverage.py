"""For which periods no report of a body is held. Absence is not silence, and neither means "not done"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_HALF_YEAR = 6
_WHOLE_DAY = 10


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A period by its first and last day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Reporting:
    """A body that reports: who its peers are (level and sort of body), and the periods of its reports.

    `life` are the days on which it surely existed.
    """

    body: str
    peers: str
    periods: frozenset[Interval]
    life: Interval = Interval(date.min, date.max)


def missing_periods(bodies: Iterable[Reporting]) -> dict[str, tuple[Interval, ...]]:
    """Return, for each body, the periods for which a report could be expected and none is held.

    Expected are the periods on which its peers reported, and those that its own rhythm leaves out between
    its first and its last report. A period that its other reports cover (a year covers a quarter, twelve
    months a year) is not missing. A body reports on the periods whose last day it lives to see: a year in
    which one body ended and another came of it is expected of the later one alone.
    """
    ordered = sorted(bodies, key=lambda b: b.body)
    peers: dict[str, set[Interval]] = defaultdict(set)
    for body in ordered:
        peers[body.peers] |= body.periods
    missing = {}
    for body in ordered:
        expected = (peers[body.peers] | _gaps(body.periods)) - body.periods
        held = sorted(body.periods)
        missing[body.body] = tuple(
            p for p in sorted(expected) if _is_lived_through(p, body.life) and not _is_covered(p, held)
        )
    return missing


def sure_life(first: str | None, last: str | None) -> Interval:
    """Return the days on which a body surely existed, by its first and last day, month or year.

    That a body began or ended within 2025 says of no day of that year but its last, or of none at all, that
    the body existed. An end that is unknown bounds nothing.
    """
    start = _days_of(first).end if first else date.min
    if last and len(last) < _WHOLE_DAY:
        return Interval(start, _days_of(last).start - timedelta(days=1))
    return Interval(start, _days_of(last).end if last else date.max)


def _days_of(iso: str) -> Interval:
    """Return the first and the last day of a day, a month or a year."""
    if len(iso) == _WHOLE_DAY:
        return Interval(date.fromisoformat(iso), date.fromisoformat(iso))
    year, _, month = iso.partition("-")
    return _unit(int(year), int(month or 1), 1 if month else 12)


def _is_lived_through(period: Interval, life: Interval) -> bool:
    return life.start <= period.end <= life.end


def _is_covered(period: Interval, held: Sequence[Interval]) -> bool:
    """Tell whether reports cover every day of a period: one that contains it, or shorter ones in a row."""
    if any(h.start <= period.start and period.end <= h.end for h in held):
        return True
    day = period.start
    for inside in (h for h in held if period.start <= h.start and h.end <= period.end):
        if inside.start > day:
            return False
        day = max(day, inside.end + timedelta(days=1))
    return day > period.end


def _gaps(periods: Iterable[Interval]) -> set[Interval]:
    """Return what the rhythm of whole months leaves out: the quarter between two quarters.

    A yearly or half-yearly report that a body made once is looked for in all years between its first and its
    last report of any length; quarters and months only between the first and last of their own. A body that
    reports each first half-year is not expected to report the second.
    """
    held = list(periods)
    by_length: dict[int, list[Interval]] = defaultdict(list)
    for period in held:
        if months := _months(period):
            by_length[months].append(period)
    found: set[Interval] = set()
    for months, rhythm in by_length.items():
        known = held if months >= _HALF_YEAR else rhythm
        first, last = min(p.start for p in known), max(p.end for p in known)
        years = range(first.year, last.year + 1)
        starts = {p.start.month for p in rhythm} if months >= _HALF_YEAR else range(1, 13, months)
        units = (_unit(year, month, months) for year in years for month in starts)
        found |= {u for u in units if first <= u.start and u.end <= last}
    return found


def _months(period: Interval) -> int | None:
    """Return the length in months of a month, quarter, half-year, nine months or year; else null."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    whole = period.start.day == 1 and (period.end + timedelta(days=1)).day == 1
    return months if whole and months in (1, 3, 6, 9, 12) else None


def _unit(year: int, month: int, months: int) -> Interval:
    """Return a number of months from the first day of one."""
    after = year * 12 + month - 1 + months
    return Interval(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
