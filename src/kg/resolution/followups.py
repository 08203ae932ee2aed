"""The fifth step: which report of a body comes next, what it says of the tasks before, what was a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.follow import ReportPeriods, next_reports
from kg.iri import ONTOLOGY
from kg.quads.followups import follow_up_turtles
from kg.resolution.directives import DERIVED_FROM
from kg.resolution.gathering import follow_ups_of
from kg.resolution.reading import Nodes, Values
from kg.resolution.reporting import BETWEEN_REPORTS, REPORTING_BODY
from kg.store import Link, Store

_GRAPH = "resolution"
_NEXT, _DRAFT_OF = BETWEEN_REPORTS
_OF_TASK = f"{ONTOLOGY}ofTask"
_HAS_TARGET, _HAS_SELECTOR = "http://www.w3.org/ns/oa#hasTarget", "http://www.w3.org/ns/oa#hasSelector"


def update_follow_ups(
    store: Store,
    gone: Iterable[str],
    added: Mapping[str, Nodes],
    moved: Iterable[str],
    bodies: Iterable[str],
) -> None:
    """Match the tasks of `bodies`, and of those with reports `added` or `moved`, where that bears on them.

    A report's links depend on its tasks, on which reports come next, and on what those say.
    """
    altered, lost = {*added, *moved}, set(gone)
    touched = set(bodies) | {b for report in altered for b in store.objects(_GRAPH, report, REPORTING_BODY)}
    reports = {body: _reports_of(store, body) for body in touched}
    following = next_reports(_periods(*facts) for own in reports.values() for facts in own.items())
    drafts = {link for own in reports.values() for link in _drafts(own)}
    listed = {report for own in reports.values() for report in own} | lost | altered
    _put_links(store, listed, _DRAFT_OF, drafts)
    due = {r for r in listed if _is_due(store, r, following.get(r, ()), altered)}
    _put_links(store, listed, _NEXT, {(r, _NEXT, n) for r in listed for n in following.get(r, ())})
    for report in sorted(due):
        nodes = dict.fromkeys(_held_nodes(store, report), "")
        links = follow_ups_of(store, report, following.get(report, ()), added)
        store.change_graph(_GRAPH, nodes | follow_up_turtles(report, links))


def _reports_of(store: Store, body: str) -> dict[str, Values]:
    """Return {report: what is noted of it} for the reports of a body."""
    reports = store.subjects(_GRAPH, REPORTING_BODY, ox.NamedNode(body))
    return {r: {p.removeprefix(ONTOLOGY): value for p, value in store.pairs(_GRAPH, r)} for r in reports}


def _periods(report: str, facts: Values) -> ReportPeriods:
    names = ("reportingBody", "coversFrom", "coversTo", "plansFrom", "plansTo")
    return ReportPeriods(report, *(facts.get(name) for name in names))


def _is_due(store: Store, report: str, following: Sequence[str], altered: set[str]) -> bool:
    """Tell whether a report's links are to be made again."""
    held = set(store.objects(_GRAPH, report, _NEXT))
    return report in altered or held != set(following) or bool(held & altered)


def _drafts(reports: Mapping[str, Values]) -> Iterable[Link]:
    """Link a draft to the one report of the same body, kind and period that is none."""
    alike: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for report, facts in reports.items():
        if "coversFrom" in facts and "coversTo" in facts:
            alike[facts.get("kind"), facts["coversFrom"], facts["coversTo"]].append(report)
    for same in alike.values():
        finals = [r for r in same if reports[r]["isDraft"] == "false"]
        if len(finals) == 1:
            yield from ((r, _DRAFT_OF, finals[0]) for r in same if reports[r]["isDraft"] == "true")


def _put_links(store: Store, reports: Iterable[str], predicate: str, wanted: set[Link]) -> None:
    held = {(r, predicate, other) for r in reports for other in store.objects(_GRAPH, r, predicate)}
    store.change_graph(_GRAPH, {}, wanted - held, held - wanted)


def _held_nodes(store: Store, report: str) -> Iterable[str]:
    """Yield the links from a report's tasks, with their evidence, and the tasks that have them."""
    for node in store.subjects(_GRAPH, DERIVED_FROM, ox.NamedNode(report)):
        if "/follow-up/" in node:
            yield from (node, *store.objects(_GRAPH, node, _OF_TASK))
            for evidence in store.objects(_GRAPH, node, _HAS_TARGET):
                yield from (evidence, *store.objects(_GRAPH, evidence, _HAS_SELECTOR))
