"""GEXF 1.3 (gexf.net), the graph format with time: an element is there from `start` to `end`, inclusive.

Gephi reads a bound that is missing as open, knows no open intervals since 1.3, and asks for whole days
under `timeformat="date"`. `kind` keeps parallel edges of different kinds apart there; those of one kind
it merges or not as its import dialogue says (docs/exports.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO
from xml.sax.saxutils import quoteattr

from kg.exports.records import Attribute, Edge, Network, Node, Program, Value, edge_data, node_data

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>Directive KG</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_TIME = ("start", "end")


def write_gexf(network: Network, out: IO[str], _program: Program | None = None) -> tuple[int, int]:
    """Write the network; return the numbers of nodes and edges."""
    out.write(_HEAD)
    out.write(_declared("node", network.node_attributes))
    out.write(_declared("edge", network.edge_attributes))
    nodes = edges = 0
    out.write("<nodes>\n")
    for nodes, node in enumerate(network.nodes(), 1):  # noqa: B007  # the count is wanted
        out.write(_node(node))
    out.write("</nodes>\n<edges>\n")
    for edges, edge in enumerate(network.edges(), 1):  # noqa: B007
        out.write(_edge(edge))
    out.write("</edges>\n</graph>\n</gexf>\n")
    return nodes, edges


def _declared(domain: str, attributes: Iterable[Attribute]) -> str:
    lines = "".join(
        f'<attribute id="{a.name}" title="{a.name}" type="{a.type}"/>\n'
        for a in attributes
        if a.name not in _TIME
    )
    return f'<attributes class="{domain}" mode="static">\n{lines}</attributes>\n'


def _node(node: Node) -> str:
    named = f"<node id={quoteattr(node.id)} label={quoteattr(node.label)}"
    return f"{named}{_time(node)}>{_values(node_data(node))}</node>\n"


def _edge(edge: Edge) -> str:
    named = (
        f"<edge id={quoteattr(edge.id)} source={quoteattr(edge.tail)} target={quoteattr(edge.head)}"
        f" label={quoteattr(edge.label)} kind={quoteattr(edge.kind)}"
    )
    weight = "" if edge.weight is None else f' weight="{float(edge.weight)}"'
    return f"{named}{weight}{_time(edge)}>{_values(edge_data(edge))}</edge>\n"


def _time(element: Node | Edge) -> str:
    days = ((name, getattr(element, name)) for name in _TIME)
    return "".join(f' {name}="{day}"' for name, day in days if day is not None)


def _values(data: Mapping[str, Value]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={quoteattr(_text(value))}/>'
        for name, value in data.items()
        if name not in _TIME
    )
    return f"<attvalues>{values}</attvalues>"


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
