"""What changed in a store, and when: a file beside the database, for those who keep something up to date.

A record is lines: `began MOMENT`, the IRIs of what was touched (reports, directives, bodies, wordings) or
`all`, then `ended MOMENT`. `began` is on disk before the first change is made, so that a record without an
end tells that a crash came between. Nothing is asked of the store: the file can be lost, and what was kept
up to date by it is then made anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

NAME = "changes.log"
ALL = "all"
_LONGEST = 64_000_000
"""Bytes after which the file begins anew."""
_TOUCHED = re.compile(r".*/id/(?:report/[0-9a-f]{64}|directive/[^ ]+|body/[a-z0-9-]+|wording/[^/ ]+)")


@dataclass(slots=True)
class Journal:
    """The writer's side. Without a path, as in memory, nothing is written."""

    path: Path | None
    touched: set[str] = field(default_factory=set)
    is_open: bool = False

    def note(self, subjects: Iterable[str]) -> None:
        """Say what is about to change; the record is begun on disk before this returns."""
        if self.path is None:
            return
        if not self.is_open:
            self._begin(self.path)
        for subject in subjects:
            found = _TOUCHED.match(subject)
            self.touched.add(found[0] if found else subject) if found or subject == ALL else None

    def end(self) -> None:
        """Close the record: all that follows from the changes has been made."""
        if self.path is not None and self.is_open:
            lines = (ALL,) if ALL in self.touched else sorted(self.touched)
            _append(self.path, (*lines, f"ended {_moment()}"))
            self.touched.clear()
            self.is_open = False

    def _begin(self, path: Path) -> None:
        if path.exists() and path.stat().st_size > _LONGEST:
            path.unlink()
        _append(path, (f"began {_moment()}",))
        self.is_open = True


@dataclass(frozen=True, slots=True)
class Changes:
    """What was touched since a moment; null where that is not known, and all may have changed."""

    until: str | None
    """The end of the last record; null where the last change did not end well, or none was noted."""
    touched: frozenset[str] | None


def read_changes(folder: Path, since: str | None) -> Changes:
    """Return what a store's journal says since the end of a record."""
    path = folder / NAME
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    lines = [line for line in text.splitlines() if line]
    until = lines[-1].removeprefix("ended ") if lines and lines[-1].startswith("ended ") else None
    try:
        after = lines[lines.index(f"ended {since}") + 1 :]
    except ValueError:
        return Changes(until, None)
    marks = [line.partition(" ")[0] for line in after if line.startswith(("began ", "ended "))]
    whole = marks == ["began", "ended"] * (len(marks) // 2)
    touched = frozenset(line for line in after if not line.startswith(("began ", "ended ")))
    return Changes(until, touched if whole and ALL not in touched else None)


def _append(path: Path, lines: Iterable[str]) -> None:
    """Add lines, on disk when this returns; on a new one even where a full disk cut the last one short."""
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + "".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
