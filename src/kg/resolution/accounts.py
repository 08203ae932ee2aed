"""The sixth step: what each report says of each directive, summed up for tables over all reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.iri import CONCEPT, ONTOLOGY, mint_directive
from kg.quads.accounts import Account, Review, account_turtle, mint_account
from kg.resolution.directives import DERIVED_FROM
from kg.resolution.reading import Node, Nodes, first, nodes_of
from kg.resolution.reporting import REPORTING_BODY
from kg.store import Store
from kg.vocabulary import read_vocabulary

_GRAPH = "resolution"
_REFERS_TO = f"{ONTOLOGY}refersTo"
_REVIEWS = ("interim_review", "final_review")
_REACHED, _STATEMENT, _TASK, _MENTION = range(4)


@dataclass(slots=True)
class _Said:
    """What one report says of one directive, as it is counted."""

    mentions: int = 0
    statements: int = 0
    tasks: set[str] = field(default_factory=set)
    under_way: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    held: set[Review] = field(default_factory=set)
    planned: set[Review] = field(default_factory=set)
    items: list[tuple[int, int, int, str]] = field(default_factory=list)
    """What speaks of it, the most telling first when sorted: sort, rung from above, place, name."""


def update_accounts(
    store: Store, gone: Iterable[str], added: Mapping[str, Nodes], moved: Iterable[str]
) -> None:
    """Write the accounts of reports anew; those of reports `gone` are taken out."""
    nodes: dict[str, str] = {}
    for report in (*gone, *added, *moved):
        for name in store.subjects(_GRAPH, DERIVED_FROM, ox.NamedNode(report)):
            if "/account/" in name:
                nodes[name] = ""
    for report in sorted({*added, *moved}):
        read = added[report] if report in added else nodes_of(store, report)
        nodes |= {mint_account(a): account_turtle(a) for a in _accounts(store, report, read)}
    store.change_graph(_GRAPH, nodes)


def _accounts(store: Store, report: str, nodes: Nodes) -> Iterable[Account]:
    header, bodies = nodes[report], store.objects(_GRAPH, report, REPORTING_BODY)
    base = mint_directive(store.base, "")
    for directive, said in sorted(_said(store, nodes).items()):
        done = _by_stage(said.done)
        reached = done[-1] if done and _rank(done[-1]) else None
        yield Account(
            report=report,
            directive=directive,
            directive_path=directive.removeprefix(base),
            body=bodies[0] if bodies else None,
            start=first(header, "coversFrom"),
            end=first(header, "coversTo"),
            mentions=said.mentions,
            statements=said.statements,
            tasks=len(said.tasks),
            activities=_by_stage(said.done | said.under_way),
            reached=reached,
            rank=_rank(reached) if reached else None,
            rests_on=min(said.items)[-1],
            held=tuple(sorted(said.held)),
            planned=tuple(sorted(said.planned)),
        )


def _said(store: Store, nodes: Nodes) -> dict[str, _Said]:
    """Gather what a report says, by directive; open mentions belong to none."""
    meant = {
        name: directives[0]
        for name, node in nodes.items()
        if "identityKey" in node and (directives := store.objects(_GRAPH, name, _REFERS_TO))
    }
    found: dict[str, _Said] = defaultdict(_Said)
    for mention, directive in meant.items():
        found[directive].mentions += 1
        found[directive].items.append((_MENTION, 0, _place(mention), mention))
    for name, node in nodes.items():
        for mention in (*node.get("aboutMention", ()), *node.get("citesMention", ())):
            if mention in meant:
                _count(found[meant[mention]], name, node)
    return found


def _count(said: _Said, name: str, node: Node) -> None:
    if "citesMention" in node:
        said.tasks.add(name)
        said.items.append((_TASK, 0, _place(name), name))
        return
    said.statements += 1
    activity, status = (_code(node[p][0]) for p in ("activity", "status"))
    rung = (_rank(activity) or 0) if status == "done" else 0
    said.items.append((_REACHED if rung else _STATEMENT, -rung, _place(name), name))
    review = _review(node, activity)
    if status == "done":
        said.done.add(activity)
        said.held |= review
    elif status == "ongoing":
        said.under_way.add(activity)
    elif status == "planned":
        said.planned |= review


def _review(node: Node, activity: str) -> set[Review]:
    """Return the review that a statement speaks of, where it says after how many years and by which body."""
    actor, years = first(node, "actor"), first(node, "reviewYears")
    if not (actor and years) or "/report/" in actor or activity not in _REVIEWS:
        return set()
    return {Review(actor.rpartition("/id/")[2], activity, int(years))}


def _place(name: str) -> int:
    """Return where in the text an item begins, which its IRI says."""
    return int(name.rpartition("/")[2].split("-")[0])


def _by_stage(activities: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(activities, key=lambda a: (_rank(a) or 0, a)))


def _rank(activity: str) -> int | None:
    return read_vocabulary().schemes["activity"][activity].stage_rank


def _code(concept: str) -> str:
    return concept.removeprefix(CONCEPT).rpartition("/")[2]
