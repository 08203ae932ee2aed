"""Sentences put into words: slots filled, claims, figures and relations noted as they are written."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bench.corpus.actors import Actor, actor_of
from bench.corpus.acts import Act
from bench.corpus.agenda import Agenda
from bench.corpus.bodies import Body
from bench.corpus.citing import Citations
from bench.corpus.draft import Draft
from bench.corpus.figures import write_figure
from bench.corpus.templates import Template, Token
from kg.model import Part, Status

_ACTOR_SLOTS = frozenset({"btv", "own", "org", "btg", "ubkt", "bdv", "bnc", "low", "few"})
_ACT_SLOTS = frozenset({"a", "b", "p", "pp", "new", "old", "hd"})
_STATUS: dict[Part, Status] = {"results": "done", "shortcomings": "shortcoming", "plan": "planned"}
_LEAST_YEARS = {"interim_review": 1, "final_review": 5}


@dataclass(slots=True)
class Pen:
    """All that a sentence needs: where it goes, who writes, of what time, and chance."""

    draft: Draft
    body: Body
    day: date
    year: int
    part: Part
    agenda: Agenda
    citations: Citations
    chance: random.Random


@dataclass(slots=True)
class Filled:
    """What the slots of one sentence hold."""

    acts: dict[str, Act]
    values: dict[str, str]
    cited: dict[str, int]
    actor: Actor | None = None
    figures_from: int = 0
    targets: tuple[int, ...] = ()


def write_sentence(pen: Pen, template: Template, topic: str, **values: str) -> bool:
    """Write one sentence of a topic; say false where no directive fills its slots, and write nothing."""
    acts = _choose_acts(pen, template, topic)
    if acts is None:
        return False
    write_with(pen, template, acts, values)
    return True


def write_with(pen: Pen, template: Template, acts: dict[str, Act], values: dict[str, str]) -> None:
    """Write one sentence with these directives."""
    draft = pen.draft
    filled = Filled(acts, values, {}, figures_from=len(draft.figures))
    start, ends = draft.at, draft.at
    clause: tuple[int, int] | None = None
    task = draft.at
    draft.capital = True
    for place, token in enumerate(template.tokens):
        match token.kind:
            case "open":
                start = draft.at
            case "close":
                clause = start, draft.at
            case "next":
                _end_task(pen, task)
                draft.write(";")
                task = draft.at + 1
            case _:
                _write_token(pen, filled, token, template.tokens[place + 1 :])
        ends = draft.at
    _end_task(pen, task, ends - 1)
    _claim(pen, template, filled, clause or (start, ends - 1))


def add_statement(
    pen: Pen, mention: int, activity: str, actor: Actor | None, place: tuple[int, int], **more: object
) -> None:
    """Note what was said of a directive; without an actor the report's issuer acts."""
    pen.draft.statements.append(
        {
            "mention": mention,
            "actor": actor.name if actor else pen.body.name,
            "actor_explicit": actor is not None,
            "activity": activity,
            "status": more.get("status") or _STATUS[pen.part],
            "review_years": more.get("years"),
            "via": more.get("via"),
            "start": place[0],
            "end": place[1],
            "figures": more.get("figures") or [],
            "part": pen.part,
            "section": pen.draft.section,
        }
    )


def add_task(pen: Pen, start: int, end: int, **more: object) -> None:
    """Note a task in its place."""
    pen.draft.tasks.append({"start": start, "end": end, "section": pen.draft.section, **more})


def _end_task(pen: Pen, start: int, end: int | None = None) -> None:
    if pen.part == "plan":
        add_task(pen, start, pen.draft.at if end is None else end)


def _choose_acts(pen: Pen, template: Template, topic: str) -> dict[str, Act] | None:
    """Return a directive for each slot, null where one has none or the report must not cite it."""
    acts: dict[str, Act] = {}
    # What is new decides what it is for.
    for slot in sorted(template.slots & _ACT_SLOTS, key=lambda s: (s not in ("new", "hd"), s)):
        act = acts.get(slot) or _choose_act(pen, template, slot, topic)
        if act is None or not pen.citations.fits(act) or _twice(acts, slot, act):
            return None
        acts[slot] = act
        if slot in ("new", "hd") and act.target:
            acts["old" if act.relation == "replaces" else "a"] = act.target
    keys = [a.key for a in acts.values()]
    return acts if len(set(keys)) == len(keys) else None


