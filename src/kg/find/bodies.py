"""A compositional grammar of body names: organ + committee + place, commission + committee, class.

"Ban Thường vụ Tỉnh ủy Hải Dương" is an organ of a committee of a place; "40/40 đảng ủy cơ sở" and "một số
cấp ủy" are classes: actors with a scope, not one body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.reference import read_reference
from kg.words import SYLLABLE, alternation


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """A body as it stands in a view. `name` spells abbreviations out; places stay as written."""

    start: int
    end: int
    surface: str
    name: str
    role: str
    """committee, organ, commission, state, mass, delegation, unit or class."""
    level: str
    """centre, province, district, commune or "" where the name leaves it open."""


# Places. A capitalised syllable that begins a body or a document is no part of a place's name.
_PLACE_KIND = r"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận|xã|phường|thị trấn)"
_NO_NAMES = (
    "Ban", "Bộ", "Chỉ", "Nghị", "Kết", "Quy", "Quyết", "Hướng", "Kế", "Thông", "Chương", "Đề", "Công",
    "Về", "Tỉnh", "Huyện", "Thành", "Đảng", "Ủy", "Hội", "Mặt", "Luật", "Sở",
)  # fmt: skip
_NAME_SYLLABLE = rf"(?!{alternation(_NO_NAMES)}\b){SYLLABLE}"
_NAME = rf"{_NAME_SYLLABLE}(?: {_NAME_SYLLABLE}){{0,3}}"
_PLACE = rf"(?: (?:{_PLACE_KIND}(?: {_NAME})?|{_NAME}))?"
# How far a mass organisation reaches: "Mặt trận Tổ quốc các cấp trong tỉnh".
_REACH = "|".join(
    (
        r"các cấp",
        r"cấp (?:tỉnh|huyện|xã|cơ sở|trên|dưới)",
        r"cơ sở",
        r"địa phương",
        r"trực thuộc(?: Sở| Tỉnh ủy| tỉnh)?",
        r"trong (?:toàn )?(?:tỉnh|huyện|thành phố|Khối|khối)",
        r"toàn tỉnh",
        r"các huyện, (?:thị xã, thành phố|thành phố, thị xã)",
        r"các huyện, thành phố",
    )
)
_UNITS = (
    "Ngân hàng", "Tổng cục", "Cục", "Chi cục", "Vụ", "Viện", "Sở", "Bộ", "Ngành", "Hệ thống",
    "Trung tâm", "Phòng", "Tổng Công ty", "Tổng công ty", "Công ty", "Công ty Cổ phần",
    "Công ty cổ phần", "Công ty TNHH", "Công an", "Bộ Tư lệnh", "Bộ Chỉ huy Quân sự",
    "Bộ Chỉ huy quân sự", "Tòa án nhân dân", "Viện Kiểm sát nhân dân", "Viện kiểm sát nhân dân",
    "Thanh tra", "Kho bạc", "Bảo hiểm xã hội", "Quỹ", "Ban Quản lý", "Ban quản lý", "Ban Chỉ đạo",
    "Ban chỉ đạo", "Tổ công tác", "Hội", "Hội đồng", "Đoàn Kiểm tra", "Đoàn kiểm tra", "Đoàn Giám sát",
    "Đoàn giám sát", "Đoàn công tác", "Báo", "Đài", "Trường", "Thành Đoàn", "Thành đoàn", "Huyện Đoàn",
    "Huyện đoàn",
)  # fmt: skip
_DELEGATION = r"Đoàn (?:[Kk]iểm tra|[Gg]iám sát|công tác)(?: số \d+)?"
_PARTY_BODY = r"Đảng bộ(?: (?:tỉnh|huyện|xã|phường|Khối|thành phố))?"
_OWN_LEVEL = r"(?:tỉnh|huyện|thành phố|cấp tỉnh|cấp huyện|cấp xã|nhân dân tỉnh)\b"
_OWN_FIELD = rf"(?:{SYLLABLE}|\d\d)(?: (?:và |- )?{_NAME_SYLLABLE})*"
_ENDS_HERE = r"(?=[ ,.;:)]|$)"

# Classes. A sure noun is a class alone ("cấp ủy đã lãnh đạo"), the others only behind a quantifier.
_SURE_NOUNS = (
    "cấp ủy đảng", "cấp ủy", "chi bộ", "đảng bộ", "đảng ủy", "tổ chức cơ sở đảng", "tổ chức đảng",
    "chi ủy", "chi, đảng bộ", "ủy ban kiểm tra", "ban xây dựng đảng", "ban dân vận", "huyện ủy",
    "thị ủy", "thành ủy", "cơ quan tham mưu", "cơ quan", "đơn vị", "địa phương", "doanh nghiệp", "sở",
    "ngành", "nhà trường", "đoàn thể chính trị - xã hội", "đoàn thể", "chính quyền", "hội quần chúng",
    "mặt trận", "tổ chức chính trị - xã hội", "công đoàn cơ sở", "công đoàn", "cấp hội", "cấp công đoàn",
    "cấp bộ đoàn", "cán bộ", "đảng viên", "công chức", "viên chức", "công nhân", "người lao động",
    "đoàn viên", "hội viên", "người đứng đầu", "người sử dụng lao động", "bí thư đảng ủy",
    "bí thư cấp ủy", "bí thư chi bộ", "lực lượng vũ trang", "lực lượng nòng cốt", "công an, quân sự",
)  # fmt: skip
_OTHER_NOUNS = (
    "thanh niên", "tập thể", "cá nhân", "đồng chí", "hộ", "nhân dân", "chủ đầu tư", "nhà đầu tư", "xã",
    "phường", "thị trấn", "huyện", "thị xã", "thành phố", "thị", "nơi", "cấp", "đoàn", "thành Đoàn",
    "Đoàn trực thuộc", "trường", "bệnh viện", "phòng", "ban chỉ đạo", "tổ chức", "ban của Tỉnh ủy",
    "ban", "tổ", "bộ", "bộ, ngành",
)  # fmt: skip
_QUANTIFIERS = (
    "tất cả các", "tất cả", "toàn bộ", "toàn thể", "hầu hết các", "hầu hết", "đa số các", "đa số",
    "phần lớn", "một số ít", "một số", "một bộ phận", "một vài", "nhiều", "các", "từng", "mỗi", "những",
)  # fmt: skip
_SURE_NOUN, _ANY_NOUN = alternation(_SURE_NOUNS), alternation([*_SURE_NOUNS, *_OTHER_NOUNS])
_QUANTIFIER = rf"(?:(?:có )?\d{{1,4}}(?:/\d{{1,4}})?|{alternation(_QUANTIFIERS)})"
_CLASS_REACH = "|".join(
    (
        r"(?:các )?(?:xã|phường|huyện|thị xã)(?:, (?:xã|phường|thị trấn|thị xã|thành phố))*(?: mới)?",
        r"các (?:chi bộ|đảng bộ|cấp)(?:, (?:chi bộ|đảng bộ))*",
        r"cơ sở",
        r"trực thuộc(?: Sở| tỉnh| Tỉnh ủy)?",
        r"thuộc Sở",
        r"(?:các )?địa phương",
        r"trong tỉnh",
        r"trên địa bàn(?: tỉnh)?",
        r"cấp (?:dưới|trên|tỉnh|huyện|xã|cơ sở)",
        r"của Tỉnh ủy",
        r"đảng",
        r"tỉnh",
        r"xây dựng hạ tầng",
    )
)
_CLASS = re.compile(
    rf"(?<!\w)(?:{_QUANTIFIER} {_ANY_NOUN}|{_SURE_NOUN})(?!\w)"
    rf"(?:(?:, (?:và )?| và )(?:các |từng )?{_ANY_NOUN}(?!\w))*"
    rf"(?: (?:{_CLASS_REACH}))*(?!\w)",
    re.IGNORECASE,
)

_PLACED_HEAD = (
    r"[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Tt]hị ủy|[Qq]uận ủy|Khối|nhân dân|UBND|HĐND|Tổ quốc|Đảng bộ"
)
_BARE_NAME = re.compile(rf"(?P<head>.*(?:{_PLACED_HEAD})) (?P<name>{_NAME})")
_LEVELS = (
    ("province", re.compile(r"Tỉnh ủy|Khối|\btỉnh\b|TU\b")),
    ("district", re.compile(r"Huyện ủy|Thị ủy|Quận ủy|\bhuyện\b|thị xã|\bquận\b|cấp huyện")),
    ("commune", re.compile(r"\bxã\b|phường|thị trấn|cấp xã")),
)
_SHORT_UNIONS = ("Hội CCB", "Hội LHPN", "Đoàn TNCS", "Ủy ban MTTQ")


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
    match = _CLASS.match(text, at)
    if match is None:
        return None
    return BodyMatch(match.start(), match.end(), match[0], match[0][:1].lower() + match[0][1:], "class", "")


def spelled_out(name: str) -> str:
    """Return a body's name with its abbreviations spelled out ("UBND tỉnh" → "Ủy ban nhân dân tỉnh")."""
    pattern, short = _abbreviations()
    return pattern.sub(lambda m: short[m[0]], name)


