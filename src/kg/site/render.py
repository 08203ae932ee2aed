"""From rows to pages: a template a kind, autoescape on, and what a template may ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from kg.answers import render_answer
from kg.content import content_path
from kg.dates import spoken_day
from kg.errors import ContentError
from kg.iri import slug
from kg.questions import Answer, Question, Words, question_names, read_question
from kg.site import comparing, matrix, reading
from kg.site.asked import spelled_value
from kg.site.cache import Row
from kg.site.dossier import dossier_of
from kg.site.drawing import chain_of, charts_of, timeline_of
from kg.site.keys import claim_of, folio_of, page_path, part_path
from kg.site.kinds import PageKind
from kg.site.layout import Layout
from kg.site.once import Once
from kg.site.peers import compared, held_of
from kg.site.progress import progress_of
from kg.site.rowsets import read_row_sets
from kg.site.shelf import Shelf, concept_words, kind_of, stage_rungs
from kg.site.wordings import wordings_of
from kg.tracking.wording import says_regular


@dataclass(slots=True)
class Parts:
    """A page's lists that are too long for one file: which part is being made, and how many there are."""

    path: str
    name: str = ""
    number: int = 1
    totals: dict[str, int] = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)

    def showing(self, name: str) -> bool:
        """Tell whether a section belongs into this file: all do into the first, one into each further."""
        return self.number == 1 or self.name == name

    def cut(self, name: str, rows: Sequence[Any], size: int, further: int | None = None) -> Part:
        """Return the rows of a list that stand in this file: so many in the first, and in each further."""
        rest = range(size, len(rows), further or size)
        return self.split(name, [rows[:size], *(rows[i : i + (further or size)] for i in rest)])

    def split(self, name: str, groups: Sequence[Sequence[Any]]) -> Part:
        """Return the rows of a list that stand in this file, a group in each."""
        self.totals[name] = len(groups)
        number = self.number if self.name == name else 1
        links = tuple(self.file(name, n).rpartition("/")[2] for n in range(1, len(groups) + 1))
        return Part(groups[number - 1], number, len(groups), sum(map(len, groups)), links)

    def tables(self, **found: Sequence[Row]) -> list[tuple[Words, str, None]]:
        """Put rows beside the page, each kind as a table for Excel; return names and links.

        `tables(statement=rows)` makes PAGE.nhan-dinh.csv. A table without rows is left out.
        """
        return [self._table(read_row_sets()[name].question, rows) for name, rows in found.items() if rows]

    def _table(self, of: Question, rows: Sequence[Row]) -> tuple[Words, str, None]:
        file = f"{self.path.removesuffix('.html')}.{slug(of.title.vi)}.csv"
        if self.number == 1:
            answer = Answer(of.columns, tuple(tuple(row) for row in rows))
            self.attached[file] = render_answer(answer, "csv", excel=True)
        called = both(f"{of.title.vi} (Excel, CSV)", f"{of.title.en} (Excel, CSV)")
        return called, file.rpartition("/")[2], None

    def put(self, file: str, text: str) -> None:
        """Put a text file beside the pages, by its path below the site's folder."""
        if self.number == 1:
            self.attached[file] = text

    def file(self, name: str, number: int) -> str:
        """Return the path of a part; the first is the page itself."""
        return self.path if number == 1 else part_path(self.path, name, number)


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

    def __init__(self, shelf: Shelf, base: str) -> None:
        self._shelf = shelf
        self._base = base
        self._once = Once()
        self._environment = make_environment(shelf, self._once)
        self._layout = Layout(self._environment, lambda root: partial(_link, shelf, root))

    def render(self, kind: PageKind, key: str) -> list[tuple[str, str]]:
        """Return the files of a page, its further parts too: path below the site's folder, and text."""
        path = _path(kind, key)
        parts = Parts(path)
        self._once.forget()
        files = [(path, self._file(kind, key, parts, path))]
        for name, total in sorted(parts.totals.items()):
            for number in range(2, total + 1):
                parts.name, parts.number = name, number
                further = parts.file(name, number)
                files.append((further, self._file(kind, key, parts, further)))
        return files + sorted(parts.attached.items())

    def _file(self, kind: PageKind, key: str, parts: Parts, path: str) -> str:
        template, shared = (
            self._environment.get_template(kind.template),
            self._layout.at("../" * path.count("/")),
        )
        href, root = shared["href"], shared["root"]
        return template.render(
            shared,
            key=key,
            path=path,
            parts=parts,
            head=None if kind.is_single else self._shelf.head(key),
            timeline_of=partial(timeline_of, self._shelf, href),
            chain_of=partial(chain_of, self._shelf, href),
            charts_of=partial(charts_of, self._shelf, href),
            beside=lambda of, kind: f"{root}{page_path(of, kind)}",
            iri=lambda of: f"{self._base}id/{of}",
        )


