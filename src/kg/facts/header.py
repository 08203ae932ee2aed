"""The header: what the head of the document, its recipients and its signature say.

Head and signature follow Hướng dẫn 36-HD/VPTW (2018) for party bodies and Nghị định 30/2020/NĐ-CP for State
bodies; scans damage both, so each field is read on its own and left null where it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.letterhead import Head, issuer_of
from kg.facts.periods import periods_of
from kg.facts.provinces import province_of
from kg.facts.signature import read_signature
from kg.model import Document, Header
from kg.outline.passages import Passage
from kg.outline.view import one_form
from kg.vocabulary import read_vocabulary
from kg.words import UPPER, alternation, fold

# "Số 12-BC/TU", as recognition damages it; the number may be blank.
_SYMBOL = re.compile(
    r"\bS[ốôóồỗộeáâa6]{1,2}\s?[:.}]?\s*(?P<number>[^\s/\-]{0,8}?)"
    r"\s*(?P<rest>[/-]\s?[A-ZĐ][\wĐđ]*(?:\s?[-/&]\s?[A-ZĐ][\wĐđ&-]*)*)"
)
_DAY_MONTH_YEAR = (
    r"(?:ngày|ngay|ngà[yỳ]\S*)(?P<day>[^,\n]{0,14}?)"
    r"tháng(?P<month>[^,\n]{0,10}?)năm ?(?P<year>(?:19|20)\d\d)?"
)
_PLACE_DATE = re.compile(rf"(?P<place>[{UPPER}][\w.]*(?: [{UPPER}][\w.]*){{0,3}}),? ?{_DAY_MONTH_YEAR}")
_DATE = re.compile(_DAY_MONTH_YEAR, re.IGNORECASE)
_SIGNED_AT = re.compile(r"Giờ ký: ?(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})")
"""The banner of an electronic signature (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
_DRAFT = re.compile(r"\b(?:dự thảo|DỰ THẢO|Dự thảo)\b")
_HEAD_AT_MOST = 6000
_OPENING_AT_MOST = 1500
_TITLE_LINE_AT_MOST = 200
_TITLE_ENDS = frozenset({"letter", "roman", "number", "part"})
"""Enumerators that begin the body behind a title."""
_BODY_BEGINS = re.compile(r"(?:Căn cứ|Thực hiện|Triển khai|Ngày \d|Trong|Năm \d|Tiếp tục|Sau khi)\b")


@dataclass(frozen=True, slots=True)
class HeaderRead:
    """The header, where the title begins and where the body of the document begins in the text."""

    header: Header
    title_start: int
    body_start: int


def read_header(document: Document, passages: Sequence[Passage]) -> HeaderRead:
    """Read the header of a document whose passages are known."""
    text = document.text
    kind, title, title_start, body_start = _kind_and_title(text, passages)
    head = one_form(text[:title_start].replace("*", ""))
    symbol, number = _symbol(head)
    place, date = _place_and_date(head)
    province = document.province or province_of(text, head, place)
    signature = read_signature(text)
    issuer = issuer_of(Head(head, symbol, signature, text), province)
    period, plan = periods_of(kind, title or "", text[body_start : body_start + _OPENING_AT_MOST])
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
        title_start,
        body_start,
    )


def _kinds() -> dict[str, str]:
    """Map folded upper-case words for kinds to their names: "BAO CAO" → "Báo cáo"."""
    concepts = read_vocabulary().schemes["kind"].values()
    return {fold(c.label_vi).upper(): c.label_vi[0].upper() + c.label_vi[1:] for c in concepts}


def _kind_and_title(text: str, passages: Sequence[Passage]) -> tuple[str | None, str | None, int, int]:
    """Return the kind, the one-line title, where it begins and where the body begins."""
    kinds = _kinds()
    kind_line = re.compile(rf"[\W_]*(?P<kind>{alternation(kinds)})(?![\w-])")
    offset = 0
    for line in text[:_HEAD_AT_MOST].splitlines(keepends=True):
        stripped = one_form(line).strip()
        folded = fold(stripped)
        match = kind_line.match(folded)
        first = offset == 0 and re.match(alternation(kinds), folded.upper())
        if match and stripped.lstrip("*# ")[:3].isupper():
            at = offset + line.find(stripped[:1]) + match.end("kind")
            title, end = _title(text, at, passages)
            return kinds[match["kind"]], title, at, end
        if first:
            title, end = _title(text, first.end(), passages)
            return kinds[first[0]], title, first.end(), end
        offset += len(line)
    return None, None, 0, 0


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
    if re.fullmatch(r"\d{1,5}[a-z]?", number):
        return number + rest, number
    return rest, None


def _place_and_date(head: str) -> tuple[str | None, str | None]:
    match = _PLACE_DATE.search(head) or _DATE.search(head)
    if match is None:
        return None, None
    written = match.groupdict().get("place")
    place = None
    if written:
        place = " ".join(w for w in written.split() if not (w.isupper() and len(w) > 1)) or written
    return place, _date(head, match)


def _date(head: str, match: re.Match[str]) -> str | None:
    """Return the date as far as it is filled in: "2024-04" where the day is left blank."""
    year = match["year"]
    if not year:
        return None
    month = re.fullmatch(r"\s*(?P<n>1[0-2]|0?[1-9]|l[0-2l])\s*", match["month"])
    day = re.fullmatch(r"\s*(?P<n>[0-3]?\d)\s*", match["day"])
    date = str(year)
    if month:
        date += f"-{int(month['n'].replace('l', '1')):02}"
        if day and 1 <= int(day["n"]) <= 31:
            date += f"-{int(day['n']):02}"
    signed = _SIGNED_AT.search(head)
    if signed and signed["y"] == year and len(date) < 10:
        return f"{year}-{signed['m']}-{signed['d']}"
    return date
