"""What pages are made of: a report's text laid out, keys and paths, matrices, progress, wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.site import keys, reading
from kg.site.cache import Cache, Row, use_of
from kg.site.keys import FOLIO, claim_path, folio_of, key_of, page_path, part_path, sentence_anchor
from kg.site.matrix import coverage_of, periods_of, record_of
from kg.site.progress import progress_of
from kg.site.reading import Block, in_folios, lay_out, read_place, read_sentences
from kg.site.rowsets import read_row_sets
from kg.site.shelf import Shelf
from kg.site.wordings import wordings_of

BASE = "https://w3id.org/directive-kg/"

# ---- a report's text ----


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """Draw a text, where its sentences stand, and claims of one piece or several, overlapping or not."""
    text = draw(st.text("ab đ.\n", min_size=1, max_size=80))
    places = st.integers(0, len(text))
    edges = sorted(draw(st.sets(places, max_size=8)))
    owned = list(zip(edges[::2], edges[1::2], strict=False))
    spans, waiting = [], list(owned)
    while waiting:
        count = draw(st.integers(1, len(waiting)))
        pieces, waiting = waiting[: min(count, 3)], waiting[min(count, 3) :]
        spans.append("+".join(f"{start}-{end}" for start, end in pieces))
    claims = []
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.sets(places, min_size=2, max_size=6)))
        pieces = list(zip(cuts[::2], cuts[1::2], strict=False))
        claims.append("_".join(f"{start}-{end}" for start, end in pieces))
    return text, " ".join(spans), claims


def squeezed(text: str) -> str:
    return "".join(text.split())


def blocks_of(drawn: tuple[str, str, list[str]]) -> list[Block]:
    text, spans, claims = drawn
    return lay_out(text, read_sentences(text, spans), claims)


@given(laid_out())
def test_the_whole_text_is_shown_once(drawn: tuple[str, str, list[str]]) -> None:
    shown = "".join(run.text for block in blocks_of(drawn) for run in block.runs)
    assert squeezed(shown) == squeezed(drawn[0])


@given(laid_out())
def test_a_claims_words_are_marked_and_no_others(drawn: tuple[str, str, list[str]]) -> None:
    text, _, claims = drawn
    blocks = blocks_of(drawn)
    for claim in claims:
        marked = "".join(run.text for b in blocks for run in b.runs if claim in run.claims)
        assert squeezed(marked) == squeezed("".join(text[p.start : p.end] for p in read_place(claim)))


@given(laid_out())
def test_a_claim_begins_once_where_its_words_do(drawn: tuple[str, str, list[str]]) -> None:
    """So that its anchor is there, and but once: but for a claim that begins in white space alone."""
    text, _, claims = drawn
    blocks = blocks_of(drawn)
    begun = [claim for block in blocks for run in block.runs for claim in run.first]
    assert len(begun) == len(set(begun))
    for claim in claims:
        if not text[read_place(claim)[0].start].isspace():
            assert claim in begun


@given(laid_out())
def test_a_sentence_is_numbered_once(drawn: tuple[str, str, list[str]]) -> None:
    text, spans, _ = drawn
    blocks = blocks_of(drawn)
    begun = [block.sentence.anchor for block in blocks if block.sentence and block.begins]
    assert len(begun) == len(set(begun))
    shown = {s.anchor for s in read_sentences(text, spans) if squeezed(s.words)}
    assert shown == set(begun)


@given(laid_out(), st.integers(1, 9))
def test_a_text_is_cut_into_files_at_their_ends(drawn: tuple[str, str, list[str]], size: int) -> None:
    """A place tells its file: every block stands wholly in the file of its beginning, in order."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "FOLIO", size)
        patched.setattr(keys, "FOLIO", size)
        blocks = blocks_of(drawn)
        folios = in_folios(blocks)
        assert [block for folio in folios for block in folio] == blocks
        assert folios
        for number, folio in enumerate(folios, 1):
            for block in folio:
                length = sum(len(run.text) for run in block.runs)
                assert (block.start // size + 1, length <= size) == (number, True)


def test_words_that_a_page_break_cuts_are_marked_in_pieces() -> None:
    text = "Triển khai Chỉ thị\n12\nsố 05 của Trung ương."
    sentences = read_sentences(text, f"0-18+22-{len(text)}")
    blocks = lay_out(text, sentences, ["11-18_22-27"])
    marked = [run.text for block in blocks for run in block.runs if run.claims]
    assert marked == ["Chỉ thị", "số 05"]
    assert [(b.sentence is not None, b.begins) for b in blocks] == [
        (True, True),
        (False, False),
        (True, False),
    ]
    assert sentences[0].words == "Triển khai Chỉ thị số 05 của Trung ương."


def test_claims_that_overlap_share_their_words() -> None:
    [block] = lay_out("abcdef", [], ["0-4", "2-6"])
    assert [(run.text, run.claims, run.first) for run in block.runs] == [
        ("ab", ("0-4",), ("0-4",)), ("cd", ("0-4", "2-6"), ("2-6",)), ("ef", ("2-6",), ()),
    ]  # fmt: skip


@given(st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1, max_size=5), st.text("xy \n", max_size=9))
def test_anchors_stay_when_the_text_before_changes(parts: list[str], before: str) -> None:
    """The same sentences have the same anchors; those of the same words are told apart, in order."""

    def anchors(text: str, offset: int) -> list[str]:
        spans, at = [], offset
        for part in parts:
            spans.append(f"{at}-{at + len(part)}")
            at += len(part)
        return [s.anchor for s in read_sentences(text, " ".join(spans))]

    whole = "".join(parts)
    assert anchors(whole, 0) == anchors(before + whole, len(before))
    assert len(set(anchors(whole, 0))) == len(parts)


