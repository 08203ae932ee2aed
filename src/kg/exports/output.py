"""Where an export goes: a file or folder that appears when it is complete, or standard output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import StoreError

STDOUT = "-"


@contextmanager
def whole_file(out: str) -> Iterator[IO[bytes]]:
    """Yield a file to write; it takes its name when all is written, and leaves nothing when that fails.

    `-` is standard output; a pipe or a device is written as it is. Raises StoreError.
    """
    if out == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(out))
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
            return
        with _temporary(path) as part:
            with part.open("wb") as file:
                yield file
            part.replace(path)
    except OSError as error:
        raise _unwritten(out, error) from error


@contextmanager
def whole_folder(out: str, known: frozenset[str]) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes the place of an earlier export when all is written.

    `known` are the names that an export has; a folder with anything else is left alone. Raises StoreError.
    """
    path = Path(os.path.realpath(out))
    try:
        if path.exists() and (not path.is_dir() or {p.name for p in path.iterdir()} - known):
            raise StoreError(
                f"{out}: đã có nội dung khác, không phải bản xuất; chọn thư mục khác",
                f"{out}: holds something else, not an export; choose another folder",
            )
        with _temporary(path) as part:
            part.mkdir()
            yield part
            if path.exists():
                shutil.rmtree(path)
            part.replace(path)
    except OSError as error:
        raise _unwritten(out, error) from error


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Yield a name beside the path; what still has it at the end is removed."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        part.unlink(missing_ok=True)


def _unwritten(out: str, error: OSError) -> StoreError:
    reason = error.strerror or error
    return StoreError(
        f"{out}: không ghi được ({reason}); chọn nơi khác",
        f"{out}: cannot be written ({reason}); choose another place",
    )
