"""Mentions of directives in a passage: the phrase that names each, with the fields that the phrase gives.

Forms, tried in this order, the earlier winning where two overlap: by symbol, by plenum or congress, by
number alone, laws and statutes, by year, by name (`kg.find.named`). Later members of a coordination share
what stands once: "Quyết định số 217 và 218 của Bộ Chính trị khóa XI".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.find.bodies import BodyMatch, body_at
from kg.find.dates import DATED, date_of
from kg.find.symbols import Symbol, find_symbols, is_central
from kg.find.words import ORDINAL, ROMAN, alternation, ordinal
from kg.reference import read_reference
from kg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class DirectiveMatch:
    """A mention in a view. Null is what the phrase does not give. `form` tells how it is named:
    symbol, plenum, congress, number, law, statutes, year, title, name."""

    start: int
    end: int
    form: str
    kind: str
    number: str | None = None
    suffix: str | None = None
    year: int | None = None
    date: str | None = None
    term: str | None = None
    issuer: str | None = None
    issuer_level: str = ""
    title: str | None = None
    name: str | None = None
    """The words that name a document without a number."""
    slip: bool = False
    generic: bool = False
    """Named so loosely that only the document around it can settle what it is."""


@cache
def kind_words() -> tuple[str, dict[str, str]]:
    """Return an alternation of the words for kinds and the code of each."""
    codes = read_vocabulary().codes_by_form("kind")
    return alternation(codes), codes


@cache
def _type() -> str:
    return rf"(?P<type>(?i:{kind_words()[0]}))"


def kind_of(word: str) -> str:
    """Return the code of a kind word as written."""
    return kind_words()[1][re.sub(r"\s+", " ", word.lower())]


# What may follow a symbol or number and still belongs to the phrase.
_TERM = re.compile(rf"[ ,]*\(?\b[Kk]h[óo][áa]? ?(?P<term>{ROMAN})\b\)?")
_PLENUM_TAIL = re.compile(
    rf",? (?:của |tại )?Hội nghị (?:Trung ương )?(?:lần thứ )?{ORDINAL}(?![\w/])", re.IGNORECASE
)
_OF = re.compile(r",? ?(?:của|do) [^\w\s]{0,2} ?(?=\w)")
_ORGAN_BEHIND_PLENUM = re.compile(r",? (?=Ban Chấp hành|BCH|Bộ Chính trị|Ban Bí thư)")
_YEAR = re.compile(r" năm (?P<year>(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class _Tail:
    end: int
    date: str | None = None
    term: str | None = None
    issuer: BodyMatch | None = None


def _tail(text: str, at: int) -> _Tail:
    """Read date, plenum, issuer and term behind a symbol, in any order, as far as they go."""
    tail = _Tail(at)
    while True:
        if tail.date is None and (dated := DATED.match(text, tail.end)) and dated.end() > tail.end:
            tail = replace(tail, end=dated.end(), date=date_of(dated))
        elif tail.term is None and (term := _TERM.match(text, tail.end)):
            tail = replace(tail, end=term.end(), term=term["term"])
        elif plenum := _PLENUM_TAIL.match(text, tail.end):
            tail = replace(tail, end=plenum.end())
            behind = _ORGAN_BEHIND_PLENUM.match(text, tail.end)
            if behind and (body := body_at(text, behind.end())):
                tail = replace(tail, end=body.end, issuer=body)
        elif tail.issuer is None and (of := _OF.match(text, tail.end)) and (body := body_at(text, of.end())):
            tail = replace(tail, end=body.end, issuer=body)
        else:
            return tail


def find_directives(text: str) -> list[DirectiveMatch]:
    """Return the mentions in a view, left to right, none overlapping another."""
    from kg.find.named import find_named

    found: list[DirectiveMatch] = []
    finders: tuple[Callable[[str], Iterator[DirectiveMatch]], ...] = (
        _by_symbol, _by_plenum, _by_congress, _by_number, _statutes, _laws, _by_year, find_named,
    )  # fmt: skip
    for finder in finders:
        for match in finder(text):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
    return _shared(text, sorted(found, key=lambda m: m.start))


_BEFORE_SYMBOL = r"(?P<plural>(?:các|những) )?{type}(?P<more>(?: (?!số\b)[a-zđà-ỹ]+){{0,3}}?)(?: ?(?:s[ốôóo6]|Số|SỐ|sỐ)(?: ?:)?)? ?$"


@cache
def _before_symbol() -> re.Pattern[str]:
    return re.compile(_BEFORE_SYMBOL.format(type=_type()))


_NUMBER_WORD = re.compile(r"(?:số|sô|Số) ?:? ?$")


def _by_symbol(text: str) -> Iterator[DirectiveMatch]:
    for symbol in find_symbols(text):
        window = max(0, symbol.start - 60)
        lead = _before_symbol().search(text[window : symbol.start])
        start = symbol.start
        kind = symbol.code
        if lead and (nearer := re.search(rf"(?i:{kind_words()[0]})$", (lead["more"] or "").rstrip())):
            start = window + lead.start("more") + nearer.start()
            kind = kind or kind_of(nearer[0])
        elif lead and (not lead["more"] or re.search(r"s[ốôóo6]", lead[0], re.IGNORECASE)):
            start = window + lead.start("type")
            kind = kind or kind_of(lead["type"])
        elif word := _NUMBER_WORD.search(text[:start]):
            start = word.start()
        if kind is None:
            continue
        tail = _tail(text, symbol.end)
        yield _filled(
            DirectiveMatch(
                start, tail.end, "symbol", kind, symbol.number, symbol.suffix, symbol.year, slip=symbol.slip
            ),
            tail,
        )


def _filled(match: DirectiveMatch, tail: _Tail) -> DirectiveMatch:
    """Add what the tail says; a full date outranks the year in a symbol only where they agree."""
    return replace(
        match,
        end=max(match.end, tail.end),
        date=tail.date,
        year=match.year or (int(tail.date[:4]) if tail.date else None),
        term=match.term or tail.term,
        issuer=tail.issuer.name if tail.issuer else match.issuer,
        issuer_level=tail.issuer.level if tail.issuer else match.issuer_level,
    )


# "Nghị quyết Hội nghị Trung ương 6, 7 khóa XII", "NQTW 4", "kết luận, quy định của Hội nghị lần thứ tư …"
_PLENUM_KINDS = {"nghị quyết": "NQTW", "nq": "NQTW", "kết luận": "KLTW", "quy định": "QĐTW"}
_PLENUM_TYPE = r"(?:[Nn]ghị quyết|NQ|[Kk]ết luận|[Qq]uy định)"
_NUMBERS = rf"(?P<numbers>0?{ORDINAL}(?![\w/.-])(?:(?:, | và )(?:(?:Hội nghị )?Trung ương )?(?:lần thứ )?0?{ORDINAL}(?![\w/.-]))*)"
_PLENUM = re.compile(
    rf"(?P<types>{_PLENUM_TYPE}(?:(?:, | và ){_PLENUM_TYPE})*)(?: của)? ?(?:"
    rf"(?:[Hh]ội nghị )?(?:Trung ương|TW)(?: Đảng)? (?:lần thứ )?{_NUMBERS}"
    rf"|[Hh]ội nghị (?:Ban Chấp hành Trung ương (?:Đảng )?)?lần thứ {_NUMBERS.replace('numbers', 'numbers2')},?(?: của)?(?= (?:Ban Chấp hành|BCH|BCHTW|Trung ương)))"
    rf"(?P<organ>,? (?:của )?(?:Ban Chấp hành|BCH) ?(?:Trung ương|TW)(?: Đảng)?|,? BCHTW(?: Đảng)?)?",
    re.IGNORECASE,
)
_MORE_TERM = re.compile(rf"(?: và |, )(?P<span>[Kk]h[óo][áa]? (?P<term>{ROMAN}))\b")
_NUMBER_TOKEN = re.compile(
    rf"(?:(?:Hội nghị )?Trung ương )?\b0?(?P<number>{ORDINAL})(?![\w/.-])", re.IGNORECASE
)
_TYPE_TOKEN = re.compile(_PLENUM_TYPE, re.IGNORECASE)


def _by_plenum(text: str) -> Iterator[DirectiveMatch]:
    for match in _PLENUM.finditer(text):
        numbers = match["numbers"] or match["numbers2"]
        at = match.start("numbers") if match["numbers"] else match.start("numbers2")
        tokens = list(_NUMBER_TOKEN.finditer(numbers))
        if not tokens:
            continue
        end = match.end()
        term = _TERM.match(text, end)
        end = term.end() if term else end
        roman = term["term"] if term else None
        types = list(_TYPE_TOKEN.finditer(match["types"]))
        base = match.start("types")
        common = {"form": "plenum", "suffix": None, "term": roman, "issuer": "Ban Chấp hành Trung ương Đảng"}
        for type_token in types[:-1]:
            code = _PLENUM_KINDS[type_token[0].lower()]
            yield DirectiveMatch(
                base + type_token.start(),
                base + type_token.end(),
                kind=code,
                number=str(ordinal(tokens[0]["number"])),
                **common,  # type: ignore[arg-type]
            )
        code = _PLENUM_KINDS[types[-1][0].lower()]
        for index, token in enumerate(tokens):
            start = base + types[-1].start() if index == 0 else at + token.start()
            stop = end if index == len(tokens) - 1 else at + token.end()
            yield DirectiveMatch(start, stop, kind=code, number=str(ordinal(token["number"])), **common)  # type: ignore[arg-type]
        while more := _MORE_TERM.match(text, end):
            yield DirectiveMatch(
                more.start("span"),
                more.end("span"),
                kind=code,
                number=str(ordinal(tokens[-1]["number"])),
                **{**common, "term": more["term"]},  # type: ignore[arg-type]
            )
            end = more.end()


_CONGRESS_TERM = rf"(?:,? (?:lần thứ|khóa|lần) (?P<roman>{ROMAN}|{ORDINAL})\b| (?P<bare>{ROMAN})\b)"
_CONGRESS_OF = r"(?P<of>(?: của)? Đảng(?! bộ| ủy)(?: Cộng sản Việt Nam)?|(?: của)? (?:Đảng bộ|Công đoàn|Hội|Đoàn) [^\s,.;:()]+)"
_CONGRESS_YEARS = r"(?P<years>,? \(?nhiệm kỳ \d{4} ?- ?\d{4}\)?)"
_CONGRESS = re.compile(
    r"(?:[Nn]ghị quyết|NQ) (?:của )?[Đđ]ại hội(?P<body>(?: (?!các cấp|lần thứ|khóa|nhiệm kỳ)[^\s,.;:()“”]+){0,9}?)"
    rf"(?:{_CONGRESS_TERM}{_CONGRESS_OF}?{_CONGRESS_YEARS}?"
    rf"|{_CONGRESS_YEARS.replace('years', 'years2')})"
)


def _by_congress(text: str) -> Iterator[DirectiveMatch]:
    for match in _CONGRESS.finditer(text):
        body = (match["body"] or "").strip()
        if "các cấp" in text[match.start() : match.end() + 12] or (match["years2"] and not body):
            continue
        roman = match["roman"] or match["bare"]
        national = (
            bool(match["of"] and "bộ" not in match["of"])
            or "toàn quốc" in body
            or (not body and not match["of"])
        )
        yield DirectiveMatch(
            match.start(), match.end(), "congress", "NQĐH",
            term=roman.upper() if roman and not roman.islower() else None,
            issuer="Đại hội đại biểu toàn quốc" if national else f"Đại hội {body}".strip(),
            issuer_level="centre" if national else "province",
            name=None if national else body.lower(),
        )  # fmt: skip


_NUMBER_FOLLOWERS = r"(?= của\b| về\b| ngày\b| và (?:số )?\d| cấp\b| trên\b| theo\b| được\b| đã\b| tại\b| trong\b| với\b| đến\b|,? khóa\b| \(|[,;:)”\"]|\.(?!\d)|$)"


@cache
def _number_only() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){_type()} (?P<so>số )?(?P<number>\d{{1,4}})(?![\d%/]|[.,]\d|-[A-ZĐ\d]){_NUMBER_FOLLOWERS}"
    )


_MORE_NUMBERS = re.compile(
    rf"(?:,| và) (?:số )?(?P<number>\d{{1,4}})(?![\d%/]|[.,]\d|-[A-ZĐ\d]){_NUMBER_FOLLOWERS}"
)
_NO_NUMBER_KINDS = frozenset({"BC", "TTr", "L", "HP", "PL", "ĐL", "CL", "PA", "QH"})


def _by_number(text: str) -> Iterator[DirectiveMatch]:
    for match in _number_only().finditer(text):
        kind = kind_of(match["type"])
        if kind in _NO_NUMBER_KINDS or not (match["so"] or _surely_numbered(text, match)):
            continue
        members = [match]
        while more := _MORE_NUMBERS.match(text, members[-1].end()):
            members.append(more)
        tail = _tail(text, members[-1].end())
        for index, member in enumerate(members):
            start = match.start() if index == 0 else member.start("number")
            end = tail.end if index == len(members) - 1 else member.end()
            number = member["number"].lstrip("0")
            if number:
                yield _filled(DirectiveMatch(start, end, "number", kind, number), replace(tail, end=end))


def _surely_numbered(text: str, match: re.Match[str]) -> bool:
    """Without "số", only a capital and a number that counts nothing: "Chỉ thị 05 của", not "kết luận 02 đảng viên"."""
    if not match["type"][0].isupper() or len(match["number"]) < 2:
        return False
    return (
        not re.match(r" (?:trên|theo|được|đã|trong|với)\b", text[match.end() :]) or match["number"][0] == "0"
    )


_STATUTES = re.compile(
    r"(?<!\w)[Đđ]iều lệ Đảng(?: Cộng sản Việt Nam)?(?! bộ| viên)(?: \(?(?:khóa )?[XVI]+\)?)?"
)


def _statutes(text: str) -> Iterator[DirectiveMatch]:
    for match in _STATUTES.finditer(text):
        yield DirectiveMatch(
            match.start(),
            match.end(),
            "statutes",
            "ĐLĐ",
            issuer="Đại hội đại biểu toàn quốc",
            issuer_level="centre",
        )


@cache
def _law() -> re.Pattern[str]:
    known = alternation(
        [*read_reference().laws, *(law[0].lower() + law[1:] for law in read_reference().laws)]
    )
    return re.compile(
        rf"(?<![\w])(?:(?:Bộ l|L|(?<!pháp )(?<!kỷ )(?<!đúng )l)uật (?P<known>(?i:{known}))(?!\w)|(?:Bộ luật|Luật|Pháp lệnh) (?P<other>(?!sư\b|số\b|gia\b|này\b|của\b|và\b|tục\b|hiện\b)[^\s,;:.()“”]+(?: (?!và |của |năm |theo |được |đã |trong |để |số |có |quy định|ngày|tại|thì|là|mới|sẽ|phải|do |cho |về |đối |từ |nhằm)[^\s,;:.()“”]+){{0,7}}))(?:,? \(?(?:năm )?(?P<year>(?:19|20)\d\d)\)?(?!\d|/))?"
    )


def _laws(text: str) -> Iterator[DirectiveMatch]:
    for match in _law().finditer(text):
        word = match[0].split(" ", maxsplit=1)[0].lower()
        name = (match["known"] or match["other"]).lower()
        yield DirectiveMatch(
            match.start(), match.end(), "law", "PLệnh" if word == "pháp" else "L",
            year=int(match["year"]) if match["year"] else None,
            issuer="Quốc hội", issuer_level="centre", name=name, title=match["known"] or match["other"],
        )  # fmt: skip


@cache
def _yearly() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?<!các )(?P<type>Nghị quyết|Kế hoạch|Chỉ thị|Chương trình công tác) năm (?P<year>(?:19|20)\d\d)(?![\d/-])"
    )


_MORE_ISSUERS = re.compile(r",? (?:và )?(?P<span>của (?=\w))")


def _by_year(text: str) -> Iterator[DirectiveMatch]:
    for match in _yearly().finditer(text):
        kind = {"Nghị quyết": "NQ", "Kế hoạch": "KH", "Chỉ thị": "CT"}.get(match["type"], "CTr")
        tail = _tail(text, match.end())
        first = _filled(
            DirectiveMatch(match.start(), tail.end, "year", kind, year=int(match["year"]), name=""), tail
        )
        first = replace(first, year=int(match["year"]))
        yield first
        end = tail.end
        while (
            tail.issuer and (more := _MORE_ISSUERS.match(text, end)) and (body := body_at(text, more.end()))
        ):
            yield replace(
                first, start=more.start("span"), end=body.end, issuer=body.name, issuer_level=body.level
            )
            end = body.end


_BETWEEN = re.compile(r"(?:,| và|;|, và) (?:số )?")


def _shared(text: str, found: Sequence[DirectiveMatch]) -> list[DirectiveMatch]:
    """Give issuer and term at the end of a coordination to the members before it that lack them."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        here, behind = out[index], out[index + 1]
        if not _BETWEEN.fullmatch(text, here.end, behind.start):
            continue
        if (
            here.form == behind.form == "name"
            and here.year is None
            and behind.year
            and here.suffix is None
            and not here.name
        ):
            out[index] = replace(here, year=behind.year)
        elif here.form == behind.form == "plenum" and here.term is None:
            out[index] = replace(here, term=behind.term)
        elif (
            here.form in {"symbol", "number"}
            and behind.form in {"symbol", "number"}
            and _same_house(here, behind)
        ):
            out[index] = replace(
                here,
                term=here.term or (behind.term if here.date is None and here.issuer is None else None),
                issuer=here.issuer or (behind.issuer if here.date is None else None),
                issuer_level=here.issuer_level or behind.issuer_level,
            )
    return [_with_title(text, _with_term_ahead(text, m)) for m in out if not _in_title(text, m, out)]


