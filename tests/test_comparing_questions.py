"""Cascade, heirs, compare, contradictions: rows by hand, empty answers, agreement with plain Python."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.iri import ONTOLOGY, slug
from kg.model import Figure, Report, Span
from kg.quads.resolution import LIFTED
from made import Said, Told, corpora, make_report
from oracle import RANKS, claims
from oracle_of_claims import Held, Row, World, generated, world_of
from test_resolution import crowded

Change = Literal["increase", "decrease"] | None
_CHANGES: list[Change] = [None, None, "increase"]
_ORGANS = {"bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"}


def with_figures(report: Report, figures: list[tuple[float, str, Change]]) -> Report:
    """Let a report state quantities; the first statement holds the first."""
    text = report.document.text
    found = tuple(
        Figure(f"f{n}", 4 * n, 4 * n + 4, text[4 * n : 4 * n + 4], (Span(4 * n, 4 * n + 4),), value, None,
               "đảng viên", indicator, change, None)
        for n, (value, indicator, change) in enumerate(figures)
    )  # fmt: skip
    said = report.statements
    if found and said:
        said = (replace(said[0], figures=("f0",)), *said[1:])
    return replace(report, figures=found, statements=said)


@st.composite
def chained(draw: st.DrawFn) -> list[Report]:
    """Draw reports of two bodies on a chain of directives, with reviews and figures."""
    symbols = ("05-CT/TW", "18-NQ/TU", "34-KH/TU", "12-CTr/TU", "07-HD/BTCTU", "09-KH/TU")
    found = []
    for number in range(draw(st.integers(1, 6))):
        province = draw(st.sampled_from(["Hải Dương", "Hải Dương", "Hà Tĩnh"]))
        year = draw(st.integers(2018, 2020))
        size = draw(st.integers(1, 4))
        said = tuple(
            Said(
                symbol := draw(st.sampled_from(symbols)),
                date=draw(st.sampled_from(["2016-05-15", "2016-05-15", "2016-05-16"])),
                issuer=draw(st.sampled_from([None, "Bộ Chính trị", "Ban Bí thư", "Trung ương"])),
                scope="Hải Dương" if "TU" in symbol else None,
                activity=draw(st.sampled_from(list(RANKS))),
                status=draw(st.sampled_from(["done", "done", "planned"])),
                years=draw(st.sampled_from([None, 3, 3])),
                via=draw(st.sampled_from([None, *(i for i in range(size) if i != index)])),
                task=draw(st.sampled_from([False, False, False, True])),
            )
            for index in range(size)
        )
        told = Told(
            f"{number}.txt", f"Tỉnh ủy {province}", province, f"{year}-01-01", f"{year}-12-31", said=said
        )
        figure = st.tuples(
            st.sampled_from([10.0, 9.0, 12.5]),
            st.sampled_from(["số lượng", "số chi bộ", "đạt"]),
            st.sampled_from(_CHANGES),
        )
        found.append(with_figures(make_report(told), draw(st.lists(figure, max_size=2))))
    return list({r.document.text_sha256: r for r in found}.values())


def worlds() -> st.SearchStrategy[World]:
    return st.one_of(chained(), chained(), corpora(), crowded(), claims()).map(world_of)


# cascade


@dataclass(frozen=True)
class Edge:
    """What a report says of two directives."""

    lower: str
    code: str
    upper: str
    report: Held
    quote: str


def edges(world: World) -> Iterator[Edge]:
    for report in world.held:
        said = [
            (r["source_mention"], r["relation"], r["target_mention"], r) for r in report.facts["relations"]
        ] + [(s["via"], "implements", s["mention"], s) for s in report.facts["statements"] if s["via"]]
        for lower, code, upper, item in said:
            ends = world.directive(report, lower), world.directive(report, upper)
            if code in LIFTED and code != "cites" and ends[0] and ends[1] and ends[0] != ends[1]:
                yield Edge(ends[0], code, ends[1], report, report.quote(item))


def distances(start: str, steps: dict[str, set[str]]) -> dict[str, int]:
    found, waiting = {start: 0}, [start]
    for node in waiting:
        for after in sorted(steps[node] - found.keys()):
            found[after] = found[node] + 1
            waiting.append(after)
    return found


def check_cascade(world: World) -> None:
    told = list(edges(world))
    columns = "direction", "depth", "lower", "relation", "upper", "isLast", "reports", "quote", "source"
    for directive in world.directives():
        asked = world.rows("cascade", *columns, directive=directive, lang="en")
        expected: Counter[Row] = Counter()
        for direction in ("down", "up"):
            expected += Counter(_steps(told, directive, direction))
        found = [(d, depth, low, _code(rel), up, last, n) for d, depth, low, rel, up, last, n, *_ in asked]
        assert Counter(row for row in found if row[0] != "stops") == expected
        shown = {(e.lower, e.code, e.upper, e.quote, e.report.source) for e in told}
        assert {(r[2], _code(r[3]), r[4], *r[7:]) for r in asked if r[0] != "stops"} <= shown
        check_stops(world, told, directive)


def _steps(told: list[Edge], directive: str, direction: str) -> Iterator[Row]:
    steps: dict[str, set[str]] = defaultdict(set)
    for edge in told:
        near, far = (edge.upper, edge.lower) if direction == "down" else (edge.lower, edge.upper)
        steps[near].add(far)
    reached = distances(directive, steps)
    reports: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for edge in told:
        reports[edge.lower, edge.code, edge.upper].add(edge.report.iri)
    for (lower, code, upper), telling in reports.items():
        this, after = (upper, lower) if direction == "down" else (lower, upper)
        if this in reached:
            yield direction, min(reached[this] + 1, 4), lower, code, upper, not steps[after], len(telling)


def check_stops(world: World, told: list[Edge], directive: str) -> None:
    """Bodies that cite it, but for those that issued or told of what gives effect to it."""
    steps: dict[str, set[str]] = defaultdict(set)
    for edge in told:
        steps[edge.upper].add(edge.lower)
    below = distances(directive, steps)
    going_on = {world.body(e.report) for e in told if e.upper in below}
    for edge in told:
        if edge.upper in below and (issuer := world.one(edge.lower, "issuer")):
            going_on |= {issuer, *world.all(issuer, "organOf")}
            going_on |= {b for a in world.all(issuer, "organOf") for b in world.all(a, "organOf")}
    citing: dict[str, set[str]] = defaultdict(set)
    for report in world.held:
        body = world.body(report)
        if body and directive in {world.directive(report, m["id"]) for m in report.facts["mentions"]}:
            citing[body].add(report.source)
    asked = world.rows("cascade", "direction", "issuer", "reports", "source", directive=directive, lang="en")
    stops = [row[1:] for row in asked if row[0] == "stops"]
    assert {(b, n) for b, n, _ in stops} == {(b, len(r)) for b, r in citing.items() if b not in going_on}
    assert all(source in citing[body] for body, _, source in stops)


def _code(concept: object) -> str:
    return str(concept).rpartition("/")[2]


def test_cascade_goes_down_and_up_and_tells_where_it_stops() -> None:
    said = (
        Said("05-CT/TW", date="2016-05-15", activity="concretize", via=1),
        Said("18-NQ/TU", scope="Hải Dương", date="2017-01-10", activity="concretize", via=2),
        Said("34-KH/TU", scope="Hải Dương", date="2018-01-10"),
    )
    year = "2018-01-01", "2018-12-31"
    known = (Said("05-CT/TW", date="2016-05-15", activity="disseminate"),)
    made = [
        Told("hd.txt", "Tỉnh ủy Hải Dương", "Hải Dương", *year, said=said),
        Told("ht.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", *year, said=known),
    ]
    world = world_of([make_report(t) for t in made])
    columns = "direction", "depth", "lowerLabel", "isLast", "issuerLabel", "stageLabel", "source"
    first, second = "Nghị quyết 18-NQ/TU (2017, Hải Dương)", "Kế hoạch 34-KH/TU (2018, Hải Dương)"
    assert world.rows("cascade", *columns, directive="05-CT/TW") == [
        ("xuống dưới", 1, first, False, "Tỉnh ủy Hải Dương", None, "hd.txt"),
        ("xuống dưới", 2, second, True, "Tỉnh ủy Hải Dương", None, "hd.txt"),
        ("dừng ở", None, None, None, "Tỉnh ủy Hà Tĩnh", "quán triệt, học tập", "ht.txt"),
    ]
    assert world.rows("cascade", "direction", "depth", "lowerLabel", directive="34-KH/TU") == [
        ("lên trên", 1, second),
        ("lên trên", 2, first),
        ("dừng ở", None, None),
    ]
    assert world.rows("cascade", "direction", directive="05-CT/TW", under="Tỉnh ủy Hải Dương")[2:] == []


# heirs


def check_heirs(world: World) -> None:
    for body in world.bodies():
        asked = world.rows("heirs", "former", "openTasks", "directives", body=body)
        assert {row[1:] for row in asked if row[0] == body} <= {
            (len(_open(world, body)), len(_cited(world, body)))
        }
        listed = world.rows("heirs", "itemKind", "item", "quote", "report", body=body, items="yes")
        own = [row for row in listed if row[0] is not None]
        if asked and all(row[0] == body for row in asked):
            assert {row[2:] for row in own if row[0] == "nhiệm vụ"} == set(_open(world, body))
            assert {row[1] for row in own if row[0] == "văn bản"} == _cited(world, body)
        assert all(row[3] for row in own)


def _open(world: World, body: str) -> list[Row]:
    found = []
    for report in world.held:
        if world.body(report) == body:
            for task in report.facts["tasks"]:
                name = f"{report.iri}/task/{task['start']}-{task['end']}"
                links = world.store.find_subjects(f"{ONTOLOGY}ofTask", ox.NamedNode(name))
                if not any(_code(world.one(link, "outcome")) == "result" for link in links):
                    found.append((report.quote(task), report.source))
    return found


def _cited(world: World, body: str) -> set[str]:
    own = [r for r in world.held if world.body(r) == body]
    return {d for r in own for m in r.facts["mentions"] if (d := world.directive(r, m["id"]))}


def test_heirs_tells_what_is_left() -> None:
    task = Said("05-CT/TW", date="2016-05-15", task=True)
    made = Told("hd.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2024-01-01", "2024-12-31",
                said=(task, Said("25-NQ/TW", date="2013-06-03")))  # fmt: skip
    world = world_of([make_report(made)])
    columns = "heirLabel", "openTasks", "directives", "itemKind", "itemLabel", "report"
    heir = "Thành ủy Hải Phòng (từ ngày 01/7/2025)"
    counts = (heir, 1, 2, None, None, None)
    assert world.rows("heirs", *columns, body="Tỉnh ủy Hải Dương") == [counts]
    assert world.rows("heirs", *columns, body="Tỉnh ủy Hải Dương", items="yes") == [
        counts,
        (heir, None, None, "nhiệm vụ", None, "hd.txt"),
        (heir, None, None, "văn bản", "Chỉ thị 05-CT/TW (2016)", "hd.txt"),
        (heir, None, None, "văn bản", "Nghị quyết 25-NQ/TW (2013)", "hd.txt"),
    ]


# compare


def within(report: Held, since: str, until: str) -> bool:
    start, end = report.period
    return (not since or (end or "") >= since) and (not until or (start or "9999") <= until)


def check_compare(world: World) -> None:
    bodies = [b for b in world.bodies() if "/report/" not in b][:3]
    for body in bodies:
        for other in bodies:
            _compare(world, (body, "", ""), (other, "", ""), {"body": body, "other-body": other})
        given = {"body": body, "to": "2018-12-31", "other-from": "2019-01-01"}
        _compare(world, (body, "", "2018-12-31"), (body, "2019-01-01", ""), given)


def _compare(
    world: World, one: tuple[str, str, str], two: tuple[str, str, str], given: dict[str, str]
) -> None:
    sides = [[r for r in world.held if world.body(r) == b and within(r, f, t)] for b, f, t in (one, two)]
    ranks = [_ranks(world, side) for side in sides]
    expected: Counter[Row] = Counter()
    for directive in ranks[0].keys() | ranks[1].keys():
        first, second = (r.get(directive) for r in ranks)
        if first is None or second is None:
            held = sides[0] if first is None else sides[1]
            change = ("new" if first is None else "dropped") if held else "not-comparable"
        else:
            change = "unchanged" if first == second else "advanced" if second > first else "regressed"
        expected[change, directive, None, None, None] += 1
    expected += Counter(_moved(*(_latest(world, side) for side in sides)))
    columns = "change", "directive", "indicator", "valueOne", "valueTwo"
    assert Counter(world.rows("compare", *columns, **given, unchanged="yes")) == expected, given
    still = {"unchanged", "figure-unchanged"}
    moved = Counter({row: n for row, n in expected.items() if row[0] not in still})
    assert Counter(world.rows("compare", *columns, **given)) == moved
    for state, quote, source in world.rows("compare", "stateTwo", "quoteTwo", "sourceTwo", **given):
        assert (state == "có báo cáo") == (quote is not None) == (source is not None)
        assert state != "không thấy báo cáo trong kho" or not sides[1]
        assert source is None or source in {r.source for r in sides[1]}


def _ranks(world: World, side: list[Held]) -> dict[str, int]:
    found: dict[str, int] = {}
    for report in side:
        for mention in report.facts["mentions"]:
            if directive := world.directive(report, mention["id"]):
                said = [
                    s
                    for s in report.facts["statements"]
                    if s["mention"] == mention["id"] and s["status"] == "done"
                ]
                ranks = [RANKS.get(s["activity"], 0) for s in said]
                found[directive] = max([found.get(directive, 0), *ranks])
    return found


def _once(report: Held) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Yield the figures that a report states once."""
    found = defaultdict(list)
    for figure in report.facts["figures"]:
        if figure["indicator"] and " " in figure["indicator"]:
            found[figure["indicator"], figure["unit"], figure["change"]].append(figure)
    return ((key, figures[0]) for key, figures in found.items() if len(figures) == 1)


