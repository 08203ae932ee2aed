"""A body over time: how long it lasts, what it belongs to when, and what came of it.

Everything follows from the body's name, its province and the tables `changes.csv` and `provinces.csv`.
A body of which no row speaks has neither beginning nor end here: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from kg.body import BodyPlace, Role, lineage, parent_of, place_body, places_in
from kg.changes import (
    SAME,
    begins_with,
    endings,
    forms_of,
    is_city,
    origins,
    predecessors,
    renewals,
    result_names,
    successor,
)
from kg.iri import slug
from kg.reference import Change
from kg.words import UPPER

_WHOLE_DAY = 10
_NAME = rf"[{UPPER}\d]"
_NAMED_PLACE = re.compile(
    rf"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Tt]hành phố|"
    rf"(?:[Hh]uyện|[Tt]hị|[Qq]uận|[Tt]hành) ủy) {_NAME}"
)
_DISTRICT = re.compile(rf"\b(?P<kind>huyện|thị xã|quận|thành phố) (?P<name>{_NAME}[^,]*)")
_DISTRICT_COMMITTEES = {
    "huyện": "Huyện ủy",
    "thị xã": "Thị ủy",
    "quận": "Quận ủy",
    "thành phố": "Thành ủy",
}
_BELOW_THE_PROVINCE = ("Đảng ủy Khối", "Đảng ủy các cơ quan Đảng", "Đảng ủy Ủy ban nhân dân")
# How a province and a city write the same body.
_CITY_WORDS = (("Tỉnh ủy", "Thành ủy"), ("Tỉnh đoàn", "Thành đoàn"), ("tỉnh", "thành phố"))


@dataclass(frozen=True, slots=True)
class Lifetime:
    """First and last day, both inclusive, as ISO days, months or years; null where nothing bounds it."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Membership:
    """That a body belongs to one above it, and from when until when."""

    role: Role | Literal["below"]
    above: BodyPlace
    during: Lifetime


@dataclass(frozen=True, slots=True)
class Event:
    """A change that bodies went through; `path` is its IRI below `{base}id/`."""

    path: str
    change: Change
    originals: tuple[BodyPlace, ...]
    results: tuple[BodyPlace, ...]

    @property
    def date(self) -> str:
        """The first day after the change, as an ISO day, month or year."""
        return self.change.date


def lifetime(body: BodyPlace) -> Lifetime:
    """Return how long a body lasts, as far as the table of changes tells."""
    begun, ended = _begun_by(body), _ended_by(body)
    return Lifetime(begun.date if begun else None, _day_before(ended.date) if ended else None)


def is_renewed(body: BodyPlace) -> bool:
    """Tell whether a body is the new one of two that share a name."""
    return _renewed_by(body) is not None


def shares_its_name(body: BodyPlace) -> bool:
    """Tell whether another body bears the name before or after this one."""
    return _is_told(body) and bool(renewals(lineage(body.name, body.province)))


def events(body: BodyPlace) -> tuple[Event, ...]:
    """Return the changes by which a body came and went, the earlier first."""
    begun, ended = _begun_by(body), _ended_by(body)
    found = [_event_of_result(begun, body)] if begun and begun.kind != "dissolution" else []
    return (*found, *([_event_of_original(ended, body)] if ended else []))


def end_of(body: BodyPlace) -> Event | None:
    """Return the change in which a body ended, or null."""
    ended = _ended_by(body)
    return _event_of_original(ended, body) if ended else None


def beginning_of(body: BodyPlace) -> Event | None:
    """Return the change of which a body came, or null; a part that an ended body left shows no single one."""
    begun = _begun_by(body)
    return _event_of_result(begun, body) if begun and begun.kind != "dissolution" else None


def successors(body: BodyPlace) -> tuple[BodyPlace, ...]:
    """Return the bodies that came of a body, wholly or in part."""
    end = end_of(body)
    return end.results if end else ()


@lru_cache(maxsize=16384)
def superiors(body: BodyPlace) -> tuple[Membership, ...]:
    """Return what a body belongs to, as far as its name and province show it."""
    own = lifetime(body)
    renewed = _renewed_by(body)
    text_hash = body.path.split("/")[1] if body.path.startswith("report/") else ""
    found = []
    for role, name in _names_above(body):
        above = place_body(name, body.province, text_hash, renewed.date if renewed else None)
        bounds = lifetime(above)
        during = Lifetime(own.first or bounds.first, own.last or bounds.last)
        found.append(Membership(role, above, during))
    return tuple(found)


def _is_told(body: BodyPlace) -> bool:
    """Only one named body has a fate: no class, none of an unnamed province, no ward without a name."""
    if body.is_class or not body.path.startswith("body/"):
        return False
    level = lineage(body.name, body.province).level
    return level not in ("district", "commune") or _NAMED_PLACE.search(body.name) is not None


@lru_cache(maxsize=16384)
def _renewed_by(body: BodyPlace) -> Change | None:
    """Return the row that the mark of the year in a body's path stands for."""
    plain = place_body(body.name, body.province, "").path
    rows = renewals(lineage(body.name, body.province)) if body.path.startswith("body/") else ()
    return next((row for row in rows if body.path == f"{plain}-{row.date[:4]}"), None)


@lru_cache(maxsize=16384)
def _begun_by(body: BodyPlace) -> Change | None:
    if not _is_told(body):
        return None
    if renewed := _renewed_by(body):
        return renewed
    return next(iter(origins(lineage(body.name, body.province))), None)


