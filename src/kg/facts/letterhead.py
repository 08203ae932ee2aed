"""Who issues the document: read from the letterhead, else from symbol, signature and recipients."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.find.bodies import find_bodies, spelled_out
from kg.outline.view import one_form
from kg.reference import read_reference
from kg.words import UPPER, alternation, fold, upper_first

_OWN_WORDS = (
    r"SỞ|SO|BAN|ỦY BAN|HỘI ĐỒNG|UBND|HĐND|VĂN PHÒNG|ĐẢNG ỦY|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG BỘ|CÔNG AN|CỤC|CHI CỤC|BỘ|"
    r"ĐOÀN|TỈNH ĐOÀN|HỘI|LIÊN ĐOÀN|MẶT TRẬN|TRƯỜNG|TỔNG CÔNG TY|TÒA ÁN|VIỆN|CHI BỘ|QUÂN ỦY|TRUNG TÂM"
)
_LINE = re.compile(rf"^\W*(?P<body>(?:{_OWN_WORDS})\b[{UPPER} ,&\-]*)", re.MULTILINE)
_GOES_ON = re.compile(
    rf"\n\s*(?P<more>(?:VÀ|TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|PHƯỜNG|XÃ|THỊ TRẤN)\b[{UPPER} ]*)"
)
_MOTTO = re.compile(r"\s{2,}|CỘNG HÒA|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập")
_PARENT = re.compile(
    r"(?:UBND|ỦY BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ)|TỈNH ỦY|ĐẢNG BỘ|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|ĐẢNG ỦY PHƯỜNG|ĐẢNG ỦY XÃ"
)
_COMMISSION = re.compile(r"(?:Ban (?!Quản lý|Chỉ đạo)|Ủy ban Kiểm tra|Văn phòng)")
SUFFIX_ISSUERS = {
    "TU": "Tỉnh ủy", "ĐUK": "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "UBND": "Ủy ban nhân dân tỉnh",
    "HĐND": "Hội đồng nhân dân tỉnh", "BTGTU": "Ban Tuyên giáo Tỉnh ủy", "BTCTU": "Ban Tổ chức Tỉnh ủy",
    "UBKTTU": "Ủy ban Kiểm tra Tỉnh ủy", "BDVTU": "Ban Dân vận Tỉnh ủy", "BNCTU": "Ban Nội chính Tỉnh ủy", "VPTU": "Văn phòng Tỉnh ủy",
}  # fmt: skip
_KEPT_AT = (
    (r"Đảng ủy Khối|ĐUK", SUFFIX_ISSUERS["ĐUK"]), (r"VPTU|Tỉnh ủy", "Tỉnh ủy"), (r"VPHU|Huyện ủy", "Huyện ủy"),
    (r"VPThU|Thành ủy", "Thành ủy"), (r"Thị ủy", "Thị ủy"),
)  # fmt: skip


def issuer_of(
    head: str,
    symbol: str | None,
    province: str | None,
    behalf: str | None,
    position: str | None,
    recipients: Sequence[str],
    text: str,
) -> str | None:
    """Return the issuing body's canonical name, with its place where that is known, or null."""
    if named := _from_letterhead(head, province):
        return named
    suffix = re.split(r"[/-]", symbol)[-1] if symbol else None
    if suffix in SUFFIX_ISSUERS:
        return placed(SUFFIX_ISSUERS[suffix], province)
    kept = " ".join(r for r in recipients if r.startswith("Lưu"))
    office = position is not None and position.casefold().endswith("chánh văn phòng")
    for pattern, name in _KEPT_AT:
        if re.search(pattern, kept):
            return placed(f"Văn phòng {name}" if office and name != SUFFIX_ISSUERS["ĐUK"] else name, province)
    if behalf and re.search(r"Tỉnh ủy|Huyện ủy|Đảng ủy|Thành ủy|Ủy ban nhân dân", spelled_out(behalf)):
        return placed(spelled_out(behalf), province)
    return _from_text(text, province)


def _from_text(text: str, province: str | None) -> str | None:
    """Return the body that a text without head or signature speaks for: the one it names most."""
    notice = r"Văn[_ ]phòng Chính[_ ]phủ (?:xin )?(?:thông[_ ]báo|trân[_ ]trọng)"
    if re.search(notice, text):
        return "Văn phòng Chính phủ"
    own = {"Tỉnh ủy", "Huyện ủy", "Thành ủy", "Đảng ủy Khối các cơ quan và doanh nghiệp", "Đảng ủy Khối"}
    ours = Counter(b.name for b in find_bodies(one_form(text)) if b.name in own)
    top = ours.most_common(1)
    return placed(top[0][0], province) if top and top[0][1] >= 3 else None


def _from_letterhead(head: str, province: str | None) -> str | None:
    """Read the body's own line ("BAN TUYÊN GIÁO" below "TỈNH ỦY …"), completed by the line of its superior."""
    lines = [line for m in _LINE.finditer(head) if len(line := _one_line(head, m)) > 3]
    lines = [line for line in lines if not re.match(r"BAN CHẤP HÀNH$|BỘ CHÍNH TRỊ$|BAN BÍ THƯ$", line)]
    if not lines:
        return None
    own = next((line for line in lines if not _PARENT.match(line) or re.match(r"ĐẢNG ỦY KHỐI", line)), None)
    if own is None:
        lowest = [line for line in lines if not line.startswith("ĐẢNG BỘ")] or lines
        return placed(spelled_out(titled(lowest[-1])), province)
    name = spelled_out(titled(own))
    parent = next(
        (
            titled(line)
            for line in lines
            if re.match(r"TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|ĐẢNG ỦY (?:PHƯỜNG|XÃ)", line)
        ),
        None,
    )
    if parent and _COMMISSION.match(name) and "ủy" not in name.lower().removeprefix("ủy ban"):
        name = f"{name} {parent}"
    return placed(name, province)


