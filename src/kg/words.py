"""Patterns shared by all finders: alternations of words, numerals, proper names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_CAPITALS = "ĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
UPPER = "A-Z" + _CAPITALS
LOWER = "a-z" + _CAPITALS.lower()
SYLLABLE = rf"[{UPPER}][{LOWER}{UPPER}]*"
PROPER_NAME = rf"{SYLLABLE}(?:[ -](?:{SYLLABLE}))*"
ROMAN = r"(?=[IVX])(?:X{0,2}(?:[Il]X|[Il]V|V?[Il]{0,3}))(?<=[IVXl])"
"""A numeral from I on; recognition has l for I. Read it with `roman`."""
ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
}  # fmt: skip
ORDINAL = r"(?:\d{1,2}|mười (?:một|hai|ba|bốn|lăm)|nhất|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín|mười)"
_DIGITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
COUNTS = {
    **{word: n for n, word in enumerate(_DIGITS, 1)},
    "mười": 10,
    **{f"mười {'lăm' if n == 5 else word}": 10 + n for n, word in enumerate(_DIGITS, 1)},
    **{f"{ten} mươi": 10 * n for n, ten in enumerate(_DIGITS, 1) if n > 1},
    **{f"{ten} mươi {'lăm' if m == 5 else 'mốt' if m == 1 else word}": 10 * n + m
       for n, ten in enumerate(_DIGITS, 1) if n > 1 for m, word in enumerate(_DIGITS, 1)},
}  # fmt: skip
"""Numbers in words, 1 to 99: "năm" in "sơ kết năm năm", "hai mươi lăm"."""
_TO_ASCII = {
    letter: base
    for base, letters in {
        "a": "àáảãạăằắẳẵặâầấẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ",
        "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ", "d": "đ",
    }.items()
    for letter in letters
}  # fmt: skip
# ASCII stands for itself: `str.translate` takes longest over letters that its table lacks.
_FOLD = {
    **{code: chr(code) for code in range(128)},
    **{ord(letter): base for letter, base in _TO_ASCII.items()},
    **{ord(letter.upper()): base.upper() for letter, base in _TO_ASCII.items()},
}


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first; a space is any white space.

    Words that begin alike are factored ("a(?:b|c)" for "ab|ac"): a search then tries one branch for a first
    letter, not one for each of a thousand words. A look at the letter ahead goes before even these. What
    matches is the same.
    """
    some = set(words)
    letters = "".join(sorted({re.escape(word[:1]) for word in some}))
    ahead = f"(?=[{letters}])" if letters and "" not in some else ""
    return f"(?:{ahead}{_factored(some)})"


def _factored(words: set[str]) -> str:
    """Return the alternation of the words, as a group where it has more than one branch."""
    by_letter: dict[str, set[str]] = defaultdict(set)
    for word in words:
        by_letter[word[:1].lower()].add(word)
    ends_here = by_letter.pop("", None) is not None
    branches = [_branch(same) for _, same in sorted(by_letter.items())]
    if len(branches) == 1 and not ends_here:
        return branches[0]
    return f"(?:{'|'.join(branches)}{'|' if ends_here else ''})" if branches else ""


def _branch(words: set[str]) -> str:
    """Return a branch for words that begin with one letter.

    Where some begin with its capital, they stay as they are, the longest first: in a pattern for any case the
    shorter of two could else come before the longer.
    """
    first = {word[0] for word in words}
    if len(first) == 1:
        return _escaped(first.pop()) + _factored({word[1:] for word in words})
    return f"(?:{'|'.join(map(_escaped, sorted(words, key=lambda w: (-len(w), w))))})"


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", " ")


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return the text without accents, đ as d; its length stays.

    Several stages fold the same passages, one stage after the other: a report's are kept.
    """
    return text.translate(_FOLD)


_SYLLABLE_FORM = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether a word is formed like a Vietnamese syllable ("nghiêm", not "Giảnquyêt" or "xa1")."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return bool(_SYLLABLE_FORM.fullmatch(toneless))


@lru_cache(maxsize=16384)
def spelling(words: str) -> str:
    """Return words as their accents tell them apart, whatever their case and where a tone mark stands.

    "Hoà" and "HÒA" are spelled alike, "Phú Yên" and "Phù Yên" are not.
    """
    return " ".join(map(_tone_last, unicodedata.normalize("NFD", words.casefold()).split()))


def _tone_last(word: str) -> str:
    return word.translate(_TONES) + "".join(letter for letter in word if ord(letter) in _TONES)


def ordinal(text: str) -> int:
    """Return the number that a numeral or an ordinal word says."""
    return int(text) if text.isdigit() else ORDINALS[text.lower()]


def number(text: str) -> int:
    """Return the number that digits or words say."""
    return int(text) if text.isdigit() else COUNTS[text.lower()]


def roman(text: str) -> str:
    """Return a Roman numeral as it should stand: recognition reads l for I ("XIl")."""
    return text.replace("l", "I")


def upper_first(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
