"""Sentences and clauses of a view: where one claim ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kg.words import UPPER

# Abbreviations whose full stop ends no sentence: "TP. Hải Dương", "ThS.", "v.v.", "U.S.".
_NO_END = "".join(
    rf"(?<!{before}[.!?…])"
    for before in (r"[.\s]TP", r"\bTp", r"\bThS", r"\bTS", r"\bQ", r"\bTT", r"v\.v", r"[A-ZĐ]\.[A-ZĐ]")
)
# Nor does one between two numbers: "mục 3. 2".
_NO_END_IN_NUMBER = r"(?!(?<=\d\.)\s+\d)"
# The stop stands first, what may not stand before it behind: so a search looks back at stops only.
_SENTENCE_END = re.compile(
    rf"[.!?…](?:{_NO_END}{_NO_END_IN_NUMBER}[.!?]*['\"”)*]*\s+(?=[-+–]?\s?[“\"(]?[{UPPER}\d])|(?<=\.)/\.?)"
)
_CLAUSE_END = re.compile(r";\s*")


@lru_cache(maxsize=1024)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a view as (start, end), white space at both ends left out.

    Several stages ask for those of the same passages, one stage after the other: a report's are kept.
    """
    spans = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(trimmed for span in spans if (trimmed := _trimmed(text, *span)))


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses between semicolons of text[start:end]; those in brackets and quotes stay whole."""
    cuts = [start]
    depth = 0
    for index in range(start, end):
        character = text[index]
        if character in "(“":
            depth += 1
        elif character in ")”":
            depth = max(0, depth - 1)
        elif character == ";" and depth == 0:
            cuts.append(index + 1)
    cuts.append(end)
    return [trimmed for pair in pairwise(cuts) if (trimmed := _trimmed(text, *pair))]


def every_clause(text: str) -> Iterator[tuple[int, int]]:
    """Yield all clauses of a view, sentence by sentence, brackets opened: the grain of claims."""
    for start, end in sentence_spans(text):
        at = start
        for match in _CLAUSE_END.finditer(text, start, end):
            if trimmed := _trimmed(text, at, match.end()):
                yield trimmed
            at = match.end()
        if trimmed := _trimmed(text, at, end):
            yield trimmed


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
