"""Centrality and communities over the collapsed graph."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg

from kg.errors import UsageError
from kg.ranking import By, find_communities, pagerank, rank
from kg.store import Store
from made import make_report, store_of
from test_exports import told


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of([make_report(t) for t in told()]) as found:
        yield found


def rows(store: Store, *columns: str, **options: object) -> list[tuple[object, ...]]:
    answer = rank(store, **options)  # type: ignore[arg-type]
    places = [[c.name for c in answer.columns].index(name) for name in columns]
    return [tuple(row[i] for i in places) for row in answer.rows]


def test_directives_by_how_many_bodies_speak_of_them(store: Store) -> None:
    assert rows(store, "rank", "label", "score", "neighbours", "statements") == [
        (1, "Chỉ thị 05-CT/TW (2016)", 2.0, 2, 3),
        (2, "Nghị quyết 25-NQ/TW (2013)", 1.0, 1, 2),
        (3, "Kế hoạch 34-KH/TU (2018, Hải Dương)", 1.0, 1, 1),
    ]


def test_bodies_span_and_limit(store: Store) -> None:
    assert rows(store, "label", "statements", of="body") == [("Tỉnh ủy Hà Tĩnh", 3), ("Tỉnh ủy Hải Dương", 3)]
    assert rows(store, "label", of="body", limit=1) == [("Tỉnh ủy Hà Tĩnh",)]
    assert rows(store, "label", of="body", given={"to": "2018"}) == [("Tỉnh ủy Hải Dương",)]
    assert rows(store, "label", given={"from": "2030"}, by="pagerank", communities=True) == []


@pytest.mark.parametrize("by", ["degree", "pagerank", "betweenness"])
def test_what_joins_both_bodies_comes_first(store: Store, by: By) -> None:
    (_, first), (_, second), _ = found = rows(store, "label", "score", by=by)
    assert found[0][0] == "Chỉ thị 05-CT/TW (2016)"
    assert float(str(first)) > float(str(second))


def test_communities_are_numbered_from_the_largest(store: Store) -> None:
    assert rows(store, "label", "community", communities=True) == [
        ("Chỉ thị 05-CT/TW (2016)", 1),
        ("Nghị quyết 25-NQ/TW (2013)", 2),
        ("Kế hoạch 34-KH/TU (2018, Hải Dương)", 1),
    ]


def test_wrong_words_are_named(store: Store) -> None:
    with pytest.raises(UsageError, match="colour"):
        rank(store, by="colour")  # type: ignore[arg-type]


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph[str]:
    """Draw a weighted graph of bodies and directives, some of them alone."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("abcd123456")
    for tail in "abcd":
        for head in draw(st.sets(st.sampled_from("123456"))):
            graph.add_edge(tail, head, weight=draw(st.integers(1, 20)))
    return graph


@given(graphs())
def test_pagerank_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    own = pagerank(graph)
    # Its public one needs scipy; this is what that is tested against.
    theirs = pagerank_alg._pagerank_python(  # type: ignore[attr-defined]
        graph, max_iter=1_000, tol=1e-12
    )
    assert own == pytest.approx(theirs, abs=1e-8)
    assert sum(own.values()) == pytest.approx(1)


@given(graphs())
def test_communities_part_the_graph(graph: nx.Graph[str]) -> None:
    found = find_communities(graph)
    assert found.keys() == set(graph)
    sizes = [list(found.values()).count(number) for number in range(1, max(found.values()) + 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)


_PROGRAM = """
import networkx as nx, random
from kg.ranking import find_communities
draw = random.Random(7)
graph = nx.Graph()
for tail in range(40):
    for head in draw.sample(range(60), 4):
        graph.add_edge(f"body:{tail}", f"directive:{head}", weight=draw.randint(1, 9))
print(sorted(find_communities(graph).items()))
"""


def test_communities_are_the_same_in_every_run() -> None:
    """The order in which sets of strings are walked changes with the hash seed."""
    found = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path("src").resolve())}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1
