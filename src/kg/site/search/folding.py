"""Words as they are searched. `search-fold.js` does the same; `tests/cases/search_fold.json` tests both.

A word has two forms. `fold` is what everybody types: no accents, đ as d, kỷ as kỉ, 05 as 5. `exact` keeps
what tells words apart, but not how it happens to be written: hòa and hoà, ủy and uỷ, kỷ and kỉ are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WORD = re.compile(
    "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1eff]+|[0-9]+"
)
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TONE = re.compile(f"[{''.join(_TONES)}]")
_MARKS = re.compile("[\u0300-\u036f]")
_LONE_Y = re.compile(r"^([bcdghklmnpqrstvx]+|qu)y$")
_NUMBER_WORDS = frozenset(("số", "Số", "SỐ", "so", "So", "SO"))
_STROKED = str.maketrans("đð", "dd")


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text in Unicode's form NFC, as written.

    >>> tokens("Chỉ thị 05-CT/TW, mục 3b")
    ['Chỉ', 'thị', '05', 'CT', 'TW', 'mục', '3', 'b']
    """
    return _WORD.findall(text)


def placed(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each word with its place: one after the other, but "số" in the place of the number after it.

    So "Chỉ thị số 05" has "Chỉ thị 05" side by side, and "dân số 2024" still has "dân số".

    >>> list(placed(["thị", "số", "05", "CT"]))
    [('thị', 0), ('số', 1), ('05', 1), ('CT', 2)]
    """
    place = 0
    for word, following in zip(words, [*words[1:], ""], strict=False):
        yield word, place
        place += word not in _NUMBER_WORDS or not following.isdigit()


def fold(token: str) -> str:
    """Return a token without what people leave out: "Kỷ" → "ki", "Đảng" → "dang", "05" → "5"."""
    if token.isdigit():
        return token.lstrip("0") or "0"
    return _lone_i(_MARKS.sub("", unicodedata.normalize("NFD", token.lower())).translate(_STROKED))


def exact(token: str) -> str:
    """Return a token in small letters, its tone a number at the end: "Hoà", "hòa" → "hoa2"; "05" → "05"."""
    parts = unicodedata.normalize("NFD", token.lower().replace("ð", "đ"))
    letters = unicodedata.normalize("NFC", _TONE.sub("", parts))
    return _lone_i(letters) + "".join(_TONES[tone] for tone in _TONE.findall(parts))


def _lone_i(letters: str) -> str:
    """Write i for y where it is a syllable's only vowel after a consonant: ky, ly, quy; not y, thuy."""
    return _LONE_Y.sub(r"\1i", letters)
