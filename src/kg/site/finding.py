"""What the site's search can find: names of directives, bodies and reports; tasks and sentences.

A segment of the index is made like a page: it knows what it looked up, and is made again when that changes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.site.cache import Cache
from kg.site.keys import claim_path, page_path
from kg.site.reading import read_sentences
from kg.site.search import Entry, segment_count, segment_of, segment_pieces
from kg.site.shelf import Shelf

KIND = "segment"
"""No folder below `pages/` may have this name."""
FOLDER = "search"
_NAMED = ("directive", "body", "report")


def segments(cache: Cache) -> dict[str, list[str]]:
    """Return the segments of the index, each with the keys of what it holds, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    names = [key for kind in _NAMED for key in cache.distinct(kind, kind)]
    for key in names:
        found[segment_of(key, segment_count(len(names)), "names")].append(key)
    count = segment_count(_sentences(cache) + cache.count("task"))
    for key in cache.distinct("report", "report"):
        found[segment_of(key, count)].append(key)
    return dict(sorted(found.items()))


def update_segments(cache: Cache) -> None:
    """Let the segments be those that the rows call for; one that holds other things is made again."""
    held = segments(cache)
    cache.update_pages(KIND, [f"{KIND}/{name}" for name in held])
    for name, keys in held.items():
        digest = hashlib.blake2b("\n".join(keys).encode(), digest_size=16).hexdigest()
        if cache.state(f"segment {name}") != digest:
            cache.note(f"segment {name}", digest)
            cache.await_pages([(KIND, f"{KIND}/{name}")])


def segment_files(shelf: Shelf, key: str, members: Mapping[str, list[str]]) -> list[tuple[str, bytes]]:
    """Return the pieces of a segment, by their paths below the site's folder."""
    name = key.removeprefix(f"{KIND}/")
    tell = _named if name.startswith("names") else _told
    entries = [entry for member in members[name] for entry in tell(shelf, member)]
    return [(f"{FOLDER}/{path}", data) for path, data in segment_pieces(name, entries)]


def _sentences(cache: Cache) -> int:
    return sum(len(row["spans"].split()) for row in cache.select_columns("text", "spans"))


def _named(shelf: Shelf, key: str) -> Iterator[Entry]:
    """Tell a directive, a body or a report by its names."""
    row, path = shelf.head(key), page_path(key)
    if row is None or path is None:
        return
    match key.partition("/")[0]:
        case "directive":
            words = row["known"] or row["title"] or ""
            yield Entry("directive", path, row["label"], words, row["symbol"] or "")
        case "body":
            yield Entry("body", path, row["label"], shelf.name(row["province"]) or "")
        case _:
            words = " ".join(filter(None, (row["issuerName"], row["symbol"], row["source"])))
            yield Entry("report", path, row["title"] or row["source"], words, row["symbol"] or "")


def _told(shelf: Shelf, report: str) -> Iterator[Entry]:
    """Tell the tasks and the sentences of a report."""
    head, page = shelf.head(report), page_path(report)
    if head is None or page is None:
        return
    place = " ".join(filter(None, (head["issuerName"] or head["source"], (head["end"] or "")[:4])))
    for task in shelf.rows("task", report=report):
        yield Entry("task", page_path(task["task"]) or page, "", task["quote"], place=place)
    for text in shelf.rows("text", report=report):
        for sentence in read_sentences(text["text"], text["spans"]):
            file = claim_path(page, f"{sentence.pieces[0].start}-").partition("#")[0]
            yield Entry("sentence", f"{file}#{sentence.anchor}", "", sentence.words, place=place)
