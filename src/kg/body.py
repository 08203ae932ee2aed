"""What the name of a body shows by itself: whether it is one body, its level, and whose organ it is.

Names come from reports in canonical Vietnamese ("Ban Thường vụ Tỉnh ủy Hải Dương"); the kinds of bodies
come from `data/reference/bodies.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.iri import slug
from kg.reference import read_reference

Level = Literal["centre", "province", "district", "commune", "grassroots"]
Role = Literal["organ", "commission"]

_CLASS = re.compile(
    r"(các|những|một số|nhiều|tất cả|toàn bộ|toàn thể|toàn đảng|toàn tỉnh|toàn dân|từng|mỗi|đa số|hầu hết|\d|"
    r"ngành |văn phòng cấp ủy|cơ quan, |.*các cấp$|cấp ủy|cấp uỷ|chi bộ$|đảng viên|cán bộ|nhân dân|đơn vị$|"
    r"địa phương$|cơ quan$|ban, ngành|tổ chức đảng)",
    re.IGNORECASE,
)
# Two bodies in one name, but for "Đảng ủy Khối các cơ quan và doanh nghiệp", "Sở Kế hoạch và Đầu tư".
_JOINT = re.compile(
    r"(?:, | và )(?:Ban|Tỉnh ủy|Thành ủy|Huyện ủy|Ủy ban|UBND|HĐND|Hội đồng|Sở|Đảng ủy|Đoàn|Hội|Mặt trận|"
    r"Văn phòng|Công an|Tòa án|Viện|các|hệ thống|sở|ngành|cấp ủy|\d+(?:/\d+)?) "
)
_MINISTRY = re.compile(r"Bộ (?!Chỉ huy|Tư lệnh|Chính trị)[A-ZĐÀ-Ỹ]")
# The smallest place decides: "Đảng ủy xã Tân An, huyện Kinh Môn, tỉnh Hải Dương" is a commune's.
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("grassroots", re.compile(r"\b(chi bộ|chi ủy|đảng bộ cơ sở|đảng ủy cơ sở)\b", re.IGNORECASE)),
    ("commune", re.compile(r"\b(xã(?! hội)(?<!thị xã)|phường|thị trấn|đặc khu)\b", re.IGNORECASE)),
    ("district", re.compile(r"\b(huyện|huyện ủy|thị ủy|thị xã|quận|quận ủy)\b", re.IGNORECASE)),
    (
        "province",
        re.compile(r"\b(tỉnh|tỉnh ủy|tỉnh đoàn|sở|đảng ủy khối|đoàn khối|đảng bộ khối)\b", re.IGNORECASE),
    ),
)
_CITY = re.compile(r"\b(thành ủy|thành phố|thành đoàn)\b", re.IGNORECASE)
_PARENT = re.compile(
    r"(tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|hội đồng nhân dân|ủy ban nhân dân|"
    r"trung ương)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyPlace:
    """Where a named body belongs. `path` is its IRI below `{base}id/`."""

    path: str
    name: str
    is_class: bool
    province: str | None


def place_body(name: str, province: str | None, text_hash: str) -> BodyPlace:
    """Tell which body a name means in a report of a province (null where the report names none).

    A class of bodies, and a body of an unnamed province, belong to their report alone: they are never
    merged with another report's. A name without a place is completed with the province, since nine
    districts are called Châu Thành.
    """
    if is_class(name):
        return BodyPlace(f"report/{text_hash}/body/{slug(name)}", name, True, province)
    if is_central(name):
        return BodyPlace(f"body/{slug(name)}", name, False, None)
    if found := named_province(name, province):
        return BodyPlace(f"body/{slug(name)}", name, False, found)
    if province:
        return BodyPlace(f"body/{slug(name)}-{slug(province)}", name, False, province)
    return BodyPlace(f"report/{text_hash}/body/{slug(name)}", name, False, None)


@lru_cache(maxsize=16384)
def is_class(name: str) -> bool:
    """Tell whether a name means several bodies: "các cấp ủy", "40/40 đảng ủy cơ sở", "Tỉnh ủy và các sở"."""
    return _CLASS.match(name) is not None or _JOINT.search(name) is not None


@lru_cache(maxsize=16384)
def is_central(name: str) -> bool:
    """Tell whether a name means a body of the Centre, whatever report names it."""
    folded = slug(name)
    return _MINISTRY.match(name) is not None or any(
        folded == form or folded.startswith(form + "-") for form in _central_forms()
    )


def named_province(name: str, stated: str | None) -> str | None:
    """Return the province that a body's name names, the report's own before any other."""
    padded = f"-{slug(name)}-"
    if stated and f"-{slug(stated)}-" in padded:
        return stated
    # Communes and districts are often called like a far province ("xã Hòa Bình"): only a name of
    # the provincial level can mean one that the report is not about.
    if level_of(name, None) != "province" and not _CITY.search(name):
        return None
    return next((p for folded, p in _province_slugs() if f"-{folded}-" in padded), None)


def level_of(name: str, province: str | None) -> Level | None:
    """Return the level that a body's name shows, or null where it shows none."""
    if is_central(name):
        return "centre"
    for level, pattern in _LEVELS:
        if pattern.search(name):
            return level
    if _CITY.search(name):
        return "province" if province in _central_cities() else "district"
    return "grassroots" if re.match(r"(đảng ủy|đảng uỷ|đảng bộ)\b", name, re.IGNORECASE) else None


def parent_of(name: str) -> tuple[Role, str] | None:
    """Return the role and the name of the body that a name shows to be above it.

    "Ban Thường vụ Tỉnh ủy Hải Dương" → ("organ", "Tỉnh ủy Hải Dương").
    """
    for form, role in _dependent_forms():
        rest = name[len(form) :].strip()
        if rest and slug(name).startswith(slug(form) + "-") and _PARENT.match(rest):
            return role, "Trung ương Đảng" if slug(rest).startswith("trung-uong") else rest
    return None


@cache
def _central_forms() -> tuple[str, ...]:
    bodies = read_reference().bodies
    return tuple(slug(f) for b in bodies if b.level == "centre" for f in b.forms if " " in f)


@cache
def _dependent_forms() -> tuple[tuple[str, Role], ...]:
    roles: dict[str, Role] = {"organ": "organ", "commission": "commission"}
    forms = [(f, roles[b.role]) for b in read_reference().bodies if b.role in roles for f in b.forms]
    return tuple(sorted((f for f in forms if " " in f[0]), key=lambda f: -len(f[0])))


@cache
def _province_slugs() -> tuple[tuple[str, str], ...]:
    names = {p.name for p in read_reference().provinces}
    return tuple(sorted(((slug(n), n) for n in names), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _central_cities() -> frozenset[str]:
    return frozenset(p.name for p in read_reference().provinces if p.full_name.startswith("Thành phố"))
