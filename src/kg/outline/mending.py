"""Words that text recognition garbled, mended in views by the vocabulary: "kê hoạch" → "kế hoạch".

Only accents are mended, and only in phrases of two words or more that the vocabulary knows: a phrase whose
letters agree without accents, but which no writer would write. Lengths stay, so spans stay exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.reference import read_reference
from kg.vocabulary import read_vocabulary
from kg.words import alternation, fold

_TOO_SHORT = 6
"""Letters and spaces of a folded phrase that many another could garble into."""

_PLACE_AT_MOST = 30


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern over folded lower-case text and the right spelling of each folded phrase."""
    known: dict[str, set[str]] = defaultdict(set)
    for form in _known_forms():
        known[fold(form).lower()].add(form.lower())
    sure = {
        folded: next(iter(right))
        for folded, right in known.items()
        if len(right) == 1 and len(folded.split()) >= 2 and len(folded) > _TOO_SHORT
    }
    return re.compile(rf"(?<!\w){alternation(sure)}(?!\w)"), sure


def _known_forms() -> Iterator[str]:
    """Yield the phrases of the vocabulary, the laws and the bodies, as they should stand."""
    vocabulary = read_vocabulary()
    for scheme in ("kind", "activity", "part", "relation", "unit"):
        for concept in vocabulary.schemes.get(scheme, {}).values():
            yield from concept.forms
    for law in read_reference().laws:
        yield f"luật {law}"
    for body in read_reference().bodies:
        yield from body.forms


@cache
def _places() -> re.Pattern[str]:
    reference = read_reference()
    names = {province.name for province in reference.provinces} | {unit.name for unit in reference.districts}
    return re.compile(rf"(?<!\w){alternation(name for name in names if ' ' in name)}(?!\w)")


def _begins_in_place(text: str, at: int) -> bool:
    """Say whether a phrase would begin with the end of a place's name: "huyện Tứ Kỳ ban hành"."""
    around = (max(0, at - _PLACE_AT_MOST), at + _PLACE_AT_MOST)
    return any(place.start() < at < place.end() for place in _places().finditer(text, *around))


def mended(text: str) -> str:
    """Return the text with garbled vocabulary phrases mended; capitals and length stay."""
    pattern, right = _phrases()
    folded = fold(text).lower()
    if len(folded) != len(text):
        return text
    pieces: list[str] = []
    at = 0
    for match in pattern.finditer(folded):
        written = text[match.start() : match.end()]
        wanted = right[match[0]]
        if written.lower() != wanted and not _begins_in_place(text, match.start()):
            right_form = wanted.upper() if written.isupper() else _in_case(written, wanted)
            pieces += [text[at : match.start()], right_form]
            at = match.end()
    return "".join((*pieces, text[at:])) if pieces else text


def _in_case(written: str, wanted: str) -> str:
    return "".join(w.upper() if o.isupper() else w for o, w in zip(written, wanted, strict=True))
