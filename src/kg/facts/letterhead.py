"""Who issues the document: read from the letterhead, else from symbol, signature and recipients."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg.facts.provinces import is_namesake, place_called, placed
from kg.facts.signature import Signature
from kg.find.bodies import find_bodies, spelled_out
from kg.outline.mending import mended
from kg.outline.view import one_form
from kg.reference import read_reference
from kg.words import UPPER, alternation, fold, upper_first

# A letterhead's line begins with one of these.
_OWN_WORDS = (
    "SỞ", "SO", "BAN", "ỦY BAN", "HỘI ĐỒNG", "UBND", "HĐND", "VĂN PHÒNG", "ĐẢNG ỦY", "TỈNH ỦY",
    "THÀNH ỦY", "HUYỆN ỦY", "THỊ ỦY", "QUẬN ỦY", "QUÂN ỦY", "ĐẢNG BỘ", "CHI BỘ", "CÔNG AN", "CỤC",
    "CHI CỤC", "BỘ", "ĐOÀN", "TỈNH ĐOÀN", "HỘI", "LIÊN ĐOÀN", "MẶT TRẬN", "TRƯỜNG", "TỔNG CÔNG TY",
    "TÒA ÁN", "VIỆN", "TRUNG TÂM", "PHÒNG", "THANH TRA", "KHO BẠC", "BẢO HIỂM XÃ HỘI", "TỔNG CỤC",
    "TỔNG LIÊN ĐOÀN", "CHÍNH PHỦ", "THỦ TƯỚNG", "QUỐC HỘI", "NGÂN HÀNG", "BỆNH VIỆN", "HỌC VIỆN",
)  # fmt: skip
_PLACE_KINDS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "THỊ XÃ", "QUẬN", "PHƯỜNG", "XÃ", "THỊ TRẤN")
# A letter of residue may stand before it.
_LINE = re.compile(rf"^(?:\w\b)?\W*(?P<body>{alternation(_OWN_WORDS)}\b[{UPPER} ,&\-]*)", re.MULTILINE)
_GOES_ON = re.compile(rf"\n\s*(?P<more>{alternation(['VÀ', *_PLACE_KINDS])}\b[{UPPER} ]*)")
_DANGLES = re.compile(r"(?:\b(?:VÀ|CÁC|PHÁT TRIỂN|QUẢN LÝ)|[,-])\s*$")
_ANY_MORE = re.compile(rf"\n\s*(?P<more>[{UPPER}]{{2,}}[{UPPER} ]*)")
_HAS_PLACE = re.compile(rf"(?:ỦY(?! BAN)|{alternation(_PLACE_KINDS)}) [{UPPER}]{{2,}}")
_MOTTO = re.compile(r"\s{2,}|CỘNG HÒA|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập")
_LINE_AT_LEAST = 4
# The superior's line above the body's own, and the organ's line below it.
_STATE_SUPERIOR = re.compile(
    r"(?:UBND|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|HĐND) (?:TỈNH\b"
    r"|(?P<place>(?:THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|PHƯỜNG|XÃ|THỊ TRẤN) (?P<name>.+)))"
)
_PARTY_SUPERIOR = re.compile(r"TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG ỦY (?:PHƯỜNG|XÃ)")
_NOT_OWN = re.compile(r"(?:BAN CHẤP HÀNH|BAN THƯỜNG TRỰC)$")
# Bodies of the Centre stand above the body's own where another follows: "BỘ TƯ PHÁP⏎CỤC …".
_CENTRAL = re.compile(r"BAN BÍ THƯ|BỘ (?!CHỈ HUY|TƯ LỆNH)|TỔNG CỤC|.*(?: VIỆT NAM| TỐI CAO| TRUNG ƯƠNG)$")
_CENTRAL_COMMITTEE = "BAN CHẤP HÀNH TRUNG ƯƠNG"
_COMMISSION = re.compile(r"(?:Ban (?!Quản lý|Chỉ đạo|Chấp hành)|Ủy ban Kiểm tra|Văn phòng)")

_BLOC = "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"
_SUFFIX_ISSUERS = {
    "TU": "Tỉnh ủy",
    "ĐUK": _BLOC,
    "UBND": "Ủy ban nhân dân tỉnh",
    "HĐND": "Hội đồng nhân dân tỉnh",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy",
    "BTCTU": "Ban Tổ chức Tỉnh ủy",
    "UBKTTU": "Ủy ban Kiểm tra Tỉnh ủy",
    "BDVTU": "Ban Dân vận Tỉnh ủy",
    "BNCTU": "Ban Nội chính Tỉnh ủy",
    "VPTU": "Văn phòng Tỉnh ủy",
}
# Whose files keep the document, by the last of its recipients: "Lưu Văn phòng Tỉnh ủy".
_KEPT_AT = (
    (re.compile(r"Đảng ủy Khối|ĐUK"), _BLOC),
    (re.compile(r"VPTU|Tỉnh ủy"), "Tỉnh ủy"),
    (re.compile(r"VPHU|Huyện ủy"), "Huyện ủy"),
    (re.compile(r"VPThU|Thành ủy"), "Thành ủy"),
    (re.compile(r"Thị ủy"), "Thị ủy"),
)
_ON_BEHALF = re.compile(r"Bộ Chính trị|Ban Bí thư|Tỉnh ủy|Huyện ủy|Đảng ủy|Thành ủy|Ủy ban nhân dân")
_GOVERNMENT_NOTICE = re.compile(r"Văn[_ ]phòng Chính[_ ]phủ (?:xin )?(?:thông[_ ]báo|trân[_ ]trọng)")
_GOVERNMENT_OFFICE = "Văn phòng Chính phủ"
# The act by which a document of a kind names who speaks: "Ủy ban nhân dân thành phố chỉ thị …".
_ACTS = {
    "Chỉ thị": re.compile(r" chỉ thị\b"),
    "Thông báo": re.compile(r" (?:xin|trân trọng) thông báo\b| thông báo để\b"),
    "Báo cáo": re.compile(r" (?:xin|kính|trân trọng) báo cáo\b"),
    "Nghị quyết": re.compile(r" quyết nghị\b"),
}
_SPEAKING = frozenset(
    {"Tỉnh ủy", "Huyện ủy", "Thành ủy", "Đảng ủy Khối các cơ quan và doanh nghiệp", "Đảng ủy Khối"}
)
_NAMED_AT_LEAST = 3
_ORGANS = frozenset({"Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Ban Thường trực"})
_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy$")
_BARE = _ORGANS | {"Văn phòng", "Ban", "Sở"}
_COUNCILS = frozenset({"Ủy ban nhân dân", "Hội đồng nhân dân"})

# Sentence case: what keeps its capitals, what recognition garbles, what stands before a place's name.
_KNOWN_WORDS = (
    "Khối", "Tỉnh ủy", "Kiểm tra", "Tuyên giáo", "Dân vận", "Tổ chức", "Nội chính", "Quản lý",
    "Xây dựng Đảng", "Nông nghiệp", "Kế hoạch", "Công an", "Quân sự", "Biên phòng", "Thường vụ", "Chấp hành",
    "Thường trực", "Bí thư", "Chính trị", "Trung ương", "Chính phủ", "Đảng bộ", "Đảng ủy", "Huyện ủy",
    "Thành ủy", "Thị ủy", "Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc", "MTTQ", "Việt Nam",
    "Liên đoàn", "Lao động", "Phụ nữ", "Nông dân", "Cựu chiến binh",
)  # fmt: skip
# The word behind one of these begins the body's own name: "Sở Xây dựng", "Hội Nông dân".
_OWN_NAME = re.compile(
    r"^(?:Sở|Bộ|Cục|Chi cục|Tổng cục|Ban|Viện|Phòng|Trung tâm|Hội(?! đồng)"
    r"|Đảng ủy(?! (?:phường|xã|thị trấn)\b)) (?=\w)"
)
_GARBLED = (
    ("&", "và"), ("truyèn", "truyền"), ("tẻ", "tế"), ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
)  # fmt: skip
_BEFORE_NAME = re.compile(
    r"(?P<kind>(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]hị|[Qq]uận) ủy"
    r"|\b(?i:phường|xã|thị trấn|huyện|thị xã|quận|thành phố|tỉnh|đảng bộ tỉnh)) (?P<name>\w[\w ]*)$"
)
_NO_NAME = re.compile(r"(?:nhân dân|ủy|và|các)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """What tells the issuer, as far as it is there: kind and organ ("CHỈ THỊ CỦA BAN THƯỜNG VỤ …"),
    letterhead, symbol, signature and the whole text."""

    kind: str | None
    organ: str | None
    letterhead: str
    symbol: str | None
    signature: Signature
    text: str


def issuer_of(head: Head) -> str | None:
    """Return the issuing body's canonical name as the document itself says it, or null."""
    above = _from_letterhead(head.letterhead)
    if head.organ:
        organ = spelled_out(_titled(head.organ) if head.organ.isupper() else head.organ)
        return _organ_of(organ, above) if above else organ
    if above:
        return above
    suffix = re.split(r"[/-]", head.symbol)[-1] if head.symbol else None
    if suffix and (name := _SUFFIX_ISSUERS.get(suffix) or _central_issuers().get(suffix)):
        return name
    return _from_signature(head.signature) or _from_text(head)


