"""Which province a report comes from, and bodies with their province: "Tỉnh ủy" → "Tỉnh ủy Hải Dương"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from kg.outline.view import one_form
from kg.reference import read_reference
from kg.words import alternation, fold

_ENDS_INDEXICAL = re.compile(r"(?:Tỉnh ủy|tỉnh|thành phố)$")
_TAKES_PROVINCE = re.compile(
    r"^(?:Sở|Ban [Qq]uản lý|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Cục)\b"
    r"|Đảng ủy Khối các cơ quan(?: và doanh nghiệp)?$"
)
_LOWER_PLACE = re.compile(r"\b(?:huyện|thị xã|quận|phường|xã|thị trấn|thành phố) \w")
# Bodies of the Centre: their place, Hà Nội, is no province of theirs.
_CENTRAL = re.compile(
    r"\bBộ (?!Chỉ huy|Tư lệnh|đội)"
    r"|^(?:Chính phủ|Thủ tướng|Quốc hội|Tổng cục|Ban Bí thư|Ủy ban Thường vụ Quốc hội)"
    r"|Trung ương(?: Đảng)?$|Chính phủ$|Quốc hội$|tối cao$|Việt Nam$"
)
_CENTRAL_CODES = ("TW", "CP", "TTg")
# Folded words by which a report speaks of its own province: "địa bàn tỉnh", "toàn tỉnh", "Tỉnh ủy".
_OWN_BEFORE = re.compile(r"(?:dia ban |toan |uy )$")
_OWN_WEIGHT = 3


def placed(name: str, province: str | None) -> str:
    """Add the province to a body that is indexical ("Tỉnh ủy" → "Tỉnh ủy Hải Dương")."""
    if province is None:
        return re.sub(r" tỉnh$", "", name)
    if province.lower() in name.lower():
        return name
    kind = "thành phố" if province in _cities() else "tỉnh"
    if kind == "thành phố":
        name = re.sub(r"\btỉnh$", kind, name).replace("Tỉnh ủy", "Thành ủy")
    if _ENDS_INDEXICAL.search(name) or (kind == "thành phố" and name.endswith("Thành ủy")):
        return f"{name} {province}"
    if _LOWER_PLACE.search(name) or not _TAKES_PROVINCE.search(name):
        return name
    return f"{name} {kind} {province}"


def is_central(issuer: str | None, symbol: str | None) -> bool:
    """Say whether a document is of the Centre, by its issuer or the issuer's code."""
    by_code = symbol is not None and symbol.endswith(_CENTRAL_CODES)
    return by_code or (issuer is not None and _CENTRAL.search(issuer) is not None)


def province_of(text: str, head: str, place: str | None, *, issuer: str | None) -> str | None:
    """Return the reporting body's own province: by its place, its letterhead, how it speaks of itself, or the
    one province that has its district. Null where the document leaves it open."""
    pattern, names = _province_names()
    if place and (name := names.get(fold(place).lower())):
        return name
    if found := pattern.search(fold(head).lower()):
        return names[found["name"]]
    if spoken := _spoken_of(fold(one_form(text)).lower(), 1 if issuer else _OWN_WEIGHT):
        return spoken
    return _province_of_district().get(fold(place).lower()) if place else None


def _spoken_of(folded: str, at_least: int) -> str | None:
    """Return the province that a folded text names at least twice as often as any other.

    Of a body that is known a word is enough; without one, a province named in passing is nobody's own.
    """
    pattern, names = _province_names()
    counts: Counter[str] = Counter()
    for found in pattern.finditer(folded):
        before = folded[max(0, found.start() - 9) : found.start()]
        own = _OWN_BEFORE.search(before) or found[0].startswith("tinh uy")
        counts[names[found["name"]]] += _OWN_WEIGHT if own else 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < at_least:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


@cache
def place_names() -> dict[str, str]:
    """Map folded lower-case names of provinces and districts to their names: "hai hau" → "Hải Hậu"."""
    reference = read_reference()
    names = [*(p.name for p in reference.provinces), *(d.name for d in reference.districts)]
    return {fold(name).lower(): name for name in names}


@cache
def _cities() -> frozenset[str]:
    """Return the names of the provinces that are cities directly under the Centre."""
    return frozenset(p.name for p in read_reference().provinces if p.full_name.startswith("Thành phố "))


@cache
def _province_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for a province in folded lower-case text, and the name of each."""
    names = {fold(p.name).lower(): p.name for p in read_reference().provinces}
    return re.compile(rf"\b(?:tinh|tinh uy|thanh pho|tp\.?) (?P<name>{alternation(names)})(?!\w)"), names


@cache
def _province_of_district() -> dict[str, str]:
    """Map folded names of districts that only one province has to that province."""
    owners: dict[str, set[str]] = defaultdict(set)
    for district in read_reference().districts:
        owners[fold(district.name).lower()].add(district.province)
    return {name: next(iter(provinces)) for name, provinces in owners.items() if len(provinces) == 1}