def _latest(world: World, side: list[Held]) -> dict[Row, tuple[str, set[float]]]:
    """Return {figure: (last end of a period, its values then)} where one body states it."""
    told: dict[Row, list[tuple[str, str | None, float]]] = defaultdict(list)
    for report in side:
        if all(report.period):
            for key, figure in _once(report):
                told[key].append((str(report.period[1]), world.body(report), float(figure["value"])))
    last = {key: max(end for end, *_ in rows) for key, rows in told.items()}
    return {k: (last[k], {v for e, _, v in rows if e == last[k]}) for k, rows in told.items()}


def _moved(one: dict[Row, tuple[str, set[float]]], two: dict[Row, tuple[str, set[float]]]) -> Iterator[Row]:
    """Yield what each side's latest report states; of several of one period, the last in order of text."""
    for key in one.keys() & two.keys():
        first, second = (max(side[key][1], key=str) for side in (one, two))
        yield ("figure-unchanged" if first == second else "figure-moved", None, key[0], first, second)


def test_compare_tells_silence_from_absence() -> None:
    def told(source: str, year: int, *said: Said) -> Told:
        return Told(source, "Tỉnh ủy Hải Dương", "Hải Dương", f"{year}-01-01", f"{year}-12-31", said=said)

    cited = Said("05-CT/TW", date="2016-05-15")
    made = [
        told(
            "1.txt",
            2018,
            replace(cited, activity="disseminate"),
            Said("35-CT/TW", date="2014-05-30"),
        ),
        told("2.txt", 2019, replace(cited, activity="inspect"), Said("28-CT/TW", date="2019-01-21")),
    ]
    world = world_of([with_figures(make_report(t), [(n, "số lượng", None)]) for n, t in enumerate(made, 6)])
    columns = "changeLabel", "directiveLabel", "stateOne", "stageOneLabel", "stateTwo", "stageTwoLabel"
    given = {"body": "Tỉnh ủy Hải Dương", "to": "2018", "other-from": "2019"}
    assert sorted(world.rows("compare", *columns, **given)[:3], key=str) == [
        ("không còn", "Chỉ thị 35-CT/TW (2014)", "có báo cáo", "triển khai, thực hiện",
         "báo cáo không nhắc đến", None),
        ("mới", "Chỉ thị 28-CT/TW (2019)", "báo cáo không nhắc đến", None, "có báo cáo",
         "triển khai, thực hiện"),
        ("tiến lên", "Chỉ thị 05-CT/TW (2016)", "có báo cáo", "quán triệt, học tập", "có báo cáo",
         "kiểm tra"),
    ]  # fmt: skip
    figures = world.rows("compare", "changeLabel", "indicator", "valueOne", "valueTwo", "sourceTwo", **given)[
        3:
    ]
    assert figures == [("số liệu đã đổi", "số lượng", 6.0, 7.0, "2.txt")]
    assert {r[0] for r in world.rows("compare", "change", "stateTwo", **{**given, "other-from": "2030"})} == {
        "not-comparable"
    }
    assert world.rows("compare", "change", body="Tỉnh ủy Hải Dương") == []
    assert world.rows(
        "compare", "change", "indicator", province="Hải Dương", to="2018", **{"other-from": "2019"}
    )[3:] == [("figure-moved", "số lượng")]


