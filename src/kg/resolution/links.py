"""The second step: what reports say of two mentions, lifted to their directives."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.iri import CONCEPT, ONTOLOGY
from kg.quads.resolution import LIFTED, link_turtle
from kg.resolution.directives import DERIVED_FROM
from kg.resolution.reading import rows
from kg.store import Link, Store

_GRAPH = "resolution"
_LOWER, _UPPER = f"{ONTOLOGY}lowerDirective", f"{ONTOLOGY}upperDirective"
_KIND, _REFERS_TO = f"{ONTOLOGY}relationKind", f"{ONTOLOGY}refersTo"


def update_links(store: Store, gone: Iterable[str], changed: Iterable[str]) -> None:
    """Write the links that `changed` reports give now, take out what they and those `gone` gave before."""
    nodes: dict[str, str] = {}
    before: set[Link] = set()
    for report in (*gone, *changed):
        for name in _links_of(store, report):
            nodes[name] = ""
            before.add(_read_link(store, name))
    after: set[Link] = set()
    for report in changed:
        for name, (item, link) in _lifted(store, report).items():
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


def _lifted(store: Store, report: str) -> dict[str, tuple[str, Link]]:
    """Return {link: (what says it, the link)}, where both ends are settled and not the same."""
    found = {}
    for row in rows(store, "relations", report=ox.NamedNode(report)):
        code = row["relation"].removeprefix(f"{CONCEPT}relation/")
        ends = [store.objects(_GRAPH, row[end], _REFERS_TO) for end in ("source", "target")]
        if code in LIFTED and all(ends) and ends[0] != ends[1]:
            found[f"{row['item']}/link"] = row["item"], (ends[0][0], code, ends[1][0])
    return found


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
