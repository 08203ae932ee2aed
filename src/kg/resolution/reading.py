"""What the steps of resolution read: a report's graph as plain nodes, and the citations in it.

Graphs are read by their quads: a look-up of what is bound costs microseconds, whatever else the store holds.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from kg.content import content_path
from kg.iri import ONTOLOGY, mint_report_graph
from kg.model import Identity
from kg.register import DirectiveKey, key_of_path
from kg.resolution.rulings import NO_RULINGS, Rulings
from kg.resolve import Citation, Review, Ruling
from kg.store import Store, Term

Values = Mapping[str, str]
Node = Mapping[str, list[str]]
"""The values of a subject by predicate; those of the ontology by their short names."""
Nodes = Mapping[str, Node]

_ISSUED = "http://purl.org/dc/terms/issued"
_TARGET = "http://www.w3.org/ns/oa#hasTarget"


def rows(store: Store, name: str, **bindings: Term) -> list[Values]:
    """Run an internal query; unbound values are left out of the rows."""
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query, bindings)
    ]


def nodes_of(store: Store, report: str) -> Nodes:
    """Return all that a report's graph holds, by subject."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in store.triples(_graph(store, report)):
        found[subject][predicate.removeprefix(ONTOLOGY)].append(value)
    return found


def first(node: Node, predicate: str) -> str | None:
    """Return the only or the first value of a predicate."""
    return min(node[predicate]) if predicate in node else None


def citations_in(report: str, nodes: Nodes, rulings: Rulings) -> list[Citation]:
    """Return a report's citations."""
    cited = {name: node for name, node in nodes.items() if "identityKey" in node and "inReport" in node}
    quotes = {name: nodes[node[_TARGET][0]]["quote"][0] for name, node in cited.items()}
    ruled = rulings.of_mentions(report, quotes.items())
    reviews = _reviews(nodes.values(), nodes[report])
    known_by = _known_by(nodes[report])
    return [
        replace(
            _citation(name, node, quotes[name], ruled.get(name)),
            known_by=known_by,
            reviews=reviews.get(name, ()),
        )
        for name, node in cited.items()
    ]


def citations_of_key(
    store: Store, key: DirectiveKey, reports: Iterable[str], rulings: Rulings
) -> list[Citation]:
    """Return all citations of a register and symbol in some reports, with those that a person put there."""
    known = set(reports)
    ruled = known & rulings.reports
    mentions: dict[str, list[str]] = defaultdict(list)
    for mention in store.find_subjects(f"{ONTOLOGY}identityKey", ox.Literal(str(key))):
        mentions[mention.partition("/mention/")[0]].append(mention)
    found: list[Citation] = []
    for report in sorted(mentions.keys() & known - ruled):
        nodes = _part_of(store, report, mentions[report])
        found += citations_in(report, nodes, NO_RULINGS)
    for report in sorted(ruled):
        found += (c for c in citations_in(report, nodes_of(store, report), rulings) if c.key == key)
    return found


def _part_of(store: Store, report: str, mentions: Iterable[str]) -> Nodes:
    """Return what a report's graph holds on some mentions, with what tells when it was written."""
    graph = _graph(store, report)
    wanted = {report}
    for mention in mentions:
        wanted |= {mention, *store.graph_objects(graph, mention, _TARGET)}
        wanted |= set(store.graph_subjects(graph, f"{ONTOLOGY}aboutMention", mention))
    found: dict[str, dict[str, list[str]]] = {}
    for subject in wanted:
        node: dict[str, list[str]] = defaultdict(list)
        for _, predicate, value in store.triples(graph, subject):
            node[predicate.removeprefix(ONTOLOGY)].append(value)
        found[subject] = node
    return found


def _graph(store: Store, report: str) -> str:
    return mint_report_graph(store.base, report.rpartition("/")[2])


def _citation(mention: str, node: Node, quote: str, ruling: Ruling | None) -> Citation:
    register, _, symbol = node["identityKey"][0].partition("/")
    key = DirectiveKey(register, symbol)
    if ruling and ruling.confirmed:
        key, _ = key_of_path(ruling.confirmed)
    return Citation(
        mention=mention,
        report=node["inReport"][0],
        key=key,
        identity=_identity(node),
        surface=" ".join(quote.split()),
        date=first(node, "statedDate"),
        issuer=first(node, "statedIssuer"),
        title=first(node, "statedTitle"),
        ruling=ruling,
    )


def _identity(node: Node) -> Identity:
    year = first(node, "year")
    return Identity(
        abbr=node["abbreviation"][0],
        number=first(node, "number"),
        suffix=first(node, "suffix"),
        scope=first(node, "scope"),
        year=int(year) if year else None,
        term=first(node, "term"),
        name=first(node, "name"),
    )


def _reviews(nodes: Iterable[Node], report: Node) -> dict[str, tuple[Review, ...]]:
    """Return {mention: the anniversaries said of it}; a report without a year says none."""
    day = first(report, "coversTo") or first(report, _ISSUED)
    found: dict[str, set[Review]] = defaultdict(set)
    for node in nodes:
        if day and "reviewYears" in node:
            review = Review(int(node["reviewYears"][0]), int(day[:4]), node["part"][0].endswith("/plan"))
            found[node["aboutMention"][0]].add(review)
    return {m: tuple(sorted(r, key=lambda x: (x.years, x.planned))) for m, r in found.items()}


def _known_by(report: Node) -> str | None:
    """Return the last day of which a report can speak: its date, else the end of its period."""
    issued = first(report, _ISSUED)
    if not issued:
        return first(report, "coversTo")
    if len(issued) == 4:
        return f"{issued}-12-31"
    if len(issued) == 7:
        year, month = int(issued[:4]), int(issued[5:])
        return f"{issued}-{calendar.monthrange(year, month)[1]}"
    return issued
