"""`build_site`: from a store to a folder of pages. Reading, making and writing are apart.

All rows are read first (`gather`), then the store is let go; pages are made from the rows, by several
processes, and written where their bytes differ.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Self

from kg.content import content_path
from kg.errors import UsageError
from kg.iri import DEFAULT_BASE
from kg.rules import rules_hash
from kg.site.cache import Cache, Made
from kg.site.gather import gather
from kg.site.kinds import read_kinds
from kg.site.render import Renderer
from kg.site.shelf import Shelf
from kg.store import Store, read_store

MARKER = "kg-site.txt"
BASE = "base"
_MADE_BY = "made by"
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
    _refuse_other_content(out)
    processes = workers or os.cpu_count() or 1
    with read_store(store) as held:
        cache_ = _gathered(held, out, processes, progress)
    with closing(cache_):
        removed = _update_pages(cache_, out)
        _await_missing(cache_, out)
        written = _make_pages(cache_, out, processes, progress)
        written += _copy_static(out)
        return SiteSummary(len(cache_.all_pages()), written, removed)


def _gathered(store: Store, out: Path, processes: int, progress: Progress) -> Cache:
    """Return the rows of a store as they are now."""
    _claim_folder(out)
    cache_ = _open_cache(_rows_of(out), store.path, out)
    try:
        gather(store, cache_, processes, lambda what: progress(what, 0, 0))
        cache_.note(BASE, store.base)
    except BaseException:
        cache_.close()
        raise
    return cache_


def _refuse_other_content(out: Path) -> None:
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARKER).is_file())):
        raise UsageError(
            f"{out}: đã có nội dung khác, không phải trang do kg tạo; chọn thư mục khác.",
            f"{out}: holds something else, not a site made by kg; choose another folder.",
        )


def _claim_folder(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text("https://w3id.org/directive-kg/\n", encoding="utf-8")


def _rows_of(out: Path) -> Path:
    """Return the file beside a site that keeps its rows; "." too has a name when it is resolved."""
    folder = out.resolve()
    return folder.parent / f"{folder.name}.rows"


def _open_cache(path: Path, store: Path, out: Path) -> Cache:
    """Open the rows of the last build; those of another store, program or set of templates are of no use."""
    made_by = f"{_rules()} {store.resolve()}"
    opened = _open_rows(path)
    if opened.state(_MADE_BY) != made_by:
        # The pages go first: a build that is cut short here finds the same rows again, and so the rest.
        _remove(out, [name for name, _ in opened.files()] or _pages_in(out))
        opened.close()
        path.unlink()
        opened = Cache(path)
        opened.note(_MADE_BY, made_by)
    return opened


def _open_rows(path: Path) -> Cache:
    try:
        return Cache(path)
    except DatabaseError as error:
        raise UsageError(
            f"{path}: không phải tệp dòng dữ liệu do kg tạo, hoặc đã hỏng ({error}); xóa nó rồi chạy lại.",
            f"{path}: not a file of rows made by kg, or damaged ({error}); delete it and run again.",
        ) from error


def _pages_in(out: Path) -> list[str]:
    """Return the pages and tables in a site whose rows are lost: nothing else tells which are still right."""
    found = (p for p in out.rglob("*") if p.suffix in (".html", ".csv"))
    return sorted(path.relative_to(out).as_posix() for path in found)


def _update_pages(cache_: Cache, out: Path) -> int:
    """Let each kind have the pages that its rows call for; remove the others."""
    with cache_:
        for kind in read_kinds().values():
            cache_.update_pages(kind.name, kind.keys(cache_))
    removed = _remove(out, cache_.leaving())
    with cache_:
        cache_.have_left()
    return removed


def _await_missing(cache_: Cache, out: Path) -> None:
    """Let pages wait whose files somebody has deleted."""
    missing = {name for name, _ in cache_.files() if not (out / name).is_file()}
    if missing:
        with cache_:
            cache_.await_pages(cache_.pages_of(missing))


def _make_pages(cache_: Cache, out: Path, workers: int, progress: Progress) -> int:
    waiting = cache_.waiting()
    written = done = 0
    for made in _made(cache_.path, waiting, workers):
        with cache_:
            # Known before they are there: a build that is cut short leaves no file that nobody knows of.
            cache_.expect(page for page, _ in made)
        with cache_:
            for page, files in made:
                written += _write(out, files)
                old = {name for name, _ in cache_.files_of(page.kind, page.key)}
                _remove(out, old - {name for name, _ in page.files})
                cache_.keep(page)
        done += len(made)
        progress("trang / pages", done, len(waiting))
    return written


_Files = list[tuple[str, bytes]]


def _made(
    path: Path, waiting: Sequence[tuple[str, str]], workers: int
) -> Iterator[list[tuple[Made, _Files]]]:
    """Make pages, a batch at a time, in the order given."""
    batches = [waiting[i : i + _BATCH] for i in range(0, len(waiting), _BATCH)]
    if workers == 1 or len(waiting) < _FEW:
        with _Workshop(path) as workshop:
            yield from (workshop.make(batch) for batch in batches)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _open_workshop, (path,)) as pool:
        yield from pool.map(_make, batches)


class _Workshop:
    """Where one process makes pages, for one build: what it remembers of the rows is wrong after that."""

    def __init__(self, path: Path) -> None:
        self._cache = Cache(path, writable=False)
        self._shelf = Shelf(self._cache)
        self._renderer = Renderer(self._shelf, self._cache.state(BASE) or DEFAULT_BASE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cache.close()

    def make(self, pages: Sequence[tuple[str, str]]) -> list[tuple[Made, _Files]]:
        """Return pages with their files."""
        return [self._page(kind, key) for kind, key in pages]

    def _page(self, kind: str, key: str) -> tuple[Made, _Files]:
        self._shelf.begin()
        files = [(name, text.encode()) for name, text in self._renderer.render(read_kinds()[kind], key)]
        digests = tuple((name, _digest(data)) for name, data in files)
        return Made(kind, key, digests, tuple(sorted(self._shelf.used))), files


_workshops: list[_Workshop] = []
"""That of a process that does nothing else."""


def _open_workshop(path: Path) -> None:
    _workshops.append(_Workshop(path))


def _make(pages: Sequence[tuple[str, str]]) -> list[tuple[Made, _Files]]:
    return _workshops[0].make(pages)


def _write(out: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write what differs from what is there; return how many files did.

    The files themselves are compared: what was noted of them is not true where a build was cut short.
    """
    written = 0
    for name, data in files:
        path = out / name
        try:
            if path.read_bytes() == data:
                continue
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
    """Return what stands for all that makes pages: the program, the ontology, the templates."""
    digest = hashlib.sha256(rules_hash().encode())
    folder = content_path("pages")
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
