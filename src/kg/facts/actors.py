"""Who acts: the subject of a clause, else the nearest governing subject, else the report's issuer.

"Chỉ đạo X làm Y": X acts. A subjectless sentence takes the subject of the sentences before it in its
section, then the body that the heading names, then the issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.find.bodies import body_at, class_at, find_bodies, spelled_out
from kg.model import Header
from kg.reference import read_reference
from kg.vocabulary import read_vocabulary
from kg.words import alternation


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor's canonical name, whether the clause itself names it, and how sure that is."""

    name: str
    explicit: bool
    confidence: float


_PERIOD_LEAD = (
    r"(?:[Tt]rong |[Tt]ừ )?(?:năm|quý|tháng|kỳ|\d+ tháng|Năm|Quý|Tháng)[^,;]{0,28}? (?=Đảng|Ban|Tỉnh|Huyện|Thành|Thị|Ủy|UBND|BTV|các )"
)


@cache
def _lead() -> re.Pattern[str]:
    words = alternation(read_vocabulary().forms("cue", "lead-in"))
    return re.compile(rf"(?:[-+•:\s]|\(\d+\) |có |{_PERIOD_LEAD}|{words}(?!\w)[^,;]{{0,400}}?, ?)")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"(?<!các) {alternation(read_vocabulary().forms('cue', 'predicate'))}(?!\w)")


@cache
def _causative() -> re.Pattern[str]:
    words = alternation(read_vocabulary().forms("cue", "causative"))
    return re.compile(rf"(?<!Ban )(?<!ban )(?<!\w)(?i:{words})(?:,? (?:và )?{words})*(?: tập trung)? ")


_JOINED = re.compile(r"(?:,| và|;) ?(?=\w)")
_ABSTRACT = re.compile(
    r"(?:công tác|việc|hoạt động|chất lượng|tình hình|nhiệm vụ|nội dung|kết quả)\b", re.IGNORECASE
)


