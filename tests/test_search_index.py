"""The search index: words folded, segments cut into pieces; the browser's half is in test_search_browser."""

from __future__ import annotations

import json
import random
import unicodedata
from collections import defaultdict
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.site.search import (
    Entry,
    catalog_piece,
    exact,
    fold,
    head_path,
    segment_count,
    segment_of,
    segment_pieces,
    tokens,
)
from kg.site.search.codes import code, codes, rising
from kg.site.search.folding import placed
from kg.site.search.pieces import _PIECE

CASES = json.loads((Path(__file__).parent / "cases" / "search_fold.json").read_text(encoding="utf-8"))
TEXT = "Chỉ thị số 05-CT/TW đối ngoại Đảng bộ kiểm tra giám sát đảng viên hoà bình ủy ban kỷ luật 2024"
WORDS = TEXT.split()


def sentence(number: int, text: str, report: str = "r1", **more: str) -> Entry:
    return Entry(
        "sentence", f"reports/{report}.html#s-{number:x}", "", text, place=f"Báo cáo {report}", **more
    )


def some(count: int, seed: int = 0) -> list[Entry]:
    chance = random.Random(seed)
    return [
        sentence(n, " ".join(chance.choices(WORDS, k=chance.randint(0, 30))), f"r{n % 7}")
        for n in range(count)
    ]


def read_script(script: bytes) -> tuple[str, str, Any]:
    """Return name, version and content of a piece: it is one call on one line, its arguments JSON."""
    text = script.decode()
    assert text.startswith("kgSearch.piece(")
    assert text.endswith(");\n")
    assert not set(text[:-1]) & {"\n", "\r", "\u2028", "\u2029"}
    name, version, content = json.loads(f"[{text[len('kgSearch.piece(') : -3]}]")
    return name, version, content


def read_codes(text: str) -> list[int]:
    """Read numbers as the browser does."""
    found, head = [], 0
    for letter in text:
        if letter > "\\":
            head = head * 34 + ord(letter) - 92
        else:
            found.append(head * 57 + ord(letter) - 35)
            head = 0
    return found


def words_of_pieces(pieces: dict[str, bytes]) -> dict[int, set[tuple[str, str]]]:
    """Return what stands in each place: (folded, exact)."""
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for path, script in pieces.items():
        if "/t" not in path:
            continue
        for line in read_script(script)[2].split(" ")[1:]:
            folded, *forms = line.split("!")
            for form, places in zip(forms[::2], forms[1::2], strict=True):
                for place in accumulate(read_codes(places)):
                    assert (folded, form or folded) not in found[place]
                    found[place].add((folded, form or folded))
    return dict(found)


