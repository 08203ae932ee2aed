"""One page of each kind, kept as HTML beside the rows that it is made from: a failure locates itself.

Where rows differ, a query has changed; where pages differ on the same rows, a template. To renew both after
a change that is meant: `RENEW=1 .venv/bin/pytest tests/test_site_snapshots.py`; then read the difference in
git.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from pathlib import Path

import pytest

from kg.iri import DEFAULT_BASE
from kg.site.asked import ASKED
from kg.site.cache import Cache
from kg.site.gather import gather
from kg.site.kinds import read_kinds
from kg.site.render import Renderer
from kg.site.rowsets import read_row_sets
from kg.site.shelf import Shelf
from made import Said, Told, add_reports, make_report, refresh, with_extras
from sites import journalled_store, quick_builds

CASES = Path(__file__).parent / "cases" / "site"
ROWS = CASES / "rows.json"
RENEW = bool(os.environ.get("RENEW"))
TABLES = read_row_sets() | ASKED
SAID = (
    Said("05-CT/TW", date="2016-05-15", title="học tập và làm theo"),
    Said("05-CT/TW", date="2016-05-15", task=True, words="sửa chữa đê điều trước mùa mưa bão theo"),
    Said("25-NQ/TW"),
)  # fmt: skip
KEPT_PROVINCES = ("province/ha-tinh", "province/hai-duong")
"""The table of provinces is reference data, which changes for reasons of its own."""

Rows = dict[str, list[list[str | int | float | None]]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Return the rows of a tiny store: two bodies, two years."""
    folder = tmp_path_factory.mktemp("snapshots")
    store = journalled_store(folder / "store")
    told = [
        Told("1.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-01-01", "2018-12-31", said=SAID),
        Told("2.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2019-01-01", "2019-12-31", said=SAID[:1]),
        Told("3.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2019-01-01", "2019-12-31", said=SAID[1:]),
    ]
    add_reports(store, [with_extras(make_report(t)) for t in told])
    refresh(store)
    cache = Cache(folder / "site.rows")
    gather(store, cache, 1, lambda _: None)
    found = {name: [list(row) for row in cache.select(name)] for name in sorted(TABLES)}
    cache.close()
    found["province"] = [row for row in found["province"] if row[0] in KEPT_PROVINCES]
    if RENEW:
        CASES.mkdir(parents=True, exist_ok=True)
        lines = (f"{json.dumps(n)}: [\n{_lines(found[n])}\n]" for n in sorted(found))
        ROWS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return found


def _lines(found: list[list[str | int | float | None]]) -> str:
    return ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)


@pytest.fixture(scope="module")
def pages(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return {kind: the main part of its first page}, made from the rows that are kept."""
    kept: Rows = rows if RENEW else json.loads(ROWS.read_text(encoding="utf-8"))
    cache = Cache(tmp_path_factory.mktemp("kept") / "site.rows")
    for name, table in TABLES.items():
        cache.replace_table(table, [tuple(row) for row in kept.get(name, [])])
    with quick_builds():
        renderer, found = Renderer(Shelf(cache), DEFAULT_BASE), {}
        for kind in read_kinds().values():
            for key in kind.keys(cache)[:1]:
                [(_, text), *_] = renderer.render(kind, key)
                found[kind.name] = main_of(text)
    cache.close()
    return found


def main_of(text: str) -> str:
    """Return what is a page's own, without the frame that all share."""
    found = re.search(r"<main.*</main>\n(?:<aside.*?</aside>)?", text, re.DOTALL)
    assert found
    return "\n".join(line.rstrip() for line in found[0].splitlines() if line.strip()) + "\n"


def test_the_rows_are_as_they_are_kept(rows: Rows) -> None:
    kept = json.loads(ROWS.read_text(encoding="utf-8"))
    for name in sorted(rows.keys() | kept.keys()):
        was, now = (_lines(side.get(name, [])).splitlines() for side in (kept, rows))
        assert was == now, f"{name}:\n" + "\n".join(
            difflib.unified_diff(was, now, "kept", "now", "", "", 0, "")
        )


@pytest.mark.parametrize("kind", sorted(read_kinds()))
def test_a_page_is_as_it_is_kept(pages: dict[str, str], kind: str) -> None:
    file = CASES / f"{kind}.html"
    assert kind in pages, f"the tiny store has no page of the kind {kind}: let it say more"
    if RENEW:
        file.write_text(pages[kind], encoding="utf-8")
    was, now = file.read_text(encoding="utf-8").splitlines(), pages[kind].splitlines()
    told = "\n".join(difflib.unified_diff(was, now, "kept", "now", "", "", 0, ""))
    assert was == now, f"RENEW=1 renews what is kept, if this is meant:\n{told}"


def test_nothing_is_kept_that_no_kind_has() -> None:
    assert {p.stem for p in CASES.glob("*.html")} == set(read_kinds())
