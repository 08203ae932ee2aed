"""The directives that reports cite: central ones as they are known, and those of every local issuer.

An issuer's directives of one kind are numbered through a term or a year, so that the number tells the day:
any of them is found without the others. Each issuer of the land restarts, so that numbers meet everywhere.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from bench.corpus.bodies import Body
from bench.corpus.chance import chosen, pick
from kg.iri import slug
from kg.model import Identity, Relationship
from kg.reference import Province, read_reference
from kg.register import DirectiveKey, directive_path, symbol_slug

Numbering = Literal["province", "district", "block", "merged", "commune", "year"]
TOPICS = ("tuyen-giao", "to-chuc", "kiem-tra", "noi-chinh", "dan-van", "kinh-te")
WORDS = {
    "NQ": "Nghị quyết", "CT": "Chỉ thị", "KL": "Kết luận", "QĐ": "Quyết định", "QĐi": "Quy định",
    "KH": "Kế hoạch", "CTr": "Chương trình", "HD": "Hướng dẫn", "TB": "Thông báo", "CV": "Công văn",
    "NĐ": "Nghị định",
}  # fmt: skip
_HERE = Path(__file__).parent
_PARTY = re.compile(r"(\d+)-(\w+)/(\w+)")
_STATE = re.compile(r"(\d+)(?:/(\d{4}))?/(\w+)-(\w+)")
_TERM_STARTS = {
    "province": ((2010, 10), (2015, 10), (2020, 10), (2025, 9)),
    "district": ((2010, 7), (2015, 7), (2020, 7)),
    "block": ((2010, 8), (2015, 8), (2020, 8)),
    "merged": ((2025, 7),),
    "commune": ((2025, 7),),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A directive. `path` is the end of its IRI, `said` its issuer as a report names it, `issuer` the full name.

    `term` is the Centre's term of a plenum or congress, whose documents bear no number; `target` is what it
    implements, continues, replaces or guides by its own title.
    """

    path: str
    key: str
    abbr: str
    number: str | None
    suffix: str | None
    scope: str | None
    day: date
    word: str
    symbol: str
    said: str
    issuer: str
    topic: str
    subject: str
    term: str | None = None
    name: str | None = None
    relation: Relationship | None = None
    target: Act | None = None

    @property
    def is_central(self) -> bool:
        """Of the Party's Centre or the central state."""
        return self.scope is None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who numbers directives: the code in symbols, the register, and the kinds with how many a day."""

    code: str
    register: str
    scope: str
    numbering: Numbering
    said: str
    name: str
    rates: tuple[tuple[str, float], ...]

    @property
    def is_state(self) -> bool:
        """Writes 16/KH-UBND, and counts by the year."""
        return self.numbering == "year"


@cache
def central_acts() -> tuple[Act, ...]:
    """Return the central directives, those that most reports cite first."""
    subjects = {(d.symbol, d.date): d.subject for d in read_reference().directives}
    with (_HERE / "central.csv").open(encoding="utf-8", newline="") as lines:
        acts = [
            _central(r["symbol"], date.fromisoformat(r["date"]), r["issuer"], r["topic"],
                     r["subject"] or _plain(subjects[r["symbol"], r["date"]]))
            for r in csv.DictReader(lines)
        ]  # fmt: skip
    first = {a.symbol: a for a in acts}
    acts = [
        replace(a, relation="continues", target=first["05-CT/TW"]) if a.symbol == "01-KL/TW" else a for a in acts
    ]
    return tuple(acts)


@cache
def meeting_acts() -> tuple[Act, ...]:
    """Return resolutions named by a plenum or a congress of the Centre."""
    plenums = (
        ("4", "XI", date(2012, 1, 16), "to-chuc", "một số vấn đề cấp bách về xây dựng Đảng hiện nay"),
        ("4", "XII", date(2016, 10, 30), "to-chuc", "tăng cường xây dựng, chỉnh đốn Đảng"),
        ("6", "XII", date(2017, 10, 25), "to-chuc", "đổi mới, sắp xếp tổ chức bộ máy"),
        ("7", "XII", date(2018, 5, 19), "to-chuc", "công tác cán bộ và cải cách chính sách tiền lương"),
        ("8", "XII", date(2018, 10, 22), "kinh-te", "chiến lược phát triển bền vững kinh tế biển"),
        ("5", "XIII", date(2022, 6, 16), "kinh-te", "nông nghiệp, nông dân, nông thôn"),
        ("6", "XIII", date(2022, 11, 17), "noi-chinh", "xây dựng Nhà nước pháp quyền"),
        ("8", "XIII", date(2023, 11, 24), "dan-van", "đại đoàn kết toàn dân tộc"),
    )
    return tuple(_plenum(*p) for p in plenums) + (_congress("XII", 2016), _congress("XIII", 2021))


@lru_cache(maxsize=1024)
def issuers_of(body: Body) -> tuple[Issuer, ...]:
    """Return whose directives a body cites, its own first."""
    own = _own_issuer(body)
    party = _province_issuer(body.province, merged=_is_after(body))
    state = _council_issuers(body.province)
    offices = _commission_issuers(body.province)
    if body.sort == "province":
        return (own, *offices, *state)
    return (own, party, *(offices if body.sort != "commune" else ()), *state)


def predecessor(province: Province) -> Issuer:
    """Return the provincial committee that was there until June 2025, by its full name."""
    issuer = _province_issuer(province, merged=False)
    return replace(issuer, said=issuer.name)


@cache
def provinces_before(province: Province) -> tuple[Province, ...]:
    """Return the provinces that went into one in July 2025."""
    return tuple(p for p in read_reference().provinces if p.successor == province.name)


@lru_cache(maxsize=65536)
def local_act(seed: int, issuer: Issuer, abbr: str, start: date, number: int) -> Act:
    """Return the number-th directive of a kind since the start of its numbering."""
    rate = dict(issuer.rates)[abbr]
    of = seed, issuer.register, abbr, start, number
    day = start + timedelta(days=int((number - 1) / rate) + pick(max(1, int(1 / rate)), "day", *of))
    topic = chosen(TOPICS, "topic", *of)
    act = _make(issuer, abbr, str(number), day, topic, chosen(subjects()[topic], "subject", *of))
    target = _target(seed, issuer, act, start, number)
    return replace(act, target=target[1], relation=target[0], topic=target[1].topic) if target else act


def act_between(seed: int, issuer: Issuer, abbr: str, earliest: date, latest: date, *of: object) -> Act | None:
    """Return one of a kind that was issued between two days, null where there is none."""
    at = earliest + timedelta(days=pick(max(1, (latest - earliest).days), "between", *of))
    start = numbering_start(seed, issuer, at)
    if start is None:
        return None
    number = int((at - start).days * dict(issuer.rates)[abbr])
    if number < 1:
        return None
    act = local_act(seed, issuer, abbr, start, number)
    return act if earliest <= act.day <= latest else None


def numbering_start(seed: int, issuer: Issuer, day: date) -> date | None:
    """Return when the numbering began that held on a day: the year, or the last congress of the issuer's."""
    if issuer.is_state:
        return date(day.year, 1, 1)
    starts = [s for s in _starts(seed, issuer) if s <= day]
    return starts[-1] if starts else None


