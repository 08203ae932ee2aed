"""The graphs that follow from the reports, the reference data and the decisions of people."""

from __future__ import annotations

import pyoxigraph as ox

from kg.content import content_path
from kg.decisions import Decisions, Place
from kg.iri import mint_report
from kg.quads.curation import curation_turtle
from kg.quads.reference import reference_turtle
from kg.resolution import update_resolution
from kg.resolution.rulings import Rulings
from kg.store import Store


def update_derived(store: Store, decisions: Decisions) -> bool:
    """Bring the reference, curation and resolution graphs up to date; tell whether anything changed."""
    changed = [
        store.write_graph("reference", reference_turtle(store.base)),
        store.write_graph("curation", curation_turtle(store.base, decisions, find_places(store, decisions))),
        update_resolution(store, Rulings(decisions, store.base)),
    ]
    store.journal.end()
    return any(changed)


def find_places(store: Store, decisions: Decisions) -> tuple[Place, ...]:
    """Return the mentions and findings of the reports that decisions speak of, as far as they are held."""
    hashes = sorted({text_hash for text_hash, _ in decisions.by_place})
    held = [mint_report(store.base, h) for h in hashes if store.holds_report(h)]
    return tuple(place for report in held for place in places_of(store, report))


def places_of(store: Store, report: str) -> list[Place]:
    """Return the mentions and findings of a report, each with the places that show it."""
    text_hash = report.rpartition("/")[2]
    query = (content_path("queries") / "internal" / "places.rq").read_text(encoding="utf-8")
    found = store.select(query, {"report": ox.NamedNode(report)})
    rows = ({name: term.value for name, term in row.items() if term is not None} for row in found)
    return [
        Place(
            item=row["item"],
            evidence=row["evidence"],
            text_hash=text_hash,
            start=int(row["start"]),
            end=int(row["end"]),
            quote=row["quote"],
            code=row["code"].rpartition("/")[2] if "code" in row else None,
        )
        for row in rows
    ]
