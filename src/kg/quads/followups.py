"""Follow-up links as Turtle, by subject: the links, the short cuts from tasks, the evidence of sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.follow import FollowUp, LaterItem
from kg.iri import mint_follow_up
from kg.model import Span
from kg.quads.turtle import concept_iri, decimal, iri, quote, text, triples

_BY = {"statement": "dkg:byStatement", "task": "dkg:byTask"}


def follow_up_turtles(report: str, follow_ups: Iterable[FollowUp]) -> dict[str, str]:
    """Return {subject IRI: all triples of which it is the subject}, in the order of the IRIs.

    `report` is the one that set the tasks, by its IRI. A link's IRI hangs on its task and its item, so that
    the same link has the same IRI whatever else is linked. Only statements and tasks have the short cut; a
    sentence has no node but the link's evidence.
    """
    turtles: dict[str, str] = {}
    shortcuts: dict[str, set[str]] = defaultdict(set)
    for link in follow_ups:
        node = mint_follow_up(link.task.iri, link.item.iri)
        turtles[node] = _link(node, link, report)
        if link.item.kind == "sentence":
            turtles.update(_evidence(_mint_evidence(node, link.item), link.item))
        else:
            shortcuts[link.task.iri].add(link.item.iri)
    for task, items in shortcuts.items():
        turtles[task] = triples(iri(task), (("dkg:isFollowedUpBy", ", ".join(map(iri, sorted(items)))),))
    return dict(sorted(turtles.items()))


def _link(node: str, link: FollowUp, report: str) -> str:
    item = link.item
    target = _mint_evidence(node, item) if item.kind == "sentence" else item.iri
    return triples(
        iri(node),
        (
            ("a", "dkg:FollowUp"),
            ("dkg:ofTask", iri(link.task.iri)),
            (_BY.get(item.kind, "oa:hasTarget"), iri(target)),
            ("dkg:inReport", iri(item.report)),
            ("dkg:outcome", concept_iri("outcome", link.outcome)),
            ("dkg:rank", quote(link.rank)),
            ("dkg:score", decimal(link.score)),
            ("dkg:quote", quote(item.quote)),
            ("dkg:reason", f"{text(link.reason, 'vi')}, {text(link.reason_en, 'en')}"),
            ("prov:wasDerivedFrom", iri(report)),
        ),
    )


def _mint_evidence(node: str, item: LaterItem) -> str:
    """Name a sentence's place as a report's graph names places: by its pieces."""
    return f"{node}/evidence/" + "_".join(f"{p.start}-{p.end}" for p in item.pieces)


def _evidence(evidence: str, item: LaterItem) -> Iterator[tuple[str, str]]:
    """Describe a sentence's place as a report's graph describes evidence, for the link alone."""
    selectors = [f"{evidence}/selector/{p.start}-{p.end}" for p in item.pieces]
    yield (
        evidence,
        triples(
            iri(evidence),
            (
                ("a", "oa:SpecificResource"),
                ("oa:hasSource", iri(item.report)),
                ("dkg:textHash", quote(item.report.rpartition("/")[2])),
                ("oa:hasSelector", ", ".join(map(iri, selectors))),
                ("dkg:quote", quote(item.quote)),
            ),
        ),
    )
    for selector, piece, exact in zip(selectors, item.pieces, _exact(item), strict=True):
        yield (
            selector,
            triples(
                iri(selector),
                (
                    ("a", "oa:TextPositionSelector, oa:TextQuoteSelector"),
                    ("oa:start", str(piece.start)),
                    ("oa:end", str(piece.end)),
                    ("oa:exact", quote(exact)),
                ),
            ),
        )


def _exact(item: LaterItem) -> Iterator[str]:
    """Take a quote apart into its pieces, which one space joins."""
    at = 0
    for piece in item.pieces:
        length = _length(piece)
        yield item.quote[at : at + length]
        at += length + 1


def _length(piece: Span) -> int:
    return piece.end - piece.start
