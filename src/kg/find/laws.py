"""Laws, ordinances and the party's statutes, named by what they govern: "Luật Đất đai năm 2013"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.find.dates import DATED, date_of
from kg.find.match import DirectiveMatch
from kg.reference import read_reference
from kg.words import alternation

_STATUTES = re.compile(
    r"(?<!\w)[Đđ]iều lệ Đảng(?: Cộng sản Việt Nam)?(?! bộ| viên)(?: \(?(?:khóa )?[XVI]+\)?)?"
)
# A law that the reference does not know is named by up to eight words, none of them one of these.
_NO_FIRST_WORDS = ("sư", "số", "gia", "này", "của", "và", "tục", "hiện")
_NO_WORDS = (
    "và", "của", "năm", "theo", "được", "đã", "trong", "để", "số", "có", "do", "cho", "về", "đối", "từ",
    "vào",
)  # fmt: skip
_NO_BEGINNINGS = ("quy định", "ngày", "tại", "thì", "là", "mới", "sẽ", "phải", "nhằm")
_WORD = r"[^\s,;:.()“”]+"
_OTHER = (
    rf"(?!{alternation(_NO_FIRST_WORDS)}\b){_WORD}"
    rf"(?: (?!{alternation(_NO_WORDS)} |{alternation(_NO_BEGINNINGS)}){_WORD}){{0,7}}"
)
# "pháp luật", "kỷ luật", "đúng luật" name no law.
# "Trường Đại học Luật Hà Nội" and "Khoa Luật" are no laws either.
_CAPITAL_LAW = r"(?:Bộ luật|(?<!Đại học )(?<!Trung cấp )(?<!Cao đẳng )(?<!Khoa )(?<!ngành )Luật)"
_LAW_WORD = rf"(?:{_CAPITAL_LAW}|(?<!pháp )(?<!kỷ )(?<!đúng )(?<!đại học )(?<!trung cấp )(?<!cử nhân )luật)"
_BASE = re.compile(r"[Cc]ăn cứ [^.]*$")
_AMENDING = re.compile(r"(?:sửa đổi|bổ sung)[^;.]*$")
_YEAR = r"(?:,? \(?(?:năm )?(?P<year>(?:19|20)\d\d)\)?(?!\d|/))?"


def statutes(text: str) -> Iterator[DirectiveMatch]:
    """Yield the mentions of the party's statutes."""
    if "iều lệ" not in text:
        return
    for match in _STATUTES.finditer(text):
        yield DirectiveMatch(
            start=match.start(),
            end=match.end(),
            form="statutes",
            kind="ĐLĐ",
            issuer="Đại hội đại biểu toàn quốc",
            issuer_level="centre",
        )


def laws(text: str) -> Iterator[DirectiveMatch]:
    """Yield the laws and ordinances of the National Assembly and its committee, known or not."""
    if "uật" not in text and "Pháp lệnh" not in text:
        return
    for match in _law().finditer(text):
        title = match["known"] or match["other"]
        dated = DATED.match(text, match.end()) if not match["year"] and _a_base(text, match) else None
        date = date_of(dated) if dated else None
        year = match["year"] or (date and date[:4])
        yield DirectiveMatch(
            start=match.start(),
            end=dated.end() if dated and date else match.end(),
            form="law",
            kind="PLệnh" if match[0].startswith("Pháp lệnh") else "L",
            year=int(year) if year else None,
            date=date,
            issuer="Quốc hội",
            issuer_level="centre",
            title=title,
            name=title.lower(),
        )


def _a_base(text: str, match: re.Match[str]) -> bool:
    """Say whether a date behind a law is its own: elsewhere it may be that of an event or of an amendment."""
    before = text[: match.start()]
    return bool(_BASE.search(before)) and not _AMENDING.search(before)


@cache
def _law() -> re.Pattern[str]:
    known = rf"{_LAW_WORD} (?P<known>(?i:{alternation(read_reference().laws)}))(?!\w)"
    other = rf"(?:{_CAPITAL_LAW}|Pháp lệnh) (?P<other>{_OTHER})"
    return re.compile(rf"(?<!\w)(?:{known}|{other}){_YEAR}")
