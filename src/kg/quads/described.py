"""What a report's records refer to, each described once: places in the text, bodies, provinces, periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.body import BodyPlace, place_body
from kg.iri import mint_body, mint_period, mint_province
from kg.model import Document, Span
from kg.quads.turtle import date, quote, text, triples


@dataclass(slots=True)
class Described:
    """The things met so far; each method returns a thing's IRI and remembers its triples."""

    document: Document
    base: str
    self_iri: str
    home: str | None
    """The report's province."""
    day: str | None
    """The day on which the report speaks, by which a name means a body before or after a change."""
    found: dict[str, str] = field(default_factory=dict)

    def triples(self) -> Iterator[str]:
        """Yield the triples of all things, in the order in which they were met."""
        yield from self.found.values()

    def evidence(self, start: int, end: int, pieces: Sequence[Span]) -> str:
        """Return the place in the text, described once: one selector a piece."""
        spans = tuple(pieces) or (Span(start, end),)
        place = f"{start}-{end}" if len(spans) == 1 else "_".join(f"{s.start}-{s.end}" for s in spans)
        name = f"<evidence/{place}>"
        if name not in self.found:
            self.found[name] = self.selectors(name, place, spans)
        return name

    def selectors(self, evidence: str, place: str, spans: tuple[Span, ...]) -> str:
        """Describe a place by position and by quotation (Web Annotation, W3C 2017, §4.2)."""
        whole = self.document.text
        names = [f"<evidence/{place}/selector/{s.start}-{s.end}>" for s in spans]
        selectors = (
            f"{name} a oa:TextPositionSelector, oa:TextQuoteSelector ;\n"
            f"  oa:start {s.start} ;\n  oa:end {s.end} ;\n  oa:exact {quote(whole[s.start : s.end])} .\n"
            for name, s in zip(names, spans, strict=True)
        )
        return (
            f"{evidence} a oa:SpecificResource ;\n  oa:hasSource {self.self_iri} ;\n"
            f'  dkg:textHash "{self.document.text_sha256}" ;\n  oa:hasSelector {", ".join(names)} ;\n'
            f"  dkg:quote {quote(' '.join(whole[s.start : s.end] for s in spans))} .\n" + "".join(selectors)
        )

    def body(self, name: str | None) -> str | None:
        """Return a body's IRI, described once."""
        if not name:
            return None
        place = place_body(name, self.home, self.document.text_sha256, self.day)
        reference = f"<{mint_body(self.base, place.path)}>"
        # Spellings of one body ("uỷ", "ủy") share the IRI; the first in the report is its label there.
        if reference not in self.found:
            self.found[reference] = ""
            self.found[reference] = self.body_triples(reference, place)
        return reference

    def body_triples(self, reference: str, place: BodyPlace) -> str:
        """Describe a body by what its name shows."""
        return triples(
            reference,
            (
                ("a", "dkg:BodyClass" if place.is_class else "dkg:Body"),
                ("rdfs:label", text(place.name, "vi")),
                ("dcterms:spatial", self.province(place.province)),
            ),
        )

    def province(self, name: str | None) -> str | None:
        """Return a province's IRI, described once."""
        if not name:
            return None
        reference = f"<{mint_province(self.base, name)}>"
        label = text(name, "vi")
        self.found.setdefault(reference, f"{reference} a dkg:Province ;\n  rdfs:label {label} .\n")
        return reference

    def period(self, start: str | None, end: str | None) -> str | None:
        """Return a period's IRI, described once; null where an end is open."""
        if not start or not end:
            return None
        reference = f"<{mint_period(self.base, start, end)}>"
        self.found.setdefault(
            reference,
            f"{reference} a dkg:Period ;\n  dkg:periodStart {date(start)} ;\n  dkg:periodEnd {date(end)} .\n",
        )
        return reference
