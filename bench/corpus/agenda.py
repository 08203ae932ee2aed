"""Which directives a report cites: central ones by how many cite them, local ones of who is around it."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from bench.corpus.acts import Act
from bench.corpus.bodies import Body
from bench.corpus.central import central_acts, meeting_acts
from bench.corpus.chance import chosen
from bench.corpus.issuers import Issuer, issuers_of, predecessor, provinces_before
from bench.corpus.local import act_between, congress_act
from bench.corpus.periods import Period

_TRIES = 6
_SKEW = 1.1
"""Zipf: the n-th directive is cited n to the power of this less often than the first."""
_OLD, _FRESH = 5500, 20
_LOCAL_OLD = 1000
_SHARED, _STANDING = 0.6, 6
"""Of local directives, so many are of the few of an issuer that all around it cite in a year."""


@dataclass(slots=True)
class Agenda:
    """What a body can cite on a day. A null answer means that there is none such."""

    seed: int
    body: Body
    period: Period
    day: date
    chance: random.Random
    _central: dict[str, tuple[list[Act], list[float]]] = field(default_factory=dict)

    def central(self, topic: str) -> Act | None:
        """Return a central directive of a topic, the first in line most often."""
        if self.chance.random() < 0.06 and (met := self._meeting(topic)):
            return met
        acts, sums = self._central.get(topic) or self._ranked(topic)
        return acts[bisect(sums, self.chance.random() * sums[-1])] if acts else None

    def any_of(self, topic: str) -> Act | None:
        """Return a directive of a topic, of the Centre or, one in three, from nearby."""
        local = self.chance.random() < 0.33
        return (self.local(topic) if local else None) or self.central(topic)

    def local(self, topic: str) -> Act | None:
        """Return a directive of an issuer around the body, of the topic if one is soon found."""
        found = None
        for _ in range(_TRIES):
            issuer = self._issuer()
            act = self._standing(issuer) if self.chance.random() < _SHARED else self._recent(issuer)
            found = act or found
            if act and act.topic == topic:
                return act
        return found

    def new(self, topic: str) -> Act | None:
        """Return what the body issued in the period to carry out a central directive."""
        return self._of_period(
            issuers_of(self.body)[0], lambda act: act.relation == "implements" and act.topic == topic
        )

    def replacing(self) -> Act | None:
        """Return what the body issued in the period in place of an older one."""
        return self._of_period(issuers_of(self.body)[0], lambda act: act.relation == "replaces")

    def guidance(self) -> Act | None:
        """Return what the commission for organisation issued in the period on a central directive."""
        issuer = next((i for i in issuers_of(self.body) if i.code == "BTCTU"), None)
        own = self.body.sort == "province" or self.body.code == "BTCTU"
        return self._of_period(issuer, lambda act: act.relation == "guides") if issuer and own else None

    def aged(self, topic: str, least: int, year: int) -> Act | None:
        """Return a directive that is at least so many years old in a year."""
        for _ in range(_TRIES):
            act = self.any_of(topic)
            if act and year - act.day.year >= least and (act.number or least > 1):
                return act
        return None

    def own_lately(self) -> Act | None:
        """Return what the body itself issued in the period."""
        return self._of_period(issuers_of(self.body)[0], lambda act: act.relation is None)

    def _meeting(self, topic: str) -> Act | None:
        known = [
            a for a in meeting_acts() if a.topic == topic and _FRESH < (self.day - a.day).days < _OLD / 2
        ]
        own = congress_act(self.body, self.seed, self.day)
        if own and own.topic == topic:
            known.append(own)
        return self.chance.choice(known) if known else None

    def _ranked(self, topic: str) -> tuple[list[Act], list[float]]:
        known = [
            (rank, act)
            for rank, act in enumerate(central_acts(), 1)
            if act.topic == topic and _FRESH < (self.day - act.day).days < _OLD
        ]
        ranked = [a for _, a in known], list(accumulate(rank**-_SKEW for rank, _ in known))
        self._central[topic] = ranked
        return ranked

    def _issuer(self) -> Issuer:
        issuers = issuers_of(self.body)
        if self.body.merged and self.body.sort == "province" and self.chance.random() < 0.2:
            return predecessor(self.chance.choice(provinces_before(self.body.province)))
        return issuers[0] if self.chance.random() < 0.3 else self.chance.choice(issuers)

    def _standing(self, issuer: Issuer) -> Act | None:
        """Return one of the few of an issuer that all around it cite through a year."""
        year, which = self.day.year, self.chance.randrange(_STANDING)
        of = self.seed, "standing", issuer.register, year, which
        abbr = chosen(issuer.rates, *of)[0]
        return act_between(self.seed, issuer, abbr, date(year - 2, 1, 1), date(year - 1, 12, 1), *of)

    def _recent(self, issuer: Issuer) -> Act | None:
        return self._drawn(issuer, self.day - timedelta(_LOCAL_OLD), self.day - timedelta(_FRESH))

    def _drawn(self, issuer: Issuer, earliest: date, latest: date) -> Act | None:
        kinds, rates = zip(*issuer.rates, strict=True)
        abbr = self.chance.choices(kinds, [rate**0.5 for rate in rates])[0]
        return act_between(self.seed, issuer, abbr, earliest, latest, self.chance.random())

    def _of_period(self, issuer: Issuer, fits: Callable[[Act], bool]) -> Act | None:
        latest = min(self.period.end, self.day - timedelta(3))
        for _ in range(2 * _TRIES):
            act = self._drawn(issuer, self.period.start, latest)
            if act and fits(act):
                return act
        return None
