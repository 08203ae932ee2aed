"""The words of the genre, read once from the SKOS files in `ontology/` into plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.content import content_path
from kg.errors import ContentError

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEME_BASE = "https://w3id.org/directive-kg/concept/"
_STAGE_RANK = "https://w3id.org/directive-kg/ontology#stageRank"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: its code, its names, and the words by which texts write it (lower case)."""

    iri: str
    code: str
    label_vi: str
    label_en: str
    forms: tuple[str, ...]
    stage_rank: int | None = None
    """Its rung on the ladder of stages, from 1; null off the ladder."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All schemes by name ("kind", "activity", "cue" …), each a mapping from code to concept."""

    schemes: Mapping[str, Mapping[str, Concept]]

    def forms(self, scheme: str, code: str) -> tuple[str, ...]:
        """Return the words of one concept. Raises ContentError where the ontology lacks it."""
        try:
            return self.schemes[scheme][code].forms
        except KeyError:
            raise ContentError(f"ontology: no concept {scheme}/{code}") from None

    def codes_by_form(self, scheme: str) -> dict[str, str]:
        """Return {word: code} over a whole scheme."""
        return {form: c.code for c in self.schemes[scheme].values() for form in c.forms}


@cache
def read_vocabulary() -> Vocabulary:
    """Read every concept scheme in the ontology folder."""
    values: dict[str, dict[str, list[ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    scheme_of: dict[str, str] = {}
    for path in sorted(content_path("ontology").glob("*.ttl")):
        try:
            quads = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise ContentError(f"{path}: {error}") from error
        for quad in quads:
            subject, predicate = str(quad.subject)[1:-1], quad.predicate.value
            if predicate == _SKOS + "inScheme" and isinstance(quad.object, ox.NamedNode):
                scheme_of[subject] = quad.object.value.removeprefix(_SCHEME_BASE)
            elif isinstance(quad.object, ox.Literal) and predicate == _STAGE_RANK:
                values[subject][_STAGE_RANK].append(quad.object)
            elif isinstance(quad.object, ox.Literal) and predicate.startswith(_SKOS):
                values[subject][predicate.removeprefix(_SKOS)].append(quad.object)
    schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
    for iri, scheme in scheme_of.items():
        concept = _concept(iri, values[iri])
        schemes[scheme][concept.code] = concept
    return Vocabulary(MappingProxyType({name: MappingProxyType(c) for name, c in schemes.items()}))


@cache
def read_stages() -> Mapping[str, int]:
    """Return {activity's code: its rung on the ladder of stages}, from 1; what is off it is not in."""
    activities = read_vocabulary().schemes["activity"].values()
    ranks = {a.code: a.stage_rank for a in activities if a.stage_rank is not None}
    return MappingProxyType(dict(sorted(ranks.items(), key=lambda item: (item[1], item[0]))))


def _concept(iri: str, literals: Mapping[str, list[ox.Literal]]) -> Concept:
    labels = {literal.language: literal.value for literal in literals.get("prefLabel", ())}
    notation = literals.get("notation")
    if not notation or not {"vi", "en"} <= labels.keys():
        raise ContentError(f"ontology: {iri} needs a skos:notation and a skos:prefLabel in vi and en")
    forms = tuple(sorted((f.value for f in literals.get("altLabel", ())), key=lambda f: (-len(f), f)))
    ranks = [int(literal.value) for literal in literals.get(_STAGE_RANK, ())]
    return Concept(iri, notation[0].value, labels["vi"], labels["en"], forms, ranks[0] if ranks else None)
