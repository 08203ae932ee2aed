"""What questions are asked with, so that their pages can show rows."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import SampleSite
from kg.questions import Column, Parameter, ParameterKind, Question, Words, question_names, read_question
from kg.site import asked
from kg.site.asked import Examples, spelled_value
from kg.site.cache import Cache
from kg.site.folder import SiteFolder
from kg.site.rowsets import RowSet
from kg.store import read_store

NAME = Words("x", "x")
HELD = Examples(("directive/a",), ("body/b", "body/c"), ("province/p",), "2020-01-01", "2023-12-31")
EMPTY = Examples((), (), (), None, None)


def question(*needed: tuple[str, ParameterKind, bool]) -> Question:
    parameters = tuple(Parameter(name, kind, required, NAME) for name, kind, required in needed)
    return Question("q", NAME, NAME, parameters, (Column("c", "text", NAME),), "")


def test_what_is_optional_is_not_given() -> None:
    assert HELD.of(question(("directive", "directive", False))) == {}
    assert EMPTY.of(question(("body", "body", False))) == {}


def test_a_large_store_is_not_asked_what_every_report_says() -> None:
    large = replace(HELD, is_large=True)
    assert large.of(question(("body", "body", False), ("under", "body", False))) == {"body": "body/b"}
    assert large.of(question(("directive", "directive", True), ("body", "body", False))) == {
        "directive": "directive/a"
    }


def test_an_example_is_not_what_everybody_speaks_of(tmp_path: Path) -> None:
    column = Column("directive", "iri", NAME)
    rows = RowSet("account", Question("account", NAME, NAME, (), (column, Column("n", "integer", NAME)), ""))
    cache = Cache(tmp_path / "rows")
    cache.replace_table(
        rows, [(key, n) for key, times in (("a", 2), ("b", 9), ("c", 3)) for n in range(times)]
    )
    assert cache.most("account", "directive", 3) == ("b", "c", "a")
    assert cache.most("account", "directive", 3, at_most=3) == ("c", "a", "b")
    cache.close()


def test_two_bodies_are_two_different_ones() -> None:
    given = HELD.of(question(("body", "body", True), ("other", "body", True)))
    assert given == {"body": "body/b", "other": "body/c"}


def test_what_is_set_side_by_side_is_given_though_optional() -> None:
    given = HELD.of(question(("body", "body", False), ("otherBody", "body", False), ("under", "body", False)))
    assert given == {"body": "body/b", "other-body": "body/c"}
    assert EMPTY.of(question(("body", "body", False), ("otherBody", "body", False))) is None


def test_days_are_those_reported_on() -> None:
    given = HELD.of(question(("from", "date", True), ("asOf", "date", True)))
    assert given == {"from": "2020-01-01", "as-of": "2023-12-31"}


@pytest.mark.parametrize("kind", ["directive", "body", "province", "date", "text", "concept"])
def test_a_store_without_an_example_is_not_asked(kind: ParameterKind) -> None:
    assert EMPTY.of(question(("it", kind, True))) is None


def test_every_question_has_an_example_in_a_store_that_holds_reports() -> None:
    assert [name for name in question_names() if HELD.of(read_question(name)) is None] == []


def test_keys_are_typed_so_that_they_name_one_thing() -> None:
    assert spelled_value("province", "province/ha-tinh") == "ha-tinh"
    assert spelled_value("body", "body/b") == "body/b"


def test_several_processes_find_what_one_does(
    samples: SampleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large store is asked by several; here, any store is large."""
    monkeypatch.setattr(asked, "_MANY", 0)
    rows = Path(shutil.copy(SiteFolder(samples.out).rows_file(), tmp_path))
    with read_store(samples.store) as store, closing(Cache(rows)) as cache:
        assert asked.ask_all(store, cache, 1), "a large store is asked something else"
        held = cache.select("answer"), cache.select("question")
        assert asked.ask_all(store, cache, 2) == set()
        assert (cache.select("answer"), cache.select("question")) == held
    assert any(row["count"] for row in held[1])