def test_a_place_says_its_pieces() -> None:
    assert read_place("613-645_700-720") == (Span(613, 645), Span(700, 720))


# ---- keys ----


def test_keys_and_pages_go_by_identity() -> None:
    digest = "86aa4fa10ba9b0c4" + "0" * 48
    assert key_of(f"{BASE}id/directive/tw/2016/05-ct-tw", BASE) == "directive/tw/2016/05-ct-tw"
    assert key_of(f"{BASE}id/report/{digest}/task/6-9", BASE) == "report/86aa4fa10ba9b0c4/task/6-9"
    assert key_of("https://w3id.org/directive-kg/concept/activity/implement", BASE) == "activity/implement"
    assert page_path("directive/tw/2016/05-ct-tw", "dossier") == "dossier/tw/2016/05-ct-tw.html"
    assert (page_path("home"), page_path("report/86aa/evidence/1-2")) == ("home.html", None)


@given(st.integers(0, 5 * FOLIO))
def test_a_claim_is_marked_in_the_file_of_its_beginning(start: int) -> None:
    path = claim_path("report/a.html", f"{start}-{start + 9}")
    number = folio_of(start)
    file = "report/a.html" if number == 1 else part_path("report/a.html", "text", number)
    assert path == f"{file}#a-{start}-{start + 9}"


@given(st.text("abc", min_size=80, max_size=300), st.text("abc", min_size=80, max_size=300))
def test_long_names_are_short_enough_and_stay_apart(one: str, other: str) -> None:
    first, second = (key_of(f"{BASE}id/body/{name}", BASE) for name in (one, other))
    assert max(len(first), len(second)) < 120
    assert (first == second) == (one == other)
    assert keys.is_whole(first) == (len(one) <= keys.LONGEST_NAME)


@given(st.text("ab\n "), st.text("ab\n "))
def test_an_anchor_goes_by_words(one: str, other: str) -> None:
    assert (sentence_anchor(one) == sentence_anchor(other)) == (one.split() == other.split())
    assert re.fullmatch(r"c-[0-9a-f]{10}", sentence_anchor(one))


# ---- rows ----


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    opened = Cache(tmp_path / "site.rows")
    for rows in read_row_sets().values():
        opened.replace_table(rows, [])
    yield opened
    opened.close()


def put(cache: Cache, table: str, *given: Mapping[str, object]) -> list[Row]:
    """Fill a table with rows that say this much."""
    rows = read_row_sets()[table]
    cache.replace_table(rows, [tuple(row.get(c) for c in rows.columns) for row in given])  # type: ignore[misc]
    return cache.select(table)


def report(key: str, year: int | None, **more: object) -> dict[str, object]:
    days = {"start": f"{year}-01-01", "end": f"{year}-12-31"} if year else {}
    return {"report": key, "source": f"{key}.txt", "body": "body/a", "isDraft": False, **days, **more}


def test_three_states_are_told_apart(cache: Cache) -> None:
    """Reported, a report that is silent, no report; a year of which nothing was due has no cell."""
    put(cache, "body", {"body": "body/a", "label": "Tỉnh ủy A"})
    put(cache, "report", report("report/1", 2018), report("report/2", 2019), report("report/3", None))
    put(cache, "missing", {"body": "body/a", "start": "2021-01-01", "end": "2021-12-31"})
    told = {"report": "report/1", "directive": "directive/d", "body": "body/a", "statements": 2, "rung": 3}
    accounts = put(cache, "account", told)
    matrix = coverage_of(Shelf(cache), accounts)
    assert matrix.years == ("2018", "2019", "2020", "2021")
    [line] = matrix.lines
    assert {year: cell.state for year, cell in line.cells.items()} == {
        "2018": "reported", "2019": "silent", "2021": "no-report-held",
    }  # fmt: skip
    assert (line.name, line.cells["2018"].label, line.cells["2018"].report) == ("Tỉnh ủy A", 2, "report/1")
    assert [matrix.count(s) for s in ("reported", "silent", "no-report-held")] == [1, 1, 1]


