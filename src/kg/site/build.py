"""`build_site`: from a store to a folder of pages. Reading, making and writing are apart.

All rows are read first (`gather`), then the store is let go; pages are made from the rows, by several
processes (`making`), and written where their bytes differ (`folder`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError

from kg.content import content_path
from kg.errors import UsageError
from kg.iri import DEFAULT_BASE
from kg.rules import rules_hash
from kg.site import finding
from kg.site.cache import Cache
from kg.site.feed import FEED, KEPT, TOLD, Change, changes_of, entry_of, read_moment, render_feed
from kg.site.folder import SiteFolder
from kg.site.gather import gather
from kg.site.kinds import read_kinds
from kg.site.making import BASE, make_pages
from kg.site.search import catalog_piece, head_path
from kg.site.shelf import Shelf
from kg.store import Store, read_store

_MADE_BY = "made by"
_WHOLE = "whole"
"""Noted once a build has come to its end: a first one is no change."""


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What a build did: the numbers of pages, of files written and removed."""

    pages: int
    written: int
    removed: int


Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much in all."""


def _no_progress(what: str, done: int, total: int) -> None:
    """Say nothing."""


def build_site(
    store: Path, out: Path, *, workers: int | None = None, progress: Progress = _no_progress
) -> SiteSummary:
    """Write the site of a store into a folder; what has not changed since the last build stays as it is.

    The rows are kept in a file beside the folder, `OUT.rows`. Raises UsageError where the folder holds
    something else, StoreError as `read_store` does.
    """
    folder, processes = SiteFolder(out), workers or os.cpu_count() or 1
    folder.check()
    with ExitStack() as held:
        with read_store(store) as opened:
            held.enter_context(folder.claim())
            rows = held.enter_context(closing(_gathered(opened, folder, processes, progress)))
        removed = _update_pages(rows, folder)
        _await_missing(rows, folder)
        written = _make_pages(rows, folder, processes, progress)
        written += folder.write(f"{finding.FOLDER}/catalog.js", _catalog(rows, folder)) + folder.copy_static()
        written += folder.write(FEED, _feed(rows))
        rows.note(_WHOLE, "yes")
        return SiteSummary(len(rows.all_pages()), written, removed)


def _gathered(store: Store, folder: SiteFolder, processes: int, progress: Progress) -> Cache:
    """Return the rows of a store as they are now."""
    rows = _open_rows(folder, store.path)
    try:
        gather(store, rows, processes, lambda what: progress(what, 0, 0))
        rows.note(BASE, store.base)
    except BaseException:
        rows.close()
        raise
    return rows


def _open_rows(folder: SiteFolder, store: Path) -> Cache:
    """Open the rows of the last build; those of another store, program or set of templates are of no use."""
    made_by, path = f"{_rules()} {store.resolve()}", folder.rows_file()
    try:
        opened = Cache(path)
    except DatabaseError as error:
        raise UsageError(
            f"{path}: không phải tệp dòng dữ liệu do kg tạo, hoặc đã hỏng ({error}); xóa nó rồi chạy lại.",
            f"{path}: not a file of rows made by kg, or damaged ({error}); delete it and run again.",
        ) from error
    if opened.state(_MADE_BY) != made_by:
        # The pages go first: a build that is cut short here finds the same rows again, and so the rest.
        folder.remove([name for name, _ in opened.files()] or folder.made())
        opened.close()
        path.unlink()
        opened = Cache(path)
        opened.note(_MADE_BY, made_by)
    return opened


def _update_pages(rows: Cache, folder: SiteFolder) -> int:
    """Let each kind have the pages that its rows call for; remove the others."""
    with rows:
        before = rows.all_pages()
        for kind in read_kinds().values():
            rows.update_pages(kind.name, kind.keys(rows))
        finding.update_segments(rows)
        gone = sorted(set(before) - set(rows.all_pages()))
        _tell(rows, [(key, "removed") for kind, key in gone if kind in TOLD])
    removed = folder.remove(rows.leaving())
    with rows:
        rows.have_left()
    return removed


def _await_missing(rows: Cache, folder: SiteFolder) -> None:
    """Let pages wait whose files somebody has deleted."""
    if missing := {name for name, _ in rows.files() if not folder.holds(name)}:
        with rows:
            rows.await_pages(rows.pages_of(missing))


def _make_pages(rows: Cache, folder: SiteFolder, workers: int, progress: Progress) -> int:
    waiting, known = rows.waiting(), {name: digest for name, digest in rows.files() if digest}
    written = done = 0
    for made in make_pages(rows.path, folder, waiting, workers):
        with rows:
            # Known before they are there: a build that is cut short leaves no file that nobody knows of.
            rows.expect(page for page, _ in made)
        with rows:
            for page, differed in made:
                written += differed
                old = {name for name, _ in rows.files_of(page.kind, page.key)}
                folder.remove(old - {name for name, _ in page.files})
                rows.keep(page)
            _tell(rows, changes_of((page for page, _ in made), known))
        done += len(made)
        progress("trang / pages", done, len(waiting))
    return written


def _tell(rows: Cache, changes: Iterable[tuple[str, Change]]) -> None:
    """Note what the feed is to tell. The first build tells nothing: all is new then."""
    if rows.state(_WHOLE):
        shelf, moment = Shelf(rows), read_moment(rows)
        rows.enter(entry_of(shelf, key, change, moment) for key, change in changes)


def _feed(rows: Cache) -> bytes:
    base = rows.state(BASE) or DEFAULT_BASE
    return render_feed(rows.entries(KEPT), base, read_moment(rows)).encode()


def _catalog(rows: Cache, folder: SiteFolder) -> bytes:
    """Return the list of the search's segments, from their heads."""
    heads = {name: folder.read(f"{finding.FOLDER}/{head_path(name)}") for name in finding.segments(rows)}
    return catalog_piece(heads)


def _rules() -> str:
    """Return what stands for all that makes pages: the program, ontology, templates and questions."""
    digest = hashlib.sha256(rules_hash().encode())
    for folder in (content_path("pages"), content_path("queries")):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
