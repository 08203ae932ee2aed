"""The ontology is complete in two languages and consistent under OWL 2 RL, and its page is current."""

from __future__ import annotations

import hashlib
import re
import runpy
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
EXAMPLES = sorted((ROOT / "ontology" / "examples").glob("*.ttl"))

CONCEPT = Namespace("https://w3id.org/directive-kg/concept/")
DKG = Namespace("https://w3id.org/directive-kg/ontology#")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ID = Namespace("https://w3id.org/directive-kg/id/")
OA = Namespace("http://www.w3.org/ns/oa#")
TIME = Namespace("http://www.w3.org/2006/time#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
REPORT = ID["report/86aa4fa10ba9b0c4266362617bee70846eeff8b012ebca502019b3116d849d7f"]


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def close(graph: Graph) -> Graph:
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def find_faults(closure: Graph) -> set[str]:
    """What the reasoner reports, individuals in two disjoint classes, and things found to be one."""
    errors = {str(message) for message in closure.objects(None, ERROR)}
    torn = {
        f"{thing} is both {one} and {other}"
        for one, other in disjoint_pairs(closure)
        for thing in closure.subjects(RDF.type, one)
        if (thing, RDF.type, other) in closure
    }
    same = {f"{one} = {other}" for one, other in closure.subject_objects(OWL.sameAs) if one != other}
    return errors | torn | same


def disjoint_pairs(graph: Graph) -> Iterator[tuple[Node, Node]]:
    yield from graph.subject_objects(OWL.disjointWith)
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for members in graph.objects(axiom, OWL.members):
            yield from combinations(Collection(graph, members), 2)


def languages(graph: Graph, term: Node, predicate: URIRef) -> set[str | None]:
    return {text.language for text in graph.objects(term, predicate) if isinstance(text, Literal) and text}


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return read(*FILES)


@pytest.fixture(scope="session")
def examples() -> Graph:
    return read(*EXAMPLES)


@pytest.fixture(scope="session")
def declared(ontology: Graph) -> set[Node]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {term for kind in kinds for term in ontology.subjects(RDF.type, kind) if str(term).startswith(DKG)}


@pytest.fixture(scope="session")
def closure() -> Graph:
    return close(read(*FILES, *EXAMPLES))


def test_terms_in_use_are_declared(ontology: Graph, examples: Graph, declared: set[Node]) -> None:
    used = {term for triple in ontology + examples for term in triple if isinstance(term, URIRef)}
    assert {term for term in used if term in DKG} <= declared


def test_terms_of_pages_code_and_queries_are_declared(declared: set[Node]) -> None:
    code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "queries").rglob("*.rq")]
    texts = [path.read_text(encoding="utf-8") for path in code]
    texts += (ROOT / "docs" / "graph.md").read_text(encoding="utf-8").split("```")[1::2]
    assert {DKG[name] for text in texts for name in re.findall(r"\bdkg:(\w+)", text)} <= declared


def test_terms_have_labels_and_definitions(ontology: Graph, declared: set[Node]) -> None:
    for term in declared:
        for predicate in (RDFS.label, SKOS.definition):
            assert languages(ontology, term, predicate) == {"vi", "en"}, f"{term} {predicate}"


def test_borrowed_terms_say_where_from_and_what_for(ontology: Graph, examples: Graph) -> None:
    ends = (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf)
    named = {end for predicate in ends for end in ontology.objects(None, predicate)}
    named |= set(examples.predicates()) | set(examples.objects(None, RDF.type))
    for term in named:
        if isinstance(term, URIRef) and not any(term in own for own in (DKG, RDF, RDFS, XSD)):
            assert ontology.value(term, RDFS.isDefinedBy), term
            assert languages(ontology, term, SKOS.scopeNote) == {"vi", "en"}, term


def test_concepts_have_names_definitions_and_codes(ontology: Graph) -> None:
    concepts = set(ontology.subjects(SKOS.inScheme)) | set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert concepts
    for concept in concepts:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert languages(ontology, concept, predicate) == {"vi", "en"}, f"{concept} {predicate}"
        assert ontology.value(concept, SKOS.notation), concept


def test_concepts_of_the_examples_exist(ontology: Graph, examples: Graph) -> None:
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    used = {term for term in examples.objects() if str(term).startswith(CONCEPT)}
    for concept in used:
        scheme = URIRef(str(concept).rpartition("/")[0])
        assert scheme not in schemes or (concept, SKOS.inScheme, scheme) in ontology, concept


def test_each_kind_of_relation_is_lifted_by_one_property(ontology: Graph) -> None:
    kinds = Counter(ontology.subjects(SKOS.inScheme, CONCEPT.relation))
    assert Counter(ontology.objects(None, DKG.liftsRelation)) == kinds


