"""What reports say of directives, told from the facts JSON in plain Python: what questions must answer.

Only two things are read from a store, and never by SPARQL: which directive a mention means, and which body
an issuer is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyoxigraph as ox
from bench.corpus import reports as generated
from hypothesis import strategies as st

from kg.facts_json import facts
from kg.formats import document_from_bytes
from kg.iri import ONTOLOGY, mint_report, mint_report_graph
from kg.model import Report
from kg.questions import ask, read_question
from kg.report import extract
from kg.store import Store, Term
from made import Said, Told, make_report, store_of

RANKS = {
    "disseminate": 1, "concretize": 2, "implement": 3, "inspect": 4, "supervise": 4, "interim_review": 5,
    "final_review": 6,
}  # fmt: skip
Rows = list[tuple[object, ...]]
DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")


@dataclass(frozen=True)
class Account:
    """One report: its facts, its IRI, its body's IRI (null where it names none), {mention id: directive}."""

    iri: str
    body: str | None
    facts: dict[str, Any]
    means: dict[str, str]

    @property
    def source(self) -> str:
        return str(self.facts["source"])

    @property
    def period(self) -> tuple[str | None, str | None]:
        header = self.facts["header"]
        return header["period_start"], header["period_end"]

    @property
    def is_known(self) -> bool:
        """Tell whether it is of a body that more than one report can speak for."""
        return bool(self.body) and "/report/" not in str(self.body)

    def cites(self, directive: str) -> bool:
        return directive in self.means.values()

    def statements(self, directive: str) -> Iterator[dict[str, Any]]:
        return (s for s in self.facts["statements"] if self.means.get(s["mention"]) == directive)

    def tasks(self, directive: str) -> Iterator[dict[str, Any]]:
        for task in self.facts["tasks"]:
            if directive in {self.means.get(m) for m in task["directives"]}:
                yield task

    def statement_iri(self, said: dict[str, Any]) -> str:
        """Return a statement's IRI, but for the number that tells two actors of one clause apart."""
        start = next(m["start"] for m in self.facts["mentions"] if m["id"] == said["mention"])
        return f"{self.iri}/statement/{said['start']}-{said['end']}-{start}-{said['activity']}"


@cache
def generated_reports(count: int = 40) -> tuple[Report, ...]:
    """Return the first reports of the generated corpus, extracted."""
    return tuple(extract(document_from_bytes(r.text.encode(), r.name)) for r in generated(count))


def accounts_of(store: Store, reports: Sequence[Report]) -> list[Account]:
    """Return what each report says."""
    return [_account(store, report) for report in reports]


def _account(store: Store, report: Report) -> Account:
    text_hash = report.document.text_sha256
    iri, told = mint_report(store.base, text_hash), facts(report, {})
    issuers = store.graph_objects(mint_report_graph(store.base, text_hash), iri, f"{ONTOLOGY}issuer")
    means = {}
    for mention in told["mentions"]:
        name = f"{iri}/mention/{mention['start']}-{mention['end']}"
        for directive in store.objects("resolution", name, f"{ONTOLOGY}refersTo"):
            means[mention["id"]] = directive
    return Account(iri, issuers[0] if issuers else None, told, means)


def directives_of(accounts: Sequence[Account]) -> list[str]:
    return sorted({d for account in accounts for d in account.means.values()})


def issued(store: Store, directive: str) -> str:
    """Return the day or the year of a directive, "" where nothing dates it."""
    for name in ("issuedOn", "year"):
        if found := store.objects("resolution", directive, f"{ONTOLOGY}{name}"):
            return found[0]
    return ""


def words(item: dict[str, Any]) -> str:
    """Return an item's words as answers show them: without what interrupts them."""
    pieces = item.get("pieces") or [[item["start"], item["end"]]]
    start = item["start"]
    return " ".join(" ".join(item["surface"][a - start : b - start] for a, b in pieces).split())


def answered(store: Store, question: str, columns: Sequence[str], **given: str) -> list[tuple[object, ...]]:
    """Return a question's rows in some columns. IRIs and days are recognised by their form."""
    bindings: dict[str, Term] = {
        name: ox.NamedNode(value) if "://" in value else ox.Literal(value, datatype=DATE)
        for name, value in given.items()
    }
    answer = ask(store, read_question(question), bindings)
    places = [[c.name for c in answer.columns].index(name) for name in columns]
    return [tuple(_short(row[i]) for i in places) for row in answer.rows]


def _short(cell: object) -> object:
    """Return a concept by its code."""
    return cell.rpartition("/")[2] if isinstance(cell, str) and "/concept/" in cell else cell


def check(
    reports: Sequence[Report],
    oracles: Mapping[str, tuple[Sequence[str], Callable[[Store, Sequence[Account], str], Rows]]],
    most: int | None = None,
    **given: str,
) -> None:
    """Ask of every directive, or of those that most reports cite, and compare with the oracles."""
    with store_of(reports) as store:
        accounts = accounts_of(store, reports)
        cited = Counter(d for a in accounts for d in set(a.means.values()))
        for directive in [d for d, _ in cited.most_common(most)] if most else directives_of(accounts):
            for question, (columns, oracle) in oracles.items():
                more = {k: v for k, v in given.items() if k in read_question(question).text}
                told = answered(store, question, columns, directive=directive, **more)
                assert Counter(told) == Counter(oracle(store, accounts, directive)), (question, directive)


@st.composite
def claims(draw: st.DrawFn) -> list[Report]:
    """Draw reports of few bodies on few directives, with every stage, status and number of years."""
    said = st.builds(
        Said,
        st.sampled_from(["05-CT/TW", "18-NQ/TU"]),
        date=st.sampled_from([None, "2016-02-29", "2016-05-15"]),
        scope=st.just("Hải Dương"),
        activity=st.sampled_from([*RANKS, "disseminate", "advise"]),
        status=st.sampled_from(["done", "done", "ongoing", "planned", "shortcoming"]),
        years=st.sampled_from([None, 3, 5]),
        actor=st.sampled_from([None, "các cấp ủy"]),
        task=st.sampled_from([False, False, True]),
    )
    found = []
    for number in range(draw(st.integers(1, 6))):
        province = draw(st.sampled_from(["Hải Dương", "Hải Dương", "Hà Tĩnh", None]))
        year = draw(st.integers(2016, 2021))
        end = draw(st.sampled_from([None, f"{year}-06-30", f"{year}-12-31"]))
        issuer = draw(st.sampled_from([f"Tỉnh ủy {province}" if province else "Tỉnh ủy", None]))
        start = end and f"{year}-01-01"
        told = Told(f"{number}.txt", issuer, province, start, end)
        found.append(make_report(replace(told, said=tuple(draw(st.lists(said, max_size=5))))))
    return found
