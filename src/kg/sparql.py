"""Any SPARQL query over the store: SELECT and ASK as answers, CONSTRUCT and DESCRIBE as RDF text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.questions import Answer, Cell, Column, ColumnKind, Words
from kg.store import Store

# What cannot hold a keyword: comments, strings, IRIs, variables, prefixed names.
_OPAQUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*|[?$]\w+|[\w.-]*:[\w.%-]*",
    re.DOTALL,
)
_UPDATES = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_TYPES: dict[str, Callable[[str], Cell]] = {"integer": int, "decimal": float, "double": float, "float": float}


def run_query(store: Store, query: str) -> Answer | bool | bytes:
    """Run a query; patterns outside GRAPH see all graphs. CONSTRUCT and DESCRIBE give Turtle.

    Raises QueryError for what does not parse, and for UPDATE and SERVICE: reading changes nothing, and
    nothing leaves the machine.
    """
    _refuse(query)
    results = store.query(query, union=True)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return _turtle(results)
    names = [v.value for v in results.variables]
    solutions = [[solution[name] for name in names] for solution in results]
    columns = tuple(Column(name, _kind(solutions, i), Words(name, name)) for i, name in enumerate(names))
    return Answer(columns, tuple(tuple(map(_cell, solution)) for solution in solutions))


def _refuse(query: str) -> None:
    words = _OPAQUE.sub(" ", query)
    if _UPDATES.search(words):
        raise QueryError(
            "Chỉ đọc: không nhận câu cập nhật. Nạp, xóa báo cáo bằng «kg load».",
            "Reading only: updates are refused. Load and remove reports with “kg load”.",
        )
    if _SERVICE.search(words):
        raise QueryError(
            "Không nhận SERVICE: câu hỏi không gửi gì ra ngoài máy.",
            "SERVICE is refused: a query sends nothing out of this machine.",
        )


def _turtle(triples: ox.QueryTriples) -> bytes:
    """Return the triples in order, so that equal graphs give equal bytes."""
    ordered = sorted(triples, key=str)
    prefixes = {
        "dcterms": "http://purl.org/dc/terms/",
        "dkg": "https://w3id.org/directive-kg/ontology#",
        "oa": "http://www.w3.org/ns/oa#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return text or b""


def _cell(term: object) -> Cell:
    if isinstance(term, ox.Literal):
        convert = _TYPES.get(term.datatype.value.rpartition("#")[2])
        try:
            return convert(term.value) if convert else term.value
        except ValueError:
            return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return None if term is None else str(term)


def _kind(solutions: Sequence[Sequence[object]], index: int) -> ColumnKind:
    """Tell a column of IRIs from one of other values."""
    terms = [s[index] for s in solutions if s[index] is not None]
    return "iri" if terms and all(isinstance(t, ox.NamedNode) for t in terms) else "text"
