"""The named questions, asked of the store while it is open, so that their pages can show rows.

A question without required parameters is asked as it stands, unless the store is large. Others, and those
that set two bodies side by side, are asked for an example that the store itself gives: a directive and bodies
of many reports, the days reported on. Never the clock, so that the same store gives the same pages; and never
about so much that a question holds up a build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from kg.questions import (
    Answer,
    Column,
    Parameter,
    Question,
    Words,
    answer_of,
    bind_parameters,
    question_names,
    read_question,
)
from kg.site.cache import Cache, Values
from kg.site.keys import is_whole, key_of
from kg.site.rowsets import RowSet
from kg.store import Store, Term, read_store

SHOWN = 100
"""Rows of an answer that a page shows."""

Given = Mapping[str, str]
"""{parameter as people type it: key of a directive, body or province; a day}."""
_OFFERED = 4
"""Questions take no more things of one kind."""
_MANY = 300
"""A directive is an example where no more reports speak of it, and a store is small that holds no more."""


def _table(name: str, vi: str, en: str, *columns: Column) -> RowSet:
    return RowSet(name, Question(name, Words(vi, en), Words(vi, en), (), columns, ""))


_QUESTION = Column("question", "iri", Words("Câu hỏi", "Question"))
QUESTION = _table(
    "question", "Câu hỏi có tên", "Named questions", _QUESTION,
    Column("title", "text", Words("Hỏi gì", "What it asks")),
    Column("given", "text", Words("Hỏi với, dạng JSON", "Asked with, as JSON")),
    Column("count", "integer", Words("Số dòng", "Number of rows")),
)  # fmt: skip
ANSWER = _table(
    "answer", "Câu trả lời", "Answers", _QUESTION,
    Column("number", "integer", Words("Số thứ tự", "Number")),
    Column("cells", "text", Words("Các ô, dạng JSON", "Cells, as JSON")),
)  # fmt: skip
ASKED = {rows.name: rows for rows in (ANSWER, QUESTION)}
"""The tables that are filled here: `count` is null where the store has nothing to ask with."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What a store can be asked about: keys, those of most reports first, and the days reported on.

    Of a large store it is not asked what every report says.
    """

    directives: tuple[str, ...]
    bodies: tuple[str, ...]
    provinces: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    is_large: bool = False

    def of(self, question: Question) -> Given | None:
        """Return a value for each parameter that is required; null where the store has none for one."""
        offered = {
            "directive": iter(self.directives),
            "body": iter(self.bodies),
            "province": iter(self.provinces),
        }
        given: dict[str, str] = {}
        for parameter in self._needed(question):
            value = self._day(parameter) or next(offered.get(parameter.kind, iter(())), None)
            if value is None:
                return None
            given[parameter.option] = value
        return given

    def _needed(self, question: Question) -> list[Parameter]:
        needed = [p for p in question.parameters if p.required or _is_compared(question, p)]
        return needed or [p for p in question.parameters if self.is_large and p.name == "body"]

    def _day(self, parameter: Parameter) -> str | None:
        if parameter.kind != "date":
            return None
        return self.first_day if parameter.name == "from" else self.last_day


def ask_all(store: Store, cache: Cache, workers: int = 1) -> set[int]:
    """Fill the tables of answers; return the hashes of changed look-ups.

    Of a small store one process asks sooner than others can be started.
    """
    questions: list[Values] = []
    answers: list[Values] = []
    examples = read_examples(cache)
    given = {question: examples.of(question) for question in map(read_question, question_names())}
    asking = {q.name: g for q, g in given.items() if g is not None}
    asked = _ask_each(store, asking, workers if examples.is_large else 1)
    for question, values in given.items():
        key, spelled = f"question/{question.name}", json.dumps(values, ensure_ascii=False, sort_keys=True)
        rows, count = asked.get(question.name, ((), None))
        questions.append((key, question.title.vi, spelled, count))
        answers += ((key, number, row) for number, row in enumerate(rows, 1))
    return _replace(cache, QUESTION, questions) | _replace(cache, ANSWER, answers)


def _ask_each(store: Store, given: Mapping[str, Given], workers: int) -> dict[str, tuple[list[str], int]]:
    """Return the first rows of each question and how many it has, asked by several processes."""
    if workers == 1:
        return {name: _ask(store, read_question(name), values) for name, values in given.items()}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        asked = pool.map(_ask_alone, [store.path] * len(given), given.keys(), given.values())
        return dict(zip(given, asked, strict=True))


def _ask_alone(path: Path, name: str, given: Given) -> tuple[list[str], int]:
    """Ask one question; run in a process of its own."""
    with read_store(path) as store:
        return _ask(store, read_question(name), given)


def read_examples(cache: Cache) -> Examples:
    """Choose from the rows: what many reports speak of, what most reports are of."""
    return Examples(
        directives=tuple(filter(is_whole, cache.most("account", "directive", _OFFERED, at_most=_MANY))),
        bodies=tuple(filter(is_whole, cache.most("report", "body", _OFFERED))),
        provinces=cache.most("report", "province", _OFFERED),
        first_day=cache.extremes("report", "start")[0],
        last_day=cache.extremes("report", "end")[1],
        is_large=cache.count("report") > _MANY,
    )


def _is_compared(question: Question, parameter: Parameter) -> bool:
    """Tell whether a parameter is one of two bodies set side by side: `body` and `otherBody`."""
    names = {p.name for p in question.parameters}
    return parameter.kind == "body" and (
        parameter.name.startswith("other") or f"other{parameter.name.capitalize()}" in names
    )


def spelled_value(kind: str, value: str) -> str:
    """Return a value as it is typed for `kg ask`, so that it names one thing.

    >>> spelled_value("directive", "directive/tw/2016/05-ct-tw"), spelled_value("body", "body/ban-dan-van")
    ('tw/2016/05-ct-tw', 'body/ban-dan-van')
    """
    return value.partition("/")[2] if kind in ("directive", "province") else value


def _ask(store: Store, question: Question, given: Given) -> tuple[list[str], int]:
    """Return the first rows, each as JSON with IRIs as keys, and how many rows there are."""
    names = [column.name for column in question.columns]
    rows = store.tuples(question.text, names, _bindings(store, question, given))
    solutions = (dict(zip(names, row, strict=True)) for row in rows)
    shown = answer_of(question, islice(solutions, SHOWN))
    rest = sum(1 for _ in solutions)
    return list(_rows(shown, store.base)), len(shown.rows) + rest


def _bindings(store: Store, question: Question, given: Given) -> dict[str, Term]:
    """Bind what is given; labels are Vietnamese, as the reports are."""
    kinds = {p.option: p.kind for p in question.parameters}
    typed = {option: spelled_value(kinds[option], value) for option, value in given.items()}
    typed |= {p.option: "vi" for p in question.parameters if p.kind == "language"}
    return bind_parameters(store, question, typed)


def _rows(answer: Answer, base: str) -> Iterator[str]:
    kinds = [column.kind for column in answer.columns]
    for row in answer.rows:
        cells = [
            key_of(cell, base) if kind == "iri" and isinstance(cell, str) else cell
            for kind, cell in zip(kinds, row, strict=True)
        ]
        yield json.dumps(cells, ensure_ascii=False)


def _replace(cache: Cache, rows: RowSet, values: list[Values]) -> set[int]:
    if not cache.holds_table(rows.name):
        cache.replace_table(rows, ())
    return cache.replace_rows(rows, None, values)
