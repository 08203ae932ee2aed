"""Decisions made on what a store holds: names and quotes → a row in the decisions file → the graphs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.content import content_path
from kg.decisions import (
    Decision,
    Decisions,
    Kind,
    Place,
    Signature,
    append_decision,
    made_decision,
    plain_quote,
)
from kg.decisions.directives import directive_path_of
from kg.derived import find_places, places_of, update_derived
from kg.errors import UsageError
from kg.iri import mint_body, mint_directive
from kg.naming import AmbiguousNameError, Choice, find_body, find_directive, find_reports
from kg.store import Store
from kg.vocabulary import read_vocabulary

State = Literal["in-force", "unmatched", "undone", "undo"]
_AROUND = 40
_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision and how things stand with it; `unmatched` where nothing held answers to it."""

    decision: Decision
    state: State


def decide_mention(
    store: Store,
    file: Path,
    report: str,
    words: str,
    *,
    directive: str,
    is_it: bool,
    signed: Signature,
    at: int | None = None,
) -> Decision:
    """Decide that a mention is, or is not, a directive; `at` says which where the words stand several times.

    Raises UsageError where report, words or directive are not found; AmbiguousNameError has the choices.
    """
    found = _report(store, report)
    place = _mention(store, found, words, at)
    path = _directive(store, directive)
    kind: Kind = "mention-is" if is_it else "mention-is-not"
    made = made_decision(kind, signed, place=place, object=path, report=found.label)
    return _append(store, file, made)


def decide_bodies(store: Store, file: Path, kept: str, merged: str, signed: Signature) -> Decision:
    """Decide that two bodies are one, the first of which is kept. Raises UsageError."""
    base = mint_body(store.base, "")
    paths = [find_body(store, typed).removeprefix(base) for typed in (kept, merged)]
    if paths[0] == paths[1]:
        raise UsageError(
            f"«{kept}» và «{merged}» trong kho đã là một cơ quan: {paths[0]}",
            f"“{kept}” and “{merged}” are one body in the store already: {paths[0]}",
        )
    made = made_decision("bodies-are-one", signed, subject=paths[1], object=paths[0])
    return _append(store, file, made)


def settle_finding(
    store: Store,
    file: Path,
    report: str,
    code: str,
    words: str,
    *,
    signed: Signature,
    at: int | None = None,
) -> Decision:
    """Decide that a finding is settled: somebody has looked at it. Raises UsageError."""
    codes = read_vocabulary().schemes["finding"]
    if code not in codes:
        known = ", ".join(sorted(codes))
        raise UsageError(
            f"Không có loại phát hiện «{code}». Có: {known}", f"No finding “{code}”. There are: {known}"
        )
    found = _report(store, report)
    places = [p for p in places_of(store, found.iri) if p.code == code]
    place = _chosen(store, found, places, words, at)
    made = made_decision("finding-settled", signed, place=place, subject=code, report=found.label)
    return _append(store, file, made)


def undo(store: Store, file: Path, decision_id: str, signed: Signature) -> Decision:
    """Undo a decision by its id; both stay in the file. Raises UsageError for an unknown id."""
    return _append(store, file, made_decision("undo", signed, subject=decision_id))


def list_decisions(store: Store | None, decisions: Decisions) -> tuple[Listed, ...]:
    """Return all decisions in the order of the file; without a store none is called unmatched."""
    unmatched: tuple[Decision, ...] = ()
    if store is not None:
        unmatched = decisions.unmatched(find_places(store, decisions), _body_paths(store))
    lost = {d.id for d in unmatched}
    return tuple(Listed(d, _state(d, decisions.undone, lost)) for d in decisions.rows)


def _state(decision: Decision, undone: Collection[str], unmatched: Collection[str]) -> State:
    if decision.kind == "undo":
        return "undo"
    if decision.id in undone:
        return "undone"
    return "unmatched" if decision.id in unmatched else "in-force"


def _append(store: Store, file: Path, decision: Decision) -> Decision:
    """Write the row, then the graphs: a process that dies between leaves the record right."""
    decisions = append_decision(file, decision)
    update_derived(store, decisions)
    return decisions.rows[-1]


def _report(store: Store, typed: str) -> Choice:
    choices = find_reports(store, typed)
    if not choices:
        raise UsageError(
            f"Không thấy báo cáo «{typed}» trong kho; xem tên bằng «kg status --files».",
            f"No report “{typed}” in the store; “kg status --files” lists them.",
        )
    if len(choices) > 1:
        raise AmbiguousNameError(typed, choices)
    return choices[0]


def _directive(store: Store, typed: str) -> str:
    """Return the path of the directive; one that no report cites yet can be named in full.

    A path is taken as it stands: as a name, "tw/2013/217-qd-tw" would fit another year's 217-QĐ/TW too.
    """
    path = typed.removeprefix(mint_directive(store.base, ""))
    if directive_path_of(path) == path:
        return path
    try:
        return find_directive(store, typed).removeprefix(mint_directive(store.base, ""))
    except AmbiguousNameError:
        raise
    except UsageError as error:
        minted = directive_path_of(typed)
        if minted is None:
            raise UsageError(
                f"{error} Văn bản chưa báo cáo nào dẫn thì ghi đủ: tw/2016/05-ct-tw, 05-CT/TW@2016.",
                f"{error.english} Name one that no report cites in full: tw/2016/05-ct-tw, 05-CT/TW@2016.",
            ) from None
        return minted


def _mention(store: Store, report: Choice, words: str, at: int | None) -> Place:
    places = [p for p in places_of(store, report.iri) if p.code is None]
    return _chosen(store, report, places, words, at)


def _chosen(store: Store, report: Choice, places: Sequence[Place], words: str, at: int | None) -> Place:
    """Return the one place with the words, and with the start where that is given. Raises UsageError."""
    quote = plain_quote(words)
    fitting = [p for p in places if plain_quote(p.quote) == quote]
    chosen = [p for p in fitting if at is None or p.start == at]
    if len({p.item for p in chosen}) == 1:
        return chosen[0]
    if fitting:
        text = _text(store, report.iri)
        raise AmbiguousNameError(
            words, [Choice(p.item, f"--at {p.start}", _context(text, p)) for p in fitting]
        )
    similar = [p for p in places if quote.casefold() in plain_quote(p.quote).casefold()] or places
    shown = list(dict.fromkeys(plain_quote(p.quote) for p in similar))[:_SIMILAR]
    told = "; ".join(f"«{s}»" for s in shown) or "–"
    raise UsageError(
        f"Báo cáo {report.label} không có chỗ như vậy với lời «{quote}». Có: {told}",
        f"Report {report.label} has no such place with the words “{quote}”. It has: {told}",
    )


def _context(text: str, place: Place) -> str:
    around = text[max(0, place.start - _AROUND) : place.end + _AROUND]
    return f"… {plain_quote(around)} …"


def _text(store: Store, report: str) -> str:
    found = _rows(store, "report-text", {"report": ox.NamedNode(report)})
    return found[0]["text"] if found else ""


def _body_paths(store: Store) -> frozenset[str]:
    base = mint_body(store.base, "")
    return frozenset(row["body"].removeprefix(base) for row in _rows(store, "bodies"))


def _rows(
    store: Store, name: str, bindings: Mapping[str, ox.NamedNode] | None = None
) -> list[dict[str, str]]:
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query, bindings)
    ]
