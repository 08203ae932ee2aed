"""The header: what the head of the document, its recipients and its signature say.

Head and signature follow Hướng dẫn 36-HD/VPTW (2018) for party bodies and Nghị định 30/2020/NĐ-CP for State
bodies; scans damage both, so each field is read on its own and left null where it is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.find.bodies import find_bodies, spelled_out
from kg.find.dates import find_periods
from kg.find.words import UPPER, alternation, fold, upper_first
from kg.model import Document, Header
from kg.outline.passages import Passage
from kg.outline.view import one_form
from kg.reference import read_reference

_KINDS = {
    "BÁO CÁO": "Báo cáo", "THÔNG BÁO": "Thông báo", "KẾ HOẠCH": "Kế hoạch", "CHỈ THỊ": "Chỉ thị", "NGHỊ QUYẾT": "Nghị quyết",
    "KẾT LUẬN": "Kết luận", "QUYẾT ĐỊNH": "Quyết định", "QUY ĐỊNH": "Quy định", "CHƯƠNG TRÌNH": "Chương trình", "HƯỚNG DẪN": "Hướng dẫn",
    "TỜ TRÌNH": "Tờ trình", "ĐỀ ÁN": "Đề án", "CÔNG VĂN": "Công văn", "QUY CHẾ": "Quy chế", "CÔNG ĐIỆN": "Công điện",
}  # fmt: skip
_BY_FOLD = {fold(word): kind for word, kind in _KINDS.items()}
_KIND_LINE = re.compile(rf"[\W_]*(?P<kind>{alternation(_BY_FOLD)})(?![\w-])(?P<rest>.*)", re.DOTALL)
_SYMBOL_LINE = re.compile(
    r"\bS[ốôóồỗộeáâa6]{1,2}\s?[:.}]?\s*(?P<number>[^\s/\-]{0,8}?)\s*(?P<rest>[/-]\s?[A-ZĐ][\wĐđ]*(?:\s?[-/&]\s?[A-ZĐ][\wĐđ&-]*)*)"
)
_PLACE_DATE = re.compile(
    rf"(?P<place>[{UPPER}][\w.]*(?: [{UPPER}][\w.]*){{0,3}}),? ?(?:ngày|ngay|ngà[yỳ]\S*)(?P<day>[^,\n]{{0,14}}?)tháng(?P<month>[^,\n]{{0,10}}?)năm ?(?P<year>(?:19|20)\d\d)?"
)
_SIGNATURE_ROLES = (
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:BÍ THƯ(?: THƯỜNG TRỰC)?|CHỦ TỊCH|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|TRƯỞNG BAN(?: THƯỜNG TRỰC)?|CHỦ NHIỆM(?: THƯỜNG TRỰC)?|"
    r"BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH THANH TRA|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|VIỆN TRƯỞNG|CHỈ HUY TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|TỔNG BÍ THƯ)(?: THƯỜNG TRỰC| BAN THƯỜNG TRỰC)?"
)
_ROLE = re.compile(_SIGNATURE_ROLES)
_BEHALF = re.compile(r"(?:T/M|TM\.?|T\.M)\s*(?P<body>[^\n*]+)")
_NAME = re.compile(rf"[{UPPER}][a-zđà-ỹ]+(?: [{UPPER}][a-zđà-ỹ]+){{1,4}}")
_RECIPIENTS = re.compile(r"\W*(?:Nơi|Noi)\s+(?:nhận|nhân|nhan)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """The header and where the body of the document begins in the text."""

    header: Header
    body_start: int


def read_header(document: Document, passages: Sequence[Passage]) -> HeaderRead:
    """Read the header of a document whose passages are known."""
    text = document.text
    kind, title, body_start = _kind_and_title(text, passages)
    head = one_form(text[:body_start].replace("*", ""))
    tail = _tail(text)
    symbol, number = _symbol(head)
    place, date = _place_and_date(head)
    province = document.province or _province(text, head, place)
    signer, position, behalf = _signature(tail)
    recipients = _recipients(tail)
    issuer = _issuer(head, symbol, province, behalf, position, recipients, text)
    year = int(date[:4]) if date else None
    period, plan = _periods(kind, title or "", text[body_start : body_start + 1500], year)
    return HeaderRead(
        Header(
            kind=kind,
            number=number,
            symbol=symbol,
            title=title,
            issuer=issuer,
            province=province,
            place=place,
            date=date,
            draft=bool(re.search(r"\b(?:dự thảo|DỰ THẢO|Dự thảo)\b", head)),
            period_start=period[0],
            period_end=period[1],
            plan_start=plan[0],
            plan_end=plan[1],
            signer=signer,
            signer_position=position,
            on_behalf_of=behalf,
            recipients=recipients,
        ),  # fmt: skip
        body_start,
    )


def _kind_and_title(text: str, passages: Sequence[Passage]) -> tuple[str | None, str | None, int]:
    """Return the kind, the one-line title and where the body begins."""
    offset = 0
    for line in text[:6000].splitlines(keepends=True):
        stripped = one_form(line).strip()
        match = _KIND_LINE.match(fold(stripped))
        if match and (
            stripped.lstrip("*# ")[:3].isupper() or offset == 0 or stripped[:1].isupper() and "_" in line
        ):
            kind = _BY_FOLD[match["kind"].upper()] if match["kind"].upper() in _BY_FOLD else None
            if kind is None:
                break
            at = offset + line.find(stripped[:1]) + match.end("kind")
            title, end = _title(text, at, passages)
            return kind, title, end
        lowered = fold(stripped).upper()
        if offset == 0 and (early := re.match(alternation(_BY_FOLD), lowered)):
            title, end = _title(text, early.end(), passages)
            return _BY_FOLD[early[0]], title, end
        offset += len(line)
    return None, None, 0


def _title(text: str, at: int, passages: Sequence[Passage]) -> tuple[str | None, int]:
    """Return the title behind the kind word: up to a blank line, a numbered heading or the body's first words."""
    stop = min(
        (p.start for p in passages if p.start > at + 5 and p.marker in {"letter", "roman", "number", "part"}),
        default=len(text),
    )
    lines: list[str] = []
    end = at
    for line in text[at:stop].splitlines(keepends=True):
        plain = line.strip(" *#\r\n\t-_")
        full_sentence = len(plain) > 200 or (
            lines
            and re.match(r"(?:Căn cứ|Thực hiện|Triển khai|Ngày \d|Trong|Năm \d|Tiếp tục|Sau khi)\b", plain)
        )
        if (not plain and lines) or full_sentence:
            break
        end += len(line)
        if plain:
            lines.append(re.sub(r"\s+", " ", plain.replace("*", "").replace("_", " ")))
    title = " ".join(lines).strip() or None
    return title, end


