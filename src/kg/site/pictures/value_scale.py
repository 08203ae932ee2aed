"""Values → heights in a drawing, with round values to mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_ROUND = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 4
_NEAR = 0.6
"""Values of which the lowest is more than this share of the highest are drawn without the zero."""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Values from `low` at the bottom to `high` at the top, `top` and `height` in pixels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    top: float
    height: float

    def y(self, value: float) -> float:
        """Return the height at which a value stands."""
        return self.top + self.height * (self.high - value) / (self.high - self.low)


def value_scale(values: Sequence[float], top: float, height: float) -> ValueScale:
    """Return a scale that ends at round values, with room for letters above and below."""
    low, high = min(values), max(values)
    if not (0 < _NEAR * high < low):
        low, high = min(low, 0), max(high, 0)
    margin = 0.22 * (high - low) or abs(high) * 0.1 or 1.0
    low, high = (low - margin if low else low), high + margin
    step = next(s for n in range(-9, 20) for r in _ROUND if (s := r * 10.0**n) * _MOST_TICKS >= high - low)
    if step <= 0 or log10(step) < -9:
        step = high - low
    ticks = tuple(n * step for n in range(ceil(low / step), floor(high / step) + 1))
    return ValueScale(low, high, ticks, top, height)
