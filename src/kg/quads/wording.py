"""Wordings in the resolution graph: what mentions say in the same words, what it means, how often.

They are what resolution remembers between loads, so each can be read back as it was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import get_args

from kg.iri import ONTOLOGY, mint_directive
from kg.model import Identity
from kg.quads.identity import identity_pairs
from kg.quads.turtle import date, quote, text, triples
from kg.register import DirectiveKey, directive_path
from kg.resolve import Usage, Wording
from kg.resolve.records import Basis

OF_NUMBERING, DIFFERS_IN = f"{ONTOLOGY}ofNumbering", f"{ONTOLOGY}differsIn"
_FIELDS = ("abbreviation", "number", "suffix", "scope", "year", "term", "name")


def mint_wording(base: str, key: DirectiveKey, usage: Usage) -> str:
    """Return a usage's IRI: a hash of all that tells it from others."""
    digest = hashlib.sha256(repr((key, usage)).encode()).hexdigest()[:20]
    return f"{base}id/wording/{digest}"


def wording_turtle(  # noqa: PLR0917  # one row of what is remembered
    base: str, key: DirectiveKey, usage: Usage, times: int, label: str, differs: Iterable[str]
) -> str:
    """Write a usage; its label is that of its directive, or of the candidates with a question mark.

    `differs` says what it states otherwise than is settled of its directive.
    """
    wording = usage.wording
    directive = usage.when and f"<{mint_directive(base, directive_path(key, usage.when))}>"
    candidates = (f"<{mint_directive(base, directive_path(key, dated))}>" for dated in usage.candidates)
    return triples(
        f"<{mint_wording(base, key, usage)}>",
        (
            ("a", "dkg:Wording"),
            ("rdfs:label", text(label, "vi")),
            ("dkg:ofNumbering", quote(str(key))),
            ("dkg:quote", quote(wording.surface)),
            *identity_pairs(wording.identity),
            ("dkg:statedDate", wording.date and date(wording.date)),
            ("dkg:statedIssuer", wording.issuer and quote(wording.issuer)),
            ("dkg:statedTitle", wording.title and quote(wording.title)),
            ("dkg:horizon", quote(usage.horizon)),
            ("dkg:ownDating", quote(usage.own)),
            ("dkg:dating", usage.when and quote(usage.when)),
            ("dkg:candidateDating", ", ".join(map(quote, usage.candidates)) or None),
            ("dkg:toDirective", directive),
            ("dkg:candidate", ", ".join(candidates) or None),
            ("dkg:basis", quote(usage.basis)),
            ("dkg:times", str(times)),
            ("dkg:differsIn", ", ".join(map(quote, differs)) or None),
        ),
    )


def read_wording(pairs: Iterable[tuple[str, str]]) -> tuple[Usage, int]:
    """Return the usage and how often it is met, from a wording's (predicate, value)."""
    one: dict[str, str] = {}
    candidates: list[str] = []
    for predicate, value in pairs:
        name = predicate.removeprefix(ONTOLOGY)
        if name == "candidateDating":
            candidates.append(value)
        else:
            one[name] = value
    bases: Mapping[str, Basis] = {b: b for b in get_args(Basis)}
    wording = Wording(
        one["quote"], _identity(one), one.get("statedDate"), one.get("statedIssuer"), one.get("statedTitle")
    )
    usage = Usage(
        wording,
        one["horizon"],
        one["ownDating"],
        one.get("dating"),
        tuple(sorted(candidates)),
        bases[one["basis"]],
    )
    return usage, int(one["times"])


def _identity(one: Mapping[str, str]) -> Identity:
    found = {name: one[name] for name in _FIELDS if name in one}
    return Identity(
        abbr=found["abbreviation"],
        number=found.get("number"),
        suffix=found.get("suffix"),
        scope=found.get("scope"),
        year=int(found["year"]) if "year" in found else None,
        term=found.get("term"),
        name=found.get("name"),
    )
