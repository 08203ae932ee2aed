"""What changed between two builds, as an Atom feed (RFC 4287).

Its moments are those at which reports were loaded, from the store's provenance; nothing here reads a clock.
Links are relative to the feed, since a site does not know where it is put.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from kg.site.cache import Cache, Made
from kg.site.keys import page_path
from kg.site.shelf import Shelf

FEED = "feed.xml"
TOLD = frozenset({"directive", "body", "report"})
"""The kinds of page of which the feed tells."""
KEPT = 200
"""Entries, of earlier builds too."""
UNDATED = "2000-01-01T00:00:00Z"
"""The moment of a store that does not say when it was loaded."""

Change = Literal["new", "changed", "removed"]

_ATOM = "http://www.w3.org/2005/Atom"
_SAID: dict[Change, str] = {
    "new": "Trang mới / New page",
    "changed": "Có thay đổi / Changed",
    "removed": "Không còn trong kho / No longer in the store",
}
# What XML 1.0 does not let stand in a document (§2.2).
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


class Entry(NamedTuple):
    """The last change of a page: `key` is that of its thing, `path` its file."""

    key: str
    path: str
    title: str
    change: Change
    updated: str


def read_moment(cache: Cache) -> str:
    """Return when the last load of the store ended."""
    last = cache.extremes("load", "ended")[1]
    return last if last and _MOMENT.fullmatch(last) else UNDATED


def entry_of(shelf: Shelf, key: str, change: Change, updated: str) -> Entry:
    """Return the entry of a page that was made; what is gone is called by its key."""
    head = shelf.head(key)
    name = shelf.name(key) or (head["source"] if head and key.startswith("report/") else None)
    if head and key.startswith("report/") and head["issuerName"]:
        name = f"{head['issuerName']}: {name}"
    return Entry(key, page_path(key) or "", name or key.partition("/")[2], change, updated)


def changes_of(made: Iterable[Made], known: Mapping[str, str]) -> list[tuple[str, Change]]:
    """Return what became of the pages of which the feed tells, by the digests before."""
    return [
        (page.key, "changed" if page.files[0][0] in known else "new")
        for page in made
        if page.kind in TOLD and known.get(page.files[0][0]) != page.files[0][1]
    ]


def render_feed(entries: Iterable[tuple[str, ...]], base: str, updated: str) -> str:
    """Return the feed. A page has one entry, whose id is its thing's IRI: readers take it for an update."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(feed, "title", "Directive KG: có gì mới / what is new")
    _add(feed, "id", f"{base}id/site/feed")
    _add(feed, "updated", updated)
    _add(feed, "link", rel="self", type="application/atom+xml", href=FEED)
    _add(feed, "link", rel="alternate", type="text/html", href="index.html")
    _add(_add(feed, "author"), "name", "Directive KG")
    for entry in entries:
        _add_entry(feed, Entry(*entry), base)  # type: ignore[arg-type]  # the cache keeps them as plain text
    ET.indent(feed, " ")
    return ET.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _add_entry(feed: ET.Element, entry: Entry, base: str) -> None:
    element = _add(feed, "entry")
    _add(element, "title", entry.title)
    _add(element, "id", f"{base}id/{entry.key}")
    _add(element, "updated", entry.updated)
    _add(element, "category", term=entry.change)
    if entry.change != "removed":
        _add(element, "link", rel="alternate", type="text/html", href=entry.path)
    _add(element, "summary", _SAID[entry.change])


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = _ILLEGAL.sub(" ", text) if text is not None else None
    return element
