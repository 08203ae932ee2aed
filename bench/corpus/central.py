"""The directives of the Centre that reports cite, those that most cite first."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bench.corpus.acts import WORDS, Act
from kg.iri import slug
from kg.model import Identity
from kg.reference import read_reference
from kg.register import DirectiveKey, directive_path, symbol_slug

_HERE = Path(__file__).parent
_PARTY = re.compile(r"(\d+)-(\w+)/(\w+)")
_STATE = re.compile(r"(\d+)(?:/(\d{4}))?/(\w+)-(\w+)")


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
        replace(a, relation="continues", target=first["05-CT/TW"]) if a.symbol == "01-KL/TW" else a
        for a in acts
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
    return (*(_plenum(*p) for p in plenums), _congress("XII", 2016), _congress("XIII", 2021))


def central_before(day: date, topic: str, fate: int) -> Act | None:
    """Return a central directive of a topic that was new, or not old, on a day."""
    known = [a for a in central_acts() if a.topic == topic and 10 <= (day - a.day).days <= 2200]
    # The square makes the first, which all cite, the likeliest.
    return known[int(len(known) * ((fate % 60) / 60) ** 2)] if known else None


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
