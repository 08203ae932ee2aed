"""`kg export`: the graph in other programs' forms."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import language, opened
from kg.graph import build_graph, write_graphml


@click.group("export", short_help="Xuất đồ thị. / Export the graph.")
def export_group() -> None:
    """Xuất đồ thị cho chương trình khác. / Export the graph for other programs."""


@export_group.command("graphml", short_help="Gephi, yEd, Cytoscape.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def graphml_command(ctx: click.Context, out: Path) -> None:
    """Ghi cơ quan, văn bản, báo cáo, nhiệm vụ và các liên hệ ra tệp GraphML.

    Write bodies, directives, reports, tasks and their links as GraphML, for Gephi, yEd and Cytoscape.
    """
    lang = language(ctx)
    with opened(ctx) as store:
        graph = build_graph(store, lang)
    write_graphml(graph, out)
    nodes, links = graph.number_of_nodes(), graph.number_of_edges()
    click.echo(
        f"{out}: {nodes} nút, {links} cạnh" if lang == "vi" else f"{out}: {nodes} nodes, {links} links",
        err=True,
    )
    ctx.exit(0 if nodes else 1)
