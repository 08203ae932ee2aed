"""What the pictures show: plain records, made by the pages from the rows of questions."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions import Words


@dataclass(frozen=True, slots=True)
class Event:
    """Something that reports claim, on a day or within a period.

    `start` and `end` are ISO days, both inclusive and equal for a single day; `stage` and `status` are
    notations of the vocabulary ("implement", "done"); `label` is read out and shown on hovering; `count` is
    how many claims this is; `href` leads to its sentence.
    """

    start: str
    end: str
    stage: str
    status: str
    label: str
    href: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """A directive or a body; `note` is a second line, such as its subject."""

    id: str
    label: str
    href: str = ""
    kind: str = "directive"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`lower` gives effect to `upper` (ids of nodes), or one is a body: `relation` says what joins them."""

    lower: str
    upper: str
    relation: Words


@dataclass(frozen=True, slots=True)
class Point:
    """A value that a report states for a period, `start` to `end` (ISO days, both inclusive).

    `value` is null where there is none; `state` then says why: "silent" (a report is held and does not say)
    or "absent" (no report is held). `comparator` is "about", "over", "under" or empty.
    """

    start: str
    end: str
    value: float | None
    href: str = ""
    comparator: str = ""
    state: str = "reported"


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one indicator of one body, in one unit ("đảng viên", "%")."""

    indicator: str
    unit: str
    points: tuple[Point, ...]
