"""From the store into the cache: all rows, or those of what has changed since the last build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pyoxigraph as ox

from kg.given import given_name, with_given
from kg.iri import ONTOLOGY
from kg.journal import read_changes
from kg.questions import Column
from kg.site.asked import ASKED, ask_all
from kg.site.cache import Cache, Values
from kg.site.keys import key_of
from kg.site.rowsets import RowSet, read_row_sets
from kg.store import Store, Term, read_store

Progress = Callable[[str], None]
_UNTIL = "until"
_LONG = ("statement", "mention", "figure", "account", "task", "follow-up", "directive", "dossier")
"""Tables that take longest, the longest first: they are begun first."""
_OF_WORDING, _OF_MENTION = f"{ONTOLOGY}ofWording", f"{ONTOLOGY}ofMention"
_NEXT = f"{ONTOLOGY}hasNextReport"


def gather(store: Store, cache: Cache, workers: int, progress: Progress) -> bool:
    """Bring the rows up to date; tell whether anything was read. Pages that looked at what changed wait."""
    changes = read_changes(store.path, cache.state(_UNTIL))
    whole = changes.touched is None or not all(map(cache.holds_table, (*read_row_sets(), *ASKED)))
    if not whole and not changes.touched:
        return False
    if whole:
        _gather_all(store, cache, workers, progress)
    with cache:
        if not whole:
            _gather_touched(store, cache, by_scope(store, changes.touched or ()))
        progress("Câu hỏi có tên")
        cache.await_users(ask_all(store, cache, workers))
        cache.note(_UNTIL, changes.until)
    return True


def _gather_all(store: Store, cache: Cache, workers: int, progress: Progress) -> None:
    """Ask all queries, by several processes: each writes a file of its own, of which the cache takes over."""
    with cache:
        # Should this be cut short, some tables are newer than others: all are to be read again then.
        cache.note(_UNTIL, None)
        cache.await_pages(cache.all_pages())
    names = sorted(read_row_sets(), key=lambda name: (*_LONG, name).index(name))
    with TemporaryDirectory(dir=cache.path.parent, prefix=f"{cache.path.name}-") as folder:
        for name, file in _asked(store, workers, {name: Path(folder) / name for name in names}):
            progress(read_row_sets()[name].question.title.vi)
            cache.take_table(read_row_sets()[name], file)


def _asked(store: Store, workers: int, files: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield each table's name and file when it has been asked for."""
    if workers == 1:
        for name, file in files.items():
            _write_rows(store, name, file)
            yield name, file
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        asked = {pool.submit(_ask, name, store.path, file): name for name, file in files.items()}
        for done in as_completed(asked):
            done.result()
            yield asked[done], files[asked[done]]


def _ask(name: str, path: Path, file: Path) -> None:
    """Write the rows of one query; run in a process of its own."""
    with read_store(path) as store:
        _write_rows(store, name, file)


def _write_rows(store: Store, name: str, file: Path) -> None:
    """Write the rows of one query into a cache of their own."""
    rows = read_row_sets()[name]
    with closing(Cache(file)) as cache, cache:
        cache.replace_table(rows, _values(store, rows))


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


def by_scope(store: Store, touched: Iterable[str]) -> dict[str, list[str]]:
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


def _values(store: Store, rows: RowSet, given: Mapping[str, Term] = MappingProxyType({})) -> Iterator[Values]:
    """Yield the rows of a query in the order of the columns, IRIs as keys.

    What is given is written into the query: a variable that is bound is planned as any other, and for one
    report's rows most of the store would be read.
    """
    text = with_given(rows.question.text, given)
    columns = [given_name(name) if name in given else name for name in rows.columns]
    readers = [_reader(column, store.base) for column in rows.question.columns]
    for terms in store.tuples(text, columns):
        yield tuple(
            None if term is None else read(term.value) for read, term in zip(readers, terms, strict=True)
        )


def _reader(column: Column, base: str) -> Callable[[str], str | int | float]:
    """Return what turns the text of a cell into its value."""
    match column.kind:
        case "iri":
            return partial(key_of, base=base)
        case "integer":
            return int
        case "number":
            return float
        case "boolean":
            return "true".__eq__
        case _:
            return str