def subject_of(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the subject of the clause text[start:end] as written, and where its words end, or null."""
    at = start
    for _ in range(3):
        if subject := _subject_at(text, at, end):
            return subject
        lead = _lead().match(text, at)
        if lead is None or lead.end() >= end:
            return _behind_title(text, at, end) if at > start else None
        at = lead.end()
    return _subject_at(text, at, end) or _behind_title(text, at, end)


def _behind_title(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Look behind the commas of a fronted directive's title: "Thực hiện … về tài sản, thu nhập, Sở Nội vụ rà soát"."""
    stop = text.find(";", start, end)
    for comma in re.finditer(", ", text[start : end if stop < 0 else stop]):
        at = start + comma.end()
        if (body_at(text, at) or re.match(r"\d", text[at:end])) and (subject := _subject_at(text, at, end)):
            return subject
    return None


def _subject_at(text: str, at: int, end: int) -> tuple[str, int] | None:
    stop = at
    while True:
        body = body_at(text, stop) or class_at(text, stop)
        if body is None or body.end > end:
            break
        stop = body.end
        joined = _JOINED.match(text, stop)
        if joined is None:
            break
        following = body_at(text, joined.end()) or class_at(text, joined.end())
        if following is None:
            break
        stop = joined.end()
    if stop == at:
        return None
    verb = _predicate().search(text, stop, min(end, stop + 90))
    if verb is None:
        return None
    gap = text[stop : verb.start()]
    if re.search(r"[;:.]", gap) or ("," in gap and not re.match(r"^,? (?:nhất là|các|và)", gap)):
        return None
    words = text[at : verb.start()].strip(" ,")
    return (words, verb.start()) if len(words) > 3 and not _ABSTRACT.match(words) else None


def caused_actor(text: str, start: int, before: int) -> str | None:
    """Return X of "chỉ đạo X làm Y" where the causing verb stands in text[start:before], or null."""
    actor = None
    for match in _causative().finditer(text, start, before):
        body = class_at(text, match.end()) or body_at(text, match.end())
        if body is None or body.end > before or match[0].lower().startswith("phối hợp"):
            continue
        subject = _subject_at(text, match.end(), before + 16)
        if subject is not None and not _ABSTRACT.match(subject[0]):
            actor = subject[0]
    return actor


_UNIT_HEADING = re.compile(
    r"(?P<name>(?:Phòng|Trung tâm|Văn phòng|Thanh tra|Sở|Công an|Cục|Chi cục|Ban Quản lý|Ủy ban nhân dân|UBND|Kho bạc|Bảo hiểm|Đề nghị)\b[^:;()]{2,70}?) ?(?:\(|:|$)"
)


_ADVISED = re.compile(r"[Tt]ham mưu (?:cho |giúp )?(?=[A-ZĐÀ-Ỹ])")


def advised_issuer(text: str, start: int, before: int) -> str | None:
    """Return Y of "tham mưu Y ban hành D": who is advised to issue it is who issues it."""
    for match in _ADVISED.finditer(text, start, before):
        body = body_at(text, match.end())
        if body is not None and re.fullmatch(r",? ", text[body.end : before]):
            return body.surface
    return None


_DAMAGED = re.compile(r"[^\w\s,;&–/.()“”\"-]")


def heading_actor(heading: str) -> str | None:
    """Return the body whose work a heading announces: "Hoạt động của Hội Nông dân", "Sở Tài chính"."""
    if unit := _UNIT_HEADING.match(heading):
        return unit["name"].strip()
    lead = re.match(r"(?:\d+[.)] )?(?:(?:Kết quả )?[Hh]oạt động|[Cc]ông tác|[Nn]hiệm vụ) của ", heading)
    at = lead.end() if lead else 0
    first = body_at(heading, at)
    if first is None or (lead is None and len(heading) > first.end + 40):
        return None
    end = first.end
    while (joined := _JOINED.match(heading, end)) and (more := body_at(heading, joined.end())):
        end = more.end
    named = heading[at:end]
    return None if _DAMAGED.search(named) else named


@cache
def _province_names() -> tuple[str, ...]:
    return tuple(p.name for p in read_reference().provinces)


_OWN_COMMITTEE = re.compile(
    r"(?P<committee>(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy|Đảng ủy (?:phường|xã|thị trấn)|Đảng ủy) (?P<place>\S.*)"
)
_PROVINCIAL = re.compile(
    r"(?:Tỉnh ủy|Ủy ban nhân dân tỉnh|Hội đồng nhân dân tỉnh|Đảng bộ tỉnh|Công an tỉnh|\btỉnh|Tỉnh đoàn)$"
)
_DISTRICT = re.compile(
    r"(?:Đảng bộ|nhân dân|Công an|Hội .*|Đoàn .*|Liên đoàn .*) (?P<kind>huyện|thành phố|thị xã|quận|phường|xã)$"
)


def canonical(words: str, header: Header) -> str:
    """Return an actor's name: abbreviations spelled out, indexical names with the report's own place."""
    name = spelled_out(re.sub(r"\s+", " ", words)).strip(" ,;:")
    name = re.sub(r"^(?:[Cc]ó|[Tt]ừng|[Tt]ất cả) (?=các |\d|cấp|cơ)", "", name)
    name = _with_own_place(name, header)
    if re.match(
        r"(?:Các|Một|Từng|Mỗi|Tất cả|Toàn|Cấp ủy|Chi bộ|Đa số|Hầu hết|Những|Nhiều|Lực lượng)\b", name
    ) and not name.startswith("Cấp ủy Đảng"):
        name = name[0].lower() + name[1:]
    return name


def _with_own_place(name: str, header: Header) -> str:
    issuer, province = header.issuer or "", header.province
    if re.search(r"(?:đơn vị|phòng|cơ quan)[^,]* trực thuộc$", name) and re.match(r"Sở|Cục|Bộ", issuer):
        return f"{name} {issuer}"
    if issuer and (
        name in {"Ban", "Sở", "Cục", "Chi cục", "Tổng công ty", "Trung tâm", "Bộ"}
        or issuer.startswith(name + " ")
    ):
        return issuer
    if name.startswith("Ban Quản lý các K") and issuer.startswith("Ban Quản lý"):
        return issuer
    if "Đảng ủy Khối" in name and "các cơ quan" not in name and province:
        return name.replace("Đảng ủy Khối", f"Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh {province}")
    own = _OWN_COMMITTEE.search(issuer)
    if name in {"Ban Thường vụ", "Thường trực", "Ban Chấp hành"} and own:
        return f"{name} {own[0]}"
    if own and name.endswith(own["committee"]):
        return f"{name} {own['place']}"
    if own and own["committee"].startswith("Đảng ủy ") and name.endswith("Đảng ủy"):
        return name.removesuffix("Đảng ủy") + own[0]
    if own and (lower := _DISTRICT.search(name)):
        return f"{name} {own['place'].split(' ', 1)[-1] if own['place'].startswith(lower['kind']) else own['place']}"
    if province and _PROVINCIAL.search(name) and not any(p in name for p in _province_names()):
        return f"{name} {province}"
    if province and name.startswith(("Sở ", "Cục ")) and province not in name and "," not in name:
        return f"{name} tỉnh {province}" if not name.endswith("tỉnh") else f"{name} {province}"
    return name


def named_bodies(text: str) -> list[str]:
    """Return the names of bodies in a text, for tests of what a sentence names."""
    return [b.name for b in find_bodies(text)]
