"""The questions asked while one works: trace, body, tasks, against plain Python over the facts.

`citations` is compared beside the other questions on single claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.iri import ONTOLOGY, mint_report_graph
from kg.model import Relation, Report, Span
from kg.questions import bind_parameters, read_question
from made import Said, Told, corpora, make_report
from oracle import claims
from oracle_of_claims import Held, Row, World, generated, plain, world_of

DERIVED = ("implements", "guides", "continues", "based_on", "amends", "replaces")
TRACED = ("source", "quote", "activity", "status", "years", "rank", "through")
BODY = ("source", "quote", "activity", "status", "rank", "directive")
TASKS = ("source", "quote", "start", "end", "deadline", "directive", "issuer")


def code(cell: object) -> object:
    """Return a concept by its code."""
    return cell.rpartition("/")[2] if isinstance(cell, str) and "/concept/" in cell else cell


def asked(world: World, question: str, columns: tuple[str, ...], **given: str) -> list[str]:
    return plain(tuple(map(code, row)) for row in world.rows(question, *columns, **given))


def rank(world: World, report: Held, mention: str) -> str | None:
    return world.one(f"{report.mentions[mention]}/resolution", "rank")


def links(world: World, report: Held) -> Iterator[Row]:
    """Yield (lower, relation, upper) as a report says it of settled directives."""
    said = [(r["source_mention"], r["relation"], r["target_mention"]) for r in report.facts["relations"]]
    instruments = (s for s in report.facts["statements"] if s["via"] in report.mentions)  # else words
    said += [(s["via"], "implements", s["mention"]) for s in instruments]
    for lower, relation, upper in said:
        ends = world.directive(report, lower), world.directive(report, upper)
        if all(ends) and ends[0] != ends[1]:
            yield ends[0], relation, ends[1]


def below(world: World, directive: str) -> set[str]:
    """Return what is derived from a directive, by any report and over any number of steps."""
    steps = {(low, up) for r in world.held for low, kind, up in links(world, r) if kind in DERIVED}
    found: set[str] = set()
    new = {directive}
    while new:
        new = {low for low, up in steps if up in new} - found
        found |= new
    return found - {directive}


def traced(world: World, directive: str, *, chain: bool) -> Iterator[Row]:
    derived = below(world, directive) if chain else set()
    for report in world.held:
        own = {low for low, kind, up in links(world, report) if (kind, up) == ("continues", directive)}
        for said in report.facts["statements"]:
            meant = world.directive(report, said["mention"])
            if meant == directive or meant in (derived if chain else own):
                yield (
                    *(report.source, report.quote(said), said["activity"], said["status"]),
                    *(said["review_years"], rank(world, report, said["mention"])),
                    None if meant == directive else meant,
                )


def check_trace(world: World) -> None:
    for directive in world.directives():
        told = asked(world, "trace", TRACED, directive=directive)
        assert told == plain(traced(world, directive, chain=False))
        assert told == asked(world, "trace", TRACED, directive=directive, chain="no")
        told = asked(world, "trace", TRACED, directive=directive, chain="có")
        assert told == plain(traced(world, directive, chain=True))


def speakers(world: World, report: Held) -> list[str]:
    """Return the body that a report counts for, and the one that its header names."""
    graph = mint_report_graph(world.store.base, report.iri.rpartition("/")[2])
    named = world.store.graph_objects(graph, report.iri, f"{ONTOLOGY}issuer")
    return [*([body] if (body := world.body(report)) else []), *named]


def all_speakers(world: World) -> list[str]:
    return sorted({body for report in world.held for body in speakers(world, report)})


def reported(world: World, body: str) -> Iterator[Row]:
    for report in world.held:
        if body in speakers(world, report):
            for said in report.facts["statements"]:
                yield (
                    *(report.source, report.quote(said), said["activity"], said["status"]),
                    *(rank(world, report, said["mention"]), world.directive(report, said["mention"])),
                )


def check_body(world: World) -> None:
    for body in all_speakers(world):
        assert asked(world, "body", BODY, body=body) == plain(reported(world, body))


def set_tasks(world: World, body: str | None = None, directive: str | None = None) -> Iterator[Row]:
    """A row for each directive that a task cites, one without where none is settled."""
    for report in world.held:
        setters = speakers(world, report)
        if body and body not in setters:
            continue
        for task in report.facts["tasks"]:
            settled = {d for m in task["directives"] if (d := world.directive(report, m))}
            shown: set[str | None] = {*(settled & {directive} if directive else settled or [None])}
            for cited in shown:
                yield (
                    *(report.source, report.quote(task), task["period_start"], task["period_end"]),
                    *(task["deadline"], cited, setters[0] if setters else None),
                )


def check_tasks(world: World) -> None:
    assert asked(world, "tasks", TASKS) == plain(set_tasks(world))
    bodies, directives = all_speakers(world), world.directives()
    for body in bodies:
        assert asked(world, "tasks", TASKS, body=body) == plain(set_tasks(world, body))
    for directive in directives:
        given = {"directive": directive}
        assert asked(world, "tasks", TASKS, **given) == plain(set_tasks(world, directive=directive))
        for body in bodies[:2]:
            told = asked(world, "tasks", TASKS, body=body, **given)
            assert told == plain(set_tasks(world, body, directive))


CHECKS = [check_trace, check_body, check_tasks]


@st.composite
def related(draw: st.DrawFn) -> list[Report]:
    """Draw reports whose mentions are related as drawn, and whose tasks cite several of them."""
    kinds = st.sampled_from([*DERIVED, "continues", "cites"])
    return [_entwined(draw, report, kinds) for report in draw(st.one_of(claims(), corpora()))]


def _entwined(draw: st.DrawFn, report: Report, kinds: st.SearchStrategy[Any]) -> Report:
    text, names = report.document.text, [m.id for m in report.mentions]
    relations = []
    for lower, upper in zip(report.mentions, report.mentions[1:], strict=False):
        if draw(st.booleans()):
            pieces = Span(lower.start, lower.end), Span(upper.start, upper.end)
            surface = text[lower.start : upper.end]
            relations.append(
                Relation(lower.id, draw(kinds), upper.id, lower.start, upper.end, surface, pieces)
            )
    cited = st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())
    tasks = tuple(replace(task, directives=draw(cited)) for task in report.tasks)
    return replace(report, relations=tuple(relations), tasks=tasks)


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_a_generated_corpus_gives_what_plain_python_gives(check: Any) -> None:
    check(generated())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(related())
def test_random_corpora_give_what_plain_python_gives(reports: list[Report]) -> None:
    world = world_of(reports)
    for check in CHECKS:
        check(world)


@pytest.fixture(scope="module")
def chained() -> World:
    """A plan for a programme for a directive, each said by another report; statements on all three."""

    def told(source: str, lower: Said, upper: Said) -> Report:
        report = make_report(Told(source, said=(lower, upper)))
        a, b = report.mentions
        surface = report.document.text[a.start : b.end]
        relation = Relation(a.id, "implements", b.id, a.start, b.end, surface, (Span(a.start, a.end),))
        return replace(report, relations=(relation,), statements=report.statements[:1])

    plan, programme = (
        Said(s, scope="Hải Dương", year=y) for s, y in (("34-KH/TU", 2019), ("08-CTr/TU", 2017))
    )
    return world_of([
        told("a.txt", plan, programme),
        told("b.txt", programme, Said("05-CT/TW", date="2016-05-15")),
        make_report(Told("c.txt", said=(Said("05-CT/TW", date="2016-05-15"),))),
    ])  # fmt: skip


def test_a_chain_is_followed_on_request_only(chained: World) -> None:
    columns = "source", "rank", "throughLabel"
    direct = [("c.txt", "certain", None)]
    assert chained.rows("trace", *columns, directive="05-CT/TW") == direct
    assert sorted(chained.rows("trace", *columns, directive="05-CT/TW", chain="yes")) == [
        ("a.txt", "certain", "Kế hoạch 34-KH/TU (2019, Hải Dương)"),
        ("b.txt", "certain", "Chương trình 08-CTr/TU (2017, Hải Dương)"),
        *direct,
    ]
    assert len(chained.rows("trace", "source", directive="34-KH/TU", chain="yes")) == 1


def test_yes_and_no_are_read_in_both_languages(chained: World) -> None:
    question = read_question("trace")

    def read(typed: str) -> str:
        bound = bind_parameters(chained.store, question, {"directive": "05-CT/TW", "chain": typed})
        return bound["chain"].value

    assert [read(word) for word in ("yes", "có", "CO", "true")] == ["true"] * 4
    assert [read(word) for word in ("no", "không", "false")] == ["false"] * 3
    with pytest.raises(UsageError, match="maybe"):
        read("maybe")


def test_what_was_not_reported_or_set_has_no_rows() -> None:
    """Of a body that acts in a report and makes none, of a directive under which nothing is set."""
    said = Said("05-CT/TW", date="2016-05-15", actor="Ban Tổ chức Tỉnh ủy Hải Dương")
    planned = replace(said, symbol="28-CT/TW", date="2019-01-21", task=True)
    world = world_of([make_report(Told("a.txt", "Tỉnh ủy Hải Dương", "Hải Dương", said=(said, planned)))])
    for question in ("body", "tasks"):
        assert world.rows(question, "source", body="Ban Tổ chức Tỉnh ủy Hải Dương") == []
        assert world.rows(question, "source", body="Tỉnh ủy Hải Dương") == [("a.txt",)]
    assert world.rows("tasks", "source", directive="05-CT/TW") == []
    assert world.rows("trace", "source", directive="28-CT/TW", chain="yes") == []
