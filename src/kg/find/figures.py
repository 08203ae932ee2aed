"""Reported quantities: number, denominator, unit, what is counted, change and comparator.

Vietnamese writes 6.115 for 6115 and 99,7 for 99.7. Dates, years, terms, symbols, ordinals, anniversaries and
item numbers count nothing and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, takewhile
from math import prod
from typing import Literal

from kg.vocabulary import read_vocabulary
from kg.words import LOWER, UPPER, alternation, upper_first

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


# Written: 6.115 and 99,7; a denominator; a unit glued on; a scale and, behind it, a second number.
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_SCALE = r"(?:nghìn tỷ|ngàn tỷ|triệu tỷ|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_CANDIDATE = re.compile(
    rf"(?<![\w.,/–-])(?P<number>{_NUMBER})(?: ?/ ?(?P<of>{_NUMBER}))?"
    r"(?!\d|[/.-]\d|-[A-ZĐ]|/[A-ZĐ]|\w*/(?![a-zđ]))(?P<glued>đ\b)?"
    rf"(?P<money>(?: (?P<scale>{_SCALE})(?: (?P<more>\d+(?:,\d+)?) (?P<scale2>{_SCALE}))?)?(?= |[,.;)]|$))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_WORD = re.compile(r"(?:Năm|năm|tháng) $")
# What stands before a number that counts nothing, and what behind it.
_NO_COUNT_BEFORE = (
    "số", "ngày", "tháng", "năm", "thứ", "khóa", "quý", "điều", "khoản", "mục", "phần", "chương",
    "đối tượng", "nhiệm kỳ", "giai đoạn", "Ban Chỉ đạo", "Ban chỉ đạo", "Quân khu", "mẫu", "phụ lục",
    "bảng", "hình", "lần", "vị trí", "hạng", "xếp", "tuýp", "lớp", "Covid", "Nghị quyết",
    "Chỉ thị", "Kết luận", "Quyết định", "Quy định", "Quy chế", "Kế hoạch", "Thông báo", "Công văn",
    "Hướng dẫn", "Chương trình", "Đề án", "Nghị định", "Thông tư", "Luật", "Trung ương", "kỷ niệm",
    "kỉ niệm", "cấp độ", "Văn phòng", "Chi bộ", "tổ", "khu phố", "khu vực", "phường", "quận", "thôn",
    "ấp", "xóm", "đội", "câu", "đủ", "STT", "TCVN", "ISO", "Phòng", "tuần", "quốc lộ", "tỉnh lộ",
    "đường tỉnh",
)  # fmt: skip
# Their last syllable ends other words, behind which a number counts: "tổng số 347 mô hình".
_COUNT_BEFORE = ("tổng số", "trong số", "sắp xếp")
_NOT_BEFORE = re.compile(
    rf"(?:\b{alternation([*_NO_COUNT_BEFORE, *map(upper_first, _NO_COUNT_BEFORE)])}|[A-ZĐ]\w*-|\d ?-) ?$"
)
_COUNTS = re.compile(rf"\b{alternation([*_COUNT_BEFORE, *map(upper_first, _COUNT_BEFORE)])} $")
# These a number names too, but only where no counted word follows: "vùng 3" beside "vùng 03 dự án".
_NAMED_BY_NUMBER = (
    "mũi", "vùng", "nhóm", "cụm", "khối", "đợt", "bước", "vòng", "bậc", "kênh", "đường", "cầu", "khu", "lô",
    "tầng", "trang", "tập", "kỳ", "diện", "loại",
)  # fmt: skip
_NAMED = re.compile(rf"\b{alternation([*_NAMED_BY_NUMBER, *map(upper_first, _NAMED_BY_NUMBER)])} $")
_NOT_BEHIND = re.compile(
    r" ?(?:năm(?! (?:người|đồng|vụ))|tháng|ngày(?! công)|quý|tuần|giờ \d|phút|tuổi|khóa|thế kỷ|chiều\b"
    r"|cấp\b(?! ủy)|-\d|/\d)"
)
# "Huy hiệu 40, 50, 60 năm", "18, 19 và 20 tuổi": the last number's word belongs to all.
_LISTED_YEARS = re.compile(r"(?:(?:, | và )\d{1,3})+ (?:năm|tuổi)(?! (?:đầu|cuối|qua|gần|người|đồng|vụ))\b")
# Slogans and names of reforms: "1 cửa", "4 tại chỗ", "6 rõ", "5 không, 3 sạch".
_SLOGAN = re.compile(
    r" (?:(?:cửa(?! hàng| hiệu)|tại chỗ|rõ|sạch|dám)\b"
    r"|(?:không|cùng|biết|xin|luôn)(?=[”\",;.]| (?:và )?\d|$))"
)
# What stands in quotes is a name or a slogan.
_QUOTED = re.compile(r"“[^“”]{1,150}”")
# "có từ 30 đảng viên trở lên" says who is meant, not how many there were.
_THRESHOLD = re.compile(r" trở (?:lên|xuống)\b")
# "từ ngày 14/8 đến 10/9", "các ngày 10, 11 và 12/9", "từ 10/9 đến 12/9": days without a word of their own.
_DAYS_BEFORE = re.compile(
    r"\b(?:ngày|từ) (?:\d{1,2}(?:/\d{1,2})?(?:/\d{4})?(?:, | và | (?:đến|-) (?:hết )?))+$"
)
_DAYS_BEHIND = re.compile(r" (?:đến|-) (?:hết )?(?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?(?!\d)")
_PERCENT = re.compile(r" ?%")
_SUM = re.compile(r"(?P<currency>đồng|VNĐ|VND|USD|đô la|DSD)\b")
_CURRENCIES = {"DSD": "USD", "đô la": "USD"}
_ENDS = re.compile(r"[,;.)]|$| và|\s[-(]")
_COMPARATORS: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (re.compile(r"\b(?:gần|khoảng|ước(?: đạt| tính)?|xấp xỉ|chừng) $"), "about"),
    (re.compile(r"\b(?:trên|hơn|vượt|từ) $"), "over"),
    (re.compile(r"\b(?:dưới|chưa đến|không quá) $"), "under"),
)
_CHANGES: tuple[tuple[re.Pattern[str], Change], ...] = (
    (re.compile(r"\b(?:tăng|Tăng|tăng thêm|vượt)(?: (?:gần|khoảng|hơn|trên|thêm|lên))* ?$"), "increase"),
    (re.compile(r"\b(?:giảm|Giảm)(?: (?:gần|khoảng|hơn|trên|còn))* ?$"), "decrease"),
)
# A bare number stands behind a word in lower case; one behind these, or in a bracket, is none.
_WORD_BEFORE = re.compile(r"(\w+)[ (:]+$")
# "Công ty May 10", "SEA Games 31", "cầu Hàn 2": a number behind a name belongs to it.
_NAME_BEFORE = re.compile(rf"\w [{UPPER}][{LOWER}]* $")
_LOWER_BEFORE = re.compile(r"[a-zđà-ỹ]\)?[ (:]+$")
_NO_BARE_BEHIND = re.compile(r"\(\d*$|\b(?:và|hoặc|là|từ|đến|[A-ZĐ]+)[ (]$")
_BARE_AT_MOST = 100_000
# From a whole to a part of it: "29 đảng viên (khiển trách 16, …)", "29 đảng viên, trong đó khiển trách 16".
_PART_OF = re.compile(r"^[^().;]*(?:\([^().;]*|\b(?:trong đó|gồm)\b[^().;]*)$")
# Words behind a number that are no unit of it.
_VERB_LIKE = re.compile(
    alternation((
        "đã", "đang", "được", "có", "và", "của", "cho", "theo", "tại", "trong", "là", "với", "để", "từ",
        "đến", "về", "trên", "năm", "tháng", "ngày", "thì", "do", "bằng", "so", "tăng", "giảm", "nguy",
        "dấu", "cùng", "đạt", "tham", "dự", "khi", "này", "đó", "mới", "không", "chưa", "hoàn", "thực",
        "triển", "xây", "tổ", "chỉ", "lãnh", "đề", "ban", "ra", "vào", "xin", "bị", "nêu", "gồm",
        "thuộc", "vượt", "ở", "còn", "thôi", "nhằm", "giữa",
    )) + r"\b"
)  # fmt: skip
_OTHER_UNIT = re.compile(r" (?P<unit>[a-zđà-ỹ]+(?: [a-zđà-ỹ]+)?)")
# What may follow people and bodies and still be the unit.
_KIND_OF_BODY = (
    r"(?: (?:trực thuộc|cơ sở|sự nghiệp(?: công lập)?|hành chính|cấp (?:tỉnh|huyện|xã|cơ sở)"
    r"|(?:xã|phường|thị trấn)(?=,|\W|$)))*"
)
# By what a rate is reckoned beside counted words: "đồng/người/năm", "bác sĩ/vạn dân".
_TIMES = ("vạn dân", "dân", "năm", "quý", "tháng", "ngày", "vụ")
_BEFORE_AT_MOST = 40
_WORDS_AT_LEAST, _WORDS_AT_MOST = 4, 90
_WORDS = re.compile(rf"[^,;.()\d]{{{_WORDS_AT_LEAST},{_WORDS_AT_MOST}}}")
_NO_WORDS = re.compile(r"[,;.()\d]")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a view whose unit is still to be read."""

    text: str
    match: re.Match[str]
    value: float
    of: float | None

    @property
    def before(self) -> str:
        """The words before it."""
        return self.text[max(0, self.match.start() - _BEFORE_AT_MOST) : self.match.start()]

    @property
    def end(self) -> int:
        """Where its digits end, the denominator's with them."""
        return self.match.end("of") if self.match["of"] else self.match.end("number")