def _organ_of(organ: str, above: str) -> str:
    """Return a committee's organ with the committee that the letterhead names."""
    if organ in _ORGANS:
        return f"{organ} {above}"
    committee = _COMMITTEE.search(organ)
    return organ[: committee.start()] + above if committee and above.startswith(committee[0]) else organ


def with_place(name: str, place: str | None, province: str | None) -> str:
    """Return the issuer with its place: a district where a people's committee or council dates its document
    there, else the province."""
    council = name.removesuffix(" tỉnh")
    if council in _COUNCILS and place:
        district = _districts().get((fold(place).lower(), province))
        if district:
            return f"{council} {district}"
    return placed(name, province)


@cache
def _central_issuers() -> dict[str, str]:
    """Map codes of central bodies to names; TW is shared by Central Committee, Politburo and Secretariat."""
    return {i.code: i.name for i in read_reference().issuers if i.level == "centre" and i.code != "TW"}


@cache
def _districts() -> dict[tuple[str, str | None], str]:
    """Map a district's folded name and its province to its full name, as it stands in a sentence."""
    names = {p.name for p in read_reference().provinces}
    return {
        (fold(d.name).lower(), d.province): _lower_first(d.full_name)
        for d in read_reference().districts
        if d.name not in names
    }


def _from_signature(signature: Signature) -> str | None:
    """Return the body whose files keep the document, else the one that it is signed for."""
    kept = " ".join(r for r in signature.recipients if r.startswith("Lưu"))
    office = (signature.position or "").casefold().endswith("chánh văn phòng")
    for pattern, name in _KEPT_AT:
        if pattern.search(kept):
            return f"Văn phòng {name}" if office and name != _BLOC else name
    behalf = spelled_out(signature.on_behalf_of or "")
    return behalf if _ON_BEHALF.search(behalf) else None


