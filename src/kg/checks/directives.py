"""Checks of known directives: symbols can be read, terms fit the day, one symbol has one truth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.checks.columns import is_day
from kg.checks.finding import CheckFinding, found
from kg.checks.tables import Row, Tables
from kg.checks.terms import CENTRE, terms_of, terms_on
from kg.model import Identity
from kg.register import key_of_symbol, read_symbol
from kg.vocabulary import read_vocabulary

_ADOPTED = frozenset(("NQ", "KL", "QĐ", "QĐi", "CT", "QC"))


def check_symbols(tables: Tables) -> Iterator[CheckFinding]:
    """A symbol has the shape of one, and its codes are known."""
    kinds, codes = read_vocabulary().schemes["kind"], tables["issuers.csv"].values("code")
    for row in tables["directives.csv"].rows:
        identity = read_symbol(row["symbol"])
        if row["symbol"] and identity is None:
            yield found(
                "violation",
                row.place,
                (f"«{row['symbol']}» không phải số, ký hiệu.", f"“{row['symbol']}” is no symbol."),
                (
                    "Viết như 05-CT/TW, 130/2020/NĐ-CP hoặc Nghị quyết 202/2025/QH15.",
                    "Write it as 05-CT/TW, 130/2020/NĐ-CP or Nghị quyết 202/2025/QH15.",
                ),
            )
        elif identity and identity.abbr not in kinds:
            yield _unknown(row, identity.abbr, "ontology/kinds.ttl")
        elif identity and codes and (code := _issuer_code(identity)) not in codes:
            yield _unknown(row, code, "issuers.csv")


def check_terms(tables: Tables) -> Iterator[CheckFinding]:
    """A Party document is of the term in which its day falls; the State's have none."""
    first = next((row["first_year"] for row in terms_of(tables).get(CENTRE, ())), "")
    for row in tables["directives.csv"].rows:
        identity = read_symbol(row["symbol"])
        if identity is None or not is_day(row["date"]):
            continue
        fitting = terms_on(tables, row["date"]) if _is_party(identity) else frozenset({""})
        if not fitting and row["date"][:4] <= first:
            fitting = frozenset({""})  # before the first term of the table
        if row["term"] not in fitting:
            wanted = " / ".join(sorted(fitting)) or "–"
            yield found(
                "violation",
                row.place,
                (
                    f"Ngày {row['date']} không thuộc khóa «{row['term']}».",
                    f"{row['date']} does not fall in term “{row['term']}”.",
                ),
                (
                    f"Ghi khóa {wanted}, hoặc sửa ngày. Văn bản Nhà nước để trống cột term.",
                    f"Write term {wanted}, or mend the day. State documents have no term.",
                ),
            )


def check_plenums(tables: Tables) -> Iterator[CheckFinding]:
    """Only the Central Committee meets in plenums."""
    committee = next((b["name"] for b in tables["bodies.csv"].rows if b["code"] == "BCHTW"), "")
    for row in tables["directives.csv"].rows:
        identity = read_symbol(row["symbol"])
        adopted = identity and identity.abbr in _ADOPTED and _is_party(identity)
        if row["plenum"] and not (adopted and row["issuer"] == committee):
            yield found(
                "violation",
                row.place,
                (
                    f"Hội nghị {row['plenum']} không thể thông qua văn bản của «{row['issuer']}».",
                    f"Plenum {row['plenum']} cannot have adopted a document of “{row['issuer']}”.",
                ),
                (
                    f"Ghi cơ quan ban hành là {committee}, hoặc bỏ cột plenum.",
                    f"Make {committee} the issuer, or empty the column plenum.",
                ),
            )


def check_contradictions(tables: Tables) -> Iterator[CheckFinding]:
    """Numbers restart each term or year: one symbol is verified at one day within it."""
    days: dict[tuple[str, bool, str], tuple[str, str]] = {}
    for row in tables["directives.csv"].rows:
        identity = read_symbol(row["symbol"])
        if identity is None or row["verified"] != "yes":
            continue
        key = key_of_symbol(identity.abbr, identity.number or "", identity.suffix or "")
        # The Prime Minister numbers 27/2018/QĐ-TTg and 27/QĐ-TTg apart.
        numbering = str(key), identity.year is None, row["term"] or row["date"][:4]
        day, line = days.setdefault(numbering, (row["date"], row.place))
        if day != row["date"]:
            other = line.rpartition(":")[2]
            yield found(
                "violation",
                row.place,
                (
                    f"{row['symbol']} đã có ngày {day} ở dòng {other}.",
                    f"{row['symbol']} has the day {day} on line {other}.",
                ),
                (
                    "Số đánh lại theo khóa, theo năm: một ngày sai. Chưa rõ thì cả hai dòng ghi no.",
                    "Numbers restart with a term or year: one day is wrong. In doubt write no on both.",
                ),
            )


def _is_party(identity: Identity) -> bool:
    """The Party's bodies at the Centre sign with a code that ends in TW."""
    return (identity.suffix or "").endswith(CENTRE)


def _issuer_code(identity: Identity) -> str:
    return re.sub(r"\d+$", "", identity.suffix or "")


def _unknown(row: Row, code: str, where: str) -> CheckFinding:
    return found(
        "warning",
        row.place,
        (f"Chưa biết mã «{code}» trong ký hiệu.", f"The code “{code}” of the symbol is not known."),
        (f"Xem lại, hoặc thêm vào {where}.", f"Look again, or add it to {where}."),
    )
