"""CSV: tables that join, the README that describes them, what Excel needs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.errors import UsageError
from kg.exports.formats import Request, export
from kg.exports.source import kind_of
from kg.exports.tables import README, table_names
from kg.model import Report
from kg.store import Store
from made import Said, Told, corpora, make_report, store_of, with_extras
from test_exports import CT, KH, told

Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = [make_report(t) for t in told()]
    with store_of([with_extras(made[0]), *made[1:]]) as found:
        yield found


def tables(store: Store, folder: Path, **given: str) -> dict[str, Table]:
    export(store, "csv", str(folder), Request(given=given))
    return {path.name: read(path) for path in sorted(folder.glob("*.csv"))}


def read(path: Path, encoding: str = "utf-8") -> Table:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_one_file_a_class(store: Store, tmp_path: Path) -> None:
    found = tables(store, tmp_path / "out")
    assert {name: len(rows) for name, rows in found.items()} == {
        "bodies.csv": 8,
        "body-classes.csv": 2,
        "body-parents.csv": 4,
        "directive-issuers.csv": 1,
        "directives.csv": 3,
        "figures.csv": 1,
        "findings.csv": 2,
        "mentions.csv": 8,
        "relations.csv": 1,
        "reports.csv": 3,
        "statements.csv": 6,
        "task-coordinators.csv": 0,
        "task-directives.csv": 2,
        "tasks.csv": 2,
    }
    (row,) = [r for r in found["statements.csv"] if r["actorName"] == "các cấp ủy"]
    assert (row["directive"], row["activityLabel"], row["start"]) == (
        CT,
        "triển khai, thực hiện",
        "2018-01-01",
    )


@settings(max_examples=10, deadline=None)
@given(corpora())
def test_ids_join(tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]) -> None:
    """Each id in a row is the id of a row in the table of its kind, also in a selection."""
    folder = tmp_path_factory.mktemp("csv")
    with store_of(corpus) as store:
        for name, given_ in (("whole", {}), ("part", {"from": "2019", "to": "2021"})):
            found = tables(store, folder / name, **given_)
            rows = [row for table in found.values() for row in table]
            known = {row["id"] for row in rows if "id" in row}
            columns = {c.name for q in table_names().values() for c in q.columns if c.kind == "iri"}
            assert {row[c] for row in rows for c in columns & row.keys() if row[c]} <= known
            # A finding has a row for each of its places.
            keyed = [
                row["id"] for n, table in found.items() if n != "findings.csv" for row in table if "id" in row
            ]
            assert len(keyed) == len(set(keyed))


def test_a_directive_brings_what_is_about_it(store: Store, tmp_path: Path) -> None:
    found = tables(store, tmp_path / "out", directive="05-CT/TW")
    assert {row["id"] for row in found["directives.csv"]} == {CT, KH}
    for name in ("statements.csv", "mentions.csv", "task-directives.csv"):
        assert {row["directive"] for row in found[name]} <= {CT, KH}
        assert found[name]
    assert [row["id"] for row in found["tasks.csv"]] == [row["task"] for row in found["task-directives.csv"]]
    assert {kind_of(row["id"]) for row in found["bodies.csv"]} == {"body"}
    assert "body:van-phong-tinh-uy-ha-tinh" not in {row["id"] for row in found["bodies.csv"]}


def test_the_readme_names_every_column(store: Store, tmp_path: Path) -> None:
    found = tables(store, tmp_path / "out")
    sections = re.split(r"\n## ", (tmp_path / "out" / README).read_text(encoding="utf-8"))[1:]
    described = {s.split("`")[1]: re.findall(r"^\| `(\w+)` ", s, re.MULTILINE) for s in sections}
    assert described.keys() == found.keys()
    for name, rows in found.items():
        assert not rows or list(rows[0]) == described[name]


def test_excel_gets_its_mark_and_no_formulas(tmp_path: Path) -> None:
    report = make_report(Told("a.txt", said=(Said("05-CT/TW", date="2016-05-15", actor="- Các cấp ủy"),)))
    with store_of([report]) as store:
        export(store, "csv", str(tmp_path / "plain"), Request())
        export(store, "csv", str(tmp_path / "excel"), Request(excel=True))
    plain, excel = tmp_path / "plain" / "statements.csv", tmp_path / "excel" / "statements.csv"
    assert excel.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert plain.read_bytes().startswith(b"id,")
    assert read(plain)[0]["actorName"] == "- Các cấp ủy"
    assert read(excel, "utf-8-sig")[0]["actorName"] == "'- Các cấp ủy"
    assert "Excel" in (tmp_path / "excel" / README).read_text(encoding="utf-8")


def test_an_earlier_export_is_replaced(store: Store, tmp_path: Path) -> None:
    whole = tables(store, tmp_path / "out")
    part = tables(store, tmp_path / "out", directive="05-CT/TW")
    assert len(part["statements.csv"]) < len(whole["statements.csv"])
    assert tables(store, tmp_path / "out") == whole
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_tables_do_not_go_to_standard_output(store: Store) -> None:
    with pytest.raises(UsageError, match="thư mục"):
        export(store, "csv", "-", Request())