class _PlainContext(Context):
    """Calls functions and macros without asking first whether they want the context: nothing here does."""

    def call(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        """Call a function or a macro."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*given, **named)


def make_environment(shelf: Shelf, once: Once) -> Environment:
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
    environment.globals.update(_WORDED | _looked_up(shelf, once))
    environment.context_class = _PlainContext
    environment.filters.update(day=spoken_day, claim=claim_of, of=_of, zip=zip, runs=_runs)
    environment.tests["in_folio"] = _in_folio
    return environment


def _looked_up(shelf: Shelf, once: Once) -> dict[str, Any]:
    """Return what templates ask of the rows, and what is worked out once for all files of a page."""
    return {
        "rows": once(shelf.rows),
        "count": shelf.count,
        "tally": shelf.tally,
        "head_of": shelf.head,
        "heads": once(shelf.heads),
        "name_of": shelf.name,
        "rungs": stage_rungs(),
        "wordings_of": once(wordings_of),
        "progress_of": partial(progress_of, shelf),
        "currency_of": once(partial(currency, shelf)),
        "read_sentences": once(reading.read_sentences),
        "lay_out": once(reading.lay_out),
        "coverage_of": once(partial(matrix.coverage_of, shelf)),
        "record_of": once(partial(matrix.record_of, shelf)),
        "held_of": once(partial(held_of, shelf)),
        "compared": once(partial(compared, shelf)),
        "by_time": once(partial(by_time, shelf)),
        "dossier_of": once(partial(dossier_of, shelf)),
        "standing_of_body": partial(comparing.standing_of_body, shelf),
        "standing_of_province": partial(comparing.standing_of_province, shelf),
        "things_to_compare": partial(comparing.things_to_compare, shelf),
    }


def jsonld(data: dict[str, Any]) -> Markup:
    """Return JSON-LD that can stand in a script element: nothing in it ends the element (HTML, §4.12.1.3)."""
    text = json.dumps(
        {k: v for k, v in data.items() if v not in (None, [], "")}, ensure_ascii=False, indent=None
    )
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def currency(shelf: Shelf, found: Iterable[str | Row]) -> dict[str, Any]:
    """Return how many reports a page reflects, and from when to when they report; by keys or rows."""
    reports = {of if isinstance(of, str) else of["report"] for of in found}
    heads = [head for key in sorted(reports) if (head := shelf.head(key))]
    starts = [h["start"] for h in heads if h["start"]]
    ends = [h["end"] for h in heads if h["end"]]
    return {"reports": len(heads), "start": min(starts, default=None), "end": max(ends, default=None)}


def spoken_number(value: float) -> str:
    """Return a number as Vietnamese texts write it.

    >>> spoken_number(6115.0), spoken_number(99.7)
    ('6.115', '99,7')
    """
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


@lru_cache(typed=True)
def both(vi: str, en: str) -> Words:
    """Return the same in two languages, as plain text: equal words are escaped alike."""
    return Words(str(vi), str(en))


def by_time(shelf: Shelf, found: Iterable[Row]) -> list[Row]:
    """Return what reports say in the order of their periods, then of their files and texts."""

    def when(row: Row) -> tuple[object, ...]:
        report = shelf.head(row["report"])
        if report is None:
            return ("", "", "", 0)
        place = row["position"] if "position" in row.keys() else 0  # noqa: SIM118  # a Row holds no keys itself
        return (report["end"] or report["issued"] or "", report["start"] or "", report["source"], place)

    return sorted(found, key=when)


def _of(key: str, table: Mapping[str, Any]) -> Any:
    """Return what a table holds for a key: the filter for `map`."""
    return table.get(key)


def _runs(rows: Iterable[Row], column: str) -> list[tuple[Any, list[Row]]]:
    """Return rows that stand together and have the same value, with that value: the filter for groups."""
    return [(value, list(group)) for value, group in groupby(rows, key=lambda row: row[column])]


def _in_folio(place: str, number: int) -> bool:
    """Tell whether a place of a report's text stands in a file of it."""
    return folio_of(int(claim_of(place).partition("-")[0])) == number


def _path(kind: PageKind, key: str) -> str:
    path = "index.html" if kind.name == "home" else page_path(key, None if kind.is_single else kind.name)
    if path is None:
        raise ContentError(f"pages/{kind.name}: {key} has no page")
    return path


def _link(shelf: Shelf, root: str, key: str | None, claim: str | None = None) -> str | None:
    path = shelf.path(key, claim)
    return None if path is None else root + path


_WORDED: dict[str, Any] = {
    "concept": concept_words,
    "kind_of": kind_of,
    "claim_of": claim_of,
    "in_folios": reading.in_folios,
    "periods_of": matrix.periods_of,
    "is_regular": says_regular,
    "number": spoken_number,
    "ld": jsonld,
    "both": both,
    "script": comparing.script,
    "question_names": question_names,
    "read_question": read_question,
    "spelled_value": spelled_value,
    "read_json": json.loads,
}
"""What else templates ask for; it needs no rows."""
