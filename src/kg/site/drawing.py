"""From rows to the pictures of a page: timelines, chains, charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.site.cache import Row
from kg.site.pictures import Edge, Event, Node, Point, Series, chart, graph_data, neighbourhood, timeline
from kg.site.shelf import Shelf, concept_words

Href = Callable[..., str | None]
"""From a key, and a place in it, to a link; null where there is no page."""
_FEWEST = 3
"""A timeline of fewer claims tells nothing that the list below it does not."""
_NEIGHBOURS = 24
"""Directives that a chain is made of: those that most links join, the others are in the list."""
_CHARTS = 2
"""Indicators drawn on a page: those stated for most periods."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands above and below a directive, drawn, and as data for a graph that can be moved."""

    drawing: Markup
    data: Markup


def timeline_of(shelf: Shelf, href: Href, statements: Iterable[Row], issued: str | None = None) -> Markup:
    """Draw what reports claim over time; where a report has neither period nor day, the list alone tells."""
    events = [event for row in statements if (event := _event(shelf, href, row))]
    if len(events) < _FEWEST:
        return Markup("")
    return timeline(events, issued=issued, rows_href="#dien-bien")


def chain_of(shelf: Shelf, href: Href, directive: str, links: Sequence[Row]) -> Chain | None:
    """Draw the directives that links join to one, those with most links first; null where there are none."""
    counts: dict[str, int] = defaultdict(int)
    for row in links:
        counts[row["lower"] if row["upper"] == directive else row["upper"]] += 1
    if not counts:
        return None
    others = sorted(counts, key=lambda key: (-counts[key], key))[:_NEIGHBOURS]
    centre, *nodes = (Node(key, shelf.name(key) or key, href(key) or "") for key in (directive, *others))
    told = dict.fromkeys((row["lower"], row["upper"], row["relation"]) for row in links)
    edges = [Edge(lower, upper, concept_words(relation)) for lower, upper, relation in sorted(told)]
    drawing = neighbourhood(centre, nodes, edges, rows_href="#luoc-do-cau")
    return Chain(drawing, graph_data(centre, nodes, edges))


def charts_of(shelf: Shelf, href: Href, figures: Iterable[Row]) -> list[Markup]:
    """Draw the indicators of which one body states values for several periods."""
    series: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for row in figures:
        report = shelf.head(row["report"])
        if report and report["start"] and report["end"] and row["indicator"] and row["body"]:
            point = Point(
                report["start"], report["end"], row["value"], href(row["report"], row["place"]) or "",
                row["comparator"] or "",
            )  # fmt: skip
            series[row["body"], row["indicator"], row["unit"] or ""].append(point)
    told = {key: points for key, points in series.items() if len({p.end for p in points}) > 1}
    chosen = sorted(told, key=lambda key: (-len(told[key]), key))[:_CHARTS]
    return [chart(_series(shelf, key, told[key]), f"chart-{n}") for n, key in enumerate(chosen)]


def _series(shelf: Shelf, key: tuple[str, str, str], points: Sequence[Point]) -> Series:
    body, indicator, unit = key
    return Series(f"{indicator} – {shelf.name(body) or body}", unit, tuple(points))


def _event(shelf: Shelf, href: Href, row: Row) -> Event | None:
    report = shelf.head(row["report"])
    if report is None or not (report["end"] or report["issued"]):
        return None
    end = report["end"] or report["issued"]
    label = f"{row['actorLabel']}: {concept_words(row['activity']).vi}"
    return Event(
        report["start"] or end, end, _code(row["activity"]), _code(row["status"]), label,
        href(row["report"], row["place"]) or "",
    )  # fmt: skip


def _code(concept: str) -> str:
    return concept.rpartition("/")[2]