def _from_text(head: Head) -> str | None:
    """Return the body that a text without head or signature speaks for: by its act, else by how often it is
    named."""
    if _GOVERNMENT_NOTICE.search(head.text):
        return _GOVERNMENT_OFFICE
    text = mended(one_form(head.text))
    bodies = list(find_bodies(text))
    act = _ACTS.get(head.kind or "")
    speakers = (b.name for b in bodies if act and act.match(text, b.end) and b.name not in _BARE)
    if speaker := next(speakers, None):
        return speaker
    top = Counter(b.name for b in bodies if b.name in _SPEAKING).most_common(1)
    return top[0][0] if top and top[0][1] >= _NAMED_AT_LEAST else None


def _from_letterhead(head: str) -> str | None:
    """Read the body's own line ("BAN TUYÊN GIÁO" below "TỈNH ỦY …"), completed by its superior's line."""
    lines = [_one_line(head, match) for match in _LINE.finditer(head)]
    lines = [line for line in lines if len(line) >= _LINE_AT_LEAST and not _NOT_OWN.match(line)]
    if not lines:
        return None
    below = [line for line in lines if not _is_superior(line)]
    central = ""
    while len(below) > 1 and _CENTRAL.match(below[0]):
        central = below.pop(0)
    if below:
        name = _completed(spelled_out(_titled(below[0])), lines)
        of_ministry = central.startswith("BỘ ") and not _HAS_PLACE.search(below[0])
        return f"{name} {_titled(central)}" if of_ministry else name
    lowest = [line for line in lines if not line.startswith("ĐẢNG BỘ")] or lines
    return spelled_out(_titled(lowest[-1]))