_TITLE = re.compile(
    r",? ?(?:\(?(?P<word>V/v|về việc|về|phê duyệt|ban hành|quy định|hướng dẫn)\b)? ?(?:[“\"](?P<quoted>[^”\"]{4,400})[”\"]|(?P<plain>[^;:.“”]{4,300}?)(?=[;:.]|$|, (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế|Thông|Luật)| và (?:Nghị|Chỉ|Kết|Quyết|Quy|Kế)))"
)


def _with_title(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """Add the title behind a number: “…” or what follows "về", up to the end of the clause."""
    if match.title is not None or match.form not in {"symbol", "number", "plenum"}:
        return match
    title = _TITLE.match(text, match.end)
    if title is None or not (title["quoted"] or title["word"]):
        return match
    return replace(match, title=(title["quoted"] or f"{title['word']} {title['plain'].strip()}").strip(" *"))


def _in_title(text: str, match: DirectiveMatch, found: Sequence[DirectiveMatch]) -> bool:
    """A loosely named document inside another's title is part of that title: "NĐ 60 về thực hiện Quy chế …"."""
    if not match.generic:
        return False
    before = [m for m in found if m.end <= match.start and m.form == "symbol"]
    return bool(before) and bool(
        re.fullmatch(r",? (?:về|V/v|quy định)\b[^;.:“”]{0,60}", text[before[-1].end : match.start])
    )


def _same_house(here: DirectiveMatch, behind: DirectiveMatch) -> bool:
    return here.suffix is None or behind.suffix is None or here.suffix == behind.suffix


def _with_term_ahead(text: str, match: DirectiveMatch) -> DirectiveMatch:
    """A plenum without a term takes that of the next plenum in the sentence: "Hội nghị Trung ương 4, … 5 khóa XIII"."""
    if match.form != "plenum" or match.term is not None:
        return match
    ahead = re.compile(rf"[^.;]{{0,90}}?Trung ương {ORDINAL} khóa (?P<term>{ROMAN})\b").match(text, match.end)
    return replace(match, term=ahead["term"]) if ahead else match


def is_local(match: DirectiveMatch) -> bool:
    """Say whether the directive's issuer stands below the Centre, as far as the phrase tells."""
    if match.suffix:
        return not is_central(match.suffix)
    return match.issuer_level != "centre"


def symbol_of(symbol: Symbol) -> str:
    """Return a symbol's plain form."""
    return f"{symbol.number}-{symbol.code}/{symbol.suffix}"
