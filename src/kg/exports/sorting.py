"""Lines in order, however many: sorted runs on disk, merged (Knuth, TAOCP vol. 3, §5.4)."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import TextIO

RUN = 32_000_000
"""Characters held at a time."""
_WAYS = 64


def sorted_lines(lines: Iterable[str], run: int = RUN) -> Iterator[str]:
    """Yield the lines in order, each once. Each ends in its only line feed."""
    with ExitStack() as files:
        runs: list[TextIO] = []
        held: list[str] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= run:
                runs.append(_spill(files, sorted(held)))
                held, size = [], 0
                if len(runs) == _WAYS:
                    runs = [_spill(files, heapq.merge(*runs))]
        yield from (line for line, _ in groupby(heapq.merge(*runs, sorted(held))))


def _spill(files: ExitStack, lines: Iterable[str]) -> TextIO:
    """Write a run to a file without a name, which the system removes."""
    temporary = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # closed below
    file = files.enter_context(temporary)
    file.writelines(lines)
    file.seek(0)
    return file
