"""Turtle terms as text: literals and IRIs that need no library to be right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from kg.iri import CONCEPT, ONTOLOGY

PREFIXES = f"""\
PREFIX dkg: <{ONTOLOGY}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def quote(words: str) -> str:
    """Return a string literal. JSON's escapes are all Turtle's too (Turtle 1.1, §6.4)."""
    return json.dumps(words, ensure_ascii=False)


def text(words: str, language: str) -> str:
    """Return a literal in a language, "vi" or "en"."""
    return f"{quote(words)}@{language}"


def date(iso: str) -> str:
    """Return a date, month or year: "2024-04" → `"2024-04"^^xsd:gYearMonth`; other words stay words."""
    kind = _DATE_TYPES.get(len(iso))
    return f'"{iso}"^^xsd:{kind}' if kind else quote(iso)


def decimal(value: float) -> str:
    """Return a decimal: 6115.0 → `6115.0`, 1e-7 → `0.0000001`."""
    plain = f"{Decimal(repr(value)):f}"
    return plain if "." in plain else plain + ".0"


def iri(value: str) -> str:
    """Return an IRI reference."""
    return f"<{value}>"


def concept_iri(scheme: str, code: str) -> str:
    """Return a concept's IRI reference; the code is written as the vocabulary writes it."""
    return f"<{CONCEPT}{scheme}/{code}>"


def graph_block(graph: str, turtle: str) -> str:
    """Return a named graph's triples as a block of TriG, which is SPARQL's too."""
    return f"GRAPH <{graph}> {{\n{turtle}}}\n"


def triples(subject: str, pairs: Iterable[tuple[str, str | None]]) -> str:
    """Return one subject with all its pairs; those without an object (null, "") are left out."""
    stated = " ;\n  ".join(f"{predicate} {value}" for predicate, value in pairs if value)
    return f"{subject} {stated} .\n"
