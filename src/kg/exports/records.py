"""What graph formats write: nodes and edges with typed attributes, and the network that yields them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool
AttributeType = Literal["string", "integer", "double", "boolean"]
Program = Literal["gephi", "yed", "cytoscape"]
NodeKind = Literal["body", "directive", "report", "task"]

NODE_KINDS: tuple[NodeKind, ...] = ("body", "directive", "report", "task")
STATEMENT = "statement"
"""What `states` edges are; a kind to select, though no node."""
KINDS: tuple[str, ...] = (*NODE_KINDS, STATEMENT)

NODE_KIND, EDGE_KIND = "nodeKind", "linkKind"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of nodes or of edges: one name, one type."""

    name: str
    type: AttributeType


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `start` and `end` are whole days (ISO), inclusive; null where that end is open."""

    id: str
    kind: str
    label: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed link. Its id is unique over all edges; `weight` only where edges were counted together."""

    id: str
    tail: str
    head: str
    kind: str
    label: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A graph that is read as often as it is asked for, and never held whole."""

    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]


def node_data(node: Node) -> dict[str, Value]:
    """Return all but id and label, in order: kind, attributes, time."""
    return {NODE_KIND: node.kind, **node.attributes, **_time(node)}


def edge_data(edge: Edge) -> dict[str, Value]:
    """Return all but id, ends, label and weight, in order: kind, attributes, time."""
    return {EDGE_KIND: edge.kind, **edge.attributes, **_time(edge)}


def _time(element: Node | Edge) -> dict[str, Value]:
    return {name: day for name in ("start", "end") if (day := getattr(element, name)) is not None}