def _symbol(head: str) -> tuple[str | None, str | None]:
    match = _SYMBOL_LINE.search(head)
    if match is None:
        return None, None
    rest = re.sub(r"\s", "", match["rest"])
    number = match["number"].strip(". …")
    if re.fullmatch(r"\d{1,5}[a-z]?", number):
        return number + rest, number
    return rest, None


def _place_and_date(head: str) -> tuple[str | None, str | None]:
    match = _PLACE_DATE.search(head)
    if match is None:
        return None, None
    year = match["year"]
    month = re.fullmatch(r"\s*(?P<n>1[0-2]|0?[1-9]|l[0-2l])\s*", match["month"])
    day = re.fullmatch(r"\s*(?P<n>[0-3]?\d)\s*", match["day"])
    if not year:
        return match["place"], None
    date: str | None = year
    if month:
        date = f"{year}-{int(month['n'].replace('l', '1')):02}"
        if day and 1 <= int(day["n"]) <= 31:
            date += f"-{int(day['n']):02}"
    return match["place"], date


@cache
def _province_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for province in read_reference().provinces:
        for name in (province.name, province.name.replace("Hòa", "Hoà")):
            names[fold(name).lower()] = province.name
    return re.compile(rf"\b(?P<kind>tinh|thanh pho|tp\.?) (?P<name>{alternation(names)})(?!\w)"), names


