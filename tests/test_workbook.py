"""The tracking workbook, read back: sheets, dates, states, what stays text, equal bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from kg.cli import main
from kg.errors import UsageError
from kg.exports.formats import Request, export
from kg.exports.sheets import Sheet, Toned, column, day
from kg.exports.xlsx import write_workbook
from kg.load import find_files, load_files
from kg.model import Report
from kg.questions import Words
from kg.store import Store, memory_store
from made import corpora, make_report, store_of
from test_exports import told

DAY = date(2025, 12, 15)
SAMPLES = Path(__file__).parent.parent / "data" / "reports"
SHEETS = ["Nhiệm vụ", "Văn bản theo bước", "Tình hình báo cáo", "Phát hiện", "Thống kê", "Đọc tôi"]
Table = list[dict[str, Any]]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Hold the samples of this project."""
    with memory_store() as found:
        load_files(found, find_files([SAMPLES]))
        yield found


def written(store: Store, path: Path, as_of: date = DAY, language: str = "vi", **given: str) -> Path:
    export(store, "xlsx", str(path), Request(given=given, as_of=as_of, language=language))
    return path


def tables(path: Path) -> dict[str, Table]:
    book = openpyxl.load_workbook(path)
    found: dict[str, Table] = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(min_row=3, values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def task(table: Table, words: str) -> dict[str, Any]:
    (row,) = [r for r in table if words in r["Nội dung nhiệm vụ"]]
    return row


def test_the_clerks_table(store: Store, tmp_path: Path) -> None:
    rows = tables(written(store, tmp_path / "a.xlsx"))["Nhiệm vụ"]
    expected = ["STT", "Nhóm văn bản", "Số văn bản", "Ngày văn bản", "Trích yếu", "Nội dung nhiệm vụ"]
    expected += ["Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Tình trạng thời hạn", "Trạng thái"]
    assert list(rows[0])[:11] == expected
    assert [r["STT"] for r in rows] == list(range(1, len(rows) + 1))
    assert all(r["Câu trích dẫn"] and r["Báo cáo nguồn"] for r in rows)
    found = task(rows, "ban hành kế hoạch thực hiện Chỉ thị số 28-CT/TW")
    assert found["Thời hạn"] == datetime(2019, 9, 30)
    assert (found["Trạng thái"], found["Mức chắc chắn"]) == ("Hoàn thành", "Rõ")
    assert found["Tình trạng thời hạn"] == "Chưa rõ đúng hay trễ hạn"
    assert "45-KH/TU" in found["Kết quả (lời báo cáo sau)"]
    assert found["Báo cáo nêu kết quả"] == "nam-dinh-tinh-uy-2019-nam.txt"
    assert found["Nội dung nhiệm vụ"] in found["Câu trích dẫn"]
    row_of_a_table = task(rows, "Xây dựng kho dữ liệu dùng chung")
    assert row_of_a_table["Câu trích dẫn"] == row_of_a_table["Nội dung nhiệm vụ"]
    assert not any("|" in r["Câu trích dẫn"] for r in rows)


def test_silence_is_no_state_of_work(store: Store, tmp_path: Path) -> None:
    rows = tables(written(store, tmp_path / "a.xlsx"))["Nhiệm vụ"]
    for row in rows:
        known = row["Trạng thái"] != "Chưa có thông tin"
        assert known == bool(row["Kết quả (lời báo cáo sau)"]) == bool(row["Mức chắc chắn"])
        assert known == bool(row["Báo cáo nêu kết quả"])
        assert row["Tình trạng thời hạn"] != "Quá hạn" or known
    assert {"Kho chưa có báo cáo kỳ sau", "Báo cáo kỳ sau không nhắc lại"} <= {r["Ghi chú"] for r in rows}


def test_the_day_moves_deadlines_alone(store: Store, tmp_path: Path) -> None:
    early = tables(written(store, tmp_path / "a.xlsx", date(2019, 9, 25)))["Nhiệm vụ"]
    late = tables(written(store, tmp_path / "b.xlsx"))["Nhiệm vụ"]
    changed = {
        key for a, b in zip(early, late, strict=True) for key in a if a[key] != b[key]
    }  # fmt: skip
    assert changed == {"Tình trạng thời hạn"}
    pending = [r for r in early if r["Thời hạn"] == datetime(2019, 9, 30) and not r["Mức chắc chắn"]]
    assert {r["Tình trạng thời hạn"] for r in pending} <= {"Sắp đến hạn"}


def test_stages_keep_the_highest_and_its_sentence(store: Store, tmp_path: Path) -> None:
    rows = tables(written(store, tmp_path / "a.xlsx"))["Văn bản theo bước"]
    (row,) = [
        r
        for r in rows
        if r["Văn bản"].startswith("Chỉ thị 28-CT/TW") and r["Cơ quan báo cáo"] == "Tỉnh ủy Nam Định"
    ]
    assert row["Bước cao nhất"] == "tổng kết"
    assert row["Câu trích dẫn"].startswith("tổng kết 05 năm thực hiện Chỉ thị số 28-CT/TW")
    assert row["tổng kết"] == row["Kỳ báo cáo đến"] == datetime(2024, 6, 30)
    assert row["cụ thể hóa"] < row["tổng kết"]
    assert len({(r["Văn bản"], r["Cơ quan báo cáo"], r["Báo cáo nguồn"]) for r in rows}) == len(rows)


def test_coverage_has_three_states(store: Store, tmp_path: Path) -> None:
    path = written(store, tmp_path / "a.xlsx", directive="28-CT/TW")
    rows = tables(path)["Tình hình báo cáo"]
    assert {r["Tình hình"] for r in rows} == {"Có báo cáo", "Báo cáo không nhắc", "Không thấy báo cáo"}
    for row in rows:
        assert bool(row["Câu trích dẫn"]) == (row["Tình hình"] == "Có báo cáo")
        assert bool(row["Báo cáo nguồn"]) == (row["Tình hình"] != "Không thấy báo cáo")
    every = tables(written(store, tmp_path / "b.xlsx"))["Tình hình báo cáo"]
    assert {r["Tình hình"] for r in every} == {"Có báo cáo", "Không thấy báo cáo"}
    assert len(every) == len(rows)


def test_findings_and_the_statistic(store: Store, tmp_path: Path) -> None:
    found = tables(written(store, tmp_path / "a.xlsx"))
    assert found["Phát hiện"]
    assert {r["Xem xét"] for r in found["Phát hiện"]} == {"Chưa xem"}
    *units, total = found["Thống kê"]
    cells = list(total)[3:]
    assert cells[:4] == ["Hoàn thành đúng hạn", "Hoàn thành trễ hạn", "Chưa hoàn thành, còn hạn",
                         "Chưa hoàn thành, quá hạn"]  # fmt: skip
    assert total["Tổng số"] == len(found["Nhiệm vụ"]) == sum(r["Tổng số"] for r in units)
    assert all(r["Tổng số"] == sum(r[c] for c in cells) for r in [*units, total])


def test_a_selection(store: Store, tmp_path: Path) -> None:
    rows = tables(written(store, tmp_path / "a.xlsx", body="Tỉnh ủy Nam Định", to="2019"))["Nhiệm vụ"]
    assert {r["Cơ quan giao"] for r in rows} == {"Tỉnh ủy Nam Định"}
    assert {r["Báo cáo nguồn"] for r in rows} == {
        "nam-dinh-tinh-uy-2019-h1.txt",
        "nam-dinh-tinh-uy-2019-nam.txt",
    }
    cited = tables(written(store, tmp_path / "b.xlsx", directive="28-CT/TW"))["Nhiệm vụ"]
    assert cited
    assert all(r["Theo văn bản"] for r in cited)


def test_how_a_sheet_is_set_up(store: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(store, tmp_path / "a.xlsx", body="Tỉnh ủy Nam Định"))
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert "Tính đến ngày 15/12/2025 · Phản ánh 7 báo cáo, kỳ " in sheet["A2"].value
        assert "--body Tỉnh ủy Nam Định" in sheet["A2"].value
        assert sheet.freeze_panes
        assert sheet.freeze_panes[1:] == "4"
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1), "one page wide, which is the default"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "Đọc tôi":
            assert sheet.auto_filter.ref.startswith("A3:")
    due = next(c for c in book["Nhiệm vụ"]["I"] if isinstance(c.value, datetime))
    assert due.number_format == "dd/mm/yyyy"
    assert due.is_date


