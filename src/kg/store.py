"""The embedded store: the only module that holds Oxigraph. One folder, one base IRI, one writer.

`kg.store_folder` is the folder around it. Reports come as TriG text (`kg.quads`); a report's graph is always
replaced whole, in one transaction.
"""

from __future__ import annotations

import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iri import DEFAULT_BASE, ONTOLOGY, mint_graph, mint_report, mint_report_graph, normalize_base
from kg.journal import ALL, NAME, Journal
from kg.quads.report import report_block
from kg.quads.turtle import PREFIXES, graph_block
from kg.store_folder import (
    EXCLUSIVE,
    SHARED,
    is_store,
    make_folder,
    no_store,
    open_oxigraph,
    read_marker,
    take_lock,
)

Term = ox.NamedNode | ox.Literal
Row = Mapping[str, Term | None]
Link = tuple[str, str, str]
"""Subject, predicate and object of a triple of IRIs."""


_COUNTS = frozenset({f"{ONTOLOGY}times"})
"""What changes with every report, and with it nothing that is said of its subject."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One report on its way into the store: its triples as Turtle relative to `report_iri` and a slash."""

    text_hash: str
    report_iri: str
    turtle: str


class Store:
    """An open store. Use `open_store`; close it, or use it in a `with` statement."""

    def __init__(self, path: Path, base: str, oxigraph: ox.Store, lock: IO[bytes], writable: bool) -> None:
        self.path = path
        self.base = base
        self.writable = writable
        self._oxigraph: ox.Store | None = oxigraph
        self.journal = Journal(path / NAME if writable and path.is_dir() else None)
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write out what is pending and let other processes in."""
        if self._oxigraph is not None and self.writable:
            self._oxigraph.flush()
        self._oxigraph = None
        self._lock.close()

    @property
    def oxigraph(self) -> ox.Store:
        """The library's own store. Raises StoreError after `close`."""
        if self._oxigraph is None:
            raise StoreError(f"{self.path}: kho đã đóng", f"{self.path}: the store is closed")
        return self._oxigraph

    def graph(self, name: str) -> ox.NamedNode:
        """Return the name of the reference, resolution or provenance graph."""
        return ox.NamedNode(mint_graph(self.base, name))

    def holds_report(self, text_hash: str) -> bool:
        """Tell whether a report's graph is in the store."""
        return self.oxigraph.contains_named_graph(ox.NamedNode(mint_report_graph(self.base, text_hash)))

    def add_reports(self, reports: Sequence[ReportText], provenance: str) -> None:
        """Load new reports, and what provenance says of them, in one batch.

        Batches of about ten were measured fastest, and are small in memory. No partial graph remains when
        the process is killed.
        """
        self.journal.note(report.report_iri for report in reports)
        blocks = [report_block(r.text_hash, r.turtle, self.base) for r in reports]
        blocks.append(f"GRAPH {self.graph('provenance')} {{\n{provenance}}}\n")
        self.oxigraph.bulk_load("".join((PREFIXES, *blocks)).encode(), format=ox.RdfFormat.TRIG)

    def replace_report(
        self, dropped: Iterable[str], report: ReportText | None, forgotten: Iterable[str], provenance: str
    ) -> None:
        """Drop reports and put one in their place, as one transaction.

        `dropped` are text hashes; `forgotten` are source files that the provenance graph forgets;
        `provenance` is what it learns.
        """
        graph = self.graph("provenance")
        hashes = dict.fromkeys((*dropped, *([report.text_hash] if report else ())))
        self.journal.note(mint_report(self.base, text_hash) for text_hash in hashes)
        steps = [f"DROP SILENT GRAPH <{mint_report_graph(self.base, h)}>" for h in hashes]
        for file in forgotten:
            steps.append(f"DELETE WHERE {{ GRAPH {graph} {{ <{file}> ?p ?o }} }}")
            steps.append(f"DELETE WHERE {{ GRAPH {graph} {{ ?s ?p <{file}> }} }}")
        inserted = f"GRAPH {graph} {{\n{provenance}}}\n" if provenance else ""
        prologue = PREFIXES
        if report:
            prologue = f"BASE <{report.report_iri}/>\n{PREFIXES}"
            inserted += graph_block(mint_report_graph(self.base, report.text_hash), report.turtle)
        steps.append(f"INSERT DATA {{\n{inserted}}}")
        self.oxigraph.update(prologue + " ;\n".join(steps))

    def rename_source(self, text_hash: str, old: str, new: str) -> None:
        """Name another file as the one that a report's text came from."""
        graph, report = mint_report_graph(self.base, text_hash), mint_report(self.base, text_hash)
        self.journal.note([report])
        told = [f"<{report}> dcterms:source {json.dumps(name, ensure_ascii=False)}" for name in (old, new)]
        self.oxigraph.update(
            f"{PREFIXES}DELETE DATA {{ GRAPH <{graph}> {{ {told[0]} }} }} ;\n"
            f"INSERT DATA {{ GRAPH <{graph}> {{ {told[1]} }} }}"
        )

    def flush(self) -> None:
        """Write to disk what transactions keep in memory: 0.5 GB for 300 reports where it is never done."""
        self.oxigraph.flush()

    def clear_graph(self, name: str) -> None:
        """Take everything out of a graph."""
        self.journal.note([ALL])
        self.oxigraph.clear_graph(self.graph(name))

    def write_graph(self, name: str, turtle: str) -> bool:
        """Make a graph hold these triples and no others, writing what differs; tell whether anything did."""
        graph = self.graph(name)
        wanted = {
            ox.Quad(q.subject, q.predicate, q.object, graph)
            for q in ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
        }
        held = set(self.oxigraph.quads_for_pattern(None, None, None, graph))
        if wanted == held:
            return False
        self.journal.note([ALL])
        if not held:
            self.oxigraph.bulk_extend(wanted)
            return True
        gone, new = _statements(held - wanted), _statements(wanted - held)
        self.oxigraph.update(
            f"DELETE DATA {{ GRAPH {graph} {{\n{gone}}} }} ;\nINSERT DATA {{ GRAPH {graph} {{\n{new}}} }}"
        )
        return True

    def change_graph(
        self,
        name: str,
        nodes: Mapping[str, str],
        added: Iterable[Link] = (),
        removed: Iterable[Link] = (),
        *,
        kept: Container[str] = (),
    ) -> bool:
        """Put nodes and links into a graph and take others out, as one transaction; tell whether it changed.

        `nodes` are {subject: all its triples as Turtle, "" for none}; what they have of the predicates in
        `kept` stays. Links are (subject, predicate, object).
        """
        graph = self.graph(name)
        wanted = {
            ox.Quad(q.subject, q.predicate, q.object, graph)
            for q in ox.parse((PREFIXES + "".join(nodes.values())).encode(), format=ox.RdfFormat.TURTLE)
        }
        held = {
            quad
            for subject in nodes
            for quad in self.oxigraph.quads_for_pattern(ox.NamedNode(subject), None, None, graph)
            if quad.predicate.value not in kept
        }
        new = (wanted - held) | {_link(link, graph) for link in added}
        gone = (held - wanted) | {_link(link, graph) for link in removed}
        new = {quad for quad in new if quad not in self.oxigraph}
        if gone or new:
            self.journal.note(_concerned(gone | new))
        if gone:
            self.oxigraph.update(
                f"DELETE DATA {{ GRAPH {graph} {{\n{_statements(gone)}}} }} ;\n"
                f"INSERT DATA {{ GRAPH {graph} {{\n{_statements(new)}}} }}"
            )
        elif new:
            self.oxigraph.extend(new)
        return bool(gone or new)

    def objects(self, name: str, subject: str, predicate: str) -> list[str]:
        """Return the values of a subject's predicate in a graph, in order."""
        return self.graph_objects(self.graph(name).value, subject, predicate)

    def subjects(self, name: str, predicate: str, value: Term) -> list[str]:
        """Return the subjects that have a value in a graph, in order."""
        quads = self.oxigraph.quads_for_pattern(None, ox.NamedNode(predicate), value, self.graph(name))
        return sorted(_value(quad.subject) for quad in quads)

    def has(self, name: str, subject: str | None, predicate: str, value: Term) -> bool:
        """Tell whether a subject, or without one any, has a value in a graph."""
        node = ox.NamedNode(subject) if subject else None
        found = self.oxigraph.quads_for_pattern(node, ox.NamedNode(predicate), value, self.graph(name))
        return next(iter(found), None) is not None

    def iter_subjects(self, name: str, predicate: str, value: Term) -> Iterator[str]:
        """Yield the subjects that have a value in a graph, in no order that means anything."""
        quads = self.oxigraph.quads_for_pattern(None, ox.NamedNode(predicate), value, self.graph(name))
        return (_value(quad.subject) for quad in quads)

    def iter_values(self, name: str, predicate: str) -> Iterator[str]:
        """Yield the values of a predicate in a graph, each as often as it is there."""
        quads = self.oxigraph.quads_for_pattern(None, ox.NamedNode(predicate), None, self.graph(name))
        return (_value(quad.object) for quad in quads)

    def pairs(self, name: str, subject: str) -> list[tuple[str, str]]:
        """Return all (predicate, value) of a subject in a graph, in order."""
        return sorted((p, value) for _, p, value in self.triples(self.graph(name).value, subject))

    def triples(self, graph: str, subject: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Yield the triples of a graph, given by its IRI, or those of one of its subjects."""
        node = ox.NamedNode(subject) if subject else None
        for quad in self.oxigraph.quads_for_pattern(node, None, None, ox.NamedNode(graph)):
            yield _value(quad.subject), quad.predicate.value, _value(quad.object)

    def graph_objects(self, graph: str, subject: str, predicate: str) -> list[str]:
        """Return the values of a subject's predicate in a graph given by its IRI, in order."""
        start, name, where = map(ox.NamedNode, (subject, predicate, graph))
        return sorted(_value(q.object) for q in self.oxigraph.quads_for_pattern(start, name, None, where))

    def graph_subjects(self, graph: str, predicate: str, node: str) -> list[str]:
        """Return the subjects that lead to a node in a graph given by its IRI, in order."""
        name, end, where = map(ox.NamedNode, (predicate, node, graph))
        return sorted(_value(q.subject) for q in self.oxigraph.quads_for_pattern(None, name, end, where))

    def find_subjects(self, predicate: str, value: Term) -> list[str]:
        """Return the subjects that have a value in any graph, in order."""
        quads = self.oxigraph.quads_for_pattern(None, ox.NamedNode(predicate), value, None)
        return sorted({_value(quad.subject) for quad in quads})

    def add_provenance(self, turtle: str) -> None:
        """Add to the only graph that has a clock."""
        self.oxigraph.update(f"{PREFIXES}INSERT DATA {{ GRAPH {self.graph('provenance')} {{\n{turtle}}} }}")

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[dict[str, Term | None]]:
        """Return all rows of a SELECT query. Bound variables must be among those it returns.

        Raises QueryError where it does not parse or is no SELECT.
        """
        return list(self.solutions(query, bindings))

    def solutions(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> Iterator[dict[str, Term | None]]:
        """Yield the rows of a SELECT query as they come, with no list of them in memory."""
        solutions = self._select(query, bindings)
        names = [v.value for v in solutions.variables]
        for solution in solutions:
            yield {name: _plain(solution[name]) for name in names}

    def tuples(
        self, query: str, names: Sequence[str], bindings: Mapping[str, Term] | None = None
    ) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows as `solutions` does, some columns as a tuple: sooner, where there are many."""
        solutions = self._select(query, bindings)
        places = [[v.value for v in solutions.variables].index(name) for name in names]
        for solution in solutions:
            yield tuple(_plain(solution[place]) for place in places)

    def _select(self, query: str, bindings: Mapping[str, Term] | None) -> ox.QuerySolutions:
        solutions = self.query(query, bindings)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("Câu truy vấn phải là SELECT.", "The query must be a SELECT.")
        return solutions

    def query(
        self, query: str, bindings: Mapping[str, Term] | None = None, *, union: bool = False
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run any query; with `union` patterns outside GRAPH see all graphs. Raises QueryError."""
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        bound = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        try:
            return self.oxigraph.query(query, substitutions=bound, use_default_graph_as_union=union)
        except (SyntaxError, RuntimeError, OSError) as error:
            raise QueryError(f"Câu truy vấn không chạy được: {error}", f"The query fails: {error}") from error

    def dump(self, output: IO[bytes], graphs: Iterable[str] | None = None) -> None:
        """Write all graphs, or those named, as sorted N-Quads: equal stores give equal bytes."""
        names = (
            self.oxigraph.named_graphs()
            if graphs is None
            else [ox.NamedNode(g) if ":" in g else self.graph(g) for g in graphs]
        )
        for name in sorted(names, key=str):
            lines = (f"{q} .\n" for q in self.oxigraph.quads_for_pattern(None, None, None, name))
            output.writelines(line.encode() for line in sorted(lines))

    def report_graphs(self) -> list[str]:
        """Return the names of all reports' graphs, in order."""
        prefix = mint_graph(self.base, "report/")
        names = (str(g)[1:-1] for g in self.oxigraph.named_graphs())
        return sorted(name for name in names if name.startswith(prefix))


def open_store(path: Path, base: str | None = None, *, create: bool = False) -> Store:
    """Open a store for writing (`create`: also where there is none yet), with the base that it was made with.

    Raises StoreError where the folder is something else, is held by another process, or has another base.
    """
    if not is_store(path):
        if not create:
            raise no_store(path)
        make_folder(path, normalize_base(base or DEFAULT_BASE))
    held = read_marker(path)
    if base is not None and normalize_base(base) != held:
        raise StoreError(
            f"{path}: kho dùng IRI gốc {held}; bỏ --base hoặc chọn kho khác",
            f"{path}: the store's base IRI is {held}; leave out --base or choose another store",
        )
    lock = take_lock(path, EXCLUSIVE)
    return Store(path, held, open_oxigraph(path, ox.Store), lock, writable=True)


def read_store(path: Path) -> Store:
    """Open a store for reading; several processes can. Raises StoreError as `open_store` does."""
    if not is_store(path):
        raise no_store(path)
    base = read_marker(path)
    lock = take_lock(path, SHARED)
    return Store(path, base, open_oxigraph(path, ox.Store.read_only), lock, writable=False)


def memory_store(base: str = DEFAULT_BASE) -> Store:
    """Return an empty store that lives in memory, for one process."""
    return Store(Path(":memory:"), normalize_base(base), ox.Store(), io.BytesIO(), writable=True)


def _concerned(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Yield what these triples say something of: their subjects, and the reports that they lead to.

    A wording, a directive or a body is not another one for being named once more.
    """
    for quad in quads:
        if quad.predicate.value not in _COUNTS:
            yield _value(quad.subject)
            if isinstance(quad.object, ox.NamedNode) and "/id/report/" in quad.object.value:
                yield quad.object.value


def _statements(quads: Iterable[ox.Quad]) -> str:
    return "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)


def _link(link: Link, graph: ox.NamedNode) -> ox.Quad:
    subject, predicate, value = map(ox.NamedNode, link)
    return ox.Quad(subject, predicate, value, graph)


def _value(term: object) -> str:
    """Return an IRI or the words of a literal; the graph has nothing else."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _plain(term: object) -> Term | None:
    """Narrow a term; the graph has no blank nodes and no quoted triples."""
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None