def _province(text: str, head: str, place: str | None) -> str | None:
    """Return the reporting body's own province: by its place, its letterhead, or how it speaks of itself."""
    pattern, names = _province_names()
    if place and (name := names.get(fold(place).lower())):
        return name
    if found := pattern.search(fold(head).lower()):
        return names[found["name"]]
    counts: Counter[str] = Counter()
    for found in pattern.finditer(fold(one_form(text)).lower()):
        weight = (
            3
            if re.search(
                r"dia ban |toan |uy |tinh$", fold(text[max(0, found.start() - 9) : found.start()]).lower()
            )
            else 1
        )
        counts[names[found["name"]]] += weight
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _tail(text: str) -> str:
    found = [m.start() for m in re.finditer(r"(?m)^\W*(?:Nơi|Noi)\s+(?:nhận|nhân|nhan)\b", text)]
    return one_form(text[found[0] :]) if found else one_form(text[-600:])


def _signature(tail: str) -> tuple[str | None, str | None, str | None]:
    behalf = _BEHALF.search(tail)
    role = _ROLE.search(tail, behalf.end() if behalf else 0)
    name = None
    if role:
        for line in tail[role.end() : role.end() + 300].splitlines():
            plain = line.strip(" *\t.")
            if _NAME.fullmatch(plain):
                name = plain
                break
    body = behalf["body"].strip(" *.,") if behalf else None
    return name, _sentence_case(role[0]) if role else None, _sentence_case(body) if body else None


def _sentence_case(words: str) -> str:
    """Return words printed in capitals as they would stand in a sentence: "PHÓ BÍ THƯ" → "Phó Bí thư"."""
    lowered = upper_first(words.strip().lower()) if words.isupper() else words.strip()
    for small, large in (
        ("bí thư", "Bí thư"), ("chủ tịch", "Chủ tịch"), ("giám đốc", "Giám đốc"), ("trưởng ban", "Trưởng ban"), ("chủ nhiệm", "Chủ nhiệm"),
        ("chánh văn phòng", "Chánh Văn phòng"), ("thường vụ", "Thường vụ"), ("chấp hành", "Chấp hành"), ("thường trực", "Thường trực"),
        ("tỉnh ủy", "Tỉnh ủy"), ("thành ủy", "Thành ủy"), ("huyện ủy", "Huyện ủy"), ("đảng ủy", "Đảng ủy"), ("khối", "Khối"),
        ("ủy ban", "Ủy ban"), ("đảng bộ", "Đảng bộ"),
    ):  # fmt: skip
        lowered = re.sub(rf"\b{small}\b", large, lowered)
    return re.sub(r"Ban Thường trực", "Ban Thường trực", upper_first(lowered)).replace(
        "Bí thư Thường trực", "Bí thư Thường trực"
    )


def _recipients(tail: str) -> tuple[str, ...]:
    if not _RECIPIENTS.match(tail):
        return ()
    items: list[str] = []
    for line in tail.splitlines()[1:]:
        plain = line.strip().strip("*").strip()
        if _BEHALF.match(plain) or _ROLE.match(plain) or (not plain and items and items[-1].endswith(".")):
            break
        if re.match(r"[-–+•]", plain):
            items.append(plain.lstrip("-–+• ").strip())
        elif plain and items and not items[-1].endswith((";", ".")) and not re.match(r"\d+\.", plain):
            items[-1] += " " + plain
        elif plain and items and items[-1].endswith(".") or re.match(r"\d+\.", plain):
            break
    return tuple(re.sub(r"[;,.]+$", "", re.sub(r"\s+", " ", item)).strip() for item in items if item)


