"""A passage of the text as a reader sees it, with the way back to the text as it stands.

Grammar runs on views. In a view, page furniture, Markdown stars and footnote marks are gone, white space
is one space, dashes and tone marks have one form ("uỷ" → "ủy"), and words that recognition garbled are
mended. Every view position maps to the text's own, so each finding keeps its exact span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NOTE_MARK = r"⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\^?\d{1,3}\]"
# A single plain space stands as it is, so that most of a line is one run. The look ahead spares most letters
# the trial of each kind.
_DROPPED = re.compile(
    r"(?=[\s⁽⁰¹²³⁴⁵⁶⁷⁸⁹\[*`<_])"
    rf"(?:(?P<space>\s{{2,}}|[^\S ])|(?P<mark>{NOTE_MARK})"
    r"|(?P<markup>\*+|`+|<!--.*?-->|(?<!\w)_+|_+(?!\w)))"
)
# Units keep their exponent: "1.287 m²" is no footnote.
_EXPONENT = re.compile(r"(?<=\bm)[²³]|(?<=\bkm)²|(?<=\bcm)[²³]")

_ONE_FORM = {
    "–": "-", "—": "-", "−": "-", "‑": "-", "­": "-", "Ð": "Đ", "ð": "đ", "„": "“", "‟": "“",
    "″": '"', "’": "'", "‘": "'", "_": " ", "\u00a0": " ",
}  # fmt: skip
_OTHER_FORM = re.compile(f"[{''.join(_ONE_FORM)}]")
# The tone mark stands on the first vowel in open oa, oe, uy: the style of most reports since 2018.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|O[ÀÁẢÃẠÈÉẺẼẸ]|U[ỲÝỶỸỴ])(?<![qQ]..)(?!\w)")


@dataclass(frozen=True, slots=True)
class View:
    """Text for grammar, in runs that each map one-to-one onto the document's text.

    `starts[i]` is where run i begins in `text`, `origins[i]` where in the document. `joins` are view
    positions at which a new piece begins behind page furniture. `notes` are (view position, number) of
    footnote marks.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    joins: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()

    def origin(self, index: int) -> int:
        """Return the document position of the view character at `index`."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]

    def index(self, position: int) -> int | None:
        """Return where the document's character at `position` stands in the view, null where it is gone."""
        run = bisect_right(self.origins, position) - 1
        if run < 0:
            return None
        index = self.starts[run] + position - self.origins[run]
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return index if index < end else None

    def span(self, start: int, end: int) -> Span:
        """Return the hull in the document of view positions [start, end), which must not be empty."""
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the parts of the document that [start, end) stands for, cut where furniture interrupts."""
        cuts = [start, *(j for j in self.joins if start < j < end), end]
        spans = []
        for first, last in pairwise(cuts):
            words = self.text[first:last].rstrip(" ")
            if words:
                spans.append(self.span(first, first + len(words)))
        return tuple(spans)


def make_view(text: str, pieces: Iterable[Span]) -> View:
    """Return the view of the given pieces of `text`, joined by one space."""
    out: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    joins: list[int] = []
    notes: list[tuple[int, str]] = []
    length = 0
    before: int | None = None

    def emit(characters: str, origin: int) -> None:
        nonlocal length
        if characters.startswith(" ") and (not out or out[-1].endswith(" ")):
            characters, origin = characters[1:], origin + 1
        if not characters:
            return
        starts.append(length)
        origins.append(origin)
        out.append(characters)
        length += len(characters)

    for piece in pieces:
        if length:
            emit(" ", piece.start)
            if before is not None and text[before : piece.start].strip():
                joins.append(length)
        before = piece.end
        at = piece.start
        for match in _DROPPED.finditer(text, piece.start, piece.end):
            if match["mark"] and _EXPONENT.match(text, match.start()):
                continue
            emit(text[at : match.start()], at)
            if match["space"]:
                emit(" ", match.start())
            elif match["mark"]:
                number = match["mark"].translate(_SUPERSCRIPTS)
                notes.append((length, re.sub(r"\D", "", number)))
            at = match.end()
        emit(text[at : piece.end], at)
    return View(one_form("".join(out)), tuple(starts), tuple(origins), tuple(joins), tuple(notes))


def one_form(text: str) -> str:
    """Return the text with one form for dashes, quotes and tone marks; its length stays."""
    return _OLD_TONE.sub(_move_tone, _OTHER_FORM.sub(_to_one_form, text))


def _to_one_form(match: re.Match[str]) -> str:
    return _ONE_FORM[match[0]]


def _move_tone(match: re.Match[str]) -> str:
    pair = match[0]
    return _TONE_PAIRS[pair] if pair in _TONE_PAIRS else _TONE_PAIRS[pair.lower()].upper()
