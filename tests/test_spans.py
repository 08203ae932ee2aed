"""Every span shows its words, on whole reports and on texts damaged at random."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UnreadableFileError
from kg.formats import document_from_bytes, read_document
from kg.model import Figure, Mention, Relation, Report, Sentence, Statement, Task
from kg.report import extract

_SAMPLES = sorted((Path(__file__).parents[1] / "data/reports").glob("*.txt"))
_DAMAGE = [
    "\n", "\n\n", "\f", " ", "  ", "*", "**", "¹", "⁽²⁾", "_", "|", "(", ")", "“", "”", ";", ". ",
    "1. ", "- ", "Số ", "-", "/", "\u0301", "\u200b", "\ufeff", "ß", "İ", "12/", "%",
    "ngày 31/02/2020", "khóa ", "\r\n",
]  # fmt: skip


@cache
def _text(path: Path) -> str:
    return read_document(path).text


def check_spans(report: Report) -> None:
    """Assert what holds for every report: exact spans, known ids, ordered pieces."""
    text = report.document.text
    located: Iterable[Sentence | Mention | Statement | Task | Figure | Relation] = chain(
        report.sentences, report.mentions, report.statements, report.tasks, report.figures, report.relations
    )
    for item in located:
        assert text[item.start : item.end] == item.surface
        assert item.pieces
        assert item.pieces[0].start == item.start or item in report.statements
        for piece in item.pieces:
            assert item.start <= piece.start < piece.end <= item.end
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.surface
    mentions = {m.id for m in report.mentions}
    assert {s.mention for s in report.statements} <= mentions
    assert {d for t in report.tasks for d in t.directives} <= mentions
    assert {r.source for r in report.relations} | {r.target for r in report.relations} <= mentions
    assert {f for s in report.statements for f in s.figures} <= {f.id for f in report.figures}
    for layer in (report.mentions, report.statements, report.tasks, report.figures):
        assert len({item.id for item in layer}) == len(layer)


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda p: p.stem)
def test_spans_of_samples(path: Path) -> None:
    report = extract(read_document(path))
    check_spans(report)
    assert extract(read_document(path)) == report


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_spans_of_damaged_texts(data: st.DataObject) -> None:
    text = _text(data.draw(st.sampled_from(_SAMPLES)))
    start = data.draw(st.integers(0, max(0, len(text) - 900)))
    text = text[start : start + data.draw(st.integers(200, 2500))]
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(_DAMAGE)) + text[at + cut :]
    with suppress(UnreadableFileError):  # where hardly a word is left, or nothing that marks a report
        check_spans(extract(document_from_bytes(text.encode(), "damaged.txt")))
