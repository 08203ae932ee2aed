"""Days → shares of a drawing's width; years to mark on it; stretches of time to count in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

EDGE = 0.05
"""Left free at either side, so that a mark on the first day is not cut."""
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


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
        begun = [year for year in range(self.years[0], self.years[1] + 1) if self._begins_here(year)]
        step = next((s for s in _YEAR_STEPS if sum(year % s == 0 for year in begun) <= most), _YEAR_STEPS[-1])
        return tuple(year for year in begun if year % step == 0)

    def _begins_here(self, year: int) -> bool:
        return self.first <= date(year, 1, 1).toordinal()

    def stretches(self, most: int) -> tuple[tuple[int, int], ...]:
        """Return consecutive stretches over the scale (ordinals, half-open), as long as fit into so many."""
        fitting = (found for months in _MONTHS if len(found := self._stretches(months)) <= most)
        return next(fitting, ((self.first, self.last),))

    def _stretches(self, months: int) -> tuple[tuple[int, int], ...]:
        begin, end = date.fromordinal(self.first), date.fromordinal(self.last - 1)
        numbers = range(_month(begin) // months, _month(end) // months + 1)
        return tuple((_first_day(n * months), _first_day((n + 1) * months)) for n in numbers)


def day(iso: str) -> int:
    """Return the ordinal of an ISO day; of a month or a year, that of its first day."""
    return date.fromisoformat(
        iso + "-01-01"[len(iso) - 4 :] if len(iso) < len("2016-05-15") else iso
    ).toordinal()


def scale_over(days: Iterable[str]) -> TimeScale:
    """Return the scale of whole years that holds all the ISO days, of which there is one at least."""
    years = [int(iso[:4]) for iso in days]
    return TimeScale(date(min(years), 1, 1).toordinal(), date(max(years), 12, 31).toordinal() + 1)


def _month(when: date) -> int:
    return when.year * 12 + when.month - 1


def _first_day(month: int) -> int:
    return date(min(max(month // 12, 1), date.max.year), month % 12 + 1, 1).toordinal()
