"""Where the boxes and lines of a neighbourhood stand: a layout of rows and columns about a trunk.

Distances are pixels away from the centre, so that what lies above and below is laid out by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.questions import Words
from kg.site.pictures.chain import Branch
from kg.site.pictures.lettering import wrapped
from kg.site.pictures.records import Node

BOX, GAP = 168.0, 20.0
LABEL_SIZE, NOTE_SIZE = 13.0, 11.0
PADDING = 8.0
STEM = 10.0
"""From a box's left side to the line that comes in from the centre."""
_LABEL_LINE, _NOTE_LINE = 16.0, 14.0
_RELATION, _BUS = 19.0, 12.0
_INDENT, _DEEPEST = 14.0, 3


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its words in lines; `near` is the distance of its nearer side from the centre's."""

    node: Node
    relation: Words
    x: float
    near: float
    width: float
    label: tuple[str, ...]
    note: tuple[str, ...]
    inner: Box | None = None
    """The box to which it is joined; null where that is the trunk."""

    @property
    def height(self) -> float:
        """What its lines need."""
        return 2 * PADDING + _LABEL_LINE * len(self.label) + _NOTE_LINE * len(self.note) - 2

    @property
    def far(self) -> float:
        """The distance of its farther side."""
        return self.near + self.height


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes that hang on one bus, at a distance from the centre."""

    bus: float
    boxes: tuple[Box, ...]

    @property
    def far(self) -> float:
        """Where the row ends."""
        return max(box.far for box in self.boxes)


def box_of(node: Node, width: float, lines: int = 3) -> Box:
    """Return the box of a node, not yet in its place."""
    room = width - 2 * PADDING
    label = wrapped(node.label, room, LABEL_SIZE * 1.06, lines)
    return Box(node, Words("", ""), 0, 0, width, label, wrapped(node.note, room, NOTE_SIZE, 2))


def column(n: float) -> float:
    """Return the left side of a column."""
    return n * (BOX + GAP)


def rows_of(branches: Sequence[Branch], columns: int, near: float) -> tuple[Row, ...]:
    """Lay branches out in rows, the first at a distance; each branch is a stack of boxes."""
    rows: list[Row] = []
    for first in range(0, len(branches), columns):
        some = branches[first : first + columns]
        start = (columns - len(some)) / 2
        bus = (rows[-1].far if rows else near) + _BUS
        boxes = [b for n, branch in enumerate(some) for b in _stack(branch, column(start + n), bus)]
        rows.append(Row(bus, tuple(boxes)))
    return tuple(rows)


def _stack(branch: Branch, x: float, near: float) -> Iterator[Box]:
    """Yield the branch's box and, beyond it, those of what lies beyond, indented."""
    yield from _stacked(branch, x, near, 0, None)


def _stacked(branch: Branch, x: float, near: float, depth: int, inner: Box | None) -> Iterator[Box]:
    indent = _INDENT * min(depth, _DEEPEST)
    box = box_of(branch.node, BOX - indent)
    box = replace(box, relation=branch.relation, x=x + indent, near=near + _RELATION, inner=inner)
    yield box
    far = box.far
    for beyond in branch.beyond:
        for further in _stacked(beyond, x, far, depth + 1, box):
            yield further
            far = further.far


def pairs_of(branches: Sequence[Branch], columns: int, near: float) -> tuple[Row, ...]:
    """Lay branches out in twos, left and right of the trunk."""
    rows: list[Row] = []
    left = columns // 2 - 1
    for first in range(0, len(branches), 2):
        bus = rows[-1].far if rows else near
        boxes = (
            replace(
                box_of(branch.node, BOX), relation=branch.relation, x=column(left + n), near=bus + _RELATION
            )
            for n, branch in enumerate(branches[first : first + 2])
        )
        rows.append(Row(bus, tuple(boxes)))
    return tuple(rows)
