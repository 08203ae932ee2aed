"""`build_site`: from a store to a folder of pages. Reading, making and writing are apart.

All rows are read first (`gather`), then the store is let go; pages are made from the rows, by several
processes, and written where their bytes differ.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

from kg.content import content_path
from kg.errors import UsageError
from kg.iri import DEFAULT_BASE
from kg.rules import rules_hash
from kg.site import finding
from kg.site.cache import Cache, Made
from kg.site.feed import FEED, KEPT, TOLD, Change, changes_of, entry_of, read_moment, render_feed
from kg.site.gather import gather
from kg.site.kinds import read_kinds
from kg.site.render import Renderer
from kg.site.search import catalog_piece, head_path
from kg.site.shelf import Shelf
from kg.store import read_store

MARKER = "kg-site.txt"
BASE = "base"
_MADE_BY = "made by"
_WHOLE = "whole"
"""Noted once a build has come to its end: a first one is no change."""
_BUILD = "build"
_BATCH = 64
_FEW = 200
"""So many pages are made sooner in one process than others can be started."""


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
    _claim_folder(out)
    kept, processes = out.parent / f"{out.name}.rows", workers or os.cpu_count() or 1
    cache_ = _open_cache(kept, store, out)
    try:
        with read_store(store) as held:
            gather(held, cache_, processes, lambda what: progress(what, 0, 0))
            cache_.note(BASE, held.base)
        cache_.note(_BUILD, str(int(cache_.state(_BUILD) or 0) + 1))
        removed = _update_pages(cache_, out)
        written = _make_pages(cache_, out, processes, progress)
        written += _write_catalog(cache_, out) + _copy_static(out) + _write_feed(cache_, out)
        cache_.note(_WHOLE, "yes")
        return SiteSummary(len(cache_.all_pages()), written, removed)
    finally:
        cache_.close()


def _claim_folder(out: Path) -> None:
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARKER).is_file())):
        raise UsageError(
            f"{out}: đã có nội dung khác, không phải trang do kg tạo; chọn thư mục khác.",
            f"{out}: holds something else, not a site made by kg; choose another folder.",
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text("https://w3id.org/directive-kg/\n", encoding="utf-8")


def _open_cache(path: Path, store: Path, out: Path) -> Cache:
    """Open the rows of the last build; those of another store, program or set of templates are of no use."""
    made_by = f"{_rules()} {store.resolve()}"
    opened = Cache(path)
    if opened.state(_MADE_BY) != made_by:
        files = [name for name, _ in opened.files()]
        opened.close()
        path.unlink()
        opened = Cache(path)
        opened.note(_MADE_BY, made_by)
        _remove(out, files)
    return opened


def _update_pages(cache_: Cache, out: Path) -> int:
    """Let each kind have the pages that its rows call for; remove the others."""
    with cache_:
        before = cache_.all_pages()
        kinds = read_kinds().values()
        gone = [file for kind in kinds for file in cache_.update_pages(kind.name, kind.keys(cache_))]
        removed = sorted(set(before) - set(cache_.all_pages()))
        _tell(cache_, [(key, "removed") for kind, key in removed if kind in TOLD])
        gone += finding.update_segments(cache_)
    return _remove(out, gone)


def _make_pages(cache_: Cache, out: Path, workers: int, progress: Progress) -> int:
    waiting = cache_.waiting()
    known = dict(cache_.files())
    written = done = 0
    for made in _made(cache_, waiting, workers):
        with cache_:
            for page, files in made:
                written += _write(out, known, files)
                old = {name for name, _ in cache_.files_of(page.kind, page.key)}
                _remove(out, old - {name for name, _ in page.files})
                cache_.keep(page)
            _tell(cache_, changes_of((page for page, _ in made), known))
        done += len(made)
        progress("trang / pages", done, len(waiting))
    return written


def _tell(cache_: Cache, changes: Iterable[tuple[str, Change]]) -> None:
    """Note what the feed is to tell. The first build tells nothing: all is new then."""
    if cache_.state(_WHOLE):
        shelf, moment = Shelf(cache_), read_moment(cache_)
        cache_.enter(entry_of(shelf, key, change, moment) for key, change in changes)


def _write_feed(cache_: Cache, out: Path) -> int:
    base = cache_.state(BASE) or DEFAULT_BASE
    feed = render_feed(cache_.entries(KEPT), base, read_moment(cache_))
    path, data = out / FEED, feed.encode()
    if path.is_file() and path.read_bytes() == data:
        return 0
    path.write_bytes(data)
    return 1


def _made(
    cache_: Cache, waiting: Sequence[tuple[str, str]], workers: int
) -> Iterator[list[tuple[Made, list[tuple[str, bytes]]]]]:
    """Make pages, a batch at a time; the large segments of the search are each a batch, and come first."""
    segments = [page for page in waiting if page[0] == finding.KIND]
    pages = [page for page in waiting if page[0] != finding.KIND]
    batches = [[page] for page in segments]
    batches += [pages[i : i + _BATCH] for i in range(0, len(pages), _BATCH)]
    make = partial(_make, str(cache_.path), cache_.state(_BUILD) or "")
    if workers == 1 or len(waiting) < _FEW:
        yield from map(make, batches)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(make, batches)


def _make(
    path: str, build: str, pages: Sequence[tuple[str, str]]
) -> list[tuple[Made, list[tuple[str, bytes]]]]:
    """Make some pages; run in a process of its own."""
    workshop = _open_workshop(path, build)
    return [workshop.make(kind, key) for kind, key in pages]


class _Workshop:
    """What one process needs to make pages from rows that do not change meanwhile."""

    def __init__(self, path: Path) -> None:
        held = Cache(path, writable=False)
        self._shelf = Shelf(held)
        self._renderer = Renderer(self._shelf, held.state(BASE) or DEFAULT_BASE)
        self._segments = finding.segments(held)

    def make(self, kind: str, key: str) -> tuple[Made, list[tuple[str, bytes]]]:
        """Return a page as it is to be kept, and its files."""
        self._shelf.begin()
        if kind == finding.KIND:
            files = finding.segment_files(self._shelf, key, self._segments)
        else:
            files = [(name, text.encode()) for name, text in self._renderer.render(read_kinds()[kind], key)]
        digests = tuple((name, _digest(data)) for name, data in files)
        return Made(kind, key, digests, tuple(sorted(self._shelf.used))), files


@lru_cache(maxsize=1)
def _open_workshop(path: str, build: str) -> _Workshop:  # noqa: ARG001  # another build has other rows
    return _Workshop(Path(path))


def _write_catalog(cache_: Cache, out: Path) -> int:
    """Write the list of the search's segments, from their heads."""
    heads = {name: (out / "search" / head_path(name)).read_bytes() for name in finding.segments(cache_)}
    data, path = catalog_piece(heads), out / "search" / "catalog.js"
    if path.is_file() and path.read_bytes() == data:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return 1


def _write(out: Path, known: dict[str, str], files: Iterable[tuple[str, bytes]]) -> int:
    """Write what differs from what is there; return how many files did."""
    written = 0
    for name, data in files:
        path = out / name
        if known.get(name) == _digest(data) and path.is_file():
            continue
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        written += 1
    return written


def _copy_static(out: Path) -> int:
    """Copy style sheets, scripts and vendored libraries."""
    folder = content_path("pages") / "static"
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    written = 0
    for source in files:
        target, data = out / "static" / source.relative_to(folder), source.read_bytes()
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written += 1
    return written


def _remove(out: Path, files: Iterable[str]) -> int:
    removed = 0
    for name in files:
        if (out / name).is_file():
            (out / name).unlink()
            removed += 1
        for folder in (out / name).parents:
            if folder == out or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    return removed


def _rules() -> str:
    """Return what stands for all that makes pages: program, ontology, templates, questions."""
    digest = hashlib.sha256(rules_hash().encode())
    for folder in (content_path("pages"), content_path("queries")):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
