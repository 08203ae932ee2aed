"""Checks: a folder of faulty tables beside the findings expected of it; the tables that ship have none.

A case holds the tables that differ from the sound ones; `expected.tsv` has a finding a line.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.checks import CheckFinding, check_content
from kg.checks.schemas import SCHEMAS
from kg.cli import main
from kg.content import OWN_REFERENCE
from kg.iri import mint_report_graph
from kg.load import load_files
from kg.naming import find_reports
from kg.store import open_store

CASES = Path(__file__).parent / "cases" / "checks"
SOUND = CASES / "sound"
FAULTY = sorted(p for p in CASES.iterdir() if p != SOUND)


def folder_of(case: Path, made: Path) -> Path:
    """Return a folder in which the case's tables stand in for the sound ones."""
    shutil.copytree(SOUND, made)
    shutil.copytree(case, made, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.tsv"))
    return made


def printed(findings: tuple[CheckFinding, ...]) -> str:
    lines = ((f.severity, Path(f.place).name, f.message_en) for f in findings)
    return "".join("\t".join(line) + "\n" for line in lines)


def test_the_tables_that_ship_have_no_faults() -> None:
    assert printed(check_content()) == ""


def test_the_sound_tables_have_no_faults() -> None:
    assert printed(check_content(SOUND)) == ""
    assert {p.name for p in SOUND.iterdir()} == {schema.name for schema in SCHEMAS}


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
def test_each_faulty_line_is_named(case: Path, tmp_path: Path) -> None:
    found = check_content(folder_of(case, tmp_path / "reference"))
    assert printed(found) == (case / "expected.tsv").read_text(encoding="utf-8")
    for finding in found:
        assert finding.advice
        assert finding.advice_en
        assert finding.message


def test_a_table_that_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    folder = folder_of(SOUND, tmp_path / "reference")
    (folder / "laws.csv").unlink()
    (folder / "issuers.csv").write_bytes("code,name,level,source\nTW,Đảng,centre,x\n".encode("utf-16"))
    found = [Path(f.place).name for f in check_content(folder) if "cannot be read" in f.message_en]
    assert found == ["issuers.csv:1", "laws.csv:1"]


def test_a_table_saved_by_excel_is_read(tmp_path: Path) -> None:
    """Excel puts a mark before the first word and ends lines in its own way."""
    folder = folder_of(SOUND, tmp_path / "reference")
    for table in folder.iterdir():
        text = table.read_text(encoding="utf-8").replace("\n", "\r\n")
        table.write_bytes(text.encode("utf-8-sig"))
    assert check_content(folder) == ()


CELLS = (
    "",
    " ",
    "²",
    "2016",
    "2016-02-30",
    "2016-05-15",
    "XII",
    "TW",
    "05-CT/TW",
    "CP",
    "a|",
    "||",
    '"',
    "\n",
    "\0",
)


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from([schema.name for schema in SCHEMAS]),
    rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=9), max_size=6),
    quoted=st.booleans(),
)
def test_no_table_makes_a_check_fall_over(
    name: str, rows: list[list[str]], quoted: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Cells of every kind in any column; unquoted, they break lines and the form of the file too."""
    folder = folder_of(SOUND, tmp_path_factory.mktemp("checks") / "reference")
    head = (SOUND / name).read_text(encoding="utf-8").splitlines()[0]
    width = head.count(",") + 1
    with (folder / name).open("w", encoding="utf-8", newline="") as table:
        table.write(f"{head}\n")
        if quoted:
            csv.writer(table).writerows((row * width)[:width] for row in rows)
        else:
            table.writelines(",".join(row) + "\n" for row in rows)
    assert all(Path(f.place.rpartition(":")[0]).is_file() for f in check_content(folder))


def check(folder: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner(env={OWN_REFERENCE: str(folder)}).invoke(main, [*arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_prints_findings_and_exits_with_1(tmp_path: Path) -> None:
    folder = folder_of(CASES / "required", tmp_path / "reference")
    code, out, _ = check(folder, "check")
    assert code == 1
    assert out.splitlines()[0] == "severity\tcheck\tplace\tsentence\tmessage\tadvice"
    assert f"{folder}/issuers.csv:5" in out
    code, out, _ = check(folder, "--lang", "en", "check", "--json")
    assert code == 1
    assert '"severity": "violation"' in out
    assert "is empty" in out
    assert "sai" in check(folder, "check", "--table")[1]


def test_the_command_is_content_with_sound_tables_and_with_warnings(tmp_path: Path) -> None:
    code, _, err = check(SOUND, "check")
    assert (code, err) == (0, "Không có lỗi.\n")
    folder = folder_of(SOUND, tmp_path / "reference")
    with (folder / "directives.csv").open("a", encoding="utf-8") as table:
        table.write("12-CT/BKTTW,2019-01-21,,XII,,,a report,no\n")
    code, out, _ = check(folder, "check")
    assert code == 0
    assert "warning" in out


def test_a_folder_that_is_not_there_is_named() -> None:
    code, _, err = check(Path("/no/such/folder"), "check")
    assert code == 3
    assert "/no/such/folder" in err


SAMPLES = Path(__file__).parent.parent / "data" / "reports"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two samples; in the second every statement has lost its evidence."""
    path = tmp_path_factory.mktemp("held") / "store"
    with open_store(path, create=True) as store:
        load_files(store, [SAMPLES / "lang-son-tinh-uy-2022-chi-thi.txt", SAMPLES / FAULTY_SAMPLE])
        [faulty] = [c.iri for c in find_reports(store, FAULTY_SAMPLE)]
        graph = ox.NamedNode(mint_report_graph(store.base, faulty.rpartition("/")[2]))
        has_target = ox.NamedNode("http://www.w3.org/ns/oa#hasTarget")
        for quad in list(store.oxigraph.quads_for_pattern(None, has_target, None, graph)):
            if "/statement/" in quad.subject.value:  # type: ignore[union-attr]  # the graph has IRIs only
                store.oxigraph.remove(quad)
    return path


FAULTY_SAMPLE = "nam-dinh-tinh-uy-2022-h1.txt"


def found_in(store: Path, *arguments: str) -> tuple[int, list[dict[str, str]], str]:
    code, out, err = check(SOUND, "--store", str(store), "--lang", "en", "check", "--json", *arguments)
    return code, list(json.loads(out)) if out else [], err


def test_a_store_is_checked_with_the_tables(held: Path) -> None:
    code, rows, err = found_in(held, "--sample", "1")
    assert code == 1
    assert "1 of 2 reports" in err
    told = {(row["severity"], row["check"], row["place"]) for row in rows}
    assert ("violation", "item-without-evidence", FAULTY_SAMPLE) in told
    assert ("warning", "report-without-period", "lang-son-tinh-uy-2022-chi-thi.txt") in told
    order = [row["severity"] for row in rows]
    assert order == sorted(order, key=["violation", "warning", "info"].index)


def test_one_check_or_one_report(held: Path) -> None:
    code, rows, err = found_in(held, "--only", "report-without-period", "--only", "content")
    assert (code, {row["check"] for row in rows}, err) == (0, {"report-without-period"}, "")
    code, rows, _ = found_in(held, "--report", FAULTY_SAMPLE)
    assert code == 1
    assert {row["check"] for row in rows} == {"item-without-evidence", "shapes"}
    assert {row["place"] for row in rows} == {FAULTY_SAMPLE}
    code, rows, err = found_in(held, "--all", "--only", "shapes")
    assert (code, {row["place"] for row in rows}, err) == (1, {FAULTY_SAMPLE}, "")


def test_what_is_not_there_is_named(held: Path, tmp_path: Path) -> None:
    store = ("--store", str(held))
    assert (
        check(SOUND, *store, "check", "--only", "dance")[::2] == check(SOUND, "check", "--only", "dance")[::2]
    )
    code, _, err = check(SOUND, *store, "check", "--only", "dance")
    assert code == 2
    assert "two-dates" in err
    assert check(SOUND, *store, "check", "--report", "nothing.txt")[0] == 2
    code, _, err = check(SOUND, "--store", str(tmp_path / "none"), "check")
    assert code == 3
    assert "none" in err
    assert check(SOUND, "--store", str(tmp_path / "none"), "check", "--only", "content")[0] == 0
