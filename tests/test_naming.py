"""What a user types → what it names."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.dates import read_day, read_period
from kg.errors import UsageError
from kg.iri import ONTOLOGY
from kg.naming import (
    MOST_CHOICES,
    AmbiguousNameError,
    complete_bodies,
    complete_directives,
    find_bodies,
    find_body,
    find_directive,
    find_directives,
    find_reports,
)
from kg.store import Store
from made import Said, Told, make_report, store_of


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    first = Told(
        "hai-duong-2018.txt",
        "Tỉnh ủy Hải Dương",
        "Hải Dương",
        "2018-01-01",
        "2018-06-30",
        symbol="120-BC/TU",
        said=(
            Said("05-CT/TW", date="2016-05-15", title="Đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh"),
            Said("25-NQ/TW", date="2008-07-25"),
            Said("25-NQ/TW", date="2013-06-03"),
            Said("NQTW-4", term="XII"),
            Said("NQTW-4", term="XI"),
            Said("130/NĐ-CP", year=2020),
            Said("18-NQ/TU", scope="Hải Dương", actor="Ban Tổ chức Tỉnh ủy Hải Dương"),
            Said("08-QĐi/TW", year=2018),
        ),
    )
    second = Told(
        "ha-tinh-2023.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", said=(Said("18-NQ/TU", year=2023, scope="Hà Tĩnh"),)
    )
    with store_of([make_report(first), make_report(second)]) as made:
        yield made


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("05-CT/TW", "tw/2016/05-ct-tw"),
        ("5-ct/tw", "tw/2016/05-ct-tw"),
        ("05 - CT/TW", "tw/2016/05-ct-tw"),
        ("Chỉ thị 05-CT/TW", "tw/2016/05-ct-tw"),
        ("chi thi 05", "tw/2016/05-ct-tw"),
        ("Chỉ thị số 05 của Bộ Chính trị", "tw/2016/05-ct-tw"),
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị", "tw/2016/05-ct-tw"),
        ("tw/2016/05-ct-tw", "tw/2016/05-ct-tw"),
        ("https://w3id.org/directive-kg/id/directive/tw/2016/05-ct-tw", "tw/2016/05-ct-tw"),
        ("25-NQ/TW@2013", "tw/2013/25-nq-tw"),
        ("25-NQ/TW năm 2013", "tw/2013/25-nq-tw"),
        ("25-NQ/TW khóa XI", "tw/2013/25-nq-tw"),
        ("25-NQ/TW (2008)", "tw/2008/25-nq-tw"),
        ("NQTW 4 khóa XII", "tw/khoa-xii/nqtw-4"),
        ("nqtw4 khoa xi", "tw/khoa-xi/nqtw-4"),
        ("Nghị quyết Hội nghị Trung ương 4 khóa XII", "tw/khoa-xii/nqtw-4"),
        ("130/2020/NĐ-CP", "cp/2020/130-2020-nd-cp"),
        ("130/NĐ-CP", "cp/2020/130-2020-nd-cp"),
        ("18-NQ/TU@Hà Tĩnh", "tu-ha-tinh/2023/18-nq-tu"),
        ("18-NQ/TU@ha tinh@2023", "tu-ha-tinh/2023/18-nq-tu"),
        ("08-QĐ/TW", "tw/2018/08-qd-tw"),
        ("08-QĐi/TW", "tw/2018/08-qd-tw"),
    ],
)
def test_a_directive_by_its_names(store: Store, typed: str, path: str) -> None:
    assert find_directive(store, typed) == f"{store.base}id/directive/{path}"


def test_several_that_fit_are_returned_with_what_tells_them_apart(store: Store) -> None:
    with pytest.raises(AmbiguousNameError) as raised:
        find_directive(store, "25-NQ/TW")
    told = [(c.key, c.date, c.mentions) for c in raised.value.choices]
    assert told == [("tw/2008/25-nq-tw", "2008-07-25", 1), ("tw/2013/25-nq-tw", "2013-06-03", 1)]


@pytest.mark.parametrize(
    "typed", ["99-CT/TW", "25-NQ/TW@1999", "05-CT/TU", "", "@", "x y z", "25-NQ/TW khóa XIII"]
)
def test_what_is_not_there_is_not_found(store: Store, typed: str) -> None:
    assert find_directives(store, typed) == ()
    with pytest.raises(UsageError):
        find_directive(store, typed)


@pytest.mark.parametrize(
    "typed", ["Tỉnh ủy Hải Dương", "tinh uy hai duong", "TU Hải Dương", "body/tinh-uy-hai-duong"]
)
def test_a_body_by_its_names(store: Store, typed: str) -> None:
    assert find_body(store, typed) == f"{store.base}id/body/tinh-uy-hai-duong"


def test_of_several_bodies_the_one_that_reports_is_meant(store: Store) -> None:
    assert len(find_bodies(store, "Hải Dương")) > 1
    assert find_body(store, "Hải Dương") == f"{store.base}id/body/tinh-uy-hai-duong"


@pytest.mark.parametrize(
    "typed", ["hai-duong-2018.txt", "hai-duong-2018", "120-BC/TU", "dir/hai-duong-2018.txt"]
)
def test_a_report_by_its_names(store: Store, typed: str) -> None:
    assert [c.label for c in find_reports(store, typed)] == ["hai-duong-2018.txt"]


def test_an_alias_leads_to_its_directive() -> None:
    undated = Told("a.txt", end="2019-06-30", said=(Said("05-CT/TW"),))
    dated = Told("b.txt", end="2019-06-30", said=(Said("05-CT/TW", date="2016-05-15"),))
    with store_of([make_report(undated), make_report(dated)]) as store:
        whens = ("undated-2016-2021", "2016")
        alias, directive = (f"{store.base}id/directive/tw/{when}/05-ct-tw" for when in whens)
        assert store.objects("resolution", alias, f"{ONTOLOGY}isAliasOf") == [directive]
        assert find_directive(store, "tw/undated-2016-2021/05-ct-tw") == directive
        assert find_directive(store, alias) == directive


def test_mentions_are_counted_as_the_graph_holds_them(store: Store) -> None:
    for path, _ in complete_directives(store, ""):
        (choice,) = find_directives(store, path)
        cited = store.subjects("resolution", f"{ONTOLOGY}refersTo", ox.NamedNode(choice.iri))
        assert choice.mentions == len(cited)


@pytest.mark.parametrize("number", [MOST_CHOICES - 1, MOST_CHOICES, MOST_CHOICES + 20])
def test_of_very_many_some_are_offered(number: int) -> None:
    said = tuple(Said("18-NQ/TU", scope="Hải Dương", year=1900 + n) for n in range(number))
    with store_of([make_report(Told("many.txt", said=said))]) as store:
        choices = find_directives(store, "18-NQ/TU")
        assert len(choices) == min(number, MOST_CHOICES)
        assert ("+" in str(AmbiguousNameError("18-NQ/TU", choices))) == (number >= MOST_CHOICES)


@pytest.mark.parametrize(
    ("begun", "first"),
    [("5", 1), ("05-c", 1), ("05-k", 0), ("1", 3), ("tw/2013/25-nq-tw", 1), ("130-", 1), ("zz", 0), ("<", 0)],
)
def test_completion_by_what_is_begun(store: Store, begun: str, first: int) -> None:
    assert len(complete_directives(store, begun)) == first


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("", True),
        ("tỉnh ủy hải d", True),
        ("body/tinh-uy-hai", True),
        ("duong", True),
        ("tinh uy x", False),
    ],
)
def test_bodies_are_completed_by_their_words(store: Store, begun: str, offered: bool) -> None:
    assert ("body/tinh-uy-hai-duong" in dict(complete_bodies(store, begun))) == offered


def test_completion_offers_symbols(store: Store) -> None:
    assert [key for key, _ in complete_directives(store, "25")] == ["tw/2008/25-nq-tw", "tw/2013/25-nq-tw"]
    assert len(complete_directives(store, "")) == 9


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-06", "2018-06-01", "2018-06-30"),
        ("6/2018", "2018-06-01", "2018-06-30"),
        ("30/6/2018", "2018-06-30", "2018-06-30"),
        ("2018-06-30", "2018-06-30", "2018-06-30"),
        ("2018-13", None, None),
        ("31/6/2018", None, None),
        ("hôm nay", None, None),
    ],
)
def test_dates_as_typed(typed: str, first: str | None, last: str | None) -> None:
    assert (read_day(typed, last=False), read_day(typed, last=True)) == (first, last)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("Q1/2024", ("2024-01-01", "2024-03-31")),
        ("quý IV/2023", ("2023-10-01", "2023-12-31")),
        ("6T/2024", ("2024-01-01", "2024-06-30")),
        ("9 tháng/2024", ("2024-01-01", "2024-09-30")),
        ("H2/2024", ("2024-07-01", "2024-12-31")),
        ("2/2024", ("2024-02-01", "2024-02-29")),
        ("2024-01..2024-06", ("2024-01-01", "2024-06-30")),
        ("Q4/2023..6T/2024", ("2023-10-01", "2024-06-30")),
        ("30/6/2024", ("2024-06-30", "2024-06-30")),
        ("2024..2023", None),
        ("2024..", None),
        ("Q5/2024", None),
        ("13T/2024", None),
        ("0T/2024", None),
        ("", None),
    ],
)
def test_periods_as_typed(typed: str, expected: tuple[str, str] | None) -> None:
    assert read_period(typed) == expected
