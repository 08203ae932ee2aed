"""The functions of `import kg`, and the page that shows them."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "data" / "reports").glob("nam-dinh-tinh-uy-*.txt"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    made = kg.connect(tmp_path_factory.mktemp("python") / "store")
    assert made.load(*FILES).failures == ()
    return made


def test_the_page_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_parameters_are_words_numbers_or_days(graph: kg.Graph) -> None:
    rows = graph.ask("trace", directive="05-CT/TW", from_=2019, to=date(2019, 12, 31), body=None)
    assert rows
    assert rows == graph.ask("trace", directive="05-CT/TW", period="2019")
    assert {"issuer", "quote", "start"} <= rows[0].keys()


def test_faults_are_errors_of_the_package(graph: kg.Graph) -> None:
    for call in (
        lambda: graph.ask("nope"),
        lambda: graph.ask("trace"),
        lambda: graph.ask("trace", directive="05-CT/TW", colour="red"),
        lambda: graph.query("SELECT"),
        lambda: graph.export("nope", "x"),
        lambda: kg.connect("/no/such/store").status(),
        lambda: kg.extract("/no/such/report.txt"),
    ):
        with pytest.raises(kg.KgError):
            call()
    with pytest.raises(AttributeError):
        kg.nope  # noqa: B018


def test_a_report_as_a_path_or_as_text(graph: kg.Graph) -> None:
    by_path, by_text = kg.extract(FILES[0]), kg.extract(FILES[0].read_text(encoding="utf-8"))
    assert by_path["statements"] == by_text["statements"]
    graph.remove(FILES[0].name)
    assert graph.status()["reports"] == len(FILES) - 1
    graph.load(FILES[0])
    assert graph.status()["reports"] == len(FILES)


def test_construct_gives_turtle(graph: kg.Graph) -> None:
    text = graph.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 1")
    assert isinstance(text, str)
    assert " a " in text
