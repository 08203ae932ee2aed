"""The sample reports beside their expected facts: agreement by layer stays above floors that only rise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.agreement import Tally, compare, read_sample

from kg.facts_json import facts
from kg.formats import read_document
from kg.report import extract

_ROOT = Path(__file__).parents[1]
_CASES = sorted((_ROOT / "tests/cases/reports").glob("*.json"))
# A floor rises with the extraction; a commit that lowers one says why.
_FLOORS = {
    "header": 0.98, "mentions": 0.99, "mentions.scope": 0.99, "mentions.when": 0.96,
    "statements": 0.98, "statements.status": 0.98, "statements.actor": 0.93,
    "tasks": 0.97, "figures": 0.98, "figures.unit": 0.96, "relations": 0.88,
}  # fmt: skip


def _found(case: Path) -> tuple[dict[str, Any], str]:
    document = read_document(_ROOT / "data/reports" / f"{case.stem}.txt")
    return facts(extract(document), {}), document.text


@pytest.fixture(scope="module")
def tally() -> Tally:
    total = Tally()
    for case in _CASES:
        found, text = _found(case)
        compare(read_sample(case, text), found, case.stem, total)
    return total


def test_every_sample_has_its_case() -> None:
    assert [c.stem for c in _CASES] == sorted(p.stem for p in (_ROOT / "data/reports").glob("*.txt"))


@pytest.mark.parametrize("layer", _FLOORS)
def test_agreement_stays_above_its_floor(tally: Tally, layer: str) -> None:
    score = tally.scores()[layer]
    errors = "\n".join(e[:300] for e in tally.errors if e.startswith(layer))
    assert score >= _FLOORS[layer], f"{layer}: {score:.3f} is below {_FLOORS[layer]}\n{errors}"


def test_comparison_tells_right_from_wrong() -> None:
    found, text = _found(_CASES[0])
    wrong = read_sample(_CASES[0], text)
    for mention in wrong["mentions"]:
        mention["key"] = "NQ-999/TW"
    bad = Tally()
    compare(wrong, found, "wrong", bad)
    assert bad.scores()["mentions"] == 0
