"""Where a wording states something else of a directive than what is settled of it."""

from __future__ import annotations

from typing import Literal

from kg.resolve.organs import are_different_organs
from kg.resolve.records import Directive, Wording

Deviation = Literal["date", "issuer"]


def deviations(wording: Wording, directive: Directive) -> tuple[Deviation, ...]:
    """Return what a wording says otherwise. What it leaves out, or says less closely, is none.

    "tháng 5/2016" agrees with 15/5/2016; "Ban Bí thư" does not agree with "Bộ Chính trị".
    """
    found: list[Deviation] = []
    if _other_day(wording.date, directive.issued_on):
        found.append("date")
    if are_different_organs(wording.issuer, directive.issuer):
        found.append("issuer")
    return tuple(found)


def _other_day(stated: str | None, settled: str | None) -> bool:
    if not stated or not settled:
        return False
    return not (stated.startswith(settled) or settled.startswith(stated))
