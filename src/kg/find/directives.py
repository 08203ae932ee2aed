"""Mentions of directives in a passage: the phrase that names each, with the fields that the phrase gives.

Forms, tried in this order, the earlier winning where two overlap: by symbol, by plenum or congress, by
number alone, laws and statutes, by year, by name (`kg.find.named`). Later members of a coordination share
what stands once: "Quyết định số 217 và 218 của Bộ Chính trị khóa XI".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.find.assemblies import by_congress, by_plenum
from kg.find.laws import laws, statutes
from kg.find.match import DirectiveMatch
from kg.find.named import find_named
from kg.find.numbered import by_number, by_symbol
from kg.find.yearly import by_year
from kg.words import ORDINAL, ROMAN

__all__ = ["DirectiveMatch", "find_directives"]

_FINDERS: tuple[Callable[[str], Iterator[DirectiveMatch]], ...] = (
    by_symbol, by_plenum, by_congress, by_number, statutes, laws, by_year, find_named,
)  # fmt: skip
_NUMBERED = frozenset({"symbol", "number"})
_BETWEEN = re.compile(r"(?:,| và|;|, và) (?:số )?")
_PLENUM_AHEAD = re.compile(rf"[^.;]{{0,90}}?Trung ương {ORDINAL} khóa (?P<term>{ROMAN})\b")
# A title stands in quotes, or behind "về" up to the end of the clause or to the next directive.
_TITLE = re.compile(
    r",? ?(?:\(?(?P<word>V/v|về việc|về|phê duyệt|ban hành|quy định|hướng dẫn)\b)? ?"
    r"(?:[“\"](?P<quoted>[^”\"]{4,400})[”\"]"
    r"|(?P<plain>[^;:.“”]{4,300}?)"
    r"(?=[;:.]|$|, (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế|Thông|Luật)| và (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế)))"
)
_WITHIN_TITLE = re.compile(r",? (?:về|V/v|quy định)\b[^;.:“”]{0,60}")


def find_directives(text: str) -> list[DirectiveMatch]:
    """Return the mentions in a view, left to right, none overlapping another."""
    found: list[DirectiveMatch] = []
    for finder in _FINDERS:
        for match in finder(text):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
    found = _shared(text, sorted(found, key=lambda m: m.start))
    return [_with_title(text, _with_term_ahead(text, m)) for m in found if not _in_title(text, m, found)]


def _shared(text: str, found: Sequence[DirectiveMatch]) -> list[DirectiveMatch]:
    """Give what stands once at the end of a coordination to the members before it that lack it."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        here, behind = out[index], out[index + 1]
        if _BETWEEN.fullmatch(text, here.end, behind.start):
            out[index] = _sharing(here, behind)
    return out


def _sharing(here: DirectiveMatch, behind: DirectiveMatch) -> DirectiveMatch:
    """Return a member with issuer, term or year of the member behind it, as far as forms may share."""
    if here.form == behind.form == "name" and here.year is None and behind.year and not here.name:
        return replace(here, year=behind.year)
    if here.form == behind.form == "plenum" and here.term is None:
        return replace(here, term=behind.term)
    if {here.form, behind.form} <= _NUMBERED and _same_house(here, behind):
        return replace(
            here,
            term=here.term or (behind.term if here.date is None and here.issuer is None else None),
            issuer=here.issuer or (behind.issuer if here.date is None else None),
            issuer_level=here.issuer_level or behind.issuer_level,
        )
    return here


def _same_house(here: DirectiveMatch, behind: DirectiveMatch) -> bool:
    return here.suffix is None or behind.suffix is None or here.suffix == behind.suffix


def _with_term_ahead(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Give a plenum without a term that of the next: "Hội nghị Trung ương 4, … Trung ương 5 khóa XIII"."""
    if match.form != "plenum" or match.term is not None:
        return match
    ahead = _PLENUM_AHEAD.match(text, match.end)
    return replace(match, term=ahead["term"]) if ahead else match


def _with_title(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Add the title behind a number: “…” or what follows "về", up to the end of the clause."""
    if match.title is not None or match.form not in {"symbol", "number", "plenum"}:
        return match
    title = _TITLE.match(text, match.end)
    if title is None or not (title["quoted"] or title["word"]):
        return match
    return replace(match, title=(title["quoted"] or f"{title['word']} {title['plain'].strip()}").strip(" *"))


def _in_title(text: str, match: DirectiveMatch, found: Sequence[DirectiveMatch]) -> bool:
    """Say whether a loosely named document stands in another's title: "NĐ 60 về thực hiện Quy chế …"."""
    if not match.generic:
        return False
    before = [m for m in found if m.end <= match.start and m.form == "symbol"]
    return bool(before) and bool(_WITHIN_TITLE.fullmatch(text, before[-1].end, match.start))
