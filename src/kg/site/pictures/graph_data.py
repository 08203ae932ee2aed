"""The data of the graph that can be moved, as Cytoscape.js reads it, to stand in a page as a JSON block."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from kg.site.pictures.lettering import wrapped
from kg.site.pictures.records import Edge, Node

MOST_NODES = 200
BOX_WIDTH, LINES = 150, 3
_LETTERS = 12.5
_SAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def graph_data(centre: Node, nodes: Sequence[Node], edges: Sequence[Edge]) -> Markup:
    """Return the content of the `<script type="application/json">` that a button's `data-graph` names.

    Of the nodes, the first MOST_NODES are in; `leftOut` says how many are not. Letters that could end the
    script element are written as escapes.
    """
    others = list({node.id: node for node in nodes if node.id != centre.id}.values())
    kept = [centre, *others[:MOST_NODES]]
    known = {node.id for node in kept}
    data = {
        "centre": f"n-{centre.id}",
        "leftOut": len(others) - len(kept) + 1,
        "nodes": [_node(node, "centre" if node is centre else node.kind) for node in kept],
        "edges": [
            _edge(edge, n) for n, edge in enumerate(edges) if edge.lower in known and edge.upper in known
        ],
    }
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SAFE))


def _node(node: Node, kind: str) -> dict[str, dict[str, str]]:
    """Return a node with its label in lines: a canvas breaks none."""
    lines = wrapped(node.label, BOX_WIDTH - 16, _LETTERS, LINES)
    return {"data": {"id": f"n-{node.id}", "label": "\n".join(lines), "href": node.href, "kind": kind}}


def _edge(edge: Edge, n: int) -> dict[str, dict[str, str]]:
    ends = {"source": f"n-{edge.lower}", "target": f"n-{edge.upper}"}
    return {"data": {"id": f"e-{n}", **ends, "vi": edge.relation.vi, "en": edge.relation.en}}
