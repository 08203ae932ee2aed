"""Fragments of text beside the facts expected of them, one line a case, one file a phenomenon.

A case is a JSON object: `text` and, for each layer that it speaks of, what must be found, no more and no
less: `mentions` as keys ("5-CT/TW#2016@Hải Dương", see `mention_key`), `statements` as "key activity
status[ years]", `actors` as the distinct actors, `tasks`, `figures` ("6115/6172 đảng viên"), `relations`
("key relation key"), `findings` (codes), `header` (the fields named). `in` says where the fragment stands:
"results" (default), "shortcomings", "plan", "note", or "document" for a whole text. `why` says what the
case is about. `open` marks what extraction does not get right yet: such a case must fail, so that the mark
goes when it no longer does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.formats import document_from_bytes
from kg.model import Figure, Mention, Report, Task
from kg.report import extract

_CASES = Path(__file__).parent / "cases" / "fragments"
_OPEN = pytest.mark.xfail(reason="not yet right", strict=True, raises=AssertionError)
_FRAMES = {
    "results": "I. KẾT QUẢ ĐẠT ĐƯỢC\n\n{}\n\nII. NHIỆM VỤ TRỌNG TÂM\n\n"
    "1. Tiếp tục thực hiện tốt các nhiệm vụ được giao.\n",
    "shortcomings": "I. KẾT QUẢ ĐẠT ĐƯỢC\n\nCông tác được quan tâm.\n\nII. HẠN CHẾ, KHUYẾT ĐIỂM\n\n{}\n",
    "plan": "I. KẾT QUẢ ĐẠT ĐƯỢC\n\nCông tác được quan tâm.\n\nII. NHIỆM VỤ TRỌNG TÂM NĂM 2024\n\n{}\n",
}
_HEAD = (
    "TỈNH ỦY HẢI DƯƠNG\n*\nSố 12-BC/TU\n\nHải Dương, ngày 20 tháng 12 năm 2023\n\n"
    "BÁO CÁO\nkết quả công tác năm 2023, nhiệm vụ trọng tâm năm 2024\n\n"
)


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}:{number}", marks=[_OPEN] if case.get("open") else [])
        for path in sorted(_CASES.glob("*.jsonl"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for case in [json.loads(line)]
    ]


def read_fragment(case: dict[str, Any]) -> Report:
    """Extract a case's text in its frame."""
    place = case.get("in", "results")
    text = case["text"] if place == "document" else _HEAD + _FRAMES[place].format(case["text"])
    return extract(document_from_bytes(text.encode(), "fragment.txt"))


def mention_key(mention: Mention) -> str:
    """Write an identity in one word: "5-CT/TW#2016", "12-CT/TU@Hải Dương", "NQTW-4#kXII", "QC:lam-viec"."""
    i = mention.identity
    key = (
        f"{i.number}-{i.abbr}/{i.suffix}"
        if i.number and i.suffix
        else f"{i.abbr}-{i.number}"
        if i.number
        else i.abbr
    )
    key += f":{i.name}" if i.name and not i.number else ""
    key += f"@{i.scope}" if i.scope else ""
    return key + (f"#{i.year}" if i.year else f"#k{i.term}" if i.term else "")


def _same(expected: str, found: str) -> bool:
    """A key may leave out the name's slug ("QC", "L:") and the parts that it does not speak of."""
    return found == expected or (expected.endswith("~") and found.startswith(expected[:-1]))


def _agree(expected: list[str], found: list[str]) -> bool:
    left = list(found)
    for key in expected:
        match = next((f for f in left if _same(key, f)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _layer(report: Report, layer: str, case: dict[str, Any]) -> list[str]:
    keys = {m.id: mention_key(m) for m in report.mentions}
    text, fragment = report.document.text, case["text"]
    start = text.index(fragment)

    def within(item: Mention | Task | Figure) -> bool:
        return start <= item.start < start + len(fragment)

    match layer:
        case "mentions":
            return [keys[m.id] for m in report.mentions if within(m)]
        case "surfaces":
            return [m.surface for m in report.mentions if within(m)]
        case "statements":
            return [
                " ".join(
                    (
                        keys[s.mention],
                        s.activity,
                        s.status,
                        *([str(s.review_years)] if s.review_years else []),
                    )
                )
                for s in report.statements
            ]
        case "actors":
            return sorted({s.actor for s in report.statements})
        case "tasks":
            return [t.surface for t in report.tasks if within(t)]
        case "assignees":
            return [f"{t.assignee}|{t.deadline}" for t in report.tasks if within(t)]
        case "figures":
            return [
                f"{f.value:.15g}{f'/{f.of:g}' if f.of is not None else ''} {f.unit}"
                for f in report.figures
                if within(f)
            ]
        case "relations":
            return [f"{keys[r.source]} {r.relation} {keys[r.target]}" for r in report.relations]
        case "findings":
            return [
                f.code for f in report.findings if f.code != "header-blank" or case.get("in") == "document"
            ]
    raise AssertionError(layer)


_LAYERS = (
    "mentions",
    "surfaces",
    "statements",
    "actors",
    "tasks",
    "assignees",
    "figures",
    "relations",
    "findings",
)


@pytest.mark.parametrize("case", _cases())
def test_fragment(case: dict[str, Any]) -> None:
    report = read_fragment(case)
    for layer in _LAYERS:
        if layer in case:
            found = _layer(report, layer, case)
            assert _agree(case[layer], found), (
                f"{case.get('why', '')}\n{layer} expected {case[layer]}\n{layer} found    {found}"
            )
    for field, value in case.get("header", {}).items():
        found_value = getattr(report.header, field)
        assert found_value == (tuple(value) if isinstance(value, list) else value), field