def find_figures(text: str) -> list[FigureMatch]:
    """Return the quantities in a view, left to right."""
    names = [match.span() for match in _QUOTED.finditer(text)]
    found = [
        figure
        for match in _CANDIDATE.finditer(text)
        if not any(start < match.start() < end for start, end in names) and (figure := _figure(text, match))
    ]
    return list(_with_borrowed_units(text, found))


def _number_of(written: str) -> float:
    """Return the value of a number in Vietnamese notation: "6.115" → 6115.0, "99,7" → 99.7."""
    return float(written.replace(".", "").replace(",", "."))


def _figure(text: str, match: re.Match[str]) -> FigureMatch | None:
    of = _number_of(match["of"]) if match["of"] else None
    number = _Number(text, match, _number_of(match["number"]), of)
    if match["glued"] and number.value >= 1000:
        end = _rate_end(text, match.end("glued"))
        return _made(number, end, "đồng" + text[match.end("glued") : end])
    if percent := _PERCENT.match(text, number.end):
        return _made(number, percent.end(), "%")
    if match["scale"]:
        return _scaled(number)
    if _counts_nothing(number) or _is_year(text, match):
        return None
    if unit := _unit_at(text, number.end):
        return None if _is_threshold(number, unit[1]) else _made(number, unit[1], unit[0])
    if _is_name(number):
        return None
    if _ENDS.match(text[number.end : number.end + 2]):
        return _bare(number)
    if other := _OTHER_UNIT.match(text, number.end):
        return _unknown_unit(number, other)
    return None


