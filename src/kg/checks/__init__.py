"""Checks of what people maintain: each is a function in an ordered list and returns findings, never raises.

There is one list a subject; a new check is a function and its place in the list. `CONTENT_CHECKS` looks at
the reference tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from kg.checks import bodies, columns, directives, places, terms
from kg.checks.finding import SEVERITIES, CheckFinding, Severity
from kg.checks.schemas import SCHEMAS
from kg.checks.tables import Tables, read_tables
from kg.content import content_path

__all__ = ["CONTENT_CHECKS", "SEVERITIES", "CheckFinding", "Severity", "check_content"]

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
