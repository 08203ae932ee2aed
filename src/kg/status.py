"""What the store holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.content import content_path
from kg.load import SourceFile, source_files
from kg.store import Store
from kg.store_folder import FORMAT


@dataclass(frozen=True, slots=True)
class Status:
    """Counts by name ("reports", "statements" …), the first and last day reported on, and the files."""

    path: str
    format: int
    base: str
    counts: Mapping[str, int]
    first_day: str | None
    last_day: str | None
    bytes: int
    files: tuple[SourceFile, ...]


def read_status(store: Store) -> Status:
    """Count what the store holds."""
    query = (content_path("queries") / "internal" / "status.rq").read_text(encoding="utf-8")
    row = store.select(query)[0]
    value = {name: term.value for name, term in row.items() if term is not None}
    days = ("first", "last")
    files = source_files(store)
    return Status(
        path=str(store.path),
        format=FORMAT,
        base=store.base,
        counts={name: int(v) for name, v in value.items() if name not in days},
        first_day=value.get("first"),
        last_day=value.get("last"),
        bytes=sum(f.stat().st_size for f in store.path.rglob("*") if f.is_file()),
        files=tuple(files[location] for location in sorted(files)),
    )
