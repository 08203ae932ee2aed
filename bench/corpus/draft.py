"""A report being written: its text, and the facts with their places as they are put down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bench.corpus.acts import Act
from kg.model import Relationship


@dataclass(slots=True)
class Cited:
    """A directive in its place, with what the words there say of it."""

    act: Act
    start: int
    end: int = 0
    day: date | None = None
    term: str | None = None
    issuer: str | None = None
    title: str | None = None

    @property
    def year(self) -> int | None:
        """The year that the words settle; a decree's symbol holds it."""
        return self.day.year if self.day else self.act.day.year if self.act.abbr == "NĐ" else None


@dataclass(slots=True)
class Draft:
    """Text and facts. Places are of the text as it stands; ids of mentions are places in `cited`."""

    parts: list[str] = field(default_factory=list)
    at: int = 0
    capital: bool = False
    section: str = ""
    cited: list[Cited] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    relations: list[tuple[int, Relationship, int]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Places of the footnotes' blocks, for those who move them."""

    def write(self, words: str) -> None:
        """Add words; the first letter of a sentence is a capital."""
        if self.capital and words:
            words = words[0].upper() + words[1:]
            self.capital = False
        self.parts.append(words)
        self.at += len(words)

    @property
    def text(self) -> str:
        """All that is written."""
        return "".join(self.parts)

    def figure(self, words: str, unit: str | None, value: float, of: float | None = None) -> None:
        """Add a number with its unit."""
        start = self.at
        self.write(words)
        self.figures.append(
            {"start": start, "end": self.at, "value": value, "of": of, "unit": unit, "indicator": None}
        )

    def finding(self, code: str, start: int, end: int) -> None:
        """Say that a careful reader would query a place."""
        self.findings.append({"code": code, "start": start, "end": end})