# contradictions


def check_contradictions(world: World) -> None:
    columns = "kind", "source", "about", "otherSource"
    asked = world.rows("contradictions", *columns)
    within_one = Counter((kind, source) for kind, source, *_ in asked if kind in {"two-dates", "percentage"})
    findings = [(f["code"], r.source) for r in world.held for f in r.facts["findings"]]
    assert within_one == Counter(f for f in findings if f[0] in {"two-dates", "percentage"})
    stated = Counter((kind, source, d) for kind, source, d, _ in asked if str(kind).startswith("other-"))
    assert stated == Counter(deviating(world))
    reviews = {row[1:] for row in asked if row[0] == "review-planned-again"}
    assert reviews == set(planned_again(world))
    values = world.rows("contradictions", "kind", "start", "end", "comment")
    assert {row[1:] for row in values if row[0] == "two-values"} == set(two_values(world))
    for kind, quote, source, other in world.rows("contradictions", "kind", "quote", "source", "otherSource"):
        assert quote, (kind, source)
        assert source, kind
        assert other or kind in {f for f, _ in findings}


def deviating(world: World) -> Iterator[Row]:
    for report in world.held:
        for mention in report.facts["mentions"]:
            if directive := world.directive(report, mention["id"]):
                issued, stated = world.one(directive, "issuedOn"), mention["date"]
                if issued and stated and not (issued.startswith(stated) or stated.startswith(issued)):
                    yield "other-date", report.source, directive
                names = mention["issuer"], world.one(directive, "issuerName")
                organs = [re.sub(r"-(dang|trung-uong)$", "", slug(n)) if n else None for n in names]
                organs = ["ban-chap-hanh-trung-uong" if o == "ban-chap-hanh" else o for o in organs]
                if organs[0] != organs[1] and set(organs) <= _ORGANS:
                    yield "other-issuer", report.source, directive


