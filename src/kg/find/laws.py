"""Laws, ordinances and the party's statutes, named by what they govern: "Luật Đất đai năm 2013"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

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
)  # fmt: skip
_NO_BEGINNINGS = ("quy định", "ngày", "tại", "thì", "là", "mới", "sẽ", "phải", "nhằm")
_WORD = r"[^\s,;:.()“”]+"
_OTHER = (
    rf"(?!{alternation(_NO_FIRST_WORDS)}\b){_WORD}"
    rf"(?: (?!{alternation(_NO_WORDS)} |{alternation(_NO_BEGINNINGS)}){_WORD}){{0,7}}"
)
# "pháp luật", "kỷ luật", "đúng luật" name no law.
_LAW_WORD = r"(?:Bộ luật|Luật|(?<!pháp )(?<!kỷ )(?<!đúng )luật)"
_YEAR = r"(?:,? \(?(?:năm )?(?P<year>(?:19|20)\d\d)\)?(?!\d|/))?"


def statutes(text: str) -> Iterator[DirectiveMatch]:
    """Yield the mentions of the party's statutes."""
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
    for match in _law().finditer(text):
        title = match["known"] or match["other"]
        yield DirectiveMatch(
            start=match.start(),
            end=match.end(),
            form="law",
            kind="PLệnh" if match[0].startswith("Pháp lệnh") else "L",
            year=int(match["year"]) if match["year"] else None,
            issuer="Quốc hội",
            issuer_level="centre",
            title=title,
            name=title.lower(),
        )


@cache
def _law() -> re.Pattern[str]:
    known = rf"{_LAW_WORD} (?P<known>(?i:{alternation(read_reference().laws)}))(?!\w)"
    other = rf"(?:Bộ luật|Luật|Pháp lệnh) (?P<other>{_OTHER})"
    return re.compile(rf"(?<!\w)(?:{known}|{other}){_YEAR}")
