"""What the name of a body shows by itself: whether it is one body, its level, and whose organ it is.

Names come from reports in canonical Vietnamese ("Ban Thường vụ Tỉnh ủy Hải Dương"); the kinds of bodies
come from `data/reference/bodies.csv`, and the days since which a name means a new body from `changes.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.changes import Named, renewals, successor
from kg.iri import slug
from kg.model import Header
from kg.reference import Change, read_reference
from kg.words import UPPER, spelling

Level = Literal["centre", "province", "district", "commune", "grassroots"]
Role = Literal["organ", "commission"]

_YEAR = 4

_CLASS = re.compile(
    r"(các|những|một số|nhiều|tất cả|toàn bộ|toàn thể|toàn đảng|toàn tỉnh|toàn dân|từng|mỗi|đa số|hầu hết|\d|"
    r"ngành |văn phòng cấp ủy|cơ quan, |.*các cấp$|cấp ủy|cấp uỷ|chi bộ$|đảng viên|cán bộ|nhân dân|đơn vị$|"
    r"địa phương$|cơ quan$|ban, ngành|tổ chức đảng|"
    r"đảng ủy các (?!cơ quan)|đảng ủy (?:xã|phường|thị trấn), )",
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
_OF_A_PROVINCE = re.compile(r"\btỉnh\b", re.IGNORECASE)
# A city that is named: "Thành ủy Thủ Đức" in Hồ Chí Minh, "thành phố Đông Hà".
_NAMED_CITY = re.compile(rf"\b(?:[Tt]hành ủy|[Tt]hành phố|[Tt]hành [Đđ]oàn) [{UPPER}]")
# What stands behind these is a province, however it is accented.
_BEFORE_A_PROVINCE = re.compile(r"\btỉnh(?: ủy| uỷ| đoàn)?$", re.IGNORECASE)
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


def place_body(name: str, province: str | None, text_hash: str, day: str | None = None) -> BodyPlace:
    """Tell which body a name means in a report of a province (null where the report names none).

    A class of bodies, and a body of an unnamed province, belong to their report alone: they are never
    merged with another report's. A name without a place is completed with the province, since nine
    districts are called Châu Thành. A province is spelled as the reference spells it: "Tỉnh ủy Phù Yên" can
    only mean Phú Yên, while "Huyện ủy Phù Yên" is a district's, of Sơn La.

    `day` is the ISO day on which the report speaks. From the day on which a body was merged or founded anew
    under a name, the name means the new body: `body/thanh-uy-hai-phong-2025`. Where the day is unknown it
    means the old one: the mark of the year claims something that the report must show.
    """
    if is_class(name):
        return BodyPlace(f"report/{text_hash}/body/{slug(name)}", name, True, province)
    if is_central(name):
        return BodyPlace(f"body/{slug(name)}", name, False, None)
    province = _province_of_namesake(name, province) or province
    named = named_province(name, province)
    renewal = _renewed(name, named or province, day)
    if renewal and renewal.kind == "foundation" and province:
        # A commune lies in the province of its day, whichever older name the report's head gives.
        province = successor(province)
        named = named_province(name, province)
    mark = f"-{renewal.date[:4]}" if renewal else ""
    if named:
        return BodyPlace(f"body/{slug(name)}{mark}", _spelled(name, named), False, named)
    if province:
        return BodyPlace(f"body/{slug(name)}-{slug(province)}{mark}", name, False, province)
    return BodyPlace(f"report/{text_hash}/body/{slug(name)}", name, False, None)


def speaking_day(header: Header) -> str | None:
    """Return the day on which a report speaks: its date, else the end of its period; null where unknown.

    A date without a day counts from the first that it leaves possible; a year alone says less than the
    period.
    """
    stated = header.date or ""
    if len(stated) == _YEAR and header.period_end:
        stated = max(header.period_end, f"{stated}-01-01")
    return f"{stated}-01-01"[:10] if stated else header.period_end


@lru_cache(maxsize=16384)
def lineage(name: str, province: str | None) -> Named:
    """Return a body as the table of changes asks for it: its names from its own upwards, level, province."""
    names = [name]
    while above := parent_of(names[-1]):
        names.append(above[1])
    return Named(tuple(names), level_of(name, province), province)


@lru_cache(maxsize=16384)
def _renewed(name: str, province: str | None, day: str | None) -> Change | None:
    """Return the last row by which, on that day, the name already means a new body."""
    if not day or not province:
        return None
    return next((c for c in reversed(renewals(lineage(name, province))) if c.date <= day), None)


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


@lru_cache(maxsize=16384)
def named_province(name: str, stated: str | None) -> str | None:
    """Return the province that a body's name names, the report's own before any other.

    Accents count, unless the name has none at all: the district Quang Bình is not the province Quảng Bình.
    """
    if stated and _names(name, stated):
        return stated
    # Communes and districts are often called like a far province ("xã Hòa Bình"): only a name of
    # the provincial level can mean one that the report is not about.
    if level_of(name, None) != "province" and not _CITY.search(name):
        return None
    return next((p for p in _provinces() if _names(name, p)), None)


def places_in(words: Sequence[str], folded: str) -> list[tuple[int, int]]:
    """Return where words stand whose slug is that of a place, the first ones first."""
    return [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if slug(" ".join(words[start:end])) == folded
    ]


def _names(name: str, province: str) -> bool:
    if f"-{slug(province)}-" not in f"-{slug(name)}-":
        return False
    return name.isascii() or bool(_named_places(name, province))


def _named_places(name: str, province: str) -> list[tuple[int, int]]:
    """Return where a name's words mean a province: by its accents, or where nothing else can stand."""
    words = name.split(" ")
    provincial = level_of(name, province) == "province"
    return [
        (start, end)
        for start, end in places_in(words, slug(province))
        if provincial
        or spelling(_bare(words[start:end])) == spelling(province)
        or _BEFORE_A_PROVINCE.search(" ".join(words[:start]))
    ]


