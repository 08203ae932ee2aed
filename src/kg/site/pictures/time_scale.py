"""Days → shares of a drawing's width; years to mark on it; stretches of time to count in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

EDGE = 0.05
"""Left free at either side, so that a mark on the first day is not cut."""
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000, 120000)


@dataclass(frozen=True)
class TimeScale:
    """The time from one day to another (ordinals as of `date.toordinal`, the last exclusive)."""

    first: int
    last: int

    def place(self, ordinal: float) -> float:
        """Return where a day begins, as a share of the width."""
        return EDGE + (1 - 2 * EDGE) * (ordinal - self.first) / (self.last - self.first)

    def middle(self, start: str, end: str) -> float:
        """Return the middle of a period (ISO days, both inclusive)."""
        return self.place((day(start) + day(end) + 1) / 2)

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first year that begins on the scale or before, and the last that does."""
        return date.fromordinal(self.first).year, date.fromordinal(self.last - 1).year

    def marked_years(self, most: int) -> tuple[int, ...]:
        """Return the years whose beginning is marked: so many at most, at even distances."""
        before, last = (self.years[0] - 1 if self._begins_whole else self.years[0]), self.years[1]
        step = next(s for s in _YEAR_STEPS if last // s - before // s <= most)
        return tuple(range((before // step + 1) * step, last + 1, step))

    @property
    def _begins_whole(self) -> bool:
        return self.first <= date(self.years[0], 1, 1).toordinal()

    def stretches(self, most: int) -> tuple[tuple[int, int], ...]:
        """Return consecutive stretches over the scale (ordinals, half-open), as long as fit into so many."""
        found = (self._stretches(months) for months in _MONTHS)
        numbers, months = next(f for f in found if len(f[0]) <= most)
        return tuple((_first_day(n * months), _first_day((n + 1) * months)) for n in numbers)

    def _stretches(self, months: int) -> tuple[range, int]:
        begin, end = date.fromordinal(self.first), date.fromordinal(self.last - 1)
        return range(_month(begin) // months, _month(end) // months + 1), months


def day(iso: str) -> int:
    """Return the ordinal of an ISO day; of a month or a year, that of its first day."""
    return date.fromisoformat((iso + "-01-01")[: len("2016-05-15")]).toordinal()


def scale_over(days: Iterable[str]) -> TimeScale:
    """Return the scale of whole years that holds all the ISO days, of which there is one at least."""
    years = [int(iso[:4]) for iso in days]
    return TimeScale(date(min(years), 1, 1).toordinal(), date(max(years), 12, 31).toordinal() + 1)


def _month(when: date) -> int:
    return when.year * 12 + when.month - 1


def _first_day(month: int) -> int:
    """Return the ordinal of a month's first day, within what the calendar knows."""
    if month // 12 > date.max.year:
        return date.max.toordinal() + 1
    return date(max(month // 12, 1), month % 12 + 1, 1).toordinal()
