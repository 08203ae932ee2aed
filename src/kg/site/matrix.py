"""Who reported on a directive in which year: reported, a report held but silent, no report held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.site.cache import Row
from kg.site.shelf import Shelf

State = Literal["reported", "silent", "no-report-held"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a body in a year. `report` is where it can be read, `rung` the highest stage told."""

    state: State
    report: str | None = None
    statements: int = 0
    rung: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A body, and its cells by year; a year without a cell is one for which nothing was expected."""

    body: str
    name: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies by name, and all years from the first to the last."""

    years: tuple[str, ...]
    lines: tuple[Line, ...]

    def count(self, state: State) -> int:
        """Return how many cells are of a state."""
        return sum(cell.state == state for line in self.lines for cell in line.cells.values())


def coverage_of(shelf: Shelf, bodies: Iterable[str], accounts: Iterable[Row]) -> Matrix:
    """Set what bodies said (`accounts`) against the reports of theirs that are held and those that are missing."""
    said = _said(accounts)
    lines = [_line(shelf, body, said) for body in sorted(set(bodies))]
    lines.sort(key=lambda line: (line.name, line.body))
    years = sorted({year for line in lines for year in line.cells})
    span = [str(y) for y in range(int(years[0]), int(years[-1]) + 1)] if years else []
    return Matrix(tuple(span), tuple(line for line in lines if line.cells))


def _said(accounts: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for account in accounts:
        found[account["report"]].append(account)
    return found


def _line(shelf: Shelf, body: str, said: Mapping[str, list[Row]]) -> Line:
    cells: dict[str, Cell] = {}
    for row in shelf.rows("missing", body=body):
        cells[row["end"][:4]] = Cell("no-report-held")
    for report in shelf.rows("report", "end start source", body=body):
        if report["end"]:
            year = report["end"][:4]
            cells[year] = _stronger(cells.get(year), _cell(report["report"], said.get(report["report"], ())))
    return Line(body, shelf.name(body) or body, cells)


def _cell(report: str, accounts: Iterable[Row]) -> Cell:
    told = list(accounts)
    if not told:
        return Cell("silent", report)
    statements, rung = sum(a["statements"] for a in told), max(a["rung"] or 0 for a in told)
    return Cell("reported", report, statements, rung)


def _stronger(old: Cell | None, new: Cell) -> Cell:
    """A year with several reports shows the one that says most; what is held goes before what is not."""
    if old is None or old.state == "no-report-held":
        return new
    return max(old, new, key=lambda c: (c.state == "reported", c.rung, c.statements))
