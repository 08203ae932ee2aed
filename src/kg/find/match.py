"""What every finder of directives yields, and the words for kinds of documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.vocabulary import read_vocabulary
from kg.words import alternation


@dataclass(frozen=True, slots=True)
class DirectiveMatch:
    """A mention in a view. Null is what the phrase does not give."""

    start: int
    end: int
    form: str
    """How it is named: symbol, plenum, congress, number, law, statutes, year, title or name."""
    kind: str
    number: str | None = None
    suffix: str | None = None
    year: int | None = None
    date: str | None = None
    term: str | None = None
    issuer: str | None = None
    issuer_level: str = ""
    title: str | None = None
    name: str | None = None
    """The words that name a document without a number."""
    slip: bool = False
    """Some letter of its symbol is read otherwise than it stands."""
    generic: bool = False
    """Named so loosely that only the document around it can settle what it is."""


@cache
def _codes() -> dict[str, str]:
    return read_vocabulary().codes_by_form("kind")


@cache
def kind_words() -> str:
    """Return a regular expression for the words for kinds, in lower case: "nghị quyết", "chỉ thị" …"""
    return alternation(_codes())


@cache
def kind_group() -> str:
    """Return a regular expression for a kind word in any case, as the group `type`."""
    return rf"(?P<type>(?i:{kind_words()}))"


def kind_of(word: str) -> str:
    """Return the code of a kind word as written. KeyError where the vocabulary has no such word."""
    return _codes()[re.sub(r"\s+", " ", word.lower())]
