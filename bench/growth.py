"""Growth: what one more report costs a store that holds many, and what it changes; the peer is a rebuild."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from pathlib import Path

from bench.corpus import report, reports
from bench.table import note, print_table, title
from kg.decisions import NOTHING_DECIDED
from kg.derived import update_derived
from kg.load import load_files, remove_files
from kg.store import Store, open_store

_SIZES = (30, 300)
_MORE = 5


def run() -> None:
    """Print a row for each size."""
    title(f"Growth: one more report, {_MORE} times, taken out again; and the graph resolved from nothing")
    rows = []
    for size in _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_row(Path(folder), size))
    head = ("reports", "add, ms", "remove, ms", "quads that change", "rebuild, ms", "times", "same graph")
    print_table(head, rows)
    note("medians; quads of the resolution graph that an addition takes out or puts in")


def _row(folder: Path, size: int) -> tuple[str, ...]:
    texts = folder / "texts"
    texts.mkdir()
    for made in reports(size):
        (texts / made.name).write_text(made.text, encoding="utf-8")
    with open_store(folder / "store", create=True) as store:
        load_files(store, [texts])
        before = _lines(store)
        measured = [_add_and_remove(store, folder, number) for number in range(size, size + _MORE)]
        unchanged = _lines(store) == before
        began = time.perf_counter()
        store.clear_graph("resolution")
        update_derived(store, NOTHING_DECIDED)
        rebuilt = time.perf_counter() - began
        same = unchanged and _lines(store) == before
    added, removed, quads = (statistics.median(column) for column in zip(*measured, strict=True))
    return (
        f"{size:,}",
        f"{1000 * added:.0f}",
        f"{1000 * removed:.0f}",
        f"{quads:.0f} of {len(before):,}",
        f"{1000 * rebuilt:,.0f}",
        f"{rebuilt / added:.0f}",
        "yes" if same else "NO",
    )


def _add_and_remove(store: Store, folder: Path, number: int) -> tuple[float, float, int]:
    """Return the seconds to add a report and to take it out, and how many quads the addition changes."""
    made = report(number)
    path = folder / made.name
    path.write_text(made.text, encoding="utf-8")
    before = _lines(store)
    began = time.perf_counter()
    load_files(store, [path])
    added = time.perf_counter() - began
    changed = len(before ^ _lines(store))
    began = time.perf_counter()
    remove_files(store, [made.name])
    return added, time.perf_counter() - began, changed


def _lines(store: Store) -> frozenset[bytes]:
    written = io.BytesIO()
    store.dump(written, ["resolution"])
    return frozenset(written.getvalue().splitlines())