def test_of_several_reports_of_a_year_the_one_that_says_most_is_shown(cache: Cache) -> None:
    put(cache, "report", report("report/1", 2018), report("report/2", 2018), report("report/3", 2018))
    put(cache, "missing", {"body": "body/a", "start": "2018-01-01", "end": "2018-06-30"})
    said = [
        {
            "report": f"report/{n}",
            "directive": "directive/d",
            "body": "body/a",
            "statements": count,
            "rung": rung,
        }
        for n, count, rung in ((1, 9, 2), (3, 1, 4))
    ]
    matrix = coverage_of(Shelf(cache), put(cache, "account", *said))
    cell = matrix.lines[0].cells["2018"]
    assert (cell.state, cell.report, cell.rung) == ("reported", "report/3", 4)


def test_a_record_begins_with_the_first_report_that_speaks_of_it(cache: Cache) -> None:
    reports = put(cache, "report", *(report(f"report/{year}", year) for year in (2017, 2018, 2019)))
    told = {"report": "report/2018", "directive": "directive/d", "statements": 1, "end": "2018-12-31"}
    [line] = record_of(Shelf(cache), reports, put(cache, "account", told)).lines
    assert {y: c.state for y, c in line.cells.items()} == {"2018": "reported", "2019": "silent"}


@given(st.lists(st.tuples(st.integers(2015, 2020), st.booleans()), max_size=6))
def test_periods_are_in_time_whatever_is_held(drawn: list[tuple[int, bool]]) -> None:
    held = [report(f"report/{i}", year) for i, (year, is_held) in enumerate(drawn) if is_held]
    gaps = [{"start": f"{year}-01-01", "end": f"{year}-12-31"} for year, is_held in drawn if not is_held]
    periods = periods_of(cast(list[Row], held), cast(list[Row], gaps))
    assert [p.end for p in periods] == sorted(str(p.end) for p in periods)
    assert sum(p.report is None for p in periods) == len(gaps)


def test_a_task_stands_where_later_reports_say(cache: Cache) -> None:
    """Silence of a report that is held is told from no report held."""
    put(cache, "report", report("report/1", 2018), report("report/2", 2019))
    task = put(cache, "task", {"task": "report/1/task/0-9", "report": "report/1", "quote": "Sửa đê"})[0]
    shelf = Shelf(cache)
    assert [n.value for n in progress_of(shelf, task).notes] == ["no-later-report"]
    put(cache, "next", {"report": "report/1", "next": "report/2"})
    shelf.begin()
    assert [n.value for n in progress_of(shelf, task).notes] == ["silent"]
    told = {
        "report": "report/2", "task": "report/1/task/0-9", "followUp": "f", "outcome": "outcome/result",
        "rank": "strong", "score": 0.9, "quote": "Đã hoàn thành việc sửa đê", "reason": "",
        "status": "status/done", "activity": "activity/implement",
    }  # fmt: skip
    put(cache, "follow-up", told)
    shelf.begin()
    assert progress_of(shelf, task).state.value == "completed"
    looked_up = {("follow-up", "task", "report/1/task/0-9"), ("next", "report", "report/1")}
    assert looked_up <= shelf.used


WORDING = st.fixed_dictionaries(
    {
        "quote": st.sampled_from(["Chỉ thị 05", "Chỉ thị  05", "Chỉ thị số 05"]),
        "statedDate": st.sampled_from([None, "2016-05-15", "2016-05", "2016-05-16"]),
        "statedIssuer": st.sampled_from([None, "Bộ Chính trị"]),
        "statedTitle": st.just(None),
        "report": st.sampled_from(["report/1", "report/2"]),
        "place": st.just("report/1/evidence/0-9"),
    }
)


@given(st.lists(WORDING, max_size=8), st.sampled_from([None, "2016-05-15", "2016"]))
def test_wordings_are_counted_suspicious_ones_first(
    drawn: list[dict[str, object]], issued: str | None
) -> None:
    shown = wordings_of(cast(list[Row], drawn), issued)
    assert sum(w.times for w in shown) == len(drawn)
    assert len({(w.quote, w.date, w.issuer) for w in shown}) == len(shown)
    marks = [w.other_date for w in shown]
    assert marks == sorted(marks, reverse=True)
    for wording in shown:
        fits = not (wording.date and issued) or wording.date[: len(issued)] == issued[: len(wording.date)]
        assert wording.other_date == (not fits)


# ---- what a page looked up ----


def test_a_change_of_rows_makes_those_pages_again_that_looked(cache: Cache) -> None:
    """By one value of a column, by the whole table, and not by another value."""
    rows = read_row_sets()["task"]
    put(cache, "task", {"task": "t", "report": "report/1", "body": "body/a"})
    new = tuple({"task": "t", "report": "report/1", "body": "body/b"}.get(c) for c in rows.columns)
    changed = cache.replace_rows(rows, "report/1", [new])
    assert {use_of("task", "body", "body/a"), use_of("task", "body", "body/b"), use_of("task")} <= changed
    assert use_of("task", "body", "body/c") not in changed
    assert cache.replace_rows(rows, "report/1", [new]) == set()


def test_a_column_that_names_nothing_cannot_be_looked_up_by(cache: Cache) -> None:
    """Changes of it would not be followed: the page would grow old."""
    with pytest.raises(ValueError, match=r"task\.quote"):
        Shelf(cache).rows("task", quote="Sửa đê")
