"""The mentions of one register and symbol: resolved together, or a few more beside those held already.

Four rules in turn settle mentions (`kg.resolve.verdicts`); each judges by a `Standing` that the rules
before it made. What earlier mentions mean is remembered as counted usages, so that a later mention needs
none of them again, unless it changes a standing by which they were judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.model import Identity
from kg.register import TERM, DirectiveKey, directive_path, is_own, issue_period
from kg.resolve.horizons import horizon_of, own_dating
from kg.resolve.records import (
    Basis,
    Citation,
    Directive,
    Known,
    Resolution,
    Resolved,
    Usage,
    Wording,
)
from kg.resolve.standing import commonest, known_issuer, standing_of, stated_day
from kg.resolve.verdicts import RULES, Verdict

_SLIP_DAYS = 60


def resolve_group(key: DirectiveKey, citations: Iterable[Citation], known: Sequence[Known]) -> Resolved:
    """Resolve all mentions of a register and symbol."""
    found: list[Resolution] = []
    usages = _settle(key, {}, _with_slips(citations), known, found)
    return _result(key, usages, found, known)


def extend_group(
    key: DirectiveKey,
    held: Mapping[Usage, int],
    gone: Mapping[Usage, int],
    added: Iterable[Citation],
    known: Sequence[Known],
) -> Resolved | None:
    """Resolve the mentions of a few more reports, all that these have of the symbol.

    `held` counts the usages so far, `gone` those of reports that are no more. Null where the change
    alters what earlier mentions were judged by: then the whole group is to be resolved again.
    """
    found: list[Resolution] = []
    left = +(Counter(held) - Counter(gone))
    usages = _settle(key, left, _with_slips(added), known, found)
    if any(
        standing_of(key, held, known, bases) != standing_of(key, usages, known, bases) for bases in _GROUNDS
    ):
        return None
    return _result(key, usages, found, known)


_BASES: tuple[Basis, ...] = tuple(basis for basis, _ in RULES)
# On what the rules judge that look at other mentions at all: the third on the first two, the fourth on three.
_GROUNDS = (_BASES[:2], _BASES[:3])


def _settle(
    key: DirectiveKey,
    held: Mapping[Usage, int],
    citations: Sequence[Citation],
    known: Sequence[Known],
    found: list[Resolution],
) -> Counter[Usage]:
    """Apply the rules in turn; a rule does not see the mentions that it judges itself."""
    usages, waiting = Counter(held), list(citations)
    for number, (_, rule) in enumerate(RULES):
        standing = standing_of(key, usages, known, _BASES[:number])
        judged = [(c, rule(standing, c)) for c in waiting]
        waiting = [c for c, verdict in judged if verdict is None]
        for citation, verdict in judged:
            if verdict:
                resolution = _conclude(key, citation, verdict)
                found.append(resolution)
                usages[resolution.usage] += 1
    return usages


def _conclude(key: DirectiveKey, citation: Citation, verdict: Verdict) -> Resolution:
    wording = Wording(citation.surface, citation.identity, citation.date, citation.issuer, citation.title)
    own, whose = own_dating(citation), _whose(key)
    usage = Usage(wording, horizon_of(citation), own, verdict.when, verdict.candidates, verdict.basis)
    return Resolution(
        citation.mention,
        citation.report,
        directive_path(key, verdict.when) if verdict.when else None,
        tuple(directive_path(key, dated) for dated in verdict.candidates),
        verdict.rank,
        verdict.said[0] + whose[0],
        verdict.said[1] + whose[1],
        usage,
    )


def _whose(key: DirectiveKey) -> tuple[str, str]:
    """Say where a report leaves open whose number it is: such a directive meets no other report's."""
    if not is_own(key):
        return "", ""
    return (
        " Báo cáo không cho biết là của tỉnh, cơ quan nào, nên không gộp với báo cáo khác.",
        " The report leaves open whose it is, so it is joined with no other report's.",
    )


def _result(
    key: DirectiveKey, usages: Mapping[Usage, int], found: Iterable[Resolution], known: Sequence[Known]
) -> Resolved:
    """Describe what is cited or is a candidate."""
    cited: dict[str, Counter[Usage]] = defaultdict(Counter)
    moved: dict[str, set[str]] = defaultdict(set)
    used: set[str] = set()
    for usage, times in usages.items():
        used.update(usage.candidates)
        moved[usage.own].add(usage.when or "")
        if usage.when:
            cited[usage.when][usage] += times
    used |= cited.keys()
    directives = [_describe(key, w, cited.get(w, Counter()), known) for w in sorted(used)]
    aliases = [
        (directive_path(key, own), directive_path(key, next(iter(whens))))
        for own, whens in sorted(moved.items())
        if own not in used and len(whens) == 1 and "" not in whens
    ]
    resolutions = tuple(sorted(found, key=lambda r: r.mention))
    return Resolved(key, tuple(directives), resolutions, tuple(aliases), dict(usages))


def _describe(key: DirectiveKey, when: str, cited: Counter[Usage], known: Sequence[Known]) -> Directive:
    """Choose what a directive is called: the reference's words, else those most often used."""
    facts = [k for k in known if issue_period(key, k.date) == when]
    identities = Counter[Identity]()
    issuers, titles = Counter[str](), Counter[str]()
    for usage, times in cited.items():
        wording = usage.wording
        identities[wording.identity] += times
        issuers[wording.issuer or ""] += times
        titles[wording.title or ""] += times
    identities = identities or Counter(k.identity for k in facts)
    subjects = sorted(k.title for k in facts if k.verified and k.title)
    year = int(when[:4]) if when[:1].isdigit() else None
    named = Identity(
        abbr=_most(identities, "abbr") or "",
        number=_most(identities, "number"),
        suffix=_most(identities, "suffix"),
        scope=_most(identities, "scope"),
        year=year,
        term=when.removeprefix(TERM).upper() if when.startswith(TERM) else _most(identities, "term"),
        name=_most(identities, "name"),
    )
    issued = stated_day(when, cited, facts) or (str(year) if year else None)
    del issuers[""], titles[""]
    title = subjects[0] if subjects else commonest(titles)
    issuer = known_issuer(facts) or commonest(issuers)
    return Directive(directive_path(key, when), key, named, issued, issuer, title)


def _most(identities: Mapping[Identity, int], field: str) -> str | None:
    """Return the value of a field that is met most often."""
    counts = Counter[str]()
    for identity, times in identities.items():
        if value := getattr(identity, field):
            counts[value] += times
    return commonest(counts)


def _with_slips(citations: Iterable[Citation]) -> list[Citation]:
    """Note where one report gives a symbol two dates within 60 days: the first counts for both.

    24-CT/TU of 09/6/2017 and of 29/6/2017 in one report are one directive with a slip of the pen.
    """
    ordered = sorted(citations, key=lambda c: c.mention)
    stated: dict[str, set[str]] = defaultdict(set)
    for citation in ordered:
        if citation.date and len(citation.date) == 10:
            stated[citation.report].add(citation.date)
    firsts = {report: _first_dates(dates) for report, dates in stated.items()}
    return [
        replace(c, first_date=firsts.get(c.report, {}).get(c.date or "", c.date)) if c.date else c
        for c in ordered
    ]


def _first_dates(dates: Iterable[str]) -> dict[str, str]:
    firsts: dict[str, str] = {}
    first = previous = ""
    for day in sorted(dates):
        if not previous or _days(previous, day) > _SLIP_DAYS:
            first = day
        firsts[day], previous = first, day
    return firsts


def _days(start: str, end: str) -> int:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return _SLIP_DAYS + 1
