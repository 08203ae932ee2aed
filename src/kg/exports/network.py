"""The store as a network of bodies, directives, reports and tasks, yielded report by report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.dates import read_day
from kg.exports.records import (
    EDGE_KIND,
    NODE_KIND,
    NODE_KINDS,
    Attribute,
    AttributeType,
    Edge,
    Network,
    Node,
)
from kg.exports.selection import Scope, link_kinds, report_links, selected_tasks
from kg.exports.source import Row, Source, attribute_columns, is_of_report, queries
from kg.questions import Cell, ColumnKind, Question

Progress = Callable[[int, int], None]
"""Told how many reports are done, of how many."""

_TYPES: dict[ColumnKind, AttributeType] = {"integer": "integer", "number": "double", "boolean": "boolean"}
_LABEL = 80


def read_network(source: Source, scope: Scope, progress: Progress | None = None) -> Network:
    """Return the network of what is in scope; nodes before edges, both in an order that never changes."""
    kinds = [kind for kind in NODE_KINDS if kind in scope.kinds]
    nodes = [queries("nodes")[kind] for kind in kinds]
    return Network(
        attributes(NODE_KIND, nodes),
        attributes(EDGE_KIND, queries("links").values()),
        lambda: _nodes(source, scope, kinds),
        lambda: _edges(source, scope, progress),
    )


def attributes(kind: str, questions: Iterable[Question]) -> tuple[Attribute, ...]:
    """Return the attributes over all questions: the kind, theirs in order, then the time."""
    types: dict[str, AttributeType] = {kind: "string"}
    for question in questions:
        types.update({name: _TYPES.get(k, "string") for name, k in attribute_columns(question)})
    types.update({"start": "string", "end": "string"})
    return tuple(Attribute(name, types[name]) for name in types)


def node_of(kind: str, row: Row) -> Node:
    """Return a node from a row of its query."""
    start, end = lifetime(row.get("start"), row.get("end"))
    label = shorten(str(row.get("label", row["id"])))
    return Node(str(row["id"]), kind, label, _attributes(queries("nodes")[kind], row), start, end)


def lifetime(start: Cell, end: Cell) -> tuple[str | None, str | None]:
    """Return whole days: "2024-04" as an end is 2024-04-30. What ends before it begins has no time."""
    first = read_day(str(start), last=False) if start else None
    last = read_day(str(end), last=True) if end else None
    return (None, None) if first and last and last < first else (first, last)


def shorten(words: str) -> str:
    """Cut a label at a word, since programs draw it; the whole words are in an attribute."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LABEL else plain[:_LABEL].rpartition(" ")[0] + "…"


def _nodes(source: Source, scope: Scope, kinds: Iterable[str]) -> Iterator[Node]:
    for kind in kinds:
        question = queries("nodes")[kind]
        if not is_of_report(question):
            yield from (node_of(kind, r) for r in source.rows(question) if scope.has(str(r["id"])))
            continue
        for graph in scope.graphs:
            tasks = selected_tasks(source, scope, graph) if kind == "task" else None
            rows = source.rows(question, graph)
            yield from (node_of(kind, row) for row in rows if tasks is None or row["id"] in tasks)


def _edges(source: Source, scope: Scope, progress: Progress | None) -> Iterator[Edge]:
    for kind in link_kinds(of_report=False):
        rows = scope.links(kind, source.rows(queries("links")[kind]))
        yield from (_edge(source, kind, row) for row in rows)
    kinds = link_kinds(of_report=True)
    for done, graph in enumerate(scope.graphs, 1):
        for kind, rows in report_links(source, scope, graph, kinds).items():
            yield from (_edge(source, kind, row) for row in rows)
        if progress:
            progress(done, len(scope.graphs))


def _edge(source: Source, kind: str, row: Row) -> Edge:
    question = queries("links")[kind]
    tail, head = str(row["tail"]), str(row["head"])
    key = row.get("key") or f"{tail}:{head}"
    label = shorten(str(row.get("label") or question.title.of(source.language)))
    start, end = lifetime(row.get("start"), row.get("end"))
    return Edge(f"{kind}:{key}", tail, head, kind, label, _attributes(question, row), start, end)


def _attributes(question: Question, row: Row) -> dict[str, str | int | float | bool]:
    names = (name for name, _ in attribute_columns(question))
    return {name: cell for name in names if (cell := row.get(name)) is not None}
