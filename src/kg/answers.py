"""Answers as text: TSV, CSV, JSON, Turtle, HTML. Every form of an empty answer is a valid one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

from kg.html import render_page
from kg.quads.turtle import quote
from kg.questions import Answer, Cell

Form = Literal["tsv", "csv", "json", "ttl", "html"]

EXCEL_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def render_answer(
    answer: Answer, form: Form, *, language: str = "vi", title: str = "", excel: bool = False
) -> str:
    """Return the whole answer, with a line break at its end.

    `excel` suits CSV to Excel, as the export of tables does: the mark by which it knows UTF-8, and an
    apostrophe before what it would take for a formula ("- Tiếp tục …").
    """
    match form:
        case "tsv":
            return _tsv(answer)
        case "csv":
            return EXCEL_MARK + _csv(answer, excel=True) if excel else _csv(answer)
        case "json":
            return _json(answer)
        case "ttl":
            return _turtle(answer)
        case "html":
            return render_page(title, [("", answer)], language)


def as_rows(answer: Answer) -> list[dict[str, Cell]]:
    """Return the rows as plain data, keyed by column."""
    names = [c.name for c in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def _tsv(answer: Answer) -> str:
    """One line a row, whatever the cells hold: tabs and line breaks in them become spaces."""
    lines = [[c.name for c in answer.columns], *(map(_plain, row) for row in answer.rows)]
    return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)


def _csv(answer: Answer, *, excel: bool = False) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180, §2
    writer.writerow([c.name for c in answer.columns])
    spelled = _for_excel if excel else _plain
    writer.writerows(map(spelled, row) for row in answer.rows)
    return out.getvalue()


def _json(answer: Answer) -> str:
    rows = [json.dumps(row, ensure_ascii=False) for row in as_rows(answer)]
    return "[" + ",\n ".join(rows) + "]\n"


def _turtle(answer: Answer) -> str:
    """The W3C's vocabulary for result sets; IRIs are IRIs, other cells are literals."""
    names = "".join(f" ;\n  rs:resultVariable {quote(c.name)}" for c in answer.columns)
    solutions = "".join(f" ;\n  rs:solution [ {_solution(answer, row)} ]" for row in answer.rows)
    return f"@prefix rs: <{_RESULT_SET}> .\n[] a rs:ResultSet{names}{solutions} .\n"


def _solution(answer: Answer, row: Sequence[Cell]) -> str:
    bound = [
        f"rs:binding [ rs:variable {quote(c.name)} ; rs:value {_term(cell, c.kind == 'iri')} ]"
        for c, cell in zip(answer.columns, row, strict=True)
        if cell is not None
    ]
    return " ; ".join(bound)


def _term(cell: Cell, is_iri: bool) -> str:
    if isinstance(cell, str):
        return f"<{cell}>" if is_iri else quote(cell)
    return _plain(cell)


def _for_excel(cell: Cell) -> str:
    words = _plain(cell)
    return f"'{words}" if isinstance(cell, str) and words.startswith(_FORMULA) else words


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
