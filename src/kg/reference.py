"""The facts that a clerk can edit, read once from `data/reference/*.csv` into plain records."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.content import content_path
from kg.errors import ContentError

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CHANGES = ("merger", "dissolution", "renaming", "foundation")


@dataclass(frozen=True, slots=True)
class Province:
    """A province as it was until 30 June 2025 and the one that it belongs to since."""

    code: str
    name: str
    full_name: str
    successor: str
    """Name of the province since 1 July 2025."""
    change: str
    """"unchanged" or "merged"."""


@dataclass(frozen=True, slots=True)
class District:
    """A unit of the district level as it was until 30 June 2025."""

    code: str
    name: str
    full_name: str
    province: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office (khóa): years are those of the congresses that open and end it."""

    register: str
    """"TW" for the Centre, "TU" for provincial committees."""
    numeral: str
    """Roman numeral of a central term; "" where each province counts its own."""
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class KnownDirective:
    """A directive with a sourced date. `verified` is false for leads that decide nothing."""

    symbol: str
    date: str
    subject: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class BodyName:
    """A standing kind of body and how it is written.

    `role` is committee, organ (of a committee), commission (of a committee), state, mass, unit or class;
    `place` says what kind of place completes the name: none, province, district, commune or any.
    """

    code: str
    name: str
    forms: tuple[str, ...]
    role: str
    level: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that many bodies went through on one day: which bodies, where, and what came of them."""

    date: str
    """ISO day, month or year, as fine as the source tells."""
    kind: str
    """merger, dissolution, renaming or foundation."""
    level: str
    bodies: tuple[str, ...]
    """Codes of `bodies.csv`, or words with which names begin; "*" for every body of the level."""
    provinces: tuple[str, ...]
    """"all", "merged", or names of provinces; none for the Centre."""
    result: tuple[str, ...]
    """Words with which the names of the resulting bodies begin; "=" for the same body of the new province."""
    basis: str
    """Symbol of the directive that decided it; "" where none is known or each place had its own."""
    source: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The code by which symbols name an issuing body ("BTCTU") and the body's name without its place."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure one form of recognition is, as counted on annotated reports by `bench.calibration`."""

    layer: str
    """mentions, statements or actors."""
    form: str
    """"*" for a form that no annotated report has."""
    right: int
    """How many of the items `found` by this form in real reports were right."""
    found: int
    confidence: float
    """Share of right ones to expect, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data."""

    provinces: tuple[Province, ...]
    districts: tuple[District, ...]
    terms: tuple[Term, ...]
    directives: tuple[KnownDirective, ...]
    bodies: tuple[BodyName, ...]
    changes: tuple[Change, ...]
    issuers: tuple[Issuer, ...]
    laws: tuple[str, ...]
    """Names of laws without the word "Luật"; some hold commas."""
    confidences: tuple[Confidence, ...]


@cache
def read_reference() -> Reference:
    """Read all CSV files. Raises ContentError that names file and line where one is faulty."""
    return Reference(
        provinces=tuple(
            Province(r["code"], r["name"], r["full_name"], r["successor"], r["change"])
            for r in _rows("provinces.csv")
        ),
        districts=tuple(
            District(r["code"], r["name"], r["full_name"], r["province"]) for r in _rows("districts.csv")
        ),
        terms=tuple(
            Term(r["register"], r["numeral"], int(r["first_year"]), int(r["last_year"]))
            for r in _rows("terms.csv")
        ),
        directives=tuple(
            KnownDirective(r["symbol"], r["date"], r["subject"], r["source"], r["verified"] == "yes")
            for r in _rows("directives.csv")
        ),
        bodies=tuple(
            BodyName(r["code"], r["name"], tuple(r["forms"].split("|")), r["role"], r["level"])
            for r in _rows("bodies.csv")
        ),
        changes=read_changes(content_path("reference") / "changes.csv"),
        issuers=tuple(Issuer(r["code"], r["name"], r["level"]) for r in _rows("issuers.csv")),
        laws=tuple(r["name"] for r in _rows("laws.csv")),
        confidences=read_confidences(content_path("reference") / "confidence.csv"),
    )


@cache
def read_communes() -> frozenset[tuple[str, str]]:
    """Return (name, province) of all communes, wards and special zones since 1 July 2025."""
    return frozenset((r["name"], r["province"]) for r in _rows("communes.csv"))


def read_changes(path: Path) -> tuple[Change, ...]:
    """Read the table of changes. Raises ContentError that names the line of a faulty row."""
    return tuple(_change(row, f"{path}:{line}") for line, row in enumerate(_read(path), 2))


def _change(row: Mapping[str, str], place: str) -> Change:
    if not _DATE.fullmatch(row["date"]):
        raise ContentError(f"{place}: expected a date as 2025-07-01, 2025-07 or 2025, not {row['date']!r}")
    if row["kind"] not in _CHANGES:
        raise ContentError(f"{place}: expected a kind among {', '.join(_CHANGES)}, not {row['kind']!r}")
    bodies, provinces, result = (
        tuple(filter(None, row[column].split("|"))) for column in ("bodies", "provinces", "result")
    )
    return Change(
        row["date"], row["kind"], row["level"], bodies, provinces, result, row["basis"], row["source"]
    )


def read_confidences(path: Path) -> tuple[Confidence, ...]:
    """Read the table of confidences. Raises ContentError that names the line of a faulty row."""
    return tuple(_confidence(row, f"{path}:{line}") for line, row in enumerate(_read(path), 2))


def _confidence(row: Mapping[str, str], place: str) -> Confidence:
    try:
        right, found, confidence = int(row["right"]), int(row["found"]), float(row["confidence"])
    except ValueError as error:
        raise ContentError(f"{place}: {error}") from None
    if not (0 <= right <= found and 0 <= confidence <= 1):
        raise ContentError(f"{place}: expected 0 <= right <= found and a confidence from 0 to 1")
    return Confidence(row["layer"], row["form"], right, found, confidence)


def _rows(name: str) -> Iterator[dict[str, str]]:
    return _read(content_path("reference") / name)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            if None in row or None in row.values():
                wanted = len(reader.fieldnames or ())
                raise ContentError(f"{path}:{reader.line_num}: expected {wanted} columns")
            yield row