def test_english_heads(store: Store, tmp_path: Path) -> None:
    found = tables(written(store, tmp_path / "a.xlsx", language="en"))
    assert list(found) == ["Tasks", "Directives by stage", "Coverage", "Findings", "Statistic", "Read me"]
    assert {"Task", "Assignee", "Deadline", "State", "Quote", "Source report"} <= found["Tasks"][0].keys()
    assert {r["State"] for r in found["Tasks"]} <= {"No information", "Not begun", "Ongoing", "Completed"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-BC/ĐUK", "@SUM(A1)", "{=A1}", "https://vi.du/", "1/2", "=" * 40_000]
)
def test_text_is_never_a_formula(text: str) -> None:
    out = io.BytesIO()
    sheet = Sheet(
        Words("Một", "One"), (column("A", "A", 5), column("B", "B", 5)), [(text, Toned(text, "bad"))]
    )
    write_workbook(out, [sheet], "x", DAY, "vi")
    page = openpyxl.load_workbook(out).active
    for cell in page[4]:
        assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None
        assert cell.value == (text if len(text) < 32_768 else text[:32_766] + "…")
    assert page["A4"].quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_days_of_a_sheet() -> None:
    assert [day(d) for d in ("2018-06-30", "2018-06", "2018", None)] == [
        date(2018, 6, 30),
        "06/2018",
        "2018",
        None,
    ]
    out = io.BytesIO()
    rows = [(date(1899, 1, 2), date(2018, 6, 30), None, 3)]
    columns = tuple(column(n, n, 10) for n in "ABCD")
    write_workbook(out, [Sheet(Words("Một", "One"), columns, rows)], "x", DAY, "vi")
    assert [c.value for c in openpyxl.load_workbook(out).active[4]] == [
        "02/01/1899",
        datetime(2018, 6, 30),
        None,
        3,
    ]


