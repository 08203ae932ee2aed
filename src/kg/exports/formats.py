"""All formats in one table: a new one is a writer and a line here."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.exports.collapse import collapsed_network
from kg.exports.cytoscape import write_cytoscape
from kg.exports.gexf import write_gexf
from kg.exports.graphml import write_graphml
from kg.exports.network import Progress, read_network
from kg.exports.output import STDOUT, whole_file, whole_folder
from kg.exports.rdf import write_rdf
from kg.exports.records import Network, Program
from kg.exports.reminders import write_letters
from kg.exports.selection import Scope, read_kinds, read_scope
from kg.exports.source import Source
from kg.exports.tables import README, table_names, write_tables
from kg.exports.workbook import export_workbook
from kg.questions import Words
from kg.store import Store

Option = Literal["kind", "collapse", "for", "excel", "provenance", "as-of", "template"]
NetworkWriter = Callable[[Network, IO[str], Program | None], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for. `given` are directive, body, from and to as typed."""

    given: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    collapse: bool = False
    program: Program | None = None
    excel: bool = False
    provenance: bool = False
    language: str = "vi"
    progress: Progress | None = None
    as_of: date | None = None
    """The day against which states are computed; formats with states need one."""
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something were written."""

    what: Words
    number: int


@dataclass(frozen=True, slots=True)
class Format:
    """A form of the graph. `write` takes the source, what is in scope, the request and OUT."""

    name: str
    title: Words
    options: frozenset[Option]
    write: Callable[[Source, Scope, Request, str], list[Count]]
    programs: tuple[Program, ...] = ()
    is_addressed: bool = False
    """Whether a body is the one written to, and not the one whose reports are meant."""


def export(store: Store, name: str, out: str, request: Request) -> list[Count]:
    """Write the store, or what is selected, in a format; return what was written.

    Raises UsageError for options that do not fit it and names that fit nothing, StoreError where OUT
    cannot be written.
    """
    chosen = FORMATS[name]
    _check(chosen, request)
    source = Source(store, request.language)
    selecting = {n: v for n, v in request.given.items() if n != "body" or not chosen.is_addressed}
    scope = read_scope(source, selecting, read_kinds(request.kinds))
    return chosen.write(source, scope, request, out)


def _check(chosen: Format, request: Request) -> None:
    asked: dict[Option, bool] = {
        "kind": bool(request.kinds),
        "collapse": request.collapse,
        "for": request.program is not None,
        "excel": request.excel,
        "provenance": request.provenance,
        "as-of": request.as_of is not None,
        "template": request.template is not None,
    }
    for option, is_asked in asked.items():
        if is_asked and option not in chosen.options:
            raise UsageError(
                f"Định dạng {chosen.name} không dùng --{option}.",
                f"The format {chosen.name} takes no --{option}.",
            )
    if "as-of" in chosen.options and request.as_of is None:
        raise UsageError(
            f"Định dạng {chosen.name} cần --as-of NGÀY.", f"The format {chosen.name} needs --as-of DAY."
        )
    if request.kinds and request.collapse:
        raise UsageError("Dùng --kind hoặc --collapse, không cả hai.", "Use --kind or --collapse, not both.")
    if request.program and request.program not in chosen.programs:
        known = ", ".join(chosen.programs)
        raise UsageError(
            f"{request.program} không đọc {chosen.name}; --for nhận {known}.",
            f"{request.program} does not read {chosen.name}; --for takes {known}.",
        )


def _network(name: str, title: Words, write: NetworkWriter, *programs: Program) -> Format:
    """Return a format of nodes and edges."""

    def write_network(source: Source, scope: Scope, request: Request, out: str) -> list[Count]:
        read = collapsed_network if request.collapse else read_network
        network = read(source, scope, request.progress)
        with whole_file(out) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
            nodes, edges = write(network, text, request.program)
            text.detach()
        return [Count(Words("nút", "nodes"), nodes), Count(Words("cạnh", "edges"), edges)]

    return Format(name, title, frozenset(("kind", "collapse", "for")), write_network, programs)


def _rdf(name: str, title: Words, form: ox.RdfFormat) -> Format:
    """Return a format of triples or quads."""

    def write(source: Source, scope: Scope, request: Request, out: str) -> list[Count]:
        with whole_file(out) as file:
            number = write_rdf(source, scope, file, form, provenance=request.provenance)
        return [Count(Words("bộ ba RDF", "RDF statements"), number)]

    return Format(name, title, frozenset(("provenance",)), write)


def _write_csv(source: Source, scope: Scope, request: Request, out: str) -> list[Count]:
    if out == STDOUT:
        raise UsageError("csv ghi ra một thư mục, không ra «-».", "csv is written to a folder, not to “-”.")
    with whole_folder(out, frozenset((*table_names(), README))) as folder:
        counts = write_tables(source, scope, folder, excel=request.excel, progress=request.progress)
    return [Count(Words(name, name), number) for name, number in counts.items()]


def _write_xlsx(source: Source, scope: Scope, request: Request, out: str) -> list[Count]:
    as_of = request.as_of or date.min  # never null here: `_check` sees to it
    # A zip file differs where it cannot go back, as in a pipe; so it is made where it can.
    with whole_file(out) as file, TemporaryFile() as made:
        counts = export_workbook(source, scope, request.given, as_of, made, progress=request.progress)
        made.seek(0)
        shutil.copyfileobj(made, file)
    return [Count(Words(name.vi.lower(), name.en.lower()), number) for name, number in counts]


def _write_reminders(source: Source, scope: Scope, request: Request, out: str) -> list[Count]:
    if out == STDOUT:
        raise UsageError(
            "reminders ghi ra một thư mục, không ra «-».", "reminders go to a folder, not to “-”."
        )
    body, as_of = request.given.get("body"), request.as_of or date.min
    letters = write_letters(source, scope, body, as_of, template=request.template, progress=request.progress)
    with whole_folder(out, frozenset()) as folder:  # letters that somebody has filled in are never replaced
        for name, letter in letters.items():
            (folder / name).write_bytes(letter)
    return [Count(Words("công văn", "letters"), len(letters))]


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        _network(
            "graphml", Words("Gephi, yEd, Cytoscape", "Gephi, yEd, Cytoscape"), write_graphml,
            "gephi", "yed", "cytoscape",
        ),
        _network("gexf", Words("Gephi, có thời gian", "Gephi, with time"), write_gexf, "gephi"),
        _network("cytoscape", Words("Cytoscape JSON", "Cytoscape JSON"), write_cytoscape, "cytoscape"),
        Format(
            "csv", Words("thư mục bảng, nối bằng mã", "a folder of tables, joined by ids"),
            frozenset(("excel",)), _write_csv,
        ),
        Format(
            "xlsx", Words("sổ theo dõi, Excel", "the tracking workbook, Excel"),
            frozenset(("as-of",)), _write_xlsx,
        ),
        Format(
            "reminders", Words("công văn nhắc việc, Word", "letters of reminder, Word"),
            frozenset(("as-of", "template")), _write_reminders, is_addressed=True,
        ),
        _rdf("turtle", Words("RDF, gộp các đồ thị", "RDF, the graphs in one"), ox.RdfFormat.TURTLE),
        _rdf("trig", Words("RDF, từng đồ thị", "RDF, graph by graph"), ox.RdfFormat.TRIG),
        _rdf("nquads", Words("RDF, mỗi dòng một bộ", "RDF, a line a quad"), ox.RdfFormat.N_QUADS),
        _rdf("jsonld", Words("RDF dạng JSON", "RDF as JSON"), ox.RdfFormat.JSON_LD),
    )
}  # fmt: skip
