"""`kg status`: what the store holds."""

from __future__ import annotations

import click

from kg.cli.output import Shown, form_options, language, opened, print_answer
from kg.questions import Answer, Column, Words
from kg.status import Status, read_status

_NAMES = {
    "reports": ("báo cáo", "reports"),
    "mentions": ("chỗ dẫn văn bản", "mentions"),
    "statements": ("nhận định", "statements"),
    "tasks": ("nhiệm vụ", "tasks"),
    "figures": ("số liệu", "figures"),
    "relations": ("quan hệ văn bản", "relations"),
    "findings": ("điều cần xem lại", "findings"),
    "directives": ("văn bản", "directives"),
    "resolved": ("chỗ dẫn đã rõ", "mentions resolved"),
    "open": ("chỗ dẫn chưa rõ", "mentions open"),
}


@click.command("status", short_help="Kho có gì. / What the store holds.")
@click.option("--files", is_flag=True, help="Liệt kê các tệp. / List the files.")
@form_options
@click.pass_context
def status_command(ctx: click.Context, files: bool, form: Shown | None) -> None:
    """Cho biết kho có bao nhiêu báo cáo, văn bản, nhận định, và từ kỳ nào đến kỳ nào.

    Tell how many reports, directives and statements the store holds, and over which periods.
    """
    lang = language(ctx)
    with opened(ctx) as store:
        status = read_status(store)
    print_answer(_files(status) if files else _numbers(status, lang), form, lang)


def _numbers(status: Status, lang: str) -> Answer:
    columns = (
        Column("what", "text", Words("Mục", "What")),
        Column("value", "text", Words("Giá trị", "Value")),
    )
    named = {name: _NAMES[name][lang == "en"] for name in _NAMES}
    rows: list[tuple[str, str | int | None]] = [(named[n], status.counts[n]) for n in _NAMES]
    rows += [
        ("from" if lang == "en" else "từ ngày", status.first_day),
        ("to" if lang == "en" else "đến ngày", status.last_day),
        ("size, bytes" if lang == "en" else "dung lượng, byte", status.bytes),
        ("base IRI" if lang == "en" else "IRI gốc", status.base),
        ("store" if lang == "en" else "kho", status.path),
        ("format" if lang == "en" else "định dạng kho", status.format),
    ]
    return Answer(columns, tuple(rows))


def _files(status: Status) -> Answer:
    columns = (
        Column("name", "text", Words("Tệp", "File")),
        Column("province", "text", Words("Tỉnh đã nêu", "Province stated")),
        Column("text", "text", Words("Mã toàn văn", "Text hash")),
        Column("location", "text", Words("Nơi lưu", "Location")),
    )
    rows = tuple((f.name, f.province, f.text_hash[:12], f.location) for f in status.files)
    return Answer(columns, rows)
