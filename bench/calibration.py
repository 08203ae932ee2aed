"""Print how well confidences are calibrated on annotated reports: `python -m bench.calibration`.

Each mention, statement and actor is recognised by a form ("symbol", "direct: implement", "subject"). Of the
items found by a form, the share that the annotation confirms is its confidence. Without arguments the samples
of data/reports are counted; with `--annotations` and `--texts` (as for `bench.scores`) real reports, and the
samples only hold down: they are invented, so a form is never surer than both together show.

The table is printed twice: as counted, and for each report by the other reports alone (leave one out).
`--write` writes the table that extraction reads, `--gate` fails where it does not hold.

The estimate is Cestnik's m-estimate: (right + M * prior) / (found + M), the mean of a Beta distribution that
starts as M observations at the prior share (B. Cestnik, Estimating probabilities: a crucial task in machine
learning, ECAI 1990). It rises above 0.9 only for a form found ten times of whose
distribution, taken as normal, four fifths lie above.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

from bench.agreement import LAYERS, Tally, compare, same_actor
from bench.scores import annotated, samples
from kg.facts_json import facts
from kg.formats import read_document
from kg.model import Report
from kg.reference import Confidence
from kg.report import extract

JUDGED = ("mentions", "statements", "actors")
SURE, SHARE_RIGHT = 0.9, 0.95
"""Of the items above the first, at least the second share must be right."""
_UNSEEN = "*"
_WEIGHT = 4
"""What the prior counts for, in observations."""
_FEW = 10
"""A form found less often than this is never sure."""
_DEVIATIONS = NormalDist().inv_cdf(0.8)
"""A form is sure only if its expected share less so many standard deviations is."""
_BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)

Table = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Item:
    """One item found in an annotated report, by which form, and whether the annotation confirms it."""

    report: str
    invented: bool
    layer: str
    form: str
    right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the found items are right."""

    right: int
    found: int

    def __str__(self) -> str:
        share = f"{self.right / self.found:.3f}" if self.found else "-"
        return f"{self.found:7} {self.right:7} {share:>7}"


def judged(report: Report, expected: Mapping[str, Any], source: str, *, invented: bool) -> Iterator[Item]:
    """Yield every mention and statement of a report and the actor of every confirmed statement.

    A mention is right where the annotation has its identity there, a statement where it has the activity
    about that mention, an actor where a confirmed statement has it.
    """
    tally = Tally()
    compare(expected, facts(report, {}), source, tally)
    mentions = {found["id"] for _, found in tally.pairs["mentions"]}
    statements = {found["id"]: wanted for wanted, found in tally.pairs["statements"]}
    for mention in report.mentions:
        yield Item(source, invented, "mentions", mention.form, mention.id in mentions)
    if "statements" not in expected.get("layers", LAYERS):
        return
    province = expected["header"].get("province")
    for statement in report.statements:
        wanted = statements.get(statement.id)
        yield Item(source, invented, "statements", statement.form, wanted is not None)
        if wanted is not None:
            right = same_actor(wanted["actor"], statement.actor, province)
            yield Item(source, invented, "actors", statement.actor_form, right)


def estimate(items: Iterable[Item]) -> tuple[Confidence, ...]:
    """Return the table that the items give: a row a form, and one a layer for forms that they lack."""
    every = list(items)
    counts, together = _counted(_tested(every)), _counted(every)
    rows = []
    for key in sorted(together):
        share = counts.get(key, Share(0, 0))
        sure = min(_expected(key, counts), _expected(key, together))
        rows.append(Confidence(*key, share.right, share.found, round(sure, 3)))
    return tuple(rows)


def _counted(items: Iterable[Item]) -> dict[tuple[str, str], Share]:
    found, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in items:
        for form in (item.form, _UNSEEN):
            found[item.layer, form] += 1
            right[item.layer, form] += item.right
    return {key: Share(right[key], found[key]) for key in found}


