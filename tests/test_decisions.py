"""What people decide: the file, the look-ups, the merging of two people's files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import (
    NOTHING_DECIDED,
    Decision,
    Decisions,
    Kind,
    Place,
    Signature,
    append_decision,
    made_decision,
    plain_quote,
    read_decisions,
)
from kg.decisions.directives import directive_path_of
from kg.decisions.rows import COLUMNS
from kg.errors import ContentError, UsageError

HASH, OTHER = "ab" * 32, "cd" * 32
QUOTE = "Nghị quyết số 25-NQ/TW"
FIRST, SECOND = "tw/2008/25-nq-tw", "tw/2013/25-nq-tw"


def place(start: int = 10, quote: str = QUOTE, code: str | None = None, text_hash: str = HASH) -> Place:
    item = f"https://x/report/{text_hash}/{code or 'mention'}/{start}"
    return Place(item, f"{item}/evidence", text_hash, start, start + len(quote), quote, code)


def signed(minute: int = 0, by: str = "Văn phòng") -> Signature:
    return Signature(by, f"2026-03-01T08:{minute:02}:00+07:00", "Theo bản gốc")


def about(kind: Kind, path: str, minute: int = 0, at: Place | None = None) -> Decision:
    return made_decision(kind, signed(minute), place=at or place(), object=path)


def one(merged: str, kept: str, minute: int = 0) -> Decision:
    return made_decision("bodies-are-one", signed(minute), subject=f"body/{merged}", object=f"body/{kept}")


def undoing(decision: Decision, minute: int = 30) -> Decision:
    return made_decision("undo", signed(minute), subject=decision.id)


def kept_in(folder: Path, *decisions: Decision, name: str = "kg-decisions.csv") -> Path:
    path = folder / name
    for decision in decisions:
        append_decision(path, decision)
    return path


def decided(folder: Path, *decisions: Decision) -> Decisions:
    return read_decisions(kept_in(folder, *decisions))


# The file

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(plain_quote)
days = st.dates().map(lambda d: d.isoformat()).filter(lambda d: d > "0002")
signatures = st.builds(Signature, words, days, words)
paths = st.sampled_from([FIRST, SECOND, "tu-ha-tinh/2017/18-nq-tu", "tw/khoa-xii/nqtw-4"])
places = st.builds(place, st.integers(0, 10**6), words)
made = st.one_of(
    st.builds(
        lambda kind, by, at, path, name: made_decision(kind, by, place=at, object=path, report=name.strip()),
        st.sampled_from(["mention-is", "mention-is-not"]), signatures, places, paths, words,
    ),
    st.builds(lambda by, at: made_decision("finding-settled", by, place=at, subject="two-dates"),
              signatures, places),
    st.builds(lambda by, a, b: made_decision("bodies-are-one", by, subject=f"body/a{a}", object=f"body/b{b}"),
              signatures, st.integers(0, 10**9), st.integers(0, 9)),
)  # fmt: skip


@given(st.lists(made, max_size=6, unique_by=lambda d: (d.subject or d.id, d.quote)))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    found = decided(folder, *decisions)
    assert found.rows == tuple(decisions)
    text = (folder / "kg-decisions.csv").read_text(encoding="utf-8-sig") if decisions else ""
    assert text.count("\n") == (len(decisions) + 1 if decisions else 0)


def test_where_there_is_no_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.csv") == NOTHING_DECIDED
    (tmp_path / "empty.csv").touch()
    assert read_decisions(tmp_path / "empty.csv") == NOTHING_DECIDED


def test_a_row_is_added_and_nothing_else_is_touched(tmp_path: Path) -> None:
    path = kept_in(tmp_path, about("mention-is", FIRST))
    before = path.read_bytes().removesuffix(b"\n")
    path.write_bytes(before)  # an editor that leaves out the last line break
    append_decision(path, about("mention-is", SECOND, 1))
    assert path.read_bytes().startswith(before + b"\n")
    assert len(read_decisions(path).rows) == 2


def as_excel_saves(path: Path) -> None:
    """Semicolons, CRLF, empty rows, an own column, days as Vietnam writes them."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, "ghi chú"], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {"decided_on": "1/3/2026", "ghi chú": "đã báo; xong"})
    out.write(";" * len(COLUMNS) + "\r\n")
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")


