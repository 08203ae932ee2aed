"""Which province a report comes from, and bodies with their province: "Tỉnh ủy" → "Tỉnh ủy Hải Dương"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from kg.outline.view import one_form
from kg.reference import District, read_reference
from kg.words import alternation, fold, spelling

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
_COMMUNES = ("phường", "xã", "thị trấn")
_OF_A_DISTRICT = re.compile(r"\b(?P<kind>huyện|thị xã|thị|quận)(?: ủy)? (?P<name>\w[\w ]*)$", re.IGNORECASE)


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
    if issuer and (name := _province_of_namesake(issuer)):
        return name
    if place and (name := names.get(fold(place).lower())) and not is_namesake(place, name):
        return name
    if found := pattern.search(fold(head).lower()):
        return names[found["name"]]
    if spoken := _spoken_of(fold(one_form(text)).lower(), 1 if issuer else _OWN_WEIGHT):
        return spoken
    return _province_of_district(place) if place else None


def is_namesake(place: str, province: str) -> bool:
    """Say whether a place is a district that only its accents tell from a province: Quang Bình."""
    written = spelling(place)
    return written != spelling(province) and any(written == spelling(d.name) for d in _districts_like(place))


def _province_of_namesake(issuer: str) -> str | None:
    """Return whose a district is that is called like a province but for its accents: Huyện ủy Phù Yên."""
    of = _OF_A_DISTRICT.search(issuer)
    province = of and _province_names()[1].get(fold(of["name"]).lower())
    if not of or not province or spelling(of["name"]) == spelling(province):
        return None
    kind = spelling(of["kind"])
    alike = [d for d in _districts_like(of["name"]) if spelling(d.full_name).startswith(kind)]
    return _sole(d.province for d in _as_spelled(of["name"], alike))


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


def place_called(words: str, kind: str) -> str | None:
    """Return the name of a place of a kind: "hải duong" behind "Tỉnh ủy" → "Hải Dương".

    Accents that recognition lost are mended where one place only can be meant. A district is never given the
    accents of a province, nor a commune those of either. Null where no place is known.
    """
    kind, folded = kind.lower(), fold(words).lower()
    if "tỉnh" in kind:
        return _province_names()[1].get(folded)
    if kind in _COMMUNES:
        return None
    city = _province_names()[1].get(folded)
    if kind.startswith("thành") and city in _cities():
        return city
    return _sole(d.name for d in _as_spelled(words, _districts_like(words)))


def _as_spelled(words: str, alike: Sequence[District]) -> Sequence[District]:
    """Return the districts whose accents are those of the words; all, where none has these."""
    return [d for d in alike if spelling(d.name) == spelling(words)] or alike


def _districts_like(words: str) -> Sequence[District]:
    """Return the districts of a name, whatever its accents."""
    return _districts().get(fold(words).lower(), ())


def _sole(names: Iterable[str]) -> str | None:
    found = set(names)
    return found.pop() if len(found) == 1 else None


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
def _districts() -> dict[str, list[District]]:
    """Map folded lower-case names to the districts that bear them."""
    found: dict[str, list[District]] = defaultdict(list)
    for district in read_reference().districts:
        found[fold(district.name).lower()].append(district)
    return found


def _province_of_district(place: str) -> str | None:
    """Return the one province that has a district of this name; null where several have."""
    return _sole(d.province for d in _as_spelled(place, _districts_like(place)))