def _any_field(names: Iterable[str]) -> str:
    """Match a ministry's or department's field, its later capitals and its "và" as loosely as people write.

    "Sở Giáo dục và đào tạo", "Sở Kế hoạch đầu tư".
    """
    return "(?:" + "|".join(map(_loosely, sorted(set(names), key=len, reverse=True))) + ")"


def _loosely(name: str) -> str:
    first, *rest = name.split()
    loose = [f"[{word[0]}{word[0].lower()}]{word[1:]}" if word[0].isupper() else word for word in rest]
    return " ".join([first, *loose]).replace(" và ", "(?: và)? ")


@cache
def _grammar() -> re.Pattern[str]:
    """Return a pattern for any named body; the name of the matching group, "alone" cut off, is its role."""
    reference = read_reference()

    def forms(role: str, level: str | None = None) -> str:
        return alternation(
            f for b in reference.bodies if b.role == role and level in (None, b.level) for f in b.forms
        )

    centre = alternation(f for b in reference.bodies if b.level == "centre" for f in b.forms)
    committee = alternation(
        f for b in reference.bodies if b.role == "committee" and b.level != "centre" for f in b.forms
    )
    fields = _any_field([i.name.removeprefix("Bộ ") for i in reference.issuers if i.name.startswith("Bộ ")])
    organ, commission, unit = forms("organ"), forms("commission"), alternation(_UNITS)
    state_place = rf"(?:nhân dân )?(?:{_PLACE_KIND}(?: {_NAME})?|các cấp|cấp (?:tỉnh|huyện|xã)|{_NAME})"
    ministry = rf"(?:Bộ|Sở) {fields}(?: (?:tỉnh|thành phố)(?: {_NAME})?| {_NAME})?"
    of_level = rf"{_OWN_LEVEL}(?: {_NAME})?"
    of_field = rf"{_OWN_FIELD}(?: (?:tỉnh|huyện|thành phố)\b(?: {_NAME})?)?"
    steering = (
        rf"[Bb]an [Cc]hỉ đạo \d{{2,3}}(?: (?:{committee}{_PLACE}|{of_level}|cấp (?:tỉnh|huyện|xã|cơ sở)))?"
    )
    roles = {
        "organ": rf"{organ}(?:,? (?:và )?{organ})* (?:{committee}|{_PARTY_BODY}){_PLACE}",
        "commission": rf"{commission} (?:{committee}|[Cc]ấp ủy){_PLACE}",
        "centre": rf"{centre}(?!\w)",
        "committee": rf"{committee}{_PLACE}",
        "state": rf"(?:Thường trực )?{forms('state', '')}(?: {state_place})?",
        "mass": rf"(?:[Cc]ác cấp )?{forms('mass')}(?: (?:{_REACH}))*{_PLACE}",
        "organalone": rf"{organ}{_ENDS_HERE}",
        "commissionalone": rf"{commission}{_ENDS_HERE}",
        "delegation": rf"{_DELEGATION} của (?:{organ} )?{committee}{_PLACE}",
        "unit": rf"{steering}|{ministry}|{unit} (?:{of_level}|{of_field}|thuộc Sở)",
    }
    parts = "|".join(f"(?P<{role}>{pattern})" for role, pattern in roles.items())
    return re.compile(rf"(?<![\w/-])(?:{parts})(?!\w)")


