"""The facts format of what a draft says (docs/facts.md): what one place settles holds for all."""

from __future__ import annotations

from typing import Any

from bench.corpus.acts import Act
from bench.corpus.draft import Cited, Draft


def facts_of(draft: Draft, header: dict[str, Any]) -> dict[str, Any]:
    """Return header and layers, without the file's name and hashes."""
    text = draft.text
    settled = _settled(draft)
    mentions = [_mention(f"m{n}", c, settled.get(c.act.path, c)) for n, c in enumerate(draft.cited, 1)]
    facts = {
        "length": len(text),
        "header": header,
        "mentions": mentions,
        "statements": [_statement(n, s, draft) for n, s in enumerate(draft.statements, 1)],
        "tasks": [_task(n, t, draft, header) for n, t in enumerate(draft.tasks, 1)],
        "figures": [{"id": f"f{n}", **f} for n, f in enumerate(draft.figures, 1)],
        "relations": [_relation(r[0], r[1], r[2], mentions) for r in draft.relations],
        "findings": list(draft.findings),
    }
    return with_surfaces(facts, text)


def with_surfaces(facts: dict[str, Any], text: str) -> dict[str, Any]:
    """Return facts whose items say the words at their places."""
    layers = ("mentions", "statements", "tasks", "figures", "relations", "findings")
    return {
        name: [{**i, "surface": text[i["start"] : i["end"]]} for i in value] if name in layers else value
        for name, value in facts.items()
    }


def _settled(draft: Draft) -> dict[str, Cited]:
    """Return by directive a place that dates it, else one that names its term, else any.

    Where a report cites two of one symbol, what dates one of them settles no other place.
    """
    editions: dict[str, set[str]] = {}
    for cited in draft.cited:
        editions.setdefault(cited.act.key, set()).add(cited.act.path)
    best: dict[str, Cited] = {}
    for cited in (c for c in draft.cited if len(editions[c.act.key]) == 1):
        have = best.get(cited.act.path)
        if have is None or _rank(cited) > _rank(have):
            best[cited.act.path] = cited
    return best


def _rank(cited: Cited) -> int:
    return 2 if cited.year else 1 if cited.term else 0


def _mention(id_: str, cited: Cited, settled: Cited) -> dict[str, Any]:
    act, day = cited.act, cited.day or settled.day
    return {
        "id": id_,
        "start": cited.start,
        "end": cited.end,
        **_identity(act, cited, settled),
        "date": day.isoformat() if day else None,
        "issuer": cited.issuer,
        "title": cited.title,
        "name": act.name,
        "directive": None,
        "confidence": 1.0,
    }


def _identity(act: Act, cited: Cited, settled: Cited) -> dict[str, Any]:
    return {
        "abbr": act.abbr,
        "number": act.number,
        "suffix": act.suffix,
        "scope": act.scope,
        "year": cited.year or settled.year,
        "term": cited.term or settled.term,
    }


def _statement(number: int, said: dict[str, Any], draft: Draft) -> dict[str, Any]:
    via = said["via"]
    return {
        "id": f"s{number}",
        **said,
        "mention": f"m{said['mention'] + 1}",
        "via": f"m{via + 1}" if via is not None else None,
        "end": max(said["end"], draft.cited[said["mention"]].end),
        "confidence": 1.0,
        "actor_confidence": 1.0,
    }


def _task(number: int, task: dict[str, Any], draft: Draft, header: dict[str, Any]) -> dict[str, Any]:
    start, end = task["start"], task["end"]
    inside = [f"m{n}" for n, c in enumerate(draft.cited, 1) if start <= c.start and c.end <= end]
    return {
        "id": f"t{number}",
        "section": task["section"],
        "start": start,
        "end": end,
        "assignee": task.get("assignee"),
        "coordinators": task.get("coordinators", []),
        "directives": inside,
        "period_start": header["plan_start"],
        "period_end": header["plan_end"],
        "deadline": task.get("deadline"),
        "confidence": 1.0,
    }


def _relation(source: int, relation: str, target: int, mentions: list[dict[str, Any]]) -> dict[str, Any]:
    first, second = mentions[source], mentions[target]
    identity = ("abbr", "number", "suffix", "scope", "year", "term")
    return {
        "source": {k: first[k] for k in identity},
        "relation": relation,
        "target": {k: second[k] for k in identity},
        "start": min(first["start"], second["start"]),
        "end": max(first["end"], second["end"]),
        "source_mention": first["id"],
        "target_mention": second["id"],
    }
