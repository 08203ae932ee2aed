"""`kg show`: one directive, body or report."""

from __future__ import annotations

import json
import sys

import click

from kg.answers import Form, as_rows, render_answer
from kg.cli.output import form_options, language, opened, print_answer
from kg.show import Sheet, show


@click.command("show", short_help="Xem một văn bản, cơ quan, báo cáo. / Show one thing.")
@click.argument("name", metavar="DIRECTIVE|BODY|REPORT")
@form_options
@click.pass_context
def show_command(ctx: click.Context, name: str, form: Form | None) -> None:
    """Xem một văn bản, một cơ quan hay một báo cáo: tên gọi, ngày, ai nói gì, với câu trích.

    Show a directive, a body or a report: names, dates, who said what, with the sentences.
    """
    lang = language(ctx)
    with opened(ctx) as store:
        sheet = show(store, name, lang)
    if form == "json":
        click.echo(_json(sheet))
        return
    _print_heading(sheet)
    for title, answer in sheet.tables:
        if not answer.rows:
            continue
        if form is None and sys.stdout.isatty():
            print_answer(answer, None, lang, title.of(lang))
        else:
            click.echo(f"\n# {title.of(lang)}\n{render_answer(answer, form or 'tsv')}", nl=False)


def _print_heading(sheet: Sheet) -> None:
    choice = sheet.choice
    told = (choice.label, choice.date, choice.title, choice.key, choice.iri)
    click.echo("\n".join(f"# {line}" for line in told if line))


def _json(sheet: Sheet) -> str:
    choice = sheet.choice
    return json.dumps(
        {
            "kind": sheet.kind,
            "iri": choice.iri,
            "key": choice.key,
            "label": choice.label,
            "date": choice.date,
            "title": choice.title,
            "tables": [
                {"title_vi": title.vi, "title_en": title.en, "rows": as_rows(answer)}
                for title, answer in sheet.tables
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
