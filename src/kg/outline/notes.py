"""Footnotes joined to the clause that carries their mark, wherever the page put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.outline.sections import Placed

_AHEAD = 12
"""How many passages behind a footnote may still carry its mark."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a footnote's mark stands: the passage and the view position."""

    host: Placed
    at: int


def join_notes(placed: Sequence[Placed]) -> tuple[tuple[Placed, ...], dict[int, Anchor]]:
    """Return the passages with each footnote moved to its host's section and part, and the anchors of the
    footnotes by their index. A footnote whose mark is not found stays where it stands."""
    out: list[Placed] = []
    anchors: dict[int, Anchor] = {}
    used: set[tuple[int, int]] = set()
    for index, place in enumerate(placed):
        if place.passage.kind != "note":
            out.append(place)
            continue
        anchor = _anchor(placed, index, place.passage.label, used)
        if anchor is None:
            out.append(place)
            continue
        anchors[index] = anchor
        host = anchor.host
        out.append(replace(place, section=host.section, part=host.part, headings=host.headings))
    return tuple(out), anchors


def _anchor(placed: Sequence[Placed], index: int, label: str, used: set[tuple[int, int]]) -> Anchor | None:
    """Return the nearest unused mark with the number, before the note or just behind (a cut paragraph)."""
    order = chain(reversed(range(index)), range(index + 1, min(len(placed), index + _AHEAD)))
    for candidate in order:
        host = placed[candidate]
        if host.passage.kind != "text":
            continue
        for at, number in host.passage.view.notes:
            if number == label and (candidate, at) not in used:
                used.add((candidate, at))
                return Anchor(host, at)
    return None
