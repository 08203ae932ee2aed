"""The sheets on tasks: the clerk's table, and the statistic by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.exports.labels import ALERTS, CELLS, DEADLINES, NOTES, RANKS, STATES
from kg.exports.sheets import Content, Sheet, SheetRow, Tone, Toned, column, day
from kg.questions import Words
from kg.tracking import Cell, Deadline, State, Tracked, count_cells

TASKS = Words("Nhiệm vụ", "Tasks")
STATISTIC = Words("Thống kê", "Statistic")

_TASK_COLUMNS = (
    column("STT", "No.", 5, "count"),
    column("Nhóm văn bản", "Kind of document", 11),
    column("Số văn bản", "Symbol", 13),
    column("Ngày văn bản", "Dated", 11, "date"),
    column("Trích yếu", "Title", 22),
    column("Nội dung nhiệm vụ", "Task", 38),
    column("Đơn vị chủ trì", "Assignee", 18),
    column("Đơn vị phối hợp", "Coordinators", 16),
    column("Thời hạn", "Deadline", 11, "date"),
    column("Tình trạng thời hạn", "Against the deadline", 14),
    column("Trạng thái", "State", 13),
    column("Kết quả (lời báo cáo sau)", "Result (words of a later report)", 34),
    column("Mức chắc chắn", "Rank", 10),
    column("Báo cáo nêu kết quả", "Report that tells it", 18),
    column("Cảnh báo", "Warnings", 18),
    column("Ghi chú", "Notes", 18),
    column("Câu trích dẫn", "Quote", 38),
    column("Báo cáo nguồn", "Source report", 18),
    column("Mục", "Section", 8),
    column("Theo văn bản", "Under directive", 24),
    column("Cơ quan giao", "Set by", 22),
    column("Thực hiện từ", "Planned from", 11, "date"),
    column("Thực hiện đến", "Planned to", 11, "date"),
)
_PRINTED = 18
"""On paper the table ends with the source report; what follows is for filters on the screen."""
_CELL_COLUMNS = tuple(column(CELLS[cell].vi, CELLS[cell].en, 14, "count") for cell in Cell)
_STATISTIC_COLUMNS = (
    column("STT", "No.", 5, "count"),
    column("Đơn vị", "Unit", 40),
    column("Tổng số", "All", 9, "count"),
    *_CELL_COLUMNS,
)
_STATE_TONES: Mapping[State, Tone] = {State.COMPLETED: "good", State.NOT_BEGUN: "bad", State.UNKNOWN: "open"}
_DEADLINE_TONES: Mapping[Deadline, Tone] = {
    Deadline.ON_TIME: "good", Deadline.SOON: "soon", Deadline.OVERDUE: "bad", Deadline.LATE: "bad",
    Deadline.PASSED: "soon",
}  # fmt: skip


def task_sheet(tracked: Sequence[Tracked], language: str) -> Sheet:
    """Return the clerk's table."""
    places = {each.task.id: number for number, each in enumerate(tracked, 1)}
    rows = (_task_row(each, places, language) for each in tracked)
    return Sheet(TASKS, _TASK_COLUMNS, rows, printed=_PRINTED)


def statistic_sheet(tracked: Iterable[Tracked], language: str) -> Sheet:
    """Return the four cells of the official statistic by unit, and what is in none of them."""
    every = list(tracked)
    names = {each.task.unit: each.task.unit_name for each in every}
    counts = count_cells((each.task.unit, each.progress.state, each.deadline) for each in every)
    units = sorted(counts, key=lambda unit: (names[unit], unit))
    rows: list[SheetRow] = [
        (number, names[unit], sum(counts[unit].values()), *(counts[unit][cell] for cell in Cell))
        for number, unit in enumerate(units, 1)
    ]
    sums = (sum(counts[unit][cell] for unit in units) for cell in Cell)
    total = (None, "All units" if language == "en" else "Tổng cộng", len(every), *sums)
    return Sheet(STATISTIC, _STATISTIC_COLUMNS, rows, fixed=2, total=total)


def _task_row(tracked: Tracked, places: Mapping[str, int], language: str) -> SheetRow:
    task, basis = tracked.task, tracked.progress.basis
    document = task.document
    return (
        places[task.id], document.kind, document.symbol, day(document.dated), document.title, task.content,
        task.assignee_name, _lines(task.coordinators), task.deadline,
        _toned(DEADLINES[tracked.deadline].of(language), _DEADLINE_TONES.get(tracked.deadline)),
        _toned(STATES[tracked.progress.state].of(language), _STATE_TONES.get(tracked.progress.state)),
        (basis.sentence or basis.quote) if basis else None, RANKS[basis.rank].of(language) if basis else None,
        basis.report.source if basis else None,
        _lines(ALERTS[alert].of(language) for alert in tracked.alerts),
        _lines(_notes(tracked, places, language)), task.sentence, document.source, task.section,
        _lines(d.name for d in task.directives), document.issuer_name, task.planned_from, task.planned_to,
    )  # fmt: skip


def _notes(tracked: Tracked, places: Mapping[str, int], language: str) -> Iterator[str]:
    yield from (NOTES[note].of(language) for note in tracked.progress.notes)
    if alike := sorted(places[task] for task in tracked.alike):
        row = "Compare no." if language == "en" else "So với STT"
        yield f"{row} {', '.join(map(str, alike))}"
    for directive in tracked.task.directives:
        if directive.replaced_by:
            replaced = "replaced by" if language == "en" else "được thay thế bằng"
            yield f"{directive.name} {replaced} {', '.join(directive.replaced_by)}"


def _toned(text: str, tone: Tone | None) -> Content:
    return Toned(text, tone) if tone else text


def _lines(words: Iterable[str]) -> str | None:
    return "\n".join(words) or None
