"""Head and foot of a report: who writes, its symbol, place and day, the title; recipients and signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.corpus.bodies import Body
from bench.corpus.chance import draw
from bench.corpus.draft import Draft
from bench.corpus.periods import Period

_FAMILY = ("Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Bùi", "Hoàng", "Đặng", "Ngô", "Dương", "Lương", "Đinh")
_MIDDLE = ("Đức", "Văn", "Thị", "Minh", "Quang", "Ngọc", "Hữu", "Thanh", "Xuân", "Việt")
_GIVEN = ("Khôi", "Lựu", "Thịnh", "Hậu", "Đường", "Viên", "Nhâm", "Quyền", "Thoa", "Chiến", "Luân", "Sửu")
_TITLES = (
    ("kết quả công tác xây dựng Đảng", "phương hướng, nhiệm vụ"),
    ("tình hình, kết quả công tác", "nhiệm vụ trọng tâm"),
    ("kết quả lãnh đạo thực hiện nhiệm vụ", "phương hướng, nhiệm vụ trọng tâm"),
)
_BLANK = 4
"""Of 100 heads, so many leave the number blank, and so many the day."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above the name, and what they say: position and on whose behalf."""

    lines: tuple[str, str]
    position: str
    behalf: str


_BOARD = (
    Signature(("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"), "Phó Bí thư Thường trực", "Ban Thường vụ"),
    Signature(("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "Phó Bí thư", "Ban Thường vụ"),
    Signature(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Bí thư", "Ban Thường vụ"),
)
_HEADS = {
    "commission": Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Phó Trưởng ban", "Trưởng ban"),
    "UBKTTU": Signature(("K/T CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"), "Phó Chủ nhiệm", "Chủ nhiệm"),
    "office": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Phó Giám đốc", "Giám đốc"),
}


def report_day(seed: int, body: Body, period: Period) -> date:
    """Return when a report of a period is signed: about its end, at the year's end rather before."""
    shift = draw(seed, "day", body.key, period).randrange(-14, 12 if period.kind != "year" else 4)
    return period.end + timedelta(shift)


def write_head(draft: Draft, seed: int, body: Body, period: Period) -> dict[str, Any]:
    """Write everything above the first section and return the header's facts."""
    chance = draw(seed, "head", body.key, period)
    day = report_day(seed, body, period)
    number = None if chance.randrange(100) < _BLANK else str(chance.randint(2, 480))
    undated = chance.randrange(100) < _BLANK
    state = body.sort == "office"
    symbol = f"{number or ''}/BC-{body.code}" if state else f"{number or ''}-BC/{body.code}"
    label = "Số:" if state else "Số"
    printed_day = "    " if undated else f"{day.day:02}"
    star = "" if state else "*\n"
    results, plans = chance.choice(_TITLES)
    title = f"{results} {period.results},\n{plans} {period.plans}"
    draft.write("\n".join((*body.head, f"{star}{label} ")))
    blank_at = draft.at
    draft.write(symbol if number else f"     {symbol}")
    if number is None:
        draft.finding("header-blank", blank_at, draft.at)
    draft.write(f"\n\n{body.place}, ")
    blank_at = draft.at
    draft.write(f"ngày {printed_day} tháng {day.month:02} năm {day.year}")
    if undated:
        draft.finding("header-blank", blank_at, draft.at)
    draft.write(f"\n\nBÁO CÁO\n{title}")
    return {
        "kind": "Báo cáo",
        "number": number,
        "symbol": symbol,
        "title": title.replace("\n", " "),
        "issuer": body.name,
        "province": body.scope,
        "place": body.place,
        "date": day.isoformat()[:7] if undated else day.isoformat(),
        "draft": False,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "plan_start": period.plan_start.isoformat(),
        "plan_end": period.plan_end.isoformat(),
    }


def write_foot(draft: Draft, seed: int, body: Body, period: Period) -> dict[str, Any]:
    """Write recipients and signature and return the header's facts that they tell."""
    chance = draw(seed, "foot", body.key, period)
    signature = _signature(body, chance.randrange(len(_BOARD)))
    signer = " ".join(map(chance.choice, (_FAMILY, _MIDDLE, _GIVEN)))
    recipients = _recipients(body)
    above, position = signature.lines
    draft.write("\n\nNơi nhận:\n" + "".join(f"- {r},\n" for r in recipients[:-1]) + f"- {recipients[-1]}.\n")
    draft.write(f"\n{above}\n{position}\n\n(đã ký)\n\n{signer}\n")
    return {
        "signer": signer,
        "signer_position": signature.position,
        "on_behalf_of": signature.behalf,
        "recipients": list(recipients),
    }


def _signature(body: Body, nth: int) -> Signature:
    return _HEADS.get(body.code) or _HEADS.get(body.sort) or _BOARD[nth]


def _recipients(body: Body) -> tuple[str, ...]:
    committee = "Thành ủy" if body.area == "thành phố" and body.sort != "district" else "Tỉnh ủy"
    match body.sort:
        case "province":
            return (
                "Ban Bí thư Trung ương Đảng (để b/c)", "Văn phòng Trung ương Đảng",
                f"Các đồng chí {body.short} viên", f"Lưu Văn phòng {body.short}",
            )  # fmt: skip
        case "office":
            return f"Ủy ban nhân dân {body.area} (để b/c)", "Các sở, ban, ngành", "Lưu Văn phòng Sở"
        case "commission":
            return f"Thường trực {committee} (để b/c)", "Các ban xây dựng Đảng", "Lưu Văn phòng Ban"
        case _:
            return (
                f"Ban Thường vụ {committee} (để b/c)", f"Các ban xây dựng Đảng {committee}",
                "Các chi bộ, đảng bộ trực thuộc", f"Lưu Văn phòng {body.short}",
            )  # fmt: skip
