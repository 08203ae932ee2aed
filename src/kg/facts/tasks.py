"""Tasks: what a plan part sets to be done and what a notice or plan assigns, one to a sentence or clause.

A clause behind a semicolon is a task of its own where it has a verb of its own; a sentence that only
introduces a list ("… như sau:") is none. In notices of conclusions only sentences of obligation are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.facts.actors import canonical
from kg.facts.clauses import clause_spans, sentence_spans
from kg.facts.deadlines import deadline_of
from kg.facts.subjects import caused_actor, heading_actor, subject_of
from kg.find.bodies import body_at, class_at, find_bodies
from kg.model import Header, Mention, Span, Task
from kg.outline.sections import Placed
from kg.outline.tables import TaskRow, find_task_tables
from kg.vocabulary import read_vocabulary
from kg.words import alternation, is_syllable

_INTRODUCES = re.compile(r":['\"”)*]*\s*$")
_ENUMERATOR = re.compile(r"\s*(?:\(?\d{1,2}\)|[-–+•]|\d+ ?\|)\s*")
_TRAILING = re.compile(r"[\s.;,…/:]+$")
# Openings of sentences that set no task: formulas of the genre, and what is said of the situation.
_FORMULAS = (
    r"Văn phòng [^.]{0,40}thông báo",
    r"(?:Chỉ thị|Kế hoạch|Thông báo|Kết luận) này (?:được |có |phổ biến)",
    "Cùng dự",
    "Tham dự",
    "Ngoài các nhiệm vụ",
    "Sau khi nghe",
    "Trên đây là",
    "Vậy thông báo",
    "Nơi nhận",
    "Kính gửi",
    "Ghi chú",
    r"Năm \d{4} (?:cũng )?là năm",
    r"Ngày \d{1,2}[/ ]",
    r"Quá trình đó, cần",
)
_GOES_ON = r"\b(?:sẽ|còn|vẫn|tiếp tục|diễn biến)\b"
_SITUATION = (
    rf"Dự báo,? (?:trong |năm|quý|tháng|\d+ tháng|thời gian tới|tình hình)[^.;]*{_GOES_ON}",
    rf"(?:Tình hình|Bối cảnh)(?![^.;]*\bcần\b)[^.;]*(?:{_GOES_ON}|\bcó nhiều\b)",
)
_REMARK = re.compile(rf"\W*(?:{'|'.join((*_FORMULAS, *_SITUATION))})", re.IGNORECASE)
_REQUESTED = r"(?=các|từng|UBND|Sở|Ban|Huyện|Thị|Thành|Đảng|cấp)"
_REQUEST_IN_CLOSING = re.compile(rf"\b[đĐ][eêề] nghị {_REQUESTED}")
_NO_TASK_SECTION = re.compile(
    r"mục đích|yêu cầu|đối tượng|phạm vi|kinh phí|căn cứ|quan điểm|nguyên tắc|dự báo|bối cảnh"
    r"|nội dung thu thập|hiệu quả|đánh giá|kết quả|thực trạng|hiện trạng|chỉ tiêu",
    re.IGNORECASE,
)
_STRONG_HEADING = re.compile(
    r"nhiệm vụ|phương hướng|chương trình công tác|công tác trọng tâm|kế hoạch năm|giải pháp"
    r"|tổ chức thực hiện",
    re.IGNORECASE,
)
# A report's proposals ask its superiors: they bind nobody that it leads.
_PROPOSALS = re.compile(r"\W*(?:(?:những|một số|các|nội dung) )?(?:kiến nghị|đề xuất)\b", re.IGNORECASE)
# A label of the items below it, which has no full stop of its own: "- Về xây dựng Đảng".
_LABEL = re.compile(r"\W*(?:Về|Lĩnh vực|Quan điểm|Mục tiêu) [^.;:]{3,80}")
_FORM_LINE = re.compile(r"\.{4,}|n (?:Có|Nam|Không)\b|[|\[\]]{2}|(?:^| )\d+ \d+ \d+ \d+")
_PAST_OR_REMARK = re.compile(
    r"\b(?:đã (?:đạt|thể hiện|có|tích cực|tập trung|chủ trì)|[Đđ]ồng ý|có ý nghĩa|là đơn vị)\b"
)
_LEAST_WORDS = 4
_LEGIBLE = 0.85
# "Giao X làm", "Thống nhất chủ trương để X làm": X, whose name follows, is assigned.
_ASSIGNS = re.compile(
    r"(?:thống nhất )?(?:giao|yêu cầu|đề nghị|phân công)(?: nhiệm vụ)?(?: cho)? "
    r"|thống nhất (?:về )?chủ trương (?:để|giao) ",
    re.IGNORECASE,
)
# Who is guided, urged or asked to approve gets no task by that; who is led or charged does.
_LEADS = re.compile(r"(?<!\w)(?:chỉ đạo|lãnh đạo|yêu cầu|đề nghị|giao|kiến nghị)(?!\w)", re.IGNORECASE)
_TASK_BODIES = frozenset({"committee", "organ", "commission"})
_PARTY_GROUP = re.compile(r"(?:Ban [Cc]án sự [Đđ]ảng|Đảng đoàn) ")
_JOINED = re.compile(r"(?:,| và|;) ?(?=\w)")
# "Trước ngày 30/6/2024: X hoàn thành …"
_DATED_LEAD = re.compile(r"(?:Trước|Đến|Chậm nhất) ngày [\d/.-]+ ?: ?")
# Nouns that open no clause, though a verb stands in their name: "cuộc vận động …", "phong trào thi đua …".
_NOUNS = r"(?:các |những )?(?:cuộc|phong trào|chương trình|dự án|đề án|mô hình|công tác|hoạt động)\b"
_PREDICATED = re.compile(
    rf"{_NOUNS}[^;:]{{6,80}}?(?<! và )(?<!, )\b(?:bảo đảm|đảm bảo|phải|cần(?! thiết)|tiếp tục|đi vào)\b",
    re.IGNORECASE,
)
_NOMINAL = re.compile(_NOUNS, re.IGNORECASE)
_RECURRING = r"(?:định kỳ (?:(?:hằng|hàng) (?:tuần|tháng|quý|năm)|\d+ tháng),? )?"
_COORDINATED = re.compile(r"phối hợp (?:chặt chẽ )?(?:với |cùng )?")


@dataclass(frozen=True, slots=True)
class _Draft:
    place: Placed
    start: int
    end: int
    assignee: str | None


def find_tasks(
    text: str, placed: Sequence[Placed], mentions: Sequence[Mention], header: Header
) -> tuple[Task, ...]:
    """Return all tasks in text order, ids t1, t2 …"""
    tables = find_task_tables(text)
    drafts = [
        draft
        for place in placed
        if _may_hold_tasks(place, header)
        for draft in _passage_tasks(place, header)
        if not any(t.span.start <= place.passage.view.origin(draft.start) < t.span.end for t in tables)
    ]
    tasks = [_task(text, draft, mentions, header) for draft in drafts]
    tasks += [_row_task(text, row, placed, mentions, header) for table in tables for row in table.rows]
    tasks.sort(key=lambda t: t.start)
    return tuple(replace(t, id=f"t{n}") for n, t in enumerate(tasks, 1))


def _may_hold_tasks(place: Placed, header: Header) -> bool:
    if place.passage.kind != "text" or place.heading:
        return False
    if (
        any(_NO_TASK_SECTION.search(h) and not _STRONG_HEADING.search(h) for h in place.headings[-2:])
        and header.kind != "Báo cáo"
    ):
        return False
    if header.kind == "Báo cáo" and any(
        _PROPOSALS.match(h) and not _STRONG_HEADING.search(h) for h in place.headings
    ):
        return False
    if place.part == "plan":
        return bool(place.section or place.headings)
    return (
        header.kind == "Thông báo"
        and place.part == "results"
        and bool(place.section)
        and not any(_NO_TASK_SECTION.search(h) for h in place.headings)
    )


def _is_cued(place: Placed, header: Header) -> bool:
    """Where not every sentence sets a task: notices of conclusions, plans, parts that propose."""
    if header.kind == "Thông báo":
        strong = any(re.search(r"nhiệm vụ|phương hướng", h, re.IGNORECASE) for h in place.headings)
        return not strong and not re.search(r"nhiệm vụ", header.title or "", re.IGNORECASE)
    return any(re.search(r"biện pháp|kiến nghị|đề xuất", h, re.IGNORECASE) for h in place.headings)


def _passage_tasks(place: Placed, header: Header) -> list[_Draft]:
    view = place.passage.view.text
    if _LABEL.fullmatch(view):
        return []
    cued = _is_cued(place, header)
    drafts: list[_Draft] = []
    for start, end in sentence_spans(view):
        sentence = view[start:end]
        closing = _REQUEST_IN_CLOSING.search(sentence)
        if _REMARK.match(sentence):
            if closing and "Trên đây" in sentence[:12]:
                drafts.append(_Draft(place, start + closing.start(), _trimmed_end(view, start, end), None))
            continue
        if (_INTRODUCES.search(sentence) and ";" not in sentence) or _FORM_LINE.search(sentence):
            continue
        if cued and re.match(r"\W*[Kk]iến nghị", sentence):
            continue
        if cued and (not _sets_task(sentence, place) or _PAST_OR_REMARK.search(sentence)):
            continue
        if header.kind == "Báo cáo" and _describes(sentence):
            continue
        if header.kind == "Kế hoạch" and not _acts(view, start, end, place):
            continue
        drafts.extend(_sentence_tasks(place, view, start, end, header))
    return drafts


def _describes(sentence: str) -> bool:
    """Say whether a sentence only tells how a body is: "Đảng bộ tỉnh đoàn kết, thống nhất"."""
    named = body_at(sentence, 0) or class_at(sentence, 0)
    return named is not None and not _any_verb().search(sentence, named.end)


def _sets_task(sentence: str, place: Placed) -> bool:
    """Say whether a sentence assigns: by its words, by a deadline, or by a verb below who acts."""
    if _obliges().search(sentence) or deadline_of(sentence, None):
        return True
    return bool(place.headings and heading_actor(place.headings[-1]) and _opens_with_verb().match(sentence))


@cache
def _opens_with_verb() -> re.Pattern[str]:
    return re.compile(rf"\W*{_any_verb().pattern}", re.IGNORECASE)


@cache
def _obliges() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){alternation(read_vocabulary().forms('cue', 'obligation'))}(?!\w)", re.IGNORECASE
    )


def _acts(view: str, start: int, end: int, place: Placed) -> bool:
    """In a plan, a task names who acts, by itself or by its heading, or begins with a verb."""
    return (
        subject_of(view, start, end) is not None
        or any(heading_actor(h) for h in place.headings)
        or bool(_any_verb().search(view, start, min(end, start + 160)))
        or bool(re.match(r"(?:Trước ngày|Năm \d{4}|Từ |Định kỳ|Hằng|Đối với)", view[start:end]))
    )


@cache
def _own_verb() -> re.Pattern[str]:
    verbs = alternation(read_vocabulary().forms("cue", "task-verb"))
    return re.compile(rf"{_RECURRING}(?:(?!\d)\w+[, ]+){{0,3}}?{verbs}(?!\w)", re.IGNORECASE)


def _is_clause(view: str, start: int, end: int) -> bool:
    """Say whether words behind a semicolon have a verb or a subject of their own."""
    if _NOMINAL.match(view, start, end):
        return bool(_PREDICATED.match(view, start, end))
    return bool(_own_verb().match(view, start) or subject_of(view, start, end))


@cache
def _any_verb() -> re.Pattern[str]:
    verbs = alternation(read_vocabulary().forms("cue", "task-verb"))
    return re.compile(rf"(?<!\w){verbs}(?!\w)", re.IGNORECASE)


def _sentence_tasks(place: Placed, view: str, start: int, end: int, header: Header) -> list[_Draft]:
    """Split one sentence into tasks; a clause without a verb stays with the one before it."""
    spans: list[tuple[int, int]] = []
    for first, last in clause_spans(view, start, end):
        numbered = _ENUMERATOR.match(view, first, last)
        own = numbered.end() if numbered else first
        if spans and not _is_clause(view, own, last):
            spans[-1] = (spans[-1][0], last)
        elif not (_INTRODUCES.search(view[own:last]) or own >= last):
            spans.append((own, last))
    heading = next((named for h in reversed(place.headings) if (named := heading_actor(h))), None)
    assignee: str | None = None
    drafts = []
    for first, last in spans:
        stop = _trimmed_end(view, first, last)
        if not _says_something(view[first:stop]):
            continue
        named = _told(view, first, stop) or _subject(view, first, stop)
        if named is None and heading is None:
            named = _led(view, first, stop)
        assignee = canonical(named, header) if named else assignee
        drafts.append(
            _Draft(place, first, stop, assignee or (canonical(heading, header) if heading else None))
        )
    return drafts


# What only announces what follows: a heading that stands as an item of its own.
_ANNOUNCES = re.compile(
    r"\W*(?:Nội dung|Mục tiêu|Quan điểm|Nguyên tắc|Đối tượng|Phạm vi|Nhiệm vụ|Giải pháp|Thời gian"
    r"|Địa điểm|Kinh phí|Phương hướng|Tổ chức thực hiện)\b[^,;:]{0,50}"
)


def _says_something(words: str) -> bool:
    """Refuse a mere heading, and what is left of a damaged cell: few words, or hardly any that are words."""
    if _ANNOUNCES.fullmatch(words):
        return False
    spelled = re.findall(r"[^\W\d_]+", words)
    plain = [w for w in spelled if not w.isupper()]
    legible = sum(map(is_syllable, plain)) >= _LEGIBLE * len(plain)
    return len(spelled) >= _LEAST_WORDS and legible


def _trimmed_end(view: str, start: int, end: int) -> int:
    trailing = _TRAILING.search(view, start, end)
    return trailing.start() if trailing and trailing.start() > start else end


def _told(view: str, start: int, end: int) -> str | None:
    """Return X of "giao X chủ trì", "thống nhất chủ trương để X làm" at the clause's beginning."""
    assigns = _ASSIGNS.match(view, start, end)
    return _acting(view, assigns.end(), end, any_body=True) if assigns else None


