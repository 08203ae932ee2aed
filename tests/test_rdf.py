"""RDF dumps: the same statements in every form, and what a selection takes along."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports.rdf import write_rdf
from kg.exports.selection import read_scope
from kg.exports.sorting import sorted_lines
from kg.exports.source import Source
from kg.model import Report
from kg.store import Store
from made import corpora, make_report, store_of, with_extras
from test_exports import CT, KH, told

FORMS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "turtle": ox.RdfFormat.TURTLE,
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = [make_report(t) for t in told()]
    with store_of([with_extras(made[0]), *made[1:]]) as found:
        found.add_provenance("<urn:x:run> a <https://w3id.org/directive-kg/ontology#Load> .\n")
        yield found


def dump(store: Store, form: ox.RdfFormat, *, provenance: bool = False, **given: str) -> bytes:
    source, out = Source(store), io.BytesIO()
    count = write_rdf(source, read_scope(source, given), out, form, provenance=provenance)
    assert count == len(list(ox.parse(out.getvalue(), format=form)))
    return out.getvalue()


@settings(max_examples=10, deadline=None)
@given(corpora())
def test_every_form_reads_back_equal(corpus: list[Report]) -> None:
    with store_of(corpus) as store:
        quads = set(store.oxigraph)
        triples = {q.triple for q in quads}
        for form in FORMS.values():
            found = set(ox.parse(dump(store, form), format=form))
            if form.supports_datasets:
                assert found == quads
            else:
                assert {q.triple for q in found} == triples


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize(("name", "theirs"), [("trig", "trig"), ("jsonld", "json-ld"), ("nquads", "nquads")])
def test_a_second_library_reads_as_much(store: Store, name: str, theirs: str) -> None:
    data = dump(store, FORMS[name])
    found = rdflib.Dataset().parse(data=data, format=theirs)
    assert len(list(found.quads())) == len(list(ox.parse(data, format=FORMS[name])))


def test_lines_are_in_order_and_once(store: Store) -> None:
    lines = dump(store, ox.RdfFormat.N_QUADS).decode().splitlines()
    by_graph: dict[str, list[str]] = {}
    for line in lines:
        by_graph.setdefault(line.split()[-2], []).append(line)
    assert all(each == sorted(set(each)) for each in by_graph.values())
    assert [line for each in by_graph.values() for line in each] == lines, "a graph stands in one piece"


def test_provenance_has_paths_and_a_clock_and_comes_on_request(store: Store) -> None:
    assert b"urn:x:run" not in dump(store, ox.RdfFormat.TRIG)
    assert b"urn:x:run" in dump(store, ox.RdfFormat.TRIG, provenance=True)


def test_a_selection_has_whole_reports_and_what_bears_on_them(store: Store) -> None:
    quads = list(
        ox.parse(dump(store, ox.RdfFormat.N_QUADS, directive="05-CT/TW"), format=ox.RdfFormat.N_QUADS)
    )
    by_graph: dict[str, set[ox.Quad]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name)[1:-1], set()).add(quad)
    reports = [name for name in by_graph if "/graph/report/" in name]
    assert len(reports) == 2
    for name in (*reports, store.graph("reference").value):
        held = store.oxigraph.quads_for_pattern(None, None, None, ox.NamedNode(name))
        assert by_graph[name] == set(held)
    resolution = by_graph[store.graph("resolution").value]
    assert resolution < set(store.oxigraph.quads_for_pattern(None, None, None, store.graph("resolution")))
    subjects = {Source(store).name(str(q.subject)[1:-1]) for q in resolution}
    assert {CT, KH, "body:tinh-uy-hai-duong"} <= subjects
    within = {s.split(":")[1] for s in subjects if ":mention:" in s}
    assert within == {name.rpartition("/")[2] for name in reports}


def described(quads: Iterable[ox.Quad]) -> set[object]:
    return {q.subject for q in quads if q.predicate.value.endswith("#type")}


def test_a_selection_dangles_nowhere(store: Store) -> None:
    """What the whole store describes, of what the selection points to, the selection describes too."""
    data = dump(store, ox.RdfFormat.N_QUADS, body="Tỉnh ủy Hà Tĩnh")
    quads = set(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    pointing = ("refersTo", "issuer", "actor", "assignee")
    pointed = {q.object for q in quads if q.predicate.value.rpartition("#")[2] in pointing}
    assert len(pointed) > 3
    assert pointed & described(store.oxigraph) <= described(quads)


@given(st.lists(st.text(alphabet="ab\u2028\x85 đ", max_size=5)), st.integers(1, 40))
def test_lines_are_sorted_however_many_runs(words: list[str], run: int) -> None:
    lines = [word + "\n" for word in words]
    assert list(sorted_lines(lines, run)) == sorted(set(lines))


def test_many_runs_are_merged_in_steps() -> None:
    lines = [f"{number % 500:05}\n" for number in range(2000)]
    assert list(sorted_lines(lines, 1)) == sorted(set(lines))
