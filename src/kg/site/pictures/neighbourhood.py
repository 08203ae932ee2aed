"""A directive's chain: what it serves above, itself in the middle, what gives effect to it below.

Bodies stand left and right of the trunk. What has more than two branches on a side is drawn twice, in two
columns and in four: the style sheet shows the one that the screen has room for.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kg.questions import Words
from kg.site.pictures.boxes import (
    BOX,
    GAP,
    LABEL_SIZE,
    NOTE_SIZE,
    PADDING,
    STEM,
    Box,
    Row,
    box_of,
    column,
    pairs_of,
    rows_of,
)  # fmt: skip
from kg.site.pictures.chain import BODY, Branch, Chain, Side, chain_around
from kg.site.pictures.lettering import shortened
from kg.site.pictures.numbers import spoken_number
from kg.site.pictures.records import Edge, Node
from kg.site.pictures.svg import both, coordinate, drawing, element, frame, joined, link, spoken

TITLE = Words(
    "Văn bản này phục vụ và được cụ thể hóa bằng văn bản nào",
    "What this directive serves, and what gives effect to it",
)
MOST_NODES = 24
_NARROW, _WIDE = 2, 4
_MORE = "more"
_RELATION_SIZE = 11.0


def neighbourhood(
    centre: Node,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    rows_href: str = "",
    title: Words = TITLE,
    key: str = "chain",
) -> Markup:
    """Return the drawing, or nothing where the centre stands alone.

    Nodes keep the order in which they are given; where there are more than MOST_NODES, a box says how many
    are left out and leads to `rows_href`, the table of them all.
    """
    chain = chain_around(centre, nodes, edges, MOST_NODES)
    if not chain.above.size + chain.beside.size + chain.below.size:
        return Markup("")
    if all(len(_shown(side, rows_href)) <= _NARROW for side in (chain.above, chain.below)):
        return frame(_drawn(chain, _NARROW, "graph", rows_href=rows_href, title=title, key=key))
    return frame(
        _drawn(chain, _NARROW, "graph narrow", rows_href=rows_href, title=title, key=key),
        _drawn(chain, _WIDE, "graph wide", rows_href=rows_href, title=title, key=f"{key}-wide"),
    )


def _shown(side: Side, rows_href: str) -> tuple[Branch, ...]:
    """Return the branches of a side, the last of which says how many are left out."""
    if not side.left_out:
        return side.branches
    number = spoken_number(side.left_out)
    said = Words(f"+{number} khác", f"{number} more")
    return (*side.branches, Branch(Node("", both(said), rows_href, _MORE), said))


def _drawn(chain: Chain, columns: int, kind: str, *, rows_href: str, title: Words, key: str) -> Markup:
    above = rows_of(_shown(chain.above, rows_href), columns, 0)
    beside = pairs_of(_shown(chain.beside, rows_href), columns, 0)
    below = rows_of(_shown(chain.below, rows_href), columns, beside[-1].far if beside else 0)
    centre = box_of(chain.centre, 2 * BOX + GAP, 3)
    top = above[-1].far if above else 0.0
    bottom = max((row.far for row in (*beside, *below)), default=0)
    trunk = column(columns // 2) - GAP / 2
    width, height = column(columns) - GAP, top + centre.height + bottom
    up, down = _Away(top, -1), _Away(top + centre.height, 1)
    return drawing(
        kind,
        key,
        title,
        *(_trunk(rows, trunk, away) for rows, away in ((above, up), ((*beside, *below), down)) if rows),
        *(_bus(row, trunk, away) for rows, away in ((above, up), (below, down)) for row in rows),
        *(_stub(box, trunk, down) for row in beside for box in row.boxes),
        _box(centre, trunk - centre.width / 2, top, "centre"),
        *(
            _placed(box, away)
            for rows, away in ((above, up), (beside, down), (below, down))
            for r in rows
            for box in r.boxes
        ),
        width=width + 2,
        height=height + 2,
        viewBox=f"-1 -1 {coordinate(width + 2)} {coordinate(height + 2)}",
    )


class _Away:
    """Distances from a side of the centre → heights in the drawing."""

    def __init__(self, start: float, direction: int) -> None:
        self.start = start
        self.direction = direction

    def y(self, distance: float) -> float:
        """Return the height at a distance."""
        return self.start + self.direction * distance

    def top(self, box: Box) -> float:
        """Return the height of a box's upper side."""
        return min(self.y(box.near), self.y(box.far))


