"""The facts format: one JSON object a report, keys in a fixed order (docs/facts.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.model import Figure, Finding, Mention, Relation, Report, Statement, Task


def facts_json(report: Report, directive_iris: Mapping[str, str]) -> str:
    """Return a report's facts as one line of JSON. `directive_iris` maps mention ids to IRIs."""
    return json.dumps(facts(report, directive_iris), ensure_ascii=False)


def facts(report: Report, directive_iris: Mapping[str, str]) -> dict[str, Any]:
    """Return a report's facts as plain data in the facts format."""
    document = report.document
    by_id = {m.id: m for m in report.mentions}
    return {
        "source": document.source,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "length": len(document.text),
        "header": {**asdict(report.header), "recipients": list(report.header.recipients)},
        "mentions": [_mention(m, directive_iris.get(m.id)) for m in report.mentions],
        "statements": [_statement(s) for s in report.statements],
        "tasks": [_task(t) for t in report.tasks],
        "figures": [_figure(f) for f in report.figures],
        "relations": [_relation(r, by_id) for r in report.relations],
        "findings": [_finding(f) for f in report.findings],
    }


def _place(item: Mention | Statement | Task | Figure | Relation) -> dict[str, Any]:
    place: dict[str, Any] = {"start": item.start, "end": item.end, "surface": item.surface}
    if len(item.pieces) > 1:
        place["pieces"] = [[p.start, p.end] for p in item.pieces]
    return place


def _identity(mention: Mention) -> dict[str, Any]:
    """Return the fields that identify a directive, as relations write them."""
    i = mention.identity
    return {
        "abbr": i.abbr,
        "number": i.number,
        "suffix": i.suffix,
        "scope": i.scope,
        "year": i.year,
        "term": i.term,
    }


def _mention(m: Mention, iri: str | None) -> dict[str, Any]:
    i = m.identity
    return {
        "id": m.id,
        **_place(m),
        "abbr": i.abbr,
        "number": i.number,
        "suffix": i.suffix,
        "scope": i.scope,
        "date": m.date,
        "year": i.year,
        "term": i.term,
        "issuer": m.issuer,
        "title": m.title,
        "name": i.name,
        "directive": iri,
        "confidence": round(m.confidence, 3),
    }


def _statement(s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "mention": s.mention,
        "actor": s.actor,
        "actor_explicit": s.actor_explicit,
        "activity": s.activity,
        "status": s.status,
        "review_years": s.review_years,
        "via": s.via,
        **_place(s),
        "figures": list(s.figures),
        "part": s.part,
        "section": s.section,
        "confidence": round(s.confidence, 3),
        "actor_confidence": round(s.actor_confidence, 3),
    }


def _task(t: Task) -> dict[str, Any]:
    return {
        "id": t.id,
        "section": t.section,
        **_place(t),
        "assignee": t.assignee,
        "coordinators": list(t.coordinators),
        "directives": list(t.directives),
        "period_start": t.period_start,
        "period_end": t.period_end,
        "deadline": t.deadline,
        "confidence": round(t.confidence, 3),
    }


def _figure(f: Figure) -> dict[str, Any]:
    return {
        "id": f.id,
        **_place(f),
        "value": _plain(f.value),
        "of": _plain(f.of),
        "unit": f.unit,
        "indicator": f.indicator,
        "change": f.change,
        "comparator": f.comparator,
    }


def _plain(value: float | None) -> float | int | None:
    """Return a whole number as one: 6115, not 6115.0."""
    return int(value) if value is not None and value == int(value) else value


def _relation(r: Relation, mentions: Mapping[str, Mention]) -> dict[str, Any]:
    return {
        "source": _identity(mentions[r.source]),
        "relation": r.relation,
        "target": _identity(mentions[r.target]),
        **_place(r),
        "source_mention": r.source,
        "target_mention": r.target,
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "code": f.code,
        "severity": f.severity,
        "start": f.start,
        "end": f.end,
        "surface": f.surface,
        "message": f.message,
        "message_en": f.message_en,
        "others": [[s.start, s.end] for s in f.others],
    }
