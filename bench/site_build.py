"""The website: a build from nothing, an unchanged one, one more report; the peer of both is the first.

`KG_BENCH_SITE=10000` takes another size than the usual ones: loading alone then takes a quarter of an hour.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from pathlib import Path

from bench.corpus import report
from bench.store_bench import load_generated
from bench.table import note, print_table, title
from kg.load import load_files
from kg.site import SiteSummary, build_site
from kg.store import open_store

_SIZES = (50, 200)


def run() -> None:
    """Print a row for each size."""
    title("Site: pages of a store of generated reports")
    given = os.environ.get("KG_BENCH_SITE")
    rows = []
    for size in (int(given),) if given else _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_row(Path(folder), size))
    head = (
        "reports", "pages", "files", "MB", "largest page, KB", "from nothing, s", "ms a page",
        "unchanged, s", "one more, s", "files it writes", "same bytes", "peak of a process, MB",
    )  # fmt: skip
    print_table(head, rows)
    note("“same bytes”: with one more report as built from nothing, but for the feed")


def _row(folder: Path, size: int) -> tuple[str, ...]:
    store, _, _ = load_generated(folder, size)
    first, began = _built(store, folder / "site")
    _, unchanged = _built(store, folder / "site")
    more = folder / "more"
    more.mkdir()
    (more / report(size).name).write_text(report(size).text, encoding="utf-8")
    with open_store(store) as opened:
        load_files(opened, [more])
    grown, added = _built(store, folder / "site")
    _built(store, folder / "again")
    files = _sizes(folder / "site")
    pages = [length for name, length in files.items() if name.endswith(".html")]
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children) / 1024
    return (
        f"{size:,}", f"{first.pages:,}", f"{len(files):,}", f"{sum(files.values()) / 1e6:,.0f}",
        f"{max(pages) / 1000:.0f}", f"{began:.1f}", f"{1000 * began / first.pages:.1f}", f"{unchanged:.2f}",
        f"{added:.1f}", f"{grown.written:,}", "yes" if _same(folder / "site", folder / "again") else "NO",
        f"{peak:,.0f}",
    )  # fmt: skip


def _built(store: Path, out: Path) -> tuple[SiteSummary, float]:
    began = time.perf_counter()
    done = build_site(store, out)
    return done, time.perf_counter() - began


def _sizes(site: Path) -> dict[str, int]:
    files = (p for p in site.rglob("*") if p.is_file() and p.name != "feed.xml")
    return {p.relative_to(site).as_posix(): p.stat().st_size for p in files}


def _same(one: Path, other: Path) -> bool:
    names = _sizes(one).keys()
    return names == _sizes(other).keys() and all(
        (one / n).read_bytes() == (other / n).read_bytes() for n in names
    )
