"""The reference data as readers give it: known directives meet what reports cite, communes have a parent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ContentError
from kg.formats import read_document
from kg.iri import ONTOLOGY
from kg.quads.reference import known_directives, reference_turtle
from kg.quads.turtle import PREFIXES
from kg.reference import KnownDirective, read_communes, read_reference
from kg.register import directive_key, read_symbol
from kg.report import extract

CHECKS = Path(__file__).parent / "cases" / "checks"
BASE = "https://example.org/"
_WORDS = {
    "NQ": "Nghị quyết", "CT": "Chỉ thị", "KL": "Kết luận", "QĐ": "Quyết định", "QĐi": "Quy định",
    "TB": "Thông báo", "QC": "Quy chế", "HD": "Hướng dẫn", "NĐ": "Nghị định", "TT": "Thông tư",
}  # fmt: skip
_REPORT = """TỈNH ỦY NAM ĐỊNH

Số 12-BC/TU

Nam Định, ngày 15 tháng 12 năm 2026

BÁO CÁO
kết quả công tác năm 2026

I. KẾT QUẢ

{cited}
"""


def cited(row: KnownDirective) -> str:
    """Return the words in which a report cites a directive."""
    identity = read_symbol(row.symbol)
    assert identity, row.symbol
    kind = "" if row.symbol[0].isalpha() else f"{_WORDS[identity.abbr]} số "
    year, month, day = row.date.split("-")
    return f"- Triển khai {kind}{row.symbol}, ngày {int(day)}/{int(month)}/{year} của Trung ương."


def test_a_report_that_cites_a_known_directive_means_it(tmp_path: Path) -> None:
    """Party and State symbols and acts of the National Assembly get the key that a mention of them gets."""
    rows = read_reference().directives
    file = tmp_path / "report.txt"
    file.write_text(_REPORT.format(cited="\n\n".join(map(cited, rows))), encoding="utf-8")
    report = extract(read_document(file))
    mentioned = {(directive_key(m, report), m.date) for m in report.mentions}
    assert {(k.key, k.date) for k in known_directives()} <= mentioned
    assert len(known_directives()) == len(rows)


def test_the_reference_holds_enough_sourced_directives() -> None:
    verified = [d for d in read_reference().directives if d.verified]
    assert len(verified) >= 120
    assert all(d.source and d.date for d in verified)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("05-CT/TW", ("CT", "5", "TW", None)),
        ("08-QĐi/TW", ("QĐi", "8", "TW", None)),
        ("130/2020/NĐ-CP", ("NĐ", "130", "CP", 2020)),
        ("26/NQ-CP", ("NQ", "26", "CP", None)),
        ("Nghị quyết 202/2025/QH15", ("NQ", "202", "QH15", 2025)),
        ("Luật 80/2015/QH13", ("L", "80", "QH13", 2015)),
        ("202/2025/QH15", None),
        ("Chỉ thị 05", None),
        ("", None),
    ],
)
def test_a_symbol_is_read(printed: str, said: tuple[str, str, str, int | None] | None) -> None:
    read = read_symbol(printed)
    assert (read and (read.abbr, read.number, read.suffix, read.year)) == said


def test_a_plenum_comprises_its_resolutions_and_is_none_of_them() -> None:
    quads = ox.parse(PREFIXES + reference_turtle(BASE), format=ox.RdfFormat.TURTLE)
    comprised = {
        str(q.object)[1:-1].removeprefix(f"{BASE}id/directive/")
        for q in quads
        if q.predicate.value == f"{ONTOLOGY}comprises"
        and str(q.subject)[1:-1].endswith("directive/tw/khoa-xii/nqtw-6")
    }
    assert comprised == {f"tw/2017/{n}-nq-tw" for n in (18, 19, 20, 21)}


def test_every_unit_has_its_parent() -> None:
    reference, communes = read_reference(), read_communes()
    assert (len(communes.until_2025), len(communes.since_2025)) == (10_035, 3_321)
    assert {p.name for p in reference.provinces_now} == {p.successor for p in reference.provinces}
    assert {c.province for c in communes.since_2025} == {p.name for p in reference.provinces_now}
    assert {c.district for c in communes.until_2025} <= {d.code for d in reference.districts}


def test_a_folder_of_ones_own_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_REFERENCE", "/no/such/folder")
    read_reference.cache_clear()
    with pytest.raises(ContentError, match="/no/such/folder"):
        read_reference()
    monkeypatch.undo()
    read_reference.cache_clear()


def test_a_faulty_row_is_named_where_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(CHECKS / "sound", folder)
    (folder / "terms.csv").write_bytes((CHECKS / "values" / "terms.csv").read_bytes())
    monkeypatch.setenv("KG_REFERENCE", str(folder))
    read_reference.cache_clear()
    with pytest.raises(ContentError, match=r"terms\.csv:8.*last_year"):
        read_reference()
    (folder / "terms.csv").unlink()
    with pytest.raises(ContentError, match="kg check"):
        read_reference()
    monkeypatch.undo()
    read_reference.cache_clear()


def test_of_the_centres_committees_only_the_leading_ones_number_together(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    said = ("57 của Bộ Chính trị", "230 của Quân ủy Trung ương")
    text = "\n\n".join(f"- Triển khai Nghị quyết số {words}." for words in said)
    file.write_text(_REPORT.format(cited=text), encoding="utf-8")
    report = extract(read_document(file))
    assert [directive_key(m, report).register for m in report.mentions] == ["tw", "qutw"]
