"""One report of the genre from a number: text, facts and what is true beyond the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bench.corpus.bodies import HELD, Body, stint_of
from bench.corpus.chance import draw
from bench.corpus.damage import damaged
from bench.corpus.draft import Draft
from bench.corpus.facts import facts_of
from bench.corpus.parts import Answer, Size, write_report
from bench.corpus.periods import Period, next_period
from kg.iri import slug


@dataclass(frozen=True, slots=True)
class Truth:
    """What no single text says.

    `directives` maps mentions to the path that ends the IRI of the directive meant (`kg.register`), `works`
    maps tasks to the key of the work, the same in every report of the body; `fates` says what the body's
    report on the next period shows of each work planned here: "result", "carried", "silent". `next_report`
    is that report's name, null where none is held: then nothing is heard, which is not silence. `answers`
    are this report's to plans before it.
    """

    body: str
    province: str
    period: str
    directives: dict[str, str]
    works: dict[str, str]
    fates: dict[str, str]
    answers: tuple[Answer, ...]
    next_report: str | None


@dataclass(frozen=True, slots=True)
class GeneratedReport:
    """A report's file name, text (NFC), facts in the facts format of docs/facts.md, and truth."""

    name: str
    text: str
    facts: dict[str, Any]
    truth: Truth

    def gold_json(self) -> str:
        """Return facts and truth as JSON."""
        return json.dumps({**self.facts, "truth": asdict(self.truth)}, ensure_ascii=False)


def reports(
    count: int, seed: int = 0, *, size: Size = "small", damage: float = 0.0
) -> Iterator[GeneratedReport]:
    """Yield the first reports of a corpus."""
    return (report(number, seed, size=size, damage=damage) for number in range(count))


def report(number: int, seed: int = 0, *, size: Size = "small", damage: float = 0.0) -> GeneratedReport:
    """Return one report of a corpus, a function of number and seed alone.

    Four numbers on end are reports of one body, of consecutive periods but for one that is missing.
    `damage` from 0 to 1 is how much the text suffers; the facts' places move along.
    """
    stint = stint_of(number // HELD, seed)
    held = stint.periods(seed)
    period = held[number % HELD]
    after = next_period(stint.body.rhythm, period)
    draft = Draft()
    header, works, answers = write_report(draft, seed, stint.body, period, size)
    facts = facts_of(draft, header)
    text = draft.text
    if damage:
        harmed = damaged(draft, facts, draw(seed, "damage", number), damage)
        text, facts = harmed.text, harmed.facts
        answers = tuple(Answer(a.work, a.told_as, *harmed.moved(a.start, a.end)) for a in answers)
    name = _name(number, stint.body, period)
    digest = hashlib.sha256(text.encode()).hexdigest()
    facts = {"source": name, "sha256": digest, "text_sha256": digest, **facts}
    next_name = _name(number + 1, stint.body, after) if after in held else None
    truth = Truth(
        body=stint.body.key,
        province=stint.body.scope,
        period=str(period),
        directives={f"m{n}": cited.act.path for n, cited in enumerate(draft.cited, 1)},
        works={task: work.key for task, work in works.items()},
        fates={work.key: work.fate for work in works.values()},
        answers=answers,
        next_report=next_name,
    )
    return GeneratedReport(name, text, facts, truth)


def _name(number: int, body: Body, period: Period) -> str:
    return f"{number:06}-{slug(body.name)[:60]}-{period}.txt"
