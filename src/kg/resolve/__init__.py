"""Which directive each mention means: a pure function of all mentions and of what is known beforehand.

Mentions meet only where register and symbol agree (`kg.register`). Dates decide; where a mention gives
none, what remains possible decides, and only when it is one. The order in which reports were loaded
plays no part: every choice goes by counts, then by the smallest value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.register import DirectiveKey
from kg.resolve.editions import Group, find_slips
from kg.resolve.records import Citation, Directive, Known, Rank, Resolution, Resolved, Review
from kg.resolve.verdicts import settle_dated, settle_termed, settle_undated

__all__ = [
    "Citation", "Directive", "Known", "Rank", "Resolution", "Resolved", "Review", "resolve", "resolve_group",
]  # fmt: skip


def resolve(citations: Iterable[Citation], known: Iterable[Known]) -> Resolved:
    """Resolve all mentions; each register and symbol by itself."""
    groups: dict[DirectiveKey, list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[citation.key].append(citation)
    references: dict[DirectiveKey, list[Known]] = defaultdict(list)
    for directive in known:
        references[directive.key].append(directive)
    parts = [resolve_group(key, groups[key], references.get(key, ())) for key in sorted(groups)]
    return Resolved(
        tuple(d for part in parts for d in part.directives),
        tuple(r for part in parts for r in part.resolutions),
        tuple(a for part in parts for a in part.aliases),
    )


def resolve_group(key: DirectiveKey, citations: Iterable[Citation], known: Iterable[Known]) -> Resolved:
    """Resolve the mentions of one register and symbol: first those with a date, then a term, then neither."""
    ordered = sorted(citations, key=lambda c: c.mention)
    group = Group(key, find_slips(ordered))
    leads = [k for k in known if not k.verified]
    for k in known:
        if k.verified:
            group.know(k)
    for stage in (settle_dated, settle_termed, settle_undated):
        open_ones = [c for c in ordered if c.mention not in group.decided]
        # A whole stage looks at what the stages before it settled, and not at its own mentions.
        found = [(c, v) for c in open_ones if (v := stage(group, c, leads))]
        for citation, verdict in found:
            group.decide(citation, verdict)
    return group.result(leads)
