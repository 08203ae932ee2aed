"""Checks of what people maintain: each is a function in an ordered list and returns findings, never raises.

There is one list a subject; a new check is a function and its place in the list. `CONTENT_CHECKS` looks at
the reference tables. What a store holds is checked by the shapes in `ontology/shapes.ttl` and by the queries
in `queries/checks/`; there a new check is a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path

from kg.checks import bodies, columns, directives, places, terms
from kg.checks.finding import SEVERITIES, CheckFinding, Severity
from kg.checks.queries import query_names, read_check, run_check
from kg.checks.schemas import SCHEMAS
from kg.checks.sources import files_of
from kg.checks.tables import Tables, read_tables
from kg.content import content_path
from kg.errors import UsageError
from kg.store import Store

__all__ = [
    "CONTENT",
    "CONTENT_CHECKS",
    "SAMPLE",
    "SEVERITIES",
    "SHAPES",
    "CheckFinding",
    "Severity",
    "check_content",
    "check_names",
    "check_store",
    "refuse_unknown",
]

CONTENT, SHAPES = "content", "shapes"
"""The names of the checks of the reference tables, and of the shapes."""
SAMPLE = 100
"""Reports whose shapes `kg check` looks at where nothing else is said: one takes up to a second."""

ContentCheck = Callable[[Tables], Iterable[CheckFinding]]

CONTENT_CHECKS: tuple[ContentCheck, ...] = (
    columns.check_readable,
    columns.check_columns,
    columns.check_required,
    columns.check_spelling,
    columns.check_values,
    columns.check_duplicates,
    columns.check_references,
    places.check_successors,
    terms.check_succession,
    terms.check_congresses,
    bodies.check_forms,
    bodies.check_counts,
    directives.check_symbols,
    directives.check_terms,
    directives.check_plenums,
    directives.check_contradictions,
)


def check_content(folder: Path | None = None) -> tuple[CheckFinding, ...]:
    """Check all reference tables of a folder, of the one in use where none is given.

    The worst findings come first, then in the order of the tables and of their lines.
    """
    tables = read_tables(folder or content_path("reference"), SCHEMAS)
    order = {str(table.path): at for at, table in enumerate(tables.values())}

    def rank(finding: CheckFinding) -> tuple[int, int, int]:
        path, _, line = finding.place.rpartition(":")
        return SEVERITIES.index(finding.severity), order[path], int(line)

    return tuple(sorted(chain.from_iterable(check(tables) for check in CONTENT_CHECKS), key=rank))


def check_names() -> list[str]:
    """Return what `only` may name: the reference tables, the shapes, and each check query."""
    return [CONTENT, SHAPES, *query_names()]


def check_store(
    store: Store,
    only: Collection[str] = (),
    *,
    sample: int | None = None,
    reports: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[CheckFinding, ...]:
    """Check what a store holds: the queries over all of it, the shapes as `check_shapes` says.

    `only` names checks, none means all. `reports` (IRIs) leaves out what does not stand in their files. The
    worst findings come first, then by check, file and words. Raises UsageError for an unknown name.
    """
    refuse_unknown(only)
    wanted = [name for name in query_names() if not only or name in only]
    found = list(chain.from_iterable(run_check(store, read_check(name)) for name in wanted))
    if reports is not None:
        files = files_of(store, reports)
        found = [finding for finding in found if finding.place in files]
    if not only or SHAPES in only:
        # pySHACL takes a second to import.
        from kg.checks.shapes import check_shapes  # noqa: PLC0415

        found += check_shapes(store, sample, reports, progress)
    return tuple(sorted(found, key=_rank))


def refuse_unknown(names: Collection[str]) -> None:
    """Raise UsageError where some check is named that there is not."""
    if unknown := sorted(set(names) - set(check_names())):
        shown, known = ", ".join(unknown), ", ".join(check_names())
        raise UsageError(
            f"Không có phép kiểm tra «{shown}». Có: {known}", f"No check “{shown}”. There are: {known}"
        )


def _rank(finding: CheckFinding) -> tuple[int, str, str, str, str]:
    order = SEVERITIES.index(finding.severity)
    return order, finding.check, finding.place, finding.sentence, finding.message
