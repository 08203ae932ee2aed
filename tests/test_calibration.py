"""Confidences: the table that extraction reads, and the counting of right and wrong that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from bench.calibration import Item, bands, estimate, items_of, judged, left_out, missed

from kg.errors import ContentError
from kg.facts.confidence import confidence_of
from kg.facts_json import facts
from kg.reference import Confidence, read_confidences, read_reference
from kg.report import extract
from made import document_of

HEAD = "layer,form,right,found,confidence\n"
TEXT = """TỈNH ỦY LẠNG SƠN

BÁO CÁO
kết quả công tác năm 2023

I. KẾT QUẢ
Ban Thường vụ Tỉnh ủy đã ban hành Kế hoạch số 12-KH/TU, ngày 02/3/2023.
Các cấp ủy đã quán triệt Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị.
"""


def test_a_row_of_the_table_is_a_frozen_record(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    path.write_text(HEAD + "mentions,symbol,114,114,0.997\n", encoding="utf-8")
    assert read_confidences(path) == (Confidence("mentions", "symbol", 114, 114, 0.997),)


@pytest.mark.parametrize(
    "row", ["mentions,law,8", "mentions,law,8,eight,0.9", "mentions,law,9,8,0.9", "mentions,law,8,8,1.1"]
)
def test_a_faulty_row_is_named_by_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "confidence.csv"
    path.write_text(f"{HEAD}mentions,*,8,8,0.9\n{row}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"confidence\.csv:3"):
        read_confidences(path)


@pytest.mark.parametrize("layer", ["mentions", "statements", "actors"])
def test_a_form_never_seen_is_not_sure(layer: str) -> None:
    assert confidence_of(layer, "by a form of tomorrow") <= 0.9


def test_the_table_knows_every_form_but_once() -> None:
    keys = [(c.layer, c.form) for c in read_reference().confidences]
    assert len(keys) == len(set(keys))


def test_right_is_what_the_annotation_confirms() -> None:
    report = extract(document_of(TEXT))
    plan, directive = report.mentions
    expected = facts(report, {})
    assert [(i.layer, i.right) for i in judged(report, expected, "r", invented=False)] == [
        ("mentions", True), ("mentions", True),
        ("statements", True), ("actors", True), ("statements", True), ("actors", True),
    ]  # fmt: skip
    expected["statements"][0]["actor"] = "Sở Tài chính"
    expected["mentions"][1]["number"] = "6"
    assert list(judged(report, expected, "r", invented=False)) == [
        Item("r", False, "mentions", plan.form, True),
        Item("r", False, "mentions", directive.form, False),
        Item("r", False, "statements", report.statements[0].form, True),
        Item("r", False, "actors", report.statements[0].actor_form, False),
        Item("r", False, "statements", report.statements[1].form, False),
    ]


def items(report: str, form: str, verdicts: Sequence[bool], *, invented: bool = False) -> list[Item]:
    return [Item(report, invented, "actors", form, right) for right in verdicts]


def estimated(found: Sequence[Item]) -> dict[str, float]:
    return {row.form: row.confidence for row in estimate(found)}


def test_a_form_is_as_sure_as_it_was_right() -> None:
    table = estimated(items("a", "subject", [True] * 96) + items("a", "list", [True] * 30 + [False] * 30))
    assert table["subject"] == pytest.approx((96 + 4 * 126 / 156) / 100, abs=0.001)
    assert table["list"] == pytest.approx((30 + 4 * 126 / 156) / 64, abs=0.001)


def test_a_rare_form_is_never_sure() -> None:
    table = estimated(items("a", "subject", [True] * 96) + items("a", "told", [True] * 9))
    assert (table["told"], table["*"]) == (0.9, 0.9)


def test_a_form_is_not_sure_where_chance_may_have_made_it_so() -> None:
    table = estimated(items("a", "subject", [True] * 96) + items("a", "list", [True] * 25 + [False] * 2))
    assert table["list"] == 0.9


def test_invented_reports_only_hold_down() -> None:
    real = items("a", "carried on", [True] * 16) + items("a", "list", [True] * 8 + [False] * 8)
    samples = items("s", "carried on", [True, False] * 12, invented=True)
    samples += items("s", "list", [True] * 40, invented=True)
    assert estimated(real + samples)["carried on"] < 0.75 < estimated(real)["carried on"]
    assert estimated(real + samples)["list"] == estimated(real)["list"]
    assert {i.report for i, _ in left_out(real + samples)} == {"a"}


def test_a_report_left_out_is_judged_by_the_others() -> None:
    found = items("a", "list", [True] * 20) + items("b", "list", [False] * 20)
    by_band = bands(left_out(found))
    assert {bound: (s.right, s.found) for (_, bound), s in by_band.items()} == {0.9: (0, 20), 0.0: (20, 20)}
    assert missed(by_band) == ["actors: of 20 above 0.9 only 0 are right"]


def test_of_the_samples_sure_items_95_in_100_are_right() -> None:
    assert not missed(bands(left_out(list(items_of(None, [])))))