def test_a_spreadsheet_may_save_it(tmp_path: Path) -> None:
    path = kept_in(tmp_path, about("mention-is", FIRST))
    as_excel_saves(path)
    [row] = read_decisions(path).rows
    assert (row.object, row.quote, row.decided_on) == (FIRST, QUOTE, "2026-03-01")
    found = append_decision(path, about("mention-is", SECOND, 1))
    assert read_decisions(path) == found
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 4


def test_the_rows_of_two_people_go_together_in_either_order(tmp_path: Path) -> None:
    shared = about("mention-is", FIRST)
    mine = kept_in(tmp_path, shared, about("mention-is", SECOND, 1), name="mine.csv").read_text("utf-8")
    yours = kept_in(tmp_path, shared, one("b", "a", 2), undoing(shared), name="yours.csv").read_text("utf-8")
    together = {}
    for first, second in ((mine, yours), (yours, mine)):
        path = tmp_path / "together.csv"
        path.write_text(first + second.partition("\n")[2], encoding="utf-8")
        found = read_decisions(path)
        assert len(found.rows) == 4
        together[found.of_mention(HASH, 10, QUOTE), tuple(found.one_body().items()), found.undone] = path
    assert len(together) == 1


def test_a_row_written_by_hand_needs_no_id_and_no_place(tmp_path: Path) -> None:
    path = tmp_path / "kg-decisions.csv"
    path.write_text(
        f"{','.join(COLUMNS)}\n,mention-is,,{HASH},,,{QUOTE},,25-NQ/TW@2013,An,1/3/2026,Bản gốc\n", "utf-8"
    )
    found = read_decisions(path)
    assert found.rows[0].id.startswith("d")
    assert found.of_mention(HASH, 99, QUOTE) is None
    by_quote = found.of_mention(HASH, 99, f" {QUOTE.replace(' ', chr(10))}", alone=True)
    assert by_quote is not None
    assert by_quote.object == SECOND


ROW = dict(zip(COLUMNS, ("d1", "mention-is", "", HASH, "1", "9", QUOTE, "", FIRST, "An", "2026-03-01", "vì"),
               strict=True))  # fmt: skip
BODIES = ROW | {"kind": "bodies-are-one", "text_hash": "", "start": "", "end": "", "quote": ""}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([ROW | {"kind": "maybe"}], [":2: kind «maybe»"]),
        ([ROW | {"decided_by": ""}], [":2: thiếu decided_by"]),
        ([ROW | {"reason": " "}], [":2: thiếu reason"]),
        ([ROW | {"decided_on": "hôm qua"}], [":2: decided_on «hôm qua»"]),
        ([ROW | {"decided_on": "2026"}], [":2: decided_on «2026»"]),
        ([ROW | {"decided_on": "2026-02-30T08:00:00"}], [":2: decided_on"]),
        ([ROW | {"text_hash": "abc"}], [":2: text_hash «abc»"]),
        ([ROW | {"start": "-3"}], [":2: start «-3»"]),
        ([ROW | {"object": "25-NQ/TW"}], [":2: object «25-NQ/TW»"]),
        ([ROW | {"id": "d1> ;"}], [":2: id «d1> ;»"]),
        ([ROW | {"kind": "finding-settled", "subject": "two dates"}], [":2: subject «two dates»"]),
        ([ROW, ROW | {"reason": "khác"}], [":3: mã d1 đã có ở dòng 2"]),
        ([ROW | {"kind": "undo", "subject": "d0"}], [":2: hủy mã d0"]),
        ([ROW, ROW | {"id": "d2", "kind": "undo", "subject": "d1"},
          ROW | {"id": "d3", "kind": "undo", "subject": "d2"}], [":4: hủy mã d2", "dòng 3"]),
        ([BODIES | {"subject": "Tỉnh ủy", "object": "body/b"}], [":2: subject «Tỉnh ủy»"]),
        ([BODIES | {"subject": "body/a", "object": "body/a"}], [":2:", "vòng"]),
        ([BODIES | {"subject": "body/a", "object": "body/b"},
          BODIES | {"id": "d2", "subject": "body/b", "object": "body/c"},
          BODIES | {"id": "d3", "subject": "body/c", "object": "body/a"}], [":4:", "dòng 3", "vòng"]),
        ([BODIES | {"subject": "body/a", "object": "body/b"},
          BODIES | {"id": "d2", "subject": "body/a", "object": "body/c"}], [":3:", "dòng 2"]),
        ([ROW | {"kind": "x"}, ROW | {"object": "y"}], ["2 dòng", ":2: kind", ":3: object"]),
    ],
)  # fmt: skip
def test_every_faulty_line_is_named(tmp_path: Path, rows: Sequence[dict[str, str]], told: list[str]) -> None:
    path = tmp_path / "kg-decisions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ContentError) as caught:
        read_decisions(path)
    assert all(words in str(caught.value) for words in told), str(caught.value)
    assert caught.value.english != str(caught.value)
    with pytest.raises(ContentError):
        append_decision(path, about("mention-is", SECOND))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"id,kind\nd1,mention-is\n", "csv:1: "),
        ((",".join(COLUMNS) + "\nd1,undo\n").encode(), "csv:2: "),
        ((",".join(COLUMNS) + "\n<<<<<<< HEAD\n").encode(), "git"),
        ((",".join(COLUMNS) + "\n" + "Nghị quyết").encode("cp1258", "replace") + b"\xff", "csv:2: "),
    ],
)
def test_a_file_that_is_no_table_of_decisions_is_named(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "kg-decisions.csv"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=told):
        read_decisions(path)


