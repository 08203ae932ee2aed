"""The header: what the head of the document, its recipients and its signature say.

Head and signature follow Hướng dẫn 36-HD/VPTW (2018) for party bodies and Nghị định 30/2020/NĐ-CP for State
bodies; scans damage both, so each field is read on its own and left null where it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.facts.letterhead import Head, issuer_of, with_place
from kg.facts.periods import periods_of
from kg.facts.provinces import is_central, province_of
from kg.facts.signature import read_signature
from kg.find.bodies import body_at
from kg.model import Document, Header
from kg.outline.passages import Passage
from kg.outline.view import one_form
from kg.vocabulary import read_vocabulary
from kg.words import UPPER, alternation, fold, upper_first

# "Số 12-BC/TU", as recognition damages it; the number may be blank.
_SYMBOL = re.compile(
    r"\bS[ốôóồỗộeáâa6]{1,2}\s?[:.}]?\s*(?P<number>[^\s/\-]{0,8}?)"
    r"\s*(?P<rest>[/-]\s?[A-ZĐ][\wĐđ]*(?:\s?[-/&]\s?[A-ZĐ][\wĐđ&-]*)*)"
)
_SYMBOL_LINE = re.compile(rf"^\W*{_SYMBOL.pattern}", re.MULTILINE)
_DAY_MONTH_YEAR = (
    r"(?:ngày|ngay|ngà[yỳ]\S*)(?P<day>[^,\n]{0,14}?)"
    r"tháng(?P<month>[^,\n]{0,10}?)năm ?(?P<year>(?:19|20)\d\d)?"
)
# "ngày 30 - 11 - 2022", "ngày …/9/2025"
_IN_FIGURES = (
    r"ngày ?(?P<day2>\d{1,2}|[.…]*) ?[-/.] ?(?P<month2>\d{1,2}|[.…]*) ?[-/.] ?(?P<year2>(?:19|20)\d\d)"
)
_PLACE = rf"(?P<place>[{UPPER}][\w.]*(?: [{UPPER}][\w.]*){{0,3}})"
_PLACE_DATE = re.compile(rf"{_PLACE},? ?(?:{_DAY_MONTH_YEAR}|{_IN_FIGURES})")
_DATE = re.compile(rf"{_DAY_MONTH_YEAR}|{_IN_FIGURES}", re.IGNORECASE)
# The date is cut off, the place still stands beside the symbol.
_PLACE_ALONE = re.compile(rf"{_SYMBOL.pattern}[ \t]+{_PLACE},[ \t]*$", re.MULTILINE)
# What recognition makes of digits in a number.
_DIGIT_SHAPES = str.maketrans("oOôÔlI", "000011")
_MONTH = re.compile(r"\s*(?P<n>1[0-2]|0?[1-9]|l[0-2l])\s*")
_SIGNED_AT = re.compile(r"Giờ ký: ?(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})")
"""The banner of an electronic signature (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
_DRAFT = re.compile(r"\b(?:dự thảo|DỰ THẢO|Dự thảo)\b")
_HEAD_AT_MOST = 6000
_OPENING_AT_MOST = 1500
_TITLE_LINE_AT_MOST = 200
_TITLE_ENDS = frozenset({"letter", "roman", "number", "part"})
"""Enumerators that begin the body behind a title."""
_BODY_BEGINS = re.compile(r"(?:Căn cứ|Thực hiện|Triển khai|Ngày \d|Trong|Năm \d|Tiếp tục|Sau khi)\b")


# "CỦA BAN THƯỜNG VỤ TỈNH ỦY", in capitals up to what the document is about.
_ABOUT = r"(?:VỀ|TẠI|TRÌNH|KHÓA|NHIỆM KỲ)\b"
_ORGAN = re.compile(rf"CỦA (?P<organ>(?:(?!{_ABOUT})[{UPPER}]+\b,? ?)+)")


@dataclass(frozen=True, slots=True)
class _KindAt:
    """The word for the kind: where it ends, and where the head above it begins."""

    kind: str | None
    end: int
    head_start: int


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """The header, where the title begins and where the body of the document begins in the text."""

    header: Header
    title_start: int
    body_start: int


def read_header(document: Document, passages: Sequence[Passage]) -> HeaderRead:
    """Read the header of a document whose passages are known."""
    text = document.text
    at = _kind_at(text)
    title, body_start = _title(text, at.end, passages) if at.kind else (None, 0)
    title, organ = _without_organ(title)
    head = one_form(text[at.head_start : at.end].replace("*", ""))
    symbol, number = _symbol(head)
    place, date = _place_and_date(head)
    signature = read_signature(text)
    issuer = issuer_of(Head(at.kind, organ, head, symbol, signature, text))
    province = document.province
    if province is None and not is_central(issuer, symbol):
        province = province_of(text, head, place, issuer=issuer) or document.province_if_unnamed
    period, plan = periods_of(at.kind, title or "", text[body_start : body_start + _OPENING_AT_MOST])
    return HeaderRead(
        Header(
            kind=at.kind,
            number=number,
            symbol=symbol,
            title=title,
            issuer=issuer and with_place(issuer, place, province),
            province=province,
            place=place,
            date=date,
            draft=bool(_DRAFT.search(head)),
            period_start=period[0],
            period_end=period[1],
            plan_start=plan[0],
            plan_end=plan[1],
            signer=signature.signer,
            signer_position=signature.position,
            on_behalf_of=signature.on_behalf_of,
            recipients=signature.recipients,
        ),
        at.end,
        body_start,
    )


@cache
def _kinds() -> dict[str, str]:
    """Map folded upper-case words for kinds to their names: "BAO CAO" → "Báo cáo"."""
    concepts = read_vocabulary().schemes["kind"].values()
    return {fold(c.label_vi).upper(): c.label_vi[0].upper() + c.label_vi[1:] for c in concepts}


def _kind_at(text: str) -> _KindAt:
    """Find the word for the kind. Where a cover stands first, it is the one below the symbol behind it."""
    lines = list(_kind_lines(text))
    if not lines:
        return _kind_by_symbol(text) or _KindAt(None, 0, 0)
    first = lines[0]
    if _SYMBOL.search(one_form(text[: first.end])) is None:
        for later in lines[1:]:
            between = one_form(text[first.end : later.end])
            if later.kind == first.kind and _SYMBOL_LINE.search(between):
                return _KindAt(later.kind, later.end, first.end)
    return first


def _kind_lines(text: str) -> Iterator[_KindAt]:
    """Yield the lines that begin with a kind in capitals, or with one at all where the text begins."""
    kinds = _kinds()
    offset = 0
    for line in text[:_HEAD_AT_MOST].splitlines(keepends=True):
        stripped = one_form(line).strip()
        folded = fold(stripped)
        match = _kind_line().match(folded)
        if match and stripped.lstrip("*# ")[:3].isupper():
            yield _KindAt(kinds[match["kind"]], offset + line.find(stripped[:1]) + match.end("kind"), 0)
        elif offset == 0 and (first := _kind_word().match(folded.upper())):
            yield _KindAt(kinds[first[0]], first.end(), 0)
        offset += len(line)


@cache
def _kind_word() -> re.Pattern[str]:
    """Return a pattern for a kind in folded upper-case text."""
    return re.compile(alternation(_kinds()))


@cache
def _kind_line() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?P<kind>{_kind_word().pattern})(?![\w-])")


