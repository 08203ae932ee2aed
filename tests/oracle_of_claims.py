"""What questions must answer, computed in plain Python from the facts format and {mention: directive}."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.corpus import reports

from kg.facts_json import facts
from kg.formats import document_from_bytes
from kg.iri import ONTOLOGY, mint_report
from kg.model import Report
from kg.quads.report import directive_iris, mention_names
from kg.questions import ask, bind_parameters, read_question
from kg.report import extract
from kg.store import Store
from made import store_of

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Held:
    """One report of a store: its facts, its text, its IRI, the IRIs of its mentions by id."""

    iri: str
    facts: dict[str, Any]
    text: str
    mentions: dict[str, str]

    @property
    def source(self) -> str:
        return str(self.facts["source"])

    @property
    def period(self) -> tuple[str | None, str | None]:
        return self.facts["header"]["period_start"], self.facts["header"]["period_end"]

    def quote(self, item: dict[str, Any]) -> str:
        """Return the words of an item as a question shows them."""
        pieces = item.get("pieces", [[item["start"], item["end"]]])
        return " ".join(" ".join(self.text[a:b] for a, b in pieces).split())

    def sentences(self, mention: str) -> set[str]:
        """Return what is said of a mention; its own words where nothing is."""
        said = [s for s in self.facts["statements"] if s["mention"] == mention]
        said = said or [t for t in self.facts["tasks"] if mention in t["directives"]]
        said = said or [m for m in self.facts["mentions"] if m["id"] == mention]
        return {self.quote(item) for item in said}


@dataclass(frozen=True)
class World:
    """A store, and the same reports as facts."""

    store: Store
    held: tuple[Held, ...]

    def one(self, subject: str, predicate: str) -> str | None:
        """Return the value that the resolution graph gives."""
        return next(iter(self.all(subject, predicate)), None)

    def all(self, subject: str, predicate: str) -> list[str]:
        return self.store.objects("resolution", subject, _full(predicate))

    def directive(self, report: Held, mention: str) -> str | None:
        return self.one(report.mentions[mention], "refersTo")

    def wording(self, report: Held, mention: str) -> str:
        return self.all(f"{report.mentions[mention]}/resolution", "ofWording")[0]

    def body(self, report: Held) -> str | None:
        return self.one(report.iri, "reportingBody")

    def statements(self) -> Iterator[tuple[Held, dict[str, Any]]]:
        return ((r, s) for r in self.held for s in r.facts["statements"])

    def directives(self) -> list[str]:
        found = {self.directive(r, m["id"]) for r in self.held for m in r.facts["mentions"]}
        return sorted(d for d in found if d)

    def bodies(self) -> list[str]:
        return sorted({b for r in self.held if (b := self.body(r))})

    def rows(self, name: str, *columns: str, **given: str) -> list[Row]:
        """Ask a question; return some columns of its rows, in their order."""
        question = read_question(name)
        answer = ask(self.store, question, bind_parameters(self.store, question, given))
        places = [[c.name for c in answer.columns].index(column) for column in columns]
        return [tuple(row[i] for i in places) for row in answer.rows]


def world_of(found: Sequence[Report]) -> World:
    """Return a store of these reports beside their facts."""
    store = store_of(found)
    return World(store, tuple(_held(store, report) for report in found))


@cache
def generated(count: int = 40) -> World:
    """Return the first reports of the generated corpus."""
    documents = (document_from_bytes(r.text.encode(), r.name) for r in reports(count))
    return world_of([extract(document) for document in documents])


def folded(quote: str) -> str:
    """Return words as “word for word” compares them: without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", " ", quote.lower())


def plain(rows: Iterable[Row]) -> list[str]:
    """Return rows in an order that does not depend on their types."""
    return sorted(map(repr, rows))


def _held(store: Store, report: Report) -> Held:
    iri = mint_report(store.base, report.document.text_sha256)
    names = {i: f"{iri}/{name}" for i, name in mention_names(report.mentions).items()}
    return Held(iri, facts(report, directive_iris(report, store.base)), report.document.text, names)


def _full(predicate: str) -> str:
    return predicate if ":" in predicate else f"{ONTOLOGY}{predicate}"
