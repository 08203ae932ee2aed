"""From rows to pages: a template a kind, autoescape on, and what a template may ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.content import content_path
from kg.dates import spoken_day
from kg.site import matrix, reading
from kg.site.cache import Row
from kg.site.keys import claim_of, page_path
from kg.site.kinds import PageKind
from kg.site.shelf import Shelf, concept_words, kind_of, stage_rungs


@dataclass(slots=True)
class Parts:
    """A page's lists that are too long for one file: which part is being made, and how many there are."""

    path: str
    name: str = ""
    number: int = 1
    totals: dict[str, int] = field(default_factory=dict)

    def showing(self, name: str) -> bool:
        """Tell whether a section belongs into this file: all do into the first, one into each further."""
        return self.number == 1 or self.name == name

    def cut(self, name: str, rows: Sequence[Any], size: int) -> Part:
        """Return the rows of a list that stand in this file."""
        total = max(1, -(-len(rows) // size))
        self.totals[name] = total
        number = self.number if self.name == name else 1
        shown = rows[(number - 1) * size : number * size]
        links = tuple(self.file(name, n).rpartition("/")[2] for n in range(1, total + 1))
        return Part(shown, number, total, len(rows), links)

    def file(self, name: str, number: int) -> str:
        """Return the path of a part; the first is the page itself."""
        return self.path if number == 1 else f"{self.path.removesuffix('.html')}.{name}-{number}.html"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a part, its number from 1, how many parts and rows there are, and the files of all parts."""

    rows: Sequence[Any]
    number: int
    total: int
    count: int
    links: tuple[str, ...]


class Renderer:
    """Makes the pages of a site from a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._environment = make_environment(shelf)

    def render(self, kind: PageKind, key: str) -> list[tuple[str, str]]:
        """Return the files of a page: its path below the site's folder and its text, then its further parts."""
        path = page_path(key) if key != "home" else "index.html"
        if path is None:
            raise ValueError(f"{key} has no page")
        parts = Parts(path)
        files = [(path, self._file(kind, key, parts, path))]
        for name, total in sorted(parts.totals.items()):
            for number in range(2, total + 1):
                parts.name, parts.number = name, number
                further = parts.file(name, number)
                files.append((further, self._file(kind, key, parts, further)))
        return files

    def _file(self, kind: PageKind, key: str, parts: Parts, path: str) -> str:
        root = "../" * path.count("/")
        template = self._environment.get_template(kind.template)
        return template.render(
            key=key,
            path=path,
            root=root,
            parts=parts,
            head=None if kind.is_single else self._shelf.head(key),
            href=lambda of, claim=None: _link(self._shelf, root, of, claim),
        )


def make_environment(shelf: Shelf) -> Environment:
    """Return the templates' environment with what they may ask for."""
    environment = Environment(
        loader=FileSystemLoader(content_path("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(
        rows=shelf.rows,
        head_of=shelf.head,
        name_of=shelf.name,
        concept=concept_words,
        rungs=stage_rungs(),
        kind_of=kind_of,
        claim_of=claim_of,
        jsonld=jsonld,
        currency=lambda reports: currency(shelf, reports),
        read_sentences=reading.read_sentences,
        lay_out=reading.lay_out,
        coverage_of=lambda bodies, accounts: matrix.coverage_of(shelf, bodies, accounts),
        by_time=lambda found: by_time(shelf, found),
    )
    environment.filters["day"] = spoken_day
    return environment


def jsonld(data: dict[str, Any]) -> Markup:
    """Return JSON-LD that can stand in a script element: nothing in it ends the element (HTML, §4.12.1.3)."""
    text = json.dumps(
        {k: v for k, v in data.items() if v not in (None, [], "")}, ensure_ascii=False, indent=None
    )
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def currency(shelf: Shelf, reports: Iterable[str]) -> dict[str, Any]:
    """Return how many reports a page reflects, and from when to when they report."""
    heads = [head for key in sorted(set(reports)) if (head := shelf.head(key))]
    starts = [h["start"] for h in heads if h["start"]]
    ends = [h["end"] for h in heads if h["end"]]
    return {"reports": len(heads), "start": min(starts, default=None), "end": max(ends, default=None)}


def by_time(shelf: Shelf, found: Iterable[Row]) -> list[Row]:
    """Return what reports say in the order of their periods, then of their files and texts."""

    def when(row: Row) -> tuple[object, ...]:
        report = shelf.head(row["report"])
        if report is None:
            return ("", "", "", 0)
        place = row["position"] if "position" in row.keys() else 0  # noqa: SIM118  # a Row holds no keys itself
        return (report["end"] or report["issued"] or "", report["start"] or "", report["source"], place)

    return sorted(found, key=when)


def _link(shelf: Shelf, root: str, key: str | None, claim: str | None) -> str | None:
    path = shelf.path(key, claim)
    return None if path is None else root + path
