"""The reference graph as Turtle: provinces, terms, known directives, and the names of all concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.iri import mint_directive, mint_province, slug
from kg.model import Identity
from kg.quads.turtle import date, quote, text, triples
from kg.reference import KnownDirective, Province, Term, read_reference
from kg.register import directive_path, key_of_symbol
from kg.resolve import Known
from kg.vocabulary import Concept, read_vocabulary

_SYMBOL = re.compile(r"(?P<number>\d+\w?)-(?P<abbr>[^/]+)/(?P<suffix>\S+)")


def reference_turtle(base: str) -> str:
    """Return the whole graph, from `data/reference` and the vocabulary."""
    reference = read_reference()
    names = sorted({p.name for p in reference.provinces} | {p.successor for p in reference.provinces})
    parts = [_province_turtle(base, name, reference.provinces) for name in names]
    parts += [_term_turtle(base, term) for term in reference.terms]
    parts += [_directive_turtle(base, known) for known in reference.directives]
    parts += _concept_turtles()
    return "".join(parts)


@cache
def known_directives() -> tuple[Known, ...]:
    """Return the known directives as resolution sees them; symbols of another shape are left out."""
    found = []
    for row in read_reference().directives:
        if identity := _identity(row):
            key = key_of_symbol(identity.abbr, identity.number or "", identity.suffix or "")
            found.append(Known(key, identity, row.date, row.subject, row.verified))
    return tuple(found)


def _identity(row: KnownDirective) -> Identity | None:
    parts = _SYMBOL.fullmatch(row.symbol)
    if not parts:
        return None
    return Identity(parts["abbr"], parts["number"].lstrip("0"), parts["suffix"], year=int(row.date[:4]))


def _province_turtle(base: str, name: str, provinces: tuple[Province, ...]) -> str:
    """Describe a province; one that went into another points to it."""
    gone = sorted({p.successor for p in provinces if p.name == name and p.successor != name})
    return triples(
        f"<{mint_province(base, name)}>",
        (
            ("a", "dkg:Province"),
            ("rdfs:label", text(name, "vi")),
            ("dcterms:isReplacedBy", ", ".join(f"<{mint_province(base, s)}>" for s in gone) or None),
        ),
    )


def _term_turtle(base: str, term: Term) -> str:
    """Describe a term of office; the years of its two congresses bound it."""
    name = slug(term.numeral) if term.numeral else f"{term.first_year}-{term.last_year}"
    return triples(
        f"<{base}id/term/{slug(term.register)}/{name}>",
        (
            ("a", "dkg:CongressTerm"),
            ("dkg:term", quote(term.numeral) if term.numeral else None),
            ("dkg:periodStart", date(f"{term.first_year}-01-01")),
            ("dkg:periodEnd", date(f"{term.last_year}-12-31")),
        ),
    )


def _directive_turtle(base: str, row: KnownDirective) -> str:
    """Note what the reference knows; whether it decides anything is for resolution to say."""
    identity = _identity(row)
    if identity is None:
        return ""
    key = key_of_symbol(identity.abbr, identity.number or "", identity.suffix or "")
    path = directive_path(key, row.date[:4])
    return triples(
        f"<{mint_directive(base, path)}>",
        (
            ("dkg:knownSymbol", quote(row.symbol)),
            ("dkg:knownDate", date(row.date)),
            ("dkg:knownSubject", text(row.subject, "vi") if row.subject else None),
            ("dkg:isVerified", "true" if row.verified else "false"),
            ("dcterms:source", quote(row.source)),
        ),
    )


def _concept_turtles() -> Iterator[str]:
    """Yield the names of concepts, so that answers can show them without the ontology."""
    schemes = read_vocabulary().schemes
    for name in sorted(schemes):
        yield from (_concept_turtle(schemes[name][code]) for code in sorted(schemes[name]))


def _concept_turtle(concept: Concept) -> str:
    labels = f"{text(concept.label_vi, 'vi')}, {text(concept.label_en, 'en')}"
    return f"<{concept.iri}> skos:notation {quote(concept.code)} ;\n  skos:prefLabel {labels} .\n"
