"""What people decided, as resolution asks for it: on the mentions of a report, and which bodies are one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.decisions import NOTHING_DECIDED, Decision, Decisions, plain_quote
from kg.iri import DEFAULT_BASE, mint_body, mint_report
from kg.resolve import Ruling


@dataclass(frozen=True)
class Rulings:
    """The decisions in force, by the IRIs of what they are on."""

    decisions: Decisions = NOTHING_DECIDED
    base: str = DEFAULT_BASE

    @cached_property
    def reports(self) -> frozenset[str]:
        """The reports on which something was decided."""
        return frozenset(mint_report(self.base, text_hash) for text_hash, _ in self.decisions.by_place)

    @cached_property
    def same_bodies(self) -> Mapping[str, str]:
        """{body: the one that stands for it}."""
        one = self.decisions.one_body()
        return {mint_body(self.base, b): mint_body(self.base, kept) for b, kept in one.items()}

    def of_mentions(self, report: str, mentions: Iterable[tuple[str, str]]) -> dict[str, Ruling]:
        """Return {mention: ruling} for (mention's IRI, its words): all that one report has."""
        if report not in self.reports:
            return {}
        listed = list(mentions)
        times = Counter(plain_quote(words) for _, words in listed)
        found = {m: self._of_mention(report, m, words, times[plain_quote(words)]) for m, words in listed}
        return {mention: ruling for mention, ruling in found.items() if ruling}

    def version_of(self, report: str, issuer: str | None) -> str:
        """Return a hash of all that was decided of a report; "" where nothing was."""
        text_hash = report.rpartition("/")[2]
        decided = sorted(d.id for d in self.decisions.in_force() if d.text_hash == text_hash)
        told = (*decided, self.same_bodies.get(issuer or "", ""))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:8] if any(told) else ""

    def _of_mention(self, report: str, mention: str, words: str, times: int) -> Ruling | None:
        place = report.rpartition("/")[2], int(mention.rpartition("/")[2].split("-")[0]), words
        confirmed = self.decisions.of_mention(*place, alone=times == 1)
        rejected = self.decisions.rejected(*place, alone=times == 1)
        if confirmed is None and not rejected:
            return None
        said = confirmed or self._newest_rejection(*place)
        vi, en = _told(said) if said else ("", "")
        return Ruling(confirmed.object if confirmed else None, rejected, vi, en)

    def _newest_rejection(self, text_hash: str, _start: int, words: str) -> Decision | None:
        on = self.decisions.by_place.get((text_hash, plain_quote(words)), ())
        return next((d for d in reversed(on) if d.kind == "mention-is-not"), None)


NO_RULINGS = Rulings()


def _told(decision: Decision) -> tuple[str, str]:
    """Say who decided what, when and why."""
    day = "/".join(str(int(part)) for part in reversed(decision.decided_on[:10].split("-")))
    iso, reason = decision.decided_on[:10], decision.reason.rstrip(".")
    vi, en = ("là", "is") if decision.kind == "mention-is" else ("không phải là", "is not")
    return (
        f"{decision.decided_by} quyết định ngày {day} rằng đây {vi} {decision.object}: {reason}.",
        f"{decision.decided_by} decided on {iso} that it {en} {decision.object}: {reason}.",
    )
