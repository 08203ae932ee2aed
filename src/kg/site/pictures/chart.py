"""A figure over periods: a dot for each value that a report states, a line only from a period to the next.

Nothing is interpolated: where no report is held, or the one held is silent, there is a gap that says so.
Values of six months and of a year are not joined either: they do not measure the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from kg.questions import Words
from kg.site.pictures.lettering import width, wrapped
from kg.site.pictures.marks import NARROWEST, Legend, legend, spoken_period
from kg.site.pictures.numbers import spoken_number
from kg.site.pictures.records import Point, Series
from kg.site.pictures.svg import both, drawing, element, frame, joined, link, percent, spoken
from kg.site.pictures.time_scale import TimeScale, day, scale_over
from kg.site.pictures.value_scale import ValueScale, value_scale

_GAPS = {
    "silent": Words("có báo cáo, không nêu", "report held, not stated"),
    "absent": Words("không có báo cáo", "no report held"),
}
_COMPARATORS = {
    "about": Words("khoảng", "about"),
    "over": Words("trên", "over"),
    "under": Words("dưới", "under"),
}
_APPROXIMATE = Words("khoảng, trên hoặc dưới", "about, over or under")
_UNIT = Words("Đơn vị tính: {}", "Unit: {}")
_EARLIER = Words("+{} kỳ trước đó không vẽ", "{} earlier periods not drawn")

_MOST_PERIODS, _MOST_VALUES = 36, 3
_MOST_YEARS = 7
_SHARE = 0.87
"""Of the width: the rest is for the numbers of the lines."""
_TOP, _PLOT, _AXIS = 30.0, 120.0, 22.0
_HEADING_LINE = 16.0
_LETTERS = 11.0
_NEAR_DAYS = 31
"""A period that begins so many days after another ends still follows it: reports close their books early."""

Period = tuple[str, str]


def chart(series: Series, key: str = "chart") -> Markup:
    """Return the drawing of a series, or nothing where no point has a value."""
    periods = _periods(series.points)
    drawn = dict(list(periods.items())[-_MOST_PERIODS:])
    values = [p.value for points in drawn.values() for p in points if p.value is not None]
    if not values:
        return Markup("")
    time, scale = scale_over(iso for period in drawn for iso in period), value_scale(values, _TOP, _PLOT)
    title = Words(f"{series.indicator} ({series.unit})", f"{series.indicator} ({series.unit})")
    heading = wrapped(series.indicator, NARROWEST, 13, 2)
    y, bottom = _HEADING_LINE * len(heading), _TOP + _PLOT
    plot = (
        _years(time, bottom),
        joined(_gap(period, points[0], time) for period, points in drawn.items() if points[0].value is None),
        *_lines(drawn, time, scale),
        *(_dot(point, series.unit, time, scale) for points in drawn.values() for point in points),
        *_labels(drawn, time, scale, bottom),
    )
    explained = _legend([p for points in drawn.values() for p in points])
    return frame(
        drawing(
            "chart",
            key,
            title,
            _heading(heading, series.unit, len(periods) - len(drawn)),
            element("svg", *_ticks(scale), y=y, overflow="visible"),
            element("svg", *plot, y=y, width=percent(_SHARE), overflow="visible"),
            explained.at(y + bottom + _AXIS),
            width="100%",
            height=y + bottom + _AXIS + explained.height,
        )
    )


def _periods(points: Iterable[Point]) -> dict[Period, tuple[Point, ...]]:
    """Return the points of each period, in order of time; a gap only where no value is known.

    Of more than _MOST_VALUES different values of a period, the lowest and the highest stay.
    """
    found: dict[Period, dict[float | None, Point]] = defaultdict(dict)
    for point in sorted(
        points, key=lambda p: (p.end, p.start, p.value is not None, p.value or 0, p.state, p.href)
    ):
        found[point.start, point.end].setdefault(point.value, point)
    return {period: _telling(tuple(by_value.values())) for period, by_value in found.items()}


def _telling(points: tuple[Point, ...]) -> tuple[Point, ...]:
    stated = tuple(p for p in points if p.value is not None)
    if not stated:
        return points[:1]
    return stated if len(stated) <= _MOST_VALUES else (stated[0], stated[-1])


def _heading(lines: Sequence[str], unit: str, left_out: int) -> Markup:
    """Write the indicator, its unit, and how many periods are not drawn."""
    more = spoken_number(left_out)
    said = (
        " · ".join(
            part
            for part in (named.format(unit) if unit else "", missing.format(more) if left_out else "")
            if part
        )
        for named, missing in ((_UNIT.vi, _EARLIER.vi), (_UNIT.en, _EARLIER.en))
    )
    name = (
        element("text", line, class_="indicator", x="4", y=14 + _HEADING_LINE * n)
        for n, line in enumerate(lines)
    )
    return joined(name) + spoken(Words(*said), class_="unit", x="4", y=14 + _HEADING_LINE * len(lines))


def _ticks(scale: ValueScale) -> Iterator[Markup]:
    """Yield a line for each round value, with its number."""
    for value in scale.ticks:
        y = scale.y(value)
        yield element("line", class_="grid", x2="100%", y1=y, y2=y)
        yield element("text", spoken_number(value), class_="tick", x="100%", y=y - 3)


def _years(time: TimeScale, bottom: float) -> Markup:
    places = ((year, time.place(day(f"{year:04}-01-01"))) for year in time.marked_years(_MOST_YEARS))
    return joined(
        element("line", class_="grid", x1=percent(x), x2=percent(x), y1=bottom, y2=bottom + 14)
        + element("text", str(year), class_="year", x=percent(x), dx=3.0, y=bottom + 14)
        for year, x in places
    )


def _gap(period: Period, point: Point, time: TimeScale) -> Markup:
    """Draw a period without a value: a band, and on the axis why there is none."""
    words = _GAPS.get(point.state, _GAPS["absent"])
    left, right = time.place(day(period[0])), time.place(day(period[1]) + 1)
    band = element(
        "rect",
        class_=f"gap {point.state}",
        x=percent(left),
        y=_TOP,
        width=percent(right - left),
        height=_PLOT,
    )
    sign = _sign(point.state, percent((left + right) / 2), _TOP + _PLOT - 8)
    return link(point.href, band, sign, title=f"{spoken_period(*period)}: {both(words)}")


def _sign(state: str, x: str, y: float) -> Markup:
    return element("text", "∅" if state == "absent" else "–", class_="sign", x=x, y=y + 4)


def _lines(periods: Mapping[Period, Sequence[Point]], time: TimeScale, scale: ValueScale) -> Iterator[Markup]:
    """Yield a line between the only values of two periods that follow each other and are as long."""
    by_length: dict[int, list[tuple[Period, Sequence[Point]]]] = defaultdict(list)
    for period, points in periods.items():
        by_length[round((day(period[1]) - day(period[0]) + 1) / 30.44)].append((period, points))
    for length in sorted(by_length):
        for (before, some), (after, others) in pairwise(by_length[length]):
            first, second = _only(some), _only(others)
            near = day(after[0]) - day(before[1]) <= _NEAR_DAYS
            if near and first is not None and second is not None:
                x1, x2 = percent(time.middle(*before)), percent(time.middle(*after))
                yield element("line", class_="course", x1=x1, x2=x2, y1=scale.y(first), y2=scale.y(second))


def _only(points: Sequence[Point]) -> float | None:
    return points[0].value if len(points) == 1 else None


def _dot(point: Point, unit: str, time: TimeScale, scale: ValueScale) -> Markup:
    if point.value is None:
        return Markup("")
    x = percent(time.middle(point.start, point.end))
    said = f"{spoken_period(point.start, point.end)}: {_spoken_value(point)} {unit}".rstrip()
    dot = element(
        "circle", class_="dot about" if point.comparator else "dot", cx=x, cy=scale.y(point.value), r=4.5
    )
    return link(point.href, dot, title=said)


def _spoken_value(point: Point) -> str:
    words = _COMPARATORS.get(point.comparator)
    number = spoken_number(point.value or 0)
    return f"{both(words)} {number}" if words else number


def _labels(
    periods: Mapping[Period, Sequence[Point]], time: TimeScale, scale: ValueScale, bottom: float
) -> Iterator[Markup]:
    """Yield the numbers for which there is room: the last and the first, the extremes, then the others."""
    points = [p for some in periods.values() for p in some if p.value is not None]
    by_value = sorted(points, key=lambda p: p.value or 0)
    taken: list[tuple[float, float, float, float]] = [
        _around(time.middle(p.start, p.end), scale.y(p.value or 0), 9, 9) for p in points
    ]
    told: list[Point] = []
    for point in (points[-1], points[0], by_value[-1], by_value[0], *points):
        if point in told:
            continue
        told.append(point)
        number, x, y = (
            spoken_number(point.value or 0),
            time.middle(point.start, point.end),
            scale.y(point.value or 0),
        )
        for at in (y - 14, y + 15):
            room = _around(x, at, width(number, _LETTERS) + 4, 12)
            if room[3] <= bottom and not any(_meet(room, other) for other in taken):
                taken.append(room)
                yield element("text", number, class_="value", x=percent(x), y=at + 4)
                break


def _around(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    """Return (left, right, top, bottom) in pixels, on the narrowest screen."""
    middle = x * NARROWEST * _SHARE
    return middle - wide / 2, middle + wide / 2, y - high / 2, y + high / 2


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _legend(points: Sequence[Point]) -> Legend:
    """Say what the signs of gaps and the hollow dots mean, where there are any."""
    states = sorted({p.state if p.state in _GAPS else "absent" for p in points if p.value is None})
    explained = [(_sign(state, "10", 0), _GAPS[state]) for state in states]
    if any(p.comparator in _COMPARATORS for p in points if p.value is not None):
        explained.append((element("circle", class_="dot about", cx=10.0, r=4.5), _APPROXIMATE))
    return legend(explained)