@lru_cache(maxsize=16384)
def _ended_by(body: BodyPlace) -> Change | None:
    if not _is_told(body):
        return None
    renewed = _renewed_by(body)
    rows = endings(lineage(body.name, body.province))
    return next((row for row in rows if renewed is None or row.date > renewed.date), None)


def _event_of_original(change: Change, body: BodyPlace) -> Event:
    results = _results(change, body)
    if change.kind == "dissolution" or not results:
        return Event(_path(change, body), change, (body,), results)
    return _event_of_result(change, results[0])


@lru_cache(maxsize=16384)
def _event_of_result(change: Change, result: BodyPlace) -> Event:
    return Event(_path(change, result), change, _originals(change, result), (result,))


def _path(change: Change, body: BodyPlace) -> str:
    return f"change/{change.date}/{body.path.rpartition('/')[2]}"


def _results(change: Change, body: BodyPlace) -> tuple[BodyPlace, ...]:
    """Return what came of a body: the same body of the new province, or those that the row names."""
    province = body.province
    day = change.date if len(change.date) == _WHOLE_DAY else None
    if SAME in change.result and province:
        to = successor(province) or province
        return (place_body(_moved(body.name, province, to), to, "", day),)
    named = result_names(change, province)
    if change.kind == "dissolution":
        return tuple(place_body(f"{words} {province}", province, "", day) for words in named)
    rest = _rest(body.name, change)
    return tuple(place_body(f"{words} {rest}".strip(), province, "", day) for words in named)


def _originals(change: Change, result: BodyPlace) -> tuple[BodyPlace, ...]:
    """Return all bodies of which a result came, by their usual names."""
    province = result.province
    if SAME in change.result and province:
        old = predecessors(province)
        return tuple(place_body(_moved(result.name, province, p), p, "") for p in old)
    words = next((w for w in result_names(change, province) if begins_with(result.name, w)), None)
    if words is None:
        return ()
    rest = " ".join(result.name.split()[len(words.split()) :])
    names = (f"{forms_of(entry)[0]} {rest}".strip() for entry in change.bodies)
    return tuple(place_body(name, province, "") for name in names)


def _rest(name: str, change: Change) -> str:
    """Return a name without the words by which the row knows it: the committee of a commission."""
    forms = [form for entry in change.bodies for form in forms_of(entry) if begins_with(name, form)]
    longest = max((len(form.split()) for form in forms), default=0)
    return " ".join(name.split()[longest:])


def _moved(name: str, province: str, to: str) -> str:
    """Name the same body of another province: "Tỉnh ủy" of Hải Dương → "Thành ủy Hải Phòng"."""
    words = name.split()
    places = places_in(words, slug(province))
    head, tail = (words[: places[-1][0]], words[places[-1][1] :]) if places else (words, [])
    before = " ".join(head)
    for of_province, of_city in _CITY_WORDS:
        old, new = (of_province, of_city) if is_city(to) else (of_city, of_province)
        before = re.sub(rf"\b{old}\b", new, before)
    return " ".join([before, to, *tail])


def _names_above(body: BodyPlace) -> Iterator[tuple[Role | Literal["below"], str]]:
    if named := parent_of(body.name):
        yield named
    elif body.province and _is_told(body):
        level = lineage(body.name, body.province).level
        name = _committee_above(body, level) or _administration_above(body, level)
        if name:
            yield "below", name


def _committee_above(body: BodyPlace, level: str | None) -> str | None:
    """Return the Party committee directly above one of a district, a commune or the provincial offices."""
    province, name = body.province or "", body.name
    provincial = f"{'Thành' if is_city(province) else 'Tỉnh'} ủy {province}"
    if level == "province" and any(begins_with(name, form) for form in _BELOW_THE_PROVINCE):
        return provincial
    if level == "district" and any(begins_with(name, form) for form in _DISTRICT_COMMITTEES.values()):
        return provincial
    if level == "commune" and re.match(r"Đảng ủy (?:xã|phường|thị trấn|đặc khu) ", name):
        if is_renewed(body):
            return provincial
        district = _district(name, province)
        return district and f"{_DISTRICT_COMMITTEES[district[0]]} {district[1]}"
    return None


def _administration_above(body: BodyPlace, level: str | None) -> str | None:
    """Return the people's committee directly above one, or above a department of the province."""
    province, name = body.province or "", body.name
    provincial = f"Ủy ban nhân dân {'thành phố' if is_city(province) else 'tỉnh'} {province}"
    if level == "province":
        return provincial if begins_with(name, "Sở") else None
    if not begins_with(name, "Ủy ban nhân dân"):
        return None
    if level == "district" or (level == "commune" and is_renewed(body)):
        return provincial
    district = _district(name, province) if level == "commune" else None
    return district and f"Ủy ban nhân dân {district[0]} {district[1]}"


def _district(name: str, province: str) -> tuple[str, str] | None:
    """Return the kind and the name of the district that a commune's name shows."""
    for match in _DISTRICT.finditer(name):
        place = re.sub(rf" tỉnh {re.escape(province)}$", "", match["name"].strip())
        if slug(place) != slug(province):
            return match["kind"], place
    return None


def _day_before(iso: str) -> str:
    """Return the day before a whole day; a month or a year bounds both sides of a change."""
    if len(iso) < _WHOLE_DAY:
        return iso
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()
