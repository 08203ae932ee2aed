"""A compositional grammar of body names: organ + committee + place, commission + committee, class.

"Ban Thường vụ Tỉnh ủy Hải Dương" is an organ of a committee of a place; "40/40 đảng ủy cơ sở" and "một số
cấp ủy" are classes: actors with a scope, not one body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.find.words import SYLLABLE, alternation
from kg.reference import read_reference


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """A body as it stands in a view. `name` spells abbreviations out; places stay as written."""

    start: int
    end: int
    surface: str
    name: str
    role: str
    """committee, organ, commission, state, mass, unit or class."""
    level: str
    """centre, province, district, commune or "" where the name leaves it open."""


_PLACE_KIND = r"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận|xã|phường|thị trấn)"
_STOP = r"(?:Ban|Bộ|Chỉ|Nghị|Kết|Quy|Quyết|Hướng|Kế|Thông|Chương|Đề|Công|Về|Tỉnh|Huyện|Thành|Đảng|Ủy|Hội|Mặt|Luật|Sở)"
_NAME = rf"(?!{_STOP}\b){SYLLABLE}(?: (?!{_STOP}\b){SYLLABLE}){{0,3}}"
_PLACE = rf"(?: (?:{_PLACE_KIND}(?: {_NAME})?|{_NAME}))?"
_CLASS_SCOPE = r"(?: (?:các cấp|cấp (?:tỉnh|huyện|xã|cơ sở|trên|dưới)|cơ sở|địa phương|trực thuộc(?: Sở| Tỉnh ủy| tỉnh)?|trong (?:toàn )?(?:tỉnh|huyện|thành phố|Khối|khối)|toàn tỉnh|các huyện, thị xã, thành phố|các huyện, thành phố, thị xã))*"


@cache
def _grammar() -> re.Pattern[str]:
    bodies = read_reference().bodies

    def forms(role: str, level: str | None = None) -> str:
        return alternation(f for b in bodies if b.role == role and level in (None, b.level) for f in b.forms)

    centre = alternation(f for b in bodies if b.level == "centre" for f in b.forms)
    committee = alternation(
        f for b in bodies if b.role == "committee" and b.level not in ("centre",) for f in b.forms
    )
    fields = alternation(
        i.name.removeprefix("Bộ ") for i in read_reference().issuers if i.name.startswith("Bộ ")
    )
    unit = (
        r"(?:Ngân hàng|Tổng cục|Cục|Tổng [Cc]ông ty|Công ty(?: [Cc]ổ phần| TNHH)?|Công an|Bộ Chỉ huy [Qq]uân sự"
        r"|Bộ Tư lệnh|Viện [Kk]iểm sát nhân dân|Tòa án nhân dân|Thanh tra|Trung tâm|Phòng|Ban [Qq]uản lý|Báo|Đài|Trường"
        r"|Kho bạc|Bảo hiểm xã hội|Hội|Quỹ|Chi cục|Ban [Cc]hỉ đạo|Tổ công tác|Hội đồng|Vụ|Viện|Sở|Bộ|Đoàn [Kk]iểm tra|Đoàn [Gg]iám sát|Đoàn công tác|Ngành|Hệ thống|Thành [Đđ]oàn|Huyện [Đđ]oàn)"
    )
    joined = rf"(?:{SYLLABLE}|\d\d)(?: (?:và |- )?(?!{_STOP}\b){SYLLABLE})*"
    parts = rf"""
        (?P<organ>(?:{forms("organ")})(?:,? (?:và )?(?:{forms("organ")}))* (?:(?:{committee})|Đảng bộ(?: (?:tỉnh|huyện|xã|phường|Khối|thành phố))?){_PLACE})
        |(?P<commission>(?:{forms("commission")}) (?:(?:{committee})|[Cc]ấp ủy){_PLACE})
        |(?P<centre>{centre}(?!\w))
        |(?P<committee>(?:{committee}){_PLACE})
        |(?P<state>(?:Thường trực )?(?:{forms("state", "")})(?: (?:nhân dân )?(?:{_PLACE_KIND}(?: {_NAME})?|các cấp|cấp (?:tỉnh|huyện|xã)|{_NAME}))?)
        |(?P<mass>(?:Các cấp |các cấp )?(?:{forms("mass")}){_CLASS_SCOPE}{_PLACE})
        |(?P<organalone>(?:{forms("organ")})(?=[ ,.;:)]|$))
        |(?P<commissionalone>(?:{forms("commission")})(?=[ ,.;:)]|$))
        |(?P<delegation>Đoàn (?:kiểm tra|giám sát|công tác|Kiểm tra|Giám sát)(?: số \d+)? của (?:(?:{forms("organ")}) )?(?:{committee}){_PLACE})|(?P<unit>(?:Bộ|Sở) (?:{fields})(?: (?:tỉnh|thành phố)(?: {_NAME})?|(?: {_NAME}))?|{unit} (?:(?:tỉnh|huyện|thành phố|cấp tỉnh|cấp huyện|cấp xã|nhân dân tỉnh)\b(?: {_NAME})?|{joined}(?: (?:tỉnh|huyện|thành phố)\b(?: {_NAME})?)?|thuộc Sở))
    """
    return re.compile(r"(?<![\w/-])(?:" + re.sub(r"\n\s*", "", parts) + r")(?!\w)")


_SURE_NOUNS = (
    "cấp ủy đảng|cấp ủy|chi bộ|đảng bộ|đảng ủy|tổ chức cơ sở đảng|tổ chức đảng|chi ủy|ủy ban kiểm tra|ban xây dựng đảng|"
    "ban dân vận|cơ quan tham mưu|cơ quan|đơn vị|địa phương|doanh nghiệp|sở|ngành|đoàn thể chính trị - xã hội|đoàn thể|"
    "chính quyền|hội quần chúng|mặt trận|cán bộ|đảng viên|công chức|viên chức|công nhân|người lao động|đoàn viên|hội viên|"
    "người đứng đầu|công đoàn cơ sở|công đoàn|cấp hội|cấp công đoàn|cấp bộ đoàn|tổ chức chính trị - xã hội|huyện ủy|thị ủy|"
    "thành ủy|người sử dụng lao động|nhà trường|lực lượng vũ trang|lực lượng nòng cốt|bí thư đảng ủy|bí thư cấp ủy|bí thư chi bộ|chi, đảng bộ"
).split("|")
_OTHER_NOUNS = (
    "thanh niên|tập thể|cá nhân|xã|phường|thị trấn|nơi|đoàn|huyện|thị xã|thành phố|thị|thành Đoàn|trường|bệnh viện|chủ đầu tư|"
    "phòng|ban chỉ đạo|tổ chức|ban của Tỉnh ủy|ban|cấp|đồng chí|nhà đầu tư|Đoàn trực thuộc|tổ|bộ|bộ, ngành|hộ|nhân dân"
).split("|")
_SURE_NOUN, _ANY_NOUN = alternation(_SURE_NOUNS), alternation([*_SURE_NOUNS, *_OTHER_NOUNS])
_QUANTIFIER = (
    r"(?:(?:có )?\d{1,4}/\d{1,4}|(?:có )?\d{1,4}|tất cả các|tất cả|toàn bộ|toàn thể|hầu hết các|hầu hết|đa số các|đa số|phần lớn|một số ít|"
    r"một số|nhiều|các|từng|mỗi|những|một bộ phận|một vài)"
)
_CLASS_REACH = (
    r"(?: (?:(?:các )?(?:xã|phường|huyện|thị xã)(?:, (?:xã|phường|thị trấn|thị xã|thành phố))*(?: mới)?|các (?:chi bộ|đảng bộ|cấp)(?:, (?:chi bộ|đảng bộ))*|các cấp|cơ sở|trực thuộc(?: Sở| tỉnh| Tỉnh ủy)?|thuộc Sở|địa phương|trong tỉnh|"
    r"trên địa bàn(?: tỉnh)?|cấp dưới|cấp trên|cấp (?:tỉnh|huyện|xã|cơ sở)|của Tỉnh ủy|đảng|tỉnh|xây dựng hạ tầng))*"
)
CLASS = re.compile(
    rf"(?<!\w)(?:{_QUANTIFIER} {_ANY_NOUN}|{_SURE_NOUN})(?!\w)"
    rf"(?:(?:, (?:và )?| và )(?:các |từng )?{_ANY_NOUN}(?!\w))*{_CLASS_REACH}(?!\w)",
    re.IGNORECASE,
)


def find_bodies(text: str) -> Iterator[BodyMatch]:
    """Yield the named bodies in a view, left to right; classes are found by `class_at`."""
    for match in _grammar().finditer(text):
        yield _body(match)


def body_at(text: str, at: int) -> BodyMatch | None:
    """Return the named body that begins at a view position, or null."""
    match = _grammar().match(text, at)
    return _body(match) if match else None


def class_at(text: str, at: int) -> BodyMatch | None:
    """Return the class of bodies or people that begins at a view position, or null."""
    match = CLASS.match(text, at)
    if match is None:
        return None
    return BodyMatch(match.start(), match.end(), match[0], match[0][:1].lower() + match[0][1:], "class", "")


def _body(match: re.Match[str]) -> BodyMatch:
    surface = _without_stray_name(match[0].rstrip())
    role = (match.lastgroup or "unit").removesuffix("alone")
    end = match.start() + len(surface)
    if role == "centre":
        body = _by_form()[surface]
        return BodyMatch(match.start(), end, surface, body[0], body[1], "centre")
    return BodyMatch(match.start(), end, surface, spelled_out(surface), role, _level(surface))


_BARE_NAME = re.compile(
    rf"(?P<head>.*(?:[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Tt]hị ủy|[Qq]uận ủy|Khối|nhân dân|UBND|HĐND|Tổ quốc|Đảng bộ)) (?P<name>{_NAME})"
)


@cache
def _places() -> frozenset[str]:
    reference = read_reference()
    return frozenset(p.name for p in reference.provinces) | frozenset(d.name for d in reference.districts)


def _without_stray_name(surface: str) -> str:
    """Cut a capitalised word behind a committee that names no place: "Tỉnh ủy Quyết định" → "Tỉnh ủy"."""
    bare = _BARE_NAME.fullmatch(surface)
    if bare is None:
        return surface
    words = bare["name"].split(" ")
    for length in range(len(words), 0, -1):
        if " ".join(words[:length]) in _places():
            return f"{bare['head']} {' '.join(words[:length])}"
    return bare["head"]


@cache
def _by_form() -> dict[str, tuple[str, str]]:
    return {form: (b.name, b.role) for b in read_reference().bodies for form in b.forms}


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    short = {
        form: body.name
        for body in read_reference().bodies
        if body.level != "centre"
        for form in body.forms
        if form != body.name and (form.isupper() or form.startswith(("Hội CCB", "Hội LHPN", "Đoàn TNCS")))
    }
    return re.compile(rf"(?<!\w){alternation(short)}(?!\w)"), short


def spelled_out(name: str) -> str:
    """Return a body's name with its abbreviations spelled out ("UBND tỉnh" → "Ủy ban nhân dân tỉnh")."""
    pattern, short = _abbreviations()
    return pattern.sub(lambda m: short[m[0]], name)


def _level(surface: str) -> str:
    if re.search(r"Tỉnh ủy|Khối|\btỉnh\b|TU\b", surface):
        return "province"
    if re.search(r"Huyện ủy|Thị ủy|Quận ủy|\bhuyện\b|thị xã|\bquận\b|cấp huyện", surface):
        return "district"
    if re.search(r"\bxã\b|phường|thị trấn|cấp xã", surface):
        return "commune"
    return ""
