"""A report's text as it is shown: lines of runs, each in a sentence or not, under the claims that rest on it.

A run is the longest stretch of a line that belongs to one sentence and the same claims, so that a claim's
exact words can be marked wherever page furniture cuts them, and claims can overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.site.keys import sentence_anchor
from kg.spans import read_sentence_spans


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence with its number in the report, from 1, and its anchor on the page."""

    number: int
    anchor: str
    words: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `begins` is the sentence that begins with it, `first` the claims that do."""

    text: str
    sentence: ShownSentence | None
    begins: bool
    claims: tuple[str, ...]
    first: tuple[str, ...]


def read_sentences(text: str, spans: str) -> list[ShownSentence]:
    """Return the sentences of a text by their places, those of the same words numbered apart."""
    seen: Counter[str] = Counter()
    found = []
    for number, pieces in enumerate(read_sentence_spans(spans), 1):
        words = " ".join(" ".join(text[p.start : p.end] for p in pieces).split())
        anchor = sentence_anchor(words)
        seen[anchor] += 1
        again = f"-{seen[anchor]}" if seen[anchor] > 1 else ""
        found.append(ShownSentence(number, anchor + again, words, pieces))
    return found


def read_place(claim: str) -> tuple[Span, ...]:
    """Return the pieces that a claim's name says: "613-645_700-720"."""
    ends = (piece.split("-") for piece in claim.split("_"))
    return tuple(Span(int(start), int(end)) for start, end in ends)


def lay_out(text: str, sentences: Sequence[ShownSentence], claims: Iterable[str]) -> list[list[Run]]:
    """Return the lines of a text, empty ones as empty lists."""
    places = {claim: read_place(claim) for claim in sorted(set(claims))}
    lines: list[list[Run]] = [[]]
    for start, end, sentence, held in _stretches(text, sentences, places):
        for part, at in _lines(text, start, end):
            if at is None:
                lines.append([])
                continue
            first = tuple(c for c in held if places[c][0].start == at)
            begins = sentence is not None and sentence.pieces[0].start == at
            lines[-1].append(Run(part, sentence, begins, held, first))
    return lines


def _stretches(
    text: str, sentences: Sequence[ShownSentence], places: dict[str, tuple[Span, ...]]
) -> Iterable[tuple[int, int, ShownSentence | None, tuple[str, ...]]]:
    """Yield the text cut at every end of a sentence's or claim's piece."""
    owners = sorted(((p.start, p.end, s) for s in sentences for p in s.pieces), key=lambda o: o[:2])
    starts = [owner[0] for owner in owners]
    spans = [(span, claim) for claim, pieces in places.items() for span in pieces]
    cuts = {0, len(text)}
    for start, end, _ in owners:
        cuts |= {start, end}
    for span, _ in spans:
        cuts |= {span.start, span.end}
    edges = sorted(cut for cut in cuts if cut <= len(text))
    covering = _covering(spans, edges)
    for start, end, held in zip(edges, edges[1:], covering, strict=False):
        at = bisect_right(starts, start) - 1
        owner = owners[at][2] if at >= 0 and start < owners[at][1] else None
        yield start, end, owner, held


def _covering(spans: Sequence[tuple[Span, str]], edges: Sequence[int]) -> list[tuple[str, ...]]:
    """Return the claims over each stretch between two edges, in order."""
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for span, claim in spans:
        opened.setdefault(span.start, []).append(claim)
        closed.setdefault(span.end, []).append(claim)
    held: set[str] = set()
    found = []
    for edge in edges:
        held -= set(closed.get(edge, ()))
        held |= set(opened.get(edge, ()))
        found.append(tuple(sorted(held, key=_by_place)))
    return found


def _by_place(claim: str) -> tuple[int, int, str]:
    start, end = claim.split("_")[0].split("-")
    return int(start), -int(end), claim


def _lines(text: str, start: int, end: int) -> Iterable[tuple[str, int | None]]:
    """Yield the parts of a stretch with their places, and ("", None) for each line break between them."""
    at = start
    for number, part in enumerate(text[start:end].split("\n")):
        if number:
            yield "", None
        if part:
            yield part, at
        at += len(part) + 1
