"""Directives named by a symbol ("Chỉ thị số 05-CT/TW") or by a number alone ("Quyết định số 217 và 218")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.find.match import DirectiveMatch, kind_group, kind_of, kind_words
from kg.find.symbols import LAW, Symbol, find_symbols
from kg.find.tail import tail_at, with_tail
from kg.words import alternation

_LEAD_AT_MOST = 60
# "số" before a symbol, as recognition damages it; what stands before it is the kind word and a few more.
_NUMBER_SIGN = r"(?: ?(?:s[ốôóo6]|Số|SỐ|sỐ)(?: ?:)?)?"
_MORE_WORDS = r"(?P<more>(?: (?!số\b)[a-zđà-ỹ]+){0,3}?)"
_DAMAGED_SIGN = re.compile(r"s[ốôóo6]", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"(?:số|sô|Số) ?:? ?$")
# A number that is no share, sum, date or part of a symbol, and stands before a word that follows names.
_FOLLOWING = (
    "của", "về", "ngày", "cấp", "trên", "theo", "được", "đã", "tại", "trong", "với", "đến",
)  # fmt: skip
_NUMBER = r"(?P<number>\d{1,4})(?![\d%/]|[.,]\d|-[A-ZĐ\d])"
_NUMBER_ENDS = rf" {alternation(_FOLLOWING)}\b| và (?:số )?\d|,? khóa\b| \(|[,;:)”\"]|\.(?!\d)|$"
_COUNTED_BEHIND = re.compile(r" (?:trên|theo|được|đã|trong|với)\b")
_NO_NUMBER_KINDS = frozenset({"BC", "TTr", "L", "HP", "PL", "ĐL", "CL", "PA", "QH"})


def by_symbol(text: str) -> Iterator[DirectiveMatch]:
    """Yield the directives of a view that have a symbol, with the kind word before it where there is one."""
    for symbol in find_symbols(text):
        start, kind = _lead(text, symbol)
        if kind is None or symbol.number is None:  # a blank for the number identifies nothing
            continue
        tail = tail_at(text, symbol.end)
        match = DirectiveMatch(
            start, tail.end, "symbol", kind, symbol.number, symbol.suffix, symbol.year, slip=symbol.slip
        )
        yield with_tail(match, tail)


def _lead(text: str, symbol: Symbol) -> tuple[int, str | None]:
    """Return where the phrase of a symbol begins and its kind; the symbol's own code outranks the word."""
    window = max(0, symbol.start - _LEAD_AT_MOST)
    lead = _before_symbol().search(text[window : symbol.start])
    own = symbol.code if symbol.code != LAW else None
    if lead and (nearer := _kind_at_end().search(lead["more"].rstrip())):
        return window + lead.start("more") + nearer.start(), own or kind_of(nearer[0])
    if lead and (not lead["more"] or _DAMAGED_SIGN.search(lead[0])):
        return window + lead.start("type"), own or kind_of(lead["type"])
    word = _NUMBER_WORD.search(text[: symbol.start])
    return word.start() if word else symbol.start, symbol.code


@cache
def _before_symbol() -> re.Pattern[str]:
    return re.compile(rf"{kind_group()}{_MORE_WORDS}{_NUMBER_SIGN} ?$")


@cache
def _kind_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?i:{kind_words()})$")


def by_number(text: str) -> Iterator[DirectiveMatch]:
    """Yield the directives of a view that a kind word and bare numbers name, one for each number."""
    for match in _number_only().finditer(text):
        kind = kind_of(match["type"])
        if kind in _NO_NUMBER_KINDS or not (match["so"] or _surely_numbered(text, match)):
            continue
        members = [match]
        while more := _more_numbers().match(text, members[-1].end()):
            members.append(more)
        tail = tail_at(text, members[-1].end())
        for index, member in enumerate(members):
            start = match.start() if index == 0 else member.start("number")
            end = tail.end if index == len(members) - 1 else member.end()
            if number := member["number"].lstrip("0"):
                yield with_tail(DirectiveMatch(start, end, "number", kind, number), replace(tail, end=end))


@cache
def _number_only() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){kind_group()} (?P<so>số )?{_ended_number()}")


@cache
def _more_numbers() -> re.Pattern[str]:
    return re.compile(rf"(?:,| và) (?:số )?{_ended_number()}")


def _ended_number() -> str:
    return rf"{_NUMBER}(?={_NUMBER_ENDS}| và (?i:{kind_words()}) (?:số )?\d)"


def _surely_numbered(text: str, match: re.Match[str]) -> bool:
    """Say whether a number without "số" counts nothing: "Chỉ thị 05 của", not "kết luận 02 đảng viên"."""
    if not match["type"][0].isupper() or len(match["number"]) < 2:
        return False
    return match["number"][0] == "0" or not _COUNTED_BEHIND.match(text, match.end())