def _subject(view: str, start: int, end: int) -> str | None:
    lead = _DATED_LEAD.match(view, start, end)
    at = lead.end() if lead else start
    if plain := _acting(view, at, end, any_body=False):
        return plain
    if subject := subject_of(view, at, end):
        return subject[0]
    plain = _acting(view, at, end, any_body=True)
    # Who only leads leaves the task to those that the next words name.
    return None if plain and _LEADS.match(view, at + len(plain) + 1, end) else plain


def _led(view: str, start: int, end: int) -> str | None:
    """Return X of "chỉ đạo X làm Y"; whom a weaker verb names is not assigned."""
    limit = min(end, start + 160)
    leads = _LEADS.search(view, start, limit)
    return caused_actor(view, leads.start(), limit) if leads else None


def _acting(view: str, start: int, end: int, *, any_body: bool) -> str | None:
    """Return the bodies named at `start` where a verb of tasks follows their names at once.

    A committee's or commission's name ends where its grammar ends. Other names may go on with words of a verb
    ("Trung tâm giới thiệu việc làm"): they count with `any_body`, where nothing else tells their end.
    """
    stop = _past_name(view, start, any_body=any_body)
    while stop and (joined := _JOINED.match(view, stop)):
        following = _past_name(view, joined.end(), any_body=any_body)
        if following is None:
            break
        stop = following
    if stop is None or stop > end or not _verb_follows().match(view, stop):
        return None
    return view[start:stop]


