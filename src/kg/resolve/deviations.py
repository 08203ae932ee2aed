"""Where a wording states something else of a directive than what is settled of it."""

from __future__ import annotations

import re
from typing import Literal

from kg.iri import slug
from kg.resolve.records import Directive, Wording

Deviation = Literal["date", "issuer"]
_ORGAN = re.compile(
    r"(bo-chinh-tri|ban-bi-thu|ban-chap-hanh-trung-uong|chinh-phu|thu-tuong-chinh-phu|quoc-hoi"
    r"|uy-ban-thuong-vu-quoc-hoi)(?:-(?:trung-uong|dang|cong-san|viet-nam|khoa-[ivx]+))*"
)
"""Organs of the Centre, none of which stands for another. Below it, a committee and its standing committee
do, and "Trung ương" stands for all three of the Party's."""


def deviations(wording: Wording, directive: Directive) -> tuple[Deviation, ...]:
    """Return what a wording says otherwise. What it leaves out, or says less closely, is none.

    "tháng 5/2016" agrees with 15/5/2016; "Ban Bí thư" does not agree with "Bộ Chính trị".
    """
    found: list[Deviation] = []
    if _other_day(wording.date, directive.issued_on):
        found.append("date")
    stated, settled = _organ(wording.issuer), _organ(directive.issuer)
    if stated and settled and stated != settled:
        found.append("issuer")
    return tuple(found)


def _other_day(stated: str | None, settled: str | None) -> bool:
    if not stated or not settled:
        return False
    return not (stated.startswith(settled) or settled.startswith(stated))


def _organ(name: str | None) -> str | None:
    """Return the organ of the Centre that a name names; null where it names another body, or several."""
    found = _ORGAN.fullmatch(slug(name)) if name else None
    return found[1] if found else None
