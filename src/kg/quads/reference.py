"""The reference graph as Turtle: provinces, terms, known directives, and the names of all concepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.iri import mint_directive, mint_province, slug
from kg.model import Identity
from kg.quads.turtle import date, quote, text, triples
from kg.reference import KnownDirective, Province, Term, read_reference
from kg.register import DirectiveKey, directive_path, key_of_symbol, read_symbol, symbol_slug, when
from kg.resolve import Known
from kg.vocabulary import Concept, read_vocabulary

# What a plenum adopts under one name: "Nghị quyết Trung ương 6 khóa XII", "Kết luận Trung ương 4 khóa XIII".
_PLENUM_KINDS = {"NQ": "NQTW", "KL": "KLTW", "QĐ": "QĐTW", "QĐi": "QĐTW"}


def reference_turtle(base: str) -> str:
    """Return the whole graph, from `data/reference` and the vocabulary."""
    reference = read_reference()
    names = sorted({p.name for p in reference.provinces} | {p.successor for p in reference.provinces})
    parts = [_province_turtle(base, name, reference.provinces) for name in names]
    parts += [_term_turtle(base, term) for term in reference.terms]
    parts += [_directive_turtle(base, known) for known in reference.directives]
    parts += _plenum_turtles(base, reference.directives)
    parts += _concept_turtles()
    return "".join(parts)


@cache
def known_directives() -> tuple[Known, ...]:
    """Return the known directives as resolution sees them; symbols of another shape are left out."""
    read = ((row, _identity(row)) for row in read_reference().directives)
    return tuple(
        Known(_key(identity), identity, row.date, row.subject, row.verified, row.issuer or None)
        for row, identity in read
        if identity
    )


def _identity(row: KnownDirective) -> Identity | None:
    read = read_symbol(row.symbol)
    return read and replace(read, year=int(row.date[:4]), term=row.term or None)


def _key(identity: Identity) -> DirectiveKey:
    return key_of_symbol(identity.abbr, identity.number or "", identity.suffix or "")


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
    return triples(
        _directive_iri(base, identity),
        (
            ("dkg:knownSymbol", quote(row.symbol)),
            ("dkg:knownDate", date(row.date)),
            ("dkg:knownIssuer", row.issuer and quote(row.issuer)),
            ("dkg:knownTerm", row.term and quote(row.term)),
            ("dkg:knownSubject", row.subject and text(row.subject, "vi")),
            ("dkg:isVerified", "true" if row.verified else "false"),
            ("dcterms:source", quote(row.source)),
        ),
    )


def _directive_iri(base: str, identity: Identity) -> str:
    return f"<{mint_directive(base, directive_path(_key(identity), str(identity.year)))}>"


def _plenum_turtles(base: str, rows: tuple[KnownDirective, ...]) -> Iterator[str]:
    """Link what people call a plenum's resolution to the numbered ones adopted there; none is merged."""
    adopted: dict[Identity, list[str]] = {}
    for row in rows:
        identity = _identity(row)
        if row.verified and row.plenum and identity and identity.abbr in _PLENUM_KINDS:
            named = Identity(_PLENUM_KINDS[identity.abbr], str(row.plenum), term=row.term)
            adopted.setdefault(named, []).append(_directive_iri(base, identity))
    for named, numbered in adopted.items():
        path = directive_path(DirectiveKey("tw", symbol_slug(named)), when(named))
        yield triples(f"<{mint_directive(base, path)}>", (("dkg:comprises", ", ".join(sorted(numbered))),))


def _concept_turtles() -> Iterator[str]:
    """Yield the names of concepts, so that answers can show them without the ontology."""
    schemes = read_vocabulary().schemes
    for name in sorted(schemes):
        yield from (_concept_turtle(schemes[name][code]) for code in sorted(schemes[name]))


def _concept_turtle(concept: Concept) -> str:
    labels = f"{text(concept.label_vi, 'vi')}, {text(concept.label_en, 'en')}"
    return f"<{concept.iri}> skos:notation {quote(concept.code)} ;\n  skos:prefLabel {labels} .\n"
