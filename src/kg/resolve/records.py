"""What resolution takes and gives: citations and known directives in, directives and conclusions out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Identity
from kg.register import DirectiveKey

Rank = Literal["decided", "certain", "likely", "open"]
Basis = Literal["decision", "date", "term", "rest"]
"""What settles a mention: a person, its own date, its own term, or what alone remains possible."""


@dataclass(frozen=True, slots=True)
class Review:
    """An anniversary: "sơ kết 5 năm" in a report on 2018, or planned there."""

    years: int
    year: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of one mention: the directive that it is, or those that it is not.

    `confirmed` and `rejected` are directives' paths; `words` and `words_en` name who, and why.
    """

    confirmed: str | None
    rejected: frozenset[str]
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention as resolution sees it. `known_by` is the last day of which its report can speak."""

    mention: str
    report: str
    key: DirectiveKey
    identity: Identity
    surface: str = ""
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    known_by: str | None = None
    reviews: tuple[Review, ...] = ()
    ruling: Ruling | None = None
    first_date: str | None = None
    """The earlier date that the same report gives by a slip of the pen; it counts for `date`."""


@dataclass(frozen=True, slots=True)
class Known:
    """A directive of the reference data. One that is not verified decides nothing."""

    key: DirectiveKey
    identity: Identity
    date: str
    title: str
    verified: bool
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mention says by itself; many mentions can say the same."""

    surface: str
    identity: Identity
    date: str | None
    issuer: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Usage:
    """A wording and what it was taken to mean: the dating of its directive, null where that is open.

    `horizon` is the numbering in which the report was written (`kg.resolve.horizons`), `own` the dating
    that the mention gives by itself; `candidates` are datings.
    """

    wording: Wording
    horizon: str
    own: str
    when: str | None
    candidates: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive that mentions mean, or may mean. `path` is its IRI's end: "tw/2016/05-ct-tw"."""

    path: str
    key: DirectiveKey
    identity: Identity
    issued_on: str | None
    issuer: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was concluded of one mention: a directive, or the candidates among which none was chosen."""

    mention: str
    report: str
    directive: str | None
    candidates: tuple[str, ...]
    rank: Rank
    reason: str
    reason_en: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Resolved:
    """The conclusions on one register and symbol, in order.

    `aliases` are (path that a mention had by itself, path that it has now); `usages` counts the mentions
    of each usage: all that later mentions need to know of the earlier ones.
    """

    key: DirectiveKey
    directives: tuple[Directive, ...]
    resolutions: tuple[Resolution, ...]
    aliases: tuple[tuple[str, str], ...]
    usages: Mapping[Usage, int]
