"""CSV: a folder with one file a class, joined by ids, and a README of all columns (RFC 4180, UTF-8).

For Excel, files begin with the mark by which it knows UTF-8, and a text that it would take for a formula
("- Tiếp tục …") begins with an apostrophe (OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.exports.network import Progress
from kg.exports.selection import Scope, selected_tasks
from kg.exports.source import Row, Source, is_of_report, kind_of, queries
from kg.questions import Cell, Question

README = "README.md"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = """\
# Bảng dữ liệu / Tables

Mỗi tệp một loại, UTF-8, dấu phẩy (RFC 4180). Các mã nối các tệp với nhau. Ngày viết theo ISO 8601;
ô trống nghĩa là không rõ.
IRI của một mã: `{base}id/`, rồi mã với `:` đổi thành `/`.

One file a class, UTF-8, commas (RFC 4180). Ids join the files. Days are ISO 8601; an empty cell is unknown.
The IRI of an id: `{base}id/`, then the id with `:` turned into `/`.
"""
_EXCEL = """
Bản cho Excel: có dấu BOM; ô bắt đầu bằng = + - @ có thêm dấu ' ở trước.

For Excel: with a byte order mark; a cell that begins with = + - @ has ' put before it.
"""


class _Writer(Protocol):
    def writerow(self, row: Iterable[object], /) -> object: ...


@dataclass(slots=True)
class _Table:
    """A file being written."""

    question: Question
    writer: _Writer
    excel: bool
    rows: int = 0

    def write(self, row: Row) -> None:
        """Write one row; what is unknown is an empty cell."""
        cells = (_plain(row.get(column.name)) for column in self.question.columns)
        self.writer.writerow([_for_excel(cell) if self.excel else cell for cell in cells])
        self.rows += 1


def table_names() -> dict[str, Question]:
    """Return {file name: its query}, in the order of the README."""
    every = {**queries("nodes"), **queries("tables")}
    return {f"{_plural(name)}.csv": question for name, question in every.items()}


def write_tables(
    source: Source, scope: Scope, folder: Path, *, excel: bool = False, progress: Progress | None = None
) -> dict[str, int]:
    """Write the files into an empty folder; return {file name: number of rows}.

    Bodies come last: with a selection they are those that the other tables name.
    """
    bodies: set[str] = set()
    with ExitStack() as files:
        tables = {name: _open(files, folder / name, q, excel) for name, q in table_names().items()}
        for name, row in _rows(source, scope, tables, progress):
            bodies.update(str(cell) for cell in row.values() if kind_of(str(cell)) == "body")
            tables[name].write(row)
        for name in ("bodies.csv", "body-parents.csv"):
            for row in source.rows(tables[name].question):
                if scope.is_whole or _ids(row, "body") <= bodies:
                    tables[name].write(row)
    (folder / README).write_text(readme(source.store.base, excel=excel), encoding="utf-8")
    return {name: table.rows for name, table in tables.items()}


def readme(base: str, *, excel: bool = False) -> str:
    """Return what the files and their columns are."""
    parts = [_HEAD.format(base=base)] + ([_EXCEL] if excel else [])
    for name, question in table_names().items():
        told = (question.title, question.explanation)
        parts.append(
            "\n## `{}` — {} / {}\n\n{}\n\n{}\n\n".format(name, *(w for t in told for w in (t.vi, t.en)))
        )
        parts.append("| cột / column | loại / kind | |\n|---|---|---|\n")
        parts += [f"| `{c.name}` | {c.kind} | {c.label.vi} / {c.label.en} |\n" for c in question.columns]
    return "".join(parts)


def _rows(
    source: Source, scope: Scope, tables: Mapping[str, _Table], progress: Progress | None
) -> Iterator[tuple[str, Row]]:
    """Yield (file name, row) of all tables but those of bodies."""
    for name, column in (("directives.csv", "id"), ("directive-issuers.csv", "directive")):
        rows = source.rows(tables[name].question)
        yield from ((name, row) for row in rows if scope.has(str(row[column])))
    of_reports = {name: table.question for name, table in tables.items() if is_of_report(table.question)}
    for done, graph in enumerate(scope.graphs, 1):
        tasks = selected_tasks(source, scope, graph)
        for name, question in of_reports.items():
            rows = source.rows(question, graph)
            yield from ((name, row) for row in rows if _is_in(row, question, scope, tasks))
        if progress:
            progress(done, len(scope.graphs))


def _is_in(row: Row, question: Question, scope: Scope, tasks: frozenset[str] | None) -> bool:
    """Tell whether a report's row is about what was selected: its directives and tasks are in.

    With a directive, a row that could name one must do so.
    """
    if scope.by_directive and any(c.name == "directive" for c in question.columns) and "directive" not in row:
        return False
    if scope.directives is not None and not _ids(row, "directive") <= scope.directives:
        return False
    return tasks is None or _ids(row, "task") <= tasks


def _ids(row: Row, kind: str) -> set[str]:
    return {cell for cell in row.values() if isinstance(cell, str) and kind_of(cell) == kind}


def _open(files: ExitStack, path: Path, question: Question, excel: bool) -> _Table:
    encoding = "utf-8-sig" if excel else "utf-8"
    file = files.enter_context(path.open("w", encoding=encoding, newline=""))
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in question.columns])
    return _Table(question, writer, excel)


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else cell


def _for_excel(cell: str | int | float) -> str | int | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _plural(name: str) -> str:
    if name.endswith("y"):
        return name[:-1] + "ies"
    return name + ("es" if name.endswith("s") else "s")
