"""The store: loading, size, questions; rdflib's graph in memory and its SPARQL engine as the peer."""

from __future__ import annotations

import io
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib

from bench.corpus import reports
from bench.table import note, print_table, title
from kg.load import load_files
from kg.questions import Question, ask, bind_parameters, read_question
from kg.store import Store, Term, open_store, read_store

_MANY, _FEW, _REPETITIONS = 1_000, 24, 5
_PATIENCE = 40
"""Seconds that the peer has for all its work before it is stopped."""
_DIRECTIVE = {"directive": "28-CT/TW"}
_ASKED: dict[str, dict[str, str]] = {
    "trace": {**_DIRECTIVE, "lang": "vi"},
    "coverage": {**_DIRECTIVE, "lang": "vi"},
    "citations": {**_DIRECTIVE, "lang": "vi"},
    "tasks": _DIRECTIVE,
    "tasks, all": {},
}
_Bound = tuple[Question, dict[str, Term]]


def run() -> None:
    """Print both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        title(f"Store: {_MANY:,} generated reports, on disk")
        _large(path)
        title(f"Store and rdflib in memory: the same N-Quads of {_FEW} generated reports, the same SPARQL")
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
        for name, question in _bound(store).items():
            count, spent = _asked(store, *question)
            rows.append((f"kg ask {name}", f"{1000 * spent:.1f} ms", f"{count:,} rows"))
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


def _bound(store: Store) -> dict[str, _Bound]:
    questions = {name: read_question(name.partition(",")[0]) for name in _ASKED}
    return {name: (q, bind_parameters(store, q, _ASKED[name])) for name, q in questions.items()}


def _asked(store: Store, question: Question, bindings: Mapping[str, Term]) -> tuple[int, float]:
    """Return how many rows a question gives and the median of its wall time."""
    spent, count = [], 0
    for _ in range(_REPETITIONS):
        began = time.perf_counter()
        count = len(ask(store, question, bindings).rows)
        spent.append(time.perf_counter() - began)
    return count, statistics.median(spent)


def _beside_rdflib(folder: Path) -> None:
    path, _, _ = load_generated(folder, _FEW)
    with read_store(path) as store:
        dump = io.BytesIO()
        store.dump(dump)
        bound = _bound(store)
        asked = {name: (q.text, {k: _rdflib(v) for k, v in b.items()}) for name, (q, b) in bound.items()}
        own = {name: _asked(store, *question) for name, question in bound.items()}
    began = time.perf_counter()
    held = ox.Store(str(folder / "again"))
    held.bulk_load(dump.getvalue(), format=ox.RdfFormat.N_QUADS)
    own["load"] = len(held), time.perf_counter() - began
    peer = _patiently(dump.getvalue(), asked)
    rows = [_row(name, own[name], peer.get(name)) for name in ("load", *_ASKED)]
    print_table(("", "rows", "ours, ms", "rdflib, ms", "times"), rows)
    note("load: N-Quads to a store on disk, and to a graph in memory. Medians of 5 (ours) and of 1 (rdflib).")


def _row(name: str, own: tuple[int, float], peer: tuple[int, float] | None) -> tuple[str, ...]:
    told = (f"{own[0]:,}", f"{1000 * own[1]:.1f}")
    if peer is None:
        return (name, *told, f"stopped after {_PATIENCE} s", "")
    differs = "" if peer[0] == own[0] else f" ({peer[0]:,} rows)"
    return (name, *told, f"{1000 * peer[1]:,.1f}{differs}", f"{peer[1] / own[1]:,.0f}")


def _rdflib(term: Term) -> rdflib.term.Identifier:
    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.Literal(term.value)


_Asked = Mapping[str, tuple[str, Mapping[str, rdflib.term.Identifier]]]


def _patiently(quads: bytes, asked: _Asked) -> dict[str, tuple[int, float]]:
    """Let rdflib work in a process that can be stopped; return what it finished in time."""
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    worker = context.Process(target=_in_rdflib, args=(ours, quads, dict(asked)))
    worker.start()
    ours.close()
    done: dict[str, tuple[int, float]] = {}
    until = time.monotonic() + _PATIENCE
    try:
        while theirs.poll(max(0.0, until - time.monotonic())):
            name, count, seconds = theirs.recv()
            done[name] = count, seconds
    except EOFError:
        pass
    worker.kill()
    worker.join()
    return done


def _in_rdflib(out: Connection, quads: bytes, asked: _Asked) -> None:
    began = time.perf_counter()
    graph = rdflib.Dataset()
    graph.parse(data=quads, format="nquads")
    seconds = time.perf_counter() - began
    out.send(("load", sum(1 for _ in graph.quads()), seconds))
    for name, (text, bindings) in sorted(
        asked.items(), key=lambda item: item[0] == "trace"
    ):  # the slowest last
        began = time.perf_counter()
        rows = len(list(graph.query(text, initBindings=dict(bindings))))
        out.send((name, rows, time.perf_counter() - began))
    out.close()
