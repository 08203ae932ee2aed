"""The `oxigraph` server (MIT or Apache-2.0, from PyPI): the engine of our store, as others run it, over HTTP.

It opens the very folder of a store, and no parameter is bound there: what agrees with our answers agrees
without our program.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpora import ROOT
from bench.engines.http import HttpEngine, free_port, serving

_BENCH = ROOT / ".venv-bench" / "bin" / "oxigraph"
PATIENCE = 60


def find_server() -> str | None:
    """Return the program, of the bench's environment or installed otherwise."""
    return str(_BENCH) if _BENCH.exists() else shutil.which("oxigraph")


@contextmanager
def oxigraph_server(program: str, store: Path) -> Iterator[HttpEngine]:
    """Serve a store that nobody writes to meanwhile. Raises NoAnswerError where the server does not start."""
    place = f"127.0.0.1:{free_port()}"
    command = [program, "serve-read-only", "--location", str(store / "oxigraph"), "--bind", place]
    with (
        tempfile.TemporaryDirectory() as folder,
        serving([*command, "--timeout-s", str(PATIENCE)], f"http://{place}/", Path(folder) / "log"),
    ):
        yield HttpEngine("oxigraph server", f"http://{place}/query")