def _expected(key: tuple[str, str], counts: Mapping[tuple[str, str], Share]) -> float:
    """Estimate a form's share of right ones; the prior is its layer's share, and never sure."""
    layer, form = key
    whole, share = counts.get((layer, _UNSEEN)), counts.get(key)
    prior = min(SURE, whole.right / whole.found) if whole else SURE
    if share is None or form == _UNSEEN:
        return prior
    weight = share.found + _WEIGHT
    mean = (share.right + _WEIGHT * prior) / weight
    deviation = math.sqrt(mean * (1 - mean) / (weight + 1))
    safe = share.found >= _FEW and mean - _DEVIATIONS * deviation > SURE
    return mean if safe else min(mean, SURE)


def in_sample(items: Sequence[Item]) -> Iterator[tuple[Item, float]]:
    """Yield each item that counts as evidence with the confidence that all reports give it."""
    table = _lookup(estimate(items))
    yield from ((item, _confidence(table, item)) for item in _tested(items))


def left_out(items: Sequence[Item]) -> Iterator[tuple[Item, float]]:
    """Yield the same with the confidence that all other reports give."""
    tested = _tested(items)
    for report in sorted({item.report for item in tested}):
        table = _lookup(estimate(item for item in items if item.report != report))
        yield from ((item, _confidence(table, item)) for item in tested if item.report == report)


def _tested(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items of real reports, or all where there are only samples."""
    return [item for item in items if not item.invented] or items


def _lookup(rows: Iterable[Confidence]) -> Table:
    return {(row.layer, row.form): row.confidence for row in rows}


def _confidence(table: Table, item: Item) -> float:
    return table.get((item.layer, item.form), table.get((item.layer, _UNSEEN), 0.0))


def bands(items: Iterable[tuple[Item, float]]) -> dict[tuple[str, float], Share]:
    """Count the items by layer and band, named by its lower bound, which is itself of the band below."""
    right, found = Counter[tuple[str, float]](), Counter[tuple[str, float]]()
    for item, confidence in items:
        key = item.layer, next((bound for bound in _BANDS if confidence > bound), 0.0)
        found[key] += 1
        right[key] += item.right
    return {key: Share(right[key], found[key]) for key in found}


def missed(counted: Mapping[tuple[str, float], Share]) -> list[str]:
    """Return a line for each layer of whose sure items too few are right."""
    return [
        f"{layer}: of {share.found} above {SURE} only {share.right} are right"
        for (layer, bound), share in counted.items()
        if bound == SURE and share.right < SHARE_RIGHT * share.found
    ]


def main() -> None:
    """Count, print both tables, and exit with 1 where --gate does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotations", type=Path)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--write", type=Path, help="where to write the table (data/reference/confidence.csv)")
    parser.add_argument("--gate", action="store_true", help="fail where too few sure items are right")
    options = parser.parse_args()
    items = list(items_of(options.annotations, options.texts))
    alone = bands(left_out(items))
    print(f"{len({item.report for item in _tested(items)})} reports")
    _print("as counted", bands(in_sample(items)))
    _print("each report by the others (leave one out)", alone)
    if options.write:
        _write(options.write, estimate(items))
    if options.gate and (failed := missed(alone)):
        sys.exit("\n".join(failed))


def items_of(annotations: Path | None, texts: list[Path]) -> Iterator[Item]:
    """Yield the items of the samples and of the annotated reports, if any."""
    cases = [(case, True) for case in samples("*")]
    if annotations:
        cases += [(case, False) for case in annotated(annotations, texts, "*")]
    for (name, path, expected), invented in cases:
        document = read_document(path)
        yield from judged(extract(document), expected(document.text), name, invented=invented)


def _print(title: str, counted: Mapping[tuple[str, float], Share]) -> None:
    print(f"\n{title}\n{'layer':12} {'confidence':>12} {'found':>7} {'right':>7} {'share':>7}")
    for layer in JUDGED:
        for upper, bound in zip((1.0, *_BANDS), _BANDS, strict=False):
            if share := counted.get((layer, bound)):
                print(f"{layer:12} {f'{bound} - {upper}':>12} {share}")


def _write(path: Path, rows: Iterable[Confidence]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("layer", "form", "right", "found", "confidence"))
        order = sorted(rows, key=lambda r: (JUDGED.index(r.layer), r.form != _UNSEEN, -r.found, r.form))
        writer.writerows((r.layer, r.form, r.right, r.found, f"{r.confidence:.3f}") for r in order)


if __name__ == "__main__":
    main()
