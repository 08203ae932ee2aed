"""Short names of things, and the pages that they have.

A key is an IRI without the store's base, a report by the first 16 digits of its text's hash, as 64 bits tell
any number of reports apart: `report/86aa4fa10ba9b0c4`, `directive/tw/2016/05-ct-tw`, `activity/implement`.
Keys come from identity and content alone, so that a page keeps its address whatever else is loaded.
"""

from __future__ import annotations

import hashlib

from kg.iri import CONCEPT

LEAST = {"dossier": 2, "symbol": 2}
"""{kind: rows that a thing needs to have a page}: one report is no review, one directive no namesake."""
FOLIO = 40_000
"""Code points of a report's text in one file: cut there exactly, so that a place tells its file."""
_PAGED = {
    "directive": "directive",
    "body": "body",
    "report": "report",
    "province": "province",
    "period": "period",
    "question": "question",
    # Of one year: reports, directives by their issue, findings by kind, tasks by province.
    "year": "year",
    "issued": "issued",
    "fault": "fault",
    "agenda": "agenda",
    # Bodies of one level and sort that can be held against each other.
    "peers": "peers",
    # The page that tells apart the directives of one symbol.
    "symbol": "directive",
}
"""{sort of thing that has a page of its own: the folder of its page}."""
LONGEST_NAME = 90
"""Characters of a name in a key. File systems take 255 bytes, Windows 260 for a whole path."""
_SHORT, _LONG = len("report/") + 16, len("report/") + 64


def key_of(iri: str, base: str) -> str:
    """Return the key of an IRI; one that is not of the store or a concept stays as it is."""
    if iri.startswith(CONCEPT):
        return iri[len(CONCEPT) :]
    key = iri.removeprefix(f"{base}id/")
    if key.startswith("report/"):
        return key[:_SHORT] + key[_LONG:]
    return key if len(key) <= LONGEST_NAME else "/".join(map(_shortened, key.split("/")))


def _shortened(name: str) -> str:
    """Return a name that a file can have: what a report calls a body can be longer."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:LONGEST_NAME]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def is_whole(key: str) -> bool:
    """Tell whether a key names its thing in full, so that the IRI can be told from it."""
    return all(len(name) <= LONGEST_NAME for name in key.split("/"))


def page_path(key: str, kind: str | None = None) -> str | None:
    """Return the page of a thing below the site's folder; null for a thing without one.

    A thing can have pages of other kinds beside its own: the dossier of a directive.

    >>> page_path("directive/tw/2016/05-ct-tw"), page_path("report/86aa4fa10ba9b0c4/task/613-645")
    ('directive/tw/2016/05-ct-tw.html', 'task/86aa4fa10ba9b0c4/613-645.html')
    """
    sort, _, rest = key.partition("/")
    if sort == "report" and "/" in rest:
        report, part, name = rest.split("/", 2)
        return f"task/{report}/{name}.html" if part == "task" else None
    if sort in _PAGED:
        return f"{_PAGED[sort] if kind in (None, sort) else kind}/{rest}.html"
    return f"{key}.html" if not rest else None


def claim_of(place: str) -> str:
    """Return what names a place in its report: "report/…/evidence/613-645_700-720" → "613-645_700-720"."""
    return place.rpartition("/")[2]


def claim_path(page: str, claim: str) -> str:
    """Return where the words of a claim are marked: in the file of its report that holds their beginning."""
    number = folio_of(int(claim.partition("-")[0]))
    file = page if number == 1 else part_path(page, "text", number)
    return f"{file}#a-{claim}"


def part_path(page: str, name: str, number: int) -> str:
    """Return the file of a further part of a page's list."""
    return f"{page.removesuffix('.html')}.{name}-{number}.html"


def folio_of(place: int) -> int:
    """Return the number of the file that holds a place of a report's text, from 1."""
    return place // FOLIO + 1


def sentence_anchor(words: str) -> str:
    """Return the anchor of a sentence, from its words: it stays when the rest of the text changes."""
    return "c-" + hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:10]
