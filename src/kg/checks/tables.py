"""Tables as they stand, faults and all: reading them for a check never stops at the first wrong line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.checks.schemas import Schema


@dataclass(frozen=True, slots=True)
class Row:
    """One row that has a cell for each column. `place` is "file:line", the line on which it begins."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table; without its columns it has no rows.

    `fault` says why it could not be read to its end; `misshapen` are (place, number of cells).
    """

    path: Path
    schema: Schema
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    misshapen: tuple[tuple[str, int], ...] = field(default=())
    fault: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it was read to its end and has its columns."""
        return self.fault is None and self.columns == tuple(c.name for c in self.schema.columns)

    @property
    def place(self) -> str:
        """The first line of the file."""
        return f"{self.path}:1"

    def values(self, column: str) -> frozenset[str]:
        """Return all values of a column but the empty one."""
        return frozenset(row[column] for row in self.rows) - {""}


Tables = Mapping[str, Table]
"""All tables by file name, in the order in which they are checked."""


def read_tables(folder: Path, schemas: Iterable[Schema]) -> Tables:
    """Read every table of a folder; what cannot be read is noted in the table."""
    return {schema.name: _read(folder / schema.name, schema) for schema in schemas}


def _read(path: Path, schema: Schema) -> Table:
    lines: list[tuple[int, list[str]]] = []
    fault = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader, begins = csv.reader(text, strict=True), 1
            for cells in reader:
                lines.append((begins, cells))
                begins = reader.line_num + 1
    except FileNotFoundError:
        fault = "no such file"
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fault = str(error)
    columns = tuple(lines[0][1]) if lines else ()
    known = columns == tuple(column.name for column in schema.columns)
    filled = [(f"{path}:{line}", cells) for line, cells in lines[1:] if cells and known]
    return Table(
        path,
        schema,
        columns,
        tuple(Row(at, dict(zip(columns, c, strict=True))) for at, c in filled if len(c) == len(columns)),
        tuple((at, len(cells)) for at, cells in filled if len(cells) != len(columns)),
        fault,
    )