def _kind_by_symbol(text: str) -> _KindAt | None:
    """Find a kind behind residue on its line, if the symbol has its code: "/KH-UBND" and "… KẾ HOẠCH"."""
    head = text[:_OPENING_AT_MOST]
    symbol = _SYMBOL.search(one_form(head))
    code = symbol and re.match(r"[/-]\s?([A-ZĐ]\w*)", symbol["rest"])
    kind = code and read_vocabulary().schemes["kind"].get(code[1])
    if not kind:
        return None
    word = re.escape(fold(kind.label_vi).upper())
    line = re.search(rf"(?<!\w){word}[ \t]*$", fold(head), re.MULTILINE)
    return _KindAt(upper_first(kind.label_vi), line.end(), 0) if line else None


def _without_organ(title: str | None) -> tuple[str | None, str | None]:
    """Part the organ off a title: "CỦA BAN THƯỜNG VỤ TỈNH ỦY về …" is the title "về …" of that organ."""
    if title is None:
        return None, None
    plain = one_form(title)
    if found := _ORGAN.match(plain):
        return title[found.end() :].strip() or title, found["organ"].strip(" ,")
    if (
        plain.startswith("của ")
        and (body := body_at(plain, 4))
        and plain[body.end :].lower().startswith(" về ")
    ):
        return title[body.end :].strip(), body.name
    return title, None


def _title(text: str, at: int, passages: Sequence[Passage]) -> tuple[str | None, int]:
    """Return the title behind the kind word: up to a blank line, a numbered heading or the body's words."""
    stop = min((p.start for p in passages if p.start > at + 5 and p.marker in _TITLE_ENDS), default=len(text))
    lines: list[str] = []
    end = at
    for line in text[at:stop].splitlines(keepends=True):
        plain = line.strip(" *#\r\n\t-_")
        if (not plain and lines) or len(plain) > _TITLE_LINE_AT_MOST or (lines and _BODY_BEGINS.match(plain)):
            break
        end += len(line)
        if plain:
            lines.append(re.sub(r"\s+", " ", plain.replace("*", "").replace("_", " ")))
    return " ".join(lines).strip() or None, end


def _symbol(head: str) -> tuple[str | None, str | None]:
    match = _SYMBOL.search(head)
    if match is None:
        return None, None
    rest = re.sub(r"\s", "", match["rest"])
    number = match["number"].strip(". …")
    if re.search(r"\d", number):
        number = number.translate(_DIGIT_SHAPES)
    if re.fullmatch(r"\d{1,5}[a-z]?", number):
        return number + rest, number
    return rest, None


def _place_and_date(head: str) -> tuple[str | None, str | None]:
    match = _PLACE_DATE.search(head) or _DATE.search(head)
    found = match if match and match.groupdict().get("place") else _PLACE_ALONE.search(head)
    written = found["place"] if found else None
    place = None
    if written:
        place = " ".join(w for w in written.split() if not (w.isupper() and len(w) > 1)) or written
    return place, _date(head, match) if match else None


def _date(head: str, match: re.Match[str]) -> str | None:
    """Return the date as far as it is filled in: "2024-04" where the day is left blank."""
    year = match["year"] or match["year2"]
    if not year:
        return None
    month = _MONTH.fullmatch(match["month"] or match["month2"] or "")
    day = re.fullmatch(r"\s*(?P<n>[0-3]?\d)\s*", match["day"] or match["day2"] or "")
    date = str(year)
    if month:
        date += f"-{int(month['n'].replace('l', '1')):02}"
        if day and 1 <= int(day["n"]) <= 31:
            date += f"-{int(day['n']):02}"
    signed = _SIGNED_AT.search(head)
    if signed and signed["y"] == year and len(date) < 10:
        return f"{year}-{signed['m']}-{signed['d']}"
    return date
