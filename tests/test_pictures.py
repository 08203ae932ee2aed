"""The pictures of the pages: what they show, that text stays text, and that they stay small."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from kg.questions import Words
from kg.site.pictures import Edge, Event, Node, Point, Series, chart, graph_data, neighbourhood, timeline
from kg.site.pictures.lettering import width, wrapped
from kg.site.pictures.numbers import spoken_number
from kg.site.pictures.time_scale import scale_over
from kg.site.pictures.value_scale import value_scale

STATIC = Path(__file__).parent.parent / "pages" / "static"
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 25_000
STAGES = ("disseminate", "concretize", "implement", "inspect", "supervise", "interim_review", "final_review")
STATUSES = ("done", "ongoing", "planned", "shortcoming")
IMPLEMENTS, GUIDES = Words("thực hiện", "implements"), Words("hướng dẫn", "guides")
CENTRE = Node("c", "Chỉ thị 01-CT/XX (2016)", "c.html", note="về việc <thử> & vẽ")
HOSTILE = '</title></svg><script>alert("x")</script>'

texts = some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=40)
days = (some.dates(date(1930, 1, 1), date(2060, 12, 31)) | some.dates()).map(date.isoformat)


@some.composite
def periods(draw: some.DrawFn) -> tuple[str, str]:
    first, last = sorted((draw(days), draw(days)))
    return first, last


@some.composite
def events(draw: some.DrawFn) -> Event:
    start, end = draw(periods())
    stage, status = draw(some.sampled_from((*STAGES, "report"))), draw(some.sampled_from(STATUSES))
    return Event(start, end, stage, status, draw(texts), draw(texts), draw(some.integers(1, 99)))


@some.composite
def points(draw: some.DrawFn) -> Point:
    start, end = draw(periods())
    value = draw(some.none() | some.floats(-1e9, 1e9, allow_nan=False))
    comparator = draw(some.sampled_from(("", "about", "over", "under")))
    return Point(start, end, value, draw(texts), comparator, draw(some.sampled_from(("silent", "absent"))))


def drawn(markup: Markup) -> ElementTree.Element:
    """Return the markup, parsed as XML is; a page's HTML reads the same of it."""
    return ElementTree.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{markup}</div>')


def titles(markup: Markup) -> list[str]:
    return [title.text or "" for title in drawn(markup).iter(f"{SVG}title")]


def hrefs(markup: Markup) -> list[str]:
    return [link.attrib["href"] for link in drawn(markup).iter(f"{SVG}a")]


def of_class(markup: Markup, name: str) -> list[ElementTree.Element]:
    return [e for e in drawn(markup).iter() if name in e.attrib.get("class", "").split()]


