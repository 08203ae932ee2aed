"""Which directive each mention means: a pure function of all mentions and of what is known beforehand.

Mentions meet only where register and symbol agree (`kg.register`). A person's decision outranks all; then
dates decide; where a mention gives none, what remains possible decides, and only when it is one. The order
in which reports were loaded plays no part: every choice goes by counts, then by the smallest value.
"""

from __future__ import annotations

from kg.resolve.deviations import Deviation, deviations
from kg.resolve.groups import extend_group, resolve_group
from kg.resolve.records import (
    Citation,
    Directive,
    Known,
    Rank,
    Resolution,
    Resolved,
    Review,
    Ruling,
    Usage,
    Wording,
)

__all__ = [
    "Citation", "Deviation", "Directive", "Known", "Rank", "Resolution", "Resolved", "Review", "Ruling",
    "Usage", "Wording", "deviations", "extend_group", "resolve_group",
]  # fmt: skip
