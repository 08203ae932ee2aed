"""Reported quantities: number, denominator, unit, what is counted, change and comparator.

Vietnamese writes 6.115 for 6115 and 99,7 for 99.7. Dates, years, terms, symbols, ordinals, anniversaries and
item numbers count nothing and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.find.words import alternation
from kg.vocabulary import read_vocabulary

Change = Literal["increase", "decrease"]
Comparator = Literal["about", "over", "under"]


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """A quantity in a view: number with its unit."""

    start: int
    end: int
    value: float
    of: float | None
    unit: str | None
    indicator: str | None
    change: Change | None
    comparator: Comparator | None


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_SCALE = r"(?:nghìn tỷ|ngàn tỷ|triệu tỷ|nghìn|ngàn|triệu|tỷ|tỉ)"
_CANDIDATE = re.compile(
    rf"(?<![\w.,/–-])(?P<number>{_NUMBER})(?: ?/ ?(?P<of>{_NUMBER}))?(?![\d]|[/.-]\d|-[A-ZĐ]|/[A-ZĐ]|\w*/)(?P<glued>đ\b)?"
    rf"(?P<money>(?: (?P<scale>{_SCALE})(?: (?P<more>\d+(?:,\d+)?) (?P<scale2>{_SCALE}))?)?(?= |[,.;)]|$))?"
)
# What stands before a number that counts nothing.
_NOT_BEFORE = re.compile(
    r"(?:\b(?:số|ngày|tháng|năm|thứ|khóa|quý|điều|khoản|mục|phần|chương|đối tượng|nhiệm kỳ|giai đoạn|Ban [Cc]hỉ đạo|cụm thi đua số|Quân khu|mẫu|phụ lục|"
    r"bảng|hình|lần|kỳ họp thứ|vị trí|hạng|xếp|tuýp|loại|lớp|Covid|Nghị quyết|Chỉ thị|Kết luận|Quyết định|Quy định|Quy chế|Kế hoạch|Thông báo|Công văn|"
    r"Hướng dẫn|Chương trình|Đề án|Nghị định|Thông tư|Luật|Trung ương|Hội nghị Trung ương|kỷ niệm|kỉ niệm|lần thứ|cấp độ|Văn phòng|Chi bộ|tổ|khu phố|khu vực|phường|quận|thôn|ấp|xóm|đội|Câu|câu|từ đủ|đủ|STT|TCVN|ISO|Phòng)"
    r"|[A-ZĐ]\w*-|\d ?-) ?$"
)
_NOT_BEHIND = re.compile(
    r" ?(?:năm(?! (?:người|đồng|vụ))|tháng|ngày|quý|giờ(?: \d)|tuổi|khóa|thế kỷ|-\d|/\d|chiều\b|cấp\b(?! ủy)|phút|tuần)",
)
_SUM = re.compile(r"(?:đồng|VNĐ|VND|USD|đô la|DSD)\b")
_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    (r"(?:gần|khoảng|ước(?: đạt| tính)?|xấp xỉ|chừng)", "about"),
    (r"(?:trên|hơn|vượt|từ)", "over"),
    (r"(?:dưới|chưa đến|không quá)", "under"),
)
_INCREASE = re.compile(r"\b(?:tăng|Tăng|tăng thêm|vượt)(?: (?:gần|khoảng|hơn|trên|thêm|lên))* ?$")
_DECREASE = re.compile(r"\b(?:giảm|Giảm)(?: (?:gần|khoảng|hơn|trên|còn))* ?$")
_WORD_BEFORE = re.compile(r"(\w+)[ (:]+$")


@cache
def _units() -> re.Pattern[str]:
    schemes = read_vocabulary().schemes["unit"]
    words = alternation(f for c in schemes.values() for f in c.forms)
    return re.compile(rf" ?(?P<unit>{words}(?!\w))", re.IGNORECASE)


@cache
def _unit_reach() -> re.Pattern[str]:
    """What may follow people and bodies and still be the unit: their kind, and more of them."""
    schemes = read_vocabulary().schemes["unit"]
    more = alternation(f for code in ("people", "organizations") for f in schemes[code].forms if f != "người")
    kind = r"(?: (?:trực thuộc|cơ sở|sự nghiệp công lập|hành chính|cấp (?:tỉnh|huyện|xã|cơ sở)|(?:xã|phường|thị trấn)(?=,|\W|$)))*"
    return re.compile(rf"{kind}(?:(?:, (?:và )?| và ){more}(?!\w)(?! đứng){kind})*", re.IGNORECASE)


def _unit_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the unit word behind a number and where it ends."""
    match = _units().match(text, at)
    if match is None:
        return None
    end = match.end()
    if match["unit"].lower() in _bodies_and_people():
        reach = _unit_reach().match(text, end)
        end = reach.end() if reach else end
    return text[match.start("unit") : end], end


