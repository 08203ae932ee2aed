"""The feed: well-formed whatever titles hold, one entry a page, no clock."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from kg.site.cache import Cache, Made
from kg.site.feed import UNDATED, Entry, changes_of, render_feed

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = "2024-01-02T03:04:05.000006+00:00"


def test_any_title_gives_a_feed_that_parses() -> None:
    """Characters that XML forbids go, markup is text."""
    hostile = 'x\x00\x0b]]>&"<script>alert(1)</script>\ud7ff\ufffe'
    entry = Entry("body/a", "body/a.html", hostile, "new", MOMENT)
    feed = ET.fromstring(render_feed([entry], "https://example.org/", UNDATED))
    [title] = [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")]
    assert title == 'x  ]]>&"<script>alert(1)</script>\ud7ff '


def test_a_feed_has_what_atom_requires() -> None:
    entries = [
        Entry("body/a", "body/a.html", "A", "changed", MOMENT),
        Entry("body/b", "", "B", "removed", MOMENT),
    ]
    feed = ET.fromstring(render_feed(entries, "https://example.org/", MOMENT))
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    told = [
        (
            e.findtext(f"{ATOM}id"),
            e.findtext(f"{ATOM}updated"),
            [li.get("href") for li in e.iter(f"{ATOM}link")],
        )
        for e in feed.iter(f"{ATOM}entry")
    ]
    assert told == [
        ("https://example.org/id/body/a", MOMENT, ["body/a.html"]),
        ("https://example.org/id/body/b", MOMENT, []),
    ]


def test_only_pages_whose_own_file_differs_are_told() -> None:
    def made(kind: str, key: str, digest: str) -> Made:
        return Made(kind, key, ((f"{key}.html", digest), (f"{key}.csv", "other")), ())

    pages = [
        made("body", "body/new", "1"), made("body", "body/same", "1"), made("body", "body/changed", "2"),
        made("task", "report/x/task/1-2", "1"),
    ]  # fmt: skip
    known = {"body/same.html": "1", "body/changed.html": "1"}
    assert changes_of(pages, known) == [("body/new", "new"), ("body/changed", "changed")]


def test_the_last_change_of_a_page_stays_and_old_ones_are_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "rows")
    with cache:
        cache.enter([("a", "a.html", "A", "new", "2020"), ("b", "b.html", "B", "new", "2021")])
        cache.enter([("a", "a.html", "A", "changed", "2022"), ("c", "c.html", "C", "new", "2019")])
    assert [(e[0], e[3]) for e in cache.entries(2)] == [("a", "changed"), ("b", "new")]
    cache.close()
