"""A second engine answers every question as our store does: rdflib, over a dump of the same graphs.

Nothing is bound there: each parameter is written into the text, as a user of another store would.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from bench.corpus import report
from bench.engines.rdflib_memory import RdflibMemory
from bench.engines.rows import sorted_rows
from bench.questions import Own, ask_all
from rdflib.plugins.sparql import prepareQuery

from kg.given import column_name, with_given
from kg.load import load_files
from kg.questions import question_names
from kg.store import Store, memory_store

_REPORTS = (8, 9, 10)
"""Generated reports of one body on consecutive periods, a merged province's."""
_PATIENCE = 120


@dataclass(frozen=True)
class Both:
    """Our answers, and the engine that holds the same graphs."""

    answers: dict[tuple[str, str], Own]
    other: RdflibMemory


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("reports")
    for number in _REPORTS:
        made = report(number)
        (folder / made.name).write_text(made.text, encoding="utf-8")
    with memory_store() as found:
        load_files(found, [folder])
        yield found


@pytest.fixture(scope="module")
def both(store: Store) -> Both:
    dump = io.BytesIO()
    store.dump(dump)
    answers = {(own.asked.question.name, own.asked.about): own for own in ask_all(store)}
    return Both(answers, RdflibMemory(dump.getvalue()))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize("name", question_names())
def test_the_rows_are_equal(both: Both, name: str) -> None:
    for own in (own for (asked, _), own in both.answers.items() if asked == name):
        assert both.other.rows(own.text, own.columns, _PATIENCE) == own.rows, own.asked.about


def test_most_answers_have_rows(both: Both) -> None:
    answered = {name for (name, _), own in both.answers.items() if own.rows}
    assert len(answered) > 0.8 * len(question_names()), set(question_names()) - answered


QUERY = """
PREFIX : <urn:x:>  # not ?d
SELECT ?d ?n (COALESCE(?d, "?d") AS ?e) ?free WHERE {
  { SELECT ?d ?n WHERE { ?s :of ?d ; :n ?n } GROUP BY ?d ?n }
  { SELECT ?n WHERE { ?d :n ?n } GROUP BY ?n }
}
ORDER BY ?d
"""


def test_terms_stand_where_the_parameter_reaches() -> None:
    iri = ox.NamedNode("urn:x:d1")
    assert (
        with_given(QUERY, {"d": iri})
        == """
PREFIX : <urn:x:>  # not ?d
SELECT (<urn:x:d1> AS ?d_given) ?n (COALESCE(<urn:x:d1>, "?d") AS ?e) ?free WHERE {
  { SELECT ?d ?n WHERE { ?s :of <urn:x:d1> ; :n ?n } GROUP BY ?d ?n }
  { SELECT ?n WHERE { ?d :n ?n } GROUP BY ?n }
}
ORDER BY ?d
"""
    )
    assert column_name("d_given") == "d"


@pytest.mark.parametrize("typed", ['"', '" } DROP ALL #', "\\", 'a\n"""b', "?n", "}", "'"])
def test_typed_text_never_becomes_syntax(typed: str) -> None:
    held = ox.Store()
    held.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:of"), ox.Literal(typed)))
    text = with_given("SELECT ?d WHERE { ?s <urn:x:of> ?d }", {"d": ox.Literal(typed)})
    prepareQuery(text)
    solutions = held.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [solution["d_given"] for solution in solutions] == [ox.Literal(typed)]


def test_rows_compare_by_value() -> None:
    decimal, string = "http://www.w3.org/2001/XMLSchema#decimal", "http://www.w3.org/2001/XMLSchema#string"
    written = [{"a": ("6115.0", decimal)}, {"a": ("6115.0", string)}, {}, {"a": ("100", decimal)}]
    assert sorted_rows(["a"], written) == [("",), ("100",), ("6115",), ("6115.0",)]
