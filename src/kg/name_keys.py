"""Folded keys under which directives and bodies are found by what users type of their names.

The graph holds them (`dkg:nameKey`), so that a name is looked up, not searched for among all.
"""

from __future__ import annotations

import re

from kg.iri import slug

# Which of two bodies of one name: "Thành ủy Hải Phòng (từ ngày 01/7/2025)".
_LASTING = re.compile(r" \((?:đến|từ) ngày [\d/]+\)$")
_WHOLE = "="


def directive_name_keys(symbol: str, label: str, *, numbered: bool) -> tuple[str, ...]:
    """Return the beginnings of a numbered directive's folded symbol, else the words of its name.

    ("05-ct-tw", …) → "05", "05-ct", "05-ct-tw"; ("luat-dat-dai", "Luật đất đai (2013)") → "2013", "dai" …
    """
    parts = symbol.split("-")
    if numbered:
        return tuple("-".join(parts[:n]) for n in range(1, len(parts) + 1))
    return tuple(sorted({*parts, *name_words(label)}))


def body_name_keys(label: str) -> tuple[str, ...]:
    """Return the words of a body's name, and the whole of it."""
    return (whole_name_key(label), *sorted(set(name_words(label))))


def whole_name_key(name: str) -> str:
    """Return the key of a whole name, without the day that tells two bodies of one name apart."""
    return _WHOLE + slug(_LASTING.sub("", name))


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words: "Tỉnh ủy Hải Dương" → "tinh", "uy", "hai", "duong"."""
    return tuple(slug(name).split("-"))
