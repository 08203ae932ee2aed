"""Files as commands take them: paths, or `-` for standard input."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

STDIN = "-"


@contextmanager
def with_standard_input(paths: Sequence[str]) -> Iterator[list[Path]]:
    """Yield paths in which `-` has become a file "stdin.txt" that holds what standard input held."""
    if STDIN not in paths:
        yield [Path(p) for p in paths]
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stdin.txt"
        file.write_bytes(sys.stdin.buffer.read())
        yield [file if p == STDIN else Path(p) for p in paths]