@cache
def _bodies_and_people() -> frozenset[str]:
    schemes = read_vocabulary().schemes["unit"]
    return frozenset(f.lower() for code in ("people", "organizations") for f in schemes[code].forms)


@cache
def _people_units() -> frozenset[str]:
    schemes = read_vocabulary().schemes["unit"]
    return frozenset(
        f.lower() for code in ("people", "organizations", "documents", "events") for f in schemes[code].forms
    )


def find_figures(text: str) -> list[FigureMatch]:
    """Return the quantities in a view, left to right."""
    found: list[FigureMatch] = []
    for match in _CANDIDATE.finditer(text):
        if figure := _figure(text, match):
            found.append(figure)
    return list(_with_borrowed_units(text, found))


def _figure(text: str, match: re.Match[str]) -> FigureMatch | None:
    before = text[max(0, match.start() - 40) : match.start()]
    value = number_of(match["number"])
    of = number_of(match["of"]) if match["of"] else None
    at = match.end("of") if match["of"] else match.end("number")
    if match["glued"] and value >= 1000:
        return _made(text, match, value, of, match.end("glued"), "đồng", before)
    if percent := re.compile(r" ?%").match(text, at):
        return _made(text, match, value, of, percent.end(), "%", before)
    if match["scale"]:
        return _scaled(text, match, value, of, before)
    if _NOT_BEFORE.search(before) or _NOT_BEHIND.match(text, at) or _is_year_or_date(text, match):
        return None
    if unit := _unit_at(text, at):
        return _made(text, match, value, of, unit[1], unit[0], before)
    behind = text[at : at + 2]
    if re.match(r"[,;.)]|$| và|\s[-(]", behind) or behind == "":
        return _bare(text, match, value, of, at, before)
    if other := re.compile(r" (?P<unit>[a-zđà-ỹ]+(?: [a-zđà-ỹ]+)?)").match(text, at):
        return _unknown_unit(text, match, value, of, other, before)
    return None


def _is_year_or_date(text: str, match: re.Match[str]) -> bool:
    plain = match["number"]
    if re.fullmatch(r"(?:19|20)\d\d", plain) and not match["of"]:
        unit = _unit_at(text, match.end("number"))
        return unit is None or bool(re.search(r"(?:Năm|năm|tháng) $", text[: match.start()])) or unit[0] in {"ban", "đ"}
    return bool(match["of"] and re.fullmatch(r"(?:19|20)\d\d", match["of"]))


def _scaled(
    text: str, match: re.Match[str], value: float, of: float | None, before: str
) -> FigureMatch | None:
    """ "15 tỷ 739 triệu đồng", "609,27 triệu kwh", "270,622 tỷ"."""
    total = value * _scale(match["scale"])
    if match["more"]:
        total += number_of(match["more"]) * _scale(match["scale2"])
    at = match.end("money")
    unit = _unit_at(text, at)
    if _SUM.match(text, at + 1):
        end = _SUM.match(text, at + 1).end()  # type: ignore[union-attr]
        word = text[at + 1 : end]
        return _made(
            text, match, _rounded(total), of, end, {"DSD": "USD", "đô la": "USD"}.get(word, word), before
        )
    if unit:
        return _made(text, match, _rounded(total), of, unit[1], unit[0], before)
    money = match["scale"].startswith(("tỷ", "tỉ")) or match["scale2"] is not None
    return _made(text, match, _rounded(total), of, at, "đồng", before) if money else None


