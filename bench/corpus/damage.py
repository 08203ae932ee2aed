"""What scanning and typing do to a text, with the places of its facts moved along exactly.

Notes stand inside sentences, pages break in mid-sentence, symbols fall apart, accents get lost, headings
stick to each other; now and then a whole text is word-segmented.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.corpus.draft import Draft
from bench.corpus.facts import with_surfaces

_SPELLED = (("ủy", "uỷ"), ("khóa", "khoá"), ("hóa", "hoá"), ("Ủy", "Uỷ"))
_SLIPS = (
    ("Chỉ thị", "Chi thị"), ("Nghị quyết", "Nghị quyêt"), ("Kế hoạch", "Kê hoạch"), ("Kết luận", "Kêt luận"),
    ("Quy định", "Quy đinh"), (" số ", " sô "), ("thực hiện", "thưc hiện"),
)  # fmt: skip
_SYMBOL = re.compile(r"\b\d+-(?:NQ|CT|KL|KH|QĐ|HD|TB|CTr)/\w+")
_HEADINGS = re.compile(r"\n\n(I[.-] [^\n]+)\n\n(?=1\. )")
_PHRASES = (
    "Chỉ thị", "Nghị quyết", "Kế hoạch", "Kết luận", "Quy định", "Quyết định", "Hướng dẫn", "Thông báo",
    "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành", "Trung ương", "Ban Thường vụ", "thực hiện", "triển khai",
    "quán triệt", "học tập", "tổ chức", "sơ kết", "tổng kết", "kiểm tra", "giám sát", "đảng viên", "chi bộ",
    "cấp ủy", "ban hành", "tiếp tục", "chỉ đạo", "lãnh đạo", "nhiệm vụ",
)  # fmt: skip
_COMPOUND = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_SEGMENTED = 0.08
"""Share of texts that are word-segmented, at full damage."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a place. `furniture` is of the page and of no fact; `code` is a finding it makes."""

    start: int
    end: int
    words: str
    furniture: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    at: int
    words: str
    exact: bool
    furniture: bool


@dataclass(frozen=True, slots=True)
class Damaged:
    """The harmed text, the facts with their new places, and where any place of the clean text went."""

    text: str
    facts: dict[str, Any]
    _segments: tuple[_Segment, ...]
    _starts: tuple[int, ...]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return the hull of where a place went."""
        return _moved(self._segments, self._starts, start, end)


def damaged(draft: Draft, facts: dict[str, Any], chance: random.Random, strength: float) -> Damaged:
    """Return a draft's text harmed, from 0 (not at all) to 1."""
    clean = draft.text
    body = clean.index("\n\nI"), clean.index("\n\nNơi nhận:")
    moves = list(_note_moves(clean, draft.notes, chance, strength))
    if chance.random() < _SEGMENTED * strength:
        edits, moves = list(_segmentation(clean, body)), []
    else:
        edits = _settled(_edits(clean, body, chance, strength), moves)
    segments = tuple(sorted(_segments(clean, edits, moves), key=lambda s: s.start))
    in_order = sorted(segments, key=lambda s: s.at)
    text = "".join(s.words for s in in_order)
    starts = tuple(s.start for s in segments)
    changed = _moved_facts(facts, edits, segments, starts)
    changed["length"] = len(text)
    return Damaged(text, with_surfaces(changed, text), segments, starts)


def _edits(clean: str, body: tuple[int, int], chance: random.Random, strength: float) -> Iterator[Edit]:
    """Yield what happens to single places; what comes first wins where two overlap."""
    if chance.random() < strength:
        yield from _glued(clean)
    for symbol in _SYMBOL.finditer(clean, *body):
        if chance.random() < 0.25 * strength:
            yield from _broken_symbol(symbol, chance)
    for right, wrong in _SLIPS:
        for found in re.finditer(right, clean[body[0] : body[1]]):
            if chance.random() < 0.04 * strength:
                yield Edit(body[0] + found.start(), body[0] + found.end(), wrong)
    yield from _page_breaks(clean, body, chance, strength)
    for right, wrong in _SPELLED:
        if chance.random() < 0.5 * strength:
            for found in re.finditer(right, clean):
                yield Edit(found.start(), found.end(), wrong)


def _glued(clean: str) -> Iterator[Edit]:
    """Yield the first heading in stars and stuck to the next."""
    if found := _HEADINGS.search(clean):
        yield Edit(found.start(1), found.start(1), "**")
        line_end = clean.index("\n", found.end())
        yield Edit(found.end(1), found.end(), "****")
        yield Edit(line_end, line_end, "**")


def _broken_symbol(symbol: re.Match[str], chance: random.Random) -> Iterator[Edit]:
    hyphen = symbol.start() + symbol[0].index("-")
    slash = symbol.start() + symbol[0].index("/")
    match chance.randrange(5):
        case 0:
            yield Edit(hyphen, hyphen + 1, "- ")
        case 1:
            yield Edit(hyphen, hyphen + 1, " - ")
        case 2:
            yield Edit(slash, slash + 1, " / ")
        case 3 if "QĐ" in symbol[0]:
            at = symbol.start() + symbol[0].index("Đ")
            yield Edit(at, at + 1, "Ð")
        case 4 if symbol[0].endswith(("/TW", "/TU")):
            yield Edit(slash, slash + 1, "I", code="ocr-slip")


