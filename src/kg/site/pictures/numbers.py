"""Numbers as they are written in Vietnam: 1.234,5."""

from __future__ import annotations


def spoken_number(value: float) -> str:
    """Return a number with "." between thousands and "," before decimals, of which it has three at most.

    >>> spoken_number(1234.5)
    '1.234,5'
    """
    whole, _, decimals = f"{value:,.3f}".partition(".")
    grouped = whole.replace(",", ".").replace("-", "−")
    return f"{grouped},{kept}" if (kept := decimals.rstrip("0")) else grouped
