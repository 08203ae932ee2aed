"""Which rows of `data/reference/changes.csv` speak of a body, told by its name, its level and its province.

A row ends bodies (merger, dissolution, renaming), or founds new ones. What ended under a name can go on
under the same name as another body: a renewal. Rows that name provinces go before those for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.iri import slug
from kg.reference import Change, Province, read_reference

SAME = "="
"""The result of a row by which the body of the new province continues that of the old one."""
_WHOLE_DAY = 10
_PROVINCIAL = re.compile(r"^(?:tinh-uy|thanh-uy|tinh|thanh-pho)(?:-|$)")
_LOCAL = re.compile(
    r"(?:(?:huyen|thi|quan|thanh)-uy|huyen|thi-xa|quan|thanh-pho|xa|phuong|thi-tran|dac-khu)-"
)
# Committees whose own name says the kind of place.
_PLACED_FORMS = frozenset(("Huyện ủy", "Thị ủy", "Quận ủy", "Thành ủy"))


@dataclass(frozen=True, slots=True)
class Named:
    """What the table asks of a body. `names`: its own, then those of the bodies above that it shows."""

    names: tuple[str, ...]
    level: str | None
    province: str | None


@lru_cache(maxsize=16384)
def endings(body: Named) -> tuple[Change, ...]:
    """Return the rows that end a body of this name, the first one first."""
    rows = (c for c in read_reference().changes if c.kind != "foundation")
    return _ordered(c for c in rows if _covers(c, body))


@lru_cache(maxsize=16384)
def renewals(body: Named) -> tuple[Change, ...]:
    """Return the rows from whose day on the name means a new body; rows without a full day settle nothing."""
    found = [c for c in read_reference().changes if c.kind == "foundation" and _covers(c, body)]
    for change in endings(body):
        if SAME not in change.result or body.province != successor(body.province):
            break
        found.append(change)
    return _ordered(c for c in found if len(c.date) == _WHOLE_DAY)


@lru_cache(maxsize=16384)
def origins(body: Named) -> tuple[Change, ...]:
    """Return the rows of which a body of this name came under a new name: "Ban Tuyên giáo và Dân vận …"."""
    rows = (c for c in read_reference().changes if body.level == c.level and _holds_for(c, body.province))
    return _ordered(c for c in rows if _result_words(c, body.names[0], body.province))


def result_names(change: Change, province: str | None) -> tuple[str, ...]:
    """Return the words with which resulting bodies' names begin, as the province calls itself."""
    city = is_city(province)
    return tuple(
        words.replace("tỉnh", "thành phố") if city else words for words in change.result if words != SAME
    )


def forms_of(entry: str) -> tuple[str, ...]:
    """Return how a body in the table is written, its usual name first: a code's forms, or the words."""
    known = _forms().get(entry)
    return known or (entry,)


def begins_with(name: str, form: str) -> bool:
    """Tell whether a name begins with these words, however both are accented."""
    return f"{slug(name)}-".startswith(slug(form) + "-")


def successor(province: str | None) -> str | None:
    """Return the province that a province belongs to since July 2025, itself where it stayed."""
    row = _provinces().get(province or "")
    return row.successor if row else province


def predecessors(province: str) -> tuple[str, ...]:
    """Return the provinces that went into one, itself among them where it kept its name."""
    return tuple(p.name for p in read_reference().provinces if p.successor == province)


def is_city(province: str | None) -> bool:
    """Tell whether a province is a centrally run city."""
    row = _provinces().get(province or "")
    return row is not None and row.full_name.startswith("Thành phố")


def _covers(change: Change, body: Named) -> bool:
    """Organs and commissions share the fate of their committee, so any of the names can be meant."""
    if change.level != body.level or not _holds_for(change, body.province):
        return False
    if _result_words(change, body.names[0], body.province):
        return False
    return "*" in change.bodies or any(
        _is_of_kind(name, form, body)
        for entry in change.bodies
        for name in body.names
        for form in forms_of(entry)
    )


def _is_of_kind(name: str, form: str, body: Named) -> bool:
    """Tell whether a name is these words and a place: "Đảng bộ Công an huyện" is no "Đảng bộ" of a district.

    At the provincial level the place is the province, so that a slip ("Tỉnh ủy chuẩn bị") has no fate.
    """
    if not begins_with(name, form):
        return False
    rest = slug(name).removeprefix(slug(form)).strip("-") if slug(name) != slug(form) else ""
    if body.level == "province":
        place = slug(body.province or "")
        return _PROVINCIAL.sub("", rest) in ("", place)
    return body.level == "centre" or _LOCAL.match(rest) is not None or form in _PLACED_FORMS


def _holds_for(change: Change, province: str | None) -> bool:
    if change.level == "centre" or province is None:
        return change.level == "centre" and province is None
    row = _provinces().get(province)
    if change.provinces == ("merged",):
        return row is not None and row.change == "merged"
    place = successor(province) if SAME in change.result else province
    return change.provinces == ("all",) or place in change.provinces


def _result_words(change: Change, name: str, province: str | None) -> str | None:
    return next((w for w in result_names(change, province) if begins_with(name, w)), None)


def _ordered(rows: Iterable[Change]) -> tuple[Change, ...]:
    found = list(rows)
    return tuple(sorted((c for c in found if not _is_refined(c, found)), key=lambda c: c.date))


def _is_refined(change: Change, others: Sequence[Change]) -> bool:
    """Tell whether a row for all has one beside it that names provinces."""
    general = change.provinces in (("all",), ("merged",))
    own = (change.kind, change.level, change.bodies)
    return general and any(
        (o.kind, o.level, o.bodies) == own and o.provinces not in (("all",), ("merged",)) for o in others
    )


@cache
def _provinces() -> dict[str, Province]:
    return {p.name: p for p in read_reference().provinces}


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {b.code: (b.name, *(f for f in b.forms if f != b.name)) for b in read_reference().bodies}