def _scale(word: str) -> float:
    result = 1.0
    for part in word.split():
        result *= _SCALES[part]
    return result


def _rounded(value: float) -> float:
    return float(round(value)) if abs(value - round(value)) < 1e-3 else value


def number_of(written: str) -> float:
    """Return the value of a number in Vietnamese notation: "6.115" → 6115.0, "99,7" → 99.7."""
    return float(written.replace(".", "").replace(",", "."))


def _bare(
    text: str, match: re.Match[str], value: float, of: float | None, at: int, before: str
) -> FigureMatch | None:
    """A number alone: "khiển trách 07, cảnh cáo 03", "Thương hàn (7/29)"; its unit is said elsewhere."""
    word = _WORD_BEFORE.search(before)
    if word is None or not word[1][0].isalpha() or value > 100000:
        return None
    if re.search(r"\(\d*$|\b(?:và|hoặc|là|từ|đến|[A-ZĐ]{2,}|[A-ZĐ])[ (]$", before) and of is None:
        return None
    if not re.search(r"[a-zđà-ỹ]\)?[ (:]+$", before):
        return None
    return _made(text, match, value, of, at, None, before)


_VERB_LIKE = re.compile(
    r"(?:đã|đang|được|có|và|của|cho|theo|tại|trong|là|với|để|từ|đến|về|trên|năm|tháng|ngày|thì|do|bằng|so|tăng|giảm|nguy|dấu|cùng|đạt|tham|dự|khi|này|đó|mới|được|không|chưa|hoàn|thực|triển|xây|tổ|chỉ|lãnh|đề|ban|ra|vào|xin|bị|nêu|gồm|thuộc|vượt|ở|còn|thôi|nhằm|giữa)\b"
)


def _unknown_unit(
    text: str, match: re.Match[str], value: float, of: float | None, other: re.Match[str], before: str
) -> FigureMatch | None:
    word = other["unit"].split()[0]
    if _VERB_LIKE.match(word):
        return _bare(text, match, value, of, match.end("of") if match["of"] else match.end("number"), before)
    unit = other["unit"] if " " in other["unit"] and not _VERB_LIKE.match(other["unit"].split()[1]) else word
    return _made(text, match, value, of, other.start("unit") + len(unit), unit, before)


def _made(
    text: str, match: re.Match[str], value: float, of: float | None, end: int, unit: str | None, before: str
) -> FigureMatch:
    change: Change | None = (
        "increase" if _INCREASE.search(before) else "decrease" if _DECREASE.search(before) else None
    )
    comparator = next((code for pattern, code in _COMPARATORS if re.search(rf"\b{pattern} $", before)), None)
    return FigureMatch(
        match.start("number"), end, value, of, unit, _indicator(text, match.start(), end), change, comparator
    )


def _indicator(text: str, start: int, end: int) -> str | None:
    """Return what is counted: the words behind the unit up to the clause's end, or those before the number."""
    behind = re.compile(r"[^,;.()\d]{4,90}").match(text, end)
    before = re.search(r"[^,;.()\d]{4,90}$", text[:start])
    unit = re.sub(r"^[\d.,/ ]+", "", text[start:end])
    if behind and behind[0].strip():
        return f"{unit} {behind[0].strip()}".strip()
    return before[0].strip(" :") if before else None


def _with_borrowed_units(text: str, found: list[FigureMatch]) -> Iterator[FigureMatch]:
    """Give a bare number the unit of the nearest counted figure of its sentence, behind it or before."""
    for index, figure in enumerate(found):
        if figure.unit is not None:
            yield figure
            continue
        behind = next(
            (
                f
                for f in found[index + 1 :]
                if f.unit and _lendable(f.unit) and not re.search(r"[.;:]\s", text[figure.end : f.start])
            ),
            None,
        )
        before = next((f for f in reversed(found[:index]) if f.unit and _lendable(f.unit)), None)
        lender = behind or before
        if lender is not None or figure.of is None:
            yield replace(figure, unit=lender.unit if lender else None)


def _lendable(unit: str) -> bool:
    return unit.lower() in _people_units()
