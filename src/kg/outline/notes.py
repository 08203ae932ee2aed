"""Footnotes joined to the clause that carries their mark, wherever the page put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.outline.sections import Placed


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
        if anchor is not None:
            anchors[index] = anchor
            place = replace(
                place, section=anchor.host.section, part=anchor.host.part, headings=anchor.host.headings
            )
        out.append(place)
    return tuple(out), anchors


def _anchor(placed: Sequence[Placed], index: int, label: str, used: set[tuple[int, int]]) -> Anchor | None:
    """Return the nearest unused mark with the footnote's number, before it or just behind (a cut paragraph)."""
    order = [*range(index - 1, -1, -1), *range(index + 1, min(len(placed), index + 12))]
    for candidate in order:
        host = placed[candidate]
        if host.passage.kind != "text":
            continue
        for at, number in host.passage.view.notes:
            if number == label and (candidate, at) not in used:
                used.add((candidate, at))
                return Anchor(host, at)
    return None
