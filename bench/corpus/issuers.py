"""Who numbers directives: a body's own board and commissions, and those above it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from bench.corpus.bodies import Body
from kg.iri import slug
from kg.reference import Province, read_reference

Numbering = Literal["province", "district", "block", "merged", "commune", "year"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who numbers directives: the code in symbols, the register, and the kinds with how many a day."""

    code: str
    register: str
    scope: str
    numbering: Numbering
    said: str
    name: str
    rates: tuple[tuple[str, float], ...]

    @property
    def is_state(self) -> bool:
        """Writes 16/KH-UBND, and counts by the year."""
        return self.numbering == "year"


@lru_cache(maxsize=1024)
def issuers_of(body: Body) -> tuple[Issuer, ...]:
    """Return whose directives a body cites, its own first."""
    own = _own_issuer(body)
    party = _province_issuer(body.province, merged=_is_after(body))
    state = _council_issuers(body.province)
    offices = _commission_issuers(body.province)
    if body.sort == "province":
        return (own, *offices, *state)
    return (own, party, *(offices if body.sort != "commune" else ()), *state)


def predecessor(province: Province) -> Issuer:
    """Return the provincial committee that was there until June 2025, by its full name."""
    issuer = _province_issuer(province, merged=False)
    return replace(issuer, said=issuer.name)


@cache
def provinces_before(province: Province) -> tuple[Province, ...]:
    """Return the provinces that went into one in July 2025."""
    return tuple(p for p in read_reference().provinces if p.successor == province.name)


def _own_issuer(body: Body) -> Issuer:
    if body.sort == "province":
        return _province_issuer(body.province, merged=_is_after(body))
    if body.sort == "office":
        rates: tuple[tuple[str, float], ...] = (("KH", 0.2), ("QĐ", 0.8))
        return Issuer(body.code, body.register, body.scope, "year", body.short, body.name, rates)
    if body.sort == "commission":
        rates = (("KH", 0.05), ("HD", 0.03))
        return Issuer(body.code, body.register, body.scope, "province", body.short, body.name, rates)
    if body.sort == "commune":
        said = f"Ban Thường vụ Đảng ủy {body.area}"
        name = f"Ban Thường vụ {body.name}"
        rates = (("NQ", 0.05), ("KH", 0.12), ("CTr", 0.03))
        return Issuer(body.code, body.register, body.scope, "commune", said, name, rates)
    rates = (("NQ", 0.014), ("CT", 0.011), ("KL", 0.04), ("KH", 0.085), ("QĐ", 0.15), ("CTr", 0.012))
    numbering: Numbering = "district" if body.sort == "district" else "block"
    said, name = f"Ban Thường vụ {body.short}", f"Ban Thường vụ {body.name}"
    return Issuer(body.code, body.register, body.scope, numbering, said, name, rates)


def _is_after(body: Body) -> bool:
    return body.merged and body.province.change == "merged"


def _committee(province: Province) -> str:
    return "Thành ủy" if province.full_name.startswith("Thành phố") else "Tỉnh ủy"


@lru_cache(maxsize=256)
def _province_issuer(province: Province, *, merged: bool) -> Issuer:
    said = f"Ban Thường vụ {_committee(province)}"
    rates = (
        ("NQ", 0.017),
        ("CT", 0.014),
        ("KL", 0.05),
        ("KH", 0.08),
        ("QĐ", 0.2),
        ("CTr", 0.014),
        ("CV", 0.35),
    )
    numbering: Numbering = "merged" if merged else "province"
    return Issuer(
        "TU", f"tu-{slug(province.name)}", province.name, numbering, said, f"{said} {province.name}", rates
    )


@lru_cache(maxsize=256)
def _commission_issuers(province: Province) -> tuple[Issuer, ...]:
    committee = _committee(province)
    named = (("BTCTU", "Ban Tổ chức", "HD", 0.03), ("UBKTTU", "Ủy ban Kiểm tra", "KH", 0.04),
             ("VPTU", "Văn phòng", "TB", 0.25))  # fmt: skip
    return tuple(
        Issuer(code, f"{slug(code)}-{slug(province.name)}", province.name, "province", f"{name} {committee}",
               f"{name} {committee} {province.name}", ((abbr, rate),))
        for code, name, abbr, rate in named
    )  # fmt: skip


@lru_cache(maxsize=256)
def _council_issuers(province: Province) -> tuple[Issuer, ...]:
    area = "thành phố" if province.full_name.startswith("Thành phố") else "tỉnh"
    named = (("UBND", "Ủy ban nhân dân", (("KH", 0.7), ("QĐ", 6.0))),
             ("HĐND", "Hội đồng nhân dân", (("NQ", 0.2),)))  # fmt: skip
    return tuple(
        Issuer(code, f"{slug(code)}-{slug(province.name)}", province.name, "year", f"{name} {area}",
               f"{name} {area} {province.name}", rates)
        for code, name, rates in named
    )  # fmt: skip
