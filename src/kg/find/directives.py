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
from kg.find.dates import DATED, date_of
from kg.find.laws import laws, statutes
from kg.find.match import DirectiveMatch
from kg.find.named import find_named
from kg.find.numbered import by_number, by_symbol
from kg.find.yearly import by_year
from kg.words import ORDINAL, ROMAN, roman

__all__ = ["DirectiveMatch", "find_directives"]

_FINDERS: tuple[Callable[[str], Iterator[DirectiveMatch]], ...] = (
    by_symbol, by_plenum, by_congress, by_number, statutes, laws, by_year, find_named,
)  # fmt: skip
_NUMBERED = frozenset({"symbol", "number"})
_BETWEEN = re.compile(r"(?:,| và|;|, và) (?:số )?")
_SAME_DAY = re.compile(r"\bcùng ngày ")
_AHEAD_AT_MOST = 120
# A date that begins the sentence; behind a comma it is that of another document.
_ISSUED_ON = re.compile(
    rf"(?:^|[.;:+•-] ?)(?i:{DATED.pattern}),? [^;.:,“”]{{3,60}}? (?:đã )?(?:ký )?ban hành $"
)
_PLENUM_AHEAD = re.compile(rf"[^.;]{{0,90}}?Trung ương {ORDINAL} khóa (?P<term>{ROMAN})\b")
# A title stands in quotes, or behind "về" up to the end of the clause or to the next directive.
_TITLE = re.compile(
    r",? ?(?:\(?(?P<word>V/v|về việc|về|phê duyệt|ban hành|quy định|hướng dẫn)\b)? ?"
    r"(?:[“\"](?P<quoted>[^”\"]{4,400})[”\"]"
    r"|(?P<plain>[^;:.“”]{4,300}?)"
    r"(?=[;:.]|$|, (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế|Thông|Luật)| và (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế)))"
)
_WITHIN_TITLE = re.compile(r",? (?:về|V/v|quy định)\b[^;.:“”]{0,60}")
# "về việc ban hành", "của Chủ tịch … phê duyệt": what is issued stands right behind.
_ISSUING_IT = re.compile(
    r"(?: của [^,;.:“”]{3,60}?)?(?:,? (?:về (?:việc )?|V/v )| )(?:ban hành|phê duyệt) [“\"(]?"
)
_ISSUING_KINDS = frozenset({"QĐ", "QĐi", "NQ", "NĐ", "TT", "NQLT", "TTLT"})
_TITLED_FORMS = frozenset({"symbol", "number", "plenum"})
_DECISIONS = frozenset({"QĐ", "QĐi"})


def find_directives(text: str) -> list[DirectiveMatch]:
    """Return the mentions in a view, left to right, none overlapping another."""
    found: list[DirectiveMatch] = []
    for finder in _FINDERS:
        for match in finder(text):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
    found = _shared(text, sorted((_dated_ahead(text, m) for m in found), key=lambda m: m.start))
    return [_with_title(text, _with_term_ahead(text, m)) for m in found if not _in_title(text, m, found)]


def _shared(text: str, found: Sequence[DirectiveMatch]) -> list[DirectiveMatch]:
    """Give what stands once at the end of a coordination to the members before it that lack it."""
    out = list(found)
    same_day = False
    for index in range(len(out) - 2, -1, -1):
        here, behind = out[index], out[index + 1]
        if _BETWEEN.fullmatch(text, here.end, behind.start):
            same_day = same_day or bool(_SAME_DAY.search(text, behind.start, behind.end))
            here = _with_code(here, behind) if text[behind.start].isdigit() else here
            out[index] = _sharing(_with_date(here, behind) if same_day else here, behind)
        else:
            same_day = False
    return out


def _with_date(here: DirectiveMatch, behind: DirectiveMatch) -> DirectiveMatch:
    """Return a member with the date that "cùng ngày" shares."""
    return here if here.date else replace(here, date=behind.date, year=here.year or behind.year)


def _with_code(here: DirectiveMatch, behind: DirectiveMatch) -> DirectiveMatch:
    """Return a bare number with what the symbol of the next number says: "số 18, 19-NQ/TW"."""
    same_kind = here.kind == behind.kind or {here.kind, behind.kind} <= _DECISIONS
    if here.form != "number" or here.suffix or not (behind.suffix and same_kind):
        return here
    return replace(here, kind=behind.kind, suffix=behind.suffix, year=here.year or _symbol_year(behind))


def _symbol_year(match: DirectiveMatch) -> int | None:
    return match.year if match.date is None else None


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


def _dated_ahead(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Give a document the day that its issue is told of: "Ngày 18/5/2021, Bộ Chính trị ban hành …"."""
    if match.form not in _NUMBERED or match.date or match.year:
        return match
    ahead = _ISSUED_ON.search(text, max(0, match.start - _AHEAD_AT_MOST), match.start)
    date = date_of(ahead) if ahead else None
    return replace(match, date=date, year=int(date[:4])) if date else match


def _with_term_ahead(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Give a plenum without a term that of the next: "Hội nghị Trung ương 4, … Trung ương 5 khóa XIII"."""
    if match.form != "plenum" or match.term is not None:
        return match
    ahead = _PLENUM_AHEAD.match(text, match.end)
    return replace(match, term=roman(ahead["term"])) if ahead else match


def _with_title(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Add the title behind a number: “…” or what follows "về", up to the end of the clause."""
    if match.title is not None or match.form not in {"symbol", "number", "plenum"}:
        return match
    title = _TITLE.match(text, match.end)
    if title is None or not (title["quoted"] or title["word"]):
        return match
    return replace(match, title=(title["quoted"] or f"{title['word']} {title['plain'].strip()}").strip(" *"))


def _in_title(text: str, match: DirectiveMatch, found: Sequence[DirectiveMatch]) -> bool:
    """Say whether a named document stands in another's title: "NĐ 60 về thực hiện Quy chế …".

    What a numbered document issues or approves is itself; else only loose names belong to its title.
    """
    before = [m for m in found if m.end <= match.start and m.form in _TITLED_FORMS]
    if not before or match.form not in {"name", "title"}:
        return False
    if before[-1].kind in _ISSUING_KINDS and _ISSUING_IT.fullmatch(text, before[-1].end, match.start):
        return True
    return match.generic and bool(_WITHIN_TITLE.fullmatch(text, before[-1].end, match.start))
