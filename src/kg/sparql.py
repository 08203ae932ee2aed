"""Any SPARQL query over a store: SELECT and ASK as answers, CONSTRUCT and DESCRIBE as triples."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query_process import SECONDS, run_apart
from kg.questions import Answer, Cell, Column, ColumnKind, Words

TripleForm = Literal["ttl", "nt", "jsonld"]

# What cannot hold a keyword: strings, IRIs, comments, variables, prefixed names. A comment ends at either
# line break, and a name may hold an escaped quote. The engine reads "SERVICE:x" and "trueSERVICE:x" as
# keywords before a name: such prefixes are left to be found.
_OPAQUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n\r]*|[?$]\w+"
    r"|(?:(?<![\w.-])(?!(?i:[\w.-]*service))[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?#@%])*",
    re.DOTALL,
)
_UPDATES = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
# Anywhere in a word: the engine needs no space after it.
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "dkg": "https://w3id.org/directive-kg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TYPES: dict[str, Callable[[str], Cell]] = {"integer": int, "decimal": float, "double": float, "float": float}


@dataclass(frozen=True, slots=True)
class Triples:
    """What CONSTRUCT and DESCRIBE give, in order, so that equal graphs give equal bytes."""

    items: tuple[ox.Triple, ...]

    def render(self, form: TripleForm = "ttl") -> str:
        """Return the triples as Turtle, N-Triples or JSON-LD."""
        if not self.items:
            return "[]\n" if form == "jsonld" else ""
        kind = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}[
            form
        ]
        text = (ox.serialize(self.items, format=kind, prefixes=_PREFIXES) or b"").decode()
        return text if text.endswith("\n") else text + "\n"


def run_query(store: Path, query: str, seconds: float = SECONDS) -> Answer | bool | Triples:
    """Run a query in a process of its own, for so many seconds at most (0: no limit).

    Patterns outside GRAPH see all graphs. Raises QueryError for what does not parse, and for UPDATE and
    SERVICE: reading changes nothing, and nothing leaves the machine. Raises QueryTimeoutError at the limit.
    """
    refuse_more_than_reading(query)
    results = run_apart(store, query, seconds, union=True)
    if isinstance(results, bool):
        return results
    if isinstance(results, tuple):
        return Triples(results)
    return _answer(results)


def refuse_more_than_reading(query: str) -> None:
    """Raise QueryError for an update, and for a query that asks another machine.

    What an escape stands for is looked at as well: \\u0053ERVICE is SERVICE (SPARQL 1.1, §19.2).
    """
    unescaped = _ESCAPE.sub(_unescaped, query)
    words = " ".join(_OPAQUE.sub(" ", text) for text in (query, unescaped))
    if _SERVICE.search(words):
        raise QueryError(
            "Không nhận SERVICE: câu hỏi không gửi gì ra ngoài máy.",
            "SERVICE is refused: a query sends nothing out of this machine.",
        )
    if _UPDATES.search(words):
        raise QueryError(
            "Chỉ đọc: không nhận câu cập nhật. Nạp, xóa báo cáo bằng «kg load».",
            "Reading only: updates are refused. Load and remove reports with “kg load”.",
        )


def _answer(results: ox.QuerySolutions) -> Answer:
    """Read the rows once, as cells: of a long answer there is one copy."""
    names = [v.value for v in results.variables]
    met: list[set[type]] = [set() for _ in names]
    rows = []
    for solution in results:
        terms = [solution[name] for name in names]
        for kinds, term in zip(met, terms, strict=True):
            kinds.add(type(term))
        rows.append(tuple(map(_cell, terms)))
    columns = (Column(name, _kind(met[i]), Words(name, name)) for i, name in enumerate(names))
    return Answer(tuple(columns), tuple(rows))


def _kind(met: set[type]) -> ColumnKind:
    return "iri" if met - {type(None)} == {ox.NamedNode} else "text"


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else escape[0]


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