_SUFFIX_ISSUERS = {
    "TU": "Tỉnh ủy", "ĐUK": "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "UBND": "Ủy ban nhân dân tỉnh", "HĐND": "Hội đồng nhân dân tỉnh",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy", "BTCTU": "Ban Tổ chức Tỉnh ủy", "UBKTTU": "Ủy ban Kiểm tra Tỉnh ủy", "BDVTU": "Ban Dân vận Tỉnh ủy",
    "BNCTU": "Ban Nội chính Tỉnh ủy", "VPTU": "Văn phòng Tỉnh ủy",
}  # fmt: skip
_LETTERHEAD = re.compile(
    rf"^\W*(?P<body>(?:SỞ|SO|BAN|ỦY BAN|HỘI ĐỒNG|UBND|VĂN PHÒNG|ĐẢNG ỦY|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG BỘ|CÔNG AN|CỤC|CHI CỤC|BỘ|ĐOÀN|HỘI|LIÊN ĐOÀN|MẶT TRẬN|TRƯỜNG)\b[{UPPER} ,&\-]*)",
    re.MULTILINE,
)


def _issuer(
    head: str,
    symbol: str | None,
    province: str | None,
    behalf: str | None,
    position: str | None,
    recipients: Sequence[str],
    text: str,
) -> str | None:
    """Return the issuing body's canonical name, with its province where that is known."""
    suffix = re.split(r"[/-]", symbol)[-1] if symbol else None
    if named := _from_letterhead(head, province):
        return named
    if suffix in _SUFFIX_ISSUERS:
        return _placed(_SUFFIX_ISSUERS[suffix], province)
    kept = " ".join(r for r in recipients if re.match(r"Lưu|L[uư]u", r))
    if position == "Chánh Văn phòng":
        return (
            _placed("Văn phòng Tỉnh ủy", province)
            if "Tỉnh ủy" in kept or "VPTU" in kept or "Tỉnh ủy" in text[:600]
            else "Văn phòng"
        )
    for pattern, name in (
        (r"Đảng ủy Khối|ĐUK", _SUFFIX_ISSUERS["ĐUK"]),
        (r"VPTU|Tỉnh ủy", "Tỉnh ủy"), (r"VPHU|Huyện ủy", "Huyện ủy"), (r"VPThU|Thành ủy", "Thành ủy"), (r"Thị ủy", "Thị ủy"),
    ):  # fmt: skip
        if re.search(pattern, kept):
            return _placed(name, province)
    if behalf and re.search(r"Tỉnh ủy|Huyện ủy|Đảng ủy|Thành ủy|Ủy ban nhân dân", spelled_out(behalf)):
        return _placed(spelled_out(behalf), province)
    ours = Counter(
        b.name
        for b in find_bodies(one_form(text))
        if b.name in {"Tỉnh ủy", "Huyện ủy", "Thành ủy", "Đảng ủy Khối", "Văn phòng Chính phủ"}
    )
    if "Văn phòng Chính phủ" in ours and re.search(
        r"Văn[_ ]phòng Chính[_ ]phủ (?:xin )?(?:thông[_ ]báo|trân[_ ]trọng)", text
    ):
        return "Văn phòng Chính phủ"
    top = ours.most_common(1)
    return _placed(top[0][0], province) if top and top[0][1] >= 3 else None


def _from_letterhead(head: str, province: str | None) -> str | None:
    """Read the letterhead's second line ("SỞ Y TẾ" below "UBND TỈNH …"), else its first."""
    lines = [
        re.split(r"\s{2,}|CỘNG HÒA|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập|S[ốôỐ]\b", m["body"])[0].strip(" -*")
        for m in _LETTERHEAD.finditer(head)
    ]
    lines = [line for line in lines if len(line) > 3 and not re.match(r"BAN CHẤP HÀNH$|BỘ CHÍNH TRỊ$", line)]
    if not lines:
        return None
    own = [
        line
        for line in lines
        if not re.match(r"(?:UBND|ỦY BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ)|TỈNH ỦY|ĐẢNG BỘ", line)
    ]
    name = spelled_out(_titled((own or lines)[0]))
    return _placed(name, province)


