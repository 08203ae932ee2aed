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
    """One fault, where it stands and what to do.

    `place` is a line of a table ("…/directives.csv:12", the first line is 1), a report's file, or for what
    stands in no report the end of its IRI. `sentence` are the report's words, "" where there are none;
    `check` is the name by which `kg check --only` knows the check.
    """

    severity: Severity
    place: str
    message: str
    message_en: str
    advice: str
    advice_en: str
    sentence: str = ""
    check: str = "content"


def found(severity: Severity, place: str, message: Said, advice: Said) -> CheckFinding:
    """Return a finding from pairs of Vietnamese and English words."""
    return CheckFinding(severity, place, *message, *advice)
