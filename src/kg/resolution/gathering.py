"""Follow-up over a store: gathers what two reports say, and sets the one's tasks beside the other's results.

Tasks and claims are read from the reports' graphs, directives from the resolution graph: resolve first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.follow import FollowUp, LaterItem, PlannedTask, match_follow_ups
from kg.iri import ONTOLOGY
from kg.model import Span
from kg.resolution.reading import Node, Nodes, first, nodes_of
from kg.spans import read_sentence_spans
from kg.store import Store

_OA, _RDF_TYPE = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL, _TITLE = "http://www.w3.org/2000/01/rdf-schema#label", "http://purl.org/dc/terms/title"
_LEAST_WORDS = 5
_NONE_READ: Mapping[str, Nodes] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class _Read:
    """A report's graph, with its mentions in the order of the text."""

    report: str
    nodes: Nodes
    mentions: tuple[_Cited, ...]

    @property
    def header(self) -> Node:
        """The report's own node."""
        return self.nodes[self.report]

    @property
    def period(self) -> tuple[str | None, str | None]:
        """The first and last day on which it reports."""
        return first(self.header, "coversFrom"), first(self.header, "coversTo")

    def items(self, kind: str) -> Iterator[tuple[str, Node, str, tuple[Span, ...]]]:
        """Yield (IRI, node, words, pieces) of the items of a class, in order."""
        for name in sorted(
            n for n, node in self.nodes.items() if f"{ONTOLOGY}{kind}" in node.get(_RDF_TYPE, ())
        ):
            node = self.nodes[name]
            yield name, node, *_evidence(self.nodes, node)

    def within(self, pieces: Sequence[Span]) -> list[_Cited]:
        """Return the mentions that begin in these pieces."""
        return [m for m in self.mentions if any(p.start <= m.start < p.end for p in pieces)]


def follow_ups_of(
    store: Store, earlier: str, later: Iterable[str], read: Mapping[str, Nodes] = _NONE_READ
) -> tuple[FollowUp, ...]:
    """Return the links from the tasks of one report to what later ones say, reports given by their IRIs.

    A report that the store does not hold has no tasks and says nothing; `read` are graphs read before.
    """
    following = sorted(set(later))
    tasks = _tasks(_read(store, earlier, read)) if following else ()
    if not tasks:
        return ()
    items = [item for report in following for item in _items(_read(store, report, read))]
    return match_follow_ups(tasks, items)


def _read(store: Store, report: str, read: Mapping[str, Nodes]) -> _Read:
    nodes = read[report] if report in read else nodes_of(store, report)
    cited = []
    for name in _of_class(nodes, "Mention"):
        quote, pieces = _evidence(nodes, nodes[name])
        meant = store.objects("resolution", name, f"{ONTOLOGY}refersTo")
        title = first(nodes[name], "statedTitle")
        cited.append(_Cited(name, pieces[0].start, quote, title, meant[0] if meant else None))
    return _Read(report, nodes, tuple(sorted(cited, key=lambda m: (m.start, m.iri))))


def _of_class(nodes: Nodes, name: str) -> list[str]:
    return [iri for iri, node in nodes.items() if f"{ONTOLOGY}{name}" in node.get(_RDF_TYPE, ())]


def _evidence(nodes: Nodes, node: Node) -> tuple[str, tuple[Span, ...]]:
    """Return the words of an item, and the pieces of the text in which they stand."""
    evidence = nodes[node[f"{_OA}hasTarget"][0]]
    selectors = (nodes[name] for name in evidence[f"{_OA}hasSelector"])
    spans = (Span(int(s[f"{_OA}start"][0]), int(s[f"{_OA}end"][0])) for s in selectors)
    return evidence["quote"][0], tuple(sorted(spans))