def test_what_does_not_go_with_the_rest_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "kg-decisions.csv"
    with pytest.raises(UsageError, match="d0000000000"):
        append_decision(path, made_decision("undo", signed(), subject="d0000000000"))
    assert not path.exists()
    kept_in(tmp_path, one("b", "a"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="dòng 2"):
        append_decision(path, one("a", "b", 1))
    assert path.read_bytes() == before


def test_several_write_at_once_and_no_row_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "kg-decisions.csv"
    rows = [one(f"b{n}", "a", n) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: append_decision(path, row), rows))
    assert {d.id for d in read_decisions(path).rows} == {d.id for d in rows}
    assert path.read_text(encoding="utf-8-sig").count("decided_by") == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="none"):
        append_decision(tmp_path / "none" / "kg-decisions.csv", one("b", "a"))


def test_nobody_decides_without_name_and_reason() -> None:
    for by, reason in (("", "vì"), ("An", " ")):
        with pytest.raises(UsageError, match="--by"):
            made_decision("undo", Signature(by, "2026-03-01", reason), subject="d1")


# The look-ups


def test_the_newest_decision_that_is_not_undone_holds(tmp_path: Path) -> None:
    first, second = about("mention-is", FIRST), about("mention-is", SECOND, 1)
    both = decided(tmp_path, second, first)  # the file's order plays no part
    assert both.of_mention(HASH, 10, QUOTE) == second
    undone = append_decision(tmp_path / "kg-decisions.csv", undoing(second))
    assert undone.of_mention(HASH, 10, QUOTE) == first
    assert undone.of_mention(OTHER, 10, QUOTE) is None
    assert undone.of_mention(HASH, 10, "Nghị quyết số 26-NQ/TW") is None


def test_what_is_decided_undone_and_decided_again_holds(tmp_path: Path) -> None:
    again = about("mention-is", FIRST)  # within one second: the rows say the same, and are two
    found = decided(tmp_path, again, undoing(again), again)
    assert len(found.rows) == 3
    assert found.of_mention(HASH, 10, QUOTE) == found.rows[2]


def test_a_later_word_takes_an_earlier_one_back(tmp_path: Path) -> None:
    path = kept_in(tmp_path, about("mention-is", FIRST), about("mention-is-not", FIRST, 1))
    found = read_decisions(path)
    assert found.of_mention(HASH, 10, QUOTE) is None
    assert found.rejected(HASH, 10, QUOTE) == {FIRST}
    found = append_decision(path, about("mention-is", FIRST, 2))
    assert found.rejected(HASH, 10, QUOTE) == frozenset()
    assert found.of_mention(HASH, 10, QUOTE) == found.rows[2]


def test_where_the_words_stand_several_times_the_start_decides(tmp_path: Path) -> None:
    found = decided(
        tmp_path, about("mention-is", FIRST, at=place(10)), about("mention-is", SECOND, 1, place(50))
    )
    assert [d and d.object for d in (found.of_mention(HASH, n, QUOTE) for n in (10, 50, 90))] == [
        FIRST, SECOND, None,
    ]  # fmt: skip
    assert found.placed([place(10), place(50), place(90)]) == {
        found.rows[0].id: place(10),
        found.rows[1].id: place(50),
    }


def test_where_the_start_does_not_fit_the_words_do_if_they_stand_once(tmp_path: Path) -> None:
    found = decided(tmp_path, about("mention-is", FIRST, at=place(10)))
    [decision] = found.rows
    assert found.of_mention(HASH, 12, QUOTE) is None
    assert found.of_mention(HASH, 12, QUOTE, alone=True) == decision
    assert found.placed([place(12)]) == {decision.id: place(12)}
    assert found.placed([place(12), place(40)]) == {}


