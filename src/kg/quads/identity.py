"""The fields that tell a directive from others, of mentions and of directives alike."""

from __future__ import annotations

from kg.iri import slug
from kg.model import Identity
from kg.quads.turtle import concept_iri, quote

_PLENUM_KINDS = {"NQTW": "nq", "NQĐH": "nq", "KLTW": "kl", "QĐTW": "qd", "ĐLĐ": "dl"}


def identity_pairs(identity: Identity) -> tuple[tuple[str, str | None], ...]:
    """Return the pairs of predicate and object; those that nothing settles have no object."""
    return (
        ("dkg:kind", kind_iri(identity.abbr)),
        ("dkg:abbreviation", quote(identity.abbr)),
        ("dkg:number", identity.number and quote(identity.number)),
        ("dkg:suffix", identity.suffix and quote(identity.suffix)),
        ("dkg:scope", identity.scope and quote(identity.scope)),
        ("dkg:year", str(identity.year) if identity.year else None),
        ("dkg:term", identity.term and quote(identity.term)),
        ("dkg:name", identity.name and quote(identity.name)),
    )


def kind_iri(abbr: str) -> str:
    """Return the concept of a kind of document; a plenum's resolution is a resolution."""
    return concept_iri("kind", _PLENUM_KINDS.get(abbr) or slug(abbr))
