"""The shapes: each property is broken on a sound node of its class; rules over several nodes have cases.

The sound nodes are those of the samples, with decisions added from the ontology's example.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.checks import check_store
from kg.checks.batches import NODES, PreparedGraph, node_batches, report_batches
from kg.checks.shapes import Result, check_shapes, read_shapes, results_of, target_classes
from kg.iri import DEFAULT_BASE
from kg.load import load_files
from kg.model import Report
from kg.quads.turtle import PREFIXES
from kg.store import Store, memory_store
from made import corpora, store_of

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "shapes"
SHAPE = Namespace("https://w3id.org/directive-kg/shapes#")
SHAPES = read_shapes()


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with memory_store() as made:
        load_files(made, [ROOT / "data" / "reports"])
        yield made


@pytest.fixture(scope="module")
def nodes(store: Store) -> Graph:
    """One batch with a node of each class that the samples have, a report's graph whole."""
    names = store.report_graphs()
    graph = next(report_batches(store, names[:4]))
    held = next(g for g in names if next(node_batches(store, g.partition("/graph/")[2], [FINDING], 1), None))
    for name in ("resolution", "reference", "provenance", held.partition("/graph/")[2]):
        for kind in target_classes():
            for batch in node_batches(store, name, [kind], 1):
                graph += batch
    graph += Graph().parse(ROOT / "ontology" / "examples" / "curation.ttl")
    return graph


def kinds_of(shape: Node) -> list[Node]:
    """Return the classes of the nodes that a property shape speaks of."""
    around = SHAPES.subjects(SH.property, shape)
    return sorted({kind for node in around for kind in SHAPES.objects(node, SH.targetClass)}, key=str)


OTHERS = (
    SH.maxCount,
    SH["in"],
    SH["class"],
    SH["or"],
    SH.datatype,
    SH.nodeKind,
    SH.pattern,
    SH.languageIn,
    SH.minLength,
)
PROPERTIES = [
    (shape, kind)
    for shape in sorted(set(SHAPES.objects(None, SH.property)), key=lambda s: str(SHAPES.value(s, SH.path)))
    for kind in kinds_of(shape)
]


def messages(shape: Node) -> set[str]:
    return {str(text) for text in SHAPES.objects(shape, SH.message)}


def test_all_words_are_in_two_languages() -> None:
    for predicate in (SH.message, SHAPE.advice):
        for subject in set(SHAPES.subjects(predicate)):
            told = [w for w in SHAPES.objects(subject, predicate) if isinstance(w, Literal)]
            assert sorted(str(w.language) for w in told) == ["en", "vi"], told
    shapes = set(SHAPES.objects(None, SH.property)) | set(SHAPES.objects(None, SH.sparql))
    assert all(messages(shape) for shape in shapes)
    told_by = {str(name) for name in SHAPES.objects(None, SHAPE.isToldBy)}
    assert told_by <= {path.stem for path in (ROOT / "queries" / "checks").glob("*.rq")}


def test_each_node_shape_says_what_to_do() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        constraints = list(SHAPES.objects(shape, SH.sparql))
        assert SHAPES.value(shape, SHAPE.advice) or all(SHAPES.value(c, SHAPE.advice) for c in constraints)


def test_every_class_that_we_write_has_a_shape(nodes: Graph, store: Store) -> None:
    query = "SELECT DISTINCT ?kind WHERE { GRAPH ?g { ?s a ?kind } }"
    held = {term.value for row in store.select(query) if (term := row["kind"])}
    shown = {str(kind) for kind in held - set(target_classes())}
    members = {kind: set(nodes.subjects(RDF.type, URIRef(kind))) for kind in shown}
    bodies = {kind for kind in shown if all((node, RDF.type, BODY) in nodes for node in members[kind])}
    assert shown - bodies <= {"http://www.w3.org/ns/oa#TextPositionSelector"}  # always a quote selector too


FINDING = "https://w3id.org/directive-kg/ontology#Finding"
BODY = URIRef("https://w3id.org/directive-kg/ontology#Body")


@cache
def broken(nodes: Graph) -> tuple[Graph, dict[tuple[Node, Node], list[tuple[URIRef, str]]]]:
    """Return the nodes with copies of some, each broken in one property, and {property: its copies}."""
    graph = PreparedGraph()
    graph += nodes
    made: dict[tuple[Node, Node], list[tuple[URIRef, str]]] = {}
    for number, (shape, kind) in enumerate(PROPERTIES):
        node = next(
            (n for n in sorted(nodes.subjects(RDF.type, kind), key=str) if isinstance(n, URIRef)), None
        )
        path = SHAPES.value(shape, SH.path)
        if node is None or not isinstance(path, URIRef):
            continue
        copies = made.setdefault((shape, kind), [])
        if SHAPES.value(shape, SH.minCount) is not None:
            copies.append((copy_without(graph, node, path, f"urn:without:{number}"), "without"))
        if not any((shape, constraint, None) in SHAPES for constraint in OTHERS):
            continue
        wrong = copy_without(graph, node, path, f"urn:wrong:{number}")
        graph.add((wrong, path, Literal("sai")))
        graph.add((wrong, path, Literal("hỏng")))
        graph.add((wrong, path, Literal("")))
        copies.append((wrong, "wrong"))
    return graph, made


