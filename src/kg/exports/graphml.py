"""GraphML (graphdrawing.org, 1.0), for Gephi, yEd and Cytoscape. It has no time: days are words here.

What their importers do, and the file obeys (docs/exports.md names the sources):
Gephi takes keys with the id "d3" or "d7" for labels, so keys are called by their attributes;
Cytoscape shows the column `name`, and an edge's `interaction`, and nothing called label;
yEd shows what stands in `y:NodeLabel` and `y:EdgeLabel`; all three drop edges whose ids repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from kg.exports.records import Attribute, Edge, Network, Node, Program, Value, edge_data, node_data

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"{more}
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns {schema}">
"""
_SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_YED_SCHEMA = "http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"
_YED_NAMESPACE = '\n xmlns:y="http://www.yworks.com/xml/graphml"'
_TYPES = {"integer": "int"}
# yEd draws these; the kinds stay apart also in print without colour.
_SHAPES = {
    "body": ("roundrectangle", "#CFE2F3"),
    "directive": ("rectangle", "#FFF2CC"),
    "report": ("parallelogram", "#E7E6E6"),
    "task": ("ellipse", "#D9EAD3"),
}


def write_graphml(network: Network, out: IO[str], program: Program | None = None) -> tuple[int, int]:
    """Write the network for a program, or plainly; return the numbers of nodes and edges."""
    yed = program == "yed"
    out.write(_HEAD.format(more=_YED_NAMESPACE if yed else "", schema=_YED_SCHEMA if yed else _SCHEMA))
    out.writelines(_keys("node", network.node_attributes, program))
    out.writelines(_keys("edge", network.edge_attributes, program))
    out.write('<graph id="directive-kg" edgedefault="directed">\n')
    nodes = edges = 0
    for nodes, node in enumerate(network.nodes(), 1):  # noqa: B007  # the count is wanted
        out.write(_node(node, program))
    for edges, edge in enumerate(network.edges(), 1):  # noqa: B007
        out.write(_edge(edge, program))
    out.write("</graph>\n</graphml>\n")
    return nodes, edges


def _keys(domain: str, attributes: Iterable[Attribute], program: Program | None) -> Iterator[str]:
    named = [*_labels(domain, program), *attributes]
    if domain == "edge":
        named.append(Attribute("weight", "double"))
    for each in named:
        kind = _TYPES.get(each.type, each.type)
        key = _key(domain, each.name)
        yield f'<key id="{key}" for="{domain}" attr.name="{each.name}" attr.type="{kind}"/>\n'
    if program == "yed":
        yield f'<key id="{_key(domain, "graphics")}" for="{domain}" yfiles.type="{domain}graphics"/>\n'


def _labels(domain: str, program: Program | None) -> list[Attribute]:
    if program != "cytoscape":
        return [Attribute("label", "string")]
    names = ("name",) if domain == "node" else ("name", "interaction")
    return [Attribute(name, "string") for name in names]


def _key(domain: str, name: str) -> str:
    return f"{domain}.{name}"


def _node(node: Node, program: Program | None) -> str:
    label: dict[str, Value] = {"name" if program == "cytoscape" else "label": node.label}
    graphics = _node_graphics(node) if program == "yed" else ""
    return f"<node id={quoteattr(node.id)}>{_data('node', label | node_data(node))}{graphics}</node>\n"


def _edge(edge: Edge, program: Program | None) -> str:
    data: dict[str, Value] = {"label": edge.label}
    if program == "cytoscape":
        data = {"name": edge.label, "interaction": edge.kind}
    data |= edge_data(edge)
    if edge.weight is not None:
        data["weight"] = float(edge.weight)
    graphics = _edge_graphics(edge) if program == "yed" else ""
    ends = f"source={quoteattr(edge.tail)} target={quoteattr(edge.head)}"
    return f"<edge id={quoteattr(edge.id)} {ends}>{_data('edge', data)}{graphics}</edge>\n"


def _data(domain: str, data: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{_key(domain, name)}">{_text(value)}</data>' for name, value in data.items())


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value), {"\r": "&#13;"})  # a bare one would come back as a line feed (XML 1.0, §2.11)


def _node_graphics(node: Node) -> str:
    shape, colour = _SHAPES[node.kind]
    width = 20 + 7 * len(node.label)
    return (
        f'<data key="node.graphics"><y:ShapeNode><y:Geometry height="30" width="{width}"/>'
        f'<y:Fill color="{colour}"/><y:NodeLabel>{_text(node.label)}</y:NodeLabel>'
        f'<y:Shape type="{shape}"/></y:ShapeNode></data>'
    )


def _edge_graphics(edge: Edge) -> str:
    return (
        '<data key="edge.graphics"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
        f"<y:EdgeLabel>{_text(edge.label)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )
