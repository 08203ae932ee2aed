"""Where a node of the store stands: the file of its report, and the sentence that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.checks.queries import short_iri
from kg.iri import ONTOLOGY, mint_report
from kg.store import Store

_SOURCE = "http://purl.org/dc/terms/source"
_TARGET = "http://www.w3.org/ns/oa#hasTarget"
_WORDS = (f"{ONTOLOGY}quote", "http://www.w3.org/ns/oa#exact", "http://www.w3.org/2000/01/rdf-schema#label")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Source:
    """A node's short IRI, the file of its report and the words; "" for what there is not."""

    node: str
    file: str
    sentence: str


def source_of(store: Store, node: str, value: str | None = None) -> Source:
    """Return where a node stands. A `value` at fault goes before the node, where it has words of its own.

    What resolution says of a part of a report has that part's IRI at the beginning of its own, and its words.
    """
    report = mint_report(store.base, "")
    text_hash = next(
        (m[0] for iri in (node, value or "") if (m := _HASH.match(iri.removeprefix(report)))), ""
    )
    graphs = (f"report/{text_hash}", "resolution") if text_hash else ("resolution", "curation")
    files = store.objects(graphs[0], mint_report(store.base, text_hash), _SOURCE) if text_hash else []
    starts = (iri for iri in (value, node) if iri)
    words = (w for start in starts for iri in _upwards(start, report) for w in _words(store, graphs, iri))
    shown = short_iri(store.base, value if value and node == report + text_hash else node)
    return Source(shown, next(iter(files), ""), next(words, ""))


def files_of(store: Store, reports: Iterable[str]) -> frozenset[str]:
    """Return the names of the files of some reports, given by their IRIs."""
    graphs = ((report, f"report/{report.rpartition('/')[2]}") for report in reports)
    return frozenset(file for report, graph in graphs for file in store.objects(graph, report, _SOURCE))


def _upwards(iri: str, report: str) -> Iterator[str]:
    """Yield an IRI and, below a report, those that it begins with."""
    yield iri
    while iri.startswith(report) and (above := iri.rpartition("/")[0]).count("/") > report.count("/"):
        yield above
        iri = above


def _words(store: Store, graphs: tuple[str, ...], node: str) -> Iterator[str]:
    for graph in graphs:
        for iri in (node, *store.objects(graph, node, _TARGET)):
            for predicate in _WORDS:
                yield from store.objects(graph, iri, predicate)[:1]
