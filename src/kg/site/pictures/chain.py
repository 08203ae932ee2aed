"""What stands around a directive: what it serves, what gives effect to it, and bodies beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.questions import Words
from kg.site.pictures.records import Edge, Node

BODY = "body"
MOST_ABOVE, MOST_BESIDE = 8, 4


@dataclass(frozen=True, slots=True)
class Branch:
    """A node, how it is joined to the one nearer to the centre, and what lies beyond it."""

    node: Node
    relation: Words
    beyond: tuple[Branch, ...] = ()

    @property
    def size(self) -> int:
        """How many nodes these are."""
        return 1 + sum(branch.size for branch in self.beyond)


@dataclass(frozen=True, slots=True)
class Side:
    """The branches on a side of the centre, and how many nodes there are left out."""

    branches: tuple[Branch, ...]
    left_out: int

    @property
    def size(self) -> int:
        """How many nodes are shown."""
        return sum(branch.size for branch in self.branches)


@dataclass(frozen=True, slots=True)
class Chain:
    """The centre and what stands around it."""

    centre: Node
    above: Side
    beside: Side
    below: Side


def chain_around(centre: Node, nodes: Sequence[Node], edges: Sequence[Edge], most: int) -> Chain:
    """Return so many nodes at most, the nearest first, in the order in which `nodes` gives them.

    Each stands once, where the shortest way from the centre meets it: upwards first, then downwards.
    """
    by_id = {node.id: node for node in nodes if node.id != centre.id}
    bodies = {node.id for node in by_id.values() if node.kind == BODY}
    up, down, across = _steps(centre.id, by_id, bodies, edges)
    seen = {centre.id}
    above = _side(centre.id, by_id, up, seen, MOST_ABOVE)
    beside = _side(centre.id, by_id, across, seen, MOST_BESIDE)
    below = _side(centre.id, by_id, down, seen, most - 1 - above.size - beside.size)
    return Chain(centre, above, beside, below)


Steps = Mapping[str, Sequence[tuple[str, Words]]]


def _steps(
    centre: str, by_id: Mapping[str, Node], bodies: set[str], edges: Sequence[Edge]
) -> tuple[Steps, Steps, Steps]:
    """Return the steps upwards and downwards between directives, and those from the centre to bodies."""
    order = {known: n for n, known in enumerate(by_id)}
    up, down, across = (defaultdict[str, list[tuple[str, Words]]](list) for _ in range(3))
    for edge in sorted(edges, key=lambda e: (order.get(e.lower, -1), order.get(e.upper, -1), e.relation.vi)):
        if {edge.lower, edge.upper} - by_id.keys() - {centre}:
            continue
        if edge.lower in bodies or edge.upper in bodies:
            across[edge.lower].append((edge.upper, edge.relation))
            across[edge.upper].append((edge.lower, edge.relation))
        else:
            up[edge.lower].append((edge.upper, edge.relation))
            down[edge.upper].append((edge.lower, edge.relation))
    return up, down, {centre: across[centre]}


def _side(centre: str, by_id: Mapping[str, Node], steps: Steps, seen: set[str], most: int) -> Side:
    """Walk away from the centre, marking in `seen` what is met; the nearest `most` are shown.

    What stands on another side already is passed through, for more may lie beyond it.
    """
    met: dict[str, list[tuple[str, Words]]] = {centre: []}
    waiting, walked, shown, left_out = [centre], {centre}, 0, 0
    while waiting:
        here = waiting.pop(0)
        for there, relation in steps.get(here, ()):
            if there in walked:
                continue
            walked.add(there)
            waiting.append(there)
            if there in seen:
                continue
            seen.add(there)
            if shown < most and here in met:
                met[here].append((there, relation))
                met[there] = []
                shown += 1
            else:
                left_out += 1
    return Side(_branches(centre, by_id, met), left_out)


def _branches(
    here: str, by_id: Mapping[str, Node], met: Mapping[str, Sequence[tuple[str, Words]]]
) -> tuple[Branch, ...]:
    return tuple(
        Branch(by_id[there], relation, _branches(there, by_id, met)) for there, relation in met[here]
    )