def misplaced(markup: Markup) -> list[tuple[str, str]]:
    """Return the places that are no number with one decimal at most, or stand out of the drawing's width."""
    places = [
        (name, value)
        for element in drawn(markup).iter()
        for name, value in element.attrib.items()
        if name in {"x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "r", "width", "height"}
    ]
    shape = re.compile(r"(?:\d+(?:\.\d)?)%|-?\d+(?:\.\d)?")
    return [
        (name, value)
        for name, value in places
        if not shape.fullmatch(value) or (value.endswith("%") and float(value[:-1]) > 100)
    ]


def many_events(number: int) -> list[Event]:
    dice = random.Random(number)
    found = []
    for n in range(number):
        first = date(2006, 1, 1) + timedelta(days=dice.randrange(7000))
        last = first + timedelta(days=dice.choice((0, 90, 181, 364)))
        stage, status = dice.choice((*STAGES, "report")), dice.choice(STATUSES)
        found.append(Event(first.isoformat(), last.isoformat(), stage, status, f"Báo cáo {n}", f"r{n}.html"))
    return found


def star(number: int) -> tuple[list[Node], list[Edge]]:
    nodes = [Node(f"n{n}", f"Kế hoạch {n}-KH/XX " + "rất dài " * 12, f"n{n}.html") for n in range(number)]
    return nodes, [Edge(node.id, "c", IMPLEMENTS) for node in nodes]


ALL_HOSTILE = (
    timeline([Event("2020-01-01", "2020-01-01", "implement", "done", HOSTILE, HOSTILE)], key="a"),
    timeline([Event("2020-01-01", "2020-01-01", "implement", "done", HOSTILE)] * 99, rows_href=HOSTILE),
    neighbourhood(
        Node("c", HOSTILE, HOSTILE, note=HOSTILE),
        [Node(HOSTILE, HOSTILE, HOSTILE)],
        [Edge(HOSTILE, "c", Words(HOSTILE, HOSTILE))],
    ),
    chart(Series(HOSTILE, HOSTILE, (Point("2020-01-01", "2020-12-31", 1.0, HOSTILE),))),
)


@pytest.mark.parametrize("markup", ALL_HOSTILE, ids=("events", "counts", "chain", "chart"))
def test_words_of_reports_stay_words(markup: Markup) -> None:
    assert "<script" not in markup
    assert any(HOSTILE in text for text in (*titles(markup), *hrefs(markup)))


@pytest.mark.parametrize("markup", ALL_HOSTILE, ids=("events", "counts", "chain", "chart"))
def test_a_strict_policy_allows_all_of_it(markup: Markup) -> None:
    for element in drawn(markup).iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"}


def test_nothing_is_drawn_of_nothing() -> None:
    assert timeline([]) == ""
    assert neighbourhood(CENTRE, [], []) == ""
    assert chart(Series("x", "y", ())) == ""
    assert chart(Series("x", "y", (Point("2020-01-01", "2020-12-31", None, state="silent"),))) == ""


# timeline


def test_each_event_has_its_mark_link_and_words() -> None:
    some_events = [
        Event("2018-01-01", "2018-12-31", "implement", "done", "Đảng ủy A", "a.html#s1"),
        Event("2019-03-05", "2019-03-05", "inspect", "shortcoming", "Đảng ủy B", "b.html#s2"),
    ]
    markup = timeline(some_events, issued="2016-05-15")
    assert hrefs(markup) == ["a.html#s1", "b.html#s2"]
    assert "Đảng ủy A · đã làm / done · 2018" in titles(markup)
    assert "Đảng ủy B · hạn chế / shortcoming · 05/03/2019" in titles(markup)
    assert len(of_class(markup, "span")) == 1, "a single day has no length"
    assert "Ban hành 15/05/2016" in markup


def test_a_stage_of_which_no_report_speaks_is_seen() -> None:
    markup = timeline([Event("2018-01-01", "2018-12-31", "implement", "done", "A")])
    empty = {e.text for e in of_class(markup, "empty") if e.attrib["lang"] == "vi"}
    assert "tổng kết: chưa thấy nói đến" in empty
    assert not any("triển khai" in (text or "") for text in empty)
    assert "việc khác" not in markup


def test_a_later_day_stands_further_right() -> None:
    days_of = ("2018-02-01", "2019-02-01", "2021-02-01")
    markup = timeline([Event(d, d, "implement", "done", d) for d in days_of])
    marks = [float(e.attrib["cx"].rstrip("%")) for e in of_class(markup, "mark") if "cx" in e.attrib]
    places = marks[:3]
    assert places == sorted(places)
    assert len(set(places)) == 3
    assert all(0 < place < 100 for place in places)


def test_marks_of_one_day_do_not_cover_each_other() -> None:
    markup = timeline([Event("2018-02-01", "2018-02-01", "implement", "done", f"{n}", "x") for n in range(4)])
    links = list(drawn(markup).iter(f"{SVG}a"))
    rows = {circle.attrib["cy"] for link in links for circle in link.iter(f"{SVG}circle")}
    assert len(rows) == 4


@pytest.mark.parametrize("number", [41, 300, 5000, 20_000])
def test_thousands_of_events_are_counted_and_none_is_lost(number: int) -> None:
    markup = timeline(many_events(number), issued="2006-04", rows_href="#rows")
    assert len(markup.encode()) < MOST_BYTES
    counts = [e for link in drawn(markup).iter(f"{SVG}a") for e in link.iter(f"{SVG}text")]
    assert sum(int((e.text or "").replace(".", "")) for e in counts) == number
    assert "#rows" in hrefs(markup)


@given(some.lists(events(), min_size=1, max_size=80), some.none() | days, some.randoms())
def test_any_events_are_drawn_the_same_in_any_order(
    drawn_events: list[Event], issued: str | None, dice: random.Random
) -> None:
    markup = timeline(drawn_events, issued=issued, rows_href="#rows")
    assert misplaced(markup) == []
    shuffled = list(drawn_events)
    dice.shuffle(shuffled)
    assert timeline(shuffled, issued=issued, rows_href="#rows") == markup


# neighbourhood


def height(markup: Markup, label: str) -> float:
    """Return how far down the box with a title stands."""
    for group in drawn(markup).iter():
        title = group.find(f"{SVG}title")
        if title is not None and (title.text or "").startswith(label):
            rect = group.find(f"{SVG}rect")
            assert rect is not None
            return float(rect.attrib["y"])
    raise AssertionError(label)


def test_what_is_served_stands_above_and_what_gives_effect_below() -> None:
    nodes = [Node(i, f"Văn bản {i}", f"{i}.html") for i in ("up", "upper", "down", "downer")]
    edges = [Edge("c", "up", IMPLEMENTS), Edge("up", "upper", IMPLEMENTS), Edge("down", "c", GUIDES)]
    markup = neighbourhood(CENTRE, nodes, [*edges, Edge("downer", "down", IMPLEMENTS)])
    labels = ("Văn bản upper", "Văn bản up ", "Chỉ thị 01", "Văn bản down ", "Văn bản downer")
    heights = [height(markup, label) for label in labels]
    assert heights == sorted(heights)
    assert sorted(hrefs(markup)) == ["c.html", "down.html", "downer.html", "up.html", "upper.html"]
    assert "hướng dẫn" in {e.text for e in of_class(markup, "relation")}


def test_a_circle_of_directives_is_drawn_once() -> None:
    nodes = [Node("a", "A", "a.html"), Node("b", "B", "b.html")]
    edges = [Edge("c", "a", IMPLEMENTS), Edge("a", "b", IMPLEMENTS), Edge("b", "c", IMPLEMENTS)]
    assert sorted(hrefs(neighbourhood(CENTRE, nodes, edges))) == ["a.html", "b.html", "c.html"]


def test_what_is_left_out_is_counted() -> None:
    nodes, edges = star(200)
    markup = neighbourhood(CENTRE, nodes, edges, rows_href="#rows")
    shown = {href for href in hrefs(markup) if href.startswith("n")}
    assert f"+{200 - len(shown)} khác" in {e.text for e in of_class(markup, "label")}
    assert len(shown) == 23
    assert "#rows" in hrefs(markup)
    assert len(of_class(markup, "wide")) == len(of_class(markup, "narrow")) == 1


def test_boxes_never_overlap_and_stay_within_the_drawing() -> None:
    nodes, edges = star(12)
    nodes += [Node("b1", "Ban Thử nghiệm", kind="body"), Node("x", "Kế hoạch dưới", "x.html")]
    edges += [Edge("b1", "c", GUIDES), Edge("x", "n3", IMPLEMENTS), Edge("c", "n11", IMPLEMENTS)]
    for svg in drawn(neighbourhood(CENTRE, nodes, edges)).iter(f"{SVG}svg"):
        left, top, wide, high = map(float, svg.attrib["viewBox"].split())
        boxes = [
            tuple(float(r.attrib[name]) for name in ("x", "y", "width", "height"))
            for r in svg.iter(f"{SVG}rect")
        ]
        assert all(
            x >= left and y >= top and x + w <= left + wide and y + h <= top + high for x, y, w, h in boxes
        )
        assert not [
            (one, other)
            for n, one in enumerate(boxes)
            for other in boxes[:n]
            if one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
        ]  # fmt: skip


@given(some.lists(some.tuples(some.integers(0, 9), some.integers(0, 9)), max_size=30))
def test_every_node_that_is_reached_is_drawn_or_counted(pairs: list[tuple[int, int]]) -> None:
    nodes = [Node(f"{n}", f"Văn bản {n}", f"{n}.html") for n in range(1, 10)]
    edges = [Edge(f"{low}", f"{up}", IMPLEMENTS) for low, up in pairs]
    markup = neighbourhood(Node("0", "Văn bản 0", "0.html"), nodes, edges)
    expected = reached("0", pairs, upwards=True) | reached("0", pairs, upwards=False)
    shown = {href.removesuffix(".html") for href in hrefs(markup)} if markup else set()
    more = {
        int((e.text or "").split()[0]) for e in of_class(markup, "label") if (e.text or "").startswith("+")
    }
    assert shown <= expected | {"0"}
    assert len(shown - {"0"}) + sum(more) == len(expected - {"0"})


def reached(start: str, pairs: Sequence[tuple[int, int]], *, upwards: bool) -> set[str]:
    """Return what is reached from a node, by steps in one direction; found by trying till nothing is new."""
    found = {start}
    steps = [(f"{a}", f"{b}") if upwards else (f"{b}", f"{a}") for a, b in pairs]
    while new := {there for here, there in steps if here in found} - found:
        found |= new
    return found


# figures


def yearly(*values: float | None, state: str = "absent") -> Series:
    return Series(
        "đảng viên học tập",
        "đảng viên",
        tuple(
            Point(f"{2016 + n}-01-01", f"{2016 + n}-12-31", v, f"{n}.html", state=state)
            for n, v in enumerate(values)
        ),
    )


def test_a_gap_is_never_bridged() -> None:
    markup = chart(yearly(10, 20, None, 40, 50))
    assert len(of_class(markup, "course")) == 2
    assert "2018: không có báo cáo / no report held" in titles(markup)
    assert not of_class(markup, "silent")
    silent = chart(yearly(10, None, 30, state="silent"))
    assert not of_class(silent, "course")
    assert "2017: có báo cáo, không nêu / report held, not stated" in titles(silent)


def test_a_missing_period_is_a_gap_too() -> None:
    points_of = yearly(10, 20, 30).points
    assert not of_class(chart(Series("x", "y", (points_of[0], points_of[2]))), "course")


def test_half_a_year_is_not_joined_with_a_year() -> None:
    year = Point("2019-01-01", "2019-12-31", 10.0)
    half = Point("2020-01-01", "2020-06-30", 6.0)
    assert not of_class(chart(Series("x", "y", (year, half))), "course")


def test_two_values_of_a_period_are_both_shown_and_not_joined() -> None:
    one, other = (Point("2020-01-01", "2020-12-31", v, f"{v}.html") for v in (10.0, 12.0))
    markup = chart(Series("x", "y", (*yearly(1, 2, 3, 4).points, one, other)))
    assert {"10.0.html", "12.0.html"} <= set(hrefs(markup))
    assert len(of_class(markup, "course")) == 3


def test_values_are_written_as_in_vietnam_with_what_compares_them() -> None:
    markup = chart(Series("x", "tỷ đồng", (Point("2020-01-01", "2020-06-30", 1234.5, comparator="over"),)))
    assert [e.text for e in of_class(markup, "value")] == ["1.234,5"]
    assert "01/01/2020–30/06/2020: trên / over 1.234,5 tỷ đồng" in titles(markup)


@given(some.lists(points(), max_size=60), some.randoms())
def test_any_points_are_drawn_the_same_in_any_order(some_points: list[Point], dice: random.Random) -> None:
    markup = chart(Series("x", "y", tuple(some_points)))
    assert misplaced(markup) == []
    assert len(markup.encode()) < MOST_BYTES * 2
    shuffled = list(some_points)
    dice.shuffle(shuffled)
    assert chart(Series("x", "y", tuple(shuffled))) == markup


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (1234.5, "1.234,5"), (1e6, "1.000.000"), (-3.25, "−3,25"), (0.1 + 0.2, "0,3")],
)
def test_numbers(value: float, said: str) -> None:
    assert spoken_number(value) == said


