"""Where a report's sentences stand, as one short literal: "12-80 81-99+120-140".

A space stands between sentences, in reading order; "+" joins the pieces of a sentence that page furniture
interrupts; each piece is `start-end`, half-open in code points of the report's text.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Sentence, Span


def sentence_spans_text(sentences: Iterable[Sentence]) -> str:
    """Return the literal for sentences in the order given."""
    return " ".join("+".join(f"{p.start}-{p.end}" for p in _pieces(s)) for s in sentences)


def read_sentence_spans(text: str) -> tuple[tuple[Span, ...], ...]:
    """Return the pieces of each sentence; the inverse of `sentence_spans_text`.

    Raises ValueError for a text of another form.
    """
    return tuple(tuple(map(_read_span, sentence.split("+"))) for sentence in text.split())


def _pieces(sentence: Sentence) -> tuple[Span, ...]:
    return sentence.pieces or (Span(sentence.start, sentence.end),)


def _read_span(piece: str) -> Span:
    start, end = piece.split("-")
    return Span(int(start), int(end))
