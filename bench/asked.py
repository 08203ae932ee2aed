"""What the bench asks: every question, with parameters that are typical of the store at hand.

A header says what a question needs, so that a new one is asked without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.questions import Parameter, Question, bind_parameters, question_names, read_question
from kg.store import Store, Term
from kg.vocabulary import read_vocabulary

_DAY = "2024-06-30"
_CITED = """
PREFIX dkg: <https://w3id.org/directive-kg/ontology#>
SELECT ?thing (COUNT(?account) AS ?times)
WHERE { GRAPH ?resolution { ?account dkg:ofDirective ?thing } }
GROUP BY ?thing ORDER BY DESC(?times) ?thing
"""
_REPORTING = """
PREFIX dkg: <https://w3id.org/directive-kg/ontology#>
SELECT ?thing (COUNT(?report) AS ?times)
WHERE { GRAPH ?resolution { ?report dkg:reportingBody ?thing ; dkg:coversFrom ?day } }
GROUP BY ?thing ORDER BY DESC(?times) ?thing
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters. `about` says in words what they are."""

    question: Question
    about: str
    bindings: dict[str, Term]


@dataclass(frozen=True, slots=True)
class _Typical:
    """Of a store: what is cited most, what half of all accounts is above, and bodies by their reports."""

    popular: str
    usual: str
    bodies: tuple[str, ...]


def all_asked(store: Store) -> Iterator[Asked]:
    """Yield every question: about a usual and a popular directive, a body, or all that is held."""
    typical = _typical(store)
    for name in question_names():
        question = read_question(name)
        for about, given in _cases(question, typical):
            yield Asked(question, about, bind_parameters(store, question, given))


def _cases(question: Question, typical: _Typical) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is typed, for one question: required things vary; what may be left out is left out once."""
    needed = {p.option: _value(p, typical, i) for i, p in enumerate(question.parameters) if p.required}
    kinds = {p.option: p.required for p in question.parameters}
    if not needed:
        yield "all", {}
    if "directive" in kinds:
        yield "a usual directive", {**needed, "directive": typical.usual}
        yield "the most cited", {**needed, "directive": typical.popular}
    if "body" in kinds and not kinds.get("directive"):
        yield "a body", {**needed, "body": typical.bodies[0]}
    if needed and not kinds.keys() & {"directive", "body"}:
        yield ", ".join(needed), needed


def _value(parameter: Parameter, typical: _Typical, place: int) -> str:
    """Return something to type; two bodies of one question are two."""
    match parameter.kind:
        case "directive":
            return typical.usual
        case "body":
            return typical.bodies[place % len(typical.bodies)]
        case "province":
            return ("Hải Dương", "Hà Tĩnh")[place % 2]
        case "concept":
            return next(iter(read_vocabulary().schemes[parameter.name]))
        case "date":
            return _DAY
        case "language":
            return "vi"
        case _:
            return "5"


def _typical(store: Store) -> _Typical:
    cited, reporting = (_counted(store, query) for query in (_CITED, _REPORTING))
    above, half = 0, sum(times for _, times in cited) / 2
    for thing, times in cited:
        above += times
        if above >= half:
            return _Typical(cited[0][0], thing, tuple(body for body, _ in reporting[:9]))
    raise ValueError("a store without reports is asked nothing")


def _counted(store: Store, query: str) -> Sequence[tuple[str, int]]:
    rows = store.select(query)
    return [(r["thing"].value, int(r["times"].value)) for r in rows if r["thing"] and r["times"]]
