"""The job: files → documents → reports → quads → store. One bad file does not stop the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from kg.content import content_path
from kg.decisions import NOTHING_DECIDED, Decisions
from kg.derived import update_derived
from kg.errors import KgError
from kg.formats import read_document, readable_suffixes
from kg.formats.sidecar import stated_province
from kg.iri import mint_file, mint_report, mint_report_graph, mint_run
from kg.model import Document
from kg.quads.report import report_turtle
from kg.quads.turtle import quote, triples
from kg.report import extract
from kg.rules import rules_hash
from kg.store import ReportText, Store

BATCH = 10


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What the store knows of a file that it has read."""

    location: str
    name: str
    file_hash: str
    text_hash: str
    province: str | None
    rules: str
    """Of the program and of the content that read the file: changed rules read an unchanged file again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be loaded, and why, in Vietnamese and English."""

    path: str
    message: str
    english: str


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did, by file name, in the order of the files."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


Progress = Callable[[str], None]


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files as given, and those of a readable kind in folders, sorted by path.

    Hidden files and folders, and README files, are no reports.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        yield from (f for f in sorted(path.rglob("*")) if f.is_file() and _is_report(f.relative_to(path)))


def load_files(
    store: Store,
    paths: Iterable[Path],
    province: str | None = None,
    progress: Progress | None = None,
    *,
    decisions: Decisions = NOTHING_DECIDED,
) -> LoadSummary:
    """Load files and folders; what is unchanged is skipped, what changed replaces its old report.

    A file is known by where it lies. `province` is stated by the user for reports that name none;
    `decisions` are those of people on what reports say.
    """
    run = _Run(store, province, decisions)
    for path in find_files(paths):
        if progress:
            progress(path.name)
        try:
            run.load(path)
        except KgError as error:
            run.failures.append(Failure(str(path), str(error), error.english))
    run.finish()
    return run.summary()


def remove_files(
    store: Store, files: Iterable[str], *, decisions: Decisions = NOTHING_DECIDED
) -> LoadSummary:
    """Take files' reports out of the store. A file is named by its path, its name or its text's hash."""
    run = _Run(store, None, decisions)
    for file in files:
        found = _find_held(run.held.values(), file)
        if len(found) == 1:
            run.remove(found[0])
        else:
            run.failures.append(_not_removed(file, found))
    run.finish()
    return run.summary()


def source_files(store: Store) -> dict[str, SourceFile]:
    """Return {location: what the store knows of the file there}."""
    query = (content_path("queries") / "internal" / "files.rq").read_text(encoding="utf-8")
    files = {}
    for row in store.select(query):
        value = {name: term.value for name, term in row.items() if term is not None}
        files[value["location"]] = SourceFile(
            value["location"],
            value["name"],
            value["fileHash"],
            value["graph"].rpartition("/")[2],
            value.get("province"),
            value["rules"],
        )
    return files


