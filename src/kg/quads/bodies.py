"""Bodies in the resolution graph: each by its name, level and the body above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.body import level_of, parent_of, place_body
from kg.iri import mint_body, mint_province
from kg.quads.turtle import concept_iri, text, triples


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body as all reports together name it. `iri` is whole; `province` null for the Centre."""

    iri: str
    name: str
    province: str | None


def _with_parents(base: str, bodies: Sequence[NamedBody]) -> list[NamedBody]:
    """Add the bodies that are named only as the one to which an organ belongs."""
    known = {body.iri: body for body in bodies}
    waiting = list(bodies)
    while waiting:
        body = waiting.pop()
        if (above := _parent(base, body)) and above[1].iri not in known:
            known[above[1].iri] = above[1]
            waiting.append(above[1])
    return [known[iri] for iri in sorted(known)]


def _parent(base: str, body: NamedBody) -> tuple[str, NamedBody] | None:
    """Return the link and the body above, as far as the body's name shows it."""
    named = parent_of(body.name)
    if named is None:
        return None
    role, name = named
    own = body.iri.rpartition("/body/")[0] + "/body/"
    place = place_body(name, body.province, "")
    iri = (
        mint_body(base, place.path) if place.path.startswith("body/") else own + place.path.rpartition("/")[2]
    )
    link = "dkg:organOf" if role == "organ" else "org:subOrganizationOf"
    return link, NamedBody(iri, name, place.province)


def _body_turtle(base: str, body: NamedBody) -> str:
    level = level_of(body.name, body.province)
    above = _parent(base, body)
    return triples(
        f"<{body.iri}>",
        (
            ("a", "dkg:Body"),
            ("rdfs:label", text(body.name, "vi")),
            ("dkg:level", concept_iri("level", level) if level else None),
            (above[0] if above else "", f"<{above[1].iri}>" if above else None),
            ("dcterms:spatial", f"<{mint_province(base, body.province)}>" if body.province else None),
        ),
    )


def body_turtles(base: str, bodies: Sequence[NamedBody]) -> dict[str, str]:
    """Return {subject: Turtle} for bodies and those above them."""
    return {body.iri: _body_turtle(base, body) for body in _with_parents(base, bodies)}