def test_equal_stores_give_equal_bytes(tmp_path: Path) -> None:
    made = [make_report(t) for t in told()]
    with store_of(made) as one, store_of(made[::-1]) as other:
        paths = [written(s, tmp_path / f"{i}.xlsx") for i, s in enumerate((one, other))]
    assert paths[0].read_bytes() == paths[1].read_bytes()


@settings(max_examples=8, deadline=None)
@given(corpora())
def test_any_corpus_is_a_workbook(tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]) -> None:
    with store_of(corpus) as store:
        found = tables(written(store, tmp_path_factory.mktemp("book") / "a.xlsx"))
    assert list(found) == SHEETS
    assert len(found["Nhiệm vụ"]) == sum(len(r.tasks) for r in corpus)


def test_an_empty_selection_is_a_valid_file(store: Store, tmp_path: Path) -> None:
    found = tables(written(store, tmp_path / "a.xlsx", DAY, "vi", **{"from": "2040"}))
    assert found["Nhiệm vụ"] == []


def test_a_day_is_needed_and_only_here(store: Store, tmp_path: Path) -> None:
    for name, request in (("xlsx", Request()), ("gexf", Request(as_of=DAY))):
        with pytest.raises(UsageError, match="--as-of"):
            export(store, name, str(tmp_path / "x"), request)


def test_a_settled_finding_says_who_and_why(tmp_path: Path) -> None:
    """From the command line, where states are as of today unless a day is given."""
    run = CliRunner(env={"KG_STORE": str(tmp_path / "store"), "KG_LANG": "vi"})
    name, out = "lang-son-huyen-uy-bac-son-2018-nam.txt", tmp_path / "a.xlsx"
    assert run.invoke(main, ["load", str(SAMPLES / name)]).exit_code == 0
    assert run.invoke(main, ["export", "xlsx", str(out)]).exit_code == 0
    row = tables(out)["Phát hiện"][0]
    assert (row["Xem xét"], row["Người xem"]) == ("Chưa xem", None)
    decided = ["--by", "Phòng Tổng hợp", "--reason", "Bản gốc có số", "--on", "2025-01-05"]
    command = ["decide", "finding", name, "header-blank", row["Câu trích dẫn"], *decided]
    assert run.invoke(main, command).exit_code == 0
    assert run.invoke(main, ["export", "xlsx", str(out), "--as-of", "30/6/2025"]).exit_code == 0
    (found,) = [r for r in tables(out)["Phát hiện"] if r["Xem xét"] == "Đã xem xong"]
    assert (found["Người xem"], found["Lý do"]) == ("Phòng Tổng hợp", "Bản gốc có số")
    assert found["Ngày xem"] == datetime(2025, 1, 5)
    assert found["Câu trích dẫn"] == row["Câu trích dẫn"]


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    run = CliRunner(env={"KG_STORE": str(tmp_path / "store"), "KG_LANG": "vi"})
    found = run.invoke(main, ["export", "xlsx", str(tmp_path / "a.xlsx"), "--as-of", "soon"])
    assert (found.exit_code, "soon" in found.stderr) == (2, True)
    assert run.invoke(main, ["export", "xlsx"]).exit_code == 2


def test_names_of_sheets_fit_excel() -> None:
    for name in SHEETS:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")


def test_rows_beyond_excel_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exports.xlsx._MOST_ROWS", 10)
    sheet = Sheet(Words("Một", "One"), (column("A", "A", 5),), ((n,) for n in range(20)))
    with pytest.raises(UsageError, match="--from"):
        write_workbook(io.BytesIO(), [replace(sheet)], "x", DAY, "vi")