def test_a_settled_finding_goes_by_code_and_words(tmp_path: Path) -> None:
    at = place(70, "85%", "percentage")
    found = decided(tmp_path, made_decision("finding-settled", signed(), place=at, subject="percentage"))
    assert found.settled(HASH, "percentage", "85%") == found.rows[0]
    assert found.settled(HASH, "percentage", "85%", start=70) == found.rows[0]
    assert found.settled(HASH, "percentage", "85%", start=90) is None
    assert found.settled(HASH, "two-dates", "85%") is None
    assert found.placed([place(70, "85%")]) == {}, "a mention is no finding"


def test_bodies_that_are_one_are_so_through_all_steps(tmp_path: Path) -> None:
    found = decided(tmp_path, one("c", "b"), one("b", "a", 1), one("x", "y", 2))
    assert found.one_body() == {"body/c": "body/a", "body/b": "body/a", "body/x": "body/y"}
    undone = append_decision(tmp_path / "kg-decisions.csv", undoing(found.rows[1]))
    assert undone.one_body() == {"body/c": "body/b", "body/x": "body/y"}
    append_decision(tmp_path / "kg-decisions.csv", undoing(found.rows[0], 31))
    turned = append_decision(tmp_path / "kg-decisions.csv", one("b", "c", 32))
    assert turned.one_body() == {"body/b": "body/c", "body/x": "body/y"}


def test_what_nothing_answers_to_is_listed(tmp_path: Path) -> None:
    found = decided(tmp_path, about("mention-is", FIRST), one("b", "a", 1), about("mention-is", SECOND, 2))
    assert found.unmatched([place(10)], ["body/b"]) == ()
    assert found.unmatched([place(10, text_hash=OTHER)], ["body/a"]) == found.rows
    undone = append_decision(tmp_path / "kg-decisions.csv", undoing(found.rows[0]))
    assert undone.unmatched([], ["body/b"]) == (found.rows[2],)


@given(st.permutations([one("b", "a"), one("c", "b", 1), one("d", "b", 2), one("e", "d", 3)]))
def test_the_order_of_rows_plays_no_part_in_who_is_one(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Decision]
) -> None:
    found = decided(tmp_path_factory.mktemp("order"), *rows)
    assert found.one_body() == {f"body/{name}": "body/a" for name in "bcde"}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("tw/2013/25-nq-tw", SECOND),
        ("tw/khoa-xii/nqtw-4", "tw/khoa-xii/nqtw-4"),
        ("25-NQ/TW@2013", SECOND),
        ("05-CT/TW@15/5/2016", "tw/2016/05-ct-tw"),
        ("5-CT/TW@2016-05-15", "tw/2016/05-ct-tw"),
        ("08-QĐi/TW@2018", "tw/2018/08-qd-tw"),
        ("130/2020/NĐ-CP", "cp/2020/130-2020-nd-cp"),
        ("673/QĐ-TTg@2011", "ttg/2011/673-qd-ttg"),
        ("18-NQ/TU@Hà Tĩnh@2017", "tu-ha-tinh/2017/18-nq-tu"),
        ("18-NQ/TU@2017@ha tinh", "tu-ha-tinh/2017/18-nq-tu"),
        ("18-NQ/TU@2017", None),
        ("18-NQ/TU@Atlantis@2017", None),
        ("25-NQ/TW", None),
        ("25-NQ/TW@Hà Tĩnh@2013", None),
        ("01-NQ/HU@Hà Tĩnh@2013", None),
        ("Nghị quyết 25", None),
        ("tw/25-nq-tw", None),
        ("tw/2013/25-nq-tw> .", None),
    ],
)
def test_a_directive_is_written_by_path_or_by_dated_symbol(written: str, path: str | None) -> None:
    assert directive_path_of(written) == path


def test_an_id_is_of_what_the_row_says() -> None:
    decision = about("mention-is", FIRST)
    assert about("mention-is", FIRST) == decision
    others = (
        about("mention-is", SECOND),
        about("mention-is-not", FIRST),
        about("mention-is", FIRST, 1),
        about("mention-is", FIRST, at=place(11)),
    )
    assert len({decision.id, *(d.id for d in others)}) == 5
    assert replace(decision, report="khac.txt").id == decision.id
