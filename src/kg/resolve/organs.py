"""Organs of the Centre by the names that reports give them, and whether two names speak of different ones."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.iri import slug

_ORGAN = re.compile(
    r"(bo-chinh-tri|ban-bi-thu|ban-chap-hanh-trung-uong|chinh-phu|thu-tuong-chinh-phu|quoc-hoi"
    r"|uy-ban-thuong-vu-quoc-hoi)(?:-(?:trung-uong|dang|cong-san|viet-nam|khoa-[ivx]+))*"
)
"""None of these stands for another. Below the Centre, a committee and its standing committee do, and
"Trung ương" stands for all three of the Party's."""
_SHARING_NUMBERS = frozenset(("bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"))


def are_different_organs(one: str | None, other: str | None) -> bool:
    """Tell whether both names mean organs of the Centre, and not the same."""
    first, second = _organ(one or ""), _organ(other or "")
    return first is not None and second is not None and first != second


def may_tell_numbers_apart(issuer: str | None) -> bool:
    """Tell whether an issuer is one of the Party's three organs that write the same "…/TW"."""
    return _organ(issuer or "") in _SHARING_NUMBERS


@lru_cache(maxsize=4096)
def _organ(name: str) -> str | None:
    """Return the organ of the Centre that a name names; null where it names another body, or several."""
    found = _ORGAN.fullmatch(slug(name)) if name else None
    return found[1] if found else None
