"""What follows a symbol or a number and still belongs to the phrase: date, plenum, issuer and term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.find.bodies import BodyMatch, body_at
from kg.find.dates import DATED, date_of
from kg.find.match import DirectiveMatch
from kg.words import ORDINAL, ROMAN, roman

TERM = re.compile(rf"[ ,]*\(?\b[Kk]h[óo][áa]? ?(?P<term>{ROMAN})\b\)?")
"""A party congress's term: "khóa XII", "(khóa XI)"."""
_PLENUM = re.compile(
    rf",? (?:của |tại )?Hội nghị (?:Trung ương )?(?:lần thứ )?{ORDINAL}(?![\w/])", re.IGNORECASE
)
_OF = re.compile(r" ?,? ?(?:của|do) [^\w\s]{0,2} ?(?=\w)")
# "năm 2016 của Bộ Chính trị"; without the issuer it may be the year of what is done.
_YEAR_OF = re.compile(r",? năm (?P<year>(?:19|20)\d\d)(?= của \w)")
_ORGAN_BEHIND_PLENUM = re.compile(r",? (?=Ban Chấp hành|BCH|Bộ Chính trị|Ban Bí thư)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a symbol or number, and where it ends in the view."""

    end: int
    date: str | None = None
    year: int | None = None
    term: str | None = None
    issuer: BodyMatch | None = None


def tail_at(text: str, at: int) -> Tail:
    """Read date, plenum, issuer and term from a view position on, in any order, as far as they go."""
    tail = Tail(at)
    while True:
        if tail.date is None and (dated := DATED.match(text, tail.end)) and dated.end() > tail.end:
            date = date_of(dated)
            tail = replace(tail, end=dated.end(), date=date, year=int(date[:4]) if date else tail.year)
        elif tail.year is None and (year := _YEAR_OF.match(text, tail.end)):
            tail = replace(tail, end=year.end(), year=int(year["year"]))
        elif tail.term is None and (term := TERM.match(text, tail.end)):
            tail = replace(tail, end=term.end(), term=roman(term["term"]))
        elif plenum := _PLENUM.match(text, tail.end):
            tail = replace(tail, end=plenum.end())
            behind = _ORGAN_BEHIND_PLENUM.match(text, tail.end)
            if behind and (body := body_at(text, behind.end())):
                tail = replace(tail, end=body.end, issuer=body)
        elif tail.issuer is None and (of := _OF.match(text, tail.end)) and (body := body_at(text, of.end())):
            tail = replace(tail, end=body.end, issuer=body)
        else:
            return tail


def with_tail(match: DirectiveMatch, tail: Tail) -> DirectiveMatch:
    """Add what the tail says. A year that the match already has outranks that of the date."""
    return replace(
        match,
        end=max(match.end, tail.end),
        date=tail.date,
        year=match.year or tail.year,
        term=match.term or tail.term,
        issuer=tail.issuer.name if tail.issuer else match.issuer,
        issuer_level=tail.issuer.level if tail.issuer else match.issuer_level,
    )
