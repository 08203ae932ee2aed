"""Footnotes: the sentence with the mark, and below its paragraph the note that names the documents."""

from __future__ import annotations

from collections.abc import Callable

from bench.corpus.actors import Actor, actor_of
from bench.corpus.acts import Act
from bench.corpus.figures import counted
from bench.corpus.templates import Template, sentences
from bench.corpus.writing import Pen, add_statement

_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = ("issue", "disseminate", "review", "figures")


def write_note(pen: Pen, topic: str) -> bool:
    """Write a paragraph with a footnote of some kind; say false where no directive fills it."""
    kind = pen.chance.choice(_KINDS)
    acts = _acts(pen, kind, topic)
    if acts is None:
        return False
    mark = _mark(pen, len(pen.draft.notes) + 1)
    actor = _write_host(pen, pen.chance.choice(sentences()[f"note {kind}"]), mark, len(acts))
    start = pen.draft.at
    pen.draft.write(f"\n\n{mark} ")
    _WRITERS[kind](pen, acts, actor)
    pen.draft.write(".")
    pen.draft.notes.append((start, pen.draft.at))
    return True


def _acts(pen: Pen, kind: str, topic: str) -> list[Act] | None:
    """Return different directives that a note names, null where there are too few."""
    if kind == "figures":
        return []
    draws: dict[str, Callable[[], Act | None]] = {
        "issue": pen.agenda.own_lately,
        "disseminate": lambda: pen.agenda.central(topic),
        "review": lambda: pen.agenda.aged(topic, 1, pen.year),
    }
    wanted = pen.chance.randint(2, 3)
    found: dict[str, Act] = {}
    for _ in range(3 * wanted):
        act = draws[kind]()
        if act and act.number and act.abbr != "NQTW" and pen.citations.fits(act):
            found.setdefault(act.key, act)
        if len(found) == wanted:
            return list(found.values())
    return None


def _mark(pen: Pen, number: int) -> str:
    small = str(number).translate(_SMALL)
    return f"⁽{small}⁾" if pen.citations.comma else small


def _write_host(pen: Pen, template: Template, mark: str, count: int) -> Actor | None:
    """Write the sentence that bears the mark; return who acts in it."""
    draft, actor = pen.draft, None
    draft.capital = True
    for token in template.tokens:
        if token.kind in ("text", "next"):
            draft.write(token.words)
        elif token.words == "mark":
            draft.write(mark)
        elif token.words == "count":
            draft.figure(f"{counted(count)} {token.arguments[0]}", token.arguments[0], count)
        else:
            actor = actor_of(pen.body, token.words, pen.day, pen.chance)
            draft.write(actor.words)
    return actor


def _list_acts(activity: str, own: bool) -> Callable[[Pen, list[Act], Actor | None], None]:
    def write(pen: Pen, acts: list[Act], actor: Actor | None) -> None:
        for place, act in enumerate(acts):
            start = pen.draft.at + (2 if place else 0)
            pen.draft.write("; " if place else "")
            number = pen.citations.cite(pen.draft, act, own=own, new=own, listed=True)
            add_statement(pen, number, activity, actor, (start, pen.draft.at))

    return write


def _list_reviews(pen: Pen, acts: list[Act], actor: Actor | None) -> None:
    for place, act in enumerate(acts):
        years = pen.year - act.day.year
        activity, verb = ("final_review", "tổng kết") if years >= 5 else ("interim_review", "sơ kết")
        pen.draft.write("; " if place else "")
        start = pen.draft.at
        pen.draft.write(f"{verb if place else verb.capitalize()} {years:02} năm thực hiện ")
        number = pen.citations.cite(pen.draft, act)
        add_statement(pen, number, activity, actor, (start, pen.draft.at), years=years)


def _list_figures(pen: Pen, _acts: list[Act], _actor: Actor | None) -> None:
    courses, people = pen.chance.randint(2, 20), pen.chance.randint(90, 1900)
    pen.draft.figure(f"{counted(courses)} lớp", "lớp", courses)
    pen.draft.write(" với ")
    pen.draft.figure(f"{counted(people)} học viên", "học viên", people)


_WRITERS: dict[str, Callable[[Pen, list[Act], Actor | None], None]] = {
    "issue": _list_acts("issue", own=True),
    "disseminate": _list_acts("disseminate", own=False),
    "review": _list_reviews,
    "figures": _list_figures,
}
