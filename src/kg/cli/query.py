"""`kg query`: any SPARQL query, from a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.files import STDIN
from kg.cli.output import Shown, form_options, language, opened, print_answer
from kg.errors import UnreadableFileError
from kg.sparql import run_query


@click.command("query", short_help="Chạy câu SPARQL. / Run a SPARQL query.")
@click.argument("file", metavar="FILE|-")
@form_options
@click.pass_context
def query_command(ctx: click.Context, file: str, form: Shown | None) -> None:
    """Chạy một câu SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE) trong tệp, hoặc `-` từ đầu vào chuẩn.

    Run a SPARQL query from a file, or `-` from standard input. Updates and SERVICE are refused.
    CONSTRUCT and DESCRIBE print Turtle.
    """
    query = _read(file)
    with opened(ctx) as store:
        result = run_query(store, query)
    if isinstance(result, bool):
        click.echo("true" if result else "false")
        ctx.exit(0 if result else 1)
    if isinstance(result, bytes):
        click.echo(result, nl=False)
        return
    print_answer(result, form, language(ctx))
    ctx.exit(0 if result.rows else 1)


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFileError(
            f"{file}: không đọc được câu truy vấn ({reason})", f"{file}: the query cannot be read ({reason})"
        ) from error
