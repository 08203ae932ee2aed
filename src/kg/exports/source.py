"""Rows of the export queries, with short ids for IRIs: `directive:tw:2016:05-ct-tw`.

A file in `queries/exports/nodes/` is a kind of node, one in `links/` a kind of edge, one in `tables/` a
further class in CSV. A query with the parameter `graph` speaks of one report at a time: its first pattern
is in `GRAPH ?graph`, which makes a look-up of what would else be a scan of the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyoxigraph as ox

from kg.content import content_path
from kg.errors import ContentError
from kg.iri import mint_graph
from kg.questions import Cell, ColumnKind, Question, ask, parse_question
from kg.store import Store, Term

Folder = Literal["nodes", "links", "tables", "selection", "workbook"]
Row = dict[str, Cell]

# Gephi, yEd and Cytoscape each keep some of these for position, looks, time or identity.
_LOOKS = ("size", "x", "y", "z", "xpos", "ypos", "width", "height", "color", "colour", "r", "g", "b", "shape")
_IDENTITY = ("source", "target", "edgeid", "suid", "name", "value", "type", "kind", "interaction", "parent")
RESERVED = frozenset(
    (*_LOOKS, *_IDENTITY, "edgelabel", "weight", "graphics", "selected", "timeset", "interval")
)
_OWN = ("id", "label", "tail", "head", "key", "start", "end")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A store and the language of labels."""

    store: Store
    language: str = "vi"

    def graphs(self) -> list[str]:
        """Return the names of all reports' graphs, in order."""
        return self.store.report_graphs()

    def rows(self, question: Question, graph: str | None = None) -> list[Row]:
        """Return the rows in order, each without what is unknown; `graph` is the report's to ask."""
        bindings: dict[str, Term] = {"graph": ox.NamedNode(graph)} if graph else {}
        if any(p.name == "lang" for p in question.parameters):
            bindings["lang"] = ox.Literal(self.language)
        answer = ask(self.store, question, bindings)
        columns = [(c.name, c.kind) for c in question.columns]
        rows: list[Row] = [
            {
                n: self.cell(cell, kind)
                for (n, kind), cell in zip(columns, row, strict=True)
                if cell is not None
            }
            for row in answer.rows
        ]
        return sorted(rows, key=lambda row: [str(cell) for cell in row.values()])

    def cell(self, cell: Cell, kind: ColumnKind) -> Cell:
        """Shorten an IRI to an id; leave out control characters, which XML cannot hold (XML 1.0, §2.2)."""
        if not isinstance(cell, str):
            return cell
        return self.name(cell) if kind == "iri" else _NOT_XML.sub("", cell)

    def name(self, iri: str) -> str:
        """Return an id that XML allows as a name token: `directive:tw:2016:05-ct-tw`."""
        return iri.removeprefix(f"{self.store.base}id/").replace("/", ":")

    def report_of(self, graph: str) -> str:
        """Return the id of the report that a graph holds."""
        return "report:" + graph.removeprefix(mint_graph(self.store.base, "report/"))


def kind_of(name: str) -> str:
    """Return what an id names: `report:…:task:613-645` → "task"."""
    parts = name.split(":")
    return parts[2] if parts[0] == "report" and len(parts) > 2 else parts[0]


@cache
def queries(folder: Folder) -> Mapping[str, Question]:
    """Return the questions of a folder by name. Raises ContentError for a reserved attribute name."""
    paths = sorted((content_path("queries") / "exports" / folder).glob("*.rq"))
    found = {path.stem: parse_question(path) for path in paths}
    if folder in ("nodes", "links"):
        for name, question in found.items():
            if taken := {c.name.lower() for c in question.columns} & RESERVED:
                raise ContentError(f"{folder}/{name}.rq: graph programs keep {', '.join(sorted(taken))}")
    return found


def is_of_report(question: Question) -> bool:
    """Tell whether a question speaks of one report at a time."""
    return any(p.name == "graph" for p in question.parameters)


def attribute_columns(question: Question) -> Iterator[tuple[str, ColumnKind]]:
    """Yield the columns that are attributes: all but ids, ends, label and time."""
    yield from ((c.name, c.kind) for c in question.columns if c.name not in _OWN)
