"""Every shipped question: how long it takes, and whether other engines answer the same from the same graphs.

`KG_BENCH_STORE=folder` asks a store that is there; without it, one is made of generated reports.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from bench.asked import Asked, all_asked
from bench.engines.engine import Engine, NoAnswerError
from bench.engines.oxigraph_server import PATIENCE, find_server, oxigraph_server
from bench.engines.rdflib_memory import RdflibMemory
from bench.engines.rows import Cell, Row, sorted_rows
from bench.store_bench import load_generated
from bench.table import note, print_table, title
from kg.checks.queries import query_names, read_check
from kg.given import with_given
from kg.store import Store, Term, read_store

_MANY, _FEW, _REPETITIONS = 1_000, 24, 5
_RDFLIB_PATIENCE = 10
_SLOW = 2.0
"""What takes so many seconds is measured once."""
_INTERACTIVE = ("trace", "body", "citations", "stages", "tasks")


@dataclass(frozen=True, slots=True)
class Own:
    """Our answer: what other engines are asked, the columns to compare, and how long we took."""

    asked: Asked
    text: str
    columns: tuple[str, ...]
    rows: list[Row]
    seconds: float


def run() -> None:
    """Print both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        _large(Path(folder))
        _beside_rdflib(Path(folder))


@contextmanager
def bench_store(folder: Path) -> Iterator[Store]:
    """Open the store that `KG_BENCH_STORE` names, or one made of generated reports."""
    named = os.environ.get("KG_BENCH_STORE")
    path = Path(named) if named else load_generated(folder, _MANY)[0]
    with read_store(path) as store:
        yield store


def _large(folder: Path) -> None:
    with bench_store(folder) as store, ExitStack() as running:
        reports, quads = len(store.report_graphs()), len(store.oxigraph)
        title(f"Questions: a store of {reports:,} reports on disk, {quads:,} quads")
        others: list[Engine] = []
        if program := find_server():
            others.append(running.enter_context(oxigraph_server(program, store.path)))
        _print(list(ask_all(store)), others, PATIENCE)
        _print_checks(store)
    if not others:
        note("the oxigraph server is left out: “make bench” installs it where there is a network")
    note(f"medians of {_REPETITIONS} (ours), of 1 (others)")
    note(f"aim at 10,000 reports: 1 s; about one thing, {', '.join(_INTERACTIVE)}: 100 ms")


def _print_checks(store: Store) -> None:
    rows = []
    for name in query_names():
        solutions, seconds = timed(store, read_check(name).question.text, {})
        rows.append((name, f"{len(solutions):,}", f"{seconds:,.2f}"))
    print_table(("kg check --only", "findings", "s"), rows)


def _beside_rdflib(folder: Path) -> None:
    path = load_generated(folder, _FEW)[0]
    with read_store(path) as store:
        title(f"Questions, beside rdflib in memory: the same N-Quads of {_FEW} generated reports")
        dump = io.BytesIO()
        store.dump(dump)
        _print(list(ask_all(store)), [RdflibMemory(dump.getvalue())], _RDFLIB_PATIENCE)


def ask_all(store: Store) -> Iterator[Own]:
    """Ask our store everything."""
    for asked in all_asked(store):
        columns = tuple(column.name for column in asked.question.columns)
        solutions, seconds = timed(store, asked.question.text, asked.bindings)
        told = ({name: _cell(term) for name, term in row.items()} for row in solutions)
        text = with_given(asked.question.text, asked.bindings)
        yield Own(asked, text, columns, sorted_rows(columns, told), seconds)


def timed(store: Store, text: str, bindings: dict[str, Term]) -> tuple[list[dict[str, Term | None]], float]:
    """Return the solutions of a query, and the median of its wall time."""
    spent: list[float] = []
    solutions: list[dict[str, Term | None]] = []
    while len(spent) < _REPETITIONS and sum(spent) < _SLOW:
        began = time.perf_counter()
        solutions = store.select(text, bindings)
        spent.append(time.perf_counter() - began)
    return solutions, statistics.median(spent)


def _print(answers: Sequence[Own], others: Sequence[Engine], patience: float) -> None:
    head = ["kg ask", "about", "rows", "ours, ms", "above aim"]
    for other in others:
        head += [f"{other.name}, ms", "answer"]
    print_table(head, [_row(own, others, patience) for own in answers])


def _row(own: Own, others: Sequence[Engine], patience: float) -> tuple[str, ...]:
    name, spent = own.asked.question.name, 1000 * own.seconds
    aim = 100 if name in _INTERACTIVE and own.asked.about != "all" else 1000
    cells = [name, own.asked.about, f"{len(own.rows):,}", f"{spent:,.1f}", "over" if spent > aim else ""]
    for other in others:
        cells += _compared(own, other, patience)
    return tuple(cells)


def _compared(own: Own, other: Engine, patience: float) -> tuple[str, str]:
    """Return another engine's time, and whether its rows are ours."""
    began = time.perf_counter()
    try:
        rows = other.rows(own.text, own.columns, patience)
    except NoAnswerError as error:
        return "", str(error)
    spent = time.perf_counter() - began
    return f"{1000 * spent:,.1f}", "equal" if rows == own.rows else f"DIFFERS: {len(rows):,} rows"


def _cell(term: Term | None) -> Cell:
    if term is None:
        return "", ""
    return term.value, term.datatype.value if isinstance(term, ox.Literal) else ""
