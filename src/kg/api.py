"""Directive KG from Python: what the commands do, as functions that return plain records.

Rows are lists of dicts with the columns of docs/questions.md as keys, ready for `pandas.DataFrame(rows)`.
Days are ISO strings, IRIs are strings, what is unknown is None. The caller's faults are raised as `KgError`,
with a message in Vietnamese and one in English (`error.english`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.answers import as_rows
from kg.decisions import read_decisions
from kg.errors import UsageError
from kg.facts_json import facts_json
from kg.formats import document_from_bytes, read_document
from kg.formats.sidecar import stated_province
from kg.iri import DEFAULT_BASE
from kg.province import find_province
from kg.quads.report import directive_iris
from kg.query_process import SECONDS
from kg.questions import Answer, Cell, ask, bind_parameters, question_names, read_question
from kg.show import show as show_sheet
from kg.sparql import run_query
from kg.store import open_store, read_store

if TYPE_CHECKING:
    from kg.load import LoadSummary

# Reading reports and writing graphs compile many patterns: they are imported by those who need them.
Record = dict[str, Cell]
Value = str | int | date
"""What a parameter may be given as: words as on the command line, a number, a day."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A store, by its folder. It is open during each call only, so that other programs can use it between."""

    path: Path
    decisions: Path
    """The file of what people decide; it need not exist."""

    def load(self, *paths: str | Path, province: str | None = None) -> LoadSummary:
        """Load files and folders, making the store where there is none; unchanged files are skipped.

        `province` is that of reports that name none. The summary tells which files were added, replaced,
        unchanged, and which failed for what reason.
        """
        from kg.load import load_files  # noqa: PLC0415

        stated = find_province(province) if province else None
        with open_store(self.path, create=True) as store:
            return load_files(store, map(Path, paths), stated, decisions=read_decisions(self.decisions))

    def remove(self, *files: str) -> LoadSummary:
        """Take reports out by path, file name, or the beginning of their text's hash."""
        from kg.load import remove_files  # noqa: PLC0415

        with open_store(self.path) as store:
            return remove_files(store, files, decisions=read_decisions(self.decisions))

    def ask(self, question: str, *, lang: str = "vi", **parameters: Value | None) -> list[Record]:
        """Answer a named question: `graph.ask("trace", directive="05-CT/TW", from_="2018")`.

        Parameters are those of `kg ask`, with underscores for hyphens (`as_of`) and one after Python's own
        words (`from_`); None is left out. No row is an empty list. Raises UsageError for a parameter that
        does not fit, and AmbiguousNameError, which has the `choices`, where several directives or bodies do.
        """
        asked = read_question(question)
        given = {_option(name): _typed(value) for name, value in parameters.items() if value is not None}
        if any(p.kind == "language" for p in asked.parameters):
            given["lang"] = lang
        with read_store(self.path) as store:
            return as_rows(ask(store, asked, bind_parameters(store, asked, given)))

    def query(self, sparql: str, *, timeout: float = SECONDS) -> list[Record] | bool | str:
        """Run a SPARQL query: rows of a SELECT, True or False of an ASK, Turtle of CONSTRUCT and DESCRIBE.

        Patterns outside GRAPH see all graphs. Raises QueryError, also for UPDATE and SERVICE, and
        QueryTimeoutError after `timeout` seconds (0: no limit).
        """
        result = run_query(self.path, sparql, timeout)
        if isinstance(result, bool):
            return result
        return as_rows(result) if isinstance(result, Answer) else result.render()

    def show(self, name: str, *, lang: str = "vi") -> dict[str, Any]:
        """Return all about the one directive, body or report of that name: `kind`, `iri`, `label`, `tables`.

        `tables` are {title: rows}. Raises as `ask` does.
        """
        with read_store(self.path) as store:
            sheet = show_sheet(store, name, lang)
        choice = sheet.choice
        return {
            "kind": sheet.kind,
            "iri": choice.iri,
            "key": choice.key,
            "label": choice.label,
            "date": choice.date,
            "title": choice.title,
            "tables": {title.of(lang): as_rows(answer) for title, answer in sheet.tables},
        }

    def export(
        self, form: str, out: str | Path, *, kinds: Sequence[str] = (), lang: str = "vi", **parameters: Value
    ) -> dict[str, int]:
        """Write the graph as "graphml", "gexf", "csv" … (docs/exports.md); return {what: number written}.

        `directive`, `body`, `from_`, `to` and `kinds` select, as in `kg export`.
        """
        from kg.exports.formats import FORMATS, Request, export  # noqa: PLC0415

        if form not in FORMATS:
            raise UsageError(
                f"Không có dạng «{form}»: {', '.join(FORMATS)}", f"No form “{form}”: {', '.join(FORMATS)}"
            )
        given = {_option(name): _typed(value) for name, value in parameters.items()}
        with read_store(self.path) as store:
            counts = export(store, form, str(out), Request(given, tuple(kinds), language=lang))
        return {count.what.of(lang): count.number for count in counts}

    def site(self, out: str | Path, *, workers: int | None = None) -> dict[str, int]:
        """Write the cross-reference pages (docs/site.md) into a folder; return what was done, by name.

        Numbers of pages, of files written and removed. What has not changed stays. Raises UsageError where
        the folder holds something else. Many pages are made by several processes: in a script, call it below
        `if __name__ == "__main__":`.
        """
        from kg.site import build_site  # noqa: PLC0415

        return asdict(build_site(self.path, Path(out), workers=workers))

    def status(self) -> dict[str, Any]:
        """Return what the store holds: numbers by name, `first_day`, `last_day`, `base`, `bytes`."""
        from kg.status import read_status  # noqa: PLC0415

        with read_store(self.path) as store:
            status = read_status(store)
        days = {"first_day": status.first_day, "last_day": status.last_day}
        return {**status.counts, **days, "base": status.base, "bytes": status.bytes}


def connect(path: str | Path = "kg-store", *, decisions: str | Path | None = None) -> Graph:
    """Return the graph whose store is a folder, which need not exist before `load`.

    Without `decisions`, what people decide is in the file beside the store, as for the commands.
    """
    folder = Path(path)
    return Graph(folder, Path(decisions) if decisions else folder.resolve().parent / "kg-decisions.csv")


def list_questions(lang: str = "vi") -> list[Record]:
    """Return the questions: `question`, `title`, `explanation`, `parameters` (names for `ask`)."""
    return [
        {
            "question": q.name,
            "title": q.title.of(lang),
            "explanation": q.explanation.of(lang),
            "parameters": ", ".join(_keyword(p.option) for p in q.accepted if p.kind != "language"),
        }
        for q in map(read_question, question_names())
    ]


def extract(report: str | Path, *, province: str | None = None) -> dict[str, Any]:
    """Return the facts of one report, a file's path or its whole text, in the facts format (docs/facts.md).

    A string of several lines is text; else it is a path. Raises UnreadableFileError.
    """
    from kg.report import extract as extract_report  # noqa: PLC0415

    stated = find_province(province) if province else None
    if isinstance(report, str) and "\n" in report:
        document = replace(document_from_bytes(report.encode(), "text.txt"), province_if_unnamed=stated)
    else:
        document = read_document(Path(report), stated_province(Path(report)), stated)
    found = extract_report(document)
    facts: dict[str, Any] = json.loads(facts_json(found, directive_iris(found, DEFAULT_BASE)))
    return facts


def _option(name: str) -> str:
    """ "from_" → "from", "as_of" → "as-of"."""
    return name.removesuffix("_").replace("_", "-")


def _keyword(option: str) -> str:
    return "from_" if option == "from" else option.replace("-", "_")


def _typed(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
