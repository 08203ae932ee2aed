"""File formats: each module recognises its files and reads them into a `Document`.

A new format is a new module with `SUFFIXES` and `read_text`, listed in `_READERS`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.errors import UnreadableFileError
from kg.formats import plain
from kg.model import Document

_READERS: dict[str, Callable[[bytes], str]] = dict.fromkeys(plain.SUFFIXES, plain.read_text)


def readable_suffixes() -> frozenset[str]:
    """Return the file suffixes that some format reads: {".txt", ".md"}."""
    return frozenset(_READERS)


def read_document(
    path: Path, province: str | None = None, province_if_unnamed: str | None = None
) -> Document:
    """Read a file as a document, with what the user states for it (`kg.model.Document`).

    Raises UnreadableFileError that says where in the file, what is wrong and what to do; the caller names
    the file, as the user called it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"không đọc được ({error.strerror or error}); kiểm tra đường dẫn và quyền đọc",
            f"cannot be read ({error.strerror or error}); check the path and its permissions",
        ) from error
    document = document_from_bytes(data, path.name, path.suffix.lower())
    return replace(document, province=province, province_if_unnamed=province_if_unnamed)


def document_from_bytes(data: bytes, source: str, suffix: str = ".txt") -> Document:
    """Make a document of a file's bytes, named `source`."""
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise UnreadableFileError(
            f"không đọc được dạng tệp {suffix!r}; hãy lưu thành một trong các dạng {known}",
            f"unknown format {suffix!r}; save it as one of {known}",
        )
    text = unicodedata.normalize("NFC", reader(data))
    return Document(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
