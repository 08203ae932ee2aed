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
CHANGE_KINDS = ("merger", "dissolution", "renaming", "foundation")
Row = Mapping[str, str]
"""The cells of one row by column."""


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
class ProvinceNow:
    """A province as it is since 1 July 2025; its code is not always that of the old one of its name."""

    code: str
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune, ward or township as it was until 30 June 2025."""

    code: str
    name: str
    full_name: str
    district: str
    """Code of its district: names of districts repeat."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone since 1 July 2025; it stands directly below its province."""

    code: str
    name: str
    full_name: str
    province: str


@dataclass(frozen=True, slots=True)
class Communes:
    """The units of the lowest level, before and since 1 July 2025."""

    until_2025: tuple[FormerCommune, ...]
    since_2025: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office (khóa): years are those of the congresses that open and end it."""

    register: str
    """"TW" for the Centre, "TU" for provincial committees."""
    numeral: str
    """Roman numeral of a central term; "" where each province counts its own."""
    first_year: int
    last_year: int
    congress_opened: str
    """First day of the congress that opens the term, ISO; "" where no source is at hand."""
    congress_closed: str


@dataclass(frozen=True, slots=True)
class KnownDirective:
    """A directive with a sourced date. `verified` is false for leads that decide nothing."""

    symbol: str
    """As printed; one without a code of its kind stands behind the word: "Nghị quyết 202/2025/QH15"."""
    date: str
    issuer: str
    """Canonical name of the body that issued it, "" where no source says."""
    term: str
    """Roman numeral of a Party document's term, "" for the State's."""
    plenum: int | None
    """Number of the plenum of the Central Committee that adopted it, where a source says so."""
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
    provinces_now: tuple[ProvinceNow, ...]
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
    """Read all tables but the communes'. Raises ContentError that names file and line where one is faulty."""
    return Reference(
        provinces=tuple(
            Province(r["code"], r["name"], r["full_name"], r["successor"], r["change"])
            for _, r in _rows("provinces.csv")
        ),
        provinces_now=tuple(
            ProvinceNow(r["code"], r["name"], r["full_name"]) for _, r in _rows("provinces_since_2025.csv")
        ),
        districts=tuple(
            District(r["code"], r["name"], r["full_name"], r["province"]) for _, r in _rows("districts.csv")
        ),
        terms=tuple(_term(row, place) for place, row in _rows("terms.csv")),
        directives=tuple(_directive(row, place) for place, row in _rows("directives.csv")),
        bodies=tuple(
            BodyName(r["code"], r["name"], tuple(r["forms"].split("|")), r["role"], r["level"])
            for _, r in _rows("bodies.csv")
        ),
        changes=read_changes(content_path("reference") / "changes.csv"),
        issuers=tuple(Issuer(r["code"], r["name"], r["level"]) for _, r in _rows("issuers.csv")),
        laws=tuple(r["name"] for _, r in _rows("laws.csv")),
        confidences=read_confidences(content_path("reference") / "confidence.csv"),
    )


@cache
def read_communes() -> Communes:
    """Read the communes: 13,000 rows, apart from `read_reference` since few have use for them."""
    return Communes(
        until_2025=tuple(
            FormerCommune(r["code"], r["name"], r["full_name"], r["district"])
            for _, r in _rows("communes_until_2025.csv")
        ),
        since_2025=tuple(
            Commune(r["code"], r["name"], r["full_name"], r["province"]) for _, r in _rows("communes.csv")
        ),
    )


def read_changes(path: Path) -> tuple[Change, ...]:
    """Read the table of changes. Raises ContentError that names the line of a faulty row."""
    return tuple(_change(row, place) for place, row in _read(path))


def _change(row: Row, place: str) -> Change:
    if not _DATE.fullmatch(row["date"]):
        raise ContentError(f"{place}: expected a date as 2025-07-01, 2025-07 or 2025, not {row['date']!r}")
    if row["kind"] not in CHANGE_KINDS:
        raise ContentError(f"{place}: expected a kind among {', '.join(CHANGE_KINDS)}, not {row['kind']!r}")
    bodies, provinces, result = (
        tuple(filter(None, row[column].split("|"))) for column in ("bodies", "provinces", "result")
    )
    return Change(
        row["date"], row["kind"], row["level"], bodies, provinces, result, row["basis"], row["source"]
    )


def _term(row: Row, place: str) -> Term:
    first, last = _integer(row, "first_year", place), _integer(row, "last_year", place)
    return Term(row["register"], row["numeral"], first, last, row["congress_opened"], row["congress_closed"])


def _directive(row: Row, place: str) -> KnownDirective:
    plenum = _integer(row, "plenum", place) if row["plenum"] else None
    verified = row["verified"] == "yes"
    return KnownDirective(
        row["symbol"],
        row["date"],
        row["issuer"],
        row["term"],
        plenum,
        row["subject"],
        row["source"],
        verified,
    )


def _integer(row: Row, column: str, place: str) -> int:
    try:
        return int(row[column])
    except ValueError:
        raise ContentError(
            f"{place}: cột «{column}» phải là số, không phải «{row[column]}».",
            f"{place}: column “{column}” must be a number, not “{row[column]}”.",
        ) from None


def read_confidences(path: Path) -> tuple[Confidence, ...]:
    """Read the table of confidences. Raises ContentError that names the line of a faulty row."""
    return tuple(_confidence(row, place) for place, row in _read(path))


def _confidence(row: Row, place: str) -> Confidence:
    try:
        right, found, confidence = int(row["right"]), int(row["found"]), float(row["confidence"])
    except ValueError as error:
        raise ContentError(f"{place}: {error}") from None
    if not (0 <= right <= found and 0 <= confidence <= 1):
        raise ContentError(f"{place}: expected 0 <= right <= found and a confidence from 0 to 1")
    return Confidence(row["layer"], row["form"], right, found, confidence)


def _rows(name: str) -> Iterator[tuple[str, Row]]:
    return _read(content_path("reference") / name)


def _read(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield (file:line, cells by column). A mark that Excel puts before the first word is no part of it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            for row in reader:
                place = f"{path}:{reader.line_num}"
                if None in row or None in row.values():
                    raise _unreadable(place, f"expected {len(reader.fieldnames or ())} columns")
                yield place, _Cells(row, place)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(str(path), str(error)) from None


class _Cells(dict[str, str]):
    """The cells of one row; a column that the table lacks is a fault of the table."""

    def __init__(self, cells: Row, place: str) -> None:
        super().__init__(cells)
        self.place = place

    def __missing__(self, column: str) -> str:
        raise _unreadable(self.place, f"no column “{column}”")


def _unreadable(place: str, why: str) -> ContentError:
    return ContentError(
        f"{place}: bảng tham chiếu có lỗi ({why}). «kg check» chỉ ra mọi dòng sai.",
        f"{place}: a faulty reference table ({why}). “kg check” names every faulty line.",
    )
