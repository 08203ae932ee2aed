"""The bodies that report: committees, commissions, offices, each with its letterhead, rhythm and life.

Provinces and districts are those of the reference data until June 2025, and the merged provinces and new
communes since. Names of communes are made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from bench.corpus.chance import draw, pick
from bench.corpus.periods import Period, Rhythm, index_of, period_at
from kg.iri import slug
from kg.reference import Province, read_reference

Sort = Literal["province", "khoi", "commission", "office", "district", "commune"]

HELD, WINDOW = 4, 5
"""Of so many periods on end, so many reports are held: one is missing, and silence is not that."""
# What follows on what in a corpus: of 16 bodies, 5 are district committees.
_TURN: tuple[Sort, ...] = (
    "district", "province", "commission", "district", "khoi", "district", "commission", "commune",
    "district", "province", "office", "district", "khoi", "commission", "province", "commune",
)  # fmt: skip
_COMMISSIONS = (
    ("Ban Tổ chức", "BTC"), ("Ban Tuyên giáo", "BTG"), ("Ban Dân vận", "BDV"), ("Ban Nội chính", "BNC"),
    ("Ủy ban Kiểm tra", "UBKT"),
)  # fmt: skip
_OFFICES = (
    ("Sở Nội vụ", "SNV"), ("Sở Tài chính", "STC"), ("Sở Y tế", "SYT"), ("Sở Tư pháp", "STP"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"), ("Sở Khoa học và Công nghệ", "SKHCN"),
)  # fmt: skip
_DISTRICTS = {
    "Huyện": ("Huyện ủy", "HU", "huyện"),
    "Thành": ("Thành ủy", "ThU", "thành phố"),
    "Thị": ("Thị ủy", "ThU", "thị xã"),
    "Quận": ("Quận ủy", "QU", "quận"),
}
_FRONT = (
    "Tân", "Phú", "An", "Bình", "Vĩnh", "Hòa", "Đông", "Thanh", "Long", "Mỹ", "Xuân", "Hưng", "Minh", "Quang",
    "Yên", "Thạch", "Sơn", "Nghĩa", "Trường", "Đại", "Kim", "Liên", "Ngọc", "Hồng",
)  # fmt: skip
_BACK = (
    "Lộc", "Thịnh", "Khánh", "Thành", "Giang", "Lâm", "Hải", "Phong", "Thuận", "Châu", "Lạc", "Phước",
    "Trung", "Đức", "Tiến", "Cường", "Hiệp", "Mai", "Lĩnh", "Trạch", "Vân", "Thọ", "Xá", "Đồng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body that reports.

    `name` is canonical ("Huyện ủy Hải Hậu"), `short` what its reports call it ("Huyện ủy"); `code` signs its
    symbols and `register` names its numbering as `kg.register` does ("hu-hai-hau-nam-dinh"). `area` is what
    its party organization is called by ("huyện"). `merged` tells the new body from an old one of its name.
    """

    sort: Sort
    name: str
    short: str
    code: str
    register: str
    province: Province
    place: str
    area: str
    head: tuple[str, ...]
    rhythm: Rhythm
    first: int
    last: int
    merged: bool = False

    @property
    def key(self) -> str:
        """What tells this body from every other, of its name too."""
        return f"{self.register}{'-2025' if self.merged else ''}"

    @property
    def scope(self) -> str:
        """Name of its province."""
        return self.province.name


@dataclass(frozen=True, slots=True)
class Stint:
    """Some consecutive periods of a body; all but one have a report."""

    body: Body
    start: int

    def periods(self, seed: int) -> tuple[Period, ...]:
        """Return the periods with a report, in order."""
        missing = pick(WINDOW, seed, "missing", self.body.key, self.start)
        indexes = (self.start + i for i in range(WINDOW) if i != missing)
        return tuple(period_at(self.body.rhythm, i) for i in indexes)


@lru_cache(maxsize=256)
def stint_of(run: int, seed: int) -> Stint:
    """Return the run-th stint of a corpus: sorts take turns, and no stint comes twice."""
    turn, sort = run // len(_TURN), _TURN[run % len(_TURN)]
    ordinal = turn * _TURN.count(sort) + _TURN[: run % len(_TURN)].count(sort)
    stints = () if sort == "commune" else _stints(sort, seed)
    if ordinal < len(stints):
        return stints[ordinal]
    body = _commune(run, seed)  # there is no end of them
    return Stint(body, body.first)


def commune_name(number: int, seed: int) -> str:
    """Return a made-up name, another for each number of so many as there are."""
    count = len(_FRONT) * len(_BACK)
    at = (number * 7 + pick(count, seed, "communes")) % count  # 7 and the count share no factor
    return f"{_FRONT[at // len(_BACK)]} {_BACK[at % len(_BACK)]}"


@cache
def provinces() -> dict[str, Province]:
    """Return the provinces until June 2025 by name."""
    return {p.name: p for p in read_reference().provinces}


@cache
def _stints(sort: Sort, seed: int) -> tuple[Stint, ...]:
    """Return every stint of a sort: one of each body, then another of each …, in a shuffled order."""
    windows = [(_windows(b, seed), b) for b in _bodies(sort, seed)]
    most = max(len(w) for w, _ in windows)
    out = []
    for nth in range(most):
        layer = [Stint(body, starts[nth]) for starts, body in windows if nth < len(starts)]
        draw(seed, sort, nth).shuffle(layer)
        out += layer
    return tuple(out)