def _body(match: re.Match[str]) -> BodyMatch:
    surface = _without_stray_name(match[0].rstrip())
    role = (match.lastgroup or "unit").removesuffix("alone")
    end = match.start() + len(surface)
    if role == "centre":
        name, role = _by_form()[surface]
        return BodyMatch(match.start(), end, surface, name, role, "centre")
    return BodyMatch(match.start(), end, surface, spelled_out(surface), role, _level(surface))


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
def _places() -> frozenset[str]:
    reference = read_reference()
    return frozenset(p.name for p in reference.provinces) | frozenset(d.name for d in reference.districts)


@cache
def _by_form() -> dict[str, tuple[str, str]]:
    """Map each form of a body to its canonical name and role."""
    return {form: (b.name, b.role) for b in read_reference().bodies for form in b.forms}


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for the abbreviations of bodies below the Centre, and what each stands for."""
    short = {
        form: body.name
        for body in read_reference().bodies
        if body.level != "centre"
        for form in body.forms
        if form != body.name and (form.isupper() or form.startswith(_SHORT_UNIONS))
    }
    return re.compile(rf"(?<!\w){alternation(short)}(?!\w)"), short


def _level(surface: str) -> str:
    return next((level for level, pattern in _LEVELS if pattern.search(surface)), "")
