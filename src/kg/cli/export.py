"""`kg export`: the graph in other programs' forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import click

from kg.cli.completing import complete_body, complete_directive
from kg.cli.output import language, opened, report_progress
from kg.dates import read_day
from kg.errors import UsageError
from kg.exports.formats import FORMATS, Request, export
from kg.exports.output import STDOUT
from kg.exports.records import Program
from kg.exports.reminders import copy_template

_SELECTING = (
    ("directive", "Văn bản, và văn bản thực hiện nó. / A directive, and what gives effect to it."),
    ("body", "Cơ quan báo cáo. / Reporting body."),
    ("from", "Kỳ báo cáo kết thúc từ ngày. / Period ends on or after."),
    ("to", "Kỳ báo cáo bắt đầu đến ngày. / Period begins on or before."),
)


def selecting(command: click.Command, *names: str) -> None:
    """Add --directive, --body, --from, --to, or those named."""
    for name, words in _SELECTING:
        if names and name not in names:
            continue
        complete = {"directive": complete_directive, "body": complete_body}.get(name)
        command.params.append(
            click.Option([f"--{name}", f"given_{name}"], help=words, shell_complete=complete)
        )


def given_of(options: Mapping[str, str | None]) -> dict[str, str]:
    """Return what was typed of the selecting options."""
    return {name.removeprefix("given_"): value for name, value in options.items() if value is not None}


@click.command("export", short_help="Xuất đồ thị. / Export the graph.")
@click.argument("form", metavar="|".join(FORMATS), type=click.Choice(list(FORMATS)))
@click.argument("out", metavar="OUT|-", required=False)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND,…",
    help="Chỉ những loại này: / Only these kinds: body, directive, report, task, statement.",
)
@click.option(
    "--collapse",
    is_flag=True,
    help="Cơ quan → văn bản, trọng số là số nhận định. / Body → directive, weighed.",
)
@click.option(
    "--for",
    "program",
    type=click.Choice(["gephi", "yed", "cytoscape"]),
    help="Nhãn theo chương trình. / Labels as a program shows them.",
)
@click.option("--excel", is_flag=True, help="CSV cho Excel (dấu BOM). / CSV for Excel (byte order mark).")
@click.option("--provenance", is_flag=True, help="RDF kèm nguồn gốc. / RDF with the provenance graph.")
@click.option(
    "--as-of",
    "as_of",
    metavar="DAY",
    help="Tính trạng thái đến ngày (mặc định: hôm nay). / States as of (today).",
)
@click.option(
    "--template", metavar="FILE", help="Mẫu công văn; không có OUT: chép mẫu ra để sửa. / Letter template."
)
@click.pass_context
def export_command(  # noqa: PLR0917  # named by click
    ctx: click.Context,
    /,
    form: str,
    out: str | None,
    kinds: tuple[str, ...],
    collapse: bool,
    program: Program | None,
    excel: bool,
    provenance: bool,
    as_of: str | None,
    template: str | None,
    **given: str | None,
) -> None:
    """Xuất đồ thị cho chương trình khác; OUT là tệp (csv: thư mục), `-` là đầu ra chuẩn.

    Export the graph for other programs; OUT is a file (csv: a folder), `-` is standard output.

    \b
    graphml, gexf, cytoscape: nút và cạnh / nodes and edges
    csv: bảng / tables · xlsx: sổ theo dõi / tracking workbook
    reminders: công văn nhắc việc / letters of reminder
    turtle, trig, nquads, jsonld: RDF
    """
    lang, progress = language(ctx), report_progress()
    if out is None:
        _copy_template(form, template, lang)
        return
    day = _as_of(as_of) if as_of or "as-of" in FORMATS[form].options else None
    request = Request(
        given_of(given), kinds, collapse, program, excel, provenance, lang, progress, day, template
    )
    with opened(ctx) as store:
        counts = export(store, form, out, request)
    if progress:
        click.echo("\r\033[K", err=True, nl=False)
    told = ", ".join(f"{count.number} {count.what.of(lang)}" for count in counts if count.number)
    where = "" if out == STDOUT else f"{out}: "
    click.echo(where + (told or ("nothing found" if lang == "en" else "không thấy gì")), err=True)
    ctx.exit(0 if told else 1)


def _copy_template(form: str, template: str | None, lang: str) -> None:
    """Copy the template of the letters; without OUT there is nothing else to do."""
    if form != "reminders" or template is None:
        raise UsageError("Thiếu OUT: tệp hay thư mục để ghi.", "OUT is missing: the file or folder to write.")
    copy_template(template)
    click.echo(f"{template}: " + ("edit it in Word" if lang == "en" else "mở bằng Word để sửa"), err=True)


def _as_of(typed: str | None) -> date:
    """Return the day typed, else today: the only place where an export looks at a clock."""
    if typed is None:
        return date.today()  # the day on the user's own calendar
    day = read_day(typed, last=True)
    if day is None:
        raise UsageError(
            f"--as-of: «{typed}» không phải ngày; viết 30/6/2025 hoặc 2025-06-30.",
            f"--as-of: “{typed}” is no date; write 30/6/2025 or 2025-06-30.",
        )
    return date.fromisoformat(day)


selecting(export_command)
