"""A report's text as it is shown: blocks of runs, each under the claims that rest on it.

A run is the longest stretch under the same claims, so that a claim's exact words can be marked wherever page
furniture cuts them, and claims can overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.site.keys import FOLIO, folio_of, sentence_anchor
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
    """A stretch of text under the same claims; `first` are those that begin with it."""

    text: str
    claims: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence, the rest of one that page furniture cuts (`begins` is false), or a line that is none."""

    start: int
    sentence: ShownSentence | None
    begins: bool
    runs: tuple[Run, ...]


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


def lay_out(text: str, sentences: Sequence[ShownSentence], claims: Iterable[str]) -> list[Block]:
    """Return the whole text as blocks in its own order; only white space between them is left out."""
    places = {claim: read_place(claim) for claim in sorted(set(claims))}
    begun: set[str] = set()
    blocks: list[Block] = []
    runs: list[Run] = []
    owner: ShownSentence | None = None
    began = 0

    def close() -> None:
        if any(not run.text.isspace() for run in runs):
            begins = owner is not None and owner.anchor not in begun
            blocks.append(Block(began, owner, begins, tuple(runs)))
            if owner:
                begun.add(owner.anchor)
        runs.clear()

    for start, end, sentence, held in _stretches(text, sentences, places):
        if sentence is not owner or start % FOLIO == 0:
            close()
            owner = sentence
        began = began if runs else start
        first = tuple(c for c in held if places[c][0].start == start)
        lines = [text[start:end]] if sentence else text[start:end].split("\n")
        for number, line in enumerate(lines):
            if number:
                close()
                began = start
            if line:
                runs.append(Run(line, held, () if number else first))
    close()
    return blocks


def in_folios(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks file by file; there is always a first one."""
    folios: list[list[Block]] = [[]]
    for block in blocks:
        while folio_of(block.start) > len(folios):
            folios.append([])
        folios[-1].append(block)
    return folios


def _stretches(
    text: str, sentences: Sequence[ShownSentence], places: dict[str, tuple[Span, ...]]
) -> Iterable[tuple[int, int, ShownSentence | None, tuple[str, ...]]]:
    """Yield the text cut at every end of a sentence's or claim's piece."""
    owners = sorted(((p.start, p.end, s) for s in sentences for p in s.pieces), key=lambda o: o[:2])
    starts = [owner[0] for owner in owners]
    spans = [(span, claim) for claim, pieces in places.items() for span in pieces]
    cuts = {*range(0, len(text), FOLIO), len(text)}
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
    start, end = claim.partition("_")[0].split("-")
    return int(start), -int(end), claim
