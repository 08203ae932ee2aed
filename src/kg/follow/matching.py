"""Tasks beside what later reports say: the same directive, a fitting act, the same object, in words.

Precision comes first. A directive alone is no link, nor are words that every report has: it takes a
directive and an act that fits what was planned, or enough words that name the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kg.follow.acts import carries_over
from kg.follow.evidence import Background, Evidence, Told, background, read_item, read_task, same_place, weigh
from kg.follow.reasons import reason
from kg.follow.records import FollowUp, FollowUpRank, LaterItem, Outcome, PlannedTask
from kg.follow.wording import phrases

_LIKELY = 0.42
_STRONG = 0.68
_MOST_OF_AN_OUTCOME = 2
_BESIDE_THE_BEST = 0.75
_YEAR = 365.25
_A_YEAR_ON = 1.1


def match_follow_ups(tasks: Iterable[PlannedTask], later: Iterable[LaterItem]) -> tuple[FollowUp, ...]:
    """Return, for each task, the best few items that speak of it: at most two of an outcome.

    Of several items of one place (a sentence and the statements in it) the best stands for all. The order
    of the input plays no part; links come by task, then by score.
    """
    ordered = sorted(tasks, key=lambda t: t.iri)
    # What a results part only plans is no result; the plan's own tasks are items of their own.
    items = sorted((i for i in later if i.kind == "task" or i.status != "planned"), key=lambda i: i.iri)
    planned = [read_task(t) for t in ordered]
    ground = background(planned, items)
    told = [read_item(i, ground.sentence.get(i.iri, i)) for i in items]
    links: list[FollowUp] = []
    for task, read in zip(ordered, planned, strict=True):
        found = (_link(task, read, item, said, ground) for item, said in zip(items, told, strict=True))
        links.extend(_best([link for link in found if link]))
    return tuple(links)


def _link(
    task: PlannedTask, planned: Told, item: LaterItem, told: Told, ground: Background
) -> FollowUp | None:
    found = weigh(task, planned, item, told, ground)
    if found is None or (item.kind == "task" and not _is_same_task(item, found)):
        return None
    years = _years_between(task, item)
    score = round(found.score / (1 + 0.5 * max(0.0, years - 1)), 2)
    if score < _LIKELY:
        return None
    rank: FollowUpRank = "strong" if score >= _STRONG and years <= _A_YEAR_ON else "likely"
    words = phrases(found.common.pairs, task.quote)
    outcome = _outcome(item)
    vi, en = reason(bool(found.directives), found.acts, words, outcome, years)
    return FollowUp(task, item, outcome, score, rank, words, vi, en)


def _outcome(item: LaterItem) -> Outcome:
    if item.kind == "task":
        return "carried-over"
    return "shortcoming" if item.status == "shortcoming" else "result"


def _is_same_task(item: LaterItem, found: Evidence) -> bool:
    """A later task is the earlier one again if it asks for the same, and says so or names the same object."""
    goes_on = carries_over(item.quote)
    if found.directives:
        return found.fit == 1.0 or (found.fit > 0 and goes_on)
    return found.fit > 0 and found.common.coverage >= (0.35 if goes_on else 0.5)


def _years_between(task: PlannedTask, item: LaterItem) -> float:
    """Return the years between the planned period and the one reported on; 0 where a day is open."""
    try:
        ended, began = date.fromisoformat(task.planned_to or ""), date.fromisoformat(item.start or "")
    except ValueError:
        return 0.0
    return max(0.0, (began - ended).days / _YEAR)


def _best(links: Sequence[FollowUp]) -> list[FollowUp]:
    """Keep the best of each place, then the best few of each outcome that come near the best."""
    kept: list[FollowUp] = []
    for link in sorted(links, key=lambda k: (-k.score, k.item.kind != "statement", k.item.iri)):
        rivals = [k for k in kept if k.outcome == link.outcome]
        if len(rivals) >= _MOST_OF_AN_OUTCOME or any(same_place(k.item, link.item) for k in kept):
            continue
        if not rivals or link.score >= _BESIDE_THE_BEST * rivals[0].score:
            kept.append(link)
    return kept
