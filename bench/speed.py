"""Speed of extraction on one core: megabytes of UTF-8 text a second of process time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from bench.corpora import Corpus, corpora
from bench.ner import missing, recognise
from bench.symbol_regex import find_symbols
from bench.table import note, print_table, title
from kg.report import extract

_REPETITIONS = 5


def run() -> None:
    """Print the speed of extraction and of its peers on the same texts."""
    title(
        f"Speed on one core: MB of text a second of process time, {_REPETITIONS} runs behind one to warm up"
    )
    rows = [row for corpus in corpora() for row in _rows(corpus)]
    print_table(("", "MB", "median", "least", "most", "ms a report"), rows)
    note(missing() or "underthesea: NER alone, one run, models read before.")
    note("The expression finds symbols alone.")


def _rows(corpus: Corpus) -> list[tuple[str, ...]]:
    documents = [case.document for case in corpus.cases]
    tasks: dict[str, Callable[[], object]] = {
        "ours, all facts": lambda: [extract(document) for document in documents],
        "one regular expression": lambda: [list(find_symbols(text)) for text in corpus.texts],
    }
    rows = [_row(corpus, name, _seconds(task)) for name, task in tasks.items()]
    if missing() is None:
        rows.append(_row(corpus, "underthesea, NER", [recognise(corpus.texts).seconds]))
    return rows


def _seconds(task: Callable[[], object]) -> list[float]:
    task()
    return [_timed(task) for _ in range(_REPETITIONS)]


def _timed(task: Callable[[], object]) -> float:
    began = time.process_time()
    task()
    return time.process_time() - began


def _row(corpus: Corpus, name: str, seconds: list[float]) -> tuple[str, ...]:
    median = statistics.median(seconds)
    speeds = (corpus.megabytes / s for s in (median, max(seconds), min(seconds)))
    each = 1000 * median / len(corpus.cases)
    return (
        f"{corpus.name}: {name}", f"{corpus.megabytes:.3f}", *(f"{s:.3f}" for s in speeds), f"{each:.2f}"
    )  # fmt: skip