def _counts_nothing(number: _Number) -> bool:
    """Say whether the words beside a number make it an ordinal, a date, a stretch of time or a slogan."""
    text, before = number.text, number.before
    if _NOT_BEFORE.search(before) and not _COUNTS.search(before):
        return True
    return any(pattern.match(text, number.end) for pattern in (_NOT_BEHIND, _LISTED_YEARS, _SLOGAN))


def _is_threshold(number: _Number, end: int) -> bool:
    return number.before.endswith("từ ") and bool(_THRESHOLD.match(number.text, end))


def _is_name(number: _Number) -> bool:
    """Say whether a number without a unit belongs to a name before it, or is a day or no fraction at all."""
    before = number.before
    if number.of is None:
        return bool(_NAMED.search(before) or _NAME_BEFORE.search(before))
    return number.of == 0 or _is_day(number, number.of)


def _is_day(number: _Number, month: float) -> bool:
    if number.value > 31 or month > 12:
        return False
    begins = number.before.endswith("từ ") and _DAYS_BEHIND.match(number.text, number.end)
    return bool(begins or _DAYS_BEFORE.search(number.before))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Say whether a number is a year, or a fraction the month of one ("5/2016")."""
    if match["of"]:
        return bool(_YEAR.fullmatch(match["of"]))
    if not _YEAR.fullmatch(match["number"]):
        return False
    unit = _unit_at(text, match.end("number"))
    return unit is None or unit[0] in {"ban", "đ"} or bool(_YEAR_WORD.search(text[: match.start()]))


def _unit_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the unit word behind a number and where it ends."""
    match = _units().match(text, at)
    if match is None:
        return None
    end = match.end()
    if match["unit"].lower() in _unit_words("people", "organizations"):
        reach = _unit_reach().match(text, end)
        end = reach.end() if reach else end
    end = _rate_end(text, end)
    return text[match.start("unit") : end], end


def _rate_end(text: str, at: int) -> int:
    """Return where the "/người/năm" behind a unit ends, or `at` where there is none."""
    rate = _rate().match(text, at)
    return rate.end() if rate else at


@cache
def _rate() -> re.Pattern[str]:
    words = alternation({*_unit_words(*read_vocabulary().schemes["unit"]), *_TIMES})
    return re.compile(rf"(?:/{words}(?!\w))+", re.IGNORECASE)


@cache
def _units() -> re.Pattern[str]:
    words = alternation(_unit_words(*read_vocabulary().schemes["unit"]))
    return re.compile(rf" ?(?P<unit>{words}(?!\w))", re.IGNORECASE)


@cache
def _unit_reach() -> re.Pattern[str]:
    """What may follow people and bodies and still be the unit: their kind, and more of them."""
    more = alternation(_unit_words("people", "organizations") - {"người"})
    return re.compile(
        rf"{_KIND_OF_BODY}(?:(?:, (?:và )?| và ){more}(?!\w)(?! đứng){_KIND_OF_BODY})*", re.IGNORECASE
    )


