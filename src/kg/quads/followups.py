"""Follow-up links as Turtle, by subject: the links, the short cuts from tasks, the evidence of sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.follow import FollowUp, LaterItem
from kg.iri import mint_follow_up
from kg.model import Span
from kg.quads.turtle import concept_iri, decimal, iri, quote, text, triples

_BY = {"statement": "dkg:byStatement", "task": "dkg:byTask"}


def follow_up_turtles(follow_ups: Iterable[FollowUp]) -> dict[str, str]:
    """Return {subject IRI: all triples of which it is the subject}, in the order of the IRIs.

    A link's IRI hangs on its task and its item, so that the same link has the same IRI whatever else is
    linked. Only statements and tasks have the short cut; a sentence has no node but its evidence.
    """
    turtles: dict[str, str] = {}
    shortcuts: dict[str, set[str]] = defaultdict(set)
    for link in follow_ups:
        node = mint_follow_up(link.task.iri, link.item.iri)
        turtles[node] = _link(node, link)
        if link.item.kind == "sentence":
            turtles.update(_evidence(link.item))
        else:
            shortcuts[link.task.iri].add(link.item.iri)
    for task, items in shortcuts.items():
        turtles[task] = triples(iri(task), (("dkg:isFollowedUpBy", ", ".join(map(iri, sorted(items)))),))
    return dict(sorted(turtles.items()))


def _link(node: str, link: FollowUp) -> str:
    item = link.item
    return triples(
        iri(node),
        (
            ("a", "dkg:FollowUp"),
            ("dkg:ofTask", iri(link.task.iri)),
            (_BY.get(item.kind, "oa:hasTarget"), iri(item.iri)),
            ("dkg:inReport", iri(item.report)),
            ("dkg:outcome", concept_iri("outcome", link.outcome)),
            ("dkg:rank", quote(link.rank)),
            ("dkg:score", decimal(link.score)),
            ("dkg:quote", quote(item.quote)),
            ("dkg:reason", f"{text(link.reason, 'vi')}, {text(link.reason_en, 'en')}"),
        ),
    )


def _evidence(item: LaterItem) -> Iterator[tuple[str, str]]:
    """Describe a sentence's place as a report's graph describes evidence; its own graph does so only where
    something else stands on the same place.
    """
    selectors = [f"{item.iri}/selector/{p.start}-{p.end}" for p in item.pieces]
    yield (
        item.iri,
        triples(
            iri(item.iri),
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
