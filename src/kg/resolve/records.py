"""What resolution takes and gives: citations and known directives in, directives and conclusions out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import Identity
from kg.register import DirectiveKey

Rank = Literal["certain", "likely", "open"]


@dataclass(frozen=True, slots=True)
class Review:
    """An anniversary: "sơ kết 5 năm" in a report on 2018, or planned there."""

    years: int
    year: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention as resolution sees it. `known_by` is the last day of which its report can speak."""

    mention: str
    report: str
    key: DirectiveKey
    identity: Identity
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    known_by: str | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A directive of the reference data. One that is not verified decides nothing."""

    key: DirectiveKey
    identity: Identity
    date: str
    title: str
    verified: bool


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
    directive: str | None
    candidates: tuple[str, ...]
    rank: Rank
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """All conclusions, in order. `aliases` are (undated path, the path that it has now)."""

    directives: tuple[Directive, ...]
    resolutions: tuple[Resolution, ...]
    aliases: tuple[tuple[str, str], ...]
