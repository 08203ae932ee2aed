"""The fourth step: which body reports on which period, and for which periods a report is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from kg.body import level_of, parent_of
from kg.coverage import Interval, Reporting, missing_periods, sure_life
from kg.iri import ONTOLOGY, slug
from kg.quads.resolution import ReportFacts, missing_turtles, reporting_turtle
from kg.resolution.bodies import NAMES
from kg.resolution.reading import Nodes, first
from kg.store import Store

_GRAPH = "resolution"
REPORTING_BODY, _PEERS = f"{ONTOLOGY}reportingBody", f"{ONTOLOGY}peerGroup"
_FROM, _TO, _OF_BODY = f"{ONTOLOGY}coversFrom", f"{ONTOLOGY}coversTo", f"{ONTOLOGY}ofBody"
_EXISTS_FROM, _EXISTS_TO = f"{ONTOLOGY}existsFrom", f"{ONTOLOGY}existsTo"
_SPATIAL, _LABEL = "http://purl.org/dc/terms/spatial", "http://www.w3.org/2000/01/rdf-schema#label"
BETWEEN_REPORTS = (f"{ONTOLOGY}hasNextReport", f"{ONTOLOGY}isDraftOf")
"""What a later step says of reports."""
_SORTS = (
    "dang-uy-khoi",
    "uy-ban-nhan-dan",
    "hoi-dong-nhan-dan",
    "so-",
    "ban-quan-ly",
    "cuc-",
    "chi-cuc",
    "thanh-tra",
)


def update_reporting(
    store: Store,
    gone: Sequence[str],
    added: Mapping[str, Nodes],
    renamed: Iterable[str],
    same_bodies: Mapping[str, str],
) -> set[str]:
    """Note who reports on what; then see for which periods the peers of these bodies leave a gap.

    The name of a body tells how long it lasts, so the `renamed` are looked at too. Returns the bodies whose
    reports have changed.
    """
    nodes = dict.fromkeys((*gone, *added), "")
    for report, read in added.items():
        nodes[report] = _reporting(report, read, same_bodies)
    touched = _touched(store, nodes)
    store.change_graph(_GRAPH, nodes, kept={NAMES, *BETWEEN_REPORTS})
    after = _touched(store, nodes)
    bodies = touched[0] | after[0]
    groups = {group for body in renamed for group in _groups(store, body)}
    _update_missing(store, set(bodies), touched[1] | after[1] | groups)
    return bodies


def _reporting(report: str, nodes: Nodes, same_bodies: Mapping[str, str]) -> str:
    """Write who reports; nothing for a report of an unnamed body or province, which has no peers."""
    header = nodes[report]
    issuer = first(header, "issuer")
    if issuer is None or "/report/" in issuer:
        return ""
    place = first(header, _SPATIAL)
    peers = _peers(header["issuerName"][0], nodes[place][_LABEL][0] if place else None)
    days = (first(header, name) for name in ("coversFrom", "coversTo", "plansFrom", "plansTo"))
    draft = first(header, "isDraft") == "true"
    body = same_bodies.get(issuer, issuer)
    return reporting_turtle(ReportFacts(report, body, peers, first(header, "kind"), draft, *days))


def _touched(store: Store, reports: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the bodies of some reports, and the groups of peers in which these bodies report."""
    bodies = {body for report in reports for body in store.objects(_GRAPH, report, REPORTING_BODY)}
    return bodies, {group for body in bodies for group in _groups(store, body)}


def _groups(store: Store, body: str) -> set[str]:
    return {group for r in _reports(store, body) for group in store.objects(_GRAPH, r, _PEERS)}


def _reports(store: Store, body: str) -> list[str]:
    return store.subjects(_GRAPH, REPORTING_BODY, ox.NamedNode(body))


def _update_missing(store: Store, bodies: set[str], groups: set[str]) -> None:
    """Write the gaps of all bodies in some groups of peers, as far as they differ."""
    for group in groups:
        for report in store.subjects(_GRAPH, _PEERS, ox.Literal(group)):
            bodies |= set(store.objects(_GRAPH, report, REPORTING_BODY))
    reporting = [_reporting_of(store, body) for body in sorted(bodies)]
    missing = missing_periods(r for r in reporting if r.peers)
    nodes: dict[str, str] = {}
    for body in sorted(bodies):
        wanted = missing_turtles(store.base, body, missing.get(body, ()))
        named = store.subjects(_GRAPH, _OF_BODY, ox.NamedNode(body))
        held = {name for name in named if "/coverage/" in name}
        nodes |= dict.fromkeys(held - wanted.keys(), "")
        nodes |= {name: wanted[name] for name in wanted.keys() - held}
    store.change_graph(_GRAPH, nodes)


def _reporting_of(store: Store, body: str) -> Reporting:
    """Return a body's periods, life, and peers: the first group by name where its reports give several."""
    found = (
        (*store.objects(_GRAPH, r, _FROM), *store.objects(_GRAPH, r, _TO)) for r in _reports(store, body)
    )
    periods = frozenset(i for ends in found if len(ends) == 2 and (i := _interval(*ends)))
    bounds = (store.objects(_GRAPH, body, name) for name in (_EXISTS_FROM, _EXISTS_TO))
    life = sure_life(*(next(iter(found), None) for found in bounds))
    return Reporting(body, min(_groups(store, body), default=""), periods, life)


def _interval(start: str, end: str) -> Interval | None:
    try:
        return Interval(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None


def _peers(name: str, province: str | None) -> str:
    """Return the level and the sort of a body: committees go with committees, offices with offices."""
    folded = slug(name)
    named = parent_of(name)
    if named:
        sort = folded.removesuffix("-" + slug(named[1]))
    else:
        sort = next((s for s in _SORTS if folded.startswith(s)), "committee")
    return f"{level_of(name, province)} {sort}"
