"""Cytoscape.js JSON (`.cyjs`), for Cytoscape and for pages with Cytoscape.js.

Cytoscape wants ids that are strings, takes a column's type from the first value it meets, and stumbles
over a file without `data`; what is unknown is left out, never null. `value` and `key` repeat the ids for
networkx, which reads the same form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from kg.exports.records import Edge, Network, Node, Program, Value, edge_data, node_data

_HEAD = '{"data": {"name": "directive-kg"}, "directed": true, "multigraph": true, "elements": {"nodes": ['


def write_cytoscape(network: Network, out: IO[str], _program: Program | None = None) -> tuple[int, int]:
    """Write the network, an element a line; return the numbers of nodes and edges."""
    out.write(_HEAD)
    nodes = _elements(out, (_node(node) for node in network.nodes()))
    out.write('], "edges": [')
    edges = _elements(out, (_edge(edge) for edge in network.edges()))
    out.write("]}}\n")
    return nodes, edges


def _elements(out: IO[str], elements: Iterable[dict[str, Value]]) -> int:
    count = 0
    for count, data in enumerate(elements, 1):
        out.write(",\n" if count > 1 else "\n")
        out.write(json.dumps({"data": data}, ensure_ascii=False))
    return count


def _node(node: Node) -> dict[str, Value]:
    return {"id": node.id, "value": node.id, "name": node.label, **node_data(node)}


def _edge(edge: Edge) -> dict[str, Value]:
    ends: dict[str, Value] = {"id": edge.id, "key": edge.id, "source": edge.tail, "target": edge.head}
    weight: dict[str, Value] = {} if edge.weight is None else {"weight": edge.weight}
    return {**ends, "name": edge.label, "interaction": edge.kind, **edge_data(edge), **weight}
