"""Print how well tasks are matched with later reports: `python -m bench.followups`.

The samples of one body that follow each other are annotated by reading (tests/cases/followed_samples): for
each task, what the later report says of it, and what is acceptable beside that. Precision counts a link
to acceptable words neither way.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.follow import FollowUp
from kg.formats import read_document
from kg.iri import mint_report
from kg.model import Report, Sentence
from kg.quads.reference import reference_turtle
from kg.quads.report import report_turtle
from kg.report import extract
from kg.resolution import update_resolution
from kg.resolution.gathering import follow_ups_of
from kg.store import ReportText, Store, memory_store

_ROOT = Path(__file__).parents[1]
_CASES = _ROOT / "tests/cases/followed_samples"
_TEXTS = _ROOT / "data/reports"


@dataclass(slots=True)
class Agreement:
    """Links found, right and missed; `notes` tell each fault."""

    right: int = 0
    wrong: int = 0
    acceptable: int = 0
    missed: int = 0
    right_outcomes: int = 0
    tasks: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the links that are right, acceptable ones left out."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of what is annotated that a link gives."""
        return self.right / max(self.right + self.missed, 1)


def main() -> None:
    """Score all pairs and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what is wrong")
    options = parser.parse_args()
    found = agreement()
    print(f"{found.tasks} tasks, {found.right + found.missed} follow-ups annotated")
    print(f"precision {found.precision:.3f}  recall {found.recall:.3f}", end="  ")
    print(f"right {found.right}, wrong {found.wrong}, missed {found.missed}, acceptable {found.acceptable}")
    print(f"outcome right in {found.right_outcomes} of {found.right}")
    if options.errors:
        print(*found.notes, sep="\n")


def agreement() -> Agreement:
    """Load the samples into a store in memory and compare every annotated pair."""
    reports = {path.stem: extract(read_document(path)) for path in sorted(_TEXTS.glob("*.txt"))}
    store = _store(reports.values())
    total = Agreement()
    for pair in cases():
        earlier, later = reports[pair["earlier"]], reports[pair["later"]]
        links = follow_ups_of(store, _iri(store, earlier), [_iri(store, later)])
        for task in pair["tasks"]:
            own = [k for k in links if task["quote"] in _words(k.task.quote)]
            _compare(task, own, later.sentences, total)
    return total


def cases() -> Iterator[dict[str, Any]]:
    """Yield the annotated pairs."""
    for path in sorted(_CASES.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _store(reports: Iterable[Report]) -> Store:
    """Return a store in memory with all samples, resolved."""
    store = memory_store()
    texts = [
        ReportText(r.document.text_sha256, _iri(store, r), report_turtle(r, store.base)) for r in reports
    ]
    store.add_reports(texts, "")
    store.write_graph("reference", reference_turtle(store.base))
    update_resolution(store)
    return store


def _iri(store: Store, report: Report) -> str:
    return mint_report(store.base, report.document.text_sha256)


def _words(quote: str) -> str:
    return " ".join(quote.split())


def _compare(
    task: Mapping[str, Any], links: Sequence[FollowUp], sentences: Sequence[Sentence], total: Agreement
) -> None:
    """Set the links of one task beside its annotation, sentence by sentence."""
    total.tasks += 1
    wanted = {_begins(f["quote"], sentences): f["outcome"] for f in task["followed"]}
    acceptable = {_begins(quote, sentences) for quote in task.get("acceptable", ())}
    found = set()
    for link in links:
        place = _around(link, sentences)
        if place in wanted:
            found.add(place)
            total.right += 1
            total.right_outcomes += wanted[place] == link.outcome
        elif place in acceptable:
            total.acceptable += 1
        else:
            total.wrong += 1
            words = _words(link.item.quote)
            total.notes.append(f"wrong {link.score}: {task['quote']}\n   → {words}\n   {link.reason}")
    total.missed += len(wanted.keys() - found)
    total.notes.extend(f"missed: {task['quote']}\n   → {_words(s.surface)}" for s in wanted if s not in found)


def _begins(beginning: str, sentences: Sequence[Sentence]) -> Sentence:
    """Return the sentence that the annotation quotes the beginning of."""
    return next(s for s in sentences if _words(s.surface).startswith(beginning))


def _around(link: FollowUp, sentences: Sequence[Sentence]) -> Sentence:
    """Return the sentence in which a link's item begins."""
    start = link.item.pieces[0].start
    return next(s for s in sentences if any(p.start <= start < p.end for p in s.pieces))


if __name__ == "__main__":
    main()
