"""Who issues the document: read from the letterhead, else from symbol, signature and recipients."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.facts.provinces import place_names, placed
from kg.facts.signature import Signature
from kg.find.bodies import find_bodies, spelled_out
from kg.outline.view import one_form
from kg.words import UPPER, alternation, fold, upper_first

# A letterhead's line begins with one of these.
_OWN_WORDS = (
    "SỞ", "SO", "BAN", "ỦY BAN", "HỘI ĐỒNG", "UBND", "HĐND", "VĂN PHÒNG", "ĐẢNG ỦY", "TỈNH ỦY",
    "THÀNH ỦY", "HUYỆN ỦY", "THỊ ỦY", "QUẬN ỦY", "QUÂN ỦY", "ĐẢNG BỘ", "CHI BỘ", "CÔNG AN", "CỤC",
    "CHI CỤC", "BỘ", "ĐOÀN", "TỈNH ĐOÀN", "HỘI", "LIÊN ĐOÀN", "MẶT TRẬN", "TRƯỜNG", "TỔNG CÔNG TY",
    "TÒA ÁN", "VIỆN", "TRUNG TÂM",
)  # fmt: skip
_PLACE_KINDS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "THỊ XÃ", "QUẬN", "PHƯỜNG", "XÃ", "THỊ TRẤN")
_LINE = re.compile(rf"^\W*(?P<body>{alternation(_OWN_WORDS)}\b[{UPPER} ,&\-]*)", re.MULTILINE)
_GOES_ON = re.compile(rf"\n\s*(?P<more>{alternation(['VÀ', *_PLACE_KINDS])}\b[{UPPER} ]*)")
_HAS_PLACE = re.compile(r"(?:ỦY|TỈNH|HUYỆN) [A-ZĐ]{2,}")
_MOTTO = re.compile(r"\s{2,}|CỘNG HÒA|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập")
_LINE_AT_LEAST = 4
# The superior's line above the body's own, and central organs that stand above no committee's report.
_SUPERIOR = re.compile(
    r"(?:UBND|ỦY BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ)"
    r"|TỈNH ỦY|ĐẢNG BỘ|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|ĐẢNG ỦY (?:PHƯỜNG|XÃ)"
)
_PARTY_SUPERIOR = re.compile(r"TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|ĐẢNG ỦY (?:PHƯỜNG|XÃ)")
_NOT_OWN = re.compile(r"(?:BAN CHẤP HÀNH|BỘ CHÍNH TRỊ|BAN BÍ THƯ)$")
_COMMISSION = re.compile(r"(?:Ban (?!Quản lý|Chỉ đạo)|Ủy ban Kiểm tra|Văn phòng)")

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
_ON_BEHALF = re.compile(r"Tỉnh ủy|Huyện ủy|Đảng ủy|Thành ủy|Ủy ban nhân dân")
_GOVERNMENT_NOTICE = re.compile(r"Văn[_ ]phòng Chính[_ ]phủ (?:xin )?(?:thông[_ ]báo|trân[_ ]trọng)")
_SPEAKING = frozenset(
    {"Tỉnh ủy", "Huyện ủy", "Thành ủy", "Đảng ủy Khối các cơ quan và doanh nghiệp", "Đảng ủy Khối"}
)
_NAMED_AT_LEAST = 3

# Sentence case: what keeps its capitals, what recognition garbles, what stands before a place's name.
_KNOWN_WORDS = (
    "Thông tin và Truyền thông", "Y tế", "Nội vụ", "Tài chính", "Khối", "Tỉnh ủy", "Kiểm tra",
    "Tuyên giáo", "Dân vận", "Tổ chức", "Nội chính", "Quản lý", "Xây dựng Đảng", "Tư pháp",
    "Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Nông nghiệp", "Kế hoạch",
)  # fmt: skip
_GARBLED = (("&", "và"), ("truyèn", "truyền"), ("tẻ", "tế"))
_BEFORE_NAME = re.compile(
    r"(?:(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]hị|[Qq]uận) ủy"
    r"|\b(?:phường|xã|thị trấn|huyện|thị xã|quận|thành phố|tỉnh|đảng bộ tỉnh)) (?P<name>\w[\w ]*)$"
)
_NO_NAME = re.compile(r"(?:nhân dân|ủy|và|các)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """What tells the issuer, as far as it is there: letterhead, symbol, signature and the whole text."""

    letterhead: str
    symbol: str | None
    signature: Signature
    text: str


def issuer_of(head: Head, province: str | None) -> str | None:
    """Return the issuing body's canonical name, with its place where that is known, or null."""
    if name := _from_letterhead(head.letterhead, province):
        return name
    suffix = re.split(r"[/-]", head.symbol)[-1] if head.symbol else None
    if suffix in _SUFFIX_ISSUERS:
        return placed(_SUFFIX_ISSUERS[suffix], province)
    name = _from_signature(head.signature) or _from_text(head.text)
    return placed(name, province) if name else None


