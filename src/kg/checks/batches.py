"""The store's graphs for pySHACL, as rdflib graphs of bounded size.

A batch is either some reports' graphs, whole, or some nodes of one class of another graph with all their
triples. Only one is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg.iri import ONTOLOGY
from kg.store import Store

REPORTS = 8
"""Reports in a batch: more were measured no faster, and take more memory (docs/checks.md)."""
NODES = 400
"""Nodes in a batch of another graph."""

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SELECTOR = ox.NamedNode("http://www.w3.org/ns/oa#hasSelector")
_ISSUER = ox.NamedNode(f"{ONTOLOGY}issuer")
_LIFETIME = (ox.NamedNode(f"{ONTOLOGY}existsFrom"), ox.NamedNode(f"{ONTOLOGY}existsTo"))
T = TypeVar("T")

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_EVIDENCE = "http://www.w3.org/ns/oa#SpecificResource"


class PreparedGraph(Graph):
    """A graph that parses each query text once: rdflib would again at each focus node of a constraint."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """Run a query as rdflib does."""
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **kwargs)


def report_batches(store: Store, graphs: Iterable[str]) -> Iterator[Graph]:
    """Yield the reports' graphs, some at a time, with the lifetimes of the bodies that issued them."""
    for names in _batched(graphs, REPORTS):
        batch = PreparedGraph()
        for name in names:
            graph = ox.NamedNode(name)
            _add(batch, store.oxigraph.quads_for_pattern(None, None, None, graph))
            for quad in store.oxigraph.quads_for_pattern(None, _ISSUER, None, graph):
                _add_lifetime(batch, store, quad.object)
        yield batch


def node_batches(store: Store, graph: str, types: Iterable[str], limit: int | None) -> Iterator[Graph]:
    """Yield the nodes of these classes in a graph ("resolution"), some at a time.

    With `limit`, about that many of each class, spread evenly over all.
    """
    for kind in types:
        nodes = _nodes(store, graph, kind)
        if limit is not None:
            step = max(1, sum(1 for _ in _nodes(store, graph, kind)) // max(limit, 1))
            nodes = islice(nodes, 0, None, step)
        for some in _batched(nodes, NODES):
            batch = PreparedGraph()
            for node in some:
                _add_node(batch, store, graph, node, with_selectors=kind == _EVIDENCE)
            yield batch


def _batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    waiting = iter(items)
    while some := tuple(islice(waiting, size)):
        yield some


def _nodes(store: Store, graph: str, kind: str) -> Iterator[ox.NamedNode]:
    quads = store.oxigraph.quads_for_pattern(None, _TYPE, ox.NamedNode(kind), store.graph(graph))
    return (quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode))


def _add_node(batch: Graph, store: Store, graph: str, node: ox.NamedNode, *, with_selectors: bool) -> None:
    name = store.graph(graph)
    quads = list(store.oxigraph.quads_for_pattern(node, None, None, name))
    _add(batch, quads)
    for quad in quads if with_selectors else ():
        if quad.predicate == _SELECTOR and isinstance(quad.object, ox.NamedNode):
            _add(batch, store.oxigraph.quads_for_pattern(quad.object, None, None, name))


def _add_lifetime(batch: Graph, store: Store, body: object) -> None:
    if isinstance(body, ox.NamedNode):
        for predicate in _LIFETIME:
            _add(batch, store.oxigraph.quads_for_pattern(body, predicate, None, store.graph("resolution")))


def _add(batch: Graph, quads: Iterable[ox.Quad]) -> None:
    for quad in quads:
        batch.add((_term(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))


def _term(term: object) -> URIRef | Literal:
    """Return rdflib's form of a term; the store has no blank nodes."""
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == _XSD_STRING else URIRef(datatype))
    return URIRef(term.value if isinstance(term, ox.NamedNode) else str(term))


@cache
def _prepared(text: str) -> Query:
    return prepareQuery(text)
