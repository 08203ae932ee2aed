"""Bodies and directives alone: one edge where a body speaks of a directive, weighed by its statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from kg.exports.network import Progress, attributes, lifetime, node_of
from kg.exports.records import EDGE_KIND, NODE_KIND, Edge, Network, Node
from kg.exports.selection import Scope
from kg.exports.source import Row, Source, queries

Collapsed: TypeAlias = "nx.DiGraph[str]"
_KINDS = ("body", "directive")
_LABEL = {"vi": "nhận định", "en": "statements"}


def collapse(source: Source, scope: Scope, progress: Progress | None = None) -> Collapsed:
    """Return the weighted simple graph, body → directive; edges have `weight`, `start`, `end`."""
    graph: Collapsed = nx.DiGraph()
    question = queries("selection")["weights"]
    for done, name in enumerate(scope.graphs, 1):
        for row in scope.links("states", source.rows(question, name)):
            _count(graph, row)
        if progress:
            progress(done, len(scope.graphs))
    return graph


def collapsed_network(source: Source, scope: Scope, progress: Progress | None = None) -> Network:
    """Return the collapsed graph as a network, for the graph formats."""
    graph = collapse(source, scope, progress)
    questions = [queries("nodes")[kind] for kind in _KINDS]
    return Network(
        attributes(NODE_KIND, questions),
        attributes(EDGE_KIND, ()),
        lambda: _nodes(source, graph),
        lambda: _edges(graph, source.language),
    )


def _count(graph: Collapsed, row: Row) -> None:
    """Add a report's statements to an edge; its time spans all reports with a known period."""
    tail, head = str(row["tail"]), str(row["head"])
    start, end = lifetime(row.get("start"), row.get("end"))
    held = graph.get_edge_data(tail, head, {"weight": 0, "start": None, "end": None})
    graph.add_edge(
        tail,
        head,
        weight=held["weight"] + int(row["weight"] or 0),
        start=min(filter(None, (held["start"], start)), default=None),
        end=max(filter(None, (held["end"], end)), default=None),
    )


def _nodes(source: Source, graph: Collapsed) -> Iterator[Node]:
    for kind in _KINDS:
        rows: Iterable[Row] = source.rows(queries("nodes")[kind])
        yield from (node_of(kind, row) for row in rows if row["id"] in graph)


def _edges(graph: Collapsed, language: str) -> Iterator[Edge]:
    for tail, head, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        identity = f"reports-on:{tail}:{head}"
        label = f"{data['weight']} {_LABEL[language]}"
        yield Edge(identity, tail, head, "reports-on", label, {}, data["start"], data["end"], data["weight"])
