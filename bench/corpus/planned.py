"""What a body plans and what comes of it: told of next time, carried over, or never heard of again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bench.corpus.acts import TOPICS, Act
from bench.corpus.agenda import Agenda
from bench.corpus.bodies import Body, commune_name
from bench.corpus.chance import draw, pick
from bench.corpus.periods import Period, index_of, period_at
from bench.corpus.templates import WorkTemplate, things, works

Fate = Literal["result", "carried", "silent"]
_ASSIGNEES = ("org", "ubkt", "btg", "bdv")
_LEAST_YEARS = {"interim_review": 1, "final_review": 5}
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work, the same from report to report: `key` is "tu-ha-tinh/2019-h1/2".

    `fate` is what the next report shows of it: the result, the same task again, or nothing.
    """

    key: str
    template: WorkTemplate
    act: Act | None
    years: int | None
    place: str
    thing: str
    assignee: str | None
    coordinator: str | None
    deadline: date | None
    deadline_words: str
    fate: Fate
    again: bool = False
    """It stood in the plan before, too."""


def planned_by(seed: int, body: Body, period: Period, count: int) -> tuple[Work, ...]:
    """Return what a report of a period plans: its own work, then what is carried over from the one before."""
    before = _before(body, period)
    carried = own_work(seed, body, before, count) if before else ()
    return own_work(seed, body, period, count) + tuple(
        replace(w, again=True, fate=_second_fate(seed, w), deadline=None, deadline_words="")
        for w in carried
        if w.fate == "carried"
    )


def done_by(seed: int, body: Body, period: Period, count: int) -> tuple[Work, ...]:
    """Return the work of earlier plans that a report tells the result of."""
    before = _before(body, period)
    return tuple(w for w in planned_by(seed, body, before, count) if w.fate == "result") if before else ()


def own_work(seed: int, body: Body, period: Period, count: int) -> tuple[Work, ...]:
    """Return the work that a body plans for the first time at the end of a period."""
    return tuple(_works(seed, body, period, count))


def _before(body: Body, period: Period) -> Period | None:
    index = index_of(body.rhythm, period) - 1
    return period_at(body.rhythm, index) if index >= max(body.first, 0) else None


def _second_fate(seed: int, work: Work) -> Fate:
    return "result" if pick(10, seed, "again", work.key) < 6 else "silent"


def _works(seed: int, body: Body, period: Period, count: int) -> Iterator[Work]:
    chance = draw(seed, "works", body.key, period)
    agenda = Agenda(seed, body, period, period.end - timedelta(25), chance)
    seen: set[tuple[object, ...]] = set()
    number = 0
    for _ in range(_TRIES * count):
        template = chance.choice(works())
        act, years = _object(template, agenda, period)
        if template.activity and act is None:
            continue
        place, thing = commune_name(chance.randrange(10_000) % 576, seed), chance.choice(things())
        same = (template, act.path if act else thing)
        if same in seen:
            continue  # two tasks of one plan are told apart by their words
        seen.add(same)
        number += 1
        deadline, words = _deadline(period, agenda)
        assignee = chance.choice(_ASSIGNEES) if chance.random() < 0.45 else None
        partner = chance.choice([a for a in _ASSIGNEES if a != assignee]) if chance.random() < 0.3 else None
        fate: Fate = chance.choices(("result", "carried", "silent"), (50, 20, 30))[0]
        yield Work(
            f"{body.key}/{period}/{number}", template, act, years, place, thing, assignee,
            partner if assignee else None, deadline, words, fate,
        )  # fmt: skip
        if number == count:
            return


def _object(template: WorkTemplate, agenda: Agenda, period: Period) -> tuple[Act | None, int | None]:
    topic = agenda.chance.choice(TOPICS)
    if template.activity is None:
        return None, None
    if template.activity not in _LEAST_YEARS:
        return agenda.any_of(topic), None
    act = agenda.aged(topic, _LEAST_YEARS[template.activity], period.plan_end.year)
    return act, period.plan_end.year - act.day.year if act else None


def _deadline(period: Period, agenda: Agenda) -> tuple[date | None, str]:
    within = (period.plan_end - period.plan_start).days
    day = period.plan_start + timedelta(agenda.chance.randrange(20, within))
    match agenda.chance.randrange(5):
        case 0:
            return day, f"trước ngày {day.day:02}/{day.month}/{day.year}"
        case 1:
            quarter = (day.month - 1) // 3
            end = date(day.year + (quarter == 3), quarter * 3 % 12 + 4 if quarter < 3 else 1, 1) - timedelta(
                1
            )
            return end, f"trong quý {('I', 'II', 'III', 'IV')[quarter]}/{day.year}"
        case _:
            return None, ""
