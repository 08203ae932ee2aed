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
_DROPPED = re.compile(
    rf"(?P<space>\s+)|(?P<mark>{NOTE_MARK})|(?P<markup>\*+|`+|<!--.*?-->|(?<!\w)_+|_+(?!\w))"
)
# Units keep their exponent: "1.287 m²" is no footnote.
_EXPONENT = re.compile(r"(?<=\bm)[²³]|(?<=\bkm)²|(?<=\bcm)[²³]")

_ONE_FORM = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‑": "-", "­": "-", "Ð": "Đ", "ð": "đ", "„": "“", "‟": "“",
        "″": '"', "’": "'", "‘": "'", "_": " ", "\u00a0": " ",
    }
)  # fmt: skip
# The tone mark stands on the first vowel in open oa, oe, uy: the style of most reports since 2018.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)|(?<![qQ])(?:O[ÀÁẢÃẠÈÉẺẼẸ]|U[ỲÝỶỸỴ])(?!\w)")


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
        starts.append(length)
        origins.append(origin)
        out.append(characters)
        length += len(characters)

    for piece in pieces:
        if length:
            if not out[-1].endswith(" "):
                emit(" ", piece.start)
            if before is not None and text[before : piece.start].strip():
                joins.append(length)
        before = piece.end
        at = piece.start
        for match in _DROPPED.finditer(text, piece.start, piece.end):
            if match["mark"] and _EXPONENT.match(text, match.start()):
                continue
            if match.start() > at:
                emit(text[at : match.start()], at)
            if match["space"] and out and not out[-1].endswith(" "):
                emit(" ", match.start())
            elif match["mark"]:
                number = match["mark"].translate(_SUPERSCRIPTS)
                notes.append((length, re.sub(r"\D", "", number)))
            at = match.end()
        if at < piece.end:
            emit(text[at : piece.end], at)
    return View(one_form("".join(out)), tuple(starts), tuple(origins), tuple(joins), tuple(notes))


def one_form(text: str) -> str:
    """Return the text with one form for dashes, quotes and tone marks; its length stays."""
    return _OLD_TONE.sub(_move_tone, text.translate(_ONE_FORM))


def _move_tone(match: re.Match[str]) -> str:
    pair = match[0]
    return _TONE_PAIRS[pair] if pair in _TONE_PAIRS else _TONE_PAIRS[pair.lower()].upper()
