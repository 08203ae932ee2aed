"""The rhythm of reporting: quarters, half-years or years since 2016, each with the period planned for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["q1", "h1", "m9", "year"]
Rhythm = Literal["quarter", "half", "year"]

FIRST_YEAR = 2016
_KINDS: dict[Rhythm, tuple[Kind, ...]] = {
    "quarter": ("q1", "h1", "m9", "year"),
    "half": ("h1", "year"),
    "year": ("year",),
}
_LAST_MONTH: dict[Kind, int] = {"q1": 3, "h1": 6, "m9": 9, "year": 12}
_RESULTS: dict[Kind, str] = {"q1": "quý I", "h1": "6 tháng đầu năm", "m9": "9 tháng", "year": "năm"}
_PLANS: dict[Kind, str] = {
    "q1": "quý II năm",
    "h1": "6 tháng cuối năm",
    "m9": "3 tháng cuối năm",
    "year": "năm",
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """What a report looks back on; all of them begin on 1 January."""

    year: int
    kind: Kind

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return _month_end(self.year, _LAST_MONTH[self.kind])

    @property
    def plan_start(self) -> date:
        """The first day of the period that the report plans for."""
        return self.end + timedelta(days=1)

    @property
    def plan_end(self) -> date:
        """The last day of the period planned for."""
        if self.kind == "year":
            return date(self.year + 1, 12, 31)
        return _month_end(self.year, 6) if self.kind == "q1" else date(self.year, 12, 31)

    @property
    def results(self) -> str:
        """The words for it in a title: "năm 2022", or "6 tháng đầu năm" where the plan's bear the year."""
        return f"{_RESULTS[self.kind]} {self.year}" if self.kind == "year" else _RESULTS[self.kind]

    @property
    def plans(self) -> str:
        """The words for the period planned for: "6 tháng cuối năm 2022"."""
        return f"{_PLANS[self.kind]} {self.plan_end.year}"

    def __str__(self) -> str:
        return f"{self.year}-{self.kind}"


def period_at(rhythm: Rhythm, index: int) -> Period:
    """Return the period of an index: 0 is the first of 2016."""
    kinds = _KINDS[rhythm]
    return Period(FIRST_YEAR + index // len(kinds), kinds[index % len(kinds)])


def index_of(rhythm: Rhythm, period: Period) -> int:
    """Return the index at which `period_at` gives this period."""
    kinds = _KINDS[rhythm]
    return (period.year - FIRST_YEAR) * len(kinds) + kinds.index(period.kind)


def next_period(rhythm: Rhythm, period: Period) -> Period:
    """Return the period that is reported on next."""
    return period_at(rhythm, index_of(rhythm, period) + 1)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
