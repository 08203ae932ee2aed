"""How Gephi, Cytoscape and yEd read the files, as far as their sources and manuals say.

Written anew from what these do, each rule beside its place there (docs/exports.md has the addresses).
Each reader returns what the program would show, and what it would drop.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
YED = "{http://www.yworks.com/xml/graphml}"


@dataclass
class Shown:
    """Labels of nodes and edges by id, columns with their types, intervals, and what went wrong."""

    nodes: dict[str, str] = field(default_factory=dict)
    edges: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[str, str]] = field(default_factory=dict)
    issues: list[str] = field(default_factory=list)

    def add_edge(self, key: str, tail: str, head: str, label: str) -> None:
        """Add an edge as all three do: not when its id repeats or an end is unknown."""
        if key in self.edges:
            self.issues.append(f"edge id repeats: {key}")
        elif tail not in self.nodes or head not in self.nodes:
            self.issues.append(f"edge without an end: {key}")
        else:
            self.edges[key] = label


# ImporterGraphML: a key is a property when its id, else its name, is one of these; then it is no column.
_GEPHI = {
    "node": {"label": "label", "d3": "label", "x": "x", "y": "y", "xpos": "x", "ypos": "y", "z": "z",
             "size": "size", "r": "r", "g": "g", "b": "b"},
    "edge": {"label": "label", "edgelabel": "label", "d7": "label", "weight": "weight",
             "edge weight": "weight", "id": "id", "edgeid": "id", "r": "r", "g": "g", "b": "b"},
}  # fmt: skip
_GEPHI_TYPES = {"boolean", "int", "integer", "long", "float", "double", "string"}


def gephi_graphml(path: Path) -> Shown:
    shown, properties = Shown(), dict[str, str]()
    root = ElementTree.parse(path).getroot()
    for key in root.iter(f"{GRAPHML}key"):
        name, own = key.get("attr.name", key.get("id", "")), key.get("id", "")
        known = _GEPHI[key.get("for", "")]
        if found := known.get(own.lower()) or known.get(name.lower()):
            properties[own] = found
        elif key.get("attr.type", "") not in _GEPHI_TYPES:
            shown.issues.append(f"key without a type: {own}")
        else:
            shown.columns[own] = key.get("attr.type", "")
    for node in root.iter(f"{GRAPHML}node"):
        shown.nodes[node.get("id", "")] = _data(node, properties).get("label", "")
        _check_columns(shown, node, properties)
    for edge in root.iter(f"{GRAPHML}edge"):
        data = _data(edge, properties)
        shown.add_edge(
            edge.get("id", ""), edge.get("source", ""), edge.get("target", ""), data.get("label", "")
        )
        shown.weights[edge.get("id", "")] = float(data.get("weight", "1"))
        _check_columns(shown, edge, properties)
    return shown


def _data(element: Element, properties: dict[str, str]) -> dict[str, str]:
    held = ((properties.get(d.get("key", "")), d.text or "") for d in element.findall(f"{GRAPHML}data"))
    return {name: text for name, text in held if name}


def _check_columns(shown: Shown, element: Element, properties: dict[str, str]) -> None:
    """A value without a column is dropped; one that does not parse is an issue."""
    for data in element.findall(f"{GRAPHML}data"):
        key, text = data.get("key", ""), data.text or ""
        if key not in properties:
            _check_value(shown, shown.columns.get(key), key, text)


def _check_value(shown: Shown, kind: str | None, key: str, text: str) -> None:
    try:
        if kind is None:
            shown.issues.append(f"value without a column: {key}")
        elif kind in ("int", "integer"):
            assert -(2**31) <= int(text) < 2**31
        elif kind == "double":
            float(text)
        elif kind == "boolean":
            assert text in ("true", "false")
    except (ValueError, AssertionError):
        shown.issues.append(f"{key}: not a {kind}: {text}")


def gephi_gexf(path: Path) -> Shown:
    """ImporterGEXF: version 1.3 and no other draft; bounds inclusive, a missing one open; whole days."""
    shown = Shown()
    root = ElementTree.parse(path).getroot()
    graph = root.find(f"{GEXF}graph")
    assert root.get("version") == "1.3"
    assert graph is not None
    assert (graph.get("defaultedgetype"), graph.get("timeformat")) == ("directed", "date")
    assert graph.get("timerepresentation") == "interval"
    for declared in graph.findall(f"{GEXF}attributes"):
        for attribute in declared.findall(f"{GEXF}attribute"):
            column = f"{declared.get('class')}.{attribute.get('id')}"
            shown.columns[column] = attribute.get("type", "")
    for node in graph.iter(f"{GEXF}node"):
        shown.nodes[node.get("id", "")] = node.get("label", "")
        _gexf_values(shown, node, "node")
    for edge in graph.iter(f"{GEXF}edge"):
        key = edge.get("id", "")
        shown.add_edge(key, edge.get("source", ""), edge.get("target", ""), edge.get("label", ""))
        shown.kinds[key] = edge.get("kind", "")
        shown.weights[key] = float(edge.get("weight", "1"))
        _gexf_values(shown, edge, "edge")
    return shown


def _gexf_values(shown: Shown, element: Element, domain: str) -> None:
    if open_bounds := {"startopen", "endopen"} & set(element.keys()):
        shown.issues.append(f"open intervals went with 1.2: {open_bounds}")
    start, end = element.get("start", ""), element.get("end", "")
    if any(day and len(day) != 10 for day in (start, end)):
        shown.issues.append(f"not a day: {start} {end}")
    if start and end and start > end:
        shown.issues.append(f"ends before it begins: {element.get('id')}")
    if start or end:
        shown.spans[element.get("id", "")] = (start or "-inf", end or "inf")
    for value in element.iter(f"{GEXF}attvalue"):
        column = f"{domain}.{value.get('for')}"
        _check_value(shown, shown.columns.get(column), column, value.get("value", ""))


_CYTOSCAPE_TYPES = {"int", "long", "float", "double", "boolean", "string"}


def cytoscape_graphml(path: Path) -> Shown:
    """GraphMLParser: name is the id until a column `name` says else; ids of keys are shared by all tables."""
    assert "http://graphml.graphdrawing.org/xmlns" in "".join(path.open(encoding="utf-8").readlines()[:20])
    shown, names = Shown(), dict[str, str]()
    root = ElementTree.parse(path).getroot()
    for key in root.iter(f"{GRAPHML}key"):
        own = key.get("id", "")
        if own in names:
            shown.issues.append(f"key id repeats: {own}")
        names[own] = key.get("attr.name", "")
        shown.columns[own] = key.get("attr.type", "")
        if key.get("attr.type") not in _CYTOSCAPE_TYPES:
            shown.issues.append(f"type unknown: {own}")
    for node in root.iter(f"{GRAPHML}node"):
        row = {names[d.get("key", "")]: d.text or "" for d in node.findall(f"{GRAPHML}data")}
        shown.nodes[node.get("id", "")] = row.get("name", node.get("id", ""))
    for edge in root.iter(f"{GRAPHML}edge"):
        row = {names[d.get("key", "")]: d.text or "" for d in edge.findall(f"{GRAPHML}data")}
        own = edge.get("id", "")
        shown.add_edge(own, edge.get("source", ""), edge.get("target", ""), row.get("name", ""))
        shown.kinds[own] = row.get("interaction", "-")
    return shown


def cytoscape_js(path: Path) -> Shown:
    """CytoscapejsMapper: `data` at the top; ids are strings; the first value gives a column its type."""
    shown = Shown()
    root = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(root["data"], dict)
    for element in root["elements"]["nodes"]:
        data = element["data"]
        assert isinstance(data["id"], str)
        shown.nodes.setdefault(data["id"], data.get("name", data["id"]))
        _js_columns(shown, "node", data)
    for element in root["elements"]["edges"]:
        data = element["data"]
        assert isinstance(data["source"], str)
        assert isinstance(data["target"], str)
        shown.add_edge(data["id"], data["source"], data["target"], data["name"])
        shown.kinds[data["id"]] = data["interaction"]
        _js_columns(shown, "edge", data)
    return shown


def _js_columns(shown: Shown, table: str, data: dict[str, object]) -> None:
    for name, value in data.items():
        kind = (
            "boolean" if isinstance(value, bool) else "double" if isinstance(value, int | float) else "string"
        )
        if shown.columns.setdefault(f"{table}.{name}", kind) != kind or value is None:
            shown.issues.append(
                f"{table}.{name}: {value!r} in a column of kind {shown.columns[f'{table}.{name}']}"
            )


def yed(path: Path) -> Shown:
    """What yEd draws is `y:NodeLabel` and `y:EdgeLabel`; attributes are custom properties, not seen."""
    shown = Shown()
    root = ElementTree.parse(path).getroot()
    graphics = {k.get("id"): k.get("for") for k in root.iter(f"{GRAPHML}key") if k.get("yfiles.type")}
    assert sorted(map(str, graphics.values())) == ["edge", "node"]
    for node in root.iter(f"{GRAPHML}node"):
        label = node.find(f"{GRAPHML}data/{YED}ShapeNode/{YED}NodeLabel")
        shown.nodes[node.get("id", "")] = (label.text or "") if label is not None else ""
    for edge in root.iter(f"{GRAPHML}edge"):
        label = edge.find(f"{GRAPHML}data/{YED}PolyLineEdge/{YED}EdgeLabel")
        text = (label.text or "") if label is not None else ""
        shown.add_edge(edge.get("id", ""), edge.get("source", ""), edge.get("target", ""), text)
    return shown
