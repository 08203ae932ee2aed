"""The claims on a directive, or of a body, over time: a lane for each rung of the ladder of stages.

Up to `_MOST_SINGLE` events each have a mark; more are counted by stretches of time, so that the drawing stays
small and can be taken in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.dates import spoken_day
from kg.questions import Words
from kg.site.pictures.lanes import Lane, by_lane, status_order
from kg.site.pictures.marks import (
    LARGEST,
    NARROWEST,
    RADIUS,
    Legend,
    Place,
    count_legend,
    count_mark,
    event_mark,
    status_legend,
)  # fmt: skip
from kg.site.pictures.records import Event
from kg.site.pictures.svg import drawing, element, frame, joined, percent, spoken
from kg.site.pictures.time_scale import TimeScale, day, scale_over

TITLE = Words("Các nhận định theo thời gian và theo bước", "Claims over time, by stage")
_NOT_MENTIONED = Words("chưa thấy nói đến", "not mentioned")
_ISSUED = Words("Ban hành", "Issued")

_MOST_SINGLE = 40
_MOST_STRETCHES = 12
_MOST_ROWS = 5
_MOST_YEARS = 7
_TOP, _HEADING, _ROW, _COUNTED, _EMPTY = 26.0, 20.0, 19.0, 44.0, 6.0
_ISSUE_LINE = 20.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A lane with its marks; `height` in pixels."""

    lane: Lane
    marks: Markup
    height: float


def timeline(
    events: Sequence[Event],
    *,
    issued: str | None = None,
    rows_href: str = "",
    title: Words = TITLE,
    key: str = "timeline",
) -> Markup:
    """Return the drawing, or nothing where there are no events.

    `issued` is the ISO day, month or year of issue; marks that stand for several claims lead to `rows_href`,
    the table of them all.
    """
    if not events:
        return Markup("")
    scale = scale_over([iso for e in events for iso in (e.start, e.end)] + ([issued] if issued else []))
    lanes = by_lane(events)
    if len(events) <= _MOST_SINGLE and all(len(_rows(some, scale)) <= _MOST_ROWS for _, some in lanes):
        drawn = [_single(lane, some, scale) for lane, some in lanes]
        statuses = sorted({e.status for e in events}, key=lambda s: (status_order(s), s))
        return _assembled(drawn, status_legend(statuses), scale, issued=issued, title=title, key=key)
    return _assembled(
        _counted(lanes, scale, rows_href), count_legend(events), scale, issued=issued, title=title, key=key
    )


def _single(lane: Lane, events: Sequence[Event], scale: TimeScale) -> _Drawn:
    """Draw each event, in as many rows as are needed for them not to meet."""
    rows = _rows(events, scale)
    marks = (
        event_mark(event, _place(event, scale, _HEADING + _ROW * (n + 0.5)))
        for n, row in enumerate(rows)
        for event in row
    )
    return _Drawn(lane, joined(marks), _HEADING + (_ROW * len(rows) or _EMPTY))


def _rows(events: Iterable[Event], scale: TimeScale) -> list[list[Event]]:
    """Return the events in rows: each in the first that is free at its place."""
    rows: list[list[Event]] = []
    ends: list[float] = []
    for event in events:
        place = _place(event, scale, 0)
        half = (RADIUS + 2) / NARROWEST
        left, right = min(place.left, place.middle - half), max(place.right, place.middle + half)
        free = next((n for n, end in enumerate(ends) if end <= left), len(rows))
        rows[free : free + 1] = [[*(rows[free] if free < len(rows) else ()), event]]
        ends[free : free + 1] = [right]
    return rows


def _place(event: Event, scale: TimeScale, y: float) -> Place:
    return Place(scale.place(day(event.start)), scale.place(day(event.end) + 1), y)


def _counted(
    lanes: Sequence[tuple[Lane, tuple[Event, ...]]], scale: TimeScale, rows_href: str
) -> list[_Drawn]:
    """Draw one mark for each lane and stretch of time: that in which the events' periods end."""
    stretches = scale.stretches(_MOST_STRETCHES)
    cells = [_cells(events, stretches) for _, events in lanes]
    most = max(sum(e.count for e in some) for cell in cells for some in cell.values())
    y = _HEADING + LARGEST + 1
    return [
        _Drawn(
            lane,
            joined(
                count_mark(some, _within(stretch, scale, y), most, rows_href)
                for stretch, some in sorted(cell.items())
            ),
            _HEADING + (_COUNTED if cell else _EMPTY),
        )
        for (lane, _), cell in zip(lanes, cells, strict=True)
    ]


def _cells(
    events: Iterable[Event], stretches: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], list[Event]]:
    cells: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        last = day(event.end)
        cells[next(s for s in stretches if s[0] <= last < s[1])].append(event)
    return cells


def _within(stretch: tuple[int, int], scale: TimeScale, y: float) -> Place:
    return Place(scale.place(max(stretch[0], scale.first)), scale.place(min(stretch[1], scale.last)), y)


def _assembled(
    drawn: Sequence[_Drawn], legend: Legend, scale: TimeScale, *, issued: str | None, title: Words, key: str
) -> Markup:
    """Stack the lanes between the axis and the legend."""
    lanes, y = [], _TOP
    for one in drawn:
        lanes.append(_lane(one, y, scale.place(day(issued)) if issued else None))
        y += one.height
    axis, day_of_issue = _axis(scale, y), _issue(scale, issued, y) if issued else ""
    y += _ISSUE_LINE if issued else 0
    pieces = (axis, *lanes, day_of_issue, legend.at(y))
    return frame(drawing("timeline", key, title, *pieces, width="100%", height=y + legend.height))


def _lane(drawn: _Drawn, y: float, issue: float | None) -> Markup:
    """Draw a lane at a height: its line, its name, its marks or that there are none, and the day of issue.

    The line of that day begins below the name, for it would strike it through.
    """
    said = drawn.lane.label
    if not drawn.marks:
        said = Words(f"{said.vi}: {_NOT_MENTIONED.vi}", f"{said.en}: {_NOT_MENTIONED.en}")
    line = element("line", class_="lane", x2="100%", y1=0.5, y2=0.5)
    name = spoken(said, class_="lane-name" if drawn.marks else "lane-name empty", x="4", y=14.0)
    day_of_issue = _vertical("issued", issue, _HEADING, drawn.height) if issue is not None else ""
    return element("svg", line, name, day_of_issue, drawn.marks, y=y, overflow="visible")


def _vertical(class_: str, x: float, top: float, bottom: float) -> Markup:
    return element("line", class_=class_, x1=percent(x), x2=percent(x), y1=top, y2=bottom)


def _axis(scale: TimeScale, bottom: float) -> Markup:
    """Draw the years: a line where each begins, its number above."""
    years = [(year, scale.place(day(f"{year:04}-01-01"))) for year in scale.marked_years(_MOST_YEARS)]
    return joined(
        _vertical("grid", x, _TOP - 20, bottom)
        + element("text", str(year), class_="year", x=percent(x), dx=3.0, y=_TOP - 11)
        for year, x in years
    )


def _issue(scale: TimeScale, issued: str, bottom: float) -> Markup:
    """Say the day of issue below the lanes, on the side of its line that has room."""
    x = scale.place(day(issued))
    said = Words(f"{_ISSUED.vi} {spoken_day(issued)}", f"{_ISSUED.en} {spoken_day(issued)}")
    words = spoken(
        said, class_="issued-day", x=percent(x), y=bottom + 14, text_anchor="start" if x < 0.5 else "end"
    )
    return _vertical("issued", x, _TOP - 6, _TOP) + words
