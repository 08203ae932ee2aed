"""From the store into the cache: all rows, or those of what has changed since the last build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.iri import ONTOLOGY
from kg.journal import read_changes
from kg.questions import Column
from kg.site.cache import Cache, Values
from kg.site.keys import key_of
from kg.site.rowsets import RowSet, read_row_sets
from kg.store import Store, Term

Progress = Callable[[str], None]
_UNTIL = "until"
_OF_WORDING, _OF_MENTION = f"{ONTOLOGY}ofWording", f"{ONTOLOGY}ofMention"
_NEXT = f"{ONTOLOGY}hasNextReport"


def gather(store: Store, cache: Cache, progress: Progress) -> bool:
    """Bring the rows up to date; tell whether anything was read. Pages that looked at what changed wait."""
    changes = read_changes(store.path, cache.state(_UNTIL))
    whole = changes.touched is None or not all(map(cache.holds_table, read_row_sets()))
    if not whole and not changes.touched:
        return False
    with cache:
        if whole:
            _gather_all(store, cache, progress)
        else:
            _gather_touched(store, cache, _by_scope(store, changes.touched or ()))
        cache.note(_UNTIL, changes.until)
    return True


def _gather_all(store: Store, cache: Cache, progress: Progress) -> None:
    for rows in read_row_sets().values():
        progress(rows.question.title.vi)
        cache.replace_table(rows, _values(store, rows))
    cache.await_pages(cache.all_pages())


def _gather_touched(store: Store, cache: Cache, touched: Mapping[str, Iterable[str]]) -> None:
    changed: set[int] = set()
    for rows in read_row_sets().values():
        if rows.scope is None:
            changed |= cache.replace_rows(rows, None, _values(store, rows))
            continue
        for iri in touched.get(rows.scope, ()):
            new = _values(store, rows, {rows.scope: ox.NamedNode(iri)})
            changed |= cache.replace_rows(rows, key_of(iri, store.base), new)
    cache.await_users(changed)


def _by_scope(store: Store, touched: Iterable[str]) -> dict[str, list[str]]:
    """Sort what was touched by its sort; a wording stands for the reports that use it.

    What is told of a report's tasks is told by the reports that come next.
    """
    found: dict[str, set[str]] = defaultdict(set)
    start = len(f"{store.base}id/")
    for iri in touched:
        sort = iri[start:].partition("/")[0]
        if sort == "wording":
            found["report"] |= _reports_with(store, iri)
        else:
            found[sort].add(iri)
    found["report"] |= {n for r in found["report"] for n in store.objects("resolution", r, _NEXT)}
    return {sort: sorted(iris) for sort, iris in found.items()}


def _reports_with(store: Store, wording: str) -> set[str]:
    graph = store.graph("resolution").value
    conclusions = store.graph_subjects(graph, _OF_WORDING, wording)
    mentions = (m for c in conclusions for m in store.graph_objects(graph, c, _OF_MENTION))
    return {mention.partition("/mention/")[0] for mention in mentions}


def _values(store: Store, rows: RowSet, bindings: Mapping[str, Term] | None = None) -> Iterator[Values]:
    """Yield the rows of a query in the order of the columns, IRIs as keys."""
    columns, base = rows.question.columns, store.base
    for solution in store.solutions(rows.question.text, bindings):
        yield tuple(_value(solution[c.name], c, base) for c in columns)


def _value(term: Term | None, column: Column, base: str) -> str | int | float | None:
    if term is None:
        return None
    match column.kind:
        case "iri":
            return key_of(term.value, base)
        case "integer":
            return int(term.value)
        case "number":
            return float(term.value)
        case "boolean":
            return term.value == "true"
        case _:
            return term.value
