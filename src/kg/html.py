"""Answers as one small web page that needs nothing else: no script, no style sheet, no font to fetch.

Tables have a caption and column headers with a scope, by which screen readers go (WCAG 2.2, 1.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dates import spoken_day
from kg.questions import Answer, Cell, Column

if TYPE_CHECKING:
    from jinja2 import Template

EMPTY = {"vi": "Không thấy trong kho.", "en": "Nothing found in the store."}
_ROWS = {"vi": "số dòng", "en": "rows"}
_BOOLEANS = {"vi": ("không", "có"), "en": ("no", "yes")}
# Only what a browser fetches: an IRI in a graph may be of any scheme, "javascript:" too.
_LINK = re.compile(r"https?://", re.IGNORECASE)
_LABEL = "Label"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a cell shows; `link` is where it leads, `day` the ISO form of a date in words."""

    words: str
    kind: str = ""
    link: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in words; its cells stand in the order of its columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]


def render_page(
    title: str, tables: Iterable[tuple[str, Answer]], language: str = "vi", about: Sequence[str] = ()
) -> str:
    """Return a page of tables, each under its caption; `about` are lines of text before them."""
    return _template().render(
        language=language,
        title=title,
        about=about,
        tables=[_shown(caption, answer, language) for caption, answer in tables],
        rows_words=_ROWS[language],
        empty_words=EMPTY[language],
    )


def _shown(caption: str, answer: Answer, language: str) -> ShownTable:
    """An IRI whose label has a column of its own is the link of that label."""
    place = {c.name: i for i, c in enumerate(answer.columns)}
    shown = [
        (column, place.get(column.name.removesuffix(_LABEL)) if column.name.endswith(_LABEL) else None)
        for column in answer.columns
        if column.kind != "iri" or column.name + _LABEL not in place
    ]
    rows = (
        tuple(_cell(c, row[place[c.name]], None if at is None else row[at], language) for c, at in shown)
        for row in answer.rows
    )
    return ShownTable(caption, tuple(c.label.of(language) for c, _ in shown), tuple(rows))


def _cell(column: Column, cell: Cell, iri: Cell, language: str) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if isinstance(cell, bool):
        return ShownCell(_BOOLEANS[language][cell])
    if isinstance(cell, int | float):
        return ShownCell(str(cell), "number")
    if column.kind == "date":
        return ShownCell(spoken_day(cell), day=cell)
    link = cell if column.kind == "iri" else iri
    is_link = isinstance(link, str) and _LINK.match(link) is not None
    return ShownCell(cell, "quote" if column.kind == "quote" else "", str(link) if is_link else None)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  # slow to import

    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("answer.html")
