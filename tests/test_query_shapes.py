"""Questions keep to the shapes that stores answer fast, and to plain SPARQL 1.1.

Each fault was measured on Oxigraph, whose optimiser neither enters EXISTS nor knows what is bound; the
ratios are those of the slow form to the fast one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib.paths import SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.content import content_path

_FILES = sorted(
    p for folder in ("questions", "show") for p in (content_path("queries") / folder).glob("*.rq")
)
_SLOW = {
    "show/body-links": "three OPTIONALs of two patterns, on one body",
    "show/report-findings": "decisions on findings, joined to one report",
}
"""Known faults, each in a look-up of one thing."""
_PREFIXES = "PREFIX : <urn:x:>\n"


def faults(text: str) -> list[str]:
    """Return what is slow or foreign in a query, in the order of its algebra."""
    found = list(_faults(prepareQuery(text).algebra, in_graph=False))
    return [*found, *(["SERVICE"] if "SERVICE" in text else [])]


def _faults(node: Any, *, in_graph: bool) -> Iterator[str]:
    if not isinstance(node, CompValue):
        for child in node if isinstance(node, list | tuple) else ():
            yield from _faults(child, in_graph=in_graph)
        return
    in_graph = in_graph or node.name == "Graph"
    match node.name:
        case "BGP" if node.triples and not in_graph:
            yield "a pattern outside GRAPH: the union of all graphs is slow, the default graph empty"
        case "LeftJoin" if _patterns(node.p2) > 1 and not _is_select(node.p2):
            yield "OPTIONAL with several patterns (up to 100)"
        case "Builtin_NOTEXISTS" if _patterns(node.graph) > 1:
            yield "FILTER NOT EXISTS with several patterns: MINUS (320)"
        case "Minus" if _patterns(node.p2) > 1 and not _is_select(node.p2):
            yield "MINUS of several patterns without SELECT DISTINCT"
        case "Join" if any(_has_union(a) and _patterns(b) for a, b in _sides(node)):
            yield "UNION joined to other patterns: make each branch complete (25–50)"
        case "Builtin_BOUND" | "UnaryNot" if "UnaryNot" in node.name and "Builtin_BOUND" in repr(node):
            yield "!BOUND: MINUS (27)"
        case "Function" if not str(node.iri).startswith("http://www.w3.org/2001/XMLSchema#"):
            yield f"a vendor's function: {node.iri}"
    for child in node.values():
        yield from _faults(child, in_graph=in_graph)


def _sides(join: CompValue) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    return (join.p1, join.p2), (join.p2, join.p1)


def _has_union(node: Any) -> bool:
    """Tell whether a side of a join is a UNION, however filtered; one in a subselect is apart."""
    if not isinstance(node, CompValue) or _is_select(node):
        return False
    if node.name == "Union":
        return True
    inner = {"Extend": ("p",), "Filter": ("p",), "LeftJoin": ("p1",), "Minus": ("p1",), "Join": ("p1", "p2")}
    return any(_has_union(node[side]) for side in inner.get(node.name, ()))


def _is_select(node: Any) -> bool:
    return isinstance(node, CompValue) and node.name in ("ToMultiSet", "Project", "Distinct", "Slice")


def _patterns(node: Any) -> int:
    """Count the triple patterns below a node; a path a/b is two."""
    if isinstance(node, CompValue):
        if node.name == "BGP":
            return sum(len(t[1].args) if isinstance(t[1], SequencePath) else 1 for t in node.triples)
        return sum(_patterns(child) for key, child in node.items() if key not in ("expr", "_vars"))
    return sum(map(_patterns, node)) if isinstance(node, list | tuple) else 0


@pytest.mark.parametrize("path", _FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_query_has_no_slow_shape(path: Path) -> None:
    if reason := _SLOW.get(f"{path.parent.name}/{path.stem}"):
        pytest.xfail(reason)
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("where", "word"),
    [
        ("GRAPH ?g { ?a :b ?c }", None),
        ("?a :b ?c", "outside GRAPH"),
        ("GRAPH ?g { ?a :b ?c } OPTIONAL { GRAPH ?g { ?c :d ?e } }", None),
        ("GRAPH ?g { ?a :b ?c } OPTIONAL { GRAPH ?g { ?c :d ?e . ?e :f ?h } }", "OPTIONAL"),
        ("GRAPH ?g { ?a :b ?c } OPTIONAL { GRAPH ?g { ?c :d/:f ?e } }", "OPTIONAL"),
        ("GRAPH ?g { ?a :b ?c } FILTER NOT EXISTS { GRAPH ?g { ?c :d ?e } }", None),
        ("GRAPH ?g { ?a :b ?c } FILTER NOT EXISTS { GRAPH ?g { ?c :d ?e . ?e :f ?a } }", "NOT EXISTS"),
        ("GRAPH ?g { ?a :b ?c } MINUS { GRAPH ?g { ?c :d ?e . ?e :f ?a } }", "MINUS"),
        ("GRAPH ?g { ?a :b ?c } MINUS { SELECT DISTINCT ?c { GRAPH ?g { ?c :d ?e . ?e :f ?h } } }", None),
        ("GRAPH ?g { ?a :b ?c } OPTIONAL { GRAPH ?g { ?c :d ?e } } FILTER (!BOUND(?e))", "!BOUND"),
        ("{ GRAPH ?g { ?a :b ?c } } UNION { GRAPH ?g { ?a :d ?c } }", None),
        ("{ GRAPH ?g { ?a :b ?c } } UNION { GRAPH ?g { ?a :d ?c } } GRAPH ?g { ?c :e ?f }", "UNION"),
        ("GRAPH ?g { ?a :b ?c } FILTER (<http://jena.apache.org/ARQ/function#max>(?a))", "function"),
        ("SERVICE <http://x/> { ?a :b ?c }", "SERVICE"),
    ],
)
def test_faults_are_seen(where: str, word: str | None) -> None:
    found = faults(f"{_PREFIXES}SELECT ?a WHERE {{ {where} }}")
    assert word in " ".join(found) if word else found == []
