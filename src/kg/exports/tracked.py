"""What the workbook and the letters are made of, read from the store report by report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from kg.exports.network import Progress
from kg.exports.selection import Scope, selected_tasks
from kg.exports.source import Row, Source, queries
from kg.spans import read_sentence_spans
from kg.tracking import CitedDirective, Later, Outcome, Rank, ReportRef, Tracked, TrackedTask, track

_LONGEST_SENTENCE = 600
_TABLE = re.compile(r"\n\s*\n|\|")

Piece = tuple[int, int, str]
"""Start and end of a piece of a sentence, and the words of the whole sentence."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The reports that are in scope, by their graphs, in the order of their periods."""

    reports: Mapping[str, ReportRef]
    drafts: frozenset[str]
    """Graphs of drafts whose final version is held: their tasks and statements are the other's."""

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day reported on."""
        starts = [r.start for r in self.reports.values() if r.start]
        ends = [r.end for r in self.reports.values() if r.end]
        return min(starts, default=None), max(ends, default=None)


def read_holding(source: Source, graphs: Iterable[str]) -> Holding:
    """Read the headers of some reports."""
    reports: dict[str, ReportRef] = {}
    drafts: set[str] = set()
    for graph in graphs:
        for row in source.rows(queries("workbook")["report"], graph)[:1]:
            reports[graph] = _report(row)
            if "draftOf" in row:
                drafts.add(graph)
    ordered = sorted(reports.items(), key=lambda item: _when(item[1]))
    return Holding(dict(ordered), frozenset(drafts))


def read_tracked(
    source: Source, scope: Scope, holding: Holding, as_of: date, progress: Progress | None = None
) -> list[Tracked]:
    """Return the tasks in scope with their states on a day, by period, document and place."""
    everywhere = read_holding(source, source.graphs())
    graph_of = {report.id: graph for graph, report in everywhere.reports.items()}
    cited = _directives(source)
    tasks: list[TrackedTask] = []
    later: dict[str, list[Later]] = {}
    graphs = [g for g in holding.reports if g not in holding.drafts]
    for done, graph in enumerate(graphs, 1):
        chosen = selected_tasks(source, scope, graph)
        found = _tasks(source, graph, holding.reports[graph], cited)
        tasks += [task for task in found if chosen is None or task.id in chosen]
        later |= _follow_ups(graph, source, graph_of, everywhere.reports)
        if progress:
            progress(done, len(graphs))
    return track(tasks, later, _next_reports(source, {r.id: r for r in everywhere.reports.values()}), as_of)


def whole_day(value: object) -> date | None:
    """Return a full ISO day as a date; null for a month, a year or nothing."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def sentence_at(source: Source, graph: str, position: int) -> str | None:
    """Return the sentence of a report that holds a place of its text; null outside sentences."""
    found = _sentences(source, graph)
    return next((words for start, end, words in found if start <= position < end), None)


def _report(row: Row) -> ReportRef:
    return ReportRef(
        id=str(row["id"]), source=str(row["source"]), kind=_text(row, "documentKind"),
        symbol=_text(row, "symbol"), dated=_text(row, "dated"), title=_text(row, "title"),
        issuer=_text(row, "issuer"), issuer_name=_text(row, "issuerName"),
        start=whole_day(row.get("start")), end=whole_day(row.get("end")),
    )  # fmt: skip


def _tasks(
    source: Source, graph: str, document: ReportRef, cited: Mapping[str, CitedDirective]
) -> list[TrackedTask]:
    """Return the tasks that one report sets, in the order of its text."""
    rows = sorted(
        source.rows(queries("workbook")["task"], graph), key=lambda r: (int(str(r["position"])), str(r["id"]))
    )
    if not rows:
        return []
    under = _grouped(source, "task-directive", graph, "directive")
    beside = _grouped(source, "task-coordinator", graph, "coordinatorName")
    sentences = _sentences(source, graph)
    return [
        _task(
            row, document, _around(sentences, int(str(row["position"])), str(row["quote"])),
            tuple(beside.get(str(row["id"]), ())),
            tuple(cited[d] for d in under.get(str(row["id"]), ()) if d in cited),
        )
        for row in rows
    ]  # fmt: skip