@pytest.mark.parametrize(("text", "words"), CASES["tokens"])
def test_a_text_is_cut_into_words_and_numbers(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(("text", "places"), CASES["places"])
def test_a_number_takes_the_place_of_the_word_for_it(text: str, places: list[int]) -> None:
    assert [place for _, place in placed(tokens(text))] == places


@pytest.mark.parametrize(("word", "folded", "kept"), CASES["forms"])
def test_a_word_has_two_forms(word: str, folded: str, kept: str) -> None:
    assert (fold(word), exact(word)) == (folded, kept)


@given(st.lists(st.integers(0, 5_000_000)))
def test_numbers_are_written_without_loss(numbers: list[int]) -> None:
    written = codes(numbers)
    assert read_codes(written) == numbers
    assert not set(written) & set(' !"\\')
    assert list(accumulate(read_codes(rising(sorted(numbers))))) == sorted(numbers)


def test_small_numbers_are_short() -> None:
    assert [len(code(n)) for n in (0, 56, 57, 1994, 1995, 67_886, 67_887)] == [1, 1, 2, 2, 3, 3, 4]


def test_the_pieces_say_what_the_entries_say() -> None:
    """Rebuilt from the pieces alone: every document's words, in their places, beside its text."""
    entries = [
        *some(500),
        Entry("task", "tasks/t1.html", "Nhiệm vụ một", "Làm việc ấy", "07-NQ/TU", "Báo cáo r1"),
        sentence(9999, unicodedata.normalize("NFD", "Đối ngoại Đảng")),
    ]
    pieces = dict(segment_pieces("text-000", entries))
    words = words_of_pieces(pieces)
    head = read_script(pieces[head_path("text-000")])[2]
    titles, alsos, texts, runs, places = map(read_codes, read_script(pieces["text-000/d.js"])[2])
    rows = [
        (page + path, place, title, text)
        for number in range(len(head["texts"]))
        for page, place, some_rows in read_script(pieces[f"text-000/x{number:03d}.js"])[2]
        for path, title, text in some_rows
    ]
    at = 0
    for (_, _, title, text), *lengths in zip(rows, titles, alsos, texts, strict=True):
        also = "07-NQ/TU" if title else ""
        for field, length in zip((title, also, text), lengths, strict=True):
            stand: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
            for word, place in placed(tokens(field)):
                stand[at + place].add((fold(word), exact(word)))
            assert stand == {place: words[place] for place in range(at, at + length)}
            assert not length or at + length not in words
            at += length + 1 if length else 0
    assert sum(runs) == len(rows) == sum(count for _, count in head["kinds"])
    pages = dict.fromkeys((path.partition("#")[0], place) for path, place, *_ in rows)
    assert [len(tokens(place)) for _, place in pages] == places
    assert {(path, text) for path, _, _, text in rows} == {
        (e.path, unicodedata.normalize("NFC", e.text)) for e in entries
    }


def test_bytes_depend_on_the_entries_alone() -> None:
    entries = some(300)
    turned = [*reversed(entries), entries[5]]
    assert list(segment_pieces("text-000", entries)) == list(segment_pieces("text-000", iter(turned)))


def test_words_lie_in_pieces_by_the_alphabet() -> None:
    pieces = dict(segment_pieces("text-000", some(6000)))
    head = read_script(pieces["text-000/head.js"])[2]
    assert head["terms"] == sorted(head["terms"])
    assert len(head["terms"]) > 1
    for number, first in enumerate(head["terms"]):
        lines = read_script(pieces[f"text-000/t{number:02d}.js"])[2].split(" ")[1:]
        found = [line.partition("!")[0] for line in lines]
        assert found == sorted(found)
        assert found[0] == first
        assert len(lines) == 1 or sum(map(len, lines)) <= _PIECE
    assert max(len(script) for path, script in pieces.items() if "/x" in path) < 2 * _PIECE


def test_another_version_has_another_name_for_its_pieces() -> None:
    """A browser that kept pieces from before must not read them beside new ones."""
    before, after = (dict(segment_pieces("text-000", some(n))) for n in (300, 301))
    versions = [{read_script(script)[1] for script in pieces.values()} for pieces in (before, after)]
    assert [len(each) for each in versions] == [1, 1]
    assert versions[0] != versions[1]


def test_the_catalog_holds_the_heads() -> None:
    names = ("text-001", "names-000", "text-000")
    heads = {name: dict(segment_pieces(name, some(20, n)))[head_path(name)] for n, name in enumerate(names)}
    name, version, content = read_script(catalog_piece(heads))
    assert (name, version) == ("catalog", "")
    assert content == {name: read_script(heads[name])[2] for name in sorted(heads)}
    assert list(content) == ["names-000", "text-000", "text-001"]


def test_no_text_breaks_its_script() -> None:
    hostile = "</script><img src=x onerror=alert(1)> \"'\\ \u2028\u2029 \u0000 __proto__ !#[]~ \\u0022);"
    pieces = dict(segment_pieces("text-000", [sentence(1, hostile), Entry("body", "b.html", hostile, "")]))
    assert all(read_script(script) for script in pieces.values())
    (_, _, [(_, title, _)]), (_, _, [(_, _, text)]) = read_script(pieces["text-000/x000.js"])[2]
    assert (title, text) == (hostile, hostile)


def test_a_segment_without_entries_is_whole() -> None:
    pieces = dict(segment_pieces("names-000", []))
    assert read_script(pieces["names-000/head.js"])[2]["kinds"] == []
    assert read_script(pieces["names-000/d.js"])[2] == ["", "", "", "", ""]


def test_segments_hold_about_as_many_entries_each() -> None:
    assert [segment_count(n) for n in (0, 1, 16_384, 16_385, 100_000, 700_000)] == [1, 1, 1, 2, 8, 64]
    names = [segment_of(f"reports/{n}.html", 8) for n in range(8000)]
    assert set(names) == {f"text-{n:03d}" for n in range(8)}
    assert min(map(names.count, set(names))) > 850
    assert segment_of("reports/1.html", 1, "names") == "names-000"
