"""Directives that only their year tells apart: "Nghị quyết năm 2023 của Tỉnh ủy", plans for a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.find.bodies import body_at
from kg.find.match import DirectiveMatch, kind_of
from kg.find.tail import tail_at, with_tail

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_KINDS = {"Nghị quyết": "NQ", "Kế hoạch": "KH", "Chỉ thị": "CT", "Chương trình công tác": "CTr"}
_OF_YEAR = re.compile(rf"(?<!\w)(?<!các )(?P<type>{'|'.join(_KINDS)}) năm {_YEAR}(?![\d/-])")
_MORE_ISSUERS = re.compile(r",? (?:và )?(?P<span>của (?=\w))")
_YEARLY_TYPE = r"(?P<type>[Kk]ế hoạch|[Cc]hương trình)"
_ISSUED = re.compile(
    rf"(?:[Bb]an hành|triển khai thực hiện|[Bb]an hành mới) {_YEARLY_TYPE}"
    rf" (?P<name>(?!thực hiện)[^;:.“”]{{10,110}}? năm {_YEAR})(?![\d-])"
)
_DRAWN_UP = re.compile(
    rf"xây dựng {_YEARLY_TYPE}"
    rf" (?P<name>(?!thực hiện|triển khai)(?:[^\s;:.,“”]+ ){{2,6}}năm {_YEAR})(?![\d-])"
)


def by_year(text: str) -> Iterator[DirectiveMatch]:
    """Yield the documents of a year, one for each issuer: "Nghị quyết năm 2023 của …, của …"."""
    if " năm " not in text:
        return
    for match in _OF_YEAR.finditer(text):
        tail = tail_at(text, match.end())
        year = int(match["year"])
        kind = _KINDS[match["type"]]
        first = with_tail(DirectiveMatch(match.start(), tail.end, "year", kind, year=year, name=""), tail)
        yield first
        end = tail.end
        while (
            tail.issuer and (more := _MORE_ISSUERS.match(text, end)) and (body := body_at(text, more.end()))
        ):
            yield replace(
                first, start=more.start("span"), end=body.end, issuer=body.name, issuer_level=body.level
            )
            end = body.end


def yearly_issued(text: str) -> Iterator[DirectiveMatch]:
    """Yield plans issued for a year: "Ban hành kế hoạch hoạt động Trang thông tin điện tử năm 2022"."""
    if " năm " not in text:
        return
    for match in (*_ISSUED.finditer(text), *_DRAWN_UP.finditer(text)):
        yield DirectiveMatch(
            start=match.start("type"),
            end=match.end("name"),
            form="name",
            kind=kind_of(match["type"]),
            year=int(match["year"]),
            title=match["name"],
            name=re.sub(r",? ?năm \d{4}", "", match["name"]).lower(),
            generic=True,
        )
