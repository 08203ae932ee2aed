"""Words that text recognition garbled, mended in views by the vocabulary: "kê hoạch" → "kế hoạch".

Only accents are mended, and only in phrases of two words or more that the vocabulary knows: a phrase whose
letters agree without accents, but which no writer would write. Lengths stay, so spans stay exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from kg.reference import read_reference
from kg.vocabulary import read_vocabulary
from kg.words import fold


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern over folded lower-case text and the right spelling of each folded phrase."""
    vocabulary = read_vocabulary()
    known: dict[str, set[str]] = defaultdict(set)
    for scheme in ("kind", "activity", "part", "relation", "unit"):
        for concept in vocabulary.schemes.get(scheme, {}).values():
            for form in concept.forms:
                known[fold(form).lower()].add(form.lower())
    for law in read_reference().laws:
        known["luat " + fold(law).lower()].add("luật " + law.lower())
    for body in read_reference().bodies:
        for form in body.forms:
            known[fold(form).lower()].add(form.lower())
    sure = {
        f: next(iter(right))
        for f, right in known.items()
        if len(right) == 1 and len(f.split()) >= 2 and len(f) > 6
    }
    alternatives = "|".join(re.escape(f) for f in sorted(sure, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), sure


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
        if written.lower() != wanted and not written.isupper():
            pieces += [text[at : match.start()], _in_case(written, wanted)]
            at = match.end()
        elif written.isupper() and written.lower() != wanted:
            pieces += [text[at : match.start()], wanted.upper()]
            at = match.end()
    return "".join((*pieces, text[at:])) if pieces else text


def _in_case(written: str, wanted: str) -> str:
    return "".join(w.upper() if o.isupper() else w for o, w in zip(written, wanted, strict=True))
