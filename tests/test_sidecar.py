"""The province of a report: stated beside the file, or for all files of a call."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import ContentError, UsageError
from kg.formats.sidecar import stated_province
from kg.load import find_files, load_files, source_files
from kg.naming import Choice, find_bodies
from kg.province import find_province
from kg.store import Store, memory_store

SAMPLE = (
    Path(__file__).parent.parent / "data" / "reports" / "khong-ro-tinh-van-phong-tinh-uy-2022-thong-bao.txt"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    shutil.copy(SAMPLE, path)
    return path


def beside(report: Path, text: str | bytes) -> Path:
    sidecar = report.with_name("bao-cao.txt.meta.toml")
    sidecar.write_bytes(text if isinstance(text, bytes) else text.encode())
    return sidecar


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ('province = "Trà Vinh"\n', "Trà Vinh"),
        ("# tỉnh cũ\nprovince = 'tra vinh'", "Trà Vinh"),
        ('\ufeffprovince = "tỉnh Vĩnh Long"', "Vĩnh Long"),
        ("", None),
        ("# chưa rõ\n", None),
    ],
)
def test_a_province_is_stated(report: Path, text: str, province: str | None) -> None:
    beside(report, text)
    assert stated_province(report) == province


def test_nothing_stands_beside(report: Path) -> None:
    assert stated_province(report) is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('province = "Trà Vin"', 1, "Trà Vinh"),
        ('\n\nprovince = "Atlantis"', 3, "Atlantis"),
        ('province = ""', 1, "Hà Nội"),
        ("province = 84", 1, 'province = "Trà Vinh"'),
        ('# x\nprovince = "Trà Vinh"\ntinh = "x"', 3, "«tinh»"),
        ('[province]\nname = "x"', 1, 'province = "Trà Vinh"'),
        ('\nprovince = "Trà Vinh', 2, "TOML"),
        ("province = Trà Vinh", 1, "TOML"),
        ("province", 1, "TOML"),
        ("\nprovince = \"Tr\xe0 Vinh\"".encode("latin-1"), 2, "UTF-8"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_line(report: Path, text: str | bytes, line: int, words: str) -> None:
    sidecar = beside(report, text)
    with pytest.raises(ContentError) as caught:
        stated_province(report)
    assert str(caught.value).startswith(f"{sidecar}:{line}: ")
    assert words in str(caught.value)
    assert caught.value.english.startswith(f"{sidecar}:{line}: ")


def test_everything_follows_and_a_changed_sidecar_reads_the_report_again(report: Path) -> None:
    def province() -> str | None:
        [file] = source_files(store).values()
        return file.province

    with memory_store() as store:
        assert load_files(store, [report], "Nam Định").added == (report.name,)
        beside(report, 'province = "Trà Vinh"')
        assert load_files(store, [report], "Nam Định").replaced == (report.name,)
        assert province() == "Trà Vinh"
        assert {c.label for c in _bodies(store)} >= {"Văn phòng Tỉnh ủy Trà Vinh"}
        assert load_files(store, [report]).unchanged == (report.name,), "the sidecar speaks for the file"
        beside(report, 'province = "Tra Vinh"')
        assert load_files(store, [report]).unchanged == (report.name,), "the same province in other letters"
        sidecar = beside(report, 'province = "?"')
        [failure] = load_files(store, [report]).failures
        assert failure.path == str(report)
        assert str(sidecar) in failure.message
        assert province() == "Trà Vinh"
        sidecar.unlink()
        assert load_files(store, [report], "Nam Định").replaced == (report.name,)
        assert province() == "Nam Định"


def _bodies(store: Store) -> tuple[Choice, ...]:
    return find_bodies(store, "Văn phòng Tỉnh ủy")


def test_a_sidecar_is_no_report(report: Path) -> None:
    sidecar = beside(report, 'province = "Trà Vinh"')
    assert list(find_files([report.parent])) == [report]
    assert kg("extract", str(sidecar)).exit_code == 3


def test_extract_reads_it_too(report: Path) -> None:
    beside(report, 'province = "Trà Vinh"')
    facts = json.loads(kg("extract", "--province", "Nam Định", str(report)).stdout)
    assert facts["header"]["province"] == "Trà Vinh"
    beside(report, "x = 1")
    assert "meta.toml:1" in kg("extract", str(report)).stderr


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Trà Vinh", "Trà Vinh"),
        ("tra vinh", "Trà Vinh"),
        ("TỈNH TRÀ VINH", "Trà Vinh"),
        ("dak lak", "Đắk Lắk"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("Thành phố Huế", "Huế"),
        ("ba ria vung tau", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_province_is_named_as_in_life(typed: str, name: str) -> None:
    assert find_province(typed) == name


def test_an_unknown_province_is_refused_with_those_near_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="có phải: Hà Nam, "):
        find_province("Hà Namm")
    with pytest.raises(UsageError, match=r"An Giang, .*Yên Bái"):
        find_province("Atlantis")
    for command in (("--store", str(tmp_path / "s"), "load"), ("extract",)):
        result = kg(*command, "--province", "Tra Vin", str(SAMPLE))
        assert result.exit_code == 2
        assert "Trà Vinh" in result.stderr
    assert not (tmp_path / "s").exists()
