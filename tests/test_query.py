"""What a query may do, and how long."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, QueryTimeoutError, StoreError
from kg.questions import Answer
from kg.sparql import Triples, refuse_more_than_reading, run_query
from kg.store import open_store
from made import Said, Told, make_report, refresh, text_of

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("query") / "store"
    with open_store(made, create=True) as store:
        said = tuple(Said(f"{n:02}-CT/TW", year=2016) for n in range(1, 9))
        store.add_reports([text_of(store, make_report(Told("a.txt", said=said)))], "")
        refresh(store)
    return made


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }",
        "select * { service silent<http://x.test/>{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x.test/>{ ?s ?p ?o } }",
        "PREFIX : <http://x.test/> SELECT * { SERVICE: { ?s ?p ?o } }",
        "PREFIX : <http://x.test/> SELECT * { ?a ?b ?c .SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://x.test/> SELECT * { ?a ?b trueSERVICE:x { ?s ?p ?o } }",
        "SELECT * { # comment\rSERVICE <http://x.test/> { ?s ?p ?o }\n }",
        "SELECT * { \\u0053ERVICE <http://x.test/> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?s ?p e:a\\' . SERVICE <http://x.test/> { ?s ?p ?o } ?s ?p 'b' }",
        "SELECT * { ?s ?p 'a' SERVICE <http://x.test/> { ?s ?p ?o } ?s ?p 'b' }",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX ex: <http://e/> DELETE WHERE { ex:a ?p ?o }",
        "DROP ALL",
        "# SELECT\nLOAD <http://x.test/>",
    ],
)
def test_more_than_reading_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        refuse_more_than_reading(query)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://e/INSERT#> SELECT * { ?s ex:INSERT ex:SERVICE }",
        'SELECT ?service ?insert { ?service ?insert "SERVICE \\" DELETE" } # DROP\r# LOAD\n',
        'SELECT * { ?s ?p \'\'\'it\'s a SERVICE\'\'\', """an "INSERT" """ }',
        "SELECT * FROM <http://x.test/CLEAR> { ?s ?p ?o FILTER (?o < 3 && ?o > 1) }",
        "SELECT * { <http://e/SERVICE> ?p ?o }",
    ],
)
def test_words_that_only_look_so_are_not(path: Path, query: str) -> None:
    assert isinstance(run_query(path, query), Answer)


def test_kinds_of_results(path: Path) -> None:
    rows = run_query(path, "SELECT ?n ?x WHERE { BIND(2 AS ?n) OPTIONAL { <a:a> <a:b> ?x } }")
    assert isinstance(rows, Answer)
    assert rows.rows == ((2, None),)
    assert run_query(path, "ASK { ?s ?p ?o }") is True
    triples = run_query(path, "CONSTRUCT { ?s a ?c } WHERE { GRAPH ?g { ?s a ?c } }")
    assert isinstance(triples, Triples)
    for form, kind in (("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("jsonld", "JSON_LD")):
        text = triples.render(form)  # type: ignore[arg-type]
        parsed = ox.parse(text.encode(), format=getattr(ox.RdfFormat, kind))
        assert {q.triple for q in parsed} == set(triples.items) != set()


def test_faults_of_the_query_and_of_the_store(path: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="1:"):
        run_query(path, "SELECT ?x WHERE {")
    with pytest.raises(StoreError, match="kg load"):
        run_query(tmp_path / "none", "ASK {}")


def test_a_runaway_query_is_ended_and_the_store_stays_whole(path: Path) -> None:
    before, began = contents(path), time.monotonic()
    with pytest.raises(QueryTimeoutError, match="--timeout") as raised:
        run_query(path, RUNAWAY, 0.5)
    assert "0.5 seconds" in raised.value.english
    assert time.monotonic() - began < 20
    assert contents(path) == before
    with open_store(path) as store:  # nobody holds its lock
        assert store.report_graphs()


def test_interrupting_ends_the_process_of_the_query(path: Path) -> None:
    """As Ctrl-C does, the signal goes to the whole group."""
    code = "import sys; from kg.cli import main; main(sys.argv[1:])"
    began = subprocess.Popen(
        [sys.executable, "-c", code, "--store", str(path), "query", "-", "--timeout", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert began.stdin is not None
    began.stdin.write(RUNAWAY.encode())
    began.stdin.close()
    with pytest.raises(subprocess.TimeoutExpired):
        began.wait(4)
    os.killpg(began.pid, signal.SIGINT)
    assert began.wait(10) != 0
    assert any(is_gone(began.pid) for _ in range(50))


def is_gone(group: int) -> bool:
    """Tell whether the last process of a group has ended; wait a little where not."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    time.sleep(0.1)
    return False


def contents(path: Path) -> str:
    with open_store(path) as store, (path.parent / "dump.nq").open("wb") as file:
        store.dump(file)
    return hashlib.sha256((path.parent / "dump.nq").read_bytes()).hexdigest()
