"""Extraction beside what a user might pick instead, on annotated reports.

Directives: one regular expression for symbols. Bodies: the named-entity recognition of underthesea.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.agreement import Tally, compare
from bench.corpora import Corpus, corpora
from bench.ner import missing, recognise
from bench.spoken_bodies import explicit_actors, is_found, our_bodies
from bench.symbol_regex import find_symbols
from bench.table import note, print_table, title
from kg.facts_json import facts
from kg.model import Span
from kg.outline.passages import Passage, find_passages
from kg.report import extract


def run() -> None:
    """Print both comparisons."""
    every = corpora()
    title("Directives cited: the same directive in the same place (precision, recall, F1)")
    rows = [row for corpus in every for row in _mention_rows(corpus)]
    print_table(("", "reports", "cited", "found", "precision", "recall", "F1"), rows)
    title("Actors that the sentence names: their words found as one entity")
    rows = [row for corpus in every for row in _body_rows(corpus)]
    print_table(("", "actors", "exactly", "", "half or more", "", "entities"), rows)
    if told := missing():
        note(told)
    note("half or more: characters shared, of those that either has. Entities: all that were found.")
    for corpus in every:
        note(_told(corpus))
    note("The rules were written with these reports in view; the peers were not. Read the distance so.")


def _mention_rows(corpus: Corpus) -> list[tuple[str, ...]]:
    ours = [facts(extract(case.document), {})["mentions"] for case in corpus.cases]
    regex = [list(find_symbols(text)) for text in corpus.texts]
    return [
        _mention_row(corpus, "ours", ours),
        _mention_row(corpus, "one regular expression", regex),
    ]


def _mention_row(corpus: Corpus, who: str, found: Sequence[Sequence[dict[str, Any]]]) -> tuple[str, ...]:
    tally = Tally()
    for case, mentions in zip(corpus.cases, found, strict=True):
        expected = {"header": {}, "layers": (), "mentions": case.expected["mentions"]}
        compare(expected, {"header": {}, "mentions": mentions}, case.document.source, tally)
    have, want, same = (c["mentions"] for c in (tally.found, tally.expected, tally.matched))
    shares = (same / max(have, 1), same / max(want, 1), 2 * same / max(have + want, 1))
    name = f"{corpus.name}: {who}"
    return (name, str(len(corpus.cases)), str(want), str(have), *(f"{share:.3f}" for share in shares))


def _body_rows(corpus: Corpus) -> list[tuple[str, ...]]:
    pages = [find_passages(text) for text in corpus.texts]
    ours = [[s for p in passages for s in _placed(p, our_bodies(p.view.text))] for passages in pages]
    rows = [_body_row(corpus, "ours", ours)]
    if missing() is not None:
        return rows
    named = _recognised(pages)
    for who, labels in (("underthesea, ORG", {"ORG"}), ("underthesea, any label", set[str]())):
        found = [[span for span, label in report if not labels or label in labels] for report in named]
        rows.append(_body_row(corpus, who, found))
    return rows


def _told(corpus: Corpus) -> str:
    """Say how many actors have other words in the text, and how many our statements name in full."""
    other, tally = 0, Tally()
    for case in corpus.cases:
        other += explicit_actors(case.document.text, case.expected)[1]
        statements = [s for s in case.expected["statements"] if s["actor_explicit"]]
        expected = {**case.expected, "header": {}, "layers": ("statements",), "statements": statements}
        found = facts(extract(case.document), {})
        compare(expected, found, case.document.source, tally)
    right, asked = tally.right["statements.actor"], tally.expected["statements"]
    return (
        f"{corpus.name}: {other} more actors stand in other words. Of {asked} statements with such an actor,"
        f" ours found {tally.matched['statements']} and named the actor rightly in {right}."
    )


def _recognised(pages: Sequence[Sequence[Passage]]) -> list[list[tuple[Span, str]]]:
    """Give underthesea the passages that our finder reads: page breaks mended, marks gone."""
    flat = iter(recognise([p.view.text for passages in pages for p in passages]).entities)
    return [
        [(p.view.span(e.start, e.end), e.label) for p in passages for e in next(flat)] for passages in pages
    ]


def _placed(passage: Passage, spans: Sequence[Span]) -> list[Span]:
    return [passage.view.span(s.start, s.end) for s in spans]


def _body_row(corpus: Corpus, who: str, found: Sequence[Sequence[Span]]) -> tuple[str, ...]:
    seen = []
    for case, entities in zip(corpus.cases, found, strict=True):
        text = case.document.text
        seen += [is_found(text, actor, entities) for actor in explicit_actors(text, case.expected)[0]]
    counts = [sum(exact for exact, _ in seen), sum(half for _, half in seen)]
    cells = [cell for n in counts for cell in (str(n), f"{n / max(len(seen), 1):.3f}")]
    return (f"{corpus.name}: {who}", str(len(seen)), *cells, str(sum(map(len, found))))
