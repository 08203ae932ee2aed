"""Decisions of people and the look-ups that the rest asks: pure, no file is read here."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Literal

from kg.errors import UsageError

Kind = Literal["mention-is", "mention-is-not", "bodies-are-one", "finding-settled", "undo"]
KINDS: tuple[Kind, ...] = ("mention-is", "mention-is-not", "bodies-are-one", "finding-settled", "undo")

# A row that gives no time zone was written where the reports are.
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. What `subject` and `object` hold depends on the kind:

    | kind | subject | object |
    |---|---|---|
    | mention-is, mention-is-not | – | path of the directive, `tw/2013/25-nq-tw` |
    | bodies-are-one | path of the body that goes into the other | path of the body that is kept |
    | finding-settled | code of the finding, `two-dates` | – |
    | undo | id of the decision that is undone | – |
    """

    id: str
    kind: Kind
    text_hash: str
    """Of the report's text; "" for decisions on bodies and for an undo."""
    start: int | None
    end: int | None
    """The hull in code points; null where whoever wrote the row did not say."""
    quote: str
    """The words with single spaces; see `plain_quote`."""
    subject: str
    object: str
    decided_by: str
    decided_on: str
    """ISO 8601, a day or a moment."""
    reason: str
    report: str = ""
    """The report's file name, for readers; nothing goes by it."""
    line: int | None = field(default=None, compare=False)
    """Where it stands in the file, 1-based."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when (ISO 8601, a day or a moment) and why, as the decider writes it."""

    decided_by: str
    decided_on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A mention or a finding of a report that is held, at one of the places that show it."""

    item: str
    """IRI of the mention or the finding."""
    evidence: str
    """IRI of the place in the text."""
    text_hash: str
    start: int
    end: int
    quote: str
    code: str | None
    """The finding's code; null for a mention."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All rows in the order of the file, and what holds of them. Make it with `gather`."""

    rows: tuple[Decision, ...]
    undone: frozenset[str]
    """Ids of the decisions that an undo names."""
    by_place: Mapping[tuple[str, str], tuple[Decision, ...]]
    """{(text hash, quote): the decisions in force on it, the oldest first}."""

    def in_force(self) -> tuple[Decision, ...]:
        """Return what is neither undone nor an undo, the oldest first."""
        return tuple(sorted((d for d in self.rows if self.is_in_force(d)), key=moment))

    def is_in_force(self, decision: Decision) -> bool:
        """Tell whether a decision holds; an undo decides nothing by itself."""
        return decision.kind != "undo" and decision.id not in self.undone

    def of_mention(self, text_hash: str, start: int, quote: str, *, alone: bool = False) -> Decision | None:
        """Return the newest decision that says which directive a mention is; its `object` is the path.

        `alone` says that no other mention of the report has these words: then a decision whose start does
        not fit, or that gives none, applies too. One that a later "is not" takes back does not hold.
        """
        found = [d for d in self._on(text_hash, quote, start, alone) if d.kind.startswith("mention")]
        confirmed = next((d for d in reversed(found) if d.kind == "mention-is"), None)
        if confirmed is None or confirmed.object in self.rejected(text_hash, start, quote, alone=alone):
            return None
        return confirmed

    def rejected(self, text_hash: str, start: int, quote: str, *, alone: bool = False) -> frozenset[str]:
        """Return the paths of the directives that a mention is not; a later "is" takes one back."""
        newest = {d.object: d.kind for d in self._on(text_hash, quote, start, alone)}
        return frozenset(path for path, kind in newest.items() if kind == "mention-is-not")

    def settled(self, text_hash: str, code: str, quote: str, *, start: int | None = None) -> Decision | None:
        """Return the newest decision that settles a finding of a code at a quote.

        Where several findings of that code have the quote, give `start`: it tells them apart.
        """
        on = self._on(text_hash, quote, start, start is None)
        found = [d for d in on if d.kind == "finding-settled" and d.subject == code]
        return found[-1] if found else None

    def one_body(self) -> dict[str, str]:
        """Return {path of a body: path of the body that stands for it}, through all steps."""
        steps = {d.subject: d.object for d in self.in_force() if d.kind == "bodies-are-one"}
        return {body: _last(steps, body) for body in sorted(steps)}

    def placed(self, places: Iterable[Place]) -> dict[str, Place]:
        """Return {id of a decision in force: the mention or finding that it is on}, where there is one."""
        by_quote: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in places:
            by_quote[place.text_hash, plain_quote(place.quote)].append(place)
        found: dict[str, Place] = {}
        for key, decisions in self.by_place.items():
            chosen = ((d.id, _chosen(d, by_quote.get(key, ()))) for d in decisions)
            found |= {decision: place for decision, place in chosen if place}
        return found

    def unmatched(self, places: Iterable[Place], bodies: Collection[str]) -> tuple[Decision, ...]:
        """Return the decisions in force that nothing in the store answers to: no fault, to be shown.

        The report may not be loaded, or its text has changed; `bodies` are the paths of the known ones.
        """
        placed = self.placed(places)
        return tuple(
            d
            for d in self.in_force()
            if (d.subject not in bodies if d.kind == "bodies-are-one" else d.id not in placed)
        )

    def _on(self, text_hash: str, quote: str, start: int | None, alone: bool) -> list[Decision]:
        found = self.by_place.get((text_hash, plain_quote(quote)), ())
        return [d for d in found if alone or d.start == start]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, in Vietnamese and English."""

    line: int | None
    message: str
    english: str


def gather(rows: Iterable[Decision]) -> tuple[Decisions, tuple[Fault, ...]]:
    """Return the decisions and what is wrong between them. A row that stands twice counts once."""
    unique: dict[str, Decision] = {}
    faults: list[Fault] = []
    for row in rows:
        first = unique.setdefault(row.id, row)
        if first != row:
            faults.append(_fault(row, _SAME_ID, row.id, first.line))
    kept = tuple(unique.values())
    undone, undo_faults = _undone(unique)
    on_place: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for row in sorted(kept, key=moment):
        if row.kind != "undo" and row.id not in undone and row.text_hash:
            on_place[row.text_hash, row.quote].append(row)
    by_place = MappingProxyType({place: tuple(found) for place, found in on_place.items()})
    decisions = Decisions(kept, undone, by_place)
    return decisions, (*faults, *undo_faults, *_body_faults(decisions))


NOTHING_DECIDED = Decisions((), frozenset(), MappingProxyType({}))


def made_decision(
    kind: Kind,
    signed: Signature,
    *,
    place: Place | None = None,
    report: str = "",
    subject: str = "",
    object: str = "",  # noqa: A002  # RDF's word, and the column's
) -> Decision:
    """Return a decision with its id. Its words are kept with single spaces, so that a row is a line.

    Raises UsageError where nobody signs it or no reason is given.
    """
    if not (plain_quote(signed.decided_by) and plain_quote(signed.reason)):
        raise UsageError(
            "Quyết định phải có người quyết định (--by) và lý do (--reason).",
            "A decision needs who decides (--by) and a reason (--reason).",
        )
    decision = Decision(
        id="",
        kind=kind,
        text_hash=place.text_hash if place else "",
        start=place.start if place else None,
        end=place.end if place else None,
        quote=plain_quote(place.quote) if place else "",
        subject=subject,
        object=object,
        decided_by=plain_quote(signed.decided_by),
        decided_on=signed.decided_on,
        reason=plain_quote(signed.reason),
        report=report,
    )
    return replace(decision, id=mint_id(decision))


def mint_id(decision: Decision, taken: Collection[str] = ()) -> str:
    """Return a short hash of what the row says: rows of two people's files never share it by chance.

    It begins with a letter, since a spreadsheet takes "12345e6789" for a number. `taken` are the ids of
    other rows: what was decided, undone and decided again within a second is three rows.
    """
    d = decision
    places = tuple("" if n is None else str(n) for n in (d.start, d.end))
    said = (d.kind, d.text_hash, *places, d.quote, d.subject, d.object, d.decided_by, d.decided_on, d.reason)
    found = _hashed(said)
    while found in taken:
        found = _hashed((*said, found))
    return found


def _hashed(said: Iterable[str]) -> str:
    return "d" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:10]


def plain_quote(words: str) -> str:
    """Return words in NFC with single spaces: line breaks of the page are no part of what was quoted."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def moment(decision: Decision) -> datetime:
    """Return when it was decided, to tell the newest; a day is its beginning, in Vietnam."""
    when = datetime.fromisoformat(decision.decided_on)
    return (when if when.tzinfo else when.replace(tzinfo=_VIETNAM)).astimezone(UTC)


