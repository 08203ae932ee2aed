"""`kg check`: what is faulty in the reference tables, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kg.checks import CheckFinding, check_content
from kg.cli.output import Shown, form_options, language, print_answer, shown_form
from kg.questions import Answer, Column, Words

_SOUND = Words("Không có lỗi.", "No faults.")
_SEVERITIES = {
    "violation": Words("sai", "violation"),
    "warning": Words("nên xem lại", "warning"),
    "info": Words("để biết", "info"),
}


@click.command("check", short_help="Kiểm tra dữ liệu tham chiếu. / Check the reference data.")
@form_options
@click.pass_context
def check_command(ctx: click.Context, form: Shown | None) -> None:
    """Kiểm tra mọi dòng của các bảng tham chiếu: sai ở đâu, sửa thế nào. Không cần kho.

    Check every line of the reference tables: what is wrong where, and how to mend it. It needs no store.
    """
    findings, lang = check_content(), language(ctx)
    shown = shown_form(form)
    print_answer(_answer(findings, lang, spoken=shown == "table"), shown, lang, empty=_SOUND)
    ctx.exit(1 if any(f.severity == "violation" for f in findings) else 0)


def _answer(findings: Sequence[CheckFinding], lang: str, *, spoken: bool) -> Answer:
    """Return findings as rows; to people severities are said in words."""
    columns = (
        Column("severity", "text", Words("Mức độ", "Severity")),
        Column("place", "text", Words("Chỗ", "Place")),
        Column("message", "text", Words("Sai ở đâu", "What is wrong")),
        Column("advice", "text", Words("Cách sửa", "What to do")),
    )
    rows = tuple(
        (
            _SEVERITIES[f.severity].of(lang) if spoken else f.severity,
            _from_here(f.place),
            f.message_en if lang == "en" else f.message,
            f.advice_en if lang == "en" else f.advice,
        )
        for f in findings
    )
    return Answer(columns, rows)


def _from_here(place: str) -> str:
    """Return a place as seen from the working folder, where it lies below it."""
    here = f"{Path.cwd()}/"
    return place.removeprefix(here)
