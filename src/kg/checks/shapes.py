"""The shapes in `ontology/shapes.ttl`, run by pySHACL over one batch of the store at a time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rdflib import SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.checks.batches import REPORTS, node_batches, report_batches
from kg.checks.finding import CheckFinding, Said, Severity
from kg.checks.sources import Source, source_of
from kg.content import content_path
from kg.errors import ContentError
from kg.store import Store

_SHAPE = Namespace("https://w3id.org/directive-kg/shapes#")
_SEVERITIES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
# The places of decisions in the curation graph are only named there, so evidence is left out of it.
_GRAPHS = {
    "resolution": frozenset[str](),
    "reference": frozenset[str](),
    "curation": frozenset({"http://www.w3.org/ns/oa#SpecificResource"}),
    "provenance": frozenset[str](),
}
_SAMPLED_NODES = 10

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One result of pySHACL: the node, what is wrong with it, and the value at fault, if there is one."""

    node: str
    value: str | None
    severity: Severity
    message: Said
    advice: Said


def check_shapes(
    store: Store,
    sample: int | None = None,
    reports: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Iterator[CheckFinding]:
    """Check nodes against the shapes: all; of `sample` reports, spread evenly; or of `reports`, by IRI.

    What a check query tells too (`shape:isToldBy`) is left to it. Memory is that of one batch.
    """
    graphs = _report_graphs(store, sample, reports)
    for number, batch in enumerate(report_batches(store, graphs)):
        if progress:
            progress(min(number * REPORTS, len(graphs)), len(graphs))
        yield from _findings(store, batch)
    if reports is None:
        limit = sample * _SAMPLED_NODES if sample is not None else None
        for graph, besides in _GRAPHS.items():
            types = [kind for kind in target_classes() if kind not in besides]
            for batch in node_batches(store, graph, types, limit):
                yield from _findings(store, batch)
    if progress:
        progress(len(graphs), len(graphs))


def results_of(data: Graph, *, all_results: bool = True) -> Iterator[Result]:
    """Yield what pySHACL finds in a graph, in its order; without `all_results` what no query tells."""
    from pyshacl import validate  # noqa: PLC0415  # slow to import, and one command needs it

    _, report, _ = validate(data, shacl_graph=read_shapes(), inplace=True)
    if not isinstance(report, Graph):
        raise ContentError(f"ontology/shapes.ttl: {report}")
    for result in report.objects(None, SH.result):
        if all_results or not _is_told_elsewhere(report, result):
            yield _result(report, result)


@cache
def read_shapes() -> Graph:
    """Read the shapes. Raises ContentError where the file is no Turtle."""
    path = content_path("ontology") / "shapes.ttl"
    try:
        return Graph().parse(path)
    except SyntaxError as error:
        raise ContentError(f"{path}: {error}") from error


@cache
def target_classes() -> tuple[str, ...]:
    """Return the classes of which the shapes speak, in order."""
    return tuple(sorted({str(kind) for kind in read_shapes().objects(None, SH.targetClass)}))


def _report_graphs(store: Store, sample: int | None, reports: Sequence[str] | None) -> list[str]:
    graphs = store.report_graphs()
    if reports is not None:
        hashes = {report.rpartition("/")[2] for report in reports}
        return [graph for graph in graphs if graph.rpartition("/")[2] in hashes]
    if sample is None or sample >= len(graphs):
        return graphs
    return [graphs[i * len(graphs) // sample] for i in range(sample)]


def _findings(store: Store, batch: Graph) -> Iterator[CheckFinding]:
    for result in results_of(batch, all_results=False):
        source = source_of(store, result.node, result.value)
        yield _finding(result, source)
    gc.collect()  # rdflib's graphs point in circles, so that batches would pile up


def _finding(result: Result, source: Source) -> CheckFinding:
    (vi, en), place = result.message, source.node
    return CheckFinding(
        result.severity,
        source.file or place,
        f"{vi} ({place})" if source.file else vi,
        f"{en} ({place})" if source.file else en,
        *result.advice,
        source.sentence,
        "shapes",
    )


def _result(report: Graph, result: Node) -> Result:
    shape = report.value(result, SH.sourceShape)
    constraint = report.value(result, SH.sourceConstraint)
    value = report.value(result, SH.value)
    asked = [node for node in (constraint, shape, *_around(shape)) if node is not None]
    severity = report.value(result, SH.resultSeverity)
    return Result(
        node=str(report.value(result, SH.focusNode)),
        value=str(value) if isinstance(value, URIRef) else None,
        severity=_SEVERITIES[severity] if severity is not None else "violation",
        # pySHACL drops the language of a query's message, so words are read from the shapes.
        message=_words(asked, SH.message),
        advice=_words(asked, _SHAPE.advice),
    )


def _around(shape: Node | None) -> list[Node]:
    """Return the shapes that a property shape stands in; all say the same of what to do with a node."""
    return sorted(read_shapes().subjects(SH.property, shape), key=str)


def _words(asked: Iterable[Node], predicate: URIRef) -> Said:
    """Return what the first of some shapes says, in Vietnamese and English."""
    for node in asked:
        words = read_shapes().objects(node, predicate)
        told = {text.language: str(text) for text in words if isinstance(text, Literal)}
        if told:
            return told["vi"], told["en"]
    return "", ""


def _is_told_elsewhere(report: Graph, result: Node) -> bool:
    constraint = report.value(result, SH.sourceConstraint)
    return constraint is not None and (constraint, _SHAPE.isToldBy, None) in read_shapes()
