"""What a check says: what is wrong, where, and what to do about it, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""The worst first: surely a fault, perhaps one, good to know."""

Said = tuple[str, str]
"""The same in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One fault, where it stands ("…/directives.csv:12") and what to do; the first line of a file is 1."""

    severity: Severity
    place: str
    message: str
    message_en: str
    advice: str
    advice_en: str


def found(severity: Severity, place: str, message: Said, advice: Said) -> CheckFinding:
    """Return a finding from pairs of Vietnamese and English words."""
    return CheckFinding(severity, place, *message, *advice)