def _spelled(name: str, province: str) -> str:
    """Return a name with its province as the reference spells it."""
    words = name.split(" ")
    for start, end in reversed(_named_places(name, province)):
        written = " ".join(words[start:end])
        words[start:end] = [written.replace(_bare(words[start:end]), province)]
    return " ".join(words)


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(",.;:()")


@lru_cache(maxsize=16384)
def _province_of_namesake(name: str, stated: str | None) -> str | None:
    """Return whose a district is that only its accents tell from the report's own province.

    A report of Quảng Bình that names "Huyện ủy Quang Bình" means the district of Hà Giang.
    """
    if stated is None or f"-{slug(stated)}-" not in f"-{slug(name)}-" or _names(name, stated):
        return None
    if level_of(name, stated) != "district":
        return None
    words = name.split(" ")
    written = {spelling(_bare(words[start:end])) for start, end in places_in(words, slug(stated))}
    owners = {d.province for d in read_reference().districts if spelling(d.name) in written}
    return owners.pop() if len(owners) == 1 else None


def level_of(name: str, province: str | None) -> Level | None:
    """Return the level that a body's name shows, or null where it shows none."""
    if is_central(name):
        return "centre"
    in_a_province = _CITY.search(name) is not None and _OF_A_PROVINCE.search(name) is not None
    for level, pattern in _LEVELS:
        if pattern.search(name) and not (level == "province" and in_a_province):
            return level
    if _CITY.search(name):
        return "district" if in_a_province else _level_of_city(name, province)
    return "grassroots" if re.match(r"(đảng ủy|đảng uỷ|đảng bộ)\b", name, re.IGNORECASE) else None


def _level_of_city(name: str, province: str | None) -> Level:
    other = _NAMED_CITY.search(name) and slug(province or "") not in slug(name)
    return "province" if province in _central_cities() and not other else "district"


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
def _provinces() -> tuple[str, ...]:
    """Return the names of the provinces, the longest first."""
    names = {p.name for p in read_reference().provinces}
    return tuple(sorted(names, key=lambda name: (-len(slug(name)), slug(name))))


@cache
def _central_cities() -> frozenset[str]:
    return frozenset(p.name for p in read_reference().provinces if p.full_name.startswith("Thành phố"))