@given(some.lists(some.floats(-1e12, 1e12, allow_nan=False), min_size=1))
def test_every_value_stands_within_its_scale(values: list[float]) -> None:
    scale = value_scale(values, 10, 100)
    assert all(9.99 <= scale.y(value) <= 110.01 for value in values)
    assert len(scale.ticks) <= 6


@given(some.lists(days, min_size=1), some.integers(1, 12))
def test_stretches_cover_the_scale(some_days: list[str], most: int) -> None:
    scale = scale_over(some_days)
    stretches = scale.stretches(most)
    assert len(stretches) <= most
    assert stretches[0][0] <= scale.first < scale.last <= stretches[-1][1]
    assert all(before[1] == after[0] for before, after in pairwise(stretches))


@given(texts, some.integers(40, 300), some.integers(1, 4))
def test_lines_fit(text: str, room: int, lines: int) -> None:
    found = wrapped(text, room, 12, lines)
    assert len(found) <= lines
    assert all(width(line, 12) <= room for line in found)


# the graph that can be moved


def test_the_graph_says_what_is_left_out_and_ends_no_script() -> None:
    nodes, edges = star(250)
    nodes[0] = Node("n0", HOSTILE, "n0.html")
    data = graph_data(CENTRE, nodes, [*edges, Edge("nobody", "c", IMPLEMENTS)])
    assert "<" not in data
    read = json.loads(data)
    assert len(read["nodes"]) == 201
    assert read["leftOut"] == 50
    ids = {node["data"]["id"] for node in read["nodes"]}
    assert all({edge["data"]["source"], edge["data"]["target"]} <= ids for edge in read["edges"])


def test_the_vendored_library_is_the_one_that_its_note_names() -> None:
    folder = STATIC / "vendor" / "cytoscape"
    said = re.search(r"sha256 ([0-9a-f]{64})", (folder / "README.md").read_text(encoding="utf-8"))
    assert said
    assert hashlib.sha256((folder / "cytoscape.min.js").read_bytes()).hexdigest() == said[1]
    assert "MIT" in (folder / "README.md").read_text(encoding="utf-8")
    assert (folder / "LICENSE").stat().st_size