def planned_again(world: World) -> Iterator[Row]:
    said = []
    for report, s in world.statements():
        is_body = s["actor"] and not s["actor"].startswith(("các ", "Các "))
        if s["review_years"] and s["activity"] in ("interim_review", "final_review") and is_body:
            directive, body = world.directive(report, s["mention"]), world.body(report)
            if directive and body:
                said.append(
                    (body, s["actor"], directive, s["activity"], s["review_years"], s["status"], report)
                )
    for *key, status, report in said:
        for *other, done, before in said:
            later = (report.period[0] or "") > (before.period[1] or "9999")
            if key == other and status == "planned" and done == "done" and later:
                yield report.source, key[2], before.source


def two_values(world: World) -> Iterator[Row]:
    told: dict[Row, set[float]] = defaultdict(set)
    for report in world.held:
        if world.body(report) and all(report.period):
            for key, figure in _once(report):
                told[world.body(report), report.period, key].add(float(figure["value"]))
    for (_, (start, end), (indicator, unit, _)), values in told.items():
        if len(values) > 1:
            low, high = min(map(_plain, values)), max(map(_plain, values))
            yield start, end, f"{indicator}{f' ({unit})' if unit else ''}: {low} / {high}"


def _plain(value: float) -> str:
    """Return a number as the store writes it."""
    return str(int(value)) if value == int(value) else str(value)