def _past_name(view: str, start: int, *, any_body: bool) -> int | None:
    """Return where the body that begins at `start` ends, or null."""
    group = _PARTY_GROUP.match(view, start)
    body = body_at(view, start) or (body_at(view, group.end()) if group else None)
    if body is not None:
        return body.end if any_body or body.role in _TASK_BODIES else None
    named = class_at(view, start) if any_body else None
    return named.end if named else None


@cache
def _verb_follows() -> re.Pattern[str]:
    return re.compile(rf",? {alternation(read_vocabulary().forms('cue', 'task-verb'))}(?!\w)")


def _coordinators(words: str, header: Header) -> tuple[str, ...]:
    """Return the bodies named behind "phối hợp với", up to the next verb."""
    out: list[str] = []
    for match in _COORDINATED.finditer(words):
        at = match.end()
        for body in find_bodies(words[at : at + 160]):
            if re.search(
                r"[;.]|\b(?:để|nhằm|tổ chức|thực hiện|triển khai|xây dựng|hướng dẫn)\b",
                words[at : at + body.start],
            ):
                break
            name = canonical(body.name, header)
            if name not in out:
                out.append(name)
    return tuple(out)


def _row_task(
    text: str, row: TaskRow, placed: Sequence[Placed], mentions: Sequence[Mention], header: Header
) -> Task:
    """A table's row: the work is the task, its other cells say who and by when."""
    words = text[row.work.start : row.work.end].rstrip(" .;")
    end = row.work.start + len(words)
    section = next((p.section for p in reversed(placed) if p.passage.start <= row.work.start), "")
    year = int(header.plan_start[:4]) if header.plan_start else None
    due = f"hoàn thành {row.deadline[:1].lower()}{row.deadline[1:]}" if row.deadline else ""
    names = tuple(
        canonical(name.strip(), header) for name in re.split(r"[;,] ?", row.support or "") if name.strip()
    )
    return Task(
        id="", section=section, start=row.work.start, end=end, surface=words,
        pieces=(Span(row.work.start, end),),
        assignee=canonical(row.lead, header) if row.lead else None, coordinators=names,
        directives=tuple(m.id for m in mentions if row.work.start <= m.start < end),
        period_start=header.plan_start, period_end=header.plan_end,
        deadline=deadline_of(due, year), confidence=0.9,
    )  # fmt: skip


def _task(text: str, draft: _Draft, mentions: Sequence[Mention], header: Header) -> Task:
    view = draft.place.passage.view
    hull = view.span(draft.start, draft.end)
    words = view.text[draft.start : draft.end]
    cited = tuple(m.id for m in mentions if hull.start <= m.start < hull.end)
    year = int(header.plan_start[:4]) if header.plan_start else None
    return Task(
        id="", section=draft.place.section, start=hull.start, end=hull.end,
        surface=text[hull.start : hull.end], pieces=view.pieces(draft.start, draft.end),
        assignee=draft.assignee, coordinators=_coordinators(words, header), directives=cited,
        period_start=header.plan_start, period_end=header.plan_end, deadline=deadline_of(words, year),
        confidence=0.9,
    )  # fmt: skip
