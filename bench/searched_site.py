"""A small site to search: a page under the policy that all pages have, and the index of some entries."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from kg.site.search import Entry, catalog_piece, head_path, segment_of, segment_pieces

STATIC = Path(__file__).parent.parent / "pages" / "static"
SCRIPTS = ("search-fold", "search-pieces", "search-match", "search-view", "search")
NAMED = ("directive", "body", "report")
PAGE = """<!doctype html>
<html lang="{lang}" data-lang="{lang}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:">
<link rel="icon" href="data:,">
<title>Tìm kiếm</title>
<form role="search"><input id="q" name="q" type="search" aria-label="Tìm"></form>
<div id="results"></div>
{scripts}
</html>
"""
START = 'kgSearch.attach(document.getElementById("q"), document.getElementById("results"), { root: "../" });'


def write_index(folder: Path, entries: Iterable[Entry], segments: int) -> None:
    """Write search/ as a site's builder does."""

    def segment(entry: Entry) -> str:
        return segment_of(entry.page, segments, "names" if entry.kind in NAMED else "text")

    heads = {}
    for name, some in groupby(sorted(entries, key=segment), key=segment):
        for path, content in segment_pieces(name, some):
            target = folder / "search" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            if path == head_path(name):
                heads[name] = content
    (folder / "search" / "catalog.js").write_bytes(catalog_piece(heads))


def write_site(folder: Path, entries: Iterable[Entry], segments: int = 1) -> Path:
    """Write the site; return the page in Vietnamese, one folder below the root, beside `en.html`."""
    write_index(folder, entries, segments)
    pages = folder / "pages"
    pages.mkdir()
    for script in SCRIPTS:
        shutil.copy(STATIC / f"{script}.js", folder)
    (folder / "start.js").write_text(START, encoding="utf-8")
    scripts = "\n".join(f'<script defer src="../{script}.js"></script>' for script in (*SCRIPTS, "start"))
    for lang in ("vi", "en"):
        (pages / f"{lang}.html").write_text(PAGE.format(lang=lang, scripts=scripts), encoding="utf-8")
    return pages / "vi.html"
