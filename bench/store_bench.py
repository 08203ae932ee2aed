"""The store: loading and size; Oxigraph on its own and rdflib's graph in memory as the peers."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from bench.corpus import reports
from bench.engines.rdflib_memory import RdflibMemory
from bench.table import note, print_table, title
from kg.load import load_files
from kg.store import open_store, read_store

_MANY, _FEW = 1_000, 24


def run() -> None:
    """Print both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        title(f"Store: {_MANY:,} generated reports, on disk")
        _large(path)
        title(f"Store and rdflib in memory: the same N-Quads of {_FEW} generated reports")
        _beside_rdflib(path)


def _large(folder: Path) -> None:
    path, seconds, size = load_generated(folder, _MANY)
    stored = sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
    with read_store(path) as store:
        quads = len(store.oxigraph)
    rows = [
        ("read, extract and load", f"{seconds:.1f} s", f"{_MANY / seconds:.0f} reports/s"),
        ("text", f"{size / 1e6:.1f} MB", ""),
        ("on disk", f"{stored / 1e6:.1f} MB", f"{stored / quads:.0f} bytes/quad"),
        ("quads", f"{quads:,}", f"{quads / _MANY:.0f} a report"),
    ]
    print_table(("", "", ""), rows)


def load_generated(folder: Path, count: int) -> tuple[Path, float, int]:
    """Write reports as files and load them; return the store's path, seconds and bytes of text."""
    texts, path = folder / f"reports-{count}", folder / f"store-{count}"
    texts.mkdir()
    size = sum((texts / report.name).write_bytes(report.text.encode()) for report in reports(count))
    began = time.perf_counter()
    with open_store(path, create=True) as store:
        summary = load_files(store, [texts])
    seconds = time.perf_counter() - began
    if summary.failures or len(summary.added) != count:
        raise RuntimeError(f"{len(summary.added)} of {count} loaded: {summary.failures[:3]}")
    return path, seconds, size


def _beside_rdflib(folder: Path) -> None:
    path, _, _ = load_generated(folder, _FEW)
    dump = io.BytesIO()
    with read_store(path) as store:
        store.dump(dump)
    began = time.perf_counter()
    held = ox.Store(str(folder / "again"))
    held.bulk_load(dump.getvalue(), format=ox.RdfFormat.N_QUADS)
    own = time.perf_counter() - began
    began = time.perf_counter()
    peer = RdflibMemory(dump.getvalue())
    spent = time.perf_counter() - began
    cells = (f"{len(held):,}", f"{1000 * own:.1f}", f"{1000 * spent:,.1f}", f"{spent / own:,.0f}")
    print_table(("", "quads", "ours, ms", "rdflib, ms", "times"), [("load", *cells)])
    note(
        f"ours: to a store on disk. Both hold {len(peer):,} quads." if len(peer) == len(held) else "NOT EQUAL"
    )