def _is_superior(line: str) -> bool:
    return bool(_STATE_SUPERIOR.match(line) or _PARTY_SUPERIOR.match(line) or line.startswith("ĐẢNG BỘ"))


def _completed(name: str, lines: list[str]) -> str:
    """Return a body's name with the superior that it belongs to: "Ban Dân vận Tỉnh ủy Thái Bình"."""
    if _COMMISSION.match(name) and "ủy" not in name.lower().removeprefix("ủy ban"):
        if party := next((line for line in lines if _PARTY_SUPERIOR.match(line)), None):
            return f"{name} {_titled(party)}"
        if _CENTRAL_COMMITTEE in lines and not name.endswith("Trung ương"):
            return f"{name} Trung ương"
    state = next((found for line in lines if (found := _STATE_SUPERIOR.match(line))), None)
    if state is None:
        return name
    if name == "Văn phòng" or (name.startswith("Ban ") and state[0].startswith(("HỘI", "HĐND"))):
        return f"{name} {spelled_out(_titled(state.string))}"
    if state["place"] and not _is_province(state["name"]) and not _HAS_PLACE.search(name.upper()):
        return f"{name} {_lower_first(_titled(state['place']))}"
    return name


def _is_province(name: str) -> bool:
    province = place_called(name, "tỉnh")
    return province is not None and not is_namesake(name, province)


def _one_line(head: str, match: re.Match[str]) -> str:
    """Return a letterhead's line, a second line joined, the State's motto and a half word cut off."""
    body = _whole_words(head, match, "body")
    line_end = head.find("\n", match.start())
    more = (_ANY_MORE if _DANGLES.search(body) else _GOES_ON).match(head, line_end) if line_end >= 0 else None
    if more and (more["more"].startswith("VÀ ") or not _HAS_PLACE.search(body)):
        body = f"{body} {_whole_words(head, more, 'more')}"
    return re.sub(r"\s+", " ", body)


def _whole_words(head: str, match: re.Match[str], group: str) -> str:
    """Return the capitals of a line without the motto beside them, "Độc lập" cut to its capital included."""
    words = match[group]
    if head[match.end() : match.end() + 1].islower():
        words = re.sub(r"\s+\S$", "", words)
    return _MOTTO.split(words)[0].strip(" -*")


@cache
def _fields() -> tuple[str, ...]:
    """Return the fields that ministries and departments share: "Giáo dục và Đào tạo"."""
    names = (i.name for i in read_reference().issuers)
    return tuple(name.removeprefix("Bộ ") for name in names if name.startswith("Bộ "))


def _titled(line: str) -> str:
    """Return a letterhead's line as a name in a sentence: "HUYỆN ỦY HẢI HẬU" → "Huyện ủy Hải Hậu"."""
    name = line.lower()
    for garbled, right in _GARBLED:
        name = name.replace(garbled, right)
    name = upper_first(name)
    for word in (*_fields(), *_KNOWN_WORDS):
        if word.lower() in name:
            name = re.sub(rf"\b{re.escape(word.lower())}\b", word, name)
    if own := _OWN_NAME.match(name):
        name = own[0] + upper_first(name[own.end() :])
    if (found := _BEFORE_NAME.search(name)) and not _NO_NAME.match(found["name"]):
        known = place_called(found["name"], found["kind"])
        place = known or " ".join(upper_first(word) for word in found["name"].split())
        name = name[: found.start("name")] + place
    return name.replace("kcn", "khu công nghiệp").replace("tỉnh ủy", "Tỉnh ủy")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