@dataclass(slots=True)
class _Run:
    """One load: what the store held when it began, and what has been done since."""

    store: Store
    province: str | None
    decisions: Decisions
    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="microseconds"))
    held: dict[str, SourceFile] = field(default_factory=dict)
    waiting: list[tuple[ReportText, SourceFile]] = field(default_factory=list)
    touched: list[SourceFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    done: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.held = source_files(self.store)

    def load(self, path: Path) -> None:
        """Load one file, or see that nothing changed. Raises UnreadableFileError."""
        location = str(path.resolve())
        old = self.held.get(location)
        if old and self.is_unchanged(path, old):
            self.note("unchanged", path.name)
            return
        document = read_document(path, stated_province(path), self.province)
        province = self.province_of(path)
        name = min([path.name, *self.names_of(document.text_sha256, location)])
        new = SourceFile(location, path.name, document.sha256, document.text_sha256, province, rules_hash())
        self.put(old, new, replace(document, source=name))
        self.held[location] = new
        self.touched.append(new)
        self.note("replaced" if old else "added", path.name)

    def is_unchanged(self, path: Path, old: SourceFile) -> bool:
        """Compare bytes, province and rules; the text itself need not be read."""
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return False
        return (old.file_hash, old.province, old.rules) == (digest, self.province_of(path), rules_hash())

    def province_of(self, path: Path) -> str | None:
        """Return the province stated for a file: beside it, or for all that name none."""
        return stated_province(path) or self.province

    def names_of(self, text_hash: str, besides: str) -> list[str]:
        """Return the names of the other files that hold the same text; the report bears the first of all."""
        return [f.name for f in self.held.values() if f.text_hash == text_hash and f.location != besides]

    def put(self, old: SourceFile | None, new: SourceFile, document: Document) -> None:
        """Write the report; a graph that was there is replaced in one transaction."""
        report = _report_text(self.store, document)
        dropped = self.release(old) if old and old.text_hash != new.text_hash else []
        known = any(text.text_hash == new.text_hash for text, _ in self.waiting)
        if old is None and not known and not self.store.holds_report(new.text_hash):
            self.waiting.append((report, new))
            if len(self.waiting) >= BATCH:
                self.flush()
            return
        self.flush()
        file = [mint_file(self.store.base, new.location)]
        self.store.replace_report(dropped, report, file, _file_triples(self.store, new))

    def remove(self, file: SourceFile) -> None:
        """Take one file's report out, unless another file holds the same text."""
        dropped = self.release(file)
        self.store.replace_report(dropped, None, [mint_file(self.store.base, file.location)], "")
        del self.held[file.location]
        self.note("removed", file.name)

    def release(self, file: SourceFile) -> list[str]:
        """Return the report that goes with a file; where another file holds the text, it takes that name."""
        others = self.names_of(file.text_hash, file.location)
        if not others:
            return [file.text_hash]
        if file.name < min(others):
            self.store.rename_source(file.text_hash, file.name, min(others))
        return []

    def flush(self) -> None:
        """Write what is waiting as one batch."""
        if self.waiting:
            told = "".join(_file_triples(self.store, file) for _, file in self.waiting)
            self.store.add_reports([text for text, _ in self.waiting], told)
            self.waiting.clear()

    def finish(self) -> None:
        """Write the rest, and one record of the run where it changed anything."""
        self.flush()
        if self.touched or self.done.get("removed"):
            self.store.add_provenance(self.run_triples())
        update_derived(self.store, self.decisions)

    def run_triples(self) -> str:
        """Describe the run: the only triples with a clock."""
        used = dict.fromkeys(f"<{mint_file(self.store.base, f.location)}>" for f in self.touched)
        made = dict.fromkeys(f"<{mint_report_graph(self.store.base, f.text_hash)}>" for f in self.touched)
        ended = datetime.now(UTC).isoformat(timespec="microseconds")
        return triples(
            f"<{mint_run(self.store.base, self.began)}>",
            (
                ("a", "dkg:Load"),
                ("prov:startedAtTime", f'"{self.began}"^^xsd:dateTime'),
                ("prov:endedAtTime", f'"{ended}"^^xsd:dateTime'),
                ("dkg:softwareVersion", quote(version("directive-kg"))),
                ("prov:used", ", ".join(used) or None),
                ("prov:generated", ", ".join(made) or None),
            ),
        )

    def note(self, what: str, name: str) -> None:
        """Remember what became of a file."""
        self.done.setdefault(what, []).append(name)

    def summary(self) -> LoadSummary:
        """Return what the run did."""
        done: Mapping[str, tuple[str, ...]] = {what: tuple(names) for what, names in self.done.items()}
        return LoadSummary(**done, failures=tuple(self.failures))


def _is_report(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() in readable_suffixes() and path.stem != "README"


def _report_text(store: Store, document: Document) -> ReportText:
    report = extract(document)
    iri = mint_report(store.base, document.text_sha256)
    return ReportText(document.text_sha256, iri, report_turtle(report, store.base))


def _file_triples(store: Store, file: SourceFile) -> str:
    """Say which file a report's graph came from."""
    subject = f"<{mint_file(store.base, file.location)}>"
    graph = f"<{mint_report_graph(store.base, file.text_hash)}>"
    return f"{graph} prov:wasDerivedFrom {subject} .\n" + triples(
        subject,
        (
            ("a", "dkg:SourceFile"),
            ("dcterms:title", quote(file.name)),
            ("dkg:location", quote(file.location)),
            ("dkg:fileHash", quote(file.file_hash)),
            ("dkg:statedProvince", quote(file.province) if file.province else None),
            ("dkg:rulesHash", quote(file.rules)),
        ),
    )


def _find_held(files: Iterable[SourceFile], wanted: str) -> list[SourceFile]:
    """Return the held files that a path, a name or a text hash means; a path goes before a name."""
    location = str(Path(wanted).resolve())
    held = list(files)
    return (
        [f for f in held if f.location == location]
        or [f for f in held if f.name == wanted]
        or [f for f in held if len(wanted) >= 8 and f.text_hash.startswith(wanted)]
    )


def _not_removed(wanted: str, found: Sequence[SourceFile]) -> Failure:
    if not found:
        return Failure(
            wanted,
            "không thấy trong kho; xem tên tệp bằng «kg status --files»",
            "not in the store; “kg status --files” lists the files",
        )
    places = ", ".join(f.location for f in found)
    return Failure(
        wanted,
        f"có {len(found)} tệp cùng tên, hãy ghi rõ đường dẫn: {places}",
        f"{len(found)} files have this name, give the path: {places}",
    )
