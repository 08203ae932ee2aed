"""Which directives and bodies stand in the middle: centrality and communities, by networkx.

The graph is the collapsed one (body → directive, weight = statements), taken without direction, since no
edge ends in a body.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias, get_args

import networkx as nx

from kg.errors import UsageError
from kg.exports.collapse import collapse
from kg.exports.network import Progress
from kg.exports.selection import Scope, report_graphs
from kg.exports.source import Source, kind_of, queries
from kg.questions import Answer, Cell, Column, Words
from kg.store import Store

Of = Literal["directive", "body"]
By = Literal["degree", "pagerank", "betweenness"]
Graph: TypeAlias = "nx.Graph[str]"
Scores = Mapping[str, float]

_COLUMNS = (
    Column("rank", "integer", Words("Hạng", "Rank")),
    Column("iri", "iri", Words("IRI", "IRI")),
    Column("label", "label", Words("Tên", "Name")),
    Column("score", "number", Words("Điểm", "Score")),
    Column("neighbours", "integer", Words("Số cơ quan hoặc văn bản kề", "Bodies or directives beside it")),
    Column("statements", "integer", Words("Số nhận định", "Statements")),
)
_COMMUNITY = Column("community", "integer", Words("Cộng đồng", "Community"))
_SEED = 1
_PIVOTS = 500
_DAMPING, _TOLERANCE, _ITERATIONS = 0.85, 1e-10, 1_000


def rank(
    store: Store,
    of: Of = "directive",
    by: By = "degree",
    given: Mapping[str, str] | None = None,
    *,
    communities: bool = False,
    limit: int | None = None,
    language: str = "vi",
    progress: Progress | None = None,
) -> Answer:
    """Return the directives or bodies in order of a score; equal ones by statements, then by id.

    `given` has `from` and `to` as typed. Communities are numbered from the largest. Raises UsageError.
    """
    if of not in get_args(Of) or by not in _SCORES:
        raise UsageError(f"Không có «{of}», «{by}».", f"No “{of}”, “{by}”.")
    source = Source(store, language)
    scope = Scope(report_graphs(source, given or {}), frozenset(("body", "directive", "statement")))
    graph = _ordered(collapse(source, scope, progress).to_undirected())
    scores = _SCORES[by](graph)
    labels = {str(row["id"]): row["label"] for row in source.rows(queries("nodes")[of])}
    groups = find_communities(graph) if communities else {}
    rows: list[tuple[Cell, ...]] = []
    found = [name for name in graph if kind_of(name) == of]
    found.sort(key=lambda name: (-round(scores[name], 9), -_strength(graph, name), name))
    for place, name in enumerate(found[:limit], 1):
        told = (place, _iri(store, name), labels.get(name), round(scores[name], 6))
        counted = (graph.degree(name), _strength(graph, name))
        rows.append((*told, *counted, *([groups[name]] if communities else ())))
    return Answer((*_COLUMNS, *((_COMMUNITY,) if communities else ())), tuple(rows))


def find_communities(graph: Graph) -> dict[str, int]:
    """Return {node: number of its community}, by the method of Louvain (Blondel et al. 2008), seeded.

    Nodes are numbers to the method, since the order in which sets of strings are walked changes by run.
    """
    names = list(graph)
    numbered = nx.relabel_nodes(graph, {name: place for place, name in enumerate(names)})
    found = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    groups = sorted((sorted(names[place] for place in group) for group in found), key=lambda g: (-len(g), g))
    return {name: number for number, group in enumerate(groups, 1) for name in group}


def pagerank(graph: Graph) -> dict[str, float]:
    """Return PageRank by weight (Page et al. 1998); networkx's own needs a library of 60 MB.

    A node without neighbours hands its share to all. Scores sum to 1.
    """
    if not graph:
        return {}
    share = 1 / len(graph)
    strength = {name: _strength(graph, name) for name in graph}
    scores = dict.fromkeys(graph, share)
    for _ in range(_ITERATIONS):
        lost = sum(scores[name] for name in graph if not strength[name])
        before, scores = scores, dict.fromkeys(graph, (1 - _DAMPING) * share + _DAMPING * lost * share)
        for name in graph:
            for other, data in graph[name].items():
                scores[other] += _DAMPING * before[name] * data["weight"] / strength[name]
        if sum(abs(scores[name] - before[name]) for name in graph) < _TOLERANCE:
            break
    return scores


def _degree(graph: Graph) -> Scores:
    return {name: float(degree) for name, degree in graph.degree}


def _betweenness(graph: Graph) -> Scores:
    """Of shortest paths, where many statements make a short step.

    In a large graph it is estimated from some of the nodes, drawn by a seed (Brandes and Pich 2007).
    """
    for _, _, data in graph.edges(data=True):
        data["distance"] = 1 / data["weight"]
    pivots = min(len(graph), _PIVOTS)
    scores: Scores = nx.betweenness_centrality(graph, k=pivots, weight="distance", seed=_SEED)
    return scores


_SCORES: Mapping[str, Callable[[Graph], Scores]] = {
    "degree": _degree,
    "pagerank": pagerank,
    "betweenness": _betweenness,
}


def _ordered(graph: Graph) -> Graph:
    """Return the graph with nodes and edges in order: sums of fractions depend on it."""
    ordered: Graph = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: sorted(edge[:2])))
    return ordered


def _strength(graph: Graph, name: str) -> int:
    return sum(data["weight"] for data in graph[name].values())


def _iri(store: Store, name: str) -> str:
    return f"{store.base}id/" + name.replace(":", "/")
