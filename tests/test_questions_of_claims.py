"""Questions on single claims of reports: rows on samples, empty answers, agreement with plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.iri import ONTOLOGY
from made import Said, Told, corpora, make_report, with_extras
from oracle_of_claims import Held, Row, World, folded, generated, plain, world_of
from test_resolution import crowded

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@pytest.fixture(scope="module")
def samples() -> World:
    """One body over three half-years, and another that states another date and issuer."""

    def told(source: str, name: str, province: str, half: str, *said: Said) -> Told:
        start, end = {"1": ("01-01", "06-30"), "2": ("07-01", "12-31")}[half[-1]]
        return Told(source, name, province, f"{half[:4]}-{start}", f"{half[:4]}-{end}", said=said)

    slow = Said(
        "05-CT/TW", date="2016-05-15", issuer="Bộ Chính trị", status="shortcoming", actor="một số cấp ủy"
    )
    return world_of([
        make_report(told("hd-1.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-1", slow, Said("25-NQ/TW"))),
        make_report(told("hd-2.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-2", slow,
                         Said("35-CT/TW", status="shortcoming"))),
        make_report(told("ht-1.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-1",
                         Said("05-CT/TW", date="2016-05-16", issuer="Ban Bí thư"),
                         Said("25-NQ/TW", date="2013-06-03"), Said("25-NQ/TW", date="2008-07-25"))),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def counted() -> World:
    """One report with one figure in a statement."""
    report = make_report(Told("a.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-01-01", "2018-06-30",
                              said=(Said("05-CT/TW", date="2016-05-15"),)))  # fmt: skip
    report = with_extras(report)
    statement = replace(report.statements[0], figures=("f0",))
    return world_of([replace(report, statements=(statement,))])


def worlds() -> st.SearchStrategy[World]:
    return st.one_of(corpora(), crowded()).map(world_of)


# unresolved


def test_unresolved_shows_what_it_may_be(samples: World) -> None:
    found = samples.rows("unresolved", "quote", "candidateLabel", "issuerLabel", "source", "sentence")
    label = "Nghị quyết 25-NQ/TW (2008) / Nghị quyết 25-NQ/TW (2013) ?"
    row = ("Văn bản 25-NQ/TW", label, "Tỉnh ủy Hải Dương", "hd-1.txt",
           "Đơn vị đã implement Văn bản 25-NQ/TW")  # fmt: skip
    assert found == [row, row]
    assert samples.rows("unresolved", "source", directive="25-NQ/TW@2013") == [("hd-1.txt",)]
    assert samples.rows("unresolved", "source", body="Tỉnh ủy Hà Tĩnh") == []
    assert samples.rows("unresolved", "source", **{"from": "2019"}) == []


def unresolved(world: World) -> set[Row]:
    found = set()
    for report in world.held:
        for mention in report.facts["mentions"]:
            if world.directive(report, mention["id"]) is None:
                for sentence in report.sentences(mention["id"]):
                    candidates: list[str | None] = [
                        *world.all(world.wording(report, mention["id"]), "candidate")
                    ] or [None]
                    found |= {(report.source, report.quote(mention), sentence, c) for c in candidates}
    return found


def check_unresolved(world: World) -> None:
    asked = world.rows("unresolved", "source", "quote", "sentence", "candidate")
    assert set(asked) == unresolved(world)


# citations


def test_citations_put_other_dates_and_issuers_first(samples: World) -> None:
    columns = "suspicion", "times", "statedDate", "settledDate", "statedIssuer", "source"
    found = samples.rows("citations", *columns, directive="05-CT/TW")
    assert found == [
        ("ngày và cơ quan ban hành khác", 1, "2016-05-16", "2016-05-15", "Ban Bí thư", "ht-1.txt"),
        (None, 2, "2016-05-15", "2016-05-15", "Bộ Chính trị", "hd-1.txt"),
    ]
    assert samples.rows("citations", "isSettled", "times", directive="25-NQ/TW@2008") == [
        (True, 1),
        (False, 1),
    ]


def citations(world: World, directive: str) -> Counter[Row]:
    """Return how often each date, issuer and title is stated."""
    found: Counter[Row] = Counter()
    for report in world.held:
        for mention in report.facts["mentions"]:
            wording = world.wording(report, mention["id"])
            for settled, prop in ((True, "toDirective"), (False, "candidate")):
                if directive in world.all(wording, prop):
                    found[settled, mention["date"], mention["issuer"], mention["title"]] += 1
    return found


def suspicion(world: World, directive: str, date: str | None, issuer: str | None) -> str | None:
    issued = world.one(directive, "issuedOn")
    named = world.store.objects("reference", directive, f"{ONTOLOGY}knownIssuer")
    body = world.one(directive, "issuer")
    usual = (*named, world.one(body, LABEL) if body else None)[0]
    faults = [
        word
        for word, stated, settled in (("ngày", date, issued), ("cơ quan ban hành", issuer, usual))
        if stated and settled and not _alike(word, stated.lower(), settled.lower())
    ]
    return f"{' và '.join(faults)} khác" if faults else None


def _alike(field: str, a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a) if field == "ngày" else a in b or b in a


def check_citations(world: World) -> None:
    for directive in world.directives():
        asked: Counter[Row] = Counter()
        columns = (
            "isSettled",
            "statedDate",
            "statedIssuer",
            "statedTitle",
            "times",
            "suspicion",
            "rank",
            "mention",
        )
        for *key, times, told, rank, mention in world.rows("citations", *columns, directive=directive):
            asked[tuple(key)] += times
            assert rank == world.one(f"{mention}/resolution", "rank")
            assert told == suspicion(world, directive, key[1], key[2])
        assert asked == citations(world, directive)


# shortcomings


def test_shortcomings_that_return_come_first(samples: World) -> None:
    found = samples.rows("shortcomings", "directiveLabel", "periods", "source", "actorLabel", "theme")
    assert found == [
        ("Chỉ thị 05-CT/TW (2016)", 2, "hd-1.txt", "một số cấp ủy", "Kết quả"),
        ("Chỉ thị 05-CT/TW (2016)", 2, "hd-2.txt", "một số cấp ủy", "Kết quả"),
        ("Chỉ thị 35-CT/TW (2014)", 1, "hd-2.txt", "Tỉnh ủy Hải Dương", "Kết quả"),
    ]
    assert len(samples.rows("shortcomings", "source", directive="05-CT/TW")) == 2
    assert samples.rows("shortcomings", "source", body="Tỉnh ủy Hà Tĩnh") == []


def shortcomings(world: World) -> Iterator[Row]:
    periods: dict[Row, set[str | None]] = defaultdict(set)
    rows = []
    for report, said in world.statements():
        if said["status"] == "shortcoming":
            key = world.body(report) or report.iri, world.directive(report, said["mention"])
            periods[key].add(report.period[1])
            rows.append((key, report, said))
    for (body, directive), report, said in rows:
        dates = periods[body, directive] if directive and world.body(report) else set()
        yield report.source, directive, max(1, len(dates - {None})), report.quote(said)


def check_shortcomings(world: World) -> None:
    asked = world.rows("shortcomings", "source", "meant", "periods", "quote")
    assert plain(asked) == plain(shortcomings(world))


# figures


def test_figures_by_directive_and_by_indicator(counted: World) -> None:
    row = (
        "số lượng",
        6115.0,
        6172.5,
        "đảng viên",
        "about",
        "Đơn vị đã implement Văn bản 05-CT/TW 2016-05-15",
    )
    columns = "measured", "value", "outOf", "unit", "comparator", "quote"
    assert counted.rows("figures", *columns, directive="05-CT/TW") == [row]
    assert counted.rows("figures", *columns, indicator="Số") == [row]
    assert counted.rows("figures", "value", indicator="tỷ lệ") == []
    assert counted.rows("figures", "value", directive="05-CT/TW", **{"from": "2019"}) == []


def figures(world: World, directive: str) -> set[Row]:
    return {
        (
            report.source,
            figure["indicator"],
            figure["value"],
            figure["of"],
            figure["unit"],
            report.quote(said),
        )
        for report, said in world.statements()
        for figure in report.facts["figures"]
        if figure["id"] in said["figures"] and world.directive(report, said["mention"]) == directive
    }


def measured(world: World, indicator: str) -> Iterator[Row]:
    for report in world.held:
        for figure in report.facts["figures"]:
            if indicator in (figure["indicator"] or "").lower():
                said = [s for s in report.facts["statements"] if figure["id"] in s["figures"]]
                at = max(0, figure["start"] - 120) if figure["start"] >= 120 else 0
                around = {" ".join(report.text[at : at + 280].split())}
                for quote in {report.quote(s) for s in said} or around:
                    yield report.source, figure["value"], figure["unit"], figure["start"], quote


def check_figures(world: World) -> None:
    columns = "source", "measured", "value", "outOf", "unit", "quote"
    for directive in world.directives():
        assert set(world.rows("figures", *columns, directive=directive)) == figures(world, directive)
    for indicator in ("số", "đảng viên"):
        asked = world.rows("figures", "source", "value", "unit", "figure", "quote", indicator=indicator)
        placed = {(*r[:3], int(r[3].rpartition("/")[2].split("-")[0]), r[4]) for r in asked}
        assert placed == set(measured(world, indicator))


# copied


def test_copied_finds_what_returns(samples: World) -> None:
    found = samples.rows(
        "copied", "periods", "kindLabel", "start", "source", "quote", body="Tỉnh ủy Hải Dương"
    )
    words = "một số cấp ủy đã implement Văn bản 05-CT/TW 2016-05-15"
    assert found == [
        (2, "nhận định", "2018-01-01", "hd-1.txt", words),
        (2, "nhận định", "2018-07-01", "hd-2.txt", words),
    ]
    assert samples.rows("copied", "source", body="Tỉnh ủy Hà Tĩnh") == []
    assert samples.rows("copied", "source", body="Tỉnh ủy Hải Dương", to="6/2018") == []


def copied(world: World, body: str) -> Iterator[Row]:
    own = [r for r in world.held if world.body(r) == body and all(r.period)]
    periods: dict[Row, set[Row]] = defaultdict(set)
    for report, kind, item in _items(own):
        periods[kind, folded(report.quote(item))].add(report.period)
    for report, kind, item in _items(own):
        times = len(periods[kind, folded(report.quote(item))])
        if times > 1:
            yield times, report.source, report.quote(item)


def _items(own: list[Held]) -> Iterator[tuple[Held, str, dict[str, str]]]:
    return ((r, kind, item) for r in own for kind in ("statements", "tasks") for item in r.facts[kind])


def check_copied(world: World) -> None:
    for body in world.bodies():
        asked = world.rows("copied", "periods", "source", "quote", body=body)
        assert plain(asked) == plain(copied(world, body))


CHECKS = [check_unresolved, check_citations, check_shortcomings, check_figures, check_copied]


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_a_generated_corpus_gives_what_plain_python_gives(check: object) -> None:
    check(generated())  # type: ignore[operator]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_random_corpora_give_what_plain_python_gives(world: World) -> None:
    for check in CHECKS:
        check(world)
