"""Who acts in a body's reports: the words there, and the full name that they stand for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from bench.corpus.bodies import Body

_LOW = {
    "province": ("các huyện ủy, thị ủy, thành ủy", "các cấp ủy", "cấp ủy cơ sở"),
    "commission": ("các huyện ủy, thị ủy, thành ủy", "các cấp ủy", "cấp ủy các cấp"),
    "khoi": ("các chi bộ, đảng bộ cơ sở", "cấp ủy cơ sở", "các cấp ủy"),
    "district": ("các chi, đảng bộ cơ sở", "các đảng ủy xã", "cấp ủy cơ sở"),
    "commune": ("các chi bộ trực thuộc", "các chi bộ"),
    "office": ("các đơn vị trong ngành", "các phòng chuyên môn"),
}
_LOW_2025 = ("các đảng ủy xã, phường", "các cấp ủy", "cấp ủy cơ sở")
_FEW = {
    "commune": ("một số chi bộ", "một số chi bộ trực thuộc"),
    "office": ("một số đơn vị", "một số phòng chuyên môn"),
}
_FEW_ELSE = ("một số cấp ủy cơ sở", "một số chi bộ", "một số đảng ủy cơ sở", "một số cấp ủy")
_NAMES = {
    "org": "Ban Tổ chức", "btg": "Ban Tuyên giáo", "ubkt": "Ủy ban Kiểm tra", "bdv": "Ban Dân vận",
    "bnc": "Ban Nội chính",
}  # fmt: skip
_NEW_BTG = date(2025, 2, 1)
"""Since then there is one commission for publicity and mass mobilization."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Words for who acts, and the full name."""

    words: str
    name: str


def actor_of(body: Body, slot: str, day: date, chance: random.Random) -> Actor:
    """Return who stands in a slot of a body's report of a day."""
    if slot == "low":
        after = day >= date(2025, 7, 1) and body.sort == "province"
        return _of_class(chance.choice(_LOW_2025 if after else _LOW[body.sort]))
    if slot == "few":
        return _of_class(chance.choice(_FEW.get(body.sort, _FEW_ELSE)))
    if body.sort in ("commission", "office") or slot == "own":
        return Actor(body.short, body.name)
    if slot == "btv":
        return Actor(f"Ban Thường vụ {body.short}", f"Ban Thường vụ {body.name}")
    return _commission(body, slot, day)


def _of_class(words: str) -> Actor:
    return Actor(words, words)


def _commission(body: Body, slot: str, day: date) -> Actor:
    name = _NAMES[slot]
    if body.sort == "commune":
        name = "Ủy ban Kiểm tra" if slot == "ubkt" else "Văn phòng"
    elif slot == "bnc" and body.sort != "province":
        name = "Ủy ban Kiểm tra"
    elif slot in ("btg", "bdv") and day >= _NEW_BTG:
        name = "Ban Tuyên giáo và Dân vận"
    return Actor(f"{name} {body.short}", f"{name} {body.name}")
