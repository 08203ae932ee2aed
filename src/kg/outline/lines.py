"""Lines and their markers: which line opens a section, an item, a footnote; which is page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.outline.view import NOTE_MARK

DEPTHS = ("part", "letter", "roman", "number", "number2", "number3", "low", "dash")
"""Kinds of enumerators from the outermost inward, as the rules for administrative texts order them."""

_STARS = r"[*#>\s]*"
_CAPITAL = "[A-ZĐÀ-Ỹ]"
# "I.", "IV -", and as recognition garbles it: "Il.", "l.", "Ii."
_ROMAN = r"(?:[IVX]{1,5}|I[IlHY1]{1,2}|l)\s?[.)\-–—]+(?=\s|$)|I[vi]{1,2}\s?\.(?=\s)"
# "1.", "1)", "1 -", "1, Công tác", "(1) Công tác"
_NUMBER = (
    rf"\d{{1,2}}(?:\s?[.)](?=\s*[^\s\d]|\s*$)|\s?[\-–—](?=\s)|,(?=\s{_CAPITAL}))"
    rf"|(?<!\w)\(\d{{1,2}}\)(?=\s+{_CAPITAL})"
)
_MARKERS = tuple(
    (kind, re.compile(rf"{_STARS}(?P<label>{pattern})"))
    for kind, pattern in (
        ("part", r"(?i:ph[aầâ]n\s+(?:thứ\s+)?(?:[IVX]+|\d|nhất|hai|ba|tư)\b\s*[.:-]?)"),
        ("number3", r"\d{1,2}\.\d{1,2}\.\d{1,2}\s?[.)\-–—]?(?=\s)"),
        ("number2", r"\d{1,2}\.\d{1,2}\s?[.)\-–—]?(?=\s+\S)(?!\s*[%/])"),
        ("roman", _ROMAN),
        ("letter", r"[A-HĐ]\s?[.)\-–—](?=\s|$)"),
        ("number", _NUMBER),
        ("low", r"[a-zđ]\s?\)(?=\s)|[a-zđ]\.(?=\s)"),
        ("dash", r"[-–—+•●▪¬](?=\s*\S)|\*(?=\s+\S)"),
    )
)
_FOOTNOTE = re.compile(rf"\s*(?P<mark>{NOTE_MARK})\s*[:.]?\s*(?=\S)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GARBLED_ROMAN = {ord("L"): "I", ord("1"): "I", ord("H"): "II", ord("Y"): "V"}
_FURNITURE = re.compile(
    r"\s*(?:<!--.*-->|-\s*\d{1,3}\s*-|\d{1,3}|trang\s+\d+(?:/\d+)?|-{3,}|\*|_{3,})\s*", re.IGNORECASE
)
_GLUED = re.compile(r"\*\*\s*(?=(?:[A-H]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)\s?[.)\-–—]\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, its end-of-line left out. `marker` is the kind of enumerator that opens it."""

    start: int
    end: int
    text: str
    marker: str | None = None
    label: str = ""
    body: int = 0
    """Where the words behind the marker begin, counted in the line."""
    note: str | None = None
    """The footnote's number where the line opens one."""

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()

    @property
    def furniture(self) -> bool:
        """A page number, a page mark, a rule: of the page, not of the text."""
        return bool(_FURNITURE.fullmatch(self.text))


def read_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text; a line with glued Markdown headings comes as several."""
    start = 0
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip("\r\n")
        cuts = [0, *(m.end() for m in _GLUED.finditer(line) if m.start() > 0), len(line)]
        for first, last in pairwise(cuts):
            yield _marked(Line(start + first, start + last, line[first:last]))
        if not line:
            yield Line(start, start, "")
        start += len(raw)


def _marked(line: Line) -> Line:
    if note := _FOOTNOTE.match(line.text):
        number = re.sub(r"\D", "", note["mark"].translate(_SUPERSCRIPTS))
        return Line(line.start, line.end, line.text, body=note.end(), note=number)
    for kind, pattern in _MARKERS:
        if found := pattern.match(line.text):
            label = re.sub(r"[\s.,)(\-–—:]+$", "", found["label"]).lstrip("(")
            if kind == "roman":
                label = label.upper().translate(_GARBLED_ROMAN)
            return Line(line.start, line.end, line.text, kind, label, found.end())
    return line
