"""A query as one text, for engines that bind no parameters, or plan better when they see what is given.

Each term is written where its variable stands, as N-Triples. `VALUES` at the beginning would not do the same:
it is joined when the filters inside `UNION` and `OPTIONAL` have been judged without it. So the term takes the
variable's place, as far as the variable reaches: a sub-SELECT that does not return it has another one of the
same name. Terms come from `kg.questions.bind_parameters`, and N-Triples escapes what is in them: text that
was typed never becomes syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.store import Term

_GIVEN = "_given"
_TOKEN = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*'
    r"|(?P<variable>[?$]\w+)|(?P<select>\bSELECT\b)|(?P<sign>[{}()])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Group:
    """A group of patterns, or the query itself: what parameters reach into it, what of it is being read."""

    visible: frozenset[str]
    reading: str = "patterns"  # or "head" and "tail": what stands before and behind the patterns of a SELECT
    depth: int = 0
    returned: set[str] = field(default_factory=set)


def with_given(query: str, given: Mapping[str, Term]) -> str:
    """Return the query with terms in the place of variables; `column_name` undoes what it does to columns."""
    return "".join(_pieces(query, given))


def given_name(name: str) -> str:
    """Return the name of the column that returns what was given for a variable."""
    return f"{name}{_GIVEN}"


def column_name(name: str) -> str:
    """Return the name that a column has in the question: what is given cannot be returned under its own."""
    return name.removesuffix(_GIVEN)


def _pieces(query: str, given: Mapping[str, Term]) -> Iterator[str]:
    stack = [_Group(frozenset(given))]
    end = 0
    for token in _TOKEN.finditer(query):
        yield query[end : token.start()]
        end = token.end()
        name = (token["variable"] or "")[1:]
        if token["select"]:
            stack[-1].reading = "head"
        elif token["sign"]:
            _step(stack, token["sign"])
        yield _written(stack, name, given) if name else token[0]
    yield query[end:]


def _step(stack: list[_Group], sign: str) -> None:
    """Go into a group or out of it."""
    group = stack[-1]
    if sign == "{":
        inner = group.reading == "head" and len(stack) > 1
        stack.append(_Group(group.visible & group.returned if inner else group.visible))
    elif sign == "}":
        stack.pop()
        if stack[-1].reading == "head":
            stack[-1].reading = "tail"
    else:
        group.depth += 1 if sign == "(" else -1


def _written(stack: list[_Group], name: str, given: Mapping[str, Term]) -> str:
    """Return what stands in a variable's place."""
    group = stack[-1]
    group.returned.add(name)
    within = len(stack) > 1
    if name not in group.visible or group.reading == "tail" or (group.reading == "head" and within):
        return f"?{name}"
    alone = group.reading == "head" and not group.depth
    return f"({given[name]} AS ?{given_name(name)})" if alone else str(given[name])
