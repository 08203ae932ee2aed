"""RDF dumps: graphs in the order of their names, lines in order, so that equal stores give equal bytes.

The reports' graphs are whole; with a selection, the resolution graph gives what bears on them: the
conclusions on their mentions, the directives and bodies that they name. The reference graph is whole, so
that a dump can be read alone. The provenance graph, with its paths and clock, comes on request.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

import pyoxigraph as ox

from kg.exports.selection import Scope
from kg.exports.sorting import sorted_lines
from kg.exports.source import Source, kind_of
from kg.iri import ONTOLOGY
from kg.store import Store

_PREFIXES = {
    "dkg": ONTOLOGY,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IS_ALIAS_OF = ox.NamedNode(ONTOLOGY + "isAliasOf")
_SHARED = ("curation", "reference", "resolution")


def write_rdf(
    source: Source, scope: Scope, out: IO[bytes], form: ox.RdfFormat, *, provenance: bool = False
) -> int:
    """Write what is in scope; return the number of triples or quads.

    A form without named graphs holds the union of the graphs, each triple once.
    """
    graphs = _graphs(source, scope, provenance)
    if form.supports_datasets:
        lines = _Counted(line for quads in graphs for line in sorted_lines(f"{q} .\n" for q in quads))
    else:
        lines = _Counted(sorted_lines(f"{q.triple} .\n" for quads in graphs for q in quads))
    if form == ox.RdfFormat.N_QUADS:
        out.writelines(line.encode() for line in lines)
    else:
        _serialize(lines, out, form)
    return lines.count


def _serialize(lines: Iterator[str], out: IO[bytes], form: ox.RdfFormat) -> None:
    """Read the sorted lines again, as the library's writers want terms; nothing is held whole."""
    read = io.BufferedReader(_Bytes(lines))
    if form.supports_datasets:
        quads = ox.parse(read, format=ox.RdfFormat.N_QUADS, lenient=True)
        ox.serialize(quads, out, form, prefixes=_PREFIXES)
    else:
        triples = (q.triple for q in ox.parse(read, format=ox.RdfFormat.N_TRIPLES, lenient=True))
        ox.serialize(triples, out, form, prefixes=_PREFIXES)


def _graphs(source: Source, scope: Scope, provenance: bool) -> Iterator[Iterable[ox.Quad]]:
    """Yield the quads of each graph; reports first, for they say what of the resolution is wanted."""
    named = set(scope.directives or ()) | set(scope.bodies or ())
    for name in scope.graphs:
        quads = _held(source.store, ox.NamedNode(name))
        yield quads if scope.is_whole else _noting(source, quads, named)
    for name in (*_SHARED, *(("provenance",) if provenance else ())):
        graph = source.store.graph(name)
        if name == "resolution" and not scope.is_whole:
            yield _bearing(source, scope, graph, named)
        else:
            yield _held(source.store, graph)


def _held(store: Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    return store.oxigraph.quads_for_pattern(None, None, None, graph)


def _noting(source: Source, quads: Iterable[ox.Quad], named: set[str]) -> Iterator[ox.Quad]:
    """Pass on a report's quads, and note which bodies they name."""
    for quad in quads:
        named.update(name for name in _names(source, quad) if kind_of(name) == "body")
        yield quad


def _bearing(source: Source, scope: Scope, graph: ox.NamedNode, named: set[str]) -> Iterator[ox.Quad]:
    """Yield what the resolution says of the reports' mentions, and of all directives and bodies named."""
    reports = {source.report_of(name) for name in scope.graphs}
    for quad in _held(source.store, graph):
        if _report_of(source, quad) in reports:
            named.update(name for name in _names(source, quad) if kind_of(name) == "directive")
    for quad in _held(source.store, graph):
        subject = source.name(str(quad.subject)[1:-1])
        within = _report_of(source, quad) in reports or subject.partition(":coverage:")[0] in named
        if within or (quad.predicate == _IS_ALIAS_OF and not named.isdisjoint(_names(source, quad))):
            yield quad


def _report_of(source: Source, quad: ox.Quad) -> str:
    """Return the report below which the subject lies, in whose graph or below whose mentions."""
    parts = source.name(str(quad.subject)[1:-1]).split(":")
    return ":".join(parts[:2]) if "mention" in parts else ""


def _names(source: Source, quad: ox.Quad) -> list[str]:
    return [source.name(t.value) for t in (quad.subject, quad.object) if isinstance(t, ox.NamedNode)]


class _Counted:
    """Lines, and how many there were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.count = 0
        self._lines = iter(lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.count += 1
        return line


class _Bytes(io.RawIOBase):
    """Lines as a file of bytes that is read once."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        """Tell the buffer above that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the next line; 0 at the end."""
        self._rest = self._rest or next(self._lines, "").encode()
        part = self._rest[: len(buffer)]
        buffer[: len(part)] = part
        self._rest = self._rest[len(part) :]
        return len(part)
