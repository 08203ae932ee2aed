"""Passages: paragraphs, items and footnotes as they were before pages cut them.

A paragraph that a page break or a footnote block interrupts is joined again; the pieces stay known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.model import Span
from kg.outline.lines import Line, read_lines
from kg.outline.mending import mended
from kg.outline.view import View, make_view

_TERMINAL = re.compile(r"[.;:!?…]['\"”’)*\]]*\s*$|\./\.?\s*$")
_OPEN_END = re.compile(
    r"(?:,|\(|-|\b(?:của|và|các|về|do|với|cho|là|theo|tại|trong|từ|đến|để|việc|số|ngày|năm|tháng|những|một|hoặc|trên|công|"
    r"Ban|Bộ|Hội|Đảng|Tỉnh|Thường|đảng|kiểm|thực|triển|lãnh|chỉ|phát|tổ))\s*$"
)
_TITLE_LINE = re.compile(
    r"\W*(?:BÁO CÁO|THÔNG BÁO|KẾ HOẠCH|CHỈ THỊ|NGHỊ QUYẾT|KẾT LUẬN|CHƯƠNG TRÌNH|HƯỚNG DẪN|QUYẾT ĐỊNH|ĐỀ ÁN)"
)
_DIVISIONS = frozenset({"part", "roman", "number", "letter"})
_HEADING_AT_MOST = 160
_SHORT = 0.78
"""A line of less than this share of the margin ends before it."""
_SIGNED = re.compile(r"\s*\**\s*(?:T/M|TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*[A-ZĐÀ-Ỹ]")
_RECIPIENTS = re.compile(r"\W*(?:Nơi|Noi)\s+(?:nhận|nhân|nhan)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, heading or footnote; `view` is its text without marker, marks and furniture."""

    kind: str
    """"text", "note", "tail" (recipients and signature) or "annex" (forms and lists behind it)."""
    marker: str | None
    label: str
    pieces: tuple[Span, ...]
    view: View = field(repr=False)
    short: bool = False
    """Its last line ends well before the margin."""

    @property
    def start(self) -> int:
        """Where its words begin in the document."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where its words end in the document."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive lines that belong together, before joins across pages."""

    lines: tuple[Line, ...]
    after_gap: bool

    @property
    def span(self) -> Span:
        first = self.lines[0]
        return Span(first.start + first.body, self.lines[-1].end)


def find_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text in reading order, footnotes after the paragraph that they interrupt."""
    lines = _without_front_matter(text, list(read_lines(text)))
    width = _margin(lines)
    blocks = _mark_tail(_blocks(lines, width))
    return _joined(text, blocks, width)


def _without_front_matter(text: str, lines: list[Line]) -> list[Line]:
    if not text.startswith("---\n"):
        return lines
    end = text.find("\n---", 4)
    return [line for line in lines if end < 0 or line.start > end + 4]


def _margin(lines: Sequence[Line]) -> int:
    """Return the width at which a hard-wrapped text breaks its lines, or 0 where paragraphs are lines."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 30)
    if not lengths or lengths[int(len(lengths) * 0.9)] > 130:
        return 0
    return lengths[int(len(lengths) * 0.8)]


def _blocks(lines: Sequence[Line], width: int) -> list[_Block]:
    blocks: list[_Block] = []
    open_lines: list[Line] = []
    gap = opens_after_gap = False

    def close() -> None:
        if open_lines:
            blocks.append(_Block(tuple(open_lines), opens_after_gap))
            open_lines.clear()

    for line in lines:
        if (
            line.blank
            or (line.furniture and not open_lines)
            or (line.furniture and len(line.text.strip()) < 4)
        ):
            close()
            gap = True
            continue
        if open_lines and _begins(line, open_lines[-1], width):
            close()
        if not open_lines:
            opens_after_gap = gap
        open_lines.append(line)
        gap = False
    close()
    return blocks


def _begins(line: Line, before: Line, width: int) -> bool:
    """Say whether a line opens a block of its own right below another line."""
    if line.note is not None or _RECIPIENTS.match(line.text) or _SIGNED.match(line.text):
        return True
    if line.marker and not _continues(line, before, width):
        return True
    if _RECIPIENTS.match(before.text):
        return True
    if not width:
        return bool(_TERMINAL.search(before.text))
    short = len(before.text) < _SHORT * width
    return short and (
        bool(_TERMINAL.search(before.text)) or (bool(before.marker) and line.text.lstrip()[:1].isupper())
    )


