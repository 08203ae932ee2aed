"""GraphML: what readers demand of it, and that it comes back equal."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.graph import RESERVED, Graph, build_graph, write_graphml
from kg.model import Report
from made import Said, Told, corpora, make_report, store_of, with_extras

NS = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    told = Told(
        "hd-2018.txt",
        "Tỉnh ủy Hải Dương",
        "Hải Dương",
        "2018-01-01",
        "2018-06-30",
        said=(
            Said("34-KH/TU", scope="Hải Dương", date="2018-02-01", issuer="Tỉnh ủy Hải Dương"),
            Said("05-CT/TW", date="2016-05-15", actor="các cấp ủy", issuer="Bộ Chính trị"),
            Said("05-CT/TW", date="2016-05-15", actor="các \u0002 cấp ủy"),
            Said("05-CT/TW", task=True, actor="Ban Tổ chức Tỉnh ủy Hải Dương"),
        ),
    )
    with store_of([with_extras(make_report(told))]) as store:
        return build_graph(store)


def test_nodes_and_links_of_each_kind(graph: Graph) -> None:
    kinds = {d["nodeKind"] for _, d in graph.nodes(data=True)}
    assert kinds == {"body", "directive", "report", "task"}
    links = {d["linkKind"] for _, _, d in graph.edges(data=True)}
    expected = {"issued", "covers", "states", "plans", "assigned", "under", "implements", "part-of"}
    assert expected <= links


def test_parallel_statements_stay_apart(graph: Graph) -> None:
    states = [
        (tail, head, data["quote"])
        for tail, head, data in graph.edges(data=True)
        if data["linkKind"] == "states" and head == "directive:tw:2016:05-ct-tw"
    ]
    assert len(states) == 2
    assert {s[:2] for s in states} == {("body:tinh-uy-hai-duong", "directive:tw:2016:05-ct-tw")}


def test_years_are_numbers_and_dates_are_words(graph: Graph) -> None:
    directive = graph.nodes["directive:tw:2016:05-ct-tw"]
    assert (directive["year"], directive["issuedOn"]) == (2016, "2016-05-15")


@settings(max_examples=15, deadline=None)
@given(corpora())
def test_it_reads_back_equal_and_obeys_the_rules(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]
) -> None:
    path = tmp_path_factory.mktemp("graph") / "g.graphml"
    with store_of(corpus) as store:
        graph = build_graph(store)
    write_graphml(graph, path)
    back = cast(Graph, nx.read_graphml(path, force_multigraph=True))
    assert list(back.nodes(data=True)) == list(graph.nodes(data=True))
    assert links(back) == links(graph)
    check_rules(path)


def links(graph: Graph) -> list[str]:
    return sorted(str((tail, head, key, graph[tail][head][key])) for tail, head, key in graph.edges)


def check_rules(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    keys = [(k.get("for"), k.get("attr.name")) for k in root.iter(f"{NS}key")]
    assert len(keys) == len(set(keys)), "one type an attribute"
    assert not RESERVED & {str(name).lower() for _, name in keys}
    ids = [e.get("id") for e in root.iter(f"{NS}edge")]
    assert None not in ids
    assert len(ids) == len(set(ids)), "ids of links are unique"
    tags = [e.tag for e in next(root.iter(f"{NS}graph"))]
    assert tags == sorted(tags, key=lambda tag: tag != f"{NS}node"), "nodes before links"


def test_equal_stores_give_equal_bytes(graph: Graph, tmp_path: Path) -> None:
    write_graphml(graph, tmp_path / "a")
    write_graphml(graph, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    check_rules(tmp_path / "a")