_SAME_ID = (
    "mã {} đã có ở dòng {} với nội dung khác; để trống mã của dòng này",
    "id {} stands on line {} with other content; leave this row's id empty",
)
_NO_SUCH_ID = (
    "hủy mã {}, mà không dòng nào có mã đó; xem mã bằng «kg decide list»",
    "undoes {}, which no row has; “kg decide list” shows the ids",
)
_UNDO_OF_UNDO = (
    "hủy mã {}, mà đó là một dòng hủy (dòng {}); hãy ghi lại quyết định như mới",
    "undoes {}, which is an undo itself (line {}); decide afresh instead",
)
_TWO_KEPT = (
    "{} nhập vào {}, mà dòng {} nhập nó vào cơ quan khác; hủy một trong hai",
    "{} goes into {}, and line {} puts it into another body; undo one of them",
)
_CYCLE = (
    "{} nhập vào {}, mà dòng {} nhập ngược lại thành vòng; hủy một trong hai",
    "{} goes into {}, and line {} goes the other way, in a circle; undo one of them",
)


def _fault(row: Decision, words: tuple[str, str], *told: object) -> Fault:
    vi, en = (each.format(*("?" if t is None else t for t in told)) for each in words)
    return Fault(row.line, vi, en)


def _undone(rows: Mapping[str, Decision]) -> tuple[frozenset[str], list[Fault]]:
    undone: set[str] = set()
    faults = []
    for row in rows.values():
        if row.kind != "undo":
            continue
        target = rows.get(row.subject)
        if target is None:
            faults.append(_fault(row, _NO_SUCH_ID, row.subject))
        elif target.kind == "undo":
            faults.append(_fault(row, _UNDO_OF_UNDO, row.subject, target.line))
        else:
            undone.add(row.subject)
    return frozenset(undone), faults


