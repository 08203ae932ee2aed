"""The resolution graph of a store, kept up to date with the reports that it holds.

The graph is a function of the reports, the reference data and the decisions of people; the order in which
reports came plays no part. Only what a change touches is worked on: the numberings that new and removed
reports cite, the bodies that they name, the bodies that are expected to report when they do.

Each step writes one transaction. A report counts as resolved when all are done; after a crash its steps
are done again, and the first of them takes back what the report had counted for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.iri import ONTOLOGY, mint_report
from kg.quads.resolution import mark_turtles, rules_turtle
from kg.resolution.accounts import update_accounts
from kg.resolution.bodies import update_bodies
from kg.resolution.directives import update_directives
from kg.resolution.followups import update_follow_ups
from kg.resolution.links import update_links
from kg.resolution.reading import nodes_of, rows
from kg.resolution.reporting import update_reporting
from kg.resolution.rulings import NO_RULINGS, Rulings
from kg.rules import rules_hash
from kg.store import Store

CHUNK = 200
"""Reports resolved at a time: what they cite in common is worked on once."""
_GRAPH = "resolution"
_RULES = f"{ONTOLOGY}rulesHash"


def update_resolution(store: Store, rulings: Rulings = NO_RULINGS) -> bool:
    """Bring the resolution graph up to date; tell whether anything was to be done.

    Changed rules or reference data resolve all reports again.
    """
    if store.objects(_GRAPH, store.graph(_GRAPH).value, _RULES) != [rules_hash()]:
        store.clear_graph(_GRAPH)
        store.change_graph(_GRAPH, {store.graph(_GRAPH).value: rules_turtle(store.base, rules_hash())})
    held, done = _versions(store, rulings), _resolved(store)
    gone = sorted(done.keys() - held.keys())
    waiting = sorted(report for report, version in held.items() if done.get(report) != version)
    settled = held.keys() - set(waiting)
    for start in range(0, max(len(waiting), min(len(gone), 1)), CHUNK):
        chunk = {report: held[report] for report in waiting[start : start + CHUNK]}
        left = () if start else gone
        moved = _update(store, left, chunk, frozenset(settled), rulings)
        marks = dict.fromkeys(left, "") | chunk | {report: held[report] for report in moved}
        store.change_graph(_GRAPH, mark_turtles(store.base, marks))
        settled |= chunk.keys()
        if len(chunk) == CHUNK:
            store.flush()
    return bool(gone or waiting)


def _update(
    store: Store, gone: Sequence[str], versions: Mapping[str, str], others: frozenset[str], rulings: Rulings
) -> frozenset[str]:
    """Take out what reports `gone` gave, and resolve those of `versions` ({report: version}) anew.

    Returns the other reports of which a mention now means another directive; they are to be marked again.
    """
    added = {report: nodes_of(store, report) for report in sorted(versions)}
    moved = update_directives(store, gone, added, others, rulings)
    update_links(store, gone, added, moved)
    renamed = update_bodies(store, gone, added, rulings.same_bodies)
    bodies = update_reporting(store, gone, added, renamed, rulings.same_bodies)
    update_follow_ups(store, gone, added, moved, bodies)
    update_accounts(store, gone, added, moved)
    return moved


def _versions(store: Store, rulings: Rulings) -> dict[str, str]:
    """Return {report: a hash of what was read from it and of what people decided of it}."""
    issuers = {row["report"]: row["issuer"] for row in rows(store, "issuers")} if rulings.same_bodies else {}
    return {
        row["report"]: row["hash"] + rulings.version_of(row["report"], issuers.get(row["report"]))
        for row in rows(store, "records")
    }


def _resolved(store: Store) -> dict[str, str]:
    """Return {report: the version from which it was resolved}."""
    return {
        mint_report(store.base, row["graph"].rpartition("/")[2]): row["hash"]
        for row in rows(store, "resolved")
    }
