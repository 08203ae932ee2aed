"""`kg load`: reports into the store."""

from __future__ import annotations

import sys

import click

from kg.cli.files import province_option, with_standard_input
from kg.cli.output import language
from kg.decisions import read_decisions
from kg.load import LoadSummary, load_files, remove_files
from kg.store import open_store

_COUNTED = (
    ("added", "thêm", "added"),
    ("replaced", "thay", "replaced"),
    ("unchanged", "không đổi", "unchanged"),
    ("removed", "xóa", "removed"),
    ("failures", "lỗi", "failed"),
)


@click.command("load", short_help="Nạp báo cáo vào kho. / Load reports into the store.")
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--remove", multiple=True, metavar="FILE", help="Xóa báo cáo. / Remove a report.")
@province_option
@click.option("--base", help="IRI gốc của kho mới. / Base of IRIs, for a new store.")
@click.pass_context
def load_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    remove: tuple[str, ...],
    province: str | None,
    base: str | None,
) -> None:
    """Nạp tệp, thư mục vào kho; tệp không đổi thì bỏ qua, tệp đã sửa thì thay báo cáo cũ.

    Load files and folders into the store; what is unchanged is skipped, what changed replaces its old
    report. `-` is standard input.
    """
    if not paths and not remove:
        raise click.UsageError("PATH… hoặc / or --remove FILE")
    decisions = read_decisions(ctx.obj["decisions"])
    with open_store(ctx.obj["store"], base, create=bool(paths)) as store:
        summaries = [remove_files(store, remove, decisions=decisions)] if remove else []
        if paths:
            with with_standard_input(paths) as given:
                summaries.append(load_files(store, given, province, _progress, decisions=decisions))
    _report(summaries, language(ctx))
    ctx.exit(3 if any(s.failures for s in summaries) else 0)


def _progress(name: str) -> None:
    """Show the file being read, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{name}", err=True, nl=False)


def _report(summaries: list[LoadSummary], lang: str) -> None:
    """Print the faults, each in one line, then the counts."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    for failure in (f for s in summaries for f in s.failures):
        click.echo(f"{failure.path}: {failure.english if lang == 'en' else failure.message}", err=True)
    counts = {name: sum(len(getattr(s, name)) for s in summaries) for name, _, _ in _COUNTED}
    told = [
        f"{counts[name]} {english if lang == 'en' else vi}" for name, vi, english in _COUNTED if counts[name]
    ]
    click.echo(", ".join(told) or ("nothing to load" if lang == "en" else "không có gì để nạp"), err=True)