def _tasks(read: _Read) -> tuple[PlannedTask, ...]:
    """Return the tasks that a report sets, with the directives that they cite."""
    return tuple(
        PlannedTask(
            iri, quote, _directives(cited := read.within(pieces)), first(node, "assigneeName"),
            first(node, "plannedFrom"), first(node, "plannedTo"), _citations(cited), _titles(cited),
        )
        for iri, node, quote, pieces in read.items("Task")
    )  # fmt: skip


def _items(read: _Read) -> tuple[LaterItem, ...]:
    """Return what of a report can come back to a task: claims, sentences of its results, its own tasks."""
    if "sentenceSpans" not in read.nodes.get(read.report, {}):
        return ()
    return (*_claims(read), *_sentences(read), *_later_tasks(read))


def _claims(read: _Read) -> Iterator[LaterItem]:
    about = {m.iri: m.directive for m in read.mentions}
    for iri, node, quote, pieces in read.items("Statement"):
        if _code(node["part"][0]) == "plan":
            continue
        directive = about.get(node["aboutMention"][0])
        actor = read.nodes[node["actor"][0]][_LABEL][0] if "actor" in node else None
        cited = read.within(pieces)
        yield LaterItem(
            iri, "statement", quote, frozenset({directive} if directive else ()), _code(node["activity"][0]),
            _code(node["status"][0]), actor, *read.period, _citations(cited), _titles(cited), read.report,
            pieces,
        )  # fmt: skip


def _later_tasks(read: _Read) -> Iterator[LaterItem]:
    for iri, node, quote, pieces in read.items("Task"):
        cited = read.within(pieces)
        yield LaterItem(
            iri, "task", quote, _directives(cited), None, None, first(node, "assigneeName"), *read.period,
            _citations(cited), _titles(cited), read.report, pieces,
        )  # fmt: skip


def _sentences(read: _Read) -> Iterator[LaterItem]:
    sections = _sections(read.nodes)
    parted = any(s.part == "results" for s in sections)
    headings = {" ".join(s.title.split()) for s in sections}
    text = read.header["text"][0]
    for pieces in read_sentence_spans(read.header["sentenceSpans"][0]):
        quote = " ".join(text[p.start : p.end] for p in pieces)
        around = [s.part for s in sections if s.start <= pieces[0].start < s.end]
        # Before the first heading stand words that introduce the report.
        part = around[-1] if around else "introduction" if parted else "results"
        if part not in ("results", "shortcomings") or not _tells(quote, headings):
            continue
        cited = read.within(pieces)
        yield LaterItem(
            f"{read.report}/evidence/{_place(pieces)}", "sentence", quote, _directives(cited), None,
            "shortcoming" if part == "shortcomings" else None, None, *read.period,
            _citations(cited), _titles(cited), read.report, pieces,
        )  # fmt: skip


def _tells(quote: str, headings: Iterable[str]) -> bool:
    """Leave out headings, and what only introduces a list."""
    words = " ".join(quote.split())
    return len(words.split()) >= _LEAST_WORDS and not words.endswith(":") and words not in headings


def _place(pieces: Sequence[Span]) -> str:
    """Return the name that evidence in these pieces has in a report's graph."""
    return "_".join(f"{p.start}-{p.end}" for p in pieces)


def _directives(cited: Iterable[_Cited]) -> frozenset[str]:
    return frozenset(m.directive for m in cited if m.directive)


def _citations(cited: Iterable[_Cited]) -> tuple[str, ...]:
    return tuple(m.quote for m in cited)


def _titles(cited: Iterable[_Cited]) -> tuple[str, ...]:
    return tuple(m.title for m in cited if m.title)


def _sections(nodes: Nodes) -> list[_Section]:
    """Return the sections, those around others first."""
    found = [
        _Section(
            _code(n["part"][0]), int(n[f"{_OA}start"][0]), int(n[f"{_OA}end"][0]), first(n, _TITLE) or ""
        )
        for n in nodes.values()
        if "isPartOfReport" in n
    ]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _code(concept: str) -> str:
    return concept.rpartition("/")[2]