def copy_without(graph: Graph, node: URIRef, path: URIRef, name: str) -> URIRef:
    copy = URIRef(name)
    for _, predicate, value in list(graph.triples((node, None, None))):
        if predicate != path:
            graph.add((copy, predicate, value))
    return copy


@pytest.fixture(scope="module")
def told(nodes: Graph) -> dict[str, set[str]]:
    """Return {node: what pySHACL says of it} over the sound nodes and the broken copies."""
    graph, _ = broken(nodes)
    found: dict[str, set[str]] = {}
    for result in results_of(graph):
        found.setdefault(result.node, set()).update(result.message)
    return found


@pytest.mark.parametrize(
    ("shape", "kind"), PROPERTIES, ids=lambda n: str(SHAPES.value(n, SH.path) or n).rpartition("#")[2]
)
def test_a_broken_property_is_told(shape: Node, kind: Node, nodes: Graph, told: dict[str, set[str]]) -> None:
    _, made = broken(nodes)
    if (shape, kind) not in made:
        pytest.skip(f"the samples have no {kind}")
    for copy, how in made[shape, kind]:
        assert messages(shape) & told.get(str(copy), set()), (how, messages(shape))


def read_case(path: Path) -> tuple[Graph, set[tuple[str, str]]]:
    """Read a case: Turtle, and in its comments what is expected of which node: `# ! node: message`."""
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("# ! ")]
    expected = [line.removeprefix("# ! ").split(": ", 1) for line in lines]
    data = f"BASE <{DEFAULT_BASE}id/>\n{PREFIXES}{text}"
    return PreparedGraph().parse(data=data, format="turtle"), {(node, words) for node, words in expected}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.ttl")), ids=lambda p: p.stem)
def test_rules_over_several_nodes(path: Path) -> None:
    graph, expected = read_case(path)
    told = {words for _, words in expected}
    found = [named(r) for r in results_of(graph) if r.message[1] in told]
    assert {next((name for name in names if name in expected), names[-1]) for names in found} == expected


def named(result: Result) -> list[tuple[str, str]]:
    """Return (short IRI, message) of the value at fault, where there is one, and of the node."""
    names = [result.value, result.node] if result.value else [result.node]
    return [(name.removeprefix(f"{DEFAULT_BASE}id/"), result.message[1]) for name in names]


def test_each_rule_has_a_case() -> None:
    """Rules are the queries, and what a node shape says of the node itself."""
    cases = {words for path in CASES.glob("*.ttl") for _, words in read_case(path)[1]}
    rules = [*SHAPES.objects(None, SH.sparql)]
    rules += [s for s in SHAPES.subjects(RDF.type, SH.NodeShape) if SHAPES.value(s, SH.message)]
    rules += [*SHAPES.subjects(SH.lessThanOrEquals), *SHAPES.subjects(SH.disjoint)]
    missing = [messages(rule) for rule in rules if not messages(rule) & cases]
    assert missing == []


def test_the_samples_conform(store: Store) -> None:
    assert [f for f in check_shapes(store) if f.severity != "info"] == []


@settings(max_examples=6, deadline=None)
@given(corpora())
def test_what_we_write_conforms(made: list[Report]) -> None:
    with store_of(made) as held:
        assert [f for f in check_shapes(held) if f.severity == "violation"] == []


def test_batches_are_bounded_and_a_sample_is_spread(store: Store) -> None:
    kind = "https://w3id.org/directive-kg/ontology#Resolution"
    batches = node_batches(store, "resolution", [kind], None)
    sizes = [len(set(batch.subjects(RDF.type, URIRef(kind)))) for batch in batches]
    assert sum(sizes) > 100
    assert max(sizes) <= NODES
    [some] = node_batches(store, "resolution", [kind], 10)
    assert 10 <= len(set(some.subjects(RDF.type))) <= 20
    assert not any(isinstance(node, BNode) for node in some.all_nodes())


def test_a_fault_in_a_report_names_file_and_sentence() -> None:
    with memory_store() as one:
        load_files(one, [ROOT / "data" / "reports" / "nam-dinh-tinh-uy-2022-h1.txt"])
        one.oxigraph.update(
            "PREFIX dkg: <https://w3id.org/directive-kg/ontology#>\n"
            "DELETE { GRAPH ?g { ?s dkg:status ?status } }\n"
            "WHERE { GRAPH ?g { ?s dkg:status ?status } }"
        )
        found = check_store(one, ["shapes"])
    assert found
    assert {f.place for f in found} == {"nam-dinh-tinh-uy-2022-h1.txt"}
    assert all(f.sentence and "A statement has exactly one status." in f.message_en for f in found)
    assert all("kg load" in f.advice and "kg load" in f.advice_en for f in found)
