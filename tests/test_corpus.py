"""Generated reports: the same bytes, exact places, the genre's skew, and agreement with our reading."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from bench.agreement import fold
from bench.corpus import Answer, GeneratedReport, report, reports
from bench.corpus.__main__ import write
from bench.corpus.bodies import HELD
from bench.corpus.check import Checked, Resolutions, check_extraction, check_resolution
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts_json import facts
from kg.formats import document_from_bytes
from kg.report import extract
from kg.store import memory_store

_ROOT = Path(__file__).parents[1]
_LAYERS = ("mentions", "statements", "tasks", "figures", "relations", "findings")
_FLOORS = {
    "mentions": 0.995, "mentions.scope": 0.98, "mentions.when": 0.99, "statements": 0.98,
    "statements.status": 0.99, "statements.actor": 0.95, "statements.review_years": 0.99, "tasks": 0.99,
    "figures": 0.98, "figures.unit": 0.97, "relations": 0.93, "header": 0.97,
}  # fmt: skip


@cache
def _corpus() -> tuple[GeneratedReport, ...]:
    return tuple(reports(400))


def _digest(made: GeneratedReport) -> str:
    return hashlib.sha256((made.text + made.gold_json()).encode()).hexdigest()


def test_a_report_is_a_function_of_its_number_and_the_seed() -> None:
    """Another process with other hashes, one number alone, damaged: the same bytes."""
    code = (
        "import hashlib; from bench.corpus import report; made = report(213, 7, damage=0.6)\n"
        "print(hashlib.sha256((made.text + made.gold_json()).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "99", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == _digest(report(213, 7, damage=0.6))
    assert _digest(report(213, 7)) != _digest(report(213, 8))


def test_order_plays_no_part() -> None:
    assert [_digest(report(n)) for n in (31, 5, 30)] == [_digest(_corpus()[n]) for n in (31, 5, 30)]


def test_no_two_reports_are_of_one_body_and_period() -> None:
    corpus = _corpus()
    assert (
        len({(r.truth.body, r.truth.period) for r in corpus}) == len(corpus) == len({r.name for r in corpus})
    )


@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, 2_000_000), damage=st.sampled_from([0.0, 0.3, 1.0]))
def test_places_are_exact(number: int, damage: float) -> None:
    made = report(number, damage=damage)
    assert unicodedata.is_normalized("NFC", made.text)
    assert made.facts["length"] == len(made.text)
    for layer in _LAYERS:
        for item in made.facts[layer]:
            assert made.text[item["start"] : item["end"]] == item["surface"] != ""
            pieces = item.get("pieces", [[item["start"], item["end"]]])
            assert [pieces[0][0], pieces[-1][1]] == [item["start"], item["end"]]
            assert all(start < end for start, end in pieces)
            assert all(one[1] < other[0] for one, other in pairwise(pieces))


@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 5000))
def test_damage_moves_facts_and_changes_none(number: int) -> None:
    """The number in a figure and the letters of a mention are found at the new place."""
    clean, harmed = report(number), report(number, damage=0.9)
    assert clean.text != harmed.text
    assert clean.truth.directives == harmed.truth.directives
    for layer in ("mentions", "figures"):
        for one, other in zip(clean.facts[layer], harmed.facts[layer], strict=True):
            spans = other.get("pieces", [[other["start"], other["end"]]])
            words = " ".join(harmed.text[start:end] for start, end in spans)
            assert _letters(words) == _letters(one["surface"])


def _letters(words: str) -> str:
    """Fold away what damage does to letters: tone marks, stars, blanks, underscores, I for a stroke."""
    bare = unicodedata.normalize("NFKD", fold(words)).replace("đ", "d").replace("ð", "d")
    return "".join(c for c in bare if c.isalnum()).replace("itw", "tw").replace("itu", "tu")


def test_a_few_directives_are_cited_by_most() -> None:
    """Zipf: half of the reports that can cite the first do; the median directive is cited once or twice."""
    cited = Counter(path for r in _corpus() for path in set(r.truth.directives.values()))
    since_2017 = [r for r in _corpus() if r.truth.period >= "2017"]
    first = sum("tw/2016/05-ct-tw" in r.truth.directives.values() for r in since_2017)
    assert cited.most_common(1)[0][0] == "tw/2016/05-ct-tw"
    assert first > 0.5 * len(since_2017)
    assert sorted(cited.values())[len(cited) // 2] <= 2
    assert sum(n for _, n in cited.most_common(10)) > 0.2 * sum(cited.values())


def test_numbers_restart_in_terms_years_and_provinces() -> None:
    years, provinces = defaultdict(set), defaultdict(set)
    for made in _corpus():
        for path in made.truth.directives.values():
            register, year, symbol = path.split("/")
            years[register, symbol].add(year)
            provinces[symbol].add(register)
    assert any(len(found) > 1 for (register, _), found in years.items() if register.startswith("tu-"))
    assert any(len(found) > 5 for symbol, found in provinces.items() if symbol.endswith("-tu"))


def test_what_is_planned_comes_back_as_it_is_fated() -> None:
    """The next report answers the results and what is carried over, and keeps silent on the rest."""
    seen: Counter[str] = Counter()
    by_name = {r.name: r for r in _corpus()}
    for made in _corpus():
        answers = {a.work: a.told_as for a in _next_answers(made, by_name)}
        for work, fate in made.truth.fates.items() if made.truth.next_report else ():
            assert answers.get(work, "silent") == fate
            seen[fate] += 1
    assert min(seen[fate] for fate in ("result", "carried", "silent")) > 30


def _next_answers(made: GeneratedReport, by_name: dict[str, GeneratedReport]) -> list[Answer]:
    name = made.truth.next_report
    return list(by_name[name].truth.answers) if name else []


def test_one_report_in_five_is_missing() -> None:
    runs = [_corpus()[n : n + HELD] for n in range(0, 40, HELD)]
    assert all(len({r.truth.body for r in run}) == 1 for run in runs)
    assert {sum(r.truth.next_report is None for r in run) for run in runs} == {1, 2}


def test_facts_have_the_fields_of_the_facts_format() -> None:
    made = report(3, size="real")
    found = facts(extract(document_from_bytes(made.text.encode(), made.name)), {})
    assert made.facts.keys() == found.keys()
    assert made.facts["text_sha256"] == found["text_sha256"]
    for layer in ("mentions", "statements", "tasks", "relations"):
        assert made.facts[layer][0].keys() >= found[layer][0].keys() - {"pieces"}
    assert len(made.facts["mentions"]) >= 120
    assert 25_000 < len(made.text.encode()) < 70_000


def test_files_are_written_as_they_are_made(tmp_path: Path) -> None:
    size = write(reports(3), tmp_path, gold=True)
    assert [p.name for p in sorted(tmp_path.glob("*.txt"))] == [r.name for r in reports(3)]
    assert size == sum(p.stat().st_size for p in tmp_path.glob("*.txt"))
    assert len(list(tmp_path.glob("*.json"))) == 3


@pytest.fixture(scope="module")
def checked() -> tuple[Checked, Resolutions]:
    """Our reading of 96 reports, half of them damaged."""
    made = [report(n, damage=0.4 * (n % 2)) for n in range(96)]
    with memory_store() as store:
        found = check_extraction(made, store)
        return found, check_resolution(store, found)


@pytest.mark.parametrize("layer", _FLOORS)
def test_reading_agrees_with_what_reports_say(layer: str, checked: tuple[Checked, Resolutions]) -> None:
    tally = checked[0].tally
    errors = "\n".join(e[:300] for e in tally.errors if e.startswith(layer))
    assert tally.scores()[layer] >= _FLOORS[layer], errors


def test_faults_that_were_put_in_are_found(checked: tuple[Checked, Resolutions]) -> None:
    counts = checked[0].findings.values()
    expected, found, both = (sum(c[name] for c in counts) for name in ("expected", "found", "matched"))
    assert both >= 0.95 * max(expected, found) > 20


def test_resolution_takes_few_mentions_wrongly(checked: tuple[Checked, Resolutions]) -> None:
    resolutions = checked[1]
    assert resolutions.exact + resolutions.pure >= 0.99 * resolutions.made > 1000
    assert len(resolutions.false_merges) <= 6
