"""The third step: the bodies that reports name, and those that their names show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.iri import ONTOLOGY, mint_report_graph
from kg.quads.bodies import NamedBody, body_turtles
from kg.quads.turtle import quote, text, triples
from kg.resolution.reading import Nodes, first, rows
from kg.store import Link, Store

_GRAPH = "resolution"
NAMES, _SHOWN_BY = f"{ONTOLOGY}namesBody", f"{ONTOLOGY}isShownBy"
_NAME, _SCOPE = "http://www.w3.org/2000/01/rdf-schema#label", f"{ONTOLOGY}scope"
_TYPE, _BODY = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{ONTOLOGY}Body"
_SPATIAL = "http://purl.org/dc/terms/spatial"
_SAME_AS = f"{ONTOLOGY}isSameBodyAs"


def update_bodies(
    store: Store, gone: Sequence[str], added: Mapping[str, Nodes], same_bodies: Mapping[str, str]
) -> frozenset[str]:
    """Describe the bodies that reports `added` ({report: its graph}) name.

    Those that only reports `gone` named are taken out. Returns the bodies that are now named otherwise.
    """
    named = {report: [_body(nodes, name) for name in _bodies_in(nodes)] for report, nodes in added.items()}
    before = {(r, NAMES, body) for r in (*gone, *added) for body in store.objects(_GRAPH, r, NAMES)}
    after = {(report, NAMES, body.iri) for report, bodies in named.items() for body in bodies}
    store.change_graph(_GRAPH, {}, after, before - after)
    fresh: dict[str, list[NamedBody]] = {}
    for bodies in named.values():
        for body in bodies:
            fresh.setdefault(body.iri, []).append(body)
    lost = {body for _, _, body in before - after}
    change = _Change(store)
    for iri in sorted({body for _, _, body in before | after}):
        change.name(iri, None if iri in lost else fresh.get(iri, []))
    change.write()
    _update_same_bodies(store, same_bodies)
    return frozenset(change.renamed)


@dataclass(slots=True)
class _Change:
    """The names and nodes of the bodies that one update touches."""

    store: Store
    nodes: dict[str, str] = field(default_factory=dict)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    dropped: set[Link] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)

    def name(self, body: str, fresh: Sequence[NamedBody] | None) -> None:
        """Settle a body's name; where a report no longer names it, all reports that do are asked again."""
        held = self.held_name(body)
        names = self.names_in_reports(body) if fresh is None or held is None else [held, *fresh]
        chosen = _best_name(names)
        if chosen != held:
            self.renamed.add(body)
        self.nodes[_naming(body)] = _naming_turtle(chosen) if chosen else ""
        self.shown[body] = body_turtles(self.store.base, [chosen]) if chosen else {}
        before = set(self.store.subjects(_GRAPH, _SHOWN_BY, ox.NamedNode(body)))
        self.links |= {(subject, _SHOWN_BY, body) for subject in self.shown[body]}
        self.dropped |= {(subject, _SHOWN_BY, body) for subject in before - self.shown[body].keys()}

    def held_name(self, body: str) -> NamedBody | None:
        """Return the name that the graph holds."""
        pairs = dict(self.store.pairs(_GRAPH, _naming(body)))
        return NamedBody(body, pairs[_NAME], pairs.get(_SCOPE)) if pairs else None

    def names_in_reports(self, body: str) -> Iterable[NamedBody]:
        """Yield a body's names in all reports that are resolved."""
        for report in self.store.subjects(_GRAPH, NAMES, ox.NamedNode(body)):
            yield self.named_in(report, body)

    def named_in(self, report: str, body: str) -> NamedBody:
        """Return a body as one report names it."""
        graph = mint_report_graph(self.store.base, report.rpartition("/")[2])
        [name] = self.store.graph_objects(graph, body, _NAME)
        places = self.store.graph_objects(graph, body, _SPATIAL)
        labels = self.store.graph_objects(graph, places[0], _NAME) if places else []
        return NamedBody(body, name, labels[0] if labels else None)

    def write(self) -> None:
        """Write the names, then each node as all that show it agree on it."""
        self.store.change_graph(_GRAPH, self.nodes, self.links, self.dropped)
        touched = sorted({subject for subject, _, _ in self.links | self.dropped})
        nodes = {subject: self.node(subject) for subject in touched}
        self.store.change_graph(_GRAPH, nodes, kept={_SHOWN_BY})

    def node(self, subject: str) -> str:
        """Return a node's Turtle: its own name's, else the first of those that show it; "" for none."""
        showing = self.store.objects(_GRAPH, subject, _SHOWN_BY)
        for body in showing:
            if body not in self.shown:
                held = self.held_name(body)
                self.shown[body] = body_turtles(self.store.base, [held]) if held else {}
        if subject in showing:
            return self.shown[subject][subject]
        return min((self.shown[body][subject] for body in showing), default="")


def _bodies_in(nodes: Nodes) -> Iterator[str]:
    return (name for name, node in nodes.items() if _BODY in node.get(_TYPE, ()))


def _body(nodes: Nodes, name: str) -> NamedBody:
    """Return a body as a report names it, with the province that its name or the report gives."""
    place = first(nodes[name], _SPATIAL)
    return NamedBody(name, nodes[name][_NAME][0], nodes[place][_NAME][0] if place else None)


def _best_name(names: Iterable[NamedBody]) -> NamedBody | None:
    """Choose the longest name (it names the place), then the first; the province likewise."""
    listed = list(names)
    if not listed:
        return None
    name = min((n.name for n in listed), key=lambda n: (-len(n), n))
    return NamedBody(listed[0].iri, name, min((n.province for n in listed if n.province), default=None))


def _naming(body: str) -> str:
    return f"{body}/naming"


def _naming_turtle(body: NamedBody) -> str:
    scope = body.province and quote(body.province)
    pairs = (("a", "dkg:BodyNaming"), ("rdfs:label", text(body.name, "vi")), ("dkg:scope", scope))
    return triples(f"<{_naming(body.iri)}>", pairs)


def _update_same_bodies(store: Store, same_bodies: Mapping[str, str]) -> None:
    """Note which bodies people hold to be one."""
    held = {(row["body"], _SAME_AS, row["kept"]) for row in rows(store, "same-bodies")}
    wanted = {(body, _SAME_AS, kept) for body, kept in same_bodies.items()}
    store.change_graph(_GRAPH, {}, wanted, held - wanted)
