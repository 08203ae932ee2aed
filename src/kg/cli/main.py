"""The command group: commands are imported when they are called, so that `kg --help` stays quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from kg.cli.output import say_error
from kg.errors import KgError

DECISIONS = "kg-decisions.csv"
_COMMANDS = {
    "extract": "kg.cli.extract:extract_command",
    "load": "kg.cli.load:load_command",
    "ask": "kg.cli.ask:ask_command",
    "query": "kg.cli.query:query_command",
    "show": "kg.cli.show:show_command",
    "decide": "kg.cli.decide:decide_group",
    "check": "kg.cli.check:check_command",
    "export": "kg.cli.export:export_command",
    "site": "kg.cli.site:site_command",
    "rank": "kg.cli.rank:rank_command",
    "status": "kg.cli.status:status_command",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Turn the caller's faults into one line and an exit code."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            said = (ctx.obj or {}).get("lang") or ctx.params.get("lang", "vi")
            say_error(error, said)
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # the reader of our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=Path("kg-store"),
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    help="Thư mục của kho. / The store's folder.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="KG_DECISIONS",
    show_envvar=True,
    help=f"Tệp quyết định; mặc định {DECISIONS} bên cạnh kho. / The decisions file; beside the store.",
)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="KG_LANG",
    show_default=True,
    show_envvar=True,
    help="Ngôn ngữ của thông báo và nhãn. / Language of messages and labels.",
)
@click.version_option(version("directive-kg"), prog_name="kg")
@click.pass_context
def main(ctx: click.Context, store: Path, decisions: Path | None, lang: str) -> None:
    """Đọc báo cáo, trả lời: cơ quan nào đã báo cáo thực hiện văn bản nào, khi nào, bằng lời nào.

    Reads reports and answers: which bodies reported implementing which directive, when, in what words.
    """
    beside = store.parent if store.name not in ("", "..") else store.resolve().parent
    ctx.obj = {"store": store, "decisions": decisions or beside / DECISIONS, "lang": lang}
