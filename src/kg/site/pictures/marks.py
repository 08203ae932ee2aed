"""The marks of the timeline: a shape for each status, bars for periods, circles for many claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from kg.dates import spoken_day
from kg.questions import Words
from kg.site.pictures.lanes import status_order, status_words
from kg.site.pictures.lettering import width
from kg.site.pictures.numbers import spoken_number
from kg.site.pictures.records import Event
from kg.site.pictures.svg import both, element, joined, link, percent, spoken

RADIUS = 6.0
LARGEST = 13.0
NARROWEST = 340
"""Pixels: on a screen of this width, what stands side by side must not meet."""
_SMALLEST = 4.0
_LEGEND_LINE = 20.0
_DIAMOND = "M0-7.5 7.5 0 0 7.5-7.5 0Z"
_CLAIMS = Words("nhận định", "claims")
_COUNTED = Words("số nhận định", "number of claims")
_FLAGGED = Words("có hạn chế", "with shortcomings")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: from `left` to `right` (shares of the width), its middle at `y` (pixels)."""

    left: float
    right: float
    y: float

    @property
    def middle(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Legend:
    """What shapes mean; `height` in pixels."""

    drawn: Markup
    height: float

    def at(self, y: float) -> Markup:
        """Return it at a height of a drawing."""
        return element("svg", self.drawn, y=y, overflow="visible")


def event_mark(event: Event, place: Place) -> Markup:
    """Return the mark of one event: a shape, and behind it a bar as long as its period."""
    bar = element(
        "rect",
        class_=f"span {event.status}",
        x=percent(place.left),
        y=place.y - 3,
        width=percent(place.right - place.left),
        height=6.0,
        rx=3.0,
    )
    shape = status_shape(event.status, percent(place.middle), place.y)
    return link(event.href, bar if event.end > event.start else "", shape, title=_said_of(event))


def status_shape(status: str, x: str, y: float) -> Markup:
    """Return the shape of a status: full, half full, hollow, or a diamond for a shortcoming."""
    if status == "shortcoming":
        path = element("path", class_=f"mark {status}", d=_DIAMOND)
        return element("svg", path, x=x, y=y, overflow="visible")
    ring = element("circle", class_=f"mark {status}", cx=x, cy=y, r=RADIUS)
    return ring + element("circle", class_="core", cx=x, cy=y, r=2.5) if status == "ongoing" else ring


def count_mark(events: Sequence[Event], place: Place, most: int, href: str) -> Markup:
    """Return one circle for many events, its area by how many claims they are, `most` being the largest.

    Its number has a diamond where there are shortcomings among them.
    """
    claims = sum(event.count for event in events)
    radius = max(_SMALLEST, LARGEST * sqrt(claims / most))
    x = percent(place.middle)
    flag = (
        element("tspan", "◆", class_="flag") if any(event.status == "shortcoming" for event in events) else ""
    )
    circle = element("circle", class_="mark", cx=x, cy=place.y, r=radius)
    number = element("text", spoken_number(claims), flag, x=x, y=place.y + LARGEST + 11)
    return link(_common_href(events) or href, circle, number, title=_said_of_many(events))


def _common_href(events: Sequence[Event]) -> str:
    hrefs = {event.href for event in events}
    return hrefs.pop() if len(hrefs) == 1 else ""


def _said_of(event: Event) -> str:
    status = status_words().get(event.status)
    more = f" ({spoken_number(event.count)} {both(_CLAIMS)})" if event.count > 1 else ""
    said = (event.label, both(status) if status else "", spoken_period(event.start, event.end))
    return " · ".join(part for part in said if part) + more


def _said_of_many(events: Sequence[Event]) -> str:
    """Say the period, how many claims there are, and how many of each status."""
    counts: Counter[str] = Counter()
    for event in events:
        counts[event.status] += event.count
    parts = (
        f"{spoken_number(counts[status])} {both(status_words().get(status, Words(status, status)))}"
        for status in sorted(counts, key=lambda s: (status_order(s), s))
    )
    when = spoken_period(min(e.start for e in events), max(e.end for e in events))
    return f"{when}: {', '.join(parts)}"


def spoken_period(start: str, end: str) -> str:
    """Return "01/01/2023–30/06/2023", a single day or a whole year ("2023") as such."""
    if start == end:
        return spoken_day(start)
    if start.endswith("-01-01") and end == f"{start[:4]}-12-31":
        return start[:4]
    return f"{spoken_day(start)}–{spoken_day(end)}"


def status_legend(statuses: Sequence[str]) -> Legend:
    """Return the shapes of the statuses with their names."""
    return legend([(status_shape(s, "10", 0), status_words().get(s, Words(s, s))) for s in statuses])


def count_legend(events: Sequence[Event]) -> Legend:
    """Say what the circles and the diamonds stand for."""
    explained = [(element("circle", class_="mark", cx=10.0, r=RADIUS), _COUNTED)]
    if any(event.status == "shortcoming" for event in events):
        explained.append((element("text", "◆", class_="flag", x=5.0, y=4.0), _FLAGGED))
    return legend(explained)


def legend(explained: Sequence[tuple[Markup, Words]]) -> Legend:
    """Return shapes, each with what it means, in as many lines as a narrow screen needs."""
    pieces, x, y = [], 0.0, 12.0
    for shape, words in explained:
        wide = 22 + max(width(words.vi, 12), width(words.en, 12))
        if x + wide > NARROWEST:
            x, y = 0.0, y + _LEGEND_LINE
        pieces.append(element("svg", shape, spoken(words, x=20.0, y=4.0), x=x, y=y, overflow="visible"))
        x += wide + 10
    return Legend(joined(pieces), y + 12 if pieces else 0.0)
