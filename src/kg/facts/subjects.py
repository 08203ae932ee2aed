"""Who acts: the subject of a clause, else the nearest governing subject.

"Chỉ đạo X làm Y": X acts. A subjectless sentence takes the subject of the sentences before it in its
section, then the sentence that introduces its list, then the body that the heading names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.facts.clauses import every_clause
from kg.find.bodies import body_at, class_at
from kg.outline.sections import Placed
from kg.vocabulary import read_vocabulary
from kg.words import alternation


class Subject(NamedTuple):
    """A subject as written, where its words end in the view, and whether the clause itself says it."""

    words: str
    end: int
    explicit: bool = True


# "Trong năm 2023 Đảng ủy …": a period that no comma parts from the subject.
_PERIOD_LEAD = (
    r"(?:[Tt]rong |[Tt]ừ )?(?:[Nn]ăm|[Qq]uý|[Tt]háng|kỳ|\d+ tháng)[^,;]{0,28}? "
    r"(?=Đảng|Ban|Tỉnh|Huyện|Thành|Thị|Ủy|UBND|BTV|các )"
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
# Members of a list of bodies that stand without a quantifier of their own.
_BARE = re.compile(
    alternation((
        "Mặt trận", "Mặt trận Tổ quốc", "đoàn thể", "hội quần chúng", "ban", "ngành", "địa phương", "cơ quan",
        "đơn vị", "doanh nghiệp", "hội viên", "đoàn viên", "nhân dân",
    )) + r"(?=,| và| [a-zđà-ỹ])"
)  # fmt: skip
_ABSTRACT = re.compile(
    r"(?:công tác|việc|hoạt động|chất lượng|tình hình|nhiệm vụ|nội dung|kết quả)\b", re.IGNORECASE
)


def subject_of(text: str, start: int, end: int) -> Subject | None:
    """Return the subject of the clause text[start:end], or null."""
    at = start
    for _ in range(3):
        if subject := _subject_at(text, at, end):
            return subject
        lead = _lead().match(text, at)
        if lead is None or lead.end() >= end:
            return _behind_title(text, at, end) if at > start else None
        at = lead.end()
    return _subject_at(text, at, end) or _behind_title(text, at, end)


def _behind_title(text: str, start: int, end: int) -> Subject | None:
    """Look behind the commas of a fronted title: "Thực hiện … về kiểm soát tài sản, thu nhập, Sở rà soát"."""
    stop = text.find(";", start, end)
    for comma in re.finditer(", ", text[start : end if stop < 0 else stop]):
        at = start + comma.end()
        if (body_at(text, at) or re.match(r"\d", text[at:end])) and (subject := _subject_at(text, at, end)):
            return subject
    return None


def _list_end(text: str, at: int, end: int) -> int | None:
    """Return where the list of bodies that begins at a view position ends, or null where none begins."""
    stop = None
    while True:
        body = body_at(text, at) or class_at(text, at)
        bare = None if body or stop is None else _BARE.match(text, at)
        reached = body.end if body else bare.end() if bare else None
        if reached is None or reached > end:
            return stop
        stop = reached
        joined = _JOINED.match(text, stop)
        if joined is None:
            return stop
        at = joined.end()


def _subject_at(text: str, at: int, end: int) -> Subject | None:
    stop = _list_end(text, at, end)
    if stop is None:
        return None
    verb = _predicate().search(text, stop, min(end, stop + 90))
    if verb is None:
        return None
    gap = text[stop : verb.start()]
    if re.search(r"[;:.]", gap) or ("," in gap and not re.match(r"^,? (?:nhất là|các|và)", gap)):
        return None
    words = text[at : verb.start()].strip(" ,").removesuffix(" và")
    return Subject(words, verb.start()) if len(words) > 3 and not _ABSTRACT.match(words) else None


def caused_actor(text: str, start: int, before: int) -> str | None:
    """Return X of "chỉ đạo X làm Y" where the causing verb stands in text[start:before], or null."""
    actor = None
    for match in _causative().finditer(text, start, before):
        body = class_at(text, match.end()) or body_at(text, match.end())
        if body is None or body.end > before or match[0].lower().startswith("phối hợp"):
            continue
        subject = _subject_at(text, match.end(), before + 16)
        if subject is not None and not _ABSTRACT.match(subject.words):
            actor = subject.words
    return actor


_UNITS = (
    "Phòng", "Trung tâm", "Văn phòng", "Thanh tra", "Sở", "Công an", "Cục", "Chi cục", "Ban Quản lý",
    "Ủy ban nhân dân", "UBND", "Kho bạc", "Bảo hiểm", "Đề nghị",
)  # fmt: skip
_UNIT_HEADING = re.compile(
    rf"(?P<name>(?!Phòng(?:,| chống| ngừa| thủ)){alternation(_UNITS)}\b[^:;()]{{2,70}}?) ?(?:\(|:|$)"
)

_ADVISED = re.compile(r"[Tt]ham mưu (?:cho |giúp )?(?=[A-ZĐÀ-Ỹ])")


def advised_issuer(text: str, start: int, before: int) -> str | None:
    """Return Y of "tham mưu Y ban hành D": who is advised to issue it is who issues it."""
    for match in _ADVISED.finditer(text, start, before):
        body = body_at(text, match.end())
        if body is not None and re.fullmatch(r",? ", text[body.end : before]):
            return body.surface
    return None


_ADVISED_LIST = re.compile(r"[Tt]ham mưu[^;.]{0,60}, $")
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


def clause_subjects(view: str, clauses: Sequence[tuple[int, int]]) -> list[Subject | None]:
    """Return for each clause its subject, or the one that goes on from the clause before it."""
    out: list[Subject | None] = []
    current: Subject | None = None
    for start, end in clauses:
        if found := subject_of(view, start, end):
            current = found
            out.append(found)
        else:
            out.append(current._replace(explicit=False) if current else None)
    return out


def taking_over(view: str, clause: tuple[int, int], before: int) -> str | None:
    """Return a named body that becomes the subject in mid-clause: "…, Ủy ban Kiểm tra Tỉnh ủy giám sát …"."""
    found = None
    for match in re.finditer(r", (?=[A-ZĐÀ-Ỹ])", view[clause[0] : before]):
        at = clause[0] + match.end()
        if _ADVISED_LIST.search(view, clause[0], at):
            continue
        body = body_at(view, at)
        if body is None:
            continue
        subject = subject_of(view, at, min(clause[1], before + 20))
        if subject is not None and subject.end <= before + 1:
            found = subject.words
    return found


_SOME = re.compile(r"(?:một số ít|một số|một vài|nhiều|có) (?=\w)", re.IGNORECASE)


def said_of_some(view: str, clause: tuple[int, int]) -> str | None:
    """Return whom a shortcoming is said of where no subject leads: "… ở một số đơn vị còn chậm"."""
    for match in _SOME.finditer(view, clause[0], clause[1]):
        found = class_at(view, match.start())
        if found is not None and found.end <= clause[1]:
            return found.surface
    return None


@dataclass(frozen=True, slots=True)
class _Intro:
    """A subject that governs the list below it: in its section, or only the dashes right behind it."""

    subject: str
    section: str
    dashes_only: bool


def governing_subjects(placed: Sequence[Placed]) -> list[str | None]:
    """Return for each passage the subject of the sentence that introduces its list: "X làm … như sau:"."""
    out: list[str | None] = []
    intro: _Intro | None = None
    for place in placed:
        if intro is not None and not _reaches(intro, place):
            intro = None
        out.append(intro.subject if intro else None)
        view = place.passage.view.text
        if place.passage.kind == "text" and view.endswith(":") and not place.heading:
            intro = _introduction(view, place) or intro
    return out


def _reaches(intro: _Intro, place: Placed) -> bool:
    if intro.dashes_only and place.passage.kind == "text" and place.passage.marker != "dash":
        return False
    return intro.section in {"", place.section} or place.section.startswith(intro.section + ".")


def _introduction(view: str, place: Placed) -> _Intro | None:
    """Who is told to act governs the section, a subject alone the list; a report's opening neither."""
    clauses = list(every_clause(view))
    told = next((c for s, e in reversed(clauses) if (c := caused_actor(view, s, e)) is not None), None)
    if told is not None and (place.section or place.part == "plan" or "thực hiện" in view[-90:]):
        return _Intro(told, place.section, dashes_only=False)
    subject = next((s for s in reversed(clause_subjects(view, clauses)) if s is not None), None)
    if subject is None or not place.section:
        return None
    return _Intro(
        subject.words, place.section, dashes_only=place.passage.marker is None and "một số" not in view[-60:]
    )
