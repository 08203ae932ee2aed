"""The curation graph as Turtle: what people decided, who, when and why, undone decisions too.

The graph is a function of the decisions file and of the places in the reports held; the file is the
record, the graph is how questions see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.decisions import Decision, Decisions, Place
from kg.iri import mint_body, mint_decision, mint_directive, mint_evidence, mint_report
from kg.quads.turtle import concept_iri, date, quote, text, triples

_CLASSES = {
    "mention-is": "dkg:MentionDecision",
    "mention-is-not": "dkg:MentionDecision",
    "bodies-are-one": "dkg:BodyDecision",
    "finding-settled": "dkg:FindingDecision",
    "undo": "dkg:Revocation",
}


def curation_turtle(base: str, decisions: Decisions, places: Iterable[Place] = ()) -> str:
    """Return the whole graph, in the order of ids. `places` are those of the reports held."""
    placed = decisions.placed(places)
    settling = _settling(decisions, placed)
    rows = sorted(decisions.rows, key=lambda d: d.id)
    told = [
        _decision_turtle(base, d, placed.get(d.id), settling.get(d.id), d.id in decisions.undone)
        for d in rows
    ]
    evidence = {_target(base, d, placed.get(d.id)): d.text_hash for d in rows if d.text_hash}
    told += [_evidence_turtle(base, iri, evidence[iri]) for iri in sorted(evidence)]
    return "".join(told)


def _settling(decisions: Decisions, placed: Mapping[str, Place]) -> dict[str, str]:
    """Return {id of a decision: the finding that it settles}; of several on one finding, the newest."""
    newest = {
        placed[d.id].item: d.id
        for d in decisions.in_force()
        if d.kind == "finding-settled" and d.id in placed
    }
    return {decision: finding for finding, decision in newest.items()}


def _decision_turtle(
    base: str, decision: Decision, place: Place | None, settled: str | None, is_undone: bool
) -> str:
    d, is_on_place = decision, bool(decision.text_hash)
    moment = f'"{d.decided_on}"^^xsd:dateTime' if "T" in d.decided_on else date(d.decided_on)
    return triples(
        f"<{mint_decision(base, d.id)}>",
        (
            ("a", f"dkg:CurationDecision, {_CLASSES[d.kind]}"),
            ("oa:hasTarget", f"<{_target(base, d, place)}>"),
            ("dkg:textHash", quote(d.text_hash) if is_on_place else None),
            ("dkg:quote", quote(d.quote) if is_on_place else None),
            *_content(base, d),
            ("dkg:settles", settled and f"<{settled}>"),
            ("dkg:decidedBy", quote(d.decided_by)),
            ("dkg:reason", text(d.reason, "vi")),
            ("prov:generatedAtTime", moment),
            ("dkg:isUndone", "true" if is_undone else "false"),
        ),
    )


def _content(base: str, decision: Decision) -> tuple[tuple[str, str], ...]:
    """Return what a decision says, by its kind."""
    match decision.kind:
        case "mention-is":
            return (("dkg:confirms", f"<{mint_directive(base, decision.object)}>"),)
        case "mention-is-not":
            return (("dkg:rejects", f"<{mint_directive(base, decision.object)}>"),)
        case "bodies-are-one":
            return (
                ("dkg:mergedBody", f"<{mint_body(base, decision.subject)}>"),
                ("dkg:keptBody", f"<{mint_body(base, decision.object)}>"),
            )
        case "finding-settled":
            return (("dkg:findingCode", concept_iri("finding", decision.subject)),)
        case "undo":
            return (("dkg:revokes", f"<{mint_decision(base, decision.subject)}>"),)


def _target(base: str, decision: Decision, place: Place | None) -> str:
    """Return what is decided on; a place that is not held is named by its position, if there is one."""
    d = decision
    if d.kind == "undo":
        return mint_decision(base, d.subject)
    if d.kind == "bodies-are-one":
        return mint_body(base, d.subject)
    if place:
        return place.evidence
    if d.start is None or d.end is None:
        return mint_report(base, d.text_hash)
    return mint_evidence(base, d.text_hash, d.start, d.end)


def _evidence_turtle(base: str, target: str, text_hash: str) -> str:
    """Describe a target as its report's graph does, for when that is not held."""
    report = mint_report(base, text_hash)
    if target == report:
        return ""
    pairs = (
        ("a", "oa:SpecificResource"),
        ("oa:hasSource", f"<{report}>"),
        ("dkg:textHash", quote(text_hash)),
    )
    return triples(f"<{target}>", pairs)
