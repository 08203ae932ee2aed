"""Patterns shared by all finders: alternations of words, numerals, proper names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CAPITALS = "ĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
UPPER = "A-Z" + _CAPITALS
LOWER = "a-z" + _CAPITALS.lower()
SYLLABLE = rf"[{UPPER}][{LOWER}{UPPER}]*"
PROPER_NAME = rf"{SYLLABLE}(?:[ -](?:{SYLLABLE}))*"
ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{0,3}))(?<=[IVX])"
ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
}  # fmt: skip
ORDINAL = r"(?:\d{1,2}|mười (?:một|hai|ba|bốn|lăm)|nhất|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín|mười)"
_TO_ASCII = {
    letter: base
    for base, letters in {
        "a": "àáảãạăằắẳẵặâầấẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ",
        "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ", "d": "đ",
    }.items()
    for letter in letters
}  # fmt: skip
_FOLD = str.maketrans({**_TO_ASCII, **{k.upper(): v.upper() for k, v in _TO_ASCII.items()}})


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first; a space is any white space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in ordered) + ")"


def fold(text: str) -> str:
    """Return the text without accents, đ as d; its length stays."""
    return text.translate(_FOLD)


_SYLLABLE_FORM = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}


def is_syllable(word: str) -> bool:
    """Say whether a word is formed like a Vietnamese syllable ("nghiêm", not "Giảnquyêt" or "xa1")."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return bool(_SYLLABLE_FORM.fullmatch(toneless))


def ordinal(text: str) -> int:
    """Return the number that a numeral or an ordinal word says."""
    return int(text) if text.isdigit() else ORDINALS[text.lower()]


def upper_first(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
