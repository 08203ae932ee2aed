"""`kg extract`: the facts of reports as JSON Lines."""

from __future__ import annotations

import click

from kg.cli.files import province_option, with_standard_input
from kg.cli.output import language, say_error
from kg.errors import KgError
from kg.facts_json import facts_json
from kg.formats import read_document
from kg.formats.sidecar import stated_province
from kg.iri import DEFAULT_BASE, normalize_base
from kg.load import find_files
from kg.quads.report import directive_iris
from kg.report import extract


@click.command("extract", short_help="Dữ kiện của báo cáo. / Facts of reports, as JSON Lines.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="JSON Lines.")
@province_option
@click.option("--base", default=DEFAULT_BASE, help="IRI gốc. / Base of IRIs.")
@click.pass_context
def extract_command(
    ctx: click.Context, paths: tuple[str, ...], form: str, province: str | None, base: str
) -> None:
    """In các dữ kiện của báo cáo, mỗi báo cáo một dòng JSON; `-` là đầu vào chuẩn.

    Print the facts of reports, one line of JSON a report; `-` is standard input.
    """
    del form  # there is one
    failed = False
    with with_standard_input(paths) as given:
        for path in find_files(given):
            try:
                report = extract(read_document(path, stated_province(path), province))
            except KgError as error:
                say_error(error, language(ctx), str(path))
                failed = True
            else:
                click.echo(facts_json(report, directive_iris(report, normalize_base(base))))
    ctx.exit(3 if failed else 0)
