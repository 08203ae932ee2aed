"""What of the graph is exported: reports first, then what they speak of.

A selection keeps the reports that cite the directive or what gives effect to it, that the body issued,
and whose period touches the span; then their directives, tasks, statements, and the bodies that issued
them or are charged with their tasks. With a directive, only what is about it or about what gives effect
to it. Edges need both ends, and, where a report says them, the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.exports.records import KINDS, STATEMENT
from kg.exports.source import Row, Source, is_of_report, kind_of, queries
from kg.questions import ask, bind_parameters

_OPTIONS = ("directive", "body", "from", "to")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is in. A null set is everything of its kind."""

    graphs: tuple[str, ...]
    """Names of the reports' graphs, in order."""
    kinds: frozenset[str]
    directives: frozenset[str] | None = None
    bodies: frozenset[str] | None = None
    by_directive: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out but kinds."""
        return self.directives is None

    def has(self, name: str) -> bool:
        """Tell whether a node of that id is in, as far as its id shows."""
        kind = kind_of(name)
        if kind not in self.kinds:
            return False
        chosen = {"directive": self.directives, "body": self.bodies}.get(kind)
        return chosen is None or name in chosen

    def links(self, kind: str, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of one kind of link both of whose ends are in."""
        if kind == "states" and STATEMENT not in self.kinds:
            return []
        return [row for row in rows if self.has(str(row["tail"])) and self.has(str(row["head"]))]


def read_kinds(typed: Iterable[str]) -> frozenset[str]:
    """Return the kinds in "body,directive"; all of them where nothing is typed. Raises UsageError."""
    kinds = frozenset(k.strip() for words in typed for k in words.split(",") if k.strip())
    if unknown := sorted(kinds - set(KINDS)):
        raise UsageError(
            f"--kind: không có {', '.join(unknown)}; có {', '.join(KINDS)}.",
            f"--kind: no {', '.join(unknown)}; there are {', '.join(KINDS)}.",
        )
    return kinds or frozenset(KINDS)


def read_scope(source: Source, given: Mapping[str, str], kinds: frozenset[str] = frozenset(KINDS)) -> Scope:
    """Return what the typed options select. Raises UsageError for a name that fits nothing or several."""
    if not given:
        return Scope(tuple(source.graphs()), kinds)
    graphs, directives = _reports(source, given)
    everything = Scope(graphs, frozenset(KINDS), directives, None, directives is not None)
    cited, bodies = _reached(source, everything)
    if "body" in given:
        chosen = bind_parameters(source.store, queries("selection")["reports"], {"body": given["body"]})
        bodies.add(source.name(chosen["body"].value))
    known = frozenset(cited) if directives is None else directives
    bodies |= _issuers(source, known)
    return Scope(graphs, kinds, known, frozenset(bodies), directives is not None)


def report_graphs(source: Source, given: Mapping[str, str]) -> tuple[str, ...]:
    """Return the graphs of the reports that a body, or a span of time, selects."""
    question = queries("selection")["reports"]
    if not given:
        return tuple(source.graphs())
    answer = ask(source.store, question, bind_parameters(source.store, question, given))
    return tuple(sorted(str(row[0]) for row in answer.rows))


def selected_tasks(source: Source, scope: Scope, graph: str) -> frozenset[str] | None:
    """Return the tasks of a report that cite a directive in scope; null where all are in."""
    if not scope.by_directive:
        return None
    rows = source.rows(queries("links")["under"], graph)
    return frozenset(str(row["tail"]) for row in rows if str(row["head"]) in (scope.directives or ()))


def report_links(source: Source, scope: Scope, graph: str, kinds: Iterable[str]) -> dict[str, list[Row]]:
    """Return {kind of link: its rows} of one report."""
    tasks = selected_tasks(source, scope, graph)
    found = {kind: scope.links(kind, source.rows(queries("links")[kind], graph)) for kind in kinds}
    if tasks is None:
        return found
    return {kind: [row for row in rows if _tasks_of(row) <= tasks] for kind, rows in found.items()}


def link_kinds(*, of_report: bool) -> list[str]:
    """Return the kinds of links that one report says, or the others, in order."""
    return [kind for kind, question in queries("links").items() if is_of_report(question) == of_report]


def _reports(source: Source, given: Mapping[str, str]) -> tuple[tuple[str, ...], frozenset[str] | None]:
    """Return the reports' graphs; with a directive, also it and what gives effect to it."""
    if unknown := sorted(given.keys() - set(_OPTIONS)):
        raise UsageError(f"Không có --{unknown[0]}.", f"No --{unknown[0]}.")
    rest = {name: value for name, value in given.items() if name != "directive"}
    graphs = report_graphs(source, rest)
    if "directive" not in given:
        return graphs, None
    question = queries("selection")["directives"]
    bound = bind_parameters(source.store, question, {"directive": given["directive"]})
    rows = ask(source.store, question, bound).rows
    citing = {row[0] for row in rows}
    directives = {source.name(str(row[1])) for row in rows} | {source.name(bound["directive"].value)}
    return tuple(g for g in graphs if g in citing), frozenset(directives)


def _reached(source: Source, scope: Scope) -> tuple[set[str], set[str]]:
    """Return the directives and the bodies that the reports' links reach."""
    kinds = [kind for kind in link_kinds(of_report=True) if kind != "states"]  # its ends are others' too
    ends: set[str] = set()
    for graph in scope.graphs:
        for rows in report_links(source, scope, graph, kinds).values():
            ends.update(str(row[end]) for row in rows for end in ("tail", "head"))
    return {e for e in ends if kind_of(e) == "directive"}, {e for e in ends if kind_of(e) == "body"}


def _issuers(source: Source, directives: frozenset[str]) -> set[str]:
    rows = source.rows(queries("links")["issued-directive"])
    return {str(row["tail"]) for row in rows if row["head"] in directives}


def _tasks_of(row: Row) -> set[str]:
    return {str(row[end]) for end in ("tail", "head") if kind_of(str(row[end])) == "task"}