def _task(
    row: Row, document: ReportRef, sentence: str, beside: tuple[str, ...], cited: tuple[CitedDirective, ...]
) -> TrackedTask:
    name = _text(row, "keptName") or _text(row, "assigneeName")
    charged = _text(row, "kept") or _text(row, "assignee")
    # Nobody can write to a class of bodies: the one that set the task answers for it.
    alone = name is not None and charged is not None and "assigneeClass" not in row
    return TrackedTask(
        id=str(row["id"]), content=str(row["quote"]), sentence=sentence, document=document,
        unit=str(charged) if alone else document.issuer or document.id,
        unit_name=str(name) if alone else document.issuer_name or document.source,
        assignee_name=name, coordinators=beside, deadline=whole_day(row.get("deadline")),
        planned_from=whole_day(row.get("start")), planned_to=whole_day(row.get("end")),
        directives=cited, section=_text(row, "section"), position=int(str(row["position"])),
    )  # fmt: skip


def _sentences(source: Source, graph: str) -> list[Piece]:
    """Return (start, end, words) of each piece of each sentence, the words being the whole sentence's."""
    found = []
    for row in source.rows(queries("workbook")["sentence"], graph):
        text = str(row["text"])
        for pieces in read_sentence_spans(str(row["spans"])):
            raw = " ".join(text[p.start : p.end] for p in pieces)
            # What runs over a blank line, or has bars, is a table or a list: no sentence to quote.
            if len(raw) <= _LONGEST_SENTENCE and not _TABLE.search(raw):
                found += [(p.start, p.end, " ".join(raw.split())) for p in pieces]
    return found


def _around(sentences: Iterable[Piece], position: int, words: str) -> str:
    """Return the sentence at a place, where it holds the words; else the words: a row of a table has none."""
    around = (s for start, end, s in sentences if start <= position < end and words in s)
    return next(around, words)


def _follow_ups(
    graph: str, source: Source, graphs: Mapping[str, str], reports: Mapping[str, ReportRef]
) -> dict[str, list[Later]]:
    """Return {task: what later reports say of it}; `graphs` are {report's id: its graph}."""
    rows = source.rows(queries("workbook")["follow-up"], graph)
    sentences = {
        r: _sentences(source, graphs[r]) for r in {str(row["report"]) for row in rows} & graphs.keys()
    }
    found: dict[str, list[Later]] = defaultdict(list)
    for row in rows:
        report = str(row["report"])
        if report in sentences and row["outcome"] in get_args(Outcome):
            found[str(row["task"])].append(_later(row, reports[graphs[report]], sentences[report]))
    return found


def _later(row: Row, report: ReportRef, sentences: Iterable[Piece]) -> Later:
    quote, place = str(row["quote"]), row.get("place")
    return Later(
        outcome=cast(Outcome, row["outcome"]), rank=cast(Rank, row["rank"]), score=float(str(row["score"])),
        quote=quote, sentence=None if place is None else _around(sentences, int(str(place)), quote),
        report=report, reason=str(row["reason"]), status=_text(row, "status"),
        activity=_text(row, "activity"),
    )  # fmt: skip


def _next_reports(source: Source, reports: Mapping[str, ReportRef]) -> dict[str, list[ReportRef]]:
    found: dict[str, list[ReportRef]] = defaultdict(list)
    for row in source.rows(queries("workbook")["next-report"]):
        if str(row["next"]) in reports:
            found[str(row["report"])].append(reports[str(row["next"])])
    return {report: sorted(after, key=_when) for report, after in found.items()}


def _directives(source: Source) -> dict[str, CitedDirective]:
    """Return all directives by id, with what replaced them."""
    rows = source.rows(queries("nodes")["directive"])
    names = {str(row["id"]): str(row["label"]) for row in rows}
    replaced: dict[str, set[str]] = defaultdict(set)
    for row in source.rows(queries("links")["replaces"]):
        if str(row["tail"]) in names:
            replaced[str(row["head"])].add(names[str(row["tail"])])
    return {i: CitedDirective(i, name, tuple(sorted(replaced.get(i, ())))) for i, name in names.items()}


def _grouped(source: Source, table: str, graph: str, column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in source.rows(queries("tables")[table], graph):
        found[str(row["task"])].append(str(row[column]))
    return {task: sorted(set(values)) for task, values in found.items()}


def _when(report: ReportRef) -> tuple[str, str, str]:
    return str(report.end or report.dated or ""), report.source, report.id


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)