@cache
def subjects() -> dict[str, tuple[str, ...]]:
    """Return the subjects of local directives by topic."""
    out: dict[str, list[str]] = {}
    topic = ""
    for line in (_HERE / "subjects.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            topic = line[3:]
        elif line and not line.startswith("#"):
            out.setdefault(topic, []).append(line)
    return {t: tuple(lines) for t, lines in out.items()}


def congress_act(body: Body, seed: int, day: date) -> Act | None:
    """Return the resolution of the last congress of a body's provincial party organization."""
    if body.sort == "commune" or day >= date(2025, 7, 1):
        return None
    year = 2015 if day < date(2020, 11, 15) else 2020
    ordinal = 14 + pick(6, seed, "congress", body.province.name) + (year - 2015) // 5
    term = ("XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")[ordinal - 14]
    area = "thành phố" if body.province.full_name.startswith("Thành phố") else "tỉnh"
    key = DirectiveKey(f"tu-{slug(body.scope)}", "nqdh")
    words = f"Đại hội Đảng bộ {area}"
    return Act(
        directive_path(key, f"khoa-{term.lower()}"), str(key), "NQĐH", None, None, body.scope,
        date(year, 11, 1), "Nghị quyết", f"{words} lần thứ {term}", "", f"{words} {body.scope}",
        "kinh-te", "", term, f"dang-bo-{slug(area)}",
    )  # fmt: skip


def _plain(subject: str) -> str:
    """Return a title in running text: the reference's hand-typed subjects begin as headings do."""
    bare = re.sub(r"^(?:Về|V/v)\s+", "", re.sub(r"\s*\(thay thế.*$", "", subject))
    return bare[:1].lower() + bare[1:]


def _central(symbol: str, day: date, issuer: str, topic: str, subject: str) -> Act:
    if found := _PARTY.fullmatch(symbol):
        number, abbr, suffix = found.groups()
        word = "Quy định" if abbr == "QĐ" else WORDS[abbr]
    elif found := _STATE.fullmatch(symbol):
        number, _, abbr, suffix = found.groups()
        word = WORDS[abbr]
    else:
        raise ValueError(f"central.csv: no symbol: {symbol}")
    identity = Identity(abbr, number.lstrip("0"), suffix)
    key = DirectiveKey(slug(suffix), symbol_slug(identity))
    path = directive_path(key, str(day.year))
    number = number.lstrip("0")
    return Act(path, str(key), abbr, number, suffix, None, day, word, symbol, issuer, issuer, topic, subject)


def _plenum(number: str, term: str, day: date, topic: str, subject: str) -> Act:
    key = DirectiveKey("tw", f"nqtw-{number}")
    return Act(
        directive_path(key, f"khoa-{term.lower()}"), str(key), "NQTW", number, None, None, day, "Nghị quyết",
        f"Trung ương {number} khóa {term}", "", "Ban Chấp hành Trung ương Đảng", topic, subject, term,
    )  # fmt: skip


def _congress(term: str, year: int) -> Act:
    key = DirectiveKey("tw", "nqdh")
    return Act(
        directive_path(key, f"khoa-{term.lower()}"), str(key), "NQĐH", None, None, None, date(year, 2, 1),
        "Nghị quyết", f"Đại hội đại biểu toàn quốc lần thứ {term} của Đảng", "", "Đại hội đại biểu toàn quốc",
        "tuyen-giao", "", term,
    )  # fmt: skip


def _make(issuer: Issuer, abbr: str, number: str, day: date, topic: str, subject: str) -> Act:
    identity = Identity(abbr, number, issuer.code)
    key = DirectiveKey(issuer.register, symbol_slug(identity))
    printed = number.zfill(2)
    symbol = f"{printed}/{abbr}-{issuer.code}" if issuer.is_state else f"{printed}-{abbr}/{issuer.code}"
    return Act(
        directive_path(key, str(day.year)), str(key), abbr, number, issuer.code, issuer.scope, day, WORDS[abbr],
        symbol, issuer.said, issuer.name, topic, subject,
    )  # fmt: skip


def _target(
    seed: int, issuer: Issuer, act: Act, start: date, number: int
) -> tuple[Relationship, Act] | None:
    """Say which directive one is about by its title: plans carry out, chỉ thị replace, guidance guides."""
    fate = pick(100, "target", seed, act.path)
    if act.abbr in ("KH", "CTr") and fate < 60:
        target = central_before(act.day, act.topic, fate)
        return ("implements", target) if target else None
    if act.abbr == "HD" and fate < 60:
        target = central_before(act.day, act.topic, fate)
        return ("guides", target) if target and target.abbr in ("QĐ", "QĐi", "NQ") else None
    if act.abbr in ("CT", "QĐ") and fate < 25 and number > 3:
        return "replaces", local_act(seed, issuer, act.abbr, start, number - 3)
    return None


def central_before(day: date, topic: str, fate: int) -> Act | None:
    """Return a central directive of a topic that was new, or not old, on a day."""
    known = [a for a in central_acts() if a.topic == topic and 10 <= (day - a.day).days <= 2200]
    # The square makes the first, which all cite, the likeliest.
    return known[int(len(known) * ((fate % 60) / 60) ** 2)] if known else None


def _own_issuer(body: Body) -> Issuer:
    if body.sort == "province":
        return _province_issuer(body.province, merged=_is_after(body))
    if body.sort == "office":
        rates: tuple[tuple[str, float], ...] = (("KH", 0.2), ("QĐ", 0.8))
        return Issuer(body.code, body.register, body.scope, "year", body.short, body.name, rates)
    if body.sort == "commission":
        rates = (("KH", 0.05), ("HD", 0.03))
        return Issuer(body.code, body.register, body.scope, "province", body.short, body.name, rates)
    if body.sort == "commune":
        said = f"Ban Thường vụ Đảng ủy {body.area}"
        name = f"Ban Thường vụ {body.name}"
        rates = (("NQ", 0.05), ("KH", 0.12), ("CTr", 0.03))
        return Issuer(body.code, body.register, body.scope, "commune", said, name, rates)
    rates = (("NQ", 0.014), ("CT", 0.011), ("KL", 0.04), ("KH", 0.085), ("QĐ", 0.15), ("CTr", 0.012))
    numbering: Numbering = "district" if body.sort == "district" else "block"
    said, name = f"Ban Thường vụ {body.short}", f"Ban Thường vụ {body.name}"
    return Issuer(body.code, body.register, body.scope, numbering, said, name, rates)


def _is_after(body: Body) -> bool:
    return body.merged and body.province.change == "merged"


def _committee(province: Province) -> str:
    return "Thành ủy" if province.full_name.startswith("Thành phố") else "Tỉnh ủy"


@lru_cache(maxsize=256)
def _province_issuer(province: Province, *, merged: bool) -> Issuer:
    said = f"Ban Thường vụ {_committee(province)}"
    rates = (("NQ", 0.017), ("CT", 0.014), ("KL", 0.05), ("KH", 0.08), ("QĐ", 0.2), ("CTr", 0.014), ("CV", 0.35))
    numbering: Numbering = "merged" if merged else "province"
    return Issuer(
        "TU", f"tu-{slug(province.name)}", province.name, numbering, said, f"{said} {province.name}", rates
    )


@lru_cache(maxsize=256)
def _commission_issuers(province: Province) -> tuple[Issuer, ...]:
    committee = _committee(province)
    named = (("BTCTU", "Ban Tổ chức", "HD", 0.03), ("UBKTTU", "Ủy ban Kiểm tra", "KH", 0.04),
             ("VPTU", "Văn phòng", "TB", 0.25))  # fmt: skip
    return tuple(
        Issuer(code, f"{slug(code)}-{slug(province.name)}", province.name, "province", f"{name} {committee}",
               f"{name} {committee} {province.name}", ((abbr, rate),))
        for code, name, abbr, rate in named
    )  # fmt: skip


@lru_cache(maxsize=256)
def _council_issuers(province: Province) -> tuple[Issuer, ...]:
    area = "thành phố" if province.full_name.startswith("Thành phố") else "tỉnh"
    named = (("UBND", "Ủy ban nhân dân", (("KH", 0.7), ("QĐ", 6.0))),
             ("HĐND", "Hội đồng nhân dân", (("NQ", 0.2),)))  # fmt: skip
    return tuple(
        Issuer(code, f"{slug(code)}-{slug(province.name)}", province.name, "year", f"{name} {area}",
               f"{name} {area} {province.name}", rates)
        for code, name, rates in named
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _starts(seed: int, issuer: Issuer) -> tuple[date, ...]:
    within = pick(25, seed, "congress", issuer.register)
    starts = _TERM_STARTS[issuer.numbering]
    return tuple(date(y, m, 1 if issuer.numbering in ("merged", "commune") else 1 + within) for y, m in starts)
