"""The parts of a report: what was done, what falls short, what is planned; and what came of earlier plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from bench.corpus.actors import Actor, actor_of
from bench.corpus.acts import TOPICS, Act
from bench.corpus.agenda import Agenda
from bench.corpus.bodies import Body
from bench.corpus.chance import draw
from bench.corpus.citing import Citations
from bench.corpus.draft import Draft
from bench.corpus.faults import faults_of
from bench.corpus.letterhead import report_day, write_foot, write_head
from bench.corpus.notes import write_note
from bench.corpus.periods import Period
from bench.corpus.planned import Work, done_by, planned_by
from bench.corpus.templates import Template, Token, sentences
from bench.corpus.writing import Pen, add_statement, add_task, write_sentence, write_with

Size = Literal["small", "real"]
_HEADINGS = {
    "tuyen-giao": ("Công tác chính trị, tư tưởng", "Công tác tuyên giáo"),
    "to-chuc": ("Công tác tổ chức, cán bộ", "Công tác tổ chức xây dựng Đảng"),
    "kiem-tra": ("Công tác kiểm tra, giám sát", "Công tác kiểm tra, giám sát, kỷ luật đảng"),
    "noi-chinh": ("Công tác nội chính", "Công tác nội chính, phòng, chống tham nhũng"),
    "dan-van": ("Công tác dân vận", "Công tác dân vận, Mặt trận và các đoàn thể"),
    "kinh-te": ("Phát triển kinh tế - xã hội", "Kinh tế - xã hội, cải cách hành chính"),
}
_OFFICE_TOPICS = ("kinh-te", "noi-chinh", "dan-van")
_TRIES = 12


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much a report holds."""

    topics: int
    paragraphs: tuple[int, int]
    """Of a topic, least and most."""
    sentences: int
    """Of a paragraph, at most."""
    shortcomings: int
    plans: int
    works: int
    note_every: int


