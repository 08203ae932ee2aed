"""Figures: the quantities that a report gives as results; those of a plan are aims, not figures."""

from __future__ import annotations

from collections.abc import Sequence

from kg.find.figures import FigureMatch, find_figures
from kg.model import Figure
from kg.outline.sections import Placed
from kg.outline.view import View


def settle_figures(text: str, placed: Sequence[Placed]) -> tuple[Figure, ...]:
    """Return all figures in text order with ids f1, f2 …"""
    found = [
        (place.passage.view, match)
        for place in placed
        if place.passage.kind in {"text", "note"} and place.part != "plan" and not _is_title(place)
        for match in find_figures(place.passage.view.text)
    ]
    found.sort(key=lambda item: item[0].origin(item[1].start))
    return tuple(_figure(text, f"f{n}", view, match) for n, (view, match) in enumerate(found, 1))


def _is_title(place: Placed) -> bool:
    """Say whether a passage only names what follows; "Đạt 12 tỷ đồng, cụ thể như sau:" tells more."""
    words = place.passage.view.text.rstrip()
    leads_in = place.passage.marker is None and words.endswith(":") and not words.isupper()
    return place.heading and not leads_in


def _figure(text: str, figure_id: str, view: View, match: FigureMatch) -> Figure:
    hull = view.span(match.start, match.end)
    return Figure(
        id=figure_id,
        start=hull.start,
        end=hull.end,
        surface=text[hull.start : hull.end],
        pieces=view.pieces(match.start, match.end),
        value=match.value,
        of=match.of,
        unit=match.unit,
        indicator=match.indicator,
        change=match.change,
        comparator=match.comparator,
    )
