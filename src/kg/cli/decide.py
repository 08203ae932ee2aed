"""`kg decide`: people decide what the rules leave open or get wrong; the file of decisions keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.cli.output import Shown, form_options, language, print_answer
from kg.deciding import (
    Listed,
    State,
    decide_bodies,
    decide_mention,
    list_decisions,
    settle_finding,
    undo,
)
from kg.decisions import Decision, Kind, Signature, read_decisions, read_moment
from kg.derived import update_derived
from kg.errors import UsageError
from kg.questions import Answer, Column, Words
from kg.store import Store, open_store, read_store

_STATES: dict[State, Words] = {
    "in-force": Words("có hiệu lực", "in force"),
    "unmatched": Words("không thấy chỗ trong kho", "place not in the store"),
    "undone": Words("đã hủy", "undone"),
    "undo": Words("dòng hủy", "undo"),
}
_KINDS: dict[Kind, Words] = {
    "mention-is": Words("dẫn văn bản", "mention is"),
    "mention-is-not": Words("không dẫn văn bản", "mention is not"),
    "bodies-are-one": Words("hai tên một cơ quan", "bodies are one"),
    "finding-settled": Words("đã xem xong", "finding settled"),
    "undo": Words("hủy quyết định", "undo"),
}


def _signed(*, required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add who decides, why and, for what was decided earlier, when; the command gets them as `signed`."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_signature(
            *given: Any, by: str | None, reason: str | None, on: str | None, **options: Any
        ) -> None:
            command(*given, signed=_signature(by, reason, on), **options)

        for option in (_on, _reason(required), _by(required)):
            with_signature = option(with_signature)
        return with_signature

    return add


def _by(required: bool) -> Any:
    words = "Người quyết định. / Who decides."
    return click.option("--by", required=required, envvar="KG_DECIDED_BY", show_envvar=True, help=words)


def _reason(required: bool) -> Any:
    return click.option("--reason", required=required, help="Lý do. / The reason.")


_on = click.option("--on", metavar="DAY", help="Ngày quyết định, nếu không phải lúc này. / When, if not now.")


@click.group("decide", invoke_without_command=True, short_help="Người quyết định. / People decide.")
@click.option("--undo", "undone", metavar="ID", help="Hủy một quyết định. / Undo a decision.")
@_signed(required=False)
@click.pass_context
def decide_group(ctx: click.Context, undone: str | None, signed: Signature) -> None:
    """Ghi điều người dùng quyết định, kèm tên và lý do, vào tệp quyết định; có hiệu lực cao hơn quy tắc.

    Record what a person decides, with name and reason, in the decisions file; it outranks the rules.
    """
    if ctx.invoked_subcommand is not None:
        if undone:
            raise click.UsageError("--undo ID --by … --reason …")
    elif undone:
        _undo(ctx, undone, signed)
    else:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


@decide_group.command("mention", short_help="Chỗ dẫn (không) là văn bản nào. / What a mention (not) is.")
@click.argument("report", metavar="REPORT")
@click.argument("words", metavar='"QUOTE"')
@click.option("--is", "confirmed", metavar="DIRECTIVE", help="Là văn bản này. / It is this directive.")
@click.option(
    "--is-not", "rejected", metavar="DIRECTIVE", help="Không phải văn bản này. / It is not this directive."
)
@click.option("--at", type=int, metavar="START", help="Vị trí, khi lời có ở nhiều chỗ. / Which of several.")
@_signed(required=True)
@click.pass_context
def mention_command(
    ctx: click.Context,
    /,
    *,
    report: str,
    words: str,
    confirmed: str | None,
    rejected: str | None,
    at: int | None,
    signed: Signature,
) -> None:
    """Quyết định một chỗ dẫn trong báo cáo là, hoặc không phải là, một văn bản.

    Decide that a mention in a report is, or is not, a directive.
    """
    directive = confirmed or rejected
    if directive is None or (confirmed and rejected):
        raise click.UsageError("--is DIRECTIVE | --is-not DIRECTIVE")
    is_it = confirmed is not None
    with _opened(ctx) as store:
        made = decide_mention(
            store, _file(ctx), report, words, directive=directive, is_it=is_it, signed=signed, at=at
        )
    _tell(ctx, made)


@decide_group.command("bodies", short_help="Hai tên là một cơ quan. / Two bodies are one.")
@click.argument("kept", metavar='"KEPT"')
@click.argument("merged", metavar='"OTHER"')
@click.option("--one", is_flag=True, required=True, help="Là một; giữ tên đầu. / One; the first is kept.")
@_signed(required=True)
@click.pass_context
def bodies_command(ctx: click.Context, kept: str, merged: str, one: bool, signed: Signature) -> None:
    """Quyết định hai tên là một cơ quan; cơ quan nêu trước được giữ.

    Decide that two names are one body; the first is kept.
    """
    del one  # said for the reader's sake: there is nothing else that two bodies can be decided to be
    with _opened(ctx) as store:
        made = decide_bodies(store, _file(ctx), kept, merged, signed)
    _tell(ctx, made)


@decide_group.command("finding", short_help="Phát hiện đã xem xong. / A finding is settled.")
@click.argument("report", metavar="REPORT")
@click.argument("code", metavar="CODE")
@click.argument("words", metavar='"QUOTE"')
@click.option("--at", type=int, metavar="START", help="Vị trí, khi lời có ở nhiều chỗ. / Which of several.")
@_signed(required=True)
@click.pass_context
def finding_command(
    ctx: click.Context, /, *, report: str, code: str, words: str, at: int | None, signed: Signature
) -> None:
    """Quyết định một phát hiện đã được xem xét xong; mã và câu trích xem ở «kg show REPORT».

    Decide that a finding is settled; “kg show REPORT” has its code and quote.
    """
    with _opened(ctx) as store:
        made = settle_finding(store, _file(ctx), report, code, words, signed=signed, at=at)
    _tell(ctx, made)


@decide_group.command("undo", short_help="Hủy một quyết định. / Undo a decision.")
@click.argument("decision", metavar="ID")
@_signed(required=True)
@click.pass_context
def undo_command(ctx: click.Context, decision: str, signed: Signature) -> None:
    """Hủy một quyết định theo mã; cả hai dòng còn trong tệp.

    Undo a decision by its id; both rows stay in the file.
    """
    _undo(ctx, decision, signed)


@decide_group.command("apply", short_help="Đưa tệp quyết định vào kho. / Bring the file into the store.")
@click.pass_context
def apply_command(ctx: click.Context) -> None:
    """Đưa tệp quyết định vào kho, sau khi sửa tệp hay nhận tệp của người khác.

    Bring the decisions file into the store, after editing it or taking over another's.
    """
    decisions = read_decisions(_file(ctx))
    with _opened(ctx) as store:
        changed = update_derived(store, decisions)
    vi, en = ("đã cập nhật", "updated") if changed else ("không có gì đổi", "nothing changed")
    click.echo(f"{_file(ctx)}: {en if language(ctx) == 'en' else vi}", err=True)


@decide_group.command("list", short_help="Các quyết định. / The decisions.")
@click.option("--unmatched", is_flag=True, help="Chỉ chỗ không thấy. / Only those without a place.")
@form_options
@click.pass_context
def list_command(ctx: click.Context, unmatched: bool, form: Shown | None) -> None:
    """Liệt kê các quyết định, cả đã hủy, và quyết định không thấy chỗ trong kho.

    List the decisions, undone ones too, and those whose place is not in the store.
    """
    decisions = read_decisions(_file(ctx))
    path: Path = ctx.find_root().obj["store"]
    if path.exists():
        with read_store(path) as store:
            listed = list_decisions(store, decisions)
    else:
        listed = list_decisions(None, decisions)
    shown = [each for each in listed if not unmatched or each.state == "unmatched"]
    answer = _answer(shown, language(ctx))
    print_answer(answer, form, language(ctx))
    ctx.exit(0 if answer.rows else 1)


def _undo(ctx: click.Context, decision: str, signed: Signature) -> None:
    with _opened(ctx) as store:
        made = undo(store, _file(ctx), decision, signed)
    _tell(ctx, made)


def _signature(by: str | None, reason: str | None, on: str | None) -> Signature:
    when = read_moment(on) if on else datetime.now().astimezone().isoformat(timespec="seconds")
    if when is None:
        raise UsageError(
            f"--on: «{on}» không phải ngày; viết 2026-03-01 hoặc 1/3/2026.",
            f"--on: “{on}” is no day; write 2026-03-01 or 1/3/2026.",
        )
    return Signature(by or "", when, reason or "")


def _opened(ctx: click.Context) -> Store:
    path: Path = ctx.find_root().obj["store"]
    return open_store(path)


def _file(ctx: click.Context) -> Path:
    path: Path = ctx.find_root().obj["decisions"]
    return path


def _tell(ctx: click.Context, made: Decision) -> None:
    """Print the id, for scripts and for undoing, and say what was written, for people."""
    lang = language(ctx)
    told = (_KINDS[made.kind].of(lang), made.report, made.quote, made.subject, made.object)
    click.echo(made.id)
    click.echo(f"{_file(ctx)}: " + " · ".join(filter(None, told)), err=True)


def _answer(listed: list[Listed], lang: str) -> Answer:
    columns = (
        Column("id", "text", Words("Mã", "Id")),
        Column("kind", "text", Words("Loại", "Kind")),
        Column("state", "text", Words("Tình trạng", "State")),
        Column("report", "text", Words("Báo cáo", "Report")),
        Column("start", "integer", Words("Vị trí", "Position")),
        Column("subject", "text", Words("Về", "Subject")),
        Column("object", "text", Words("Là", "Object")),
        Column("decided_by", "text", Words("Người quyết định", "Decided by")),
        Column("decided_on", "text", Words("Ngày quyết định", "Decided on")),
        Column("reason", "text", Words("Lý do", "Reason")),
        Column("quote", "quote", Words("Nguyên văn", "Quote")),
    )
    rows = []
    for each in listed:
        d = each.decision
        kind, state = _KINDS[d.kind].of(lang), _STATES[each.state].of(lang)
        told = (
            d.report or d.text_hash[:12],
            d.start,
            d.subject,
            d.object,
            d.decided_by,
            d.decided_on,
            d.reason,
        )
        rows.append((d.id, kind, state, *told, d.quote))
    return Answer(columns, tuple(rows))
