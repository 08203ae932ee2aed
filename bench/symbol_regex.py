"""What a capable user would write instead: one regular expression for documents named by a symbol.

Type word, "số" or not, number, symbol, date or not: "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "Nghị định
130/2020/NĐ-CP". White space may be a line break, dashes may be long, separators may stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KINDS = {
    "nghị quyết": "NQ", "chỉ thị": "CT", "kết luận": "KL", "quyết định": "QĐ", "quy định": "QĐi",
    "thông báo": "TB", "kế hoạch": "KH", "chương trình hành động": "CTr", "chương trình": "CTr",
    "hướng dẫn": "HD", "công văn": "CV", "đề án": "ĐA", "nghị định": "NĐ", "thông tư liên tịch": "TTLT",
    "thông tư": "TT", "luật": "L", "pháp lệnh": "PL", "báo cáo": "BC", "tờ trình": "TTr", "quy chế": "QC",
    "công điện": "CĐ",
}  # fmt: skip
_CODES = frozenset(KINDS.values())
_KIND = "|".join(KINDS).replace(" ", r"\s+")
_WORD = r"[A-ZĐƯ][A-Za-zĐđƯư]*\d*"
PATTERN = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?:số\s*:?\s*)?"
    r"(?P<number>\d+[a-zđ]?)\s*"
    r"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?"
    rf"[-–/]\s*(?P<symbol>(?-i:{_WORD}(?:\s*[-–/&]\s*{_WORD})*))"
    r"(?:,?\s+ngày\s+(?P<day>\d{1,2})\s*[/-]\s*(?P<month>\d{1,2})\s*[/-]\s*(?P<dated>\d{4}))?",
    re.IGNORECASE,
)


def find_symbols(text: str) -> Iterator[dict[str, Any]]:
    """Yield what the expression finds, as rows of the facts format."""
    for number, match in enumerate(PATTERN.finditer(text), 1):
        symbol = re.sub(r"\s", "", match["symbol"]).replace("–", "-")
        first, _, rest = re.sub(r"[-/]", " ", symbol, count=1).partition(" ")
        named = first in _CODES and bool(rest)
        year = match["dated"] or match["year"]
        yield {
            "id": f"r{number}",
            "start": match.start(),
            "end": match.end(),
            "surface": match[0],
            "abbr": first if named else KINDS[" ".join(match["kind"].lower().split())],
            "number": match["number"],
            "suffix": rest if named else symbol,
            "scope": None,
            "year": int(year) if year else None,
            "term": None,
        }
