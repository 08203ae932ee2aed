"""The store: the same reports give the same quads, whatever happened on the way."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.model import Report
from kg.store import Store, memory_store, open_store, read_store
from made import Said, Told, add_reports, corpora, make_report, refresh, store_of, text_of


def dump(store: Store) -> bytes:
    """Return all graphs but the one with a clock."""
    out = io.BytesIO()
    provenance = f"{store.base}graph/provenance"
    names = {str(g)[1:-1] for g in store.oxigraph.named_graphs()} - {provenance}
    store.dump(out, sorted(names))
    return out.getvalue()


@settings(max_examples=25, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_loading_plays_no_part(corpus: list[Report], shuffler: random.Random) -> None:
    other = memory_store()
    mixed = corpus[:]
    shuffler.shuffle(mixed)
    for report in mixed:
        add_reports(other, [report])
        refresh(other)
    assert dump(other) == dump(store_of(corpus))


@settings(max_examples=25, deadline=None)
@given(corpora(), corpora())
def test_what_was_removed_leaves_no_trace(corpus: list[Report], passing: list[Report]) -> None:
    kept = {r.document.text_sha256 for r in corpus}
    gone = [r for r in passing if r.document.text_sha256 not in kept]
    store = store_of([*corpus, *gone])
    store.replace_report([r.document.text_sha256 for r in gone], None, [], "")
    refresh(store)
    assert dump(store) == dump(store_of(corpus))


@settings(max_examples=25, deadline=None)
@given(corpora(), corpora())
def test_a_replaced_report_leaves_no_trace(corpus: list[Report], old: list[Report]) -> None:
    kept = {r.document.text_sha256 for r in corpus}
    first = next((r for r in old if r.document.text_sha256 not in kept), None)
    if first is None:
        return
    store = store_of([first, *corpus[1:]])
    store.replace_report([first.document.text_sha256], text_of(store, corpus[0]), [], "")
    refresh(store)
    assert dump(store) == dump(store_of(corpus))


def test_updating_the_resolution_twice_writes_nothing() -> None:
    store = store_of([make_report(Told("a.txt", "Tỉnh ủy Hải Dương", "Hải Dương", said=(Said("05-CT/TW"),)))])
    before = dump(store)
    refresh(store)
    assert dump(store) == before


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match=str(tmp_path)):
        open_store(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_reading_where_there_is_no_store_says_so_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg load"):
        read_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("marker", ["", "[]", '{"format": 99, "base": "https://x/"}', '{"format": 1}'])
def test_a_marker_that_is_not_ours_is_refused(tmp_path: Path, marker: str) -> None:
    (tmp_path / "store.json").write_text(marker)
    with pytest.raises(StoreError, match=str(tmp_path)):
        read_store(tmp_path)


def test_the_base_stays_with_the_store(tmp_path: Path) -> None:
    open_store(tmp_path / "s", "https://example.org/kg", create=True).close()
    with read_store(tmp_path / "s") as store:
        assert store.base == "https://example.org/kg/"
    with pytest.raises(StoreError, match=r"https://example\.org/kg/"):
        open_store(tmp_path / "s", "https://other.org/")


def test_readers_share_and_a_writer_is_alone(tmp_path: Path) -> None:
    """Locks are told from another process, as in life."""
    path = tmp_path / "s"
    open_store(path, create=True).close()
    call = [
        sys.executable,
        "-c",
        f"from pathlib import Path\nfrom kg.store import *\n{{}}(Path({str(path)!r}))",
    ]

    def other(function: str) -> bool:
        done = subprocess.run([*call[:2], call[2].format(function)], capture_output=True, check=False)
        return done.returncode == 0

    with read_store(path):
        assert other("read_store")
        assert not other("open_store")
    with open_store(path):
        assert not other("read_store")
    assert other("open_store")


def test_queries_that_fail_say_why() -> None:
    store = memory_store()
    with pytest.raises(QueryError, match="error at"):
        store.select("SELECT ?x {")
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK {}")
