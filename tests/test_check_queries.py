"""Check queries: a small graph with the faults, beside the findings expected of it; headers; the page.

A case is TriG without prefixes, IRIs relative to `…/id/`, and a TSV of place, sentence and English message.
What is sound beside the faults must not be found.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.checks import check_store
from kg.checks.queries import parse_check, query_names, read_check, run_check
from kg.decisions import NOTHING_DECIDED
from kg.errors import ContentError, UsageError
from kg.iri import DEFAULT_BASE
from kg.load import load_files
from kg.model import Report
from kg.quads.turtle import PREFIXES
from kg.store import Store, memory_store
from made import corpora, store_of

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "store_checks"


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with memory_store() as store:
        load_files(store, [ROOT / "data" / "reports"], decisions=NOTHING_DECIDED)
        yield store


def store_of_case(path: Path) -> Store:
    store = memory_store()
    trig = f"BASE <{DEFAULT_BASE}id/>\n{PREFIXES}{path.read_text(encoding='utf-8')}"
    store.oxigraph.load(trig.encode(), format=ox.RdfFormat.TRIG)
    return store


def test_each_check_has_a_case() -> None:
    assert query_names() == sorted(path.stem for path in CASES.glob("*.trig"))
    assert all(path.with_suffix(".tsv").read_text(encoding="utf-8") for path in CASES.glob("*.trig"))


@pytest.mark.parametrize("name", query_names())
def test_faults_are_found_and_nothing_else(name: str) -> None:
    check = read_check(name)
    found = list(run_check(store_of_case(CASES / f"{name}.trig"), check))
    printed = "".join(f"{f.place}\t{f.sentence}\t{f.message_en}\n" for f in found)
    assert printed == (CASES / f"{name}.tsv").read_text(encoding="utf-8")
    for finding in found:
        assert finding.check == name
        assert finding.severity == check.severity
        assert finding.advice
        assert finding.advice_en
        assert re.findall(r"\d+", finding.message) == re.findall(r"\d+", finding.message_en)


def test_the_samples_have_no_violations(samples: Store) -> None:
    found = check_store(samples, query_names())
    assert [f for f in found if f.severity == "violation"] == []
    assert {f.check for f in found} == {"report-without-period", "two-dates"}


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_what_we_write_has_no_violations(made: list[Report]) -> None:
    with store_of(made) as store:
        assert [f for f in check_store(store, query_names()) if f.severity == "violation"] == []


def test_an_unknown_check_lists_the_known() -> None:
    with pytest.raises(UsageError, match="two-dates"):
        check_store(memory_store(), ["dance"])
    with pytest.raises(UsageError, match="two-dates"):
        read_check("../questions/trace")


WHOLE = "".join(
    f"# {key}@{lang}: {{node}}\n"
    for key in ("title", "explain", "message", "advice")
    for lang in ("vi", "en")
)
NODE = '# column: node iri "IRI" "IRI"\n'


@pytest.mark.parametrize(
    "header",
    [
        WHOLE + "# severity: warning\n",
        WHOLE + NODE,
        WHOLE + NODE + "# severity: terrible\n",
        WHOLE + NODE + "# severity: warning\n# severity: info\n",
        WHOLE + NODE + "# severity: info\n# advice@en: {nothing}\n",
        WHOLE.replace("# advice@en: {node}\n", "") + NODE + "# severity: info\n",
        WHOLE + '# column: node colour "IRI" "IRI"\n# severity: info\n',
        WHOLE + NODE + "# severity: info\n# nonsense\n",
    ],
)
def test_a_faulty_header_is_named(tmp_path: Path, header: str) -> None:
    path = tmp_path / "c.rq"
    path.write_text(header + "SELECT ?node WHERE { ?node ?b ?c }\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"c\.rq"):
        parse_check(path)
    path.write_text(WHOLE + NODE + "# severity: info\nSELECT ?node WHERE { ?node ?b ?c }\n", encoding="utf-8")
    assert parse_check(path).severity == "info"


def test_the_page_of_checks_is_current() -> None:
    namespace = runpy.run_path(str(ROOT / "docs" / "checks_page.py"))
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == namespace["page"]()
