"""What real reports must show. They are no part of the project.

KG_REAL_REPORTS names the folder that holds them (`reports/`, `neighbours/`); without it, these tests are
skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

_FOLDER = os.environ.get("KG_REAL_REPORTS")
pytestmark = pytest.mark.skipif(not _FOLDER, reason="KG_REAL_REPORTS names no folder of real reports")
_REPORTS = Path(_FOLDER or ".").resolve()


def _kg(store: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *words])


def _ask(store: Path, *words: str) -> list[dict[str, Any]]:
    result = _kg(store, "ask", *words, "--json")
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def _sources(rows: Sequence[dict[str, Any]]) -> set[str]:
    return {row["source"][:3] for row in rows}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("real") / "store"
    assert _kg(path, "load", str(_REPORTS / "reports")).exit_code == 0
    return path


def test_five_reports_are_held(store: Path) -> None:
    told = {row["what"]: str(row["value"]) for row in json.loads(_kg(store, "status", "--json").stdout)}
    assert told["báo cáo"] == "5"


def test_neighbouring_genres_load_without_a_crash(tmp_path: Path) -> None:
    result = _kg(tmp_path / "store", "load", str(_REPORTS / "neighbours"))
    assert result.exit_code == 0, result.output


def test_quotes_are_the_reports_own_words(store: Path) -> None:
    for symbol in ("05-CT/TW", "01-KL/TW", "18-NQ/TU"):
        for row in _ask(store, "trace", "--directive", symbol):
            text = " ".join((_REPORTS / "reports" / row["source"]).read_text("utf-8").split())
            parts = " ".join(row["quote"].split()).split(" … ")
            assert all(part in text for part in parts), row["quote"]


def test_a_directive_is_traced_through_four_reports(store: Path) -> None:
    assert _sources(_ask(store, "trace", "--directive", "05-CT/TW")) == {"000", "002", "003", "004"}


def test_one_symbol_two_directives(store: Path) -> None:
    refused = _kg(store, "ask", "trace", "--directive", "25-NQ/TW")
    assert refused.exit_code == 2
    assert "tw/2008/25-nq-tw" in refused.stderr
    assert "tw/2013/25-nq-tw" in refused.stderr
    rows = _ask(store, "trace", "--directive", "tw/2013/25-nq-tw")
    told = {(r["source"][:3], r["activity"].rpartition("/")[2], r["years"]) for r in rows}
    assert ("000", "interim_review", 5) in told
    assert any(source == "001" and r["years"] == 10 for r in rows for source in [r["source"][:3]])
    issuers = {r["source"][:3]: r["issuerLabel"] for r in rows}
    assert issuers["000"] == "Tỉnh ủy Hải Dương"
    assert "Hải Dương" in issuers["001"]


def test_symbols_of_the_centre_and_of_a_province_never_mix(store: Path) -> None:
    centre = {r["statement"] for r in _ask(store, "trace", "--directive", "18-NQ/TW")}
    province = {r["statement"] for r in _ask(store, "trace", "--directive", "18-NQ/TU")}
    assert centre
    assert province
    assert not centre & province


def test_a_directive_of_an_unnamed_province_belongs_to_no_other(store: Path) -> None:
    assert _sources(_ask(store, "dossier", "--directive", "462-KL/TU")) == {"003"}
    shown = _kg(store, "show", "462-KL/TU").stdout
    assert "directive/tu-in-" in shown
    assert "hai-duong" not in shown


_CONCLUSIONS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dkg: <https://w3id.org/directive-kg/ontology#>
SELECT ?source ?reason WHERE {
  GRAPH ?resolution {
    ?mention dkg:refersTo <%s> .
    ?conclusion dkg:ofMention ?mention ; dkg:reason ?reason
  }
  GRAPH ?g { ?mention dkg:inReport/dcterms:source ?source }
  FILTER (LANG(?reason) = "vi")
}
"""


def _reasons(store: Path, directive: str) -> list[tuple[str, str]]:
    """Return, for each mention that is settled to mean a directive, in which report it is and why."""
    shown = json.loads(_kg(store, "show", directive, "--json").stdout)
    query = _CONCLUSIONS % shown["iri"]
    told = CliRunner().invoke(main, ["--store", str(store), "query", "-", "--json"], input=query)
    return [(row["source"][:3], row["reason"]) for row in json.loads(told.stdout)]


@pytest.mark.parametrize(
    ("directive", "reports"),
    [
        ("05-CT/TW", {"000", "002", "003", "004"}),
        ("tw/2013/25-nq-tw", {"000", "001"}),
        ("02-ĐA/TU@2016", {"000", "001"}),
        ("01-KL/TW", {"001", "002", "004"}),
        ("130/2020/NĐ-CP", {"001", "002"}),
        ("217-QĐ/TW", {"000", "003"}),
        ("218-QĐ/TW", {"000", "001", "003"}),
        ("24-CT/TU", {"002"}),
        ("462-KL/TU", {"003"}),
    ],
)
def test_one_directive_across_reports(store: Path, directive: str, reports: set[str]) -> None:
    assert {source for source, _ in _reasons(store, directive)} == reports


def test_two_schemes_of_one_number_in_two_terms(store: Path) -> None:
    first = _ask(store, "citations", "--directive", "02-ĐA/TU@2016")
    second = _ask(store, "citations", "--directive", "02-ĐA/TU@2021")
    assert {row["statedDate"] for row in first} == {"2016-10-31"}
    assert {row["statedDate"] for row in second} == {"2021-08-15"}


def test_anniversaries_of_one_directive_agree(store: Path) -> None:
    told = {reason for _, reason in _reasons(store, "01-KL/TW")}
    assert {"1 năm tính đến 2022 ứng với 2021.", "3 năm tính đến 2024 ứng với 2021."} <= {
        sentence for reason in told for sentence in [reason.partition("ngày. ")[2]]
    }


def test_two_dates_of_one_directive_are_a_finding(store: Path) -> None:
    [report] = (_REPORTS / "reports").glob("002_*")
    shown = _kg(store, "show", report.name).stdout
    assert "two-dates" in shown
    assert any("Cùng báo cáo ghi ngày 9/6/2017" in reason for _, reason in _reasons(store, "24-CT/TU"))


def test_an_open_province_is_said_to_be_open(store: Path) -> None:
    assert all("không gộp với báo cáo khác" in reason for _, reason in _reasons(store, "462-KL/TU"))


def test_show_explains_in_words(store: Path) -> None:
    for directive in ("25-NQ/TW@2013", "01-KL/TW", "217-QĐ/TW", "462-KL/TU"):
        shown = _kg(store, "show", directive).stdout
        assert "Báo cáo" in shown
        assert "ghi ngày" in shown or "ứng với" in shown or "ghi khóa" in shown
