"""Exports of nodes and edges: round trips, what importers demand, selection, whole files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import networkx as nx
import pytest
from hypothesis import given, settings

import importers
from kg.errors import ContentError, StoreError, UsageError
from kg.exports.collapse import collapsed_network
from kg.exports.formats import FORMATS, Count, Request, export
from kg.exports.graphml import write_graphml
from kg.exports.network import lifetime, read_network, shorten
from kg.exports.output import whole_file, whole_folder
from kg.exports.records import (
    KINDS,
    Attribute,
    Edge,
    Network,
    Node,
    NodeKind,
    Program,
    edge_data,
    node_data,
)
from kg.exports.selection import Scope, read_kinds, read_scope
from kg.exports.source import RESERVED, Source, kind_of, queries
from kg.model import Report
from kg.store import Store
from made import Said, Told, corpora, make_report, store_of, with_extras

OF_THEIR_OWN = ("csv", "xlsx", "reminders")
"""Formats with tests of their own: folders, and those that want a day."""
Reader = Callable[[Path], importers.Shown]

# Every form that a program is said to read, and how it reads it.
READERS: list[tuple[str, Program | None, Reader]] = [
    ("graphml", None, importers.gephi_graphml),
    ("graphml", "gephi", importers.gephi_graphml),
    ("graphml", "cytoscape", importers.cytoscape_graphml),
    ("graphml", "yed", importers.yed),
    ("gexf", None, importers.gephi_gexf),
    ("gexf", "gephi", importers.gephi_gexf),
    ("cytoscape", None, importers.cytoscape_js),
    ("cytoscape", "cytoscape", importers.cytoscape_js),
]
CT, NQ, KH = (
    "directive:tw:2016:05-ct-tw",
    "directive:tw:2013:25-nq-tw",
    "directive:tu-hai-duong:2018:34-kh-tu",
)


def told() -> list[Told]:
    return [
        Told("hd-2018.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-01-01", "2018-06-30", said=(
            Said("34-KH/TU", scope="Hải Dương", date="2018-02-01", issuer="Tỉnh ủy Hải Dương"),
            Said("05-CT/TW", date="2016-05-15", actor="các cấp ủy", issuer="Bộ Chính trị"),
            Said("05-CT/TW", date="2016-05-15", actor="các \u0002 cấp ủy & «đoàn thể» <x>"),
            Said("05-CT/TW", task=True, actor="Ban Tổ chức Tỉnh ủy Hải Dương"))),
        Told("ht-2019.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2019-01-01", "2019-12-31", said=(
            Said("25-NQ/TW", date="2013-06-03"),
            Said("25-NQ/TW", date="2013-06-03", task=True, actor="Văn phòng Tỉnh ủy Hà Tĩnh"))),
        Told("ht-2020.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2020-01-01", "2020-12-31", said=(
            Said("05-CT/TW", date="2016-05-15"), Said("25-NQ/TW", date="2013-06-03"))),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = [make_report(t) for t in told()]
    with store_of([with_extras(made[0]), *made[1:]]) as found:
        yield found


def network(store: Store, **given: str) -> Network:
    source = Source(store)
    return read_network(source, read_scope(source, given))


def ids(found: Network) -> tuple[set[str], set[str]]:
    return {n.id for n in found.nodes()}, {e.id for e in found.edges()}


def written(store: Store, name: str, folder: Path, **options: Any) -> Path:
    path = folder / f"out.{name}"
    export(store, name, str(path), Request(**options))
    return path


def test_nodes_and_edges_of_each_kind(store: Store) -> None:
    found = network(store)
    assert {n.kind for n in found.nodes()} == set(get_args(NodeKind))
    expected = {"issued", "covers", "states", "plans", "assigned", "under", "implements", "part-of"}
    assert expected <= {e.kind for e in found.edges()}


def test_parallel_statements_stay_apart(store: Store) -> None:
    states = [
        e for e in network(store).edges() if e.kind == "states" and "hai-duong" in e.tail and e.head == CT
    ]
    assert len(states) == 2
    assert {e.attributes["actor"] for e in states} == {"các cấp ủy", "các  cấp ủy & «đoàn thể» <x>"}


def test_time_is_that_of_the_report_the_task_and_the_directive(store: Store) -> None:
    found = network(store)
    spans = {(n.kind, n.start, n.end) for n in found.nodes()}
    assert ("report", "2018-01-01", "2018-06-30") in spans
    assert ("task", "2018-01-01", "2018-06-30") in spans
    assert ("directive", "2016-05-15", None) in spans
    assert {(e.start, e.end) for e in found.edges() if e.kind == "states" and e.head == NQ} == {
        ("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-12-31")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2018-01-01", "2018-06-30", ("2018-01-01", "2018-06-30")),
        ("2024-02", "2024-02", ("2024-02-01", "2024-02-29")),
        ("2016", None, ("2016-01-01", None)),
        (None, "2016", (None, "2016-12-31")),
        ("2019-01-01", "2018-01-01", (None, None)),
        (None, None, (None, None)),
    ],
)
def test_time_is_in_whole_days(
    start: str | None, end: str | None, days: tuple[str | None, str | None]
) -> None:
    assert lifetime(start, end) == days


def test_labels_are_short_and_the_words_are_whole(store: Store) -> None:
    assert shorten("Tiếp tục\n thực hiện") == "Tiếp tục thực hiện"
    assert len(shorten("từ " * 100)) <= 80
    (task, *_) = [n for n in network(store).nodes() if n.kind == "task"]
    assert str(task.attributes["quote"]).startswith(task.label.removesuffix("…"))


# Round trips.


def expected(found: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    nodes = {n.id: {"label": n.label, **node_data(n)} for n in found.nodes()}
    edges = {e.id: (e.tail, e.head, {"label": e.label, **edge_data(e)}) for e in found.edges()}
    return nodes, edges


def edges_of(graph: Any) -> dict[str, Any]:
    return {key: (tail, head, data) for tail, head, key, data in graph.edges(keys=True, data=True)}


@settings(max_examples=12, deadline=None)
@given(corpora())
def test_all_forms_read_back_equal(tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]) -> None:
    folder = tmp_path_factory.mktemp("graph")
    with store_of(corpus) as store:
        found = network(store)
        nodes, edges = expected(found)
        counts = len(list(found.nodes())), len(list(found.edges()))
        paths = {name: written(store, name, folder) for name in ("graphml", "gexf", "cytoscape")}
    assert {end for tail, head, _ in edges.values() for end in (tail, head)} <= set(nodes)
    assert counts == (len(nodes), len(edges)), "ids are unique"

    graphml: Any = nx.read_graphml(paths["graphml"], force_multigraph=True)
    assert (dict(graphml.nodes(data=True)), edges_of(graphml)) == (nodes, edges)

    gexf: Any = nx.read_gexf(paths["gexf"])
    assert dict(gexf.nodes(data=True)) == nodes
    back = {
        data["id"]: (tail, head, {k: v for k, v in data.items() if k in edges[data["id"]][2]})
        for tail, head, data in gexf.edges(data=True)
    }
    assert back == edges

    cytoscape: Any = nx.cytoscape_graph(json.loads(paths["cytoscape"].read_text("utf-8")))
    own = ("id", "value", "key", "source", "target", "interaction")
    named = {
        name: {("label" if k == "name" else k): v for k, v in data.items() if k not in own}
        for name, data in cytoscape.nodes(data=True)
    }
    linked = {
        key: (tail, head, {("label" if k == "name" else k): v for k, v in data.items() if k not in own})
        for tail, head, key, data in cytoscape.edges(keys=True, data=True)
    }
    assert (named, linked) == (nodes, edges)


# What importers demand.


@pytest.mark.parametrize("read", READERS, ids=str)
@pytest.mark.parametrize("collapse", [False, True])
def test_importers_lose_nothing(
    store: Store, tmp_path: Path, read: tuple[str, Program | None, Reader], collapse: bool
) -> None:
    name, program, reader = read
    source = Source(store)
    scope = read_scope(source, {})
    found = (collapsed_network if collapse else read_network)(source, scope)
    shown = reader(written(store, name, tmp_path, program=program, collapse=collapse))
    assert shown.issues == []
    assert shown.nodes == {n.id: n.label for n in found.nodes()}
    assert shown.edges == {e.id: e.label for e in found.edges()}
    assert shown.kinds in ({}, {e.id: e.kind for e in found.edges()})
    if shown.weights:
        assert shown.weights == {e.id: float(e.weight or 1) for e in found.edges()}
    if reader is importers.gephi_gexf:
        elements: list[Node | Edge] = [*found.nodes(), *found.edges()]
        times = {x.id: (x.start, x.end) for x in elements if x.start or x.end}
        assert shown.spans == {key: (s or "-inf", e or "inf") for key, (s, e) in times.items()}


@settings(max_examples=10, deadline=None)
@given(corpora())
def test_importers_lose_nothing_of_any_corpus(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    with store_of(corpus) as store:
        for name, program, reader in READERS:
            assert reader(written(store, name, folder, program=program)).issues == []


def test_the_readers_do_see_faults(tmp_path: Path) -> None:
    """The same file, broken as users have met it: ids that repeat, keys d3 and d7."""
    nodes = [Node("a", "body", "A"), Node("b", "body", "B")]
    edges = [Edge("same", "a", "b", "issued", "x"), Edge("same", "b", "a", "issued", "y"),
             Edge("lost", "a", "c", "issued", "z")]  # fmt: skip
    attributes = (Attribute("nodeKind", "string"),)
    broken = Network(attributes, (Attribute("linkKind", "string"),), lambda: iter(nodes), lambda: iter(edges))
    out = io.StringIO()
    assert write_graphml(broken, out) == (2, 3)
    path = tmp_path / "broken.graphml"
    path.write_text(out.getvalue(), encoding="utf-8")
    assert len(importers.gephi_graphml(path).issues) == 2
    path.write_text(out.getvalue().replace("node.nodeKind", "d3"), encoding="utf-8")
    assert importers.gephi_graphml(path).nodes == {"a": "body", "b": "body"}


def test_ids_are_name_tokens_and_names_are_free(store: Store) -> None:
    token = re.compile(r"[\w.:-]+", re.ASCII)
    nodes, edges = ids(network(store))
    assert all(token.fullmatch(name) for name in nodes | edges)
    for folder in ("nodes", "links"):
        for question in queries(folder).values():
            assert not RESERVED & {c.name.lower() for c in question.columns}


def test_a_reserved_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# title@vi: a\n# title@en: a\n# explain@vi: a\n# explain@en: a\n"
    text += (
        '# column: id iri "a" "a"\n# column: size integer "a" "a"\nSELECT ?id ?size WHERE { ?id ?p ?size }\n'
    )
    (tmp_path / "exports" / "nodes").mkdir(parents=True)
    (tmp_path / "exports" / "nodes" / "thing.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.exports.source.content_path", lambda _: tmp_path)
    with pytest.raises(ContentError, match="size"):
        queries.__wrapped__("nodes")


# Selection.


def test_a_directive_brings_what_gives_effect_to_it_and_who_reports(store: Store) -> None:
    nodes, edges = ids(network(store, directive="05-CT/TW"))
    assert {n for n in nodes if kind_of(n) == "directive"} == {CT, KH}
    assert {n for n in nodes if kind_of(n) == "report"} == {
        n for n, _ in reports(store, "hd-2018", "ht-2020")
    }
    assert {"body:tinh-uy-hai-duong", "body:tinh-uy-ha-tinh", "body:ban-to-chuc-tinh-uy-hai-duong"} <= nodes
    assert len([n for n in nodes if kind_of(n) == "task"]) == 1
    assert f"implements:{KH}:{CT}" in edges
    assert not any(NQ in e for e in edges)


def reports(store: Store, *names: str) -> set[tuple[str, str]]:
    found = {(n.id, n.label) for n in network(store).nodes() if n.kind == "report"}
    return {(i, label) for i, label in found if label.removesuffix(".txt") in names}


@pytest.mark.parametrize(
    ("given", "names", "directives"),
    [
        ({"body": "Tỉnh ủy Hà Tĩnh"}, {"ht-2019", "ht-2020"}, {CT, NQ}),
        ({"body": "Tỉnh ủy Hà Tĩnh", "from": "2020"}, {"ht-2020"}, {CT, NQ}),
        ({"from": "2019", "to": "2019"}, {"ht-2019"}, {NQ}),
        ({"to": "6/2018"}, {"hd-2018"}, {CT, KH}),
        ({"directive": "25-NQ/TW@2013", "to": "2019"}, {"ht-2019"}, {NQ}),
        ({"from": "2030"}, set(), set()),
    ],
)
def test_body_and_span_choose_reports(
    store: Store, given: dict[str, str], names: set[str], directives: set[str]
) -> None:
    nodes, _ = ids(network(store, **given))
    assert {n for n in nodes if kind_of(n) == "report"} == {i for i, _ in reports(store, *names)}
    assert {n for n in nodes if kind_of(n) == "directive"} == directives


@settings(max_examples=10, deadline=None)
@given(corpora())
def test_a_selection_is_a_part_of_the_whole_and_edges_have_their_ends(corpus: list[Report]) -> None:
    with store_of(corpus) as store:
        nodes, edges = ids(network(store))
        chosen = network(store, **{"from": "2019", "to": "2021"})
        assert ids(chosen)[0] <= nodes
        assert ids(chosen)[1] <= edges
        assert {end for e in chosen.edges() for end in (e.tail, e.head)} <= ids(chosen)[0]


def test_kinds(store: Store) -> None:
    source = Source(store)
    scope = read_scope(source, {}, read_kinds(["body, directive", "statement"]))
    found = read_network(source, scope)
    assert {n.kind for n in found.nodes()} == {"body", "directive"}
    assert {"states", "implements", "part-of"} <= {e.kind for e in found.edges()}
    without = read_network(source, replace(scope, kinds=frozenset(("body", "directive"))))
    assert "states" not in {e.kind for e in without.edges()}
    assert read_kinds([]) == frozenset(KINDS)
    with pytest.raises(UsageError, match="colour"):
        read_kinds(["colour"])


def test_collapsed_edges_weigh_their_statements(store: Store) -> None:
    source = Source(store)
    found = collapsed_network(source, Scope(tuple(source.graphs()), frozenset(KINDS)))
    weights = {(e.tail, e.head): (e.weight, e.start, e.end) for e in found.edges()}
    assert weights == {
        ("body:tinh-uy-ha-tinh", CT): (1, "2020-01-01", "2020-12-31"),
        ("body:tinh-uy-ha-tinh", NQ): (2, "2019-01-01", "2020-12-31"),
        ("body:tinh-uy-hai-duong", CT): (2, "2018-01-01", "2018-06-30"),
        ("body:tinh-uy-hai-duong", KH): (1, "2018-01-01", "2018-06-30"),
    }
    assert {n.id for n in found.nodes()} == {end for ends in weights for end in ends}


@settings(max_examples=10, deadline=None)
@given(corpora())
def test_weights_count_the_edges_that_they_stand_for(corpus: list[Report]) -> None:
    with store_of(corpus) as store:
        source = Source(store)
        scope = read_scope(source, {})
        states = [(e.tail, e.head) for e in read_network(source, scope).edges() if e.kind == "states"]
        found = {(e.tail, e.head): e.weight for e in collapsed_network(source, scope).edges()}
    assert found == {ends: states.count(ends) for ends in states}


# Files.


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in OF_THEIR_OWN])
def test_equal_stores_give_equal_bytes(tmp_path: Path, name: str) -> None:
    """Whatever the order in which the reports came."""
    made = [make_report(t) for t in told()]
    with store_of(made) as one, store_of(made[::-1]) as other:
        paths = [
            written(s, name, tmp_path / str(i)) for i, s in enumerate((one, other)) if _made(tmp_path, i)
        ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[0].stat().st_size > 1000


def _made(folder: Path, number: int) -> bool:
    (folder / str(number)).mkdir()
    return True


def test_progress_counts_reports(store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for options in ({}, {"collapse": True}):
        written(store, "gexf", tmp_path, progress=lambda done, of: told.append((done, of)), **options)
    assert told == [(1, 3), (2, 3), (3, 3)] * 2


def write_half(path: str) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        write_half(str(path))
    assert path.read_text(encoding="utf-8") == "old"
    with whole_file(str(path)) as file:
        file.write(b"new")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.graphml"]


def test_a_device_is_written_and_stays(store: Store) -> None:
    assert export(store, "nquads", "/dev/null", Request())[0].number > 100
    assert Path("/dev/null").is_char_device()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="nội dung khác"), whole_folder(str(tmp_path), frozenset(("a.csv",))):
        pass
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize(
    ("name", "request_", "words"),
    [
        ("gexf", Request(program="yed"), "gephi"),
        ("cytoscape", Request(program="gephi"), "cytoscape"),
        ("nquads", Request(collapse=True), "--collapse"),
        ("turtle", Request(kinds=("body",)), "--kind"),
        ("graphml", Request(excel=True), "--excel"),
        ("csv", Request(provenance=True), "--provenance"),
        ("gexf", Request(collapse=True, kinds=("body",)), "--collapse"),
        ("gexf", Request(kinds=("figure",)), "figure"),
        ("gexf", Request(given={"directive": "77-CT/TW"}), "77-CT/TW"),
        ("gexf", Request(given={"from": "soon"}), "soon"),
        ("gexf", Request(given={"colour": "red"}), "colour"),
    ],
)
def test_options_that_do_not_fit_are_named(
    store: Store, tmp_path: Path, name: str, request_: Request, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        export(store, name, str(tmp_path / "x"), request_)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_selection_is_a_valid_file(store: Store, tmp_path: Path) -> None:
    for name, program, reader in READERS:
        path = tmp_path / "empty"
        counts: list[Count] = export(store, name, str(path), Request(given={"from": "2030"}, program=program))
        assert [c.number for c in counts] == [0, 0]
        assert reader(path).nodes == {}


def test_the_page_names_every_kind_of_node_and_edge() -> None:
    page = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in (*queries("nodes"), *queries("links"), *queries("tables"), *FORMATS):
        assert f"`{name}`" in page, name
