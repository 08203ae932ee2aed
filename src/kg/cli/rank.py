"""`kg rank`: directives and bodies by how central they are."""

from __future__ import annotations

import click

from kg.cli.export import given_of, selecting
from kg.cli.output import Shown, form_options, language, opened, print_answer, report_progress
from kg.ranking import By, Of, rank


@click.command("rank", short_help="Xếp hạng văn bản, cơ quan. / Rank directives and bodies.")
@click.option(
    "--of",
    type=click.Choice(["directive", "body"]),
    default="directive",
    help="Xếp hạng gì. / What to rank.",
)
@click.option(
    "--by",
    type=click.Choice(["degree", "pagerank", "betweenness"]),
    default="degree",
    help="Theo độ đo nào. / By which measure.",
)
@click.option("--communities", is_flag=True, help="Thêm cột cộng đồng. / Add a column of communities.")
@click.option("--limit", type=click.IntRange(min=1), help="Chỉ bấy nhiêu dòng đầu. / Only the first rows.")
@form_options
@click.pass_context
def rank_command(  # noqa: PLR0917  # named by click
    ctx: click.Context,
    /,
    of: Of,
    by: By,
    communities: bool,
    limit: int | None,
    form: Shown | None,
    **given: str | None,
) -> None:
    """Xếp hạng văn bản hoặc cơ quan trong mạng cơ quan → văn bản, trọng số là số nhận định.

    Rank directives or bodies in the graph body → directive, weighed by statements.
    """
    lang, progress = language(ctx), report_progress()
    span = given_of(given)
    with opened(ctx) as store:
        answer = rank(
            store, of, by, span, communities=communities, limit=limit, language=lang, progress=progress
        )
    if progress:
        click.echo("\r\033[K", err=True, nl=False)
    print_answer(answer, form, lang)
    ctx.exit(0 if answer.rows else 1)


selecting(rank_command, "from", "to")
