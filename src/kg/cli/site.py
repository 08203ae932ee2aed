"""`kg site`: the cross-reference pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.output import language
from kg.site import build_site


@click.command("site", short_help="Tạo trang tra cứu. / Make the cross-reference pages.")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--workers", type=click.IntRange(1), help="Số tiến trình. / Number of processes.")
@click.pass_context
def site_command(ctx: click.Context, out: Path, workers: int | None) -> None:
    """Tạo các trang tra cứu vào thư mục OUT; mở OUT/index.html, không cần mạng. Chạy lại: chỉ trang đã đổi.

    Make the cross-reference pages in the folder OUT; open OUT/index.html, no network needed. Run again:
    only pages that changed.
    """
    done = build_site(ctx.obj["store"], out, workers=workers, progress=_progress)
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    told = (
        f"{done.pages} pages, {done.written} files written, {done.removed} removed"
        if language(ctx) == "en"
        else f"{done.pages} trang, ghi {done.written} tệp, xóa {done.removed}"
    )
    click.echo(f"{out / 'index.html'}: {told}", err=True)


def _progress(what: str, done: int, total: int) -> None:
    """Show what is being made, on a terminal only."""
    if sys.stderr.isatty():
        share = f" {done}/{total}" if total else ""
        click.echo(f"\r\033[K{what}{share}", err=True, nl=False)
