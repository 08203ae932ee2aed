"""What commands print: tables on a terminal, TSV in a pipe, other forms on request; errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import click

from kg.answers import Form, render_answer
from kg.dates import spoken_day
from kg.errors import KgError, UsageError
from kg.html import EMPTY
from kg.naming import AmbiguousNameError
from kg.questions import Answer, Cell, Column, Words
from kg.store import Store, read_store

Shown = Form | Literal["table"]
"""The forms of the library, and a table for people."""

F = TypeVar("F", bound=Callable[..., object])

NAME = "Directive KG"
_LONG = 240
_SHOWN_CHOICES = 20


def form_options(command: F) -> F:
    """Add the forms, of which none chosen is null, and --excel, --full."""
    for name, words in (
        ("full", "Không rút ngắn câu trích trong bảng. / Quotes at full length in tables."),
        ("excel", "CSV cho Excel (dấu BOM). / CSV for Excel (byte order mark)."),
    ):
        command = click.option(
            f"--{name}", is_flag=True, expose_value=False, callback=_note, help=words
        )(command)  # fmt: skip
    for form, words in (
        ("html", "Trang HTML. / A web page."),
        ("ttl", "Turtle."),
        ("json", "JSON."),
        ("csv", "CSV."),
        ("tsv", "TSV (mặc định trong ống dẫn / default in a pipe)."),
        ("table", "Bảng (mặc định trên màn hình / default on a terminal)."),
    ):
        command = click.option(f"--{form}", "form", flag_value=form, default=None, help=words)(command)
    return command


def _note(ctx: click.Context, param: click.Parameter, given: bool) -> None:
    """Keep how to print for where it is printed: commands have no part in it."""
    ctx.meta[f"kg.{param.name}"] = given


def _noted(name: str) -> bool:
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get(f"kg.{name}"))


def opened(ctx: click.Context) -> Store:
    """Open the store for reading."""
    path: Path = ctx.find_root().obj["store"]
    return read_store(path)


def language(ctx: click.Context) -> str:
    """Return the language of messages and labels."""
    lang: str = ctx.find_root().obj["lang"]
    return lang


def shown_form(form: Shown | None) -> Shown:
    """Return the form asked for, else a table on a terminal and TSV in a pipe; --excel is CSV."""
    if _noted("excel"):
        if form not in (None, "csv"):
            raise UsageError("--excel chỉ đi với --csv.", "--excel goes with --csv only.")
        return "csv"
    return form or ("table" if sys.stdout.isatty() else "tsv")


def print_answer(
    answer: Answer,
    form: Shown | None,
    lang: str,
    title: str = "",
    empty: Words | None = None,
    *,
    iris: bool = False,
) -> None:
    """Print an answer; an empty one says so on standard error and is valid in its form.

    Tables for people leave IRIs out unless `iris` asks for them.
    """
    shown = shown_form(form)
    if shown == "table":
        _print_table(answer, lang, title, iris)
    else:
        text = render_answer(answer, shown, language=lang, title=title or NAME, excel=_noted("excel"))
        click.echo(text, nl=False)
    if not answer.rows:
        click.echo(empty.of(lang) if empty else EMPTY[lang], err=True)


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


def _print_table(answer: Answer, lang: str, title: str, iris: bool) -> None:
    """Print a table; where there are quotes, each stands beside one cell with all else, to fit 80 columns."""
    from rich.console import Console  # noqa: PLC0415  # slow to import, needed on a terminal only
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(title) if title else None, title_justify="left", show_lines=True)
    shown = [i for i, c in enumerate(answer.columns) if iris or c.kind != "iri"]
    filled = [i for i in shown if not answer.rows or any(row[i] not in (None, "") for row in answer.rows)]
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
        table.add_row(*map(Text, (*cells, *(_spoken(answer.columns[i], row[i]) for i in quotes))))
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
    return str(cell) if _noted("full") else _short(str(cell), _LONG)


def _short(words: str, length: int) -> str:
    return words if len(words) <= length else words[:length].rpartition(" ")[0] + " …"
