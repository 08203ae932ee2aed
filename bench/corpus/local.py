"""The directives of local issuers, any of them found without the others.

An issuer's directives of one kind are numbered through a term or a year, so that the number tells the day.
Each issuer of the land restarts, so that numbers meet everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from bench.corpus.acts import TOPICS, WORDS, Act
from bench.corpus.bodies import Body
from bench.corpus.central import central_before
from bench.corpus.chance import chosen, pick
from bench.corpus.issuers import Issuer
from kg.iri import slug
from kg.model import Identity, Relationship
from kg.register import DirectiveKey, directive_path, symbol_slug

_HERE = Path(__file__).parent
_TERM_STARTS = {
    "province": ((2010, 10), (2015, 10), (2020, 10), (2025, 9)),
    "district": ((2010, 7), (2015, 7), (2020, 7)),
    "block": ((2010, 8), (2015, 8), (2020, 8)),
    "merged": ((2025, 7),),
    "commune": ((2025, 7),),
}


@lru_cache(maxsize=4096)
def local_act(seed: int, issuer: Issuer, abbr: str, start: date, number: int) -> Act:
    """Return the number-th directive of a kind since the start of its numbering."""
    rate = dict(issuer.rates)[abbr]
    of = seed, issuer.register, abbr, start, number
    day = start + timedelta(days=int((number - 1) / rate) + pick(max(1, int(1 / rate)), "day", *of))
    topic = chosen(TOPICS, "topic", *of)
    act = _make(
        issuer, abbr, str(number), day, topic=topic, subject=chosen(subjects()[topic], "subject", *of)
    )
    target = _target(seed, issuer, act, start, number)
    return replace(act, target=target[1], relation=target[0], topic=target[1].topic) if target else act


def act_between(
    seed: int, issuer: Issuer, abbr: str, earliest: date, latest: date, *of: object
) -> Act | None:
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


def _make(issuer: Issuer, abbr: str, number: str, day: date, *, topic: str, subject: str) -> Act:
    identity = Identity(abbr, number, issuer.code)
    key = DirectiveKey(issuer.register, symbol_slug(identity))
    printed = number.zfill(2)
    symbol = f"{printed}/{abbr}-{issuer.code}" if issuer.is_state else f"{printed}-{abbr}/{issuer.code}"
    return Act(
        directive_path(key, str(day.year)), str(key), abbr, number, issuer.code, issuer.scope, day,
        WORDS[abbr], symbol, issuer.said, issuer.name, topic, subject,
    )  # fmt: skip


def _target(seed: int, issuer: Issuer, act: Act, start: date, number: int) -> tuple[Relationship, Act] | None:
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


@lru_cache(maxsize=2048)
def _starts(seed: int, issuer: Issuer) -> tuple[date, ...]:
    within = pick(25, seed, "congress", issuer.register)
    starts = _TERM_STARTS[issuer.numbering]
    return tuple(
        date(y, m, 1 if issuer.numbering in ("merged", "commune") else 1 + within) for y, m in starts
    )