def _one_line(head: str, match: re.Match[str]) -> str:
    """Return a letterhead's line, a second line joined, the State's motto and a half word cut off."""
    body = match["body"]
    if head[match.end() : match.end() + 1].islower():
        body = re.sub(r"\s+\S$", "", body)
    body = re.split(_MOTTO, body)[0].strip(" -*")
    line_end = head.find("\n", match.start())
    if (
        line_end >= 0
        and (more := _GOES_ON.match(head, line_end))
        and (more["more"].startswith("VÀ ") or not re.search(r"(?:ỦY|TỈNH|HUYỆN) [A-ZĐ]{2,}", body))
    ):
        body = f"{body} {re.split(_MOTTO, more['more'])[0].strip()}"
    return re.sub(r"\s+", " ", body)


_KNOWN_WORDS = (
    "Thông tin và Truyền thông", "Y tế", "Nội vụ", "Tài chính", "Khối", "Tỉnh ủy", "Kiểm tra", "Tuyên giáo", "Dân vận", "Tổ chức",
    "Nội chính", "Quản lý", "Xây dựng Đảng", "Tư pháp", "Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Nông nghiệp", "Kế hoạch",
)  # fmt: skip
_BEFORE_NAME = re.compile(
    r"(?P<head>(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]hị|[Qq]uận) ủy|\b(?:phường|xã|thị trấn|huyện|thị xã|quận|thành phố|tỉnh|đảng bộ tỉnh)) (?P<name>\w[\w ]*)$"
)


@cache
def _place_names() -> dict[str, str]:
    reference = read_reference()
    names = [p.name for p in reference.provinces] + [d.name for d in reference.districts]
    return {fold(name).lower(): name for name in names}


def titled(line: str) -> str:
    """Return a letterhead's line as a name in a sentence: "HUYỆN ỦY HẢI HẬU" → "Huyện ủy Hải Hậu"."""
    name = upper_first(line.lower().replace("&", "và").replace("truyèn", "truyền").replace("tẻ", "tế"))
    for word in _KNOWN_WORDS:
        name = re.sub(rf"\b{re.escape(word.lower())}\b", word, name)
    if (found := _BEFORE_NAME.search(name)) and not re.match(r"(?:nhân dân|ủy|và|các)\b", found["name"]):
        place = _place_names().get(fold(found["name"]).lower()) or " ".join(
            upper_first(w) for w in found["name"].split()
        )
        name = name[: found.start("name")] + place
    return name.replace("kcn", "khu công nghiệp").replace("tỉnh ủy", "Tỉnh ủy")


_TAKES_PROVINCE = re.compile(
    r"(?:Tỉnh ủy|tỉnh|thành phố)$|^(?:Sở|Ban [Qq]uản lý|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Cục)\b|Đảng ủy Khối các cơ quan(?: và doanh nghiệp)?$"
)


def placed(name: str, province: str | None) -> str:
    """Add the province to a body that is indexical ("Tỉnh ủy" → "Tỉnh ủy Hải Dương")."""
    if province is None:
        return re.sub(r" tỉnh$", "", name)
    if province.lower() in name.lower() or not _TAKES_PROVINCE.search(name):
        return name
    if re.search(r"(?:Tỉnh ủy|tỉnh|thành phố)$", name):
        return f"{name} {province}"
    return f"{name} tỉnh {province}"


@cache
def _province_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {fold(p.name).lower(): p.name for p in read_reference().provinces}
    return re.compile(rf"\b(?:tinh|tinh uy|thanh pho|tp\.?) (?P<name>{alternation(names)})(?!\w)"), names


@cache
def _province_of_district() -> dict[str, str]:
    """Map folded names of districts that only one province has to that province."""
    owners: dict[str, set[str]] = {}
    for district in read_reference().districts:
        owners.setdefault(fold(district.name).lower(), set()).add(district.province)
    return {name: next(iter(provinces)) for name, provinces in owners.items() if len(provinces) == 1}


def province_of(text: str, head: str, place: str | None) -> str | None:
    """Return the reporting body's own province: by its place, its letterhead, how it speaks of itself, or the
    one province that has its district. Null where the document leaves it open."""
    pattern, names = _province_names()
    if place and (name := names.get(fold(place).lower())):
        return name
    if found := pattern.search(fold(head).lower()):
        return names[found["name"]]
    counts: Counter[str] = Counter()
    folded = fold(one_form(text)).lower()
    for found in pattern.finditer(folded):
        own = re.search(
            r"(?:dia ban |toan |uy )$", folded[max(0, found.start() - 9) : found.start()]
        ) or found[0].startswith("tinh uy")
        counts[names[found["name"]]] += 3 if own else 1
    ranked = counts.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return ranked[0][0]
    if place and (owner := _province_of_district().get(fold(place).lower())):
        return owner
    return None
