"""The folder of a store: what makes it ours, and who may write to it.

`store.json` says the format and the base IRI, `lock` is held by one writer or several readers, and
`oxigraph/` is a database that any Oxigraph program opens.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError

FORMAT = 2
MARKER = "store.json"
EXCLUSIVE, SHARED = fcntl.LOCK_EX, fcntl.LOCK_SH


def marker(path: Path) -> Path:
    """Return the file that makes a folder a store of ours."""
    return path / MARKER


def is_store(path: Path) -> bool:
    """Tell whether a folder is a store, or says that it is."""
    return marker(path).exists()


def no_store(path: Path) -> StoreError:
    """Say that there is no store, and what to do."""
    return StoreError(
        f"{path}: không có kho ở đây; nạp báo cáo bằng «kg load» hoặc chọn kho bằng --store",
        f"{path}: no store here; load reports with “kg load”, or choose a store with --store",
    )


def make_folder(path: Path, base: str) -> None:
    """Make the folder; a folder with anything else in it is left alone."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(
            f"{path}: đã có nội dung khác, không phải kho; chọn thư mục khác bằng --store",
            f"{path}: holds something else, not a store; choose another folder with --store",
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        ox.Store(str(path / "oxigraph")).flush()
        text = json.dumps({"format": FORMAT, "base": base}, indent=1)
        marker(path).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise _unopened(path, error) from error


def read_marker(path: Path) -> str:
    """Return the base IRI. Raises StoreError for a marker that is not ours or of another format."""
    try:
        held = json.loads(marker(path).read_text(encoding="utf-8"))
        version, base = held["format"], held["base"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path}: {MARKER} không đọc được ({error}); thư mục này không phải kho",
            f"{path}: {MARKER} cannot be read ({error}); this folder is not a store",
        ) from error
    if version != FORMAT or not isinstance(base, str):
        raise StoreError(
            f"{path}: kho theo định dạng {version}, chương trình đọc định dạng {FORMAT}; nạp lại vào kho mới",
            f"{path}: a store of format {version}, this program reads {FORMAT}; load into a new store",
        )
    return base


def take_lock(path: Path, kind: int) -> IO[bytes]:
    """Take the folder's lock: one writer, or several readers. The system frees it when a process dies."""
    lock: IO[bytes]
    try:
        lock = (path / "lock").open("ab")
    except OSError:  # a store on a read-only disk: nobody can write it, so there is nothing to wait for
        lock = marker(path).open("rb")
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreError(
            f"{path}: một chương trình khác đang dùng kho; chờ xong rồi chạy lại",
            f"{path}: another program is using the store; wait for it and run again",
        ) from error
    return lock


def open_oxigraph(path: Path, opener: Callable[[str], ox.Store]) -> ox.Store:
    """Open the database inside. Raises StoreError."""
    try:
        return opener(str(path / "oxigraph"))
    except OSError as error:
        raise _unopened(path, error) from error


def _unopened(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path}: không mở được kho ({error}); kiểm tra quyền ghi, đĩa, chương trình khác đang dùng",
        f"{path}: the store does not open ({error}); check permissions, the disk, other programs using it",
    )
