"""The records that flow from stage to stage. All frozen; spans are half-open code-point offsets.

A `Document` is what a format reader makes of a file; everything else is what extraction finds in its
text. For each record with `start` and `end`, `text[start:end] == surface`. Where page furniture (a
footnote block, a page break) stands inside, `start`/`end` is the hull and `pieces` lists the parts that
belong to the item, in order (Web Annotation, W3C 2017: several selectors of one target).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["results", "shortcomings", "plan"]
Status = Literal["done", "ongoing", "planned", "shortcoming"]
Severity = Literal["violation", "warning", "info"]
Relationship = Literal["implements", "amends", "replaces", "continues", "based_on", "guides", "cites"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval of code points, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text: `text` is in NFC and is what all spans count in."""

    source: str
    """The file's name as given, for messages and provenance."""
    sha256: str
    """Of the file's bytes, hexadecimal."""
    text_sha256: str
    """Of `text` in UTF-8, hexadecimal; it identifies the report."""
    text: str
    province: str | None = None
    """The province that the user states for this very report; it outranks the text."""
    province_if_unnamed: str | None = None
    """The province that the user states for reports that name none."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading of its level or above."""

    number: str
    """Path of enumerators from the top: "III.2", "B.3"; "" before the first heading."""
    heading: str
    part: Part
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or, in footnotes and tables, the unit that stands for one."""

    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]
    section: str
    note: str | None
    """The number of the footnote that it stands in, or null in the body."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the head, the recipients and the signature say. Null where the report does not say it.

    Dates are ISO 8601, partial where the text is ("2024-04"). `symbol` keeps a blank number's shape
    ("-BC/ĐUK").
    """

    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    title: str | None = None
    issuer: str | None = None
    province: str | None = None
    place: str | None = None
    date: str | None = None
    draft: bool = False
    period_start: str | None = None
    period_end: str | None = None
    plan_start: str | None = None
    plan_end: str | None = None
    signer: str | None = None
    signer_position: str | None = None
    on_behalf_of: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a directive, as far as one report settles it.

    `number` has no leading zeros ("5", "1842b"); `suffix` is the issuer's code in the symbol (TW, TU,
    ĐUK, NĐ-CP …); `scope` the province of a provincial or lower issuer, or null where left open; `term`
    a Roman numeral. A plenum's resolution is abbr NQTW with the plenum's number and the term, a
    congress's NQĐH, the party statutes ĐLĐ. `name` tells documents without a number apart: the words
    that name it, folded to a slug ("quy-che-lam-viec").
    """

    abbr: str
    number: str | None = None
    suffix: str | None = None
    scope: str | None = None
    year: int | None = None
    term: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of one identified directive: the phrase that names it, its title left out."""

    id: str
    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]
    identity: Identity
    date: str | None
    issuer: str | None
    """Canonical name of the issuing body."""
    title: str | None
    form: str
    """How it is named: symbol, number, plenum, law, name … (data/reference/confidence.csv)."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What the report says was, is or will be done about one directive by one actor."""

    id: str
    mention: str
    actor: str
    actor_explicit: bool
    """The clause itself names the actor; else it is the nearest governing subject."""
    activity: str
    """A concept of the vocabulary: disseminate, implement, concretize …"""
    status: Status
    review_years: int | None
    """10 in "tổng kết 10 năm thực hiện"."""
    via: str | None
    """The instrument issued to act: a mention's id, or the words where it is not identified."""
    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]
    figures: tuple[str, ...]
    part: Part
    section: str
    form: str
    """By which words the activity is recognised: "direct: implement", "chain", "inherited" …"""
    confidence: float
    actor_form: str
    """By which words the actor is: subject, told, list, heading, issuer …"""
    actor_confidence: float


@dataclass(frozen=True, slots=True)
class Task:
    """One assigned or planned piece of work."""

    id: str
    section: str
    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]
    assignee: str | None
    coordinators: tuple[str, ...]
    """Bodies named after "phối hợp với"."""
    directives: tuple[str, ...]
    """Ids of the mentions in it."""
    period_start: str | None
    period_end: str | None
    deadline: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported quantity. Money in its currency unit ("đồng"), other units as written."""

    id: str
    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]
    value: float
    of: float | None
    """The denominator of "6.115/6.172 đảng viên"."""
    unit: str | None
    indicator: str | None
    """Short phrase of what is counted."""
    change: Literal["increase", "decrease"] | None
    """The quantity is a change against an earlier period."""
    comparator: Literal["about", "over", "under"] | None


@dataclass(frozen=True, slots=True)
class Relation:
    """The text says that one identified directive implements, amends, continues … another."""

    source: str
    relation: Relationship
    target: str
    """`source` and `target` are mention ids."""
    start: int
    end: int
    surface: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the text itself: shown, never silently repaired."""

    code: str
    severity: Severity
    start: int
    end: int
    surface: str
    message: str
    """In Vietnamese."""
    message_en: str
    others: tuple[Span, ...] = ()
    """Further places that show it, such as the other of two dates."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that one document says."""

    document: Document
    header: Header
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    tasks: tuple[Task, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
