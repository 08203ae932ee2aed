"""Directives named by the assembly that passed them: a plenum of the Central Committee, a party congress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.find.match import DirectiveMatch
from kg.find.tail import TERM
from kg.words import ORDINAL, ROMAN, SYLLABLE, ordinal, roman

# "Nghị quyết Hội nghị Trung ương 6, 7 khóa XII", "NQTW 4", "kết luận, quy định của Hội nghị lần thứ tư …"
_PLENUM_KINDS = {"nghị quyết": "NQTW", "nq": "NQTW", "kết luận": "KLTW", "quy định": "QĐTW"}
_TYPE = r"(?:nghị quyết|NQ|kết luận|quy định)"
_NUMBER = rf"0?{ORDINAL}(?![\w/-]|\.\d)"
_NUMBERS = rf"{_NUMBER}(?:(?:, | và )(?:(?:Hội nghị )?Trung ương )?(?:lần thứ )?{_NUMBER})*"
_CENTRAL_COMMITTEE = r"(?:,? (?:của )?(?:Ban Chấp hành|BCH) ?(?:Trung ương|TW)(?: Đảng)?|,? BCHTW(?: Đảng)?)"
_BY_CENTRE = rf"(?:Hội nghị )?(?:(?:Trung ương|TW)(?: Đảng)? (?:lần thứ )?|TW(?=\d))(?P<numbers>{_NUMBERS})"
_BY_ORDER = (
    rf"Hội nghị (?:Ban Chấp hành Trung ương (?:Đảng )?)?lần thứ (?P<numbers_of>{_NUMBERS}),?(?: của)?"
    r"(?= (?:Ban Chấp hành|BCH|BCHTW|Trung ương))"
)
_PLENUM = re.compile(
    rf"(?P<types>{_TYPE}(?:(?:, | và ){_TYPE})*)(?: của)? ?(?:{_BY_CENTRE}|{_BY_ORDER}){_CENTRAL_COMMITTEE}?",
    re.IGNORECASE,
)
_MORE_TERM = re.compile(rf"(?: và |, )(?P<span>(?:[Kk]h[óo][áa]? )?(?P<term>{ROMAN}))(?![\w/])")
_NUMBER_TOKEN = re.compile(
    rf"(?:(?:Hội nghị )?Trung ương )?\b0?(?P<number>{ORDINAL})(?![\w/-]|\.\d)", re.IGNORECASE
)
_TYPE_TOKEN = re.compile(_TYPE, re.IGNORECASE)

# "Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII, nhiệm kỳ 2020-2025"
_CONGRESS_TERM = rf"(?:,? (?:lần thứ|khóa|lần) (?P<roman>{ROMAN}|{ORDINAL})\b| (?P<bare>{ROMAN})\b)"
_CONGRESS_OF = (
    r"(?P<of>(?: của)? Đảng(?! bộ| ủy)(?: Cộng sản Việt Nam)?"
    r"|(?: của)? Đảng bộ(?: (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|Khối))?"
    rf"|(?: của)? (?:Công đoàn|Hội|Đoàn) [^\s,.;:()]+(?: {SYLLABLE}){{0,4}})"
)
# Who attends is no part of whose congress it is; the Party's own is named by "toàn quốc" or not at all.
_ATTENDED = re.compile(r"^đại biểu ?")
_NATIONAL = frozenset({
    "", "Đảng", "Đảng Cộng sản Việt Nam", "toàn quốc", "Đảng toàn quốc", "toàn quốc của Đảng",
    "toàn quốc Đảng",
})  # fmt: skip
_OF_COUNTRY = re.compile(r"toàn quốc|Việt Nam")
_YEARS = r",? \(?nhiệm kỳ \d{4} ?- ?\d{4}\)?"
_CONGRESS = re.compile(
    r"(?:[Nn]ghị quyết|NQ) (?:của )?[Đđ]ại hội"
    r"(?P<body>(?: (?!các cấp|lần thứ|khóa|nhiệm kỳ)[^\s,.;:()“”]+){0,9}?)"
    rf"(?:{_CONGRESS_TERM}{_CONGRESS_OF}?(?:{_YEARS})?|(?P<only_years>{_YEARS}))"
)


def by_plenum(text: str) -> Iterator[DirectiveMatch]:
    """Yield the resolutions, conclusions and regulations of plenums, one for each kind, number and term."""
    lower = text.lower()
    if not any(word in lower for word in ("trung ương", "tw", "hội nghị")):
        return
    for match in _PLENUM.finditer(text):
        yield from _plenum(text, match)


def _plenum(text: str, match: re.Match[str]) -> Iterator[DirectiveMatch]:
    group = "numbers" if match["numbers"] else "numbers_of"
    numbers = list(_NUMBER_TOKEN.finditer(match[group]))
    types = list(_TYPE_TOKEN.finditer(match["types"]))
    types_at, numbers_at = match.start("types"), match.start(group)
    term = TERM.match(text, match.end())
    end = term.end() if term else match.end()
    first = DirectiveMatch(
        start=types_at + types[-1].start(),
        end=end,
        form="plenum",
        kind=_PLENUM_KINDS[types[-1][0].lower()],
        number=str(ordinal(numbers[0]["number"])),
        term=roman(term["term"]) if term else None,
        issuer="Ban Chấp hành Trung ương Đảng",
    )
    for earlier in types[:-1]:
        kind = _PLENUM_KINDS[earlier[0].lower()]
        yield replace(first, start=types_at + earlier.start(), end=types_at + earlier.end(), kind=kind)
    for index, token in enumerate(numbers):
        yield replace(
            first,
            start=first.start if index == 0 else numbers_at + token.start(),
            end=end if index == len(numbers) - 1 else numbers_at + token.end(),
            number=str(ordinal(token["number"])),
        )
    last = replace(first, number=str(ordinal(numbers[-1]["number"])))
    while term and (more := _MORE_TERM.match(text, end)):
        yield replace(last, start=more.start("span"), end=more.end("span"), term=roman(more["term"]))
        end = more.end()


def by_congress(text: str) -> Iterator[DirectiveMatch]:
    """Yield the resolutions of party congresses, and of congresses of other bodies by the body's name."""
    if "ại hội" not in text:
        return
    for match in _CONGRESS.finditer(text):
        body = match["body"].strip()
        if "các cấp" in text[match.start() : match.end() + 12] or (match["only_years"] and not body):
            continue
        term = match["roman"] or match["bare"]
        house = _house(body, (match["of"] or "").strip().removeprefix("của "))
        national = house in _NATIONAL
        yield DirectiveMatch(
            start=match.start(),
            end=match.end(),
            form="congress",
            kind="NQĐH",
            term=roman(term).upper() if term and not term.islower() else None,
            issuer="Đại hội đại biểu toàn quốc" if national else f"Đại hội {house}",
            issuer_level="centre" if national or _OF_COUNTRY.search(f"{body} {house}") else "province",
            name=None if national else house.lower(),
        )


def _house(body: str, of: str) -> str:
    """Return whose congress it is, from what stands before its number and what behind."""
    before = _ATTENDED.sub("", body)
    return of if of and before in {"", "toàn quốc"} else before
