"""`kg check`: what is faulty in the reference tables, line by line, and in what the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from kg.checks import (
    CONTENT,
    SAMPLE,
    SHAPES,
    CheckFinding,
    check_content,
    check_names,
    check_store,
    refuse_unknown,
)
from kg.cli.output import Shown, form_options, language, opened, print_answer, report_progress, shown_form
from kg.errors import UsageError
from kg.naming import AmbiguousNameError, find_reports
from kg.questions import Answer, Column, Words
from kg.store import Store
from kg.store_folder import is_store

_SOUND = Words("Không có lỗi.", "No faults.")
_SAMPLED = Words(
    "Hình dạng (SHACL): đã kiểm tra {n}/{of} báo cáo; --all kiểm tra tất cả. Các phép kiểm tra khác: cả kho.",
    "Shapes (SHACL): {n} of {of} reports were checked, --all checks every one; the others: the whole store.",
)
_SEVERITIES = {
    "violation": Words("sai", "violation"),
    "warning": Words("nên xem lại", "warning"),
    "info": Words("để biết", "info"),
}


@click.command("check", short_help="Kiểm tra dữ liệu tham chiếu và kho. / Check reference data and store.")
@click.option(
    "--only",
    multiple=True,
    metavar="CHECK",
    shell_complete=lambda _c, _p, begun: [name for name in check_names() if name.startswith(begun)],
    help="Chỉ phép kiểm tra này; dùng được nhiều lần. / This check only; can be repeated.",
)
@click.option("--report", metavar="NAME", help="Chỉ một báo cáo. / One report only.")
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=SAMPLE,
    show_default=True,
    metavar="N",
    help="Kiểm tra hình dạng (SHACL) của N báo cáo. / Check the shapes of N reports.",
)
@click.option("--all", "whole", is_flag=True, help="Hình dạng của mọi báo cáo. / The shapes of all reports.")
@form_options
@click.pass_context
def check_command(  # noqa: PLR0917  # named by click
    ctx: click.Context,
    only: tuple[str, ...],
    report: str | None,
    sample: int,
    whole: bool,
    form: Shown | None,
) -> None:
    """Kiểm tra mọi dòng của các bảng tham chiếu, và kho nếu có: sai ở đâu, sửa thế nào.

    Check every line of the reference tables, and the store where there is one: what is wrong where, and what
    to do. Exit code 1 where something is surely wrong.
    """
    refuse_unknown(only)
    lang, shown = language(ctx), shown_form(form)
    findings: list[CheckFinding] = []
    if (not only or CONTENT in only) and report is None:
        findings += check_content()
    if _wants_store(ctx, only, report):
        with opened(ctx) as store:
            findings += _check_store(store, only, report, None if whole else sample, lang)
    findings.sort(key=lambda f: list(_SEVERITIES).index(f.severity))
    print_answer(_answer(findings, lang, spoken=shown == "table"), shown, lang, empty=_SOUND)
    ctx.exit(1 if any(f.severity == "violation" for f in findings) else 0)


def _wants_store(ctx: click.Context, only: Sequence[str], report: str | None) -> bool:
    """Tell whether to open the store: where it is asked for, or by itself where there is one."""
    root = ctx.find_root()
    if only and set(only) == {CONTENT}:
        return False
    asked = root.get_parameter_source("store") is not ParameterSource.DEFAULT
    return bool(asked or only or report or is_store(root.obj["store"]))


def _check_store(
    store: Store, only: Sequence[str], report: str | None, sample: int | None, lang: str
) -> tuple[CheckFinding, ...]:
    """Check the store, and say on standard error where not all reports met the shapes."""
    held = len(store.report_graphs())
    sampled = sample is not None and sample < held and report is None and (not only or SHAPES in only)
    reports = [_report(store, report)] if report else None
    findings = check_store(store, only, sample=sample, reports=reports, progress=report_progress())
    if sampled:
        click.echo(_SAMPLED.of(lang).format(n=sample, of=held), err=True)
    return findings


def _report(store: Store, typed: str) -> str:
    choices = find_reports(store, typed)
    if not choices:
        raise UsageError(f"Không có báo cáo «{typed}» trong kho.", f"No report “{typed}” in the store.")
    if len(choices) > 1:
        raise AmbiguousNameError(typed, list(choices))
    return choices[0].iri


def _answer(findings: Sequence[CheckFinding], lang: str, *, spoken: bool) -> Answer:
    """Return findings as rows; to people severities are said in words."""
    columns = (
        Column("severity", "text", Words("Mức độ", "Severity")),
        Column("check", "text", Words("Phép kiểm tra", "Check")),
        Column("place", "text", Words("Chỗ", "Place")),
        Column("sentence", "quote", Words("Câu", "Sentence")),
        Column("message", "text", Words("Sai ở đâu", "What is wrong")),
        Column("advice", "text", Words("Cách sửa", "What to do")),
    )
    rows = tuple(
        (
            _SEVERITIES[f.severity].of(lang) if spoken else f.severity,
            f.check,
            _from_here(f.place),
            " ".join(f.sentence.split()) or None,
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
