"""The pieces of a segment, each a script of one call: `kgSearch.piece("text-003/t07", version, …)`.
The version is that of the segment: pieces that a browser kept from before are never mixed with new ones.

| piece | content |
|---|---|
| `NAME/head` | a small object: counts, and where the other pieces begin; the catalog repeats it |
| `NAME/d` | in `codes`: words in title, also, text of each document; documents, words of each place |
| `NAME/t00` … | words from one to another in the alphabet, with where they stand (`postings`) |
| `NAME/x000` … | texts: `[[page, name of the place, [[#fragment, title, text], …]], …]` |
| `catalog` | the heads of all segments |

Documents are the entries in the order of kind, page, place; the places follow them as documents of their own,
which have a title alone. All is a function of the set of entries.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any

from kg.site.search.codes import codes
from kg.site.search.entries import Entry
from kg.site.search.postings import Postings

_PIECE = 32_000
"""Bytes that a piece holds, about; a word that stands in more has a piece of its own."""

Rows = list[tuple[str, str, list[tuple[str, str, str]]]]


def segment_pieces(name: str, entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield (path below search/, content) of each piece of a segment, the head first."""
    documents = sorted(set(map(_composed, entries)), key=_order)
    groups = [(place, len(list(some))) for place, some in groupby(documents, key=_place)]
    postings = Postings()
    lengths = [(postings.add(e.title), postings.add(e.also), postings.add(e.text)) for e in documents]
    place_lengths = [postings.add(place) for (_, _, place), _ in groups]
    fields = [[length[field] for length in lengths] for field in range(3)]
    table = [*fields, [size for _, size in groups], place_lengths]
    terms, texts = list(_cut_terms(postings.terms())), list(_cut_texts(documents))
    contents: dict[str, Any] = {
        "d": [codes(column) if any(column) else "" for column in table],
        **{f"t{n:02d}": lines for n, (_, lines) in enumerate(terms)},
        **{f"x{n:03d}": rows for n, (_, rows) in enumerate(texts)},
    }
    written = {piece: _json(content) for piece, content in contents.items()}
    version = _digest(written.values())
    head = {
        "version": version,
        "kinds": list(Counter(entry.kind for entry in documents).items()),
        "places": len(groups),
        "length": postings.length,
        "terms": [first for first, _ in terms],
        "texts": [first for first, _ in texts],
    }
    yield head_path(name), _script(f"{name}/head", version, _json(head))
    for piece, content in written.items():
        yield f"{name}/{piece}.js", _script(f"{name}/{piece}", version, content)


def head_path(name: str) -> str:
    """Return the path of a segment's head below search/: what the catalog is made of."""
    return f"{name}/head.js"


def catalog_piece(heads: Mapping[str, bytes]) -> bytes:
    """Return the content of search/catalog.js from the heads of all segments by their names.

    The heads of segments that did not change can be read from disk.
    """
    read = ",".join(f'"{name}":{_read_content(heads[name])}' for name in sorted(heads))
    return _script("catalog", "", f"{{{read}}}")


def _composed(entry: Entry) -> Entry:
    """Return an entry whose words are in Unicode's form NFC: a reader of the pieces finds them as we did."""
    words = (entry.title, entry.text, entry.also, entry.place)
    if all(unicodedata.is_normalized("NFC", some) for some in words):
        return entry
    title, text, also, place = (unicodedata.normalize("NFC", some) for some in words)
    return Entry(entry.kind, entry.path, title, text, also, place)


def _order(entry: Entry) -> tuple[str, ...]:
    return (*_place(entry), entry.path, entry.title, entry.text, entry.also)


def _place(entry: Entry) -> tuple[str, str, str]:
    return (entry.kind, entry.page, entry.place)


def _cut_terms(terms: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (first word, lines) of each piece."""
    first, size = "", 0
    lines: list[str] = []
    for term, line in terms:
        if lines and size + len(line) > _PIECE:
            yield first, "".join(lines)
            lines, size = [], 0
        first = first if lines else term
        lines.append(line)
        size += len(line)
    if lines:
        yield first, "".join(lines)


def _cut_texts(documents: Iterable[Entry]) -> Iterator[tuple[int, Rows]]:
    """Yield (number of the first document, rows) of each piece."""
    numbered, first, size = list(enumerate(documents)), 0, 0
    for number, entry in numbered:
        if size > _PIECE:
            yield first, _rows(e for _, e in numbered[first:number])
            first, size = number, 0
        size += len(entry.title.encode()) + len(entry.text.encode()) + len(entry.path) + 10
    if numbered:
        yield first, _rows(e for _, e in numbered[first:])


def _rows(documents: Iterable[Entry]) -> Rows:
    return [
        (page, place, [(e.path[len(page) :], e.title, e.text) for e in some])
        for (_, page, place), some in groupby(documents, key=_place)
    ]


def _json(content: object) -> str:
    """Return JSON that is a script's expression too: two ends of line are escaped.

    Words with their places, a single string, are written in ASCII: browsers read that faster, and seldom is
    there anything else in them.
    """
    written = json.dumps(content, ensure_ascii=isinstance(content, str), separators=(",", ":"))
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script(name: str, version: str, content: str) -> bytes:
    return f'kgSearch.piece("{name}","{version}",{content});\n'.encode()


def _read_content(script: bytes) -> str:
    """Return the content of a script: what follows name and version, neither of which has a comma."""
    return script.decode().split(",", 2)[2].rstrip()[:-2]


def _digest(contents: Iterable[str]) -> str:
    hashed = blake2b(digest_size=6)
    for content in contents:
        hashed.update(content.encode())
    return hashed.hexdigest()