def _body_faults(decisions: Decisions) -> Iterator[Fault]:
    """Find bodies that go into two others, and circles; each fault names both rows."""
    steps: dict[str, Decision] = {}
    rows = [d for d in decisions.rows if d.kind == "bodies-are-one" and decisions.is_in_force(d)]
    for row in rows:
        first = steps.setdefault(row.subject, row)
        if first.object != row.object:
            yield _fault(row, _TWO_KEPT, row.subject, row.object, first.line)
            continue
        if first is row and (back := _way_back(steps, row)):
            yield _fault(row, _CYCLE, row.subject, row.object, back.line)
            del steps[row.subject]


def _way_back(steps: Mapping[str, Decision], row: Decision) -> Decision | None:
    """Return the row that closes a circle with this one, or null; earlier rows are free of circles."""
    at = row
    while at.object != row.subject:
        if at.object not in steps:
            return None
        at = steps[at.object]
    return at


def _last(steps: Mapping[str, str], body: str) -> str:
    while body in steps:
        body = steps[body]
    return body


def _chosen(decision: Decision, places: Sequence[Place]) -> Place | None:
    """Return the place that a decision is on: that of its start, else the only one with its quote."""
    code = decision.subject if decision.kind == "finding-settled" else None
    fitting = [p for p in places if p.code == code]
    there = [p for p in fitting if p.start == decision.start]
    if not there and len({p.item for p in fitting}) == 1:
        there = fitting
    return there[0] if there else None