def _from_signature(signature: Signature) -> str | None:
    """Return the body whose files keep the document, else the one that it is signed for."""
    kept = " ".join(r for r in signature.recipients if r.startswith("Lưu"))
    office = (signature.position or "").casefold().endswith("chánh văn phòng")
    for pattern, name in _KEPT_AT:
        if pattern.search(kept):
            return f"Văn phòng {name}" if office and name != _BLOC else name
    behalf = spelled_out(signature.on_behalf_of or "")
    return behalf if _ON_BEHALF.search(behalf) else None


def _from_text(text: str) -> str | None:
    """Return the body that a text without head or signature speaks for: the one it names most."""
    if _GOVERNMENT_NOTICE.search(text):
        return "Văn phòng Chính phủ"
    ours = Counter(b.name for b in find_bodies(one_form(text)) if b.name in _SPEAKING)
    top = ours.most_common(1)
    return top[0][0] if top and top[0][1] >= _NAMED_AT_LEAST else None


def _from_letterhead(head: str, province: str | None) -> str | None:
    """Read the body's own line ("BAN TUYÊN GIÁO" below "TỈNH ỦY …"), completed by its superior's line."""
    lines = [_one_line(head, match) for match in _LINE.finditer(head)]
    lines = [line for line in lines if len(line) >= _LINE_AT_LEAST and not _NOT_OWN.match(line)]
    if not lines:
        return None
    own = next((line for line in lines if not _SUPERIOR.match(line)), None)
    if own is None:
        lowest = [line for line in lines if not line.startswith("ĐẢNG BỘ")] or lines
        return placed(spelled_out(_titled(lowest[-1])), province)
    name = spelled_out(_titled(own))
    superior = next((_titled(line) for line in lines if _PARTY_SUPERIOR.match(line)), None)
    if superior and _COMMISSION.match(name) and "ủy" not in name.lower().removeprefix("ủy ban"):
        name = f"{name} {superior}"
    return placed(name, province)


def _one_line(head: str, match: re.Match[str]) -> str:
    """Return a letterhead's line, a second line joined, the State's motto and a half word cut off."""
    body = match["body"]
    if head[match.end() : match.end() + 1].islower():
        body = re.sub(r"\s+\S$", "", body)
    body = _MOTTO.split(body)[0].strip(" -*")
    line_end = head.find("\n", match.start())
    more = _GOES_ON.match(head, line_end) if line_end >= 0 else None
    if more and (more["more"].startswith("VÀ ") or not _HAS_PLACE.search(body)):
        body = f"{body} {_MOTTO.split(more['more'])[0].strip()}"
    return re.sub(r"\s+", " ", body)


def _titled(line: str) -> str:
    """Return a letterhead's line as a name in a sentence: "HUYỆN ỦY HẢI HẬU" → "Huyện ủy Hải Hậu"."""
    name = line.lower()
    for garbled, right in _GARBLED:
        name = name.replace(garbled, right)
    name = upper_first(name)
    for word in _KNOWN_WORDS:
        name = re.sub(rf"\b{re.escape(word.lower())}\b", word, name)
    if (found := _BEFORE_NAME.search(name)) and not _NO_NAME.match(found["name"]):
        known = place_names().get(fold(found["name"]).lower())
        place = known or " ".join(upper_first(word) for word in found["name"].split())
        name = name[: found.start("name")] + place
    return name.replace("kcn", "khu công nghiệp").replace("tỉnh ủy", "Tỉnh ủy")
