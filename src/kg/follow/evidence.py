"""What speaks for a link: a directive that both cite with an act that fits, words of the same object.

Nothing here knows of ranks or of other links: a task and an item are weighed on the background of both
reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from kg.follow.acts import activities_of, differ, fit, occasions, specific
from kg.follow.records import LaterItem, PlannedTask
from kg.follow.wording import Pair, Wording, clauses, rarity, shared, untitled, word

# What a shared directive is worth by the act that goes with it. General acts are said of any directive; with
# no act named, or in a sentence where extraction found no claim on it, it is only mentioned.
_SAME_ACT, _SAME_GENERAL_ACT, _RELATED_ACT, _UNSAID_ACT = 0.72, 0.5, 0.46, 0.3
_GENERAL_ACT = frozenset({"implement"})
_LEAST_PAIRS = 2
_TELLING = 0.5
_HALF_ENOUGH = 1.2
"""Evidence in rare pairs at which words alone make half of a full score."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is read from a text: its words clause by clause, the acts and the occasions that it names."""

    clauses: tuple[Wording, ...]
    acts: frozenset[str]
    occasions: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Background:
    """What both sides together tell: how rare words and directives are, and which claims a sentence holds."""

    planned: Mapping[Pair, float]
    later: Mapping[Pair, float]
    citing: Mapping[str, int]
    """{directive: how many sentences of the later reports cite it}."""
    claimed: Mapping[str, frozenset[str]]
    """{sentence: the directives on which statements in it say something}."""
    sentence: Mapping[str, LaterItem]
    """{statement: the sentence that it is part of}, where that is among the items."""

    def weight(self, pair: Pair) -> float:
        """Return the rarity of a pair on the side where it is commoner."""
        return min(self.planned.get(pair, 1.0), self.later.get(pair, 1.0))


@dataclass(frozen=True, slots=True)
class Common:
    """The words of the object that a task shares with one clause."""

    pairs: tuple[Pair, ...] = ()
    telling: int = 0
    """How many of the pairs are more than the common objects of the genre."""
    weight: float = 0.0
    coverage: float = 0.0
    """The share of the task's own words, by weight."""

    def score(self, least: int) -> float:
        """Return from 0 to 1 what the words are worth; nothing with fewer telling pairs than `least`."""
        if self.telling < least:
            return 0.0
        return self.weight / (self.weight + _HALF_ENOUGH) * (0.4 + 0.6 * self.coverage)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for or against one link."""

    directives: frozenset[str]
    """Directives that both are about."""
    fit: float
    """1 where the act is what was planned, 0 where it is another, 0.5 where it is unsaid."""
    acts: frozenset[str]
    """The activities that both name."""
    common: Common
    score: float


def read_task(task: PlannedTask) -> Told:
    """Read a task's words; it is compared as a whole."""
    quote = untitled(task.quote, task.titles)
    words = word(task.quote, task.citations, task.titles)
    return Told((words,), activities_of(quote), occasions(quote))


def read_item(item: LaterItem, whole: LaterItem) -> Told:
    """Read an item. `whole` is the sentence around it: a claim's own words may be no more than its verb."""
    quote = untitled(item.quote, item.titles)
    # A statement's own activity is of its directive alone; the words around it may name several.
    acts = specific({item.activity}) if item.activity else activities_of(quote)
    return Told(clauses(whole.quote, whole.citations, whole.titles), acts, occasions(quote))


def same_place(one: LaterItem, other: LaterItem) -> bool:
    """Say whether two items stand in the same words of one report."""
    return one.report == other.report and any(
        a.start < b.end and b.start < a.end for a in one.pieces for b in other.pieces
    )


def background(tasks: Iterable[Told], items: Collection[LaterItem]) -> Background:
    """Count words and citations over both sides, each place once."""
    sentences = [i for i in items if i.kind == "sentence"]
    statements = [i for i in items if i.kind == "statement"]
    places = [i for i in items if i.kind != "statement"] or statements
    inside = {s.iri: [c for c in statements if same_place(c, s)] for s in sentences}
    return Background(
        planned=rarity(t.clauses for t in tasks),
        later=rarity(clauses(i.quote, i.citations, i.titles) for i in places),
        citing=Counter(d for i in places if i.kind != "task" for d in i.directives),
        claimed={s: frozenset(d for c in claims for d in c.directives) for s, claims in inside.items()},
        sentence={c.iri: s for s in reversed(sentences) for c in inside[s.iri]},
    )


def weigh(
    task: PlannedTask, planned: Told, item: LaterItem, told: Told, ground: Background
) -> Evidence | None:
    """Return what speaks for a link; null where it is none: another occasion, or other directives.

    Of a statement that is about other directives only, the sentence has the same words and stands for it.
    Reviews after different years are two reviews, congresses of different terms two congresses.
    """
    both = task.directives & item.directives
    if differ(planned.occasions, told.occasions) or (not both and item.iri in ground.sentence):
        return None
    about = both - ground.claimed.get(item.iri, frozenset())
    act = fit(planned.acts, told.acts)
    common = _common(planned, told, ground, same_directive=bool(both))
    acts = planned.acts & told.acts
    if about:
        by_directive = _worth(item, act, acts, bool(planned.acts and told.acts)) * _rareness(about, ground)
        by_words = common.score(1) * (1.0 if act else 0.6)
        score = by_directive + (1 - by_directive) * by_words
    else:
        apart = bool(task.directives and item.directives) and not both
        score = common.score(_LEAST_PAIRS) * (1.0 if act else 0.6) * (0.5 if apart else 1.0)
    return Evidence(about, act, acts, common, score)


def _worth(item: LaterItem, act: float, acts: frozenset[str], both_named: bool) -> float:
    if act == 0:
        return 0.0
    if item.kind == "sentence" or not both_named:
        return _UNSAID_ACT
    if act == 1.0:
        return _SAME_ACT if acts - _GENERAL_ACT else _SAME_GENERAL_ACT
    # A shortcoming in a related act, or a related task, is no answer to this one.
    return _RELATED_ACT if item.kind == "statement" and item.status != "shortcoming" else _UNSAID_ACT


def _rareness(directives: frozenset[str], ground: Background) -> float:
    """What everybody cites says less: 1 for a directive cited once, 0.85 for four times."""
    return 0.7 + 0.3 / sqrt(min(max(1, ground.citing.get(d, 1)) for d in directives))


def _common(planned: Told, told: Told, ground: Background, *, same_directive: bool) -> Common:
    """Return what the task has in common with the clause that has most of it."""
    own = planned.clauses[0]
    whole = sum(w * ground.planned.get(p, 1.0) for p, w in own.pairs.items())
    best = Common()
    for clause in told.clauses:
        pairs = shared(own, clause, same_directive=same_directive)
        weight = sum(min(own.pairs[p], clause.pairs[p]) * ground.weight(p) for p in pairs)
        if weight > best.weight:
            telling = sum(own.pairs[p] >= _TELLING for p in pairs)
            best = Common(pairs, telling, weight, min(1.0, weight / whole))
    return best
