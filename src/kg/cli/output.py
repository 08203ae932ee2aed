"""What commands print: tables on a terminal, TSV in a pipe, other forms on request; errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import click

from kg.answers import Form, render_answer
from kg.dates import spoken_day
from kg.errors import KgError
from kg.naming import AmbiguousNameError
from kg.questions import Answer, Cell, Column, Words
from kg.store import Store, read_store

Shown = Form | Literal["table"]
"""The forms of the library, and a table for people."""

F = TypeVar("F", bound=Callable[..., object])

_LONG = 240
_EMPTY = {"vi": "Không thấy trong kho.", "en": "Nothing found in the store."}
_SHOWN_CHOICES = 20


def form_options(command: F) -> F:
    """Add --table, --tsv, --csv, --json, --ttl; without one the form is null."""
    for form, words in (
        ("ttl", "Turtle."),
        ("json", "JSON."),
        ("csv", "CSV."),
        ("tsv", "TSV (mặc định trong ống dẫn / default in a pipe)."),
        ("table", "Bảng (mặc định trên màn hình / default on a terminal)."),
    ):
        command = click.option(f"--{form}", "form", flag_value=form, default=None, help=words)(command)
    return command


def opened(ctx: click.Context) -> Store:
    """Open the store for reading."""
    path: Path = ctx.find_root().obj["store"]
    return read_store(path)


def language(ctx: click.Context) -> str:
    """Return the language of messages and labels."""
    lang: str = ctx.find_root().obj["lang"]
    return lang


def shown_form(form: Shown | None) -> Shown:
    """Return the form asked for, else a table on a terminal and TSV in a pipe."""
    return form or ("table" if sys.stdout.isatty() else "tsv")


def print_answer(
    answer: Answer, form: Shown | None, lang: str, title: str = "", empty: Words | None = None
) -> None:
    """Print an answer; an empty one says so on standard error and is valid in its form."""
    shown = shown_form(form)
    if shown == "table":
        _print_table(answer, lang, title)
    else:
        click.echo(render_answer(answer, shown), nl=False)
    if not answer.rows:
        click.echo(empty.of(lang) if empty else _EMPTY[lang], err=True)


def report_progress() -> Callable[[int, int], None] | None:
    """Return what shows how many reports are done, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    return lambda done, of: click.echo(f"\r\033[K{done}/{of}", err=True, nl=False)


def say_error(error: KgError, lang: str, file: str | None = None) -> None:
    """Print what is wrong, where, and what to do; for an ambiguous name also the choices."""
    words = error.english if lang == "en" else str(error)
    click.echo(f"{file}: {words}" if file else words, err=True)
    if isinstance(error, AmbiguousNameError):
        for choice in error.choices[:_SHOWN_CHOICES]:
            counted = f"{choice.mentions}×" if choice.mentions else ""
            told = (choice.key, choice.label, choice.date or "", counted, _short(choice.title or "", 80))
            click.echo("  " + "\t".join(filter(None, told)), err=True)
        if len(error.choices) > _SHOWN_CHOICES:
            click.echo(f"  … {len(error.choices) - _SHOWN_CHOICES}", err=True)


def _print_table(answer: Answer, lang: str, title: str) -> None:
    """Print a table; where there are quotes, each stands beside one cell with all else, to fit 80 columns."""
    from rich.console import Console  # noqa: PLC0415  # slow to import, needed on a terminal only
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=title or None, title_justify="left", show_lines=True)
    filled = [i for i, c in enumerate(answer.columns) if c.kind != "iri" and any(r[i] for r in answer.rows)]
    quotes = [i for i in filled if answer.columns[i].kind == "quote"]
    short = [i for i in filled if i not in quotes]
    if quotes:
        table.add_column(
            " · ".join(answer.columns[i].label.of(lang) for i in short), ratio=2, overflow="fold"
        )
        short_cells = [[_beside(answer.columns, row, short, lang)] for row in answer.rows]
    else:
        short_cells = [[_spoken(answer.columns[i], row[i]) for i in short] for row in answer.rows]
    for i in quotes or short:
        column = answer.columns[i]
        table.add_column(
            column.label.of(lang), overflow="fold", ratio=3 if quotes else None, no_wrap=column.kind == "date"
        )
    for row, cells in zip(answer.rows, short_cells, strict=True):
        shown = [*cells, *(_spoken(answer.columns[i], row[i]) for i in quotes)]
        table.add_row(*map(Text, shown))
    Console().print(table)


def _beside(columns: Sequence[Column], row: Sequence[Cell], places: Sequence[int], lang: str) -> str:
    """Return what stands beside a quote, a line a value; what repeats the line above is left out.

    Dates that follow each other are one period; numbers stand with their label.
    """
    lines: list[str] = []
    kinds: list[str] = []
    for i in places:
        words = _spoken(columns[i], row[i])
        if not words or (lines and words == lines[-1]):
            continue
        if columns[i].kind == "integer":
            words = f"{columns[i].label.of(lang)}: {words}"
        if columns[i].kind == "date" and kinds and kinds[-1] == "date":
            lines[-1] += f" – {words}"
        else:
            lines.append(words)
        kinds.append(columns[i].kind)
    return "\n".join(lines)


def _spoken(column: Column, cell: Cell) -> str:
    """Return a cell as people read it: dates as dd/mm/yyyy, long quotes shortened."""
    if cell is None:
        return ""
    if column.kind == "date" and isinstance(cell, str):
        return spoken_day(cell)
    return _short(str(cell), _LONG)


def _short(words: str, length: int) -> str:
    return words if len(words) <= length else words[:length].rpartition(" ")[0] + " …"
