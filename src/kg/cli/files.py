"""Files as commands take them: paths, or `-` for standard input; and the province that is stated of them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from kg.province import find_province

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


def _full_name(_ctx: click.Context, _param: click.Parameter, typed: str | None) -> str | None:
    return find_province(typed) if typed else None


province_option = click.option(
    "--province",
    metavar="NAME",
    callback=_full_name,
    help="Tỉnh của báo cáo, dấu không bắt buộc. / The reports' province, where they name none.",
)
"""--province, by its full name: "tra vinh" → "Trà Vinh"; an unknown one is wrong use."""
