"""The store as a graph of bodies, directives, reports and tasks, for networkx and GraphML readers.

Each file in `queries/exports/graphml/` is one kind of node or link. Its columns are the attributes;
`id` (node), `tail`, `head` and, where links can be parallel, `key` (link) are IRIs below the base.
What readers demand (Gephi, yEd, Cytoscape): ids unique over all links, one type an attribute, nodes
before links, and no attribute by a name that they keep for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import networkx as nx
import pyoxigraph as ox

from kg.content import content_path
from kg.errors import ContentError, StoreError
from kg.questions import Cell, Question, ask, parse_question
from kg.store import Store

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Gephi, yEd and Cytoscape each keep some of these for position, looks or identity.
RESERVED = frozenset(
    ("id", "source", "target", "name", "selected", "interaction", "type", "weight", "size", "x", "y", "z")
) | frozenset(("width", "height", "color", "colour", "shape", "timeset", "interval", "suid"))


def build_graph(store: Store, language: str = "vi") -> Graph:
    """Return the whole graph; nodes and links in the order of their ids."""
    graph: Graph = nx.MultiDiGraph()
    questions = list(_questions())
    for question in questions:
        if question.columns[0].name == "id":
            _add_nodes(graph, store, question, language)
    for question in questions:
        if question.columns[0].name == "tail":
            _add_links(graph, store, question, language)
    return graph


def write_graphml(graph: Graph, path: Path) -> None:
    """Write GraphML; keys of links are their ids. Raises StoreError where the file cannot be written."""
    try:
        nx.write_graphml(graph, path, infer_numeric_types=False)
    except OSError as error:
        raise StoreError(
            f"{path}: không ghi được ({error.strerror}); chọn nơi khác",
            f"{path}: cannot be written ({error.strerror}); choose another place",
        ) from error


def _questions() -> Iterator[Question]:
    for path in sorted((content_path("queries") / "exports" / "graphml").glob("*.rq")):
        question = parse_question(path)
        if reserved := RESERVED & {c.name for c in question.columns[1:]}:
            raise ContentError(f"{path}: graph programs keep the names {', '.join(sorted(reserved))}")
        yield question


def _rows(store: Store, question: Question, language: str) -> list[dict[str, Cell]]:
    """Return the rows as attributes; what is unknown is left out, since GraphML has no null."""
    takes_language = any(p.name == "lang" for p in question.parameters)
    answer = ask(store, question, {"lang": ox.Literal(language)} if takes_language else {})
    names = [c.name for c in question.columns]
    return [
        {n: _clean(cell) for n, cell in zip(names, row, strict=True) if cell is not None}
        for row in answer.rows
    ]


def _clean(cell: Cell) -> Cell:
    """Leave out the control characters that XML cannot hold (XML 1.0, §2.2)."""
    return _NOT_XML.sub("", cell) if isinstance(cell, str) else cell


def _add_nodes(graph: Graph, store: Store, question: Question, language: str) -> None:
    kind = question.name.removesuffix("-nodes")
    for row in sorted(_rows(store, question, language), key=lambda r: str(r["id"])):
        graph.add_node(_name(store, row.pop("id")), nodeKind=kind, **row)


def _add_links(graph: Graph, store: Store, question: Question, language: str) -> None:
    """Add links between nodes that are in the graph; a link to anything else has no end to stand on."""
    kind = question.name.removesuffix("-links")
    for row in sorted(_rows(store, question, language), key=lambda r: [str(v) for v in r.values()]):
        tail, head = _name(store, row.pop("tail")), _name(store, row.pop("head"))
        key = row.pop("key", None)
        if tail in graph and head in graph:
            label = str(row.pop("label", None) or question.title.of(language))
            identity = f"{kind}:{_name(store, key)}" if key else f"{kind}:{tail}:{head}"
            graph.add_edge(tail, head, key=identity, linkKind=kind, label=label, **row)


def _name(store: Store, iri: Cell) -> str:
    """Return an id that XML allows as a name token: `directive:tw:2016:05-ct-tw`."""
    return str(iri).removeprefix(f"{store.base}id/").replace("/", ":")
