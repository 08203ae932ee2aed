"""Bodies beside each other: of which years reports are held, and on what some speak and others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.site.cache import Row
from kg.site.matrix import Cell, Line, Matrix
from kg.site.shelf import Shelf

_ENOUGH = 2
"""So many bodies of a group must speak of a directive before the others count as silent on it."""


def held_of(shelf: Shelf, bodies: Iterable[str]) -> Matrix:
    """Return, for each body and year of its life, a report that is held and how many there are, or none.

    A report belongs to the year in which its period ends, else to that of its date. The bodies
    stay in the order given.
    """
    found = [(body, _held_by_year(shelf, body)) for body in bodies]
    years = sorted({int(year) for _, cells in found for year in cells})
    span = [str(year) for year in range(years[0], years[-1] + 1)] if years else []
    lines = []
    for body, cells in found:
        none = {year: Cell("no-report-held") for year in span if _lives(shelf, body, year)}
        lines.append(Line(body, shelf.name(body) or body, none | cells))
    return Matrix(tuple(span), tuple(lines))


def _held_by_year(shelf: Shelf, body: str) -> dict[str, Cell]:
    reports: dict[str, list[str]] = defaultdict(list)
    for row in shelf.rows("report", "end start source", body=body):
        if when := row["end"] or row["issued"]:
            reports[when[:4]].append(row["report"])
    return {year: Cell("reported", held[-1], len(held)) for year, held in reports.items()}


def compared(shelf: Shelf, bodies: Sequence[str]) -> list[Line]:
    """Return the directives of which at least two of these bodies speak, with a cell for each body.

    A body is silent where a report of it is held, on a period since the first that speaks of the directive,
    and none cites it. Where no such report is held, the cell says so; a body that had ended has none.
    """
    accounts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for body in bodies:
        for row in shelf.rows("account", body=body):
            accounts[row["directive"]][body].append(row)
    reports = {body: shelf.rows("report", "end start source", body=body) for body in bodies}
    lines = [
        Line(directive, shelf.name(directive) or directive, _cells(shelf, reports, said))
        for directive, said in accounts.items()
        if len(said) >= _ENOUGH
    ]
    return sorted(lines, key=lambda line: (-_speaking(line), line.name, line.key))


def _cells(
    shelf: Shelf, reports: Mapping[str, Sequence[Row]], said: Mapping[str, Sequence[Row]]
) -> dict[str, Cell]:
    first = min((row["end"] for rows in said.values() for row in rows if row["end"]), default="")
    cells = {}
    for body, held in reports.items():
        later = [row["report"] for row in held if (row["end"] or "") >= first]
        if body in said:
            cells[body] = _spoken(said[body])
        elif later:
            cells[body] = Cell("silent", later[-1])
        elif not _had_ended(shelf, body, first):
            cells[body] = Cell("no-report-held")
    return cells


def _spoken(rows: Sequence[Row]) -> Cell:
    """Return the report that says most, and in how many the directive is cited."""
    best = max(rows, key=lambda row: (row["rung"] or 0, row["statements"], row["end"] or "", row["report"]))
    return Cell("reported", best["report"], len({row["report"] for row in rows}), best["rung"] or 0)


def _speaking(line: Line) -> int:
    return sum(cell.state == "reported" for cell in line.cells.values())


def _lives(shelf: Shelf, body: str, year: str) -> bool:
    """Tell whether a body exists at some time of a year."""
    head = shelf.head(body)
    begun = head is None or (head["existsFrom"] or "")[:4] <= year
    return begun and not _had_ended(shelf, body, year)


def _had_ended(shelf: Shelf, body: str, when: str) -> bool:
    """Tell whether a body had ended before a year or a day; an unknown end has not come."""
    head = shelf.head(body)
    last = (head and head["existsTo"]) or "9999"
    return bool(last[: len(when)] < when[: len(last)])
