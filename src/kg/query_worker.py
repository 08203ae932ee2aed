"""The process that runs one query and can be killed: `python -m kg.query_worker`.

It reads a task (JSON) on standard input, opens the store for reading, and writes the results to standard
output: a line that says what they are, then SPARQL JSON or N-Triples. The system's alarm ends it at the time
limit, also while the engine is at work and hears nothing.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.store import Store, Term, read_store


def main() -> int:
    """Do the task; a fault is a line of JSON on standard error and 3."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    task = json.load(sys.stdin)
    signal.setitimer(signal.ITIMER_REAL, task["seconds"])
    try:
        with read_store(Path(task["store"])) as store:
            _write(store, task, sys.stdout.buffer)
    except KgError as error:
        told = {"kind": type(error).__name__, "message": str(error), "english": error.english}
        sys.stderr.write(json.dumps(told))
        return 3
    return 0


def _write(store: Store, task: Mapping[str, str], out: IO[bytes]) -> None:
    results = store.query(task["query"], _terms(task["bindings"]), union=bool(task["union"]))
    try:
        if isinstance(results, ox.QueryTriples):
            out.write(b"triples\n")
            results.serialize(out, format=ox.RdfFormat.N_TRIPLES)
        else:
            out.write(b"boolean\n" if isinstance(results, ox.QueryBoolean) else b"solutions\n")
            results.serialize(out, format=ox.QueryResultsFormat.JSON)
        out.flush()
    except (RuntimeError, OSError) as error:  # found while the rows are made
        raise QueryError(f"Câu truy vấn không chạy được: {error}", f"The query fails: {error}") from error


def _terms(bindings: str) -> dict[str, Term]:
    """Read {variable: term} back from N-Triples, the variables as predicates."""
    return {
        quad.predicate.value.rpartition(":")[2]: quad.object
        for quad in ox.parse(bindings.encode(), format=ox.RdfFormat.N_TRIPLES)
        if isinstance(quad.object, ox.NamedNode | ox.Literal)
    }


if __name__ == "__main__":
    sys.exit(main())
