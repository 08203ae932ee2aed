"""Letters of reminder: whom they go to, what they say, templates that people edit, equal bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Pt
from hypothesis import given, settings

from kg.cli import main
from kg.content import content_path
from kg.errors import ContentError, StoreError, UsageError
from kg.exports.formats import Request, export
from kg.exports.letters import BLANK, SHIPPED, letter_names, render_letter
from kg.exports.reminders import copy_template
from kg.model import Report
from kg.store import Store
from kg.tracking import Deadline, Progress, ReportRef, State, Tracked, TrackedTask
from made import corpora, make_report, store_of
from test_exports import told
from test_workbook import store as store  # noqa: PLC0414  # the samples

DAY = date(2025, 12, 15)
DOCUMENT = ReportRef("report:a", "a.txt", "kế hoạch", "118/KH-UBND", "2025-04-08", issuer_name="UBND tỉnh")
TASK = TrackedTask("task:1", "Rà soát <thủ tục> & {{ mẫu }}", "Rà soát.", DOCUMENT, "body:x", "Sở Nội vụ")


def tracked(task: TrackedTask = TASK, deadline: Deadline = Deadline.NONE) -> Tracked:
    return Tracked(task, Progress(State.UNKNOWN), deadline, ())


def letters(store: Store, folder: Path, **options: object) -> dict[str, str]:
    export(store, "reminders", str(folder), Request(as_of=DAY, **options))  # type: ignore[arg-type]
    return {path.name: words(path.read_bytes()) for path in sorted(folder.iterdir())}


def words(letter: bytes) -> str:
    document = docx.Document(io.BytesIO(letter))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def shipped() -> bytes:
    return (content_path("templates") / SHIPPED).read_bytes()


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A template whose placeholder Word has split into runs, as it does when it checks spelling."""
    document = docx.Document()
    paragraph = document.add_paragraph("Kính gửi: {{ do")
    paragraph.add_run("n_v").font.size = Pt(14)
    paragraph.add_run("i }} - {{ so_nhiem_vu }}")
    path = tmp_path / "mau.docx"
    document.save(str(path))
    return path


def test_a_letter_a_body(store: Store, tmp_path: Path) -> None:
    found = letters(store, tmp_path / "out")
    assert all(name.isascii() and name.endswith(".docx") for name in found)
    letter = found["so-khoa-hoc-va-cong-nghe-tinh-quang-tri.docx"]
    for part in (
        "Sở Khoa học và Công nghệ tỉnh Quảng Trị có 02 nhiệm vụ",
        "phản ánh 24 báo cáo, kỳ 01/01/2018–30/09/2025",
        "tính đến ngày 15/12/2025",
        "Xây dựng kho dữ liệu dùng chung của tỉnh",
        "Kế hoạch số 118/KH-UBND ngày 08/04/2025",
        "30/09/2025",
        "Đã qua thời hạn, chưa có thông tin",
        "quang-tri-ubnd-2025-ke-hoach.txt",
        "không có nghĩa là nhiệm vụ chưa được thực hiện",
    ):
        assert part in letter
    assert not any("{{" in text or "{%" in text for text in found.values())


def test_nothing_is_concluded_from_silence(store: Store, tmp_path: Path) -> None:
    for letter in letters(store, tmp_path / "out").values():
        assert "Hoàn thành;" not in letter
        assert "Quá hạn; Chưa có thông tin" not in letter


def test_one_body(store: Store, tmp_path: Path) -> None:
    given = {"body": "Ban Tổ chức Tỉnh ủy Nam Định"}
    assert list(letters(store, tmp_path / "out", given=given)) == ["ban-to-chuc-tinh-uy-nam-dinh.docx"]


def test_what_is_not_known_stays_blank() -> None:
    bare = TrackedTask("task:1", "Rà soát", "Rà soát.", ReportRef("r", "a.txt"), "body:x", "Sở Nội vụ")
    assert words(render_letter(shipped(), [tracked(bare)], DAY, "Phản ánh 1 báo cáo", "m")).count(BLANK) > 8
    row = (
        docx.Document(io.BytesIO(render_letter(shipped(), [tracked(bare)], DAY, "x", "m"))).tables[1].rows[1]
    )
    assert [c.text for c in row.cells] == [
        "1",
        "Rà soát",
        BLANK,
        BLANK,
        "Chưa có thông tin",
        "“Rà soát.”",
        "a.txt",
    ]


