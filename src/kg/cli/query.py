"""`kg query`: any SPARQL query, from a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.files import STDIN
from kg.cli.output import Shown, form_options, language, print_answer, shown_form
from kg.errors import UnreadableFileError, UsageError
from kg.html import EMPTY
from kg.query_process import SECONDS
from kg.questions import Answer, Column, Words
from kg.sparql import TripleForm, Triples, run_query


@click.command("query", short_help="Chạy câu SPARQL. / Run a SPARQL query.")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Dừng sau bấy nhiêu giây; 0: không giới hạn. / End after so many seconds; 0: no limit.",
)
@click.option("--nt", "form", flag_value="nt", default=None, help="N-Triples.")
@click.option("--jsonld", "form", flag_value="jsonld", default=None, help="JSON-LD.")
@form_options
@click.pass_context
def query_command(ctx: click.Context, file: str, timeout: float, form: Shown | TripleForm | None) -> None:
    """Chạy một câu SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE) trong tệp, hoặc `-` từ đầu vào chuẩn.

    Run a SPARQL query from a file, or `-` from standard input. Updates and SERVICE are refused.
    CONSTRUCT and DESCRIBE print Turtle, or --nt, --jsonld. ASK prints true or false.
    """
    result = run_query(ctx.find_root().obj["store"], _read(file), timeout)
    if isinstance(result, Triples):
        found = _print_triples(result, form, language(ctx))
    elif form == "nt" or form == "jsonld":  # noqa: PLR1714  # narrows the type
        raise UsageError(
            f"--{form} chỉ dùng cho CONSTRUCT và DESCRIBE.", f"--{form} is for CONSTRUCT and DESCRIBE."
        )
    elif isinstance(result, bool):
        found = _print_boolean(result, form, language(ctx))
    else:
        print_answer(result, form, language(ctx), iris=True)
        found = bool(result.rows)
    ctx.exit(0 if found else 1)


def _print_triples(triples: Triples, form: Shown | TripleForm | None, lang: str) -> bool:
    match form or "ttl":
        case "ttl" | "nt" | "jsonld" as known:
            click.echo(triples.render(known), nl=False)
        case _:
            raise UsageError(
                "CONSTRUCT và DESCRIBE cho bộ ba, không phải bảng: --ttl, --nt, --jsonld.",
                "CONSTRUCT and DESCRIBE give triples, not a table: --ttl, --nt, --jsonld.",
            )
    if not triples.items:
        click.echo(EMPTY[lang], err=True)
    return bool(triples.items)


def _print_boolean(answer: bool, form: Shown | None, lang: str) -> bool:
    """Print a word, which is JSON too; in other forms a table of one cell."""
    if form in (None, "json"):
        click.echo("true" if answer else "false")
    else:
        column = Column("answer", "boolean", Words("Trả lời", "Answer"))
        print_answer(Answer((column,), ((answer,),)), shown_form(form), lang)
    return answer


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFileError(
            f"{file}: không đọc được câu truy vấn ({reason})", f"{file}: the query cannot be read ({reason})"
        ) from error
