"""The second step: what reports say of two mentions, lifted to their directives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.iri import CONCEPT, ONTOLOGY
from kg.quads.resolution import LIFTED, link_turtle
from kg.resolution.directives import DERIVED_FROM
from kg.resolution.reading import Nodes, nodes_of
from kg.store import Link, Store

_GRAPH = "resolution"
_LOWER, _UPPER = f"{ONTOLOGY}lowerDirective", f"{ONTOLOGY}upperDirective"
_KIND, _REFERS_TO = f"{ONTOLOGY}relationKind", f"{ONTOLOGY}refersTo"


def update_links(store: Store, gone: Iterable[str], added: Mapping[str, Nodes], moved: Iterable[str]) -> None:
    """Write the links that reports give now, and take out what they and those `gone` gave before.

    `added` are {report: its graph}; `moved` have mentions that now mean other directives.
    """
    changed = sorted({*added, *moved})
    nodes: dict[str, str] = {}
    before: set[Link] = set()
    for report in (*gone, *changed):
        for name in _links_of(store, report):
            nodes[name] = ""
            before.add(_read_link(store, name))
    after: set[Link] = set()
    for report in changed:
        nodes_in = added[report] if report in added else nodes_of(store, report)
        for name, (item, link) in _lifted(store, nodes_in).items():
            nodes[name] = link_turtle(item, report, link)
            after.add(link)
    dropped = {link for link in before - after if not _is_said_elsewhere(store, link, nodes)}
    store.change_graph(_GRAPH, nodes, map(_direct, after), map(_direct, dropped))


def _links_of(store: Store, report: str) -> list[str]:
    derived = store.subjects(_GRAPH, DERIVED_FROM, ox.NamedNode(report))
    return [name for name in derived if name.endswith("/link")]


def _read_link(store: Store, name: str) -> Link:
    [lower], [kind], [upper] = (store.objects(_GRAPH, name, p) for p in (_LOWER, _KIND, _UPPER))
    return lower, kind.removeprefix(f"{CONCEPT}relation/"), upper


def _lifted(store: Store, nodes: Nodes) -> dict[str, tuple[str, Link]]:
    """Return {link: (what says it, the link)}, where both ends are settled and not the same."""
    found = {}
    for item, (lower, code, upper) in _said(nodes):
        ends = [store.objects(_GRAPH, mention, _REFERS_TO) for mention in (lower, upper)]
        if code in LIFTED and all(ends) and ends[0] != ends[1]:
            found[f"{item}/link"] = item, (ends[0][0], code, ends[1][0])
    return found


def _said(nodes: Nodes) -> Iterator[tuple[str, Link]]:
    """Yield what a report says of two mentions; an instrument issued to act gives effect to its cause."""
    for item, node in nodes.items():
        if "sourceMention" in node:
            code = node["relationKind"][0].removeprefix(f"{CONCEPT}relation/")
            yield item, (node["sourceMention"][0], code, node["targetMention"][0])
        elif "viaMention" in node:
            yield item, (node["viaMention"][0], "implements", node["aboutMention"][0])


def _is_said_elsewhere(store: Store, link: Link, besides: Iterable[str]) -> bool:
    """Tell whether another report's words link the same two directives so."""
    lower = link[0]
    known = set(besides)
    return any(
        name not in known and _read_link(store, name) == link
        for name in store.subjects(_GRAPH, _LOWER, ox.NamedNode(lower))
    )


def _direct(link: Link) -> Link:
    lower, code, upper = link
    return lower, LIFTED[code], upper