def test_contradictions_show_both_sides() -> None:
    def told(source: str, year: int, *said: Said) -> Told:
        return Told(source, "Tỉnh ủy Hải Dương", "Hải Dương", f"{year}-01-01", f"{year}-12-31", said=said)

    review = Said("05-CT/TW", date="2016-05-15", issuer="Bộ Chính trị", years=3, activity="interim_review")
    made = [
        with_figures(make_report(told("1.txt", 2019, review)), [(6.0, "số lượng", None)]),
        with_figures(make_report(told("2.txt", 2019, replace(review, date="2016-05-16"))),
                     [(7.0, "số lượng", None)]),
        make_report(told("3.txt", 2020, replace(review, status="planned"))),
        make_report(told("4.txt", 2021, Said("05-CT/TW", date="2016-05-15", issuer="Ban Bí thư"))),
    ]  # fmt: skip
    world = world_of(made)
    columns = "kindLabel", "comment", "source", "otherSource"
    again = "đã sơ kết, tổng kết mà kỳ sau còn dự kiến"
    planned = "sau số năm: 3; đã làm đến 2019-12-31"
    settled = "đã biết hoặc được ghi nhiều nhất:"
    found = world.rows("contradictions", *columns)
    assert found[0][:3] == ("ngày khác", f"ghi 2016-05-16; {settled} 2016-05-15", "2.txt")
    assert found[1][:3] == ("cơ quan ban hành khác", f"ghi Ban Bí thư; {settled} Bộ Chính trị", "4.txt")
    assert found[2:4] == [(again, planned, "3.txt", "1.txt"), (again, planned, "3.txt", "2.txt")]
    assert [row[0] for row in found[4:]] == ["hai số của cùng một kỳ"]
    assert all(row[3] for row in found)
    assert world.rows("contradictions", "kind", **{"from": "2030"}) == []
    assert len(world.rows("contradictions", "kind", directive="05-CT/TW")) == 4
    assert world.rows("contradictions", "kind", under="Tỉnh ủy Hải Dương") == []


CHECKS = [check_cascade, check_heirs, check_compare, check_contradictions]


@pytest.mark.parametrize("check", [check_heirs, check_contradictions], ids=lambda c: c.__name__)
def test_a_generated_corpus_gives_what_plain_python_gives(check: object) -> None:
    check(generated())  # type: ignore[operator]


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_random_corpora_give_what_plain_python_gives(check: object, world: World) -> None:
    check(world)  # type: ignore[operator]