def _windows(body: Body, seed: int) -> list[int]:
    room = body.last + 1 - body.first
    offset = pick(room % WINDOW + 1, seed, "offset", body.key)
    starts = [body.first + offset + WINDOW * n for n in range(room // WINDOW)]
    earliest = pick(len(starts), seed, "earliest", body.key)  # a small corpus is of all years
    return starts[earliest:] + starts[:earliest]


def _bodies(sort: Sort, seed: int) -> Iterator[Body]:
    all_ = provinces().values()
    match sort:
        case "province":
            yield from (_province(p, seed) for p in all_)
            yield from (_merged(p) for p in all_ if p.change == "merged" and p.successor == p.name)
        case "khoi":
            yield from (_khoi(p) for p in all_)
        case "commission":
            yield from (_commission(p, name, code) for p in all_ for name, code in _COMMISSIONS)
        case "office":
            yield from (_office(p, name, code) for p in all_ for name, code in _OFFICES)
        case "district":
            yield from _districts(seed)
        case "commune":
            raise ValueError("communes are made as they are asked for")


def _committee(province: Province) -> str:
    return "Thành ủy" if province.full_name.startswith("Thành phố") else "Tỉnh ủy"


def _area(province: Province) -> str:
    return "thành phố" if province.full_name.startswith("Thành phố") else "tỉnh"


def _life(rhythm: Rhythm, last: Period) -> tuple[int, int]:
    return 0, index_of(rhythm, last)


def _province(province: Province, seed: int) -> Body:
    rhythm: Rhythm = "quarter" if pick(2, seed, "rhythm", province.name) else "half"
    unchanged = province.change == "unchanged"
    last = Period(2026, "h1") if unchanged else Period(2025, "h1")
    return _provincial(province, rhythm, *_life(rhythm, last))


def _merged(province: Province) -> Body:
    """The province since July 2025 that keeps the name of one of those that went into it."""
    first = index_of("quarter", Period(2025, "m9"))
    return _provincial(province, "quarter", first, first + WINDOW - 1, merged=True)


def _provincial(province: Province, rhythm: Rhythm, first: int, last: int, *, merged: bool = False) -> Body:
    short = _committee(province)
    name = f"{short} {province.name}"
    return Body(
        "province", name, short, "TU", f"tu-{slug(province.name)}", province, province.name, _area(province),
        (name.upper(),), rhythm, first, last, merged,
    )  # fmt: skip


def _khoi(province: Province) -> Body:
    """These committees were dissolved early in 2025."""
    area = _area(province)
    return Body(
        "khoi", f"Đảng ủy Khối các cơ quan và doanh nghiệp {area} {province.name}", "Đảng ủy Khối", "ĐUK",
        f"duk-{slug(province.name)}", province, province.name, "Khối",
        (f"{_committee(province)} {province.name}".upper(),
         "ĐẢNG ỦY KHỐI CÁC CƠ QUAN", f"VÀ DOANH NGHIỆP {area.upper()}"),
        "half", *_life("half", Period(2024, "year")),
    )  # fmt: skip


def _commission(province: Province, name: str, code: str) -> Body:
    above = f"{_committee(province)} {province.name}"
    rhythm: Rhythm = "year" if code == "BNC" else "half"
    return Body(
        "commission", f"{name} {above}", f"{name} {_committee(province)}", f"{code}TU",
        f"{slug(code)}tu-{slug(province.name)}", province, province.name, _area(province),
        (above.upper(), name.upper()), rhythm, *_life(rhythm, Period(2024, "year")),
    )  # fmt: skip


def _office(province: Province, name: str, code: str) -> Body:
    area = _area(province)
    return Body(
        "office", f"{name} {area} {province.name}", name, code, f"{slug(code)}-{slug(province.name)}",
        province, province.name, area, (f"ỦY BAN NHÂN DÂN {area} {province.name}".upper(), name.upper()),
        "half", *_life("half", Period(2024, "year")),
    )  # fmt: skip


def _districts(seed: int) -> Iterator[Body]:
    for district in read_reference().districts:
        province = provinces().get(district.province)
        if province is None or district.name[0].isdigit():
            continue
        short, code, area = _DISTRICTS[district.full_name.split()[0]]
        rhythm: Rhythm = "half" if pick(4, seed, "rhythm", district.code) else "quarter"
        register = f"{slug(code)}-{slug(district.name)}-{slug(province.name)}"
        yield Body(
            "district", f"{short} {district.name}", short, code, register, province, district.name, area,
            (f"Đảng bộ {_area(province)} {province.name}".upper(), f"{short} {district.name}".upper()),
            rhythm, *_life(rhythm, Period(2025, "h1")),
        )  # fmt: skip


@lru_cache(maxsize=256)
def _commune(number: int, seed: int) -> Body:
    """A ward or commune since July 2025: it reports to its province."""
    homes = sorted({p.successor for p in provinces().values()})
    again, nth = divmod(number, len(_FRONT) * len(_BACK))  # the same name comes back in another province
    round_, place = divmod(again + pick(len(homes), seed, "home", nth), len(homes))
    province = provinces()[homes[place]]
    name = commune_name(nth, seed) + (f" {round_ + 1}" if round_ else "")
    area = ("phường", "xã")[pick(2, seed, "kind", number)]
    first = index_of("quarter", Period(2025, "m9"))
    return Body(
        "commune", f"Đảng ủy {area} {name}", "Đảng ủy", "ĐU", f"du-{slug(name)}-{slug(province.name)}",
        province, name, area,
        (f"Đảng bộ {_area(province)} {province.name}".upper(), f"Đảng ủy {area} {name}".upper()),
        "quarter", first, first + WINDOW - 1, True,
    )  # fmt: skip
