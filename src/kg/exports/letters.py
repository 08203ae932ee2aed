"""Word letters that remind bodies of their tasks, from a template that the user can edit.

A template is a .docx with Jinja placeholders (`{{ don_vi }}`, a row `{%tr for viec in nhiem_vu %}`);
docs/exports.md lists them. What is not known stays "......". Equal tasks give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from kg.dates import spoken_day
from kg.errors import ContentError
from kg.exports.labels import DEADLINES, STATES
from kg.iri import slug
from kg.tracking import Deadline, Tracked, needs_reminder

BLANK = "......"
"""What stands for what is not known, to be filled in by hand."""
SHIPPED = "cong-van-nhac-viec.docx"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 100


def reminded(tracked: Iterable[Tracked], as_of: date, unit: str | None = None) -> dict[str, list[Tracked]]:
    """Return {unit: its tasks to ask after}, the most pressing first; of one unit where it is given."""
    found: dict[str, list[Tracked]] = defaultdict(list)
    for each in tracked:
        if needs_reminder(each, as_of) and unit in (None, each.task.unit):
            found[each.task.unit].append(each)
    return {unit: sorted(found[unit], key=_urgency) for unit in sorted(found)}


def letter_names(units: Mapping[str, Sequence[Tracked]]) -> dict[str, str]:
    """Return {unit: ASCII file name}; units of one name are numbered."""
    taken: dict[str, int] = defaultdict(int)
    names = {}
    for unit, tasks in units.items():
        stem = slug(tasks[0].task.unit_name)[:_LONGEST_NAME].rstrip("-")
        taken[stem] += 1
        names[unit] = f"{stem}{'' if taken[stem] == 1 else f'-{taken[stem]}'}.docx"
    return names


def render_letter(template: bytes, tasks: Sequence[Tracked], as_of: date, currency: str, name: str) -> bytes:
    """Return a letter on some tasks of one unit.

    `currency` says which reports are reflected, `name` is the template's, for messages. Raises ContentError
    where the template is no .docx or has a placeholder that is not known.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_context(tasks, as_of, currency), environment)
        document.save(out)
    except (TemplateError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ContentError(
            f"{name}: mẫu công văn không dùng được ({error}); xem các chỗ điền trong docs/exports.md",
            f"{name}: the template cannot be used ({error}); docs/exports.md lists the placeholders",
        ) from error
    return _without_clock(out.getvalue())


def _context(tasks: Sequence[Tracked], as_of: date, currency: str) -> dict[str, object]:
    return {
        "don_vi": tasks[0].task.unit_name,
        "ngay_tinh": spoken_day(as_of.isoformat()),
        "phan_anh": currency[:1].lower() + currency[1:],
        "so_nhiem_vu": f"{len(tasks):02}",
        "nhiem_vu": [_row(number, each) for number, each in enumerate(tasks, 1)],
    }


def _row(number: int, tracked: Tracked) -> dict[str, object]:
    task, basis = tracked.task, tracked.progress.basis
    deadline = spoken_day(task.deadline.isoformat()) if task.deadline else BLANK
    state = [STATES[tracked.progress.state].vi]
    if tracked.deadline is not Deadline.NONE:
        state.insert(0, DEADLINES[tracked.deadline].vi)
    if tracked.deadline is Deadline.PASSED:
        del state[1]  # its words say so already
    return {
        "stt": number,
        "noi_dung": task.content,
        "van_ban": " ".join(_document(tracked)) or BLANK,
        "thoi_han": deadline,
        "trang_thai": "; ".join(state),
        "cau_trich": task.sentence,
        "bao_cao_nguon": task.document.source,
        "co_quan_giao": task.document.issuer_name or BLANK,
        "don_vi_chu_tri": task.assignee_name or BLANK,
        "don_vi_phoi_hop": ", ".join(task.coordinators) or BLANK,
        "loi_bao_cao_sau": (basis.sentence or basis.quote) if basis else BLANK,
        "bao_cao_sau": basis.report.source if basis else BLANK,
        "theo_van_ban": ", ".join(d.name for d in task.directives) or BLANK,
    }


def _document(tracked: Tracked) -> Iterator[str]:
    """Yield kind, symbol and date of the document that sets a task, as far as known."""
    document = tracked.task.document
    if document.kind:
        yield document.kind[:1].upper() + document.kind[1:]
    if document.symbol:
        yield f"số {document.symbol}"
    if document.dated:
        yield (
            f"ngày {spoken_day(document.dated)}" if len(document.dated) == 10 else spoken_day(document.dated)
        )


def _urgency(tracked: Tracked) -> tuple[int, str, str, int]:
    order = (Deadline.OVERDUE, Deadline.PASSED, Deadline.SOON, Deadline.NONE)
    place = order.index(tracked.deadline) if tracked.deadline in order else len(order)
    task = tracked.task
    return place, str(task.deadline or ""), task.document.source, task.position


def _without_clock(docx: bytes) -> bytes:
    """Return the same document with its parts in order and no time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(info, read.read(name))
    return out.getvalue()
