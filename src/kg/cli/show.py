"""`kg show`: one directive, body or report."""

from __future__ import annotations

import json

import click

from kg.answers import as_rows
from kg.cli.output import Shown, form_options, language, opened, print_answer, shown_form
from kg.html import render_page
from kg.show import Sheet, show


@click.command("show", short_help="Xem một văn bản, cơ quan, báo cáo. / Show one thing.")
@click.argument("name", metavar="DIRECTIVE|BODY|REPORT")
@form_options
@click.pass_context
def show_command(ctx: click.Context, name: str, form: Shown | None) -> None:
    """Xem một văn bản, một cơ quan hay một báo cáo: tên gọi, ngày, ai nói gì, với câu trích.

    Show a directive, a body or a report: names, dates, who said what, with the sentences.
    """
    lang = language(ctx)
    with opened(ctx) as store:
        sheet = show(store, name, lang)
    form = shown_form(form)
    if form == "json":
        click.echo(_json(sheet))
        return
    if form == "html":
        tables = [(title.of(lang), answer) for title, answer in sheet.tables if answer.rows]
        click.echo(render_page(sheet.choice.label, tables, lang, _heading(sheet)[1:]), nl=False)
        return
    _print_heading(sheet)
    for title, answer in sheet.tables:
        if not answer.rows:
            continue
        if form != "table":
            click.echo(f"\n# {title.of(lang)}")
        print_answer(answer, form, lang, title.of(lang))


def _print_heading(sheet: Sheet) -> None:
    click.echo("\n".join(f"# {line}" for line in _heading(sheet)))


def _heading(sheet: Sheet) -> list[str]:
    choice = sheet.choice
    told = (choice.label, choice.date, choice.title, choice.key, choice.iri)
    return [line for line in told if line]


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