def test_words_of_a_report_are_no_markup() -> None:
    assert TASK.content in words(render_letter(shipped(), [tracked()], DAY, "x", "m"))


def test_an_edited_template(store: Store, tmp_path: Path, edited: Path) -> None:
    found = letters(store, tmp_path / "out", template=str(edited))
    assert found["so-khoa-hoc-va-cong-nghe-tinh-quang-tri.docx"] == (
        "Kính gửi: Sở Khoa học và Công nghệ tỉnh Quảng Trị - 02"
    )


@pytest.mark.parametrize("text", ["{{ don_v }}", "{{ don_vi", "{% for %}", "{{ don_vi.__class__.__mro__ }}"])
def test_a_faulty_template_is_named(text: str) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    with pytest.raises(ContentError, match=r"mau\.docx"):
        render_letter(out.getvalue(), [tracked()], DAY, "x", "mau.docx")


def test_a_template_of_another_kind_is_named() -> None:
    with pytest.raises(ContentError, match=r"mau\.docx"):
        render_letter(b"no zip", [tracked()], DAY, "x", "mau.docx")


def test_the_template_is_copied_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    copy_template(str(path))
    assert path.read_bytes() == shipped()
    with pytest.raises(UsageError, match="đã có"):
        copy_template(str(path))


def test_from_the_command_line(tmp_path: Path) -> None:
    run = CliRunner(env={"KG_STORE": str(tmp_path / "store"), "KG_LANG": "vi"})
    template, out = str(tmp_path / "mau.docx"), str(tmp_path / "out")
    assert run.invoke(main, ["export", "reminders", "--template", template]).exit_code == 0
    source = Path(__file__).parent.parent / "data" / "reports" / "quang-tri-ubnd-2025-ke-hoach.txt"
    assert run.invoke(main, ["load", str(source)]).exit_code == 0
    asked = ["export", "reminders", out, "--template", template, "--as-of", "2025-12-15"]
    assert run.invoke(main, asked).exit_code == 0
    assert run.invoke(main, asked).exit_code == 3, "letters that somebody filled in are not replaced"
    assert run.invoke(main, ["export", "reminders", "-", "--as-of", "2025"]).exit_code == 2
    assert run.invoke(main, ["export", "reminders"]).exit_code == 2


def test_a_missing_template_and_a_full_folder(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.docx"):
        letters(store, tmp_path / "out", template=str(tmp_path / "none.docx"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "so-noi-vu.docx").write_text("edited", encoding="utf-8")
    with pytest.raises(StoreError, match="nội dung khác"):
        letters(store, tmp_path / "out")


def test_units_of_one_name_have_letters_of_their_own() -> None:
    other = TrackedTask("task:2", "x", "x", DOCUMENT, "body:y", "Sở nội vụ")
    assert letter_names({"body:x": [tracked()], "body:y": [tracked(other)]}) == {
        "body:x": "so-noi-vu.docx", "body:y": "so-noi-vu-2.docx",
    }  # fmt: skip


def test_equal_stores_give_equal_bytes(tmp_path: Path) -> None:
    made = [make_report(t) for t in told()]
    with store_of(made) as one, store_of(made[::-1]) as other:
        for number, each in enumerate((one, other)):
            letters(each, tmp_path / str(number))
    names = [path.name for path in sorted((tmp_path / "0").iterdir())]
    assert names
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes()
        with zipfile.ZipFile(tmp_path / "0" / name) as parts:
            assert {info.date_time[0] for info in parts.infolist()} == {1980}


@settings(max_examples=6, deadline=None)
@given(corpora())
def test_any_corpus_gives_letters(tmp_path_factory: pytest.TempPathFactory, corpus: list[Report]) -> None:
    with store_of(corpus) as store:
        found = letters(store, tmp_path_factory.mktemp("letters") / "out")
    assert not any("{{" in text for text in found.values())
