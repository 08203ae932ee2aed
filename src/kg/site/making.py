"""Making pages from rows that do not change meanwhile, by one process or several."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from kg.iri import DEFAULT_BASE
from kg.site import finding
from kg.site.cache import Cache, Made, use_of
from kg.site.folder import SiteFolder
from kg.site.kinds import read_kinds
from kg.site.render import Renderer
from kg.site.shelf import Shelf

BASE = "base"
"""The name under which the rows note the base of the store's IRIs."""
Page = tuple[str, str]
"""Kind and key."""
_BATCH = 64
"""Pages made at a time, at most; of few pages less, so that all processes have some."""
_FEW = 200
_SMALL = 300
"""So few pages are made sooner in one process than others can be started, unless more reports than these are
held: a page of a directive that everybody cites takes seconds then."""


def make_pages(
    rows: Path, folder: SiteFolder, waiting: Sequence[Page], workers: int
) -> Iterator[list[tuple[Made, int]]]:
    """Make and write pages, a batch at a time; yield what is to be kept of each, and how many files differed.

    The large segments of the search are each a batch, and come first. Who makes a page writes it: pages on
    their way from process to process would pile up where disks are slow.
    """
    segments = [page for page in waiting if page[0] == finding.KIND]
    pages = [page for page in waiting if page[0] != finding.KIND]
    batches = [[page] for page in segments]
    size = max(1, min(_BATCH, len(pages) // (8 * workers)))
    batches += [pages[i : i + size] for i in range(0, len(pages), size)]
    with _Workshop(rows, folder) as workshop:
        if workers == 1 or (len(waiting) < _FEW and workshop.is_small()):
            yield from map(workshop.make, batches)
            return
    with ProcessPoolExecutor(workers, get_context("spawn"), _open_workshop, (rows, folder)) as pool:
        yield from pool.map(_make, batches)


class _Workshop:
    """Where one process makes pages, for one build: what it remembers of the rows is wrong after that."""

    def __init__(self, rows: Path, folder: SiteFolder) -> None:
        self._folder = folder
        self._cache = Cache(rows, writable=False)
        self._shelf = Shelf(self._cache)
        self._renderer = Renderer(self._shelf, self._cache.state(BASE) or DEFAULT_BASE)
        self._segments = finding.segments(self._cache)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cache.close()

    def is_small(self) -> bool:
        """Tell whether few reports are held."""
        return self._cache.count("report") <= _SMALL

    def make(self, pages: Sequence[Page]) -> list[tuple[Made, int]]:
        """Make pages, and write those of their files that differ."""
        return [self._page(kind, key) for kind, key in pages]

    def _page(self, kind: str, key: str) -> tuple[Made, int]:
        self._shelf.begin()
        if kind == finding.KIND:
            files = finding.segment_files(self._shelf, key, self._segments)
        else:
            files = [(name, text.encode()) for name, text in self._renderer.render(read_kinds()[kind], key)]
        digests = tuple((name, _digest(data)) for name, data in files)
        written = sum(self._folder.write(name, data) for name, data in files)
        return Made(kind, key, digests, tuple(sorted(use_of(*used) for used in self._shelf.used))), written


_workshops: list[_Workshop] = []
"""That of a process that does nothing else."""


def _open_workshop(rows: Path, folder: SiteFolder) -> None:
    _workshops.append(_Workshop(rows, folder))


def _make(pages: Sequence[Page]) -> list[tuple[Made, int]]:
    return _workshops[0].make(pages)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
