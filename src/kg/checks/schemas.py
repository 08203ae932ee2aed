"""What each reference table must hold: its columns, what may stand in them, and what names a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.reference import CHANGE_KINDS
from kg.vocabulary import read_vocabulary

Kind = Literal["text", "date", "coarse date", "integer", "share"]
"""`date` is an ISO day, `coarse date` a day, month or year, `share` a number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `names` says that texts are compared with it, letter by letter."""

    name: str
    required: bool = True
    kind: Kind = "text"
    allowed: Callable[[], frozenset[str]] | None = None
    refers: tuple[tuple[str, str], ...] = ()
    """(table, column) pairs in one of which the value must stand."""
    names: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """One table. Of each `key`, no two rows may have the same values."""

    name: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]


def _one_of(*values: str) -> Callable[[], frozenset[str]]:
    return lambda: frozenset(values)


def _levels() -> frozenset[str]:
    return frozenset(read_vocabulary().schemes["level"])


_CODE, _SOURCE = Column("code"), Column("source")
_NAME, _FULL_NAME = Column("name", names=True), Column("full_name", names=True)
_ROLES = _one_of("committee", "organ", "commission", "state", "mass", "unit", "class")
_ISSUERS = (("bodies.csv", "name"), ("issuers.csv", "name"))
_PROVINCES_NOW = (("provinces_since_2025.csv", "name"),)

SCHEMAS = (
    Schema(
        "provinces.csv",
        (
            _CODE,
            _NAME,
            _FULL_NAME,
            Column("successor", refers=_PROVINCES_NOW),
            Column("change", allowed=_one_of("unchanged", "merged")),
            _SOURCE,
        ),
        (("code",), ("name",)),
    ),
    Schema("provinces_since_2025.csv", (_CODE, _NAME, _FULL_NAME, _SOURCE), (("code",), ("name",))),
    Schema(
        "districts.csv",
        (_CODE, _NAME, _FULL_NAME, Column("province", refers=(("provinces.csv", "name"),)), _SOURCE),
        (("code",), ("full_name", "province")),
    ),
    Schema(
        "communes_until_2025.csv",
        (_CODE, _NAME, _FULL_NAME, Column("district", refers=(("districts.csv", "code"),)), _SOURCE),
        (("code",), ("full_name", "district")),
    ),
    Schema(
        "communes.csv",
        (
            _CODE,
            _NAME,
            _FULL_NAME,
            Column("province", refers=(("provinces_since_2025.csv", "name"),)),
            _SOURCE,
        ),
        (("code",), ("full_name", "province")),
    ),
    Schema(
        "changes.csv",
        (
            Column("date", kind="coarse date"),
            Column("kind", allowed=_one_of(*CHANGE_KINDS)),
            Column("level", allowed=_levels),
            Column("bodies"),
            Column("provinces", required=False),
            Column("result", required=False),
            Column("basis", required=False),
            _SOURCE,
        ),
        (("date", "kind", "level", "bodies", "provinces"),),
    ),
    Schema(
        "terms.csv",
        (
            Column("register", allowed=_one_of("TW", "TU")),
            Column("numeral", required=False),
            Column("first_year", kind="integer"),
            Column("last_year", kind="integer"),
            Column("congress_opened", required=False, kind="date"),
            Column("congress_closed", required=False, kind="date"),
            _SOURCE,
        ),
        (("register", "first_year"),),
    ),
    Schema(
        "bodies.csv",
        (
            _CODE,
            _NAME,
            Column("forms", names=True),
            Column("role", allowed=_ROLES),
            Column("level", required=False, allowed=_levels),
            _SOURCE,
        ),
        (("code",), ("name",)),
    ),
    Schema("issuers.csv", (_CODE, _NAME, Column("level", allowed=_levels), _SOURCE), (("code",),)),
    Schema(
        "directives.csv",
        (
            Column("symbol"),
            Column("date", kind="date"),
            Column("issuer", required=False, refers=_ISSUERS),
            Column("term", required=False, refers=(("terms.csv", "numeral"),)),
            Column("plenum", required=False, kind="integer"),
            Column("subject", required=False),
            _SOURCE,
            Column("verified", allowed=_one_of("yes", "no")),
        ),
        (("symbol", "date"),),
    ),
    Schema("laws.csv", (_NAME, _SOURCE), (("name",),)),
    Schema(
        "confidence.csv",
        (
            Column("layer", allowed=_one_of("mentions", "statements", "actors")),
            Column("form"),
            Column("right", kind="integer"),
            Column("found", kind="integer"),
            Column("confidence", kind="share"),
        ),
        (("layer", "form"),),
    ),
)