@cache
def _unit_words(*codes: str) -> frozenset[str]:
    """Return the words for units of the given codes, in lower case."""
    schemes = read_vocabulary().schemes["unit"]
    return frozenset(form.lower() for code in codes for form in schemes[code].forms)


def _scaled(number: _Number) -> FigureMatch | None:
    """Read "15 tỷ 739 triệu đồng", "609,27 triệu kwh", "270,622 tỷ"."""
    text, match = number.text, number.match
    total = number.value * _scale(match["scale"])
    if match["more"]:
        total += _number_of(match["more"]) * _scale(match["scale2"])
    number = replace(number, value=_rounded(total))
    at = match.end("money")
    if money := _SUM.match(text, at + 1):
        end = _rate_end(text, money.end())
        currency = _CURRENCIES.get(money["currency"], money["currency"])
        return _made(number, end, currency + text[money.end() : end])
    if unit := _unit_at(text, at):
        return _made(number, unit[1], unit[0])
    is_money = match["scale"].startswith(("tỷ", "tỉ")) or match["scale2"] is not None
    return _made(number, at, "đồng") if is_money else None


def _scale(words: str) -> float:
    return prod(_SCALES[word] for word in words.split())


def _rounded(value: float) -> float:
    return float(round(value)) if abs(value - round(value)) < 1e-3 else value


def _bare(number: _Number) -> FigureMatch | None:
    """Read a number alone, its unit said elsewhere: "khiển trách 07, cảnh cáo 03", "Thương hàn (7/29)"."""
    before = number.before
    word = _WORD_BEFORE.search(before)
    if word is None or not word[1][0].isalpha() or number.value > _BARE_AT_MOST:
        return None
    if (number.of is None and _NO_BARE_BEHIND.search(before)) or not _LOWER_BEFORE.search(before):
        return None
    return _made(number, number.end, None)


def _unknown_unit(number: _Number, other: re.Match[str]) -> FigureMatch | None:
    """Read a number before one or two words that the vocabulary does not know as a unit."""
    first, _, second = other["unit"].partition(" ")
    if _VERB_LIKE.match(first):
        return _bare(number)
    unit = other["unit"] if second and not _VERB_LIKE.match(second) else first
    return _made(number, other.start("unit") + len(unit), unit)


def _made(number: _Number, end: int, unit: str | None) -> FigureMatch:
    """Return the figure of a number whose unit ends at the view position `end`."""
    start, before = number.match.start(), number.before
    return FigureMatch(
        start=start,
        end=end,
        value=number.value,
        of=number.of,
        unit=unit,
        indicator=_indicator(number.text, start, end),
        change=next((code for pattern, code in _CHANGES if pattern.search(before)), None),
        comparator=next((code for pattern, code in _COMPARATORS if pattern.search(before)), None),
    )


def _indicator(text: str, start: int, end: int) -> str | None:
    """Return what is counted: the words behind the unit to the clause's end, or those before the number."""
    behind = _WORDS.match(text, end)
    unit = re.sub(r"^[\d.,/ ]+", "", text[start:end])
    if behind and behind[0].strip():
        return f"{unit} {behind[0].strip()}".strip()
    before = _NO_WORDS.split(text[max(0, start - _WORDS_AT_MOST) : start])[-1]
    return before.strip(" :") if len(before) >= _WORDS_AT_LEAST else None


_CLAUSE_STOP = re.compile(r"[.;:]\s")


def _in_clause(text: str, start: int, figures: Sequence[FigureMatch]) -> Iterator[FigureMatch]:
    """Yield the figures up to the end of the clause that goes on at a position."""
    stop = _CLAUSE_STOP.search(text, start)
    limit = stop.start() if stop else len(text)
    return takewhile(lambda figure: figure.start <= limit, figures)


def _with_borrowed_units(text: str, found: Sequence[FigureMatch]) -> Iterator[FigureMatch]:
    """Give a bare number the unit of its whole, else of the nearest counted figure behind it, else before it.

    Where there is none, the number stays without a unit, and a fraction ("7/29") is no figure.
    """
    lendable = _unit_words("people", "organizations", "documents", "events")
    for index, figure in enumerate(found):
        if figure.unit is not None:
            yield figure
            continue
        behind = _in_clause(text, figure.end, found[index + 1 :])
        lenders = [f for f in chain(behind, reversed(found[:index])) if f.unit and f.unit.lower() in lendable]
        whole = (f for f in lenders if f.end <= figure.start and _PART_OF.search(text[f.end : figure.start]))
        lender = next(chain(whole, lenders), None)
        if lender is not None or figure.of is None:
            yield replace(figure, unit=lender.unit if lender else None)