def _line(*points: tuple[float, float]) -> Markup:
    return element("path", class_="edge", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points))


def _arrow(x: float, y: float) -> Markup:
    """Return the head of an arrow that points up, to what is served."""
    return element("path", class_="head", d=f"M{x:.1f} {y:.1f}l-4 7h8z")


def _trunk(rows: Sequence[Row], x: float, away: _Away) -> Markup:
    """Draw the line on which the rows hang, as far as the last."""
    last = rows[-1]
    on_bus = all(box.node.kind != BODY for box in last.boxes)
    end = last.bus if on_bus else max(box.near + box.height / 2 for box in last.boxes)
    line = _line((x, away.y(0)), (x, away.y(end)))
    return line + _arrow(x, away.y(0)) if away.direction > 0 and any(_is_directive(r) for r in rows) else line


def _is_directive(row: Row) -> bool:
    return any(box.node.kind != BODY for box in row.boxes)


def _bus(row: Row, trunk: float, away: _Away) -> Markup:
    """Draw a row's bus, and the lines to the boxes that hang on it or on another box."""
    hanging = [box.x + STEM for box in row.boxes if box.inner is None]
    y = away.y(row.bus)
    bus = _line((min([*hanging, trunk]), y), (max([*hanging, trunk]), y))
    return bus + joined(_drop(box, row, away) for box in row.boxes)


def _drop(box: Box, row: Row, away: _Away) -> Markup:
    """Draw the line to a box, with its arrow at what is served: the upper end."""
    up = away.direction < 0
    if box.inner is None:
        x, y = box.x + STEM, away.y(box.near)
        line = _line((x, away.y(row.bus)), (x, y))
        return line + _arrow(x, y) if up and box.node.kind != _MORE else line
    x, y, middle = box.inner.x + STEM - 3, away.y(box.inner.far), away.y(box.near + box.height / 2)
    line = _line((x, y), (x, middle), (box.x, middle))
    return line + (
        element("path", class_="head", d=f"M{box.x:.1f} {middle:.1f}l-7-4v8z") if up else _arrow(x, y)
    )


def _stub(box: Box, trunk: float, away: _Away) -> Markup:
    """Draw the line from the trunk to a body."""
    y = away.y(box.near + box.height / 2)
    side = box.x if box.x > trunk else box.x + box.width
    return element("path", class_="edge beside", d=f"M{trunk:.1f} {y:.1f}L{side:.1f} {y:.1f}")


def _placed(box: Box, away: _Away) -> Markup:
    """Draw a box at its place, and beside the line to it how it is joined."""
    if box.node.kind == _MORE:
        return _box(box, box.x, away.top(box), _MORE)
    y = away.y(box.near - 6) + (0 if away.direction > 0 else 8)
    x = box.x + (2 if box.node.kind == BODY else STEM + 7)
    room = box.width - (x - box.x)
    return _relation(box.relation, x, y, room) + _box(box, box.x, away.top(box), box.node.kind)


def _relation(said: Words, x: float, y: float, room: float) -> Markup:
    fitting = Words(shortened(said.vi, room, _RELATION_SIZE), shortened(said.en, room, _RELATION_SIZE))
    return spoken(fitting, class_="relation", x=x, y=y)


def _box(box: Box, x: float, y: float, kind: str) -> Markup:
    """Draw a box with its words; its title has them in full, and how it is joined."""
    shape = element("rect", x=x, y=y, width=box.width, height=box.height, rx=14.0 if kind == BODY else 4.0)
    middle = x + PADDING
    first = y + PADDING + LABEL_SIZE - 2
    label = (
        spoken(box.relation, class_="label", x=middle, y=first)
        if kind == _MORE
        else _lines(box.label, middle, first, 16.0, "label")
    )
    below = y + PADDING + 16.0 * len(box.label) + NOTE_SIZE - 2
    note = _lines(box.note, middle, below, 14.0, "note")
    said = [box.node.label, box.node.note, "" if kind == _MORE else both(box.relation)]
    drawn = link(box.node.href, shape, label, note, title=" · ".join(part for part in said if part))
    return element("g", drawn, class_=f"node {kind}")


def _lines(lines: Sequence[str], x: float, y: float, step: float, class_: str) -> Markup:
    return joined(element("text", line, class_=class_, x=x, y=y + n * step) for n, line in enumerate(lines))