def _twice(acts: dict[str, Act], slot: str, act: Act) -> bool:
    return any(s != slot and a.path == act.path for s, a in acts.items())


def _choose_act(pen: Pen, template: Template, slot: str, topic: str) -> Act | None:
    agenda = pen.agenda
    match slot:
        case "new":
            return agenda.replacing() if "old" in template.slots else agenda.new(topic)
        case "hd":
            return agenda.guidance()
        case "p" | "pp":
            return agenda.local(topic)
    least = next((y for activity, y in _LEAST_YEARS.items() if (activity, slot) in template.claims), 0)
    return agenda.aged(topic, least, pen.year) if least else agenda.any_of(topic)


def _write_token(pen: Pen, filled: Filled, token: Token, rest: Sequence[Token]) -> None:
    draft, name = pen.draft, token.words
    if token.kind == "text":
        draft.write(token.words)
    elif token.kind == "any":
        draft.write(pen.chance.choice(token.arguments))
    elif name in filled.values:
        draft.write(filled.values[name])
    elif name == "years":
        draft.write(f"{pen.year - filled.acts['a'].day.year:02}")
    elif name in _ACT_SLOTS:
        _write_act(pen, filled, name, _ends_clause(rest))
    elif name.lstrip("=") in _ACTOR_SLOTS or name == "who":
        _write_actor(pen, filled, token)
    else:
        write_figure(pen.draft, pen.chance, token)


def _ends_clause(rest: Sequence[Token]) -> bool:
    """Say whether a title may follow: its words would swallow others."""
    following = next((t for t in rest if t.kind != "close"), None)
    return following is None or following.kind == "next" or following.words[:1] in (".", ",")


def _write_act(pen: Pen, filled: Filled, slot: str, may_title: bool) -> None:
    act = filled.acts[slot]
    own = act.suffix == pen.body.code and act.scope == pen.body.scope
    wants_title = may_title and pen.chance.random() < 0.4
    has_target = act.relation is not None and slot == "pp"
    continued = act.relation == "continues" and wants_title
    title = wants_title and act.relation is None
    new = slot in ("new", "hd") or (slot == "old" and own)
    number = pen.citations.cite(pen.draft, act, own=own, title=title, new=new, listed=slot == "b")
    filled.cited[slot] = number
    if continued or (has_target and may_title and act.relation == "implements"):
        target = pen.citations.cite_target(pen.draft, number)
        if target is not None and act.relation == "implements":
            filled.targets = (target,)


def _write_actor(pen: Pen, filled: Filled, token: Token) -> None:
    name = token.words
    if name == "who":
        actor = Actor(token.arguments[0], token.arguments[0])
    else:
        actor = actor_of(pen.body, name.lstrip("="), pen.day, pen.chance)
    pen.draft.write(actor.words)
    if not name.startswith("=") and filled.actor is None:
        filled.actor = actor


def _claim(pen: Pen, template: Template, filled: Filled, place: tuple[int, int]) -> None:
    draft = pen.draft
    figures = [f"f{n + 1}" for n in range(filled.figures_from, len(draft.figures))]
    for activity, slot in template.claims:
        review = activity in _LEAST_YEARS and "years" in template.slots
        via = next((link.source for link in template.links if link.target == slot), None)
        more = {
            "status": "ongoing" if template.ongoing and pen.part == "results" else None,
            "years": pen.year - filled.acts[slot].day.year if review else None,
            "via": filled.cited.get(via) if via else None,
            "figures": figures,
        }
        add_statement(pen, filled.cited[slot], activity, filled.actor, place, **more)
        if slot == "pp":
            for target in filled.targets:
                add_statement(pen, target, activity, filled.actor, place, **more)
    for link in template.links:
        draft.relations.append((filled.cited[link.source], link.relation, filled.cited[link.target]))