def _continues(line: Line, before: Line, width: int) -> bool:
    """A marker that is none: the line breaks inside "số⏎12-" or "2012⏎- TTg", or a dash joins two names."""
    if _TERMINAL.search(before.text):
        return False
    if line.marker == "dash":
        return line.text.lstrip()[1:2].isalpha() or bool(width and len(before.text) >= _SHORT * width)
    if line.marker in {"number", "number2", "number3"}:
        asks = re.search(r"(?:số|ngày|tháng|năm|khoảng|là|đến|từ|[-/])\s*$", before.text)
        return bool(asks) and not line.text[line.body :].lstrip()[:1].isupper()
    return False


def _mark_tail(blocks: list[_Block]) -> list[tuple[str, _Block]]:
    """Tell body, footnotes and tail apart. Behind "Nơi nhận" a numbered body begins only where none came
    before: a cover sheet stood first. Otherwise what follows are forms and annexes."""
    kinds: list[tuple[str, _Block]] = []
    tail = divided = annexed = False
    for block in blocks:
        first = block.lines[0]
        if _RECIPIENTS.match(first.text) or _SIGNED.match(first.text):
            tail, annexed = True, False
        elif tail and not divided and first.marker in _DIVISIONS:
            tail = False
        elif tail and divided and (first.marker in _DIVISIONS or len(block.lines) > 1):
            annexed = annexed or first.marker != "dash"
        divided = divided or (not tail and first.marker in {"roman", "letter", "part"})
        outside = "annex" if annexed else "tail"
        kinds.append((outside if tail else "note" if first.note is not None else "text", block))
    return kinds


@dataclass(slots=True)
class _Open:
    """A passage that may go on behind a page break. Local to `_joined`."""

    kind: str
    line: Line
    pieces: list[Span]
    last: Line
    behind_furniture: list[bool]


def _joined(text: str, blocks: Sequence[tuple[str, _Block]], width: int) -> tuple[Passage, ...]:
    done: list[_Open] = []
    body: _Open | None = None
    note: _Open | None = None
    for index, (kind, block) in enumerate(blocks):
        first = block.lines[0]
        target = None
        if kind == "text":
            target = _continued(
                text,
                first,
                block,
                body,
                note,
                note_between=index > 0 and blocks[index - 1][0] == "note",
                next_is_note=index + 1 < len(blocks) and blocks[index + 1][0] == "note",
            )
        if target is not None:
            target.pieces.append(block.span)
            target.last = block.lines[-1]
            continue
        opened = _Open(kind, first, [block.span], block.lines[-1], [])
        done.append(opened)
        if kind == "note":
            note = opened
        elif kind == "text":
            body = opened
        else:
            body = note = None
    return tuple(_passage(text, item, width) for item in done)


def _continued(
    text: str,
    first: Line,
    block: _Block,
    body: _Open | None,
    note: _Open | None,
    *,
    note_between: bool,
    next_is_note: bool,
) -> _Open | None:
    """Return the open passage that the block goes on with, or null where it opens a new one."""
    if first.marker is not None or first.note is not None:
        return None
    start = text[block.span.start : block.span.end].lstrip(' *“"')
    lower = start[:1].islower() or start[:1].isdigit() or start[:1] in ",;)."
    if note is not None and _unclosed(text, note) and next_is_note and _closes(text, block) and lower:
        return note
    for candidate in (body, note):
        if (
            candidate is None
            or _TITLE_LINE.match(candidate.line.text)
            or _TERMINAL.search(candidate.last.text)
        ):
            continue
        if lower or (candidate is body and _broken_off(candidate, page_broken=note_between)):
            return candidate
    return None


def _broken_off(body: _Open, *, page_broken: bool) -> bool:
    """Say whether a paragraph without a full stop was cut; a heading has none either, but is short."""
    if page_broken:
        return True
    length = sum(p.end - p.start for p in body.pieces)
    if length < _HEADING_AT_MOST:
        return body.line.marker is None and bool(_OPEN_END.search(body.last.text))
    return True


def _unclosed(text: str, item: _Open) -> bool:
    written = "".join(text[p.start : p.end] for p in item.pieces)
    return written.count("(") > written.count(")") or not _TERMINAL.search(written)


def _closes(text: str, block: _Block) -> bool:
    written = text[block.span.start : block.span.end]
    first = written.find(")")
    return first >= 0 and "(" not in written[:first]


def _passage(text: str, item: _Open, width: int) -> Passage:
    view = make_view(text, item.pieces)
    if (words := mended(view.text.rstrip())) != view.text:
        view = replace(view, text=words)
    return Passage(
        kind=item.kind,
        marker=item.line.marker if item.kind != "note" else "note",
        label=item.line.note or item.line.label,
        pieces=tuple(item.pieces),
        view=view,
        short=bool(width) and len(item.last.text) < _SHORT * width,
    )