def _page_breaks(clean: str, body: tuple[int, int], chance: random.Random, strength: float) -> Iterator[Edit]:
    """Yield a break each 2,500 letters or so, at a blank between two words in lower case."""
    page = 1
    at = body[0] + 600
    while at < body[1]:
        at += chance.randrange(1200, 3200)
        found = re.compile(r"(?<=[a-zà-ỹ]) (?=[a-zà-ỹ])").search(clean, at, body[1])
        if found and chance.random() < strength:
            page += 1
            number = chance.random() < 0.4
            yield Edit(found.start(), found.end(), f"\n\n{page}\n\n" if number else "\n\n", furniture=number)


def _note_moves(
    clean: str, notes: Sequence[tuple[int, int]], chance: random.Random, strength: float
) -> Iterator[tuple[int, int, int]]:
    """Yield (where to, start, end) of notes that the page put into a sentence of the paragraph above."""
    for start, end in notes:
        paragraph = clean.rindex("\n\n", 0, start) + 2
        blanks = [m.start() for m in re.finditer(r"(?<=[a-zà-ỹ]) (?=[a-zà-ỹ])", clean[paragraph:start])]
        if len(blanks) > 4 and chance.random() < strength:
            yield paragraph + chance.choice(blanks[2:]), start, end


def _segmentation(clean: str, body: tuple[int, int]) -> Iterator[Edit]:
    """Yield underscores within compounds and blanks before signs, as word segmenters write."""
    edits = []
    for found in _COMPOUND.finditer(clean, *body):
        edits += [
            Edit(found.start() + m.start(), found.start() + m.end(), "_") for m in re.finditer(" ", found[0])
        ]
    edits += [Edit(m.start(), m.start(), " ") for m in re.compile(r"[,;](?= )").finditer(clean, *body)]
    for symbol in _SYMBOL.finditer(clean, *body):
        slash = symbol.start() + symbol[0].index("/")
        edits.append(Edit(slash, slash + 1, " / "))
    yield from sorted(edits, key=lambda e: (e.start, e.end))


def _settled(edits: Iterator[Edit], moves: Sequence[tuple[int, int, int]]) -> list[Edit]:
    """Return edits that overlap neither each other nor the ends of what moves, in order."""
    taken = sorted(p for move in moves for p in move)
    kept: list[Edit] = []
    claimed: set[int] = set()
    for edit in edits:
        place = range(edit.start - 1, edit.end + 1)
        if claimed.isdisjoint(place) and not any(edit.start - 1 <= t <= edit.end for t in taken):
            kept.append(edit)
            claimed.update(place)
    return sorted(kept, key=lambda e: (e.start, e.end))


def _segments(clean: str, edits: Sequence[Edit], moves: Sequence[tuple[int, int, int]]) -> Iterator[_Segment]:
    """Yield the pieces of the new text in its order; they cover the clean text but for blanks moved over."""
    at = position = 0
    for to, start, end in sorted(moves):
        for piece in (*_range(clean, edits, position, to, at),):
            yield piece
            at = piece.at + len(piece.words)
        for piece in _range(clean, edits, start, end, at):
            yield piece
            at = piece.at + len(piece.words)
        yield _Segment(to, to + 1, at, "\n\n", exact=False, furniture=True)
        at += 2
        for piece in _range(clean, edits, to + 1, start, at):
            yield piece
            at = piece.at + len(piece.words)
        position = end
    yield from _range(clean, edits, position, len(clean), at)


def _range(clean: str, edits: Sequence[Edit], start: int, end: int, at: int) -> Iterator[_Segment]:
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            if edit.start > start:
                yield _Segment(start, edit.start, at, clean[start : edit.start], exact=True, furniture=False)
                at += edit.start - start
            yield _Segment(edit.start, edit.end, at, edit.words, exact=False, furniture=edit.furniture)
            at += len(edit.words)
            start = edit.end
    if end > start:
        yield _Segment(start, end, at, clean[start:end], exact=True, furniture=False)


def _moved(segments: Sequence[_Segment], starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    pieces = _pieces(segments, starts, start, end)
    return pieces[0][0], pieces[-1][1]


def _pieces(
    segments: Sequence[_Segment], starts: Sequence[int], start: int, end: int
) -> list[tuple[int, int]]:
    """Return the parts of the new text that a place became, in order, without page furniture."""
    out: list[tuple[int, int]] = []
    for segment in segments[max(0, bisect_right(starts, start) - 2) :]:
        if segment.start >= end:
            break
        first, last = max(start, segment.start), min(end, segment.end)
        if first >= last or segment.furniture:
            continue  # what was put between two letters belongs to a place only where it lies within
        if segment.exact:
            piece = segment.at + first - segment.start, segment.at + last - segment.start
        else:
            piece = segment.at, segment.at + len(segment.words)
        out.append(piece)
    return _joined(out)


def _joined(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what touches; a sign put in between is no gap."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if out and start - out[-1][1] in (0, 1):
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out


def _moved_facts(
    facts: dict[str, Any], edits: Sequence[Edit], segments: Sequence[_Segment], starts: Sequence[int]
) -> dict[str, Any]:
    out = dict(facts)
    for layer in ("mentions", "statements", "tasks", "figures", "relations", "findings"):
        out[layer] = [_moved_item(item, segments, starts) for item in facts[layer]]
    for edit in edits:
        if edit.code:
            at = _moved(segments, starts, edit.start, edit.end)
            out["findings"].append({"code": edit.code, "start": at[0], "end": at[1]})
    return out


def _moved_item(item: dict[str, Any], segments: Sequence[_Segment], starts: Sequence[int]) -> dict[str, Any]:
    pieces = _pieces(segments, starts, item["start"], item["end"])
    moved = {**item, "start": pieces[0][0], "end": pieces[-1][1]}
    return moved | {"pieces": [list(p) for p in pieces]} if len(pieces) > 1 else moved
