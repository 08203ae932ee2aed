"""Tables of tasks that were flattened to text: by bars, by wide gaps, or one cell a line.

A table begins with a line that names a column for the work and one for who leads or by when; its rows begin
with their number. Anything else is no table: a text that only looks like one stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.words import PROPER_NAME

# A table's head names the column of its rows' numbers first.
_NUMBERS = r"(?:S?TT|Số TT|Stt)"
_HEAD = re.compile(rf"[\s|*]*{_NUMBERS}")
_GAP = re.compile(r"\s*\|\s*|\t+| {2,}")
# A Markdown table's rule: "|---|:--|".
_RULE = re.compile(r"[\s|:+-]*\|[\s|:+-]*")
_ROW = re.compile(r"\s*(?:\|\s*)?(?P<number>\d{1,3})(?:\s*\|\s*|\t+| {2,}|\.\s+)(?=\S)")
_END = re.compile(r"\W*(?:Nơi nhận|[IVX]+\.|Trên đây|T/M|TM\.)")
# A cut before a place's name: "trên địa bàn thành phố⏎⏎Đông Hà".
_NAME_FOLLOWS = re.compile(r"\b(?:tỉnh|thành phố|huyện|thị xã|phường|xã|của|và|về)$")
_COLUMN = (
    ("work", r"nhiệm vụ|nội dung|công việc"),
    ("lead", r"chủ trì|phụ trách|cơ quan thực hiện|đơn vị thực hiện"),
    ("support", r"phối hợp"),
    ("deadline", r"thời hạn|thời gian|hoàn thành|tiến độ"),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of a table of tasks; a column that the table lacks is null. Spans are in the document."""

    work: Span
    lead: str | None
    support: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table's hull and rows."""

    span: Span
    rows: tuple[TaskRow, ...]


def find_task_tables(text: str) -> tuple[TaskTable, ...]:
    """Return the tables of tasks in a text, in order."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if not _RULE.fullmatch(m[0])]
    tables = []
    index = 0
    while index < len(lines):
        columns = _columns(text[lines[index].start : lines[index].end])
        if columns:
            stop, rows = _rows(text, lines, index + 1, columns)
            if len(rows) >= 2 or any(row.lead or row.deadline for row in rows):
                tables.append(TaskTable(Span(lines[index].start, lines[stop - 1].end), rows))
                index = stop
                continue
        index += 1
    return tuple(tables)


def _columns(line: str) -> tuple[str, ...] | None:
    """Return the meaning of each column behind the number's, or null where the line is no table's head."""
    if not _HEAD.match(line):
        return None
    cells = [c.strip(" *") for c in _GAP.split(line.strip().strip("|")) if c.strip(" *")]
    if len(cells) < 3 or not re.fullmatch(rf"{_NUMBERS}\.?", cells[0]):
        return None
    names = tuple(
        next((name for name, words in _COLUMN if re.search(words, c, re.IGNORECASE)), "other")
        for c in cells[1:]
    )
    return names if "work" in names and ("lead" in names or "deadline" in names) else None


def _rows(
    text: str, lines: Sequence[Span], first: int, columns: Sequence[str]
) -> tuple[int, tuple[TaskRow, ...]]:
    """Return the line behind the last row, and the rows."""
    rows: list[TaskRow] = []
    index = first
    while index < len(lines):
        line = text[lines[index].start : lines[index].end]
        head = _ROW.match(line)
        if head is None or _END.match(line):
            break
        stop = index + 1
        while (
            stop < len(lines)
            and not _ROW.match(text[lines[stop].start : lines[stop].end])
            and not _END.match(text[lines[stop].start : lines[stop].end])
        ):
            stop += 1
        cells = _cells(text, lines[index:stop], lines[index].start + head.end())
        row = _row(text, cells, columns)
        if row.work.end > row.work.start:
            rows.append(row)
        index = stop
    return index, tuple(rows)


def _cells(text: str, lines: Sequence[Span], start: int) -> list[Span]:
    """Part a row into cells: by bars or gaps where its first line has them, else one a line."""
    words = text[start : lines[0].end].rstrip().removesuffix("|").rstrip()
    first = Span(start, start + len(words))
    inner = [m.span() for m in _GAP.finditer(text, first.start, first.end)]
    if inner:
        edges = [first.start, *(edge for pair in inner for edge in pair), first.end]
        return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    out = [first]
    for line in lines[1:]:
        words = text[line.start : line.end].strip()
        in_work = len(out) == 1
        if words[:1].islower() or (
            in_work
            and (
                not re.match(r"[A-ZĐÀ-Ỹ]", words)
                or _is_name_part(text[out[0].start : out[0].end].rstrip(), words)
            )
        ):
            out[-1] = Span(out[-1].start, line.end)
        else:
            out.append(line)
    return out


def _is_name_part(before: str, words: str) -> bool:
    """A page break cut a name: "trên địa bàn thành phố⏎⏎Đông Hà", but not "của tỉnh⏎Sở Nội vụ"."""
    return bool(_NAME_FOLLOWS.search(before) and re.fullmatch(PROPER_NAME, words))


def _row(text: str, cells: Sequence[Span], columns: Sequence[str]) -> TaskRow:
    by_name: dict[str, Span] = {}
    for name, cell in zip(columns, cells, strict=False):
        by_name.setdefault(name, cell)

    def words(name: str) -> str | None:
        cell = by_name.get(name)
        return (re.sub(r"\s+", " ", text[cell.start : cell.end]).strip() or None) if cell else None

    return TaskRow(by_name.get("work", cells[0]), words("lead"), words("support"), words("deadline"))
