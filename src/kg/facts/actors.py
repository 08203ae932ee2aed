"""How an actor is called: abbreviations spelled out, indexical names with the report's own place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.find.bodies import spelled_out
from kg.model import Header
from kg.reference import read_reference


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor's canonical name, whether the clause itself names it, and the form by which it is known."""

    name: str
    explicit: bool
    form: str


@cache
def _province_names() -> tuple[str, ...]:
    return tuple(p.name for p in read_reference().provinces)


_OWN_COMMITTEE = re.compile(
    r"(?P<committee>(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy|Đảng ủy (?:phường|xã|thị trấn)|Đảng ủy) (?P<place>\S.*)"
)
_PROVINCIAL = re.compile(
    r"(?:Tỉnh ủy|Ủy ban nhân dân tỉnh|Hội đồng nhân dân tỉnh|Đảng bộ tỉnh|Công an tỉnh|\btỉnh|Tỉnh đoàn)$"
)
_DISTRICT = re.compile(
    r"(?:Đảng bộ|nhân dân|Công an|Hội .*|Đoàn .*|Liên đoàn .*)"
    r" (?P<kind>huyện|thành phố|thị xã|quận|phường|xã)$"
)


def canonical(words: str, header: Header) -> str:
    """Return an actor's name: abbreviations spelled out, indexical names with the report's own place."""
    name = spelled_out(re.sub(r"\s+", " ", words)).strip(" ,;:")
    name = re.sub(r"^(?:[Cc]ó|[Tt]ừng|[Tt]ất cả) (?=các |\d|cấp|cơ)", "", name)
    name = _with_own_place(name, header)
    if re.match(
        r"(?:Các|Một|Từng|Mỗi|Tất cả|Toàn|Cấp ủy|Chi bộ|Đa số|Hầu hết|Những|Nhiều|Lực lượng)\b", name
    ) and not name.startswith("Cấp ủy Đảng"):
        name = name[0].lower() + name[1:]
    return name


def _with_own_place(name: str, header: Header) -> str:
    issuer, province = header.issuer or "", header.province
    if re.search(r"(?:đơn vị|phòng|cơ quan)[^,]* trực thuộc$", name) and re.match(r"Sở|Cục|Bộ", issuer):
        return f"{name} {issuer}"
    if issuer and (
        name in {"Ban", "Sở", "Cục", "Chi cục", "Tổng công ty", "Trung tâm", "Bộ"}
        or issuer.startswith(name + " ")
    ):
        return issuer
    if name.startswith("Ban Quản lý các K") and issuer.startswith("Ban Quản lý"):
        return issuer
    if "Đảng ủy Khối" in name and "các cơ quan" not in name and province:
        return name.replace("Đảng ủy Khối", f"Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh {province}")
    own = _OWN_COMMITTEE.search(issuer)
    if name in {"Ban Thường vụ", "Thường trực", "Ban Chấp hành"} and own:
        return f"{name} {own[0]}"
    if own and name.endswith(own["committee"]):
        return f"{name} {own['place']}"
    if own and own["committee"].startswith("Đảng ủy ") and name.endswith("Đảng ủy"):
        return name.removesuffix("Đảng ủy") + own[0]
    if own and (lower := _DISTRICT.search(name)):
        return f"{name} {own['place'].removeprefix(lower['kind']).strip()}"
    if province and _PROVINCIAL.search(name) and not any(p in name for p in _province_names()):
        return f"{name} {province}"
    if province and name.startswith(("Sở ", "Cục ")) and province not in name and "," not in name:
        return f"{name} tỉnh {province}" if not name.endswith("tỉnh") else f"{name} {province}"
    return name
