"""Symbols of documents: "05-CT/TW", "130/2020/NĐ-CP", "24/CTr-UBND", and their damaged forms.

Party symbols are `number-CODE/ISSUER` (Hướng dẫn 36-HD/VPTW, 2018), State symbols `number/CODE-ISSUER` or
`number/year/CODE-ISSUER` (Nghị định 30/2020/NĐ-CP). Both orders, stray spaces and moved separators occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.reference import read_reference
from kg.vocabulary import read_vocabulary
from kg.words import fold

_LETTERS = r"[A-ZĐƯ][A-Za-zĐđƯưôơăâêÔƠĂÂÊ0-9]{0,15}"
_UNIT = rf"{_LETTERS}(?: ?[-&] ?{_LETTERS})*"
_NUMBER = r"(?:\d{1,5}|O\d{1,4})[a-zđ]?"
SYMBOL = re.compile(
    rf"(?<![\w./-])(?P<number>{_NUMBER}|\.{{2,}}|…+) ?(?:/ ?(?P<year>(?:19|20)\d ?\d) ?)?"
    rf"(?P<sep1>[-/]) ?-? ?(?P<first>{_LETTERS})(?: ?(?P<sep2>[-/]) ?-? ?(?P<rest>{_UNIT}))?(?![\w])"
)
_SHORT_CODE = 3
"""Codes up to this length differ from another by an accent too easily."""
_GLUED = re.compile(
    r"(?P<code>NQ|CT|KL|QĐ|QD|QC|TB|KH|CTr|ĐA|HD|BC|CV|TTr)[I1l|](?P<rest>TW|TU|ĐUK|HU|UBKTTU|BTCTU)"
)


_ASSEMBLY = re.compile(r"(?P<committee>UBTV)?QH\d{1,2}")
LAW = "L"
"""What a symbol of the National Assembly without a code is, unless the word before it says otherwise."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in a view. `code` is a kind's code or null where the symbol names none ("1498/SNV-TCBM")."""

    start: int
    end: int
    number: str | None
    code: str | None
    suffix: str
    year: int | None
    slip: bool
    """Some letter of it is read otherwise than it stands."""


@cache
def _codes() -> dict[str, str]:
    """Map folded codes to codes: QD → QĐ, CTHD → CTHĐ."""
    codes = {fold(code).upper(): code for code in read_vocabulary().schemes["kind"]}
    return {
        **codes,
        "QDI": "QĐi",
        "CTR": "CTr",
        "CTHD": "CTr",
        "TTR": "TTr",
        "QDD": "QĐ",
        "KHLT": "KH",
        "CI": "CT",
        "C1": "CT",
    }


@cache
def _issuers() -> dict[str, str]:
    """Map issuer codes, with I for T as recognition has it, to the codes as they should stand."""
    known = {i.code for i in read_reference().issuers}
    slips = {code.replace("T", "I", 1): code for code in known if "T" in code[:-1]}
    return {**{k: v for k, v in slips.items() if k not in known and len(k) > 3}, **{k: k for k in known}}


@cache
def _by_letters() -> dict[str, str]:
    """Map issuer codes without accents to the codes, where one has those letters: HDND → HĐND."""
    codes = [code for code in _issuers().values() if len(code) > _SHORT_CODE]
    by_letters: dict[str, set[str]] = {}
    for code in codes:
        by_letters.setdefault(fold(code).upper(), set()).add(code)
    return {letters: next(iter(same)) for letters, same in by_letters.items() if len(same) == 1}


def find_symbols(text: str) -> Iterator[Symbol]:
    """Yield the symbols in a view that name a kind of document or stand behind the word "số"."""
    for match in SYMBOL.finditer(text):
        if symbol := _symbol(text, match):
            yield symbol


def _symbol(text: str, match: re.Match[str]) -> Symbol | None:
    first, rest = match["first"], match["rest"]
    if glued := _GLUED.fullmatch(first):
        return _made(match, glued["code"], glued["rest"], slip=True)
    code = _codes().get(fold(first).upper())
    if code is not None and rest:
        return _made(match, code, rest, slip=first not in {code, "CTHĐ"} and first.upper() != code.upper())
    if code is None and rest and (turned := _codes().get(fold(rest).upper())) and len(rest) <= 4:
        return _made(match, turned, first, slip=False)
    if match["year"] and not rest and (assembly := _ASSEMBLY.fullmatch(first)):
        return _made(match, None if assembly["committee"] else LAW, first, slip=False)
    announced = re.search(r"(?:số|sô|Số)\s?:? ?$", text[: match.start()])
    if code is None and announced and match["sep1"] == "/":
        return _made(match, None, f"{first}{match['sep2'] or ''}{rest or ''}", slip=False)
    return None


def _made(match: re.Match[str], code: str | None, rest: str, *, slip: bool) -> Symbol:
    suffix = re.sub(r"\s", "", rest)
    mended = _issuers().get(suffix) or _by_letters().get(fold(suffix).upper(), suffix)
    number = match["number"].replace("O", "0")
    return Symbol(
        start=match.start(),
        end=match.end(),
        number=(number.lstrip("0") or "0") if number[0].isdigit() else None,
        code=code,
        suffix=mended,
        year=int(match["year"].replace(" ", "")) if match["year"] else None,
        slip=slip or mended != suffix or number != match["number"],
    )


def is_central(suffix: str | None) -> bool:
    """Say whether an issuer's code is one of the Centre or the State's central bodies."""
    if not suffix:
        return False
    first = re.match(r"[^\W\d]*", suffix.split("-", maxsplit=1)[0])
    return suffix in _central() or (first is not None and first[0] in _central())


@cache
def _central() -> frozenset[str]:
    return frozenset(i.code for i in read_reference().issuers if i.level == "centre")