_KNOWN_WORDS = (
    "Thông tin và Truyền thông", "Y tế", "Nội vụ", "Tài chính", "Khối", "Tỉnh ủy", "Kiểm tra", "Tuyên giáo", "Dân vận", "Tổ chức", "Nội chính", "Quản lý",
)  # fmt: skip


def _titled(line: str) -> str:
    """Return a letterhead in sentence case with the capitals that names have."""
    name = upper_first(line.lower().replace("&", "và").replace("truyèn", "truyền").replace("tẻ", "tế"))
    for word in _KNOWN_WORDS:
        name = re.sub(rf"\b{re.escape(word.lower())}\b", word, name)
    _, provinces = _province_names()
    for folded, proper in provinces.items():
        name = re.sub(rf"\b{re.escape(proper.lower())}$", proper, name) if folded else name
    return name.replace("kcn", "khu công nghiệp")


_TAKES_PROVINCE = re.compile(
    r"(?:Tỉnh ủy|Thành ủy|tỉnh|thành phố|ỉnh ủy)$|^(?:Sở|Ban [Qq]uản lý|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Cục)\b"
)


def _placed(name: str, province: str | None) -> str:
    """Add the province to a body that is indexical ("Tỉnh ủy" → "Tỉnh ủy Hải Dương")."""
    if province is None:
        return re.sub(r" tỉnh$", "", name)
    if province.lower() in name.lower() or not _TAKES_PROVINCE.search(name):
        return name
    if re.search(r"(?:[Tt]ỉnh ủy|Thành ủy|tỉnh|thành phố)$", name):
        return f"{name} {province}"
    return f"{name} tỉnh {province}"


Range = tuple[str | None, str | None]


def _periods(kind: str | None, title: str, opening: str, year: int | None) -> tuple[Range, Range]:
    """Return the period reported on and the period planned for, from the title's words."""
    nothing: Range = (None, None)
    found = find_periods(one_form(title))
    found = [
        p
        for i, p in enumerate(found)
        if not any(
            q is not p and q.start <= p.start and p.end <= q.end and _wider(q, p, found) for q in found[:i]
        )
    ]
    if not found:
        return nothing, nothing
    plan_only = kind in {"Kế hoạch", "Chương trình", "Chỉ thị"}
    turn = re.search(
        r"phương hướng|nhiệm vụ(?! và| công tác xây)|chương trình công tác|kế hoạch (?:thực hiện|công tác|năm|quý|tháng)|nhiệm vụ trọng tâm",
        one_form(title).lower(),
    )
    if plan_only:
        return nothing, (found[0].start, found[-1].end)
    before = [p for p in found if turn is None or p.at < turn.start()]
    after = [p for p in found if turn is not None and p.at >= turn.start()]
    if kind == "Thông báo":
        return _of_notice(found, opening)
    if not before and after:
        return (after[0].start, after[0].end), ((after[1].start, after[1].end) if len(after) > 1 else nothing)
    reported: Range = (before[0].start, before[0].end) if before else nothing
    planned: Range = (after[0].start, after[0].end) if after else nothing
    return reported, planned


def _wider(outer: object, inner: object, found: Sequence[object]) -> bool:
    return False and outer is not inner and bool(found)


def _of_notice(found: Sequence[object], opening: str) -> tuple[Range, Range]:
    """A notice of conclusions on the work of a year: it looks back on the year before."""
    first = found[0]
    start, end = getattr(first, "start"), getattr(first, "end")  # noqa: B009
    back = int(start[:4]) - 1
    if re.search(rf"năm {back}", opening) and start.endswith("01-01"):
        return (f"{back}-01-01", f"{back}-12-31"), (start, end)
    return (None, None), (start, end)
