"""Loading files: what is skipped, replaced, removed, refused."""

from __future__ import annotations

import io
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.load import LoadSummary, find_files, load_files, remove_files, source_files
from kg.store import Store, memory_store

SAMPLES = Path(__file__).parent.parent / "data" / "reports"
NAMES = ("nam-dinh-tinh-uy-2019-h1.txt", "nam-dinh-tinh-uy-2020-h1.txt", "lang-son-dang-uy-khoi-2021-nam.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        shutil.copy(SAMPLES / name, tmp_path)
    return tmp_path


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def dump(store: Store, *, clock: bool = False) -> bytes:
    out = io.BytesIO()
    names = {str(g)[1:-1] for g in store.oxigraph.named_graphs()}
    store.dump(out, sorted(n for n in names if clock or not n.endswith("/provenance")))
    return out.getvalue()


def test_loading_again_changes_nothing(store: Store, folder: Path) -> None:
    assert load_files(store, [folder]) == LoadSummary(added=tuple(sorted(NAMES)))
    before = dump(store, clock=True)
    assert load_files(store, [folder]) == LoadSummary(unchanged=tuple(sorted(NAMES)))
    assert dump(store, clock=True) == before


def test_the_order_of_files_plays_no_part(folder: Path) -> None:
    dumps = set()
    for order in itertools.permutations(NAMES):
        with memory_store() as store:
            for name in order:
                load_files(store, [folder / name])
            dumps.add(dump(store))
    assert len(dumps) == 1


def test_a_changed_file_replaces_its_old_report(store: Store, folder: Path) -> None:
    load_files(store, [folder])
    before = dump(store)
    file = folder / NAMES[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\nThêm một dòng.\n", encoding="utf-8")
    assert load_files(store, [file]).replaced == (NAMES[0],)
    assert len(store.report_graphs()) == len(NAMES)
    file.write_text(text, encoding="utf-8")
    load_files(store, [folder])
    assert dump(store) == before


def test_files_of_one_name_in_two_folders_are_two(store: Store, folder: Path) -> None:
    other = folder / "2020"
    other.mkdir()
    shutil.copy(folder / NAMES[1], other / NAMES[0])
    load_files(store, [folder / NAMES[0], other / NAMES[0]])
    assert len(store.report_graphs()) == 2


def test_one_text_in_two_files_is_one_report_under_the_first_name(folder: Path) -> None:
    shutil.copy(folder / NAMES[0], folder / "a.txt")
    shutil.copy(folder / NAMES[0], folder / "z.txt")
    with memory_store() as one, memory_store() as two, memory_store() as three:
        load_files(one, [folder / "a.txt", folder / "z.txt"])
        load_files(two, [folder / "z.txt"])
        load_files(two, [folder / "a.txt"])
        load_files(three, [folder / "a.txt"])
        assert dump(one) == dump(two) == dump(three)
        remove_files(one, ["a.txt"])
        assert [f.name for f in source_files(one).values()] == ["z.txt"]
        assert b'"z.txt"' in dump(one)
        remove_files(one, ["z.txt"])
        assert one.report_graphs() == []


def test_removing_leaves_no_trace(store: Store, folder: Path) -> None:
    load_files(store, [folder / NAMES[0]])
    before = dump(store)
    load_files(store, [folder])
    for wanted in (str(folder / NAMES[1]), NAMES[2]):
        assert len(remove_files(store, [wanted]).removed) == 1
    assert dump(store) == before
    [failure] = remove_files(store, ["nope.txt"]).failures
    assert failure.path == "nope.txt"


def test_a_bad_file_is_named_and_the_rest_goes_on(store: Store, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "latin.txt").write_bytes("rapport d’activité".encode("cp1252"))
    summary = load_files(store, [folder, folder / "missing.txt"])
    assert {Path(f.path).name for f in summary.failures} == {
        "empty.txt",
        "binary.txt",
        "latin.txt",
        "missing.txt",
    }
    assert len(summary.added) == len(NAMES)


def test_a_stated_province_reads_the_file_again(store: Store) -> None:
    file = SAMPLES / "khong-ro-tinh-van-phong-tinh-uy-2022-thong-bao.txt"
    load_files(store, [file])
    open_dump = dump(store)
    assert load_files(store, [file], province="Quảng Trị").replaced == (file.name,)
    assert b"province/quang-tri> " in dump(store)
    assert dump(store) != open_dump
    load_files(store, [file])
    assert dump(store) == open_dump


def test_folders_give_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "README.md", "image.png", "deep/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])] == [
        "a.md",
        "b.txt",
        "deep/c.txt",
    ]


def test_the_province_of_the_call_is_for_reports_that_name_none(store: Store) -> None:
    """A folder of mixed reports: those that name their province keep it."""
    named = SAMPLES / "nam-dinh-tinh-uy-2024-h1.txt"
    unnamed = SAMPLES / "khong-ro-tinh-van-phong-tinh-uy-2022-thong-bao.txt"
    load_files(store, [named, unnamed], "Hà Tĩnh")
    query = """
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?source ?province
        WHERE { GRAPH ?g { ?r dcterms:source ?source ; dcterms:spatial ?p . ?p rdfs:label ?province } }
    """
    rows = ({name: term.value for name, term in row.items() if term} for row in store.select(query))
    provinces = {row["source"]: row["province"] for row in rows}
    assert provinces == {named.name: "Nam Định", unnamed.name: "Hà Tĩnh"}
