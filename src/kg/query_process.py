"""A query in a process of its own, which ends at a time limit or at Ctrl-C whatever the engine is doing.

The results lie in an unnamed temporary file until the query is done: nothing partial is ever shown, and no
row is held in memory by two processes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph as ox

import kg
from kg.errors import KgError, QueryError, QueryTimeoutError, StoreError
from kg.store import Term

SECONDS = 30.0
"""The time limit where none is given."""

Results = ox.QuerySolutions | bool | tuple[ox.Triple, ...]
"""Rows to go through once, the answer of an ASK, or triples."""


def run_apart(
    store: Path,
    query: str,
    seconds: float = SECONDS,
    *,
    bindings: Mapping[str, Term] | None = None,
    union: bool = False,
) -> Results:
    """Run a query on a store for reading; 0 seconds is no limit.

    Raises QueryTimeoutError at the limit, QueryError where the query fails, StoreError without a store.
    """
    terms = "".join(f"<kg:q> <kg:{name}> {term} .\n" for name, term in (bindings or {}).items())
    task = {"store": str(store), "query": query, "union": union, "seconds": seconds, "bindings": terms}
    out = tempfile.TemporaryFile()  # noqa: SIM115  # the solutions are read from it later
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kg.query_worker"],
        input=json.dumps(task).encode(),
        stdout=out,
        stderr=subprocess.PIPE,
        env=_environment(),
        check=False,
    )
    if done.returncode:
        raise _error(done.returncode, done.stderr.decode(errors="replace"), seconds)
    out.seek(0)
    return _read(out)


def select_apart(
    store: Path, query: str, seconds: float, bindings: Mapping[str, Term]
) -> Iterator[dict[str, Term | None]]:
    """Yield the rows of a SELECT as `Store.select` returns them; bound variables must be among them.

    Raises as `run_apart` does.
    """
    results = run_apart(store, query, seconds, bindings=bindings)
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("Câu truy vấn phải là SELECT.", "The query must be a SELECT.")
    names = [v.value for v in results.variables]
    return ({name: _term(solution[name]) for name in names} for solution in results)


def _term(term: object) -> Term | None:
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None


def _environment() -> dict[str, str]:
    """Let the process find the package that is at work here, however that was found."""
    own = str(Path(kg.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))}


def _read(out: IO[bytes]) -> Results:
    kind = out.readline().strip()
    if kind == b"triples":
        quads = ox.parse(out, format=ox.RdfFormat.N_TRIPLES)
        return tuple(sorted({q.triple for q in quads}, key=str))
    results = ox.parse_query_results(out, format=ox.QueryResultsFormat.JSON)
    return bool(results) if isinstance(results, ox.QueryBoolean) else results


def _error(code: int, said: str, seconds: float) -> KgError:
    """Return the fault that the process told, else how it ended."""
    if code == -signal.SIGALRM:
        return QueryTimeoutError(
            f"Câu truy vấn chạy quá {seconds:g} giây nên đã dừng; kho không đổi. Hãy thu hẹp câu truy vấn "
            "hoặc tăng --timeout (0: không giới hạn).",
            f"The query was ended after {seconds:g} seconds; the store is as it was. Narrow the query, or "
            "raise --timeout (0: no limit).",
        )
    try:
        told = json.loads(said)
        kind = StoreError if told["kind"] == "StoreError" else QueryError
        return kind(told["message"], told["english"])
    except (ValueError, KeyError, TypeError):
        last = said.strip().rpartition("\n")[2] or f"{code}"
        return QueryError(f"Câu truy vấn bị ngắt ({last}).", f"The query broke off ({last}).")
