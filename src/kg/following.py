"""Follow-up over a store: gathers what two reports say, and sets the one's tasks beside the other's results.

Tasks and claims are read from the reports' graphs, directives from the resolution graph: resolve first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.content import content_path
from kg.follow import FollowUp, LaterItem, PlannedTask, match_follow_ups
from kg.iri import mint_report_graph
from kg.model import Span
from kg.spans import read_sentence_spans
from kg.store import Store

_Values = Mapping[str, str]
_Period = tuple[str | None, str | None]
_LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Cited:
    """A mention: where it begins, its words, and what it was resolved to."""

    iri: str
    start: int
    quote: str
    title: str | None
    directive: str | None


@dataclass(frozen=True, slots=True)
class _Section:
    part: str
    start: int
    end: int
    title: str


def follow_ups_of(
    store: Store, earlier_report_iri: str, later_report_iris: Iterable[str]
) -> tuple[FollowUp, ...]:
    """Return the links from the tasks of one report to what the later ones say.

    A report that the store does not hold has no tasks and says nothing.
    """
    items = [i for iri in sorted(set(later_report_iris)) for i in gather_items(store, iri)]
    return match_follow_ups(gather_tasks(store, earlier_report_iri), items)


def gather_tasks(store: Store, report: str) -> tuple[PlannedTask, ...]:
    """Return the tasks that a report sets, with the directives that they cite."""
    mentions = _mentions(store, report)
    return tuple(
        _task(iri, row, _within(mentions, pieces))
        for iri, row, pieces in _located(_rows(store, "follow-tasks", report))
    )


def _task(iri: str, row: _Values, cited: Sequence[_Cited]) -> PlannedTask:
    return PlannedTask(
        iri, row["quote"], _directives(cited), row.get("actor"), row.get("from"), row.get("to"),
        _citations(cited), _titles(cited),
    )  # fmt: skip


def gather_items(store: Store, report: str) -> tuple[LaterItem, ...]:
    """Return what of a report can come back to a task: claims, sentences of its results, its own tasks."""
    texts = _rows(store, "follow-text", report)
    if not texts:
        return ()
    mentions = _mentions(store, report)
    period = texts[0].get("from"), texts[0].get("to")
    sections = _sections(store, report)
    return (
        *_claims(_rows(store, "follow-statements", report), report, mentions, period),
        *_sentences(texts[0], report, mentions, sections),
        *_later_tasks(_rows(store, "follow-tasks", report), report, mentions, period),
    )


def _claims(
    rows: Iterable[_Values], report: str, mentions: Sequence[_Cited], period: _Period
) -> Iterator[LaterItem]:
    about = {m.iri: m.directive for m in mentions}
    for iri, row, pieces in _located(rows):
        directive = about.get(row["mention"])
        cited = _within(mentions, pieces)
        yield LaterItem(
            iri, "statement", row["quote"], frozenset({directive} if directive else ()),
            _code(row["activity"]), _code(row["status"]), row.get("actor"), *period,
            _citations(cited), _titles(cited), report, pieces,
        )  # fmt: skip


def _later_tasks(
    rows: Iterable[_Values], report: str, mentions: Sequence[_Cited], period: _Period
) -> Iterator[LaterItem]:
    for iri, row, pieces in _located(rows):
        task = _task(iri, row, _within(mentions, pieces))
        yield LaterItem(
            iri, "task", task.quote, task.directives, None, None, task.assignee, *period,
            task.citations, task.titles, report, pieces,
        )  # fmt: skip


def _sentences(
    row: _Values, report: str, mentions: Sequence[_Cited], sections: Sequence[_Section]
) -> Iterator[LaterItem]:
    parted = any(s.part == "results" for s in sections)
    headings = {" ".join(s.title.split()) for s in sections}
    for pieces in read_sentence_spans(row["spans"]):
        quote = " ".join(row["text"][p.start : p.end] for p in pieces)
        around = [s.part for s in sections if s.start <= pieces[0].start < s.end]
        # Before the first heading stand words that introduce the report.
        part = around[-1] if around else "introduction" if parted else "results"
        if part not in ("results", "shortcomings") or not _tells(quote, headings):
            continue
        cited = _within(mentions, pieces)
        yield LaterItem(
            f"{report}/evidence/{_place(pieces)}", "sentence", quote, _directives(cited), None,
            "shortcoming" if part == "shortcomings" else None, None, row.get("from"), row.get("to"),
            _citations(cited), _titles(cited), report, pieces,
        )  # fmt: skip


def _tells(quote: str, headings: Iterable[str]) -> bool:
    """Leave out headings, and what only introduces a list."""
    words = " ".join(quote.split())
    return len(words.split()) >= _LEAST_WORDS and not words.endswith(":") and words not in headings


def _place(pieces: Sequence[Span]) -> str:
    """Return the name that evidence in these pieces has in a report's graph."""
    return "_".join(f"{p.start}-{p.end}" for p in pieces)


def _located(rows: Iterable[_Values]) -> list[tuple[str, _Values, tuple[Span, ...]]]:
    """Join the rows of each item: its first row, and the pieces of its words in order."""
    first: dict[str, _Values] = {}
    pieces: dict[str, set[Span]] = defaultdict(set)
    for row in rows:
        first.setdefault(row["item"], row)
        pieces[row["item"]].add(Span(int(row["start"]), int(row["end"])))
    return [(iri, first[iri], tuple(sorted(pieces[iri]))) for iri in sorted(first)]


def _mentions(store: Store, report: str) -> list[_Cited]:
    found: dict[str, _Cited] = {}
    for row in _rows(store, "follow-mentions", report):
        at = int(row["start"])
        held = found.get(row["mention"])
        if held is None or at < held.start:
            found[row["mention"]] = _Cited(
                row["mention"], at, row["quote"], row.get("title"), row.get("directive")
            )
    return sorted(found.values(), key=lambda m: (m.start, m.iri))


def _within(mentions: Iterable[_Cited], pieces: Sequence[Span]) -> list[_Cited]:
    return [m for m in mentions if any(p.start <= m.start < p.end for p in pieces)]


def _directives(cited: Iterable[_Cited]) -> frozenset[str]:
    return frozenset(m.directive for m in cited if m.directive)


def _citations(cited: Iterable[_Cited]) -> tuple[str, ...]:
    return tuple(m.quote for m in cited)


def _titles(cited: Iterable[_Cited]) -> tuple[str, ...]:
    return tuple(m.title for m in cited if m.title)


def _sections(store: Store, report: str) -> list[_Section]:
    rows = _rows(store, "follow-sections", report)
    return [_Section(_code(r["part"]), int(r["start"]), int(r["end"]), r.get("title", "")) for r in rows]


def _code(concept: str) -> str:
    return concept.rpartition("/")[2]


def _rows(store: Store, name: str, report: str | None = None) -> list[_Values]:
    """Run an internal query, of one report where one is given; unbound values are left out of the rows."""
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    bindings = {}
    if report:
        bindings["g"] = ox.NamedNode(mint_report_graph(store.base, report.rpartition("/")[2]))
    if "?resolution" in query:
        bindings["resolution"] = store.graph("resolution")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query, bindings)
    ]
