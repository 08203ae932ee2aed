"""One thing as a whole: a directive, a body or a report, with the sentences that speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.content import content_path
from kg.errors import UsageError
from kg.naming import AmbiguousNameError, Choice, find_bodies, find_directives, find_reports
from kg.questions import Answer, Question, Words, ask, parse_question, read_question
from kg.store import Store, Term

Kind = Literal["directive", "body", "report"]

# What is shown of each kind, in order; a name with a slash is a file in `queries/`.
_TABLES: Mapping[Kind, tuple[str, ...]] = {
    "directive": ("trace", "citations", "cascade"),
    "body": ("show/body-links", "show/body-changes", "show/body-reports", "body"),
    "report": ("show/report-header", "show/report-statements", "show/report-open", "show/report-findings"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A thing and the tables that tell of it."""

    kind: Kind
    choice: Choice
    tables: tuple[tuple[Words, Answer], ...]


def show(store: Store, typed: str, language: str = "vi") -> Sheet:
    """Return what the store holds on the one thing that fits a name.

    Raises UsageError where nothing fits, AmbiguousNameError where several things do.
    """
    kind, choice = _find(store, typed)
    bindings: dict[str, Term] = {kind: ox.NamedNode(choice.iri), "lang": ox.Literal(language)}
    tables = []
    for name in _TABLES[kind]:
        question = _question(name)
        wanted = {p.name: bindings[p.name] for p in question.parameters if p.name in bindings}
        tables.append((question.title, ask(store, question, wanted)))
    return Sheet(kind, choice, tuple(tables))


def _find(store: Store, typed: str) -> tuple[Kind, Choice]:
    """Reports go by exact names, so they come first; bodies by any words, so they come last."""
    fitting: tuple[tuple[Kind, tuple[Choice, ...]], ...] = (
        ("report", find_reports(store, typed)),
        ("directive", find_directives(store, typed)),
    )
    found = [(kind, choice) for kind, choices in fitting for choice in choices]
    found = found or [("body", choice) for choice in find_bodies(store, typed)]
    if not found:
        raise UsageError(
            f"Không thấy «{typed}» trong kho: không có văn bản, cơ quan hay báo cáo nào tên như vậy.",
            f"No “{typed}” in the store: no directive, body or report of that name.",
        )
    if len(found) > 1:
        raise AmbiguousNameError(typed, [choice for _, choice in found])
    return found[0]


def _question(name: str) -> Question:
    if "/" in name:
        return parse_question(content_path("queries") / f"{name}.rq")
    return read_question(name)