_EXTENTS: dict[Size, _Extent] = {
    "small": _Extent(3, (2, 4), 2, 2, 2, 4, 6),
    "real": _Extent(6, (14, 20), 3, 8, 10, 24, 7),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a report tells what came of earlier work: "result", or "carried" where it is planned again."""

    work: str
    told_as: Literal["result", "carried"]
    start: int
    end: int


def write_report(
    draft: Draft, seed: int, body: Body, period: Period, size: Size
) -> tuple[dict[str, Any], dict[str, Work], tuple[Answer, ...]]:
    """Write a report; return its header's facts, the work of its tasks, what it tells of earlier work."""
    chance, extent = draw(seed, "report", body.key, period), _EXTENTS[size]
    header = write_head(draft, seed, body, period)
    day = report_day(seed, body, period)
    agenda = Agenda(seed, body, period, day, chance)
    pen = Pen(
        draft, body, day, period.year, "results", agenda, Citations(chance, chance.random() < 0.7), chance
    )
    point = chance.choice((".", "-"))
    draft.write(f"\n\n{_opening(pen, period)}")
    answers = _results(pen, seed, period, extent, point)
    _shortcomings(pen, extent, point)
    works, again = _plan(pen, seed, period, extent, point)
    header |= write_foot(draft, seed, body, period)
    return header, works, (*answers, *again)


def _opening(pen: Pen, period: Period) -> str:
    actor = actor_of(pen.body, "btv", pen.day, pen.chance)
    return (
        f"Trong {period.results}, {actor.words} tập trung lãnh đạo, chỉ đạo thực hiện toàn diện "
        "các mặt công tác, đạt được những kết quả như sau:"
    )


def _results(pen: Pen, seed: int, period: Period, extent: _Extent, point: str) -> tuple[Answer, ...]:
    pen.draft.write(
        f"\n\nI{point} {pen.chance.choice(('KẾT QUẢ THỰC HIỆN', 'KẾT QUẢ ĐẠT ĐƯỢC', 'KẾT QUẢ CÔNG TÁC'))}"
    )
    topics = [t for t in TOPICS if pen.body.sort != "office" or t in _OFFICE_TOPICS][: extent.topics]
    if extent.topics < len(TOPICS) and pen.body.sort != "office":
        topics[2] = pen.chance.choice(TOPICS[2:])
    done = list(done_by(seed, pen.body, period, extent.works))
    faults = faults_of(pen)
    answers: list[Answer] = []
    for number, topic in enumerate(topics, 1):
        pen.draft.section = f"I.{number}"
        pen.draft.write(f"\n\n{number}. {pen.chance.choice(_HEADINGS[topic])}")
        last = number == len(topics)
        own = [done.pop() for _ in range(len(done) if last else len(done) // (len(topics) - number + 1))]
        paragraphs = _topic_paragraphs(pen, topic, extent)
        told = [partial(_tell, pen, work, answers) for work in own]
        _mix(pen, [*paragraphs, *told, *(partial(fault, pen) for fault in faults if last)])
    return tuple(answers)


def _mix(pen: Pen, paragraphs: Sequence[Callable[[], bool]]) -> None:
    """Write paragraphs in a mixed order, each on a line of its own with a dash.

    One that says false could not be written, and has put down no fact.
    """
    order = list(paragraphs)
    pen.chance.shuffle(order)
    for write in order:
        before = len(pen.draft.parts), pen.draft.at
        pen.draft.write("\n\n- ")
        pen.draft.capital = True
        if not write():
            del pen.draft.parts[before[0] :]
            pen.draft.at = before[1]


def _topic_paragraphs(pen: Pen, topic: str, extent: _Extent) -> list[Callable[[], bool]]:
    count = pen.chance.randint(*extent.paragraphs)
    return [partial(_paragraph, pen, topic, extent)] * count


def _paragraph(pen: Pen, topic: str, extent: _Extent) -> bool:
    """Write a paragraph: a sentence that cites, sometimes others behind it, sometimes a note."""
    if pen.chance.randrange(extent.note_every) == 0 and write_note(pen, topic):
        return True
    options = sentences()[topic]
    if not _some_sentence(pen, options, topic):
        return False
    for _ in range(pen.chance.randrange(extent.sentences)):
        pen.draft.write(" ")
        # What follows a subject is its own only where it says so: no claim without an actor comes second.
        _some_sentence(pen, [t for t in options if _names_actor(t) or not t.claims], topic)
    return True


def _names_actor(template: Template) -> bool:
    actors = {"btv", "own", "org", "btg", "ubkt", "bdv", "bnc", "low", "few", "who"}
    return bool(template.slots & actors)


def _some_sentence(pen: Pen, options: Sequence[Template], topic: str) -> bool:
    return any(write_sentence(pen, pen.chance.choice(options), topic) for _ in range(_TRIES))


def _tell(pen: Pen, work: Work, answers: list[Answer]) -> bool:
    """Tell what came of a piece of work."""
    start = pen.draft.at
    actor = actor_of(pen.body, work.assignee, pen.day, pen.chance) if work.assignee else None
    lead = f"{actor.words} đã " if actor else "Đã "
    pen.draft.write(lead)
    _write_work(pen, work, work.template.done, actor, (start, -1))
    answers.append(Answer(work.key, "result", start, pen.draft.at))
    pen.draft.write(".")
    return True


def _write_work(
    pen: Pen, work: Work, tokens: Sequence[Token], actor: Actor | None, place: tuple[int, int]
) -> None:
    """Write a work's words and claim its activity, in the clause from `place` on."""
    values = {"place": work.place, "thing": work.thing, "years": f"{work.years or 0:02}"}
    for token in tokens:
        if token.kind != "slot":
            pen.draft.write(token.words)
        elif token.words == "a" and work.act:
            number = _cite_work(pen, work.act)
        else:
            pen.draft.write(values[token.words])
    if work.act and work.template.activity:
        add_statement(pen, number, work.template.activity, actor, (place[0], pen.draft.at), years=work.years)


def _cite_work(pen: Pen, act: Act) -> int:
    """Cite what work is about; where the report cites another of that symbol, in full."""
    if not pen.citations.fits(act):
        return pen.citations.cite_in_full(pen.draft, act)
    own = act.suffix == pen.body.code and act.scope == pen.body.scope
    return pen.citations.cite(pen.draft, act, own=own)


def _shortcomings(pen: Pen, extent: _Extent, point: str) -> None:
    pen.part, pen.draft.section = "shortcomings", "II"
    pen.draft.write(
        f"\n\nII{point} {pen.chance.choice(('HẠN CHẾ, KHUYẾT ĐIỂM', 'TỒN TẠI, HẠN CHẾ', 'HẠN CHẾ'))}"
    )
    options = sentences()["shortcomings"]
    _mix(pen, [lambda: _some_sentence(pen, options, pen.chance.choice(TOPICS))] * extent.shortcomings)


def _plan(
    pen: Pen, seed: int, period: Period, extent: _Extent, point: str
) -> tuple[dict[str, Work], list[Answer]]:
    """Write the plan: one numbered item a piece of work, general tasks between."""
    pen.part = "plan"
    heading = pen.chance.choice(("NHIỆM VỤ TRỌNG TÂM", "PHƯƠNG HƯỚNG, NHIỆM VỤ"))
    pen.draft.write(f"\n\nIII{point} {heading} {period.plans.upper()}")
    planned = planned_by(seed, pen.body, period, extent.works)
    items: list[Work | None] = [*planned, *[None] * extent.plans]
    pen.chance.shuffle(items)
    works: dict[str, Work] = {}
    answers: list[Answer] = []
    number = 0
    for item in items:
        number += 1
        pen.draft.section = f"III.{number}"
        pen.draft.write(f"\n\n{number}. ")
        if item is None:
            pen.draft.capital = True
            _general(pen)
            continue
        _plan_work(pen, item)
        task = f"t{len(pen.draft.tasks)}"
        works[task] = item
        if item.again:
            answers.append(
                Answer(item.key, "carried", pen.draft.tasks[-1]["start"], pen.draft.tasks[-1]["end"])
            )
    return works, answers


def _general(pen: Pen) -> None:
    topic = pen.chance.choice(TOPICS)
    options = sentences()["plan"]
    if not _some_sentence(pen, options, topic):
        write_with(pen, next(t for t in options if not t.claims), {}, {})


def _plan_work(pen: Pen, work: Work) -> None:
    draft = pen.draft
    start = draft.at
    actor = actor_of(pen.body, work.assignee, pen.day, pen.chance) if work.assignee else None
    partner = actor_of(pen.body, work.coordinator, pen.day, pen.chance) if work.coordinator else None
    if partner and actor and partner.words == actor.words:
        partner = None
    draft.capital = actor is None
    if actor:
        draft.write(f"{actor.words} ")
        if partner:
            draft.write(f"chủ trì, phối hợp với {partner.words} ")
    if work.again:
        draft.write("tiếp tục ")
    _write_work(pen, work, work.template.planned, actor, (start, -1))
    if work.deadline:
        lead = ", hoàn thành " if work.deadline_words.startswith("trước") else " "
        draft.write(f"{lead}{work.deadline_words}")
    add_task(
        pen,
        start,
        draft.at,
        assignee=actor.name if actor else None,
        coordinators=[partner.name] if partner else [],
        deadline=work.deadline.isoformat() if work.deadline else None,
    )
    draft.write(".")
