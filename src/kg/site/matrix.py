"""What was told of what in which year: reported, a report held but silent, no report held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.site.cache import Row
from kg.site.shelf import Shelf

State = Literal["reported", "silent", "no-report-held"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known for a year: `report` and `place` tell where to read it, `label` how many claims."""

    state: State
    report: str | None = None
    label: int | None = None
    rung: int = 0
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A body or a directive, and its cells by year; a year without a cell called for nothing."""

    key: str
    name: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lines by name, and all years from the first to the last."""

    years: tuple[str, ...]
    lines: tuple[Line, ...]

    def count(self, state: State) -> int:
        """Return how many cells are of a state."""
        return sum(cell.state == state for line in self.lines for cell in line.cells.values())


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a body, and its report; null where none is held."""

    start: str | None
    end: str | None
    report: str | None
    isDraft: bool = False  # noqa: N815  # as the column is called


def coverage_of(
    shelf: Shelf, accounts: Sequence[Row], statements: Iterable[Row] = (), since: str | None = None
) -> Matrix:
    """Set what bodies said of one directive against their reports that are held, and those missing.

    `since` is the day, month or year of issue: nobody was silent on it before.
    """
    said, places, first = _by(accounts, "report"), _places(statements), since or ""
    lines = []
    for body in sorted({row["body"] for row in accounts if row["body"]}):
        missing = (row for row in shelf.rows("missing", body=body) if row["end"] >= first)
        cells = {row["end"][:4]: Cell("no-report-held") for row in missing}
        for report in shelf.rows("report", "end start source", body=body):
            told = said.get(report["report"], ())
            if told or (report["end"] or "") >= first:
                _add(cells, report, told, places)
        lines.append(Line(body, shelf.name(body) or body, cells))
    return _matrix(lines)


def record_of(
    shelf: Shelf, reports: Sequence[Row], accounts: Iterable[Row], statements: Iterable[Row] = ()
) -> Matrix:
    """Set what one body said of its directives against its reports, from the first that speaks of each."""
    lines, places = [], _places(statements)
    for directive, told in sorted(_by(accounts, "directive").items()):
        said = _by(told, "report")
        first = min((row["end"] or "" for row in told), default="")
        cells: dict[str, Cell] = {}
        for report in reports:
            if (report["end"] or "") >= first:
                _add(cells, report, said.get(report["report"], ()), places)
        lines.append(Line(directive, shelf.name(directive) or directive, cells))
    return _matrix(lines)


def periods_of(reports: Iterable[Row], missing: Iterable[Row]) -> list[Period]:
    """Return the periods of a body, those with a report and those without, in time."""
    held = [Period(r["start"], r["end"], r["report"], bool(r["isDraft"])) for r in reports]
    gaps = [Period(row["start"], row["end"], None) for row in missing]
    return sorted([*held, *gaps], key=lambda p: (p.end or "", p.start or "", p.report or ""))


def _matrix(lines: Iterable[Line]) -> Matrix:
    held = sorted((line for line in lines if line.cells), key=lambda line: (line.name, line.key))
    years = sorted({int(year) for line in held for year in line.cells})
    return Matrix(tuple(map(str, range(years[0], years[-1] + 1) if years else ())), tuple(held))


def _by(accounts: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for account in accounts:
        found[account[column]].append(account)
    return found


Places = Mapping[tuple[str, str], str]
"""{(report, directive): where the report first claims something of it}."""


def _places(statements: Iterable[Row]) -> Places:
    found: dict[tuple[str, str], str] = {}
    for row in sorted(statements, key=lambda row: (row["position"], row["statement"]), reverse=True):
        found[row["report"], row["directive"]] = row["place"]
    return found


def _add(cells: dict[str, Cell], report: Row, told: Sequence[Row], places: Places) -> None:
    """Add a report to its year: of several, the one that says most is shown; held goes before not held."""
    if not report["end"]:
        return
    year = report["end"][:4]
    cell = _cell(report["report"], told, places)
    cells[year] = max(cell, cells.get(year, Cell("no-report-held")), key=_weight)


def _cell(report: str, told: Sequence[Row], places: Places) -> Cell:
    if not told:
        return Cell("silent", report)
    statements, rung = sum(a["statements"] for a in told), max(a["rung"] or 0 for a in told)
    place = next((places[report, a["directive"]] for a in told if (report, a["directive"]) in places), None)
    return Cell("reported", report, statements or None, rung, place)


def _weight(cell: Cell) -> tuple[int, int, int]:
    return ("no-report-held", "silent", "reported").index(cell.state), cell.rung, cell.label or 0