def test_stages_are_ranked_in_their_order(ontology: Graph) -> None:
    ladder = ontology.value(CONCEPT.stages, SKOS.memberList)
    assert ladder is not None
    stages = list(Collection(ontology, ladder))
    ranks = [int(str(ontology.value(stage, DKG.stageRank))) for stage in stages]
    assert set(stages) == set(ontology.subjects(DKG.stageRank))
    assert sorted(set(ranks)) == [1, 2, 3, 4, 5, 6]
    assert all(lower <= higher for lower, higher in pairwise(ranks))


def test_examples_quote_their_report(examples: Graph) -> None:
    text = str(examples.value(REPORT, DKG.text))
    assert REPORT.endswith(hashlib.sha256(text.encode()).hexdigest())
    selectors = set(examples.subjects(RDF.type, OA.TextQuoteSelector))
    assert selectors
    for selector in selectors:
        start, end = (int(str(examples.value(selector, edge))) for edge in (OA.start, OA.end))
        assert text[start:end] == str(examples.value(selector, OA.exact))


def test_evidence_is_named_by_its_pieces(examples: Graph) -> None:
    for evidence in examples.subjects(RDF.type, OA.SpecificResource):
        edges = [
            [int(str(examples.value(selector, edge))) for edge in (OA.start, OA.end)]
            for selector in examples.objects(evidence, OA.hasSelector)
        ]
        assert str(evidence).endswith("/" + "_".join(f"{start}-{end}" for start, end in sorted(edges)))


def test_ontology_and_examples_are_consistent(closure: Graph) -> None:
    assert find_faults(closure) == set()


@pytest.mark.parametrize(
    "injected",
    [
        "id:body a dkg:Body , dkg:BodyClass .",
        "id:claim a dkg:Statement ; dkg:speaksOf id:claim .",
        "id:report a dkg:Report ; prov:used id:file .",
        "id:item dkg:inReport id:one , id:other . id:one owl:differentFrom id:other .",
        "id:claim dkg:aboutMention id:one , id:other .",
    ],
)
def test_inconsistency_is_detected(injected: str) -> None:
    graph = read(ROOT / "ontology" / "directive-kg.ttl")
    graph.bind("id", ID)
    prefixes = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in graph.namespaces())
    assert find_faults(close(graph.parse(data=prefixes + injected, format="turtle")))


@pytest.mark.parametrize(
    ("subject", "predicate", "entailed"),
    [
        (ID["body/tinh-uy-hai-duong"], RDF.type, ORG.Organization),
        (ID["body/tinh-uy-hai-duong"], RDF.type, PROV.Agent),
        (ID["body/ban-to-chuc-tinh-uy-hai-duong"], RDF.type, ORG.OrganizationalUnit),
        (ID["body/ban-thuong-vu-tinh-uy-hai-duong"], ORG.subOrganizationOf, ID["body/tinh-uy-hai-duong"]),
        (ID["change/2025-07-01/thanh-uy-hai-phong-2025"], RDF.type, PROV.Activity),
        (ID["period/2018-01-01/2018-06-30"], RDF.type, TIME.ProperInterval),
        (ID["directive/tu-hai-duong/2018/87-kh-tu"], DKG.relatesTo, ID["directive/tw/2017/18-nq-tw"]),
        (REPORT, RDF.type, PROV.Entity),
        (URIRef(f"{REPORT}/mention/262-330"), RDF.type, OA.Annotation),
        (URIRef(f"{REPORT}/mention/262-330"), OA.hasBody, ID["directive/tw/2017/18-nq-tw"]),
        (URIRef(f"{REPORT}/statement/478-537-493-implement"), RDF.type, DKG.Shortcoming),
        (URIRef(f"{REPORT}/act/242-330-262-disseminate"), RDF.type, PROV.Activity),
    ],
)
def test_entailed(closure: Graph, subject: URIRef, predicate: URIRef, entailed: URIRef) -> None:
    assert (subject, predicate, entailed) in closure


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (ID["directive/tu-hai-duong/undated/87-kh-tu"], DKG.Directive),
        (URIRef(f"{REPORT}/body/cac-cap-uy"), ORG.Organization),
        (URIRef(f"{REPORT}/statement/242-330-262-disseminate"), DKG.Shortcoming),
        (REPORT, DKG.Draft),
        (REPORT, DKG.Directive),
    ],
)
def test_not_entailed(closure: Graph, subject: URIRef, kind: URIRef) -> None:
    assert subject in set(closure.subjects())
    assert (subject, RDF.type, kind) not in closure


def test_drafts_are_told_from_their_mark(closure: Graph) -> None:
    assert set(closure.subjects(RDF.type, DKG.Draft)) == set(closure.subjects(DKG.isDraft, Literal(True)))


def test_page_is_current() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "ontology_page.py"))
    written = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert written == page["render_page"](), "run: python docs/ontology_page.py"
