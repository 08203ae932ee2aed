"""Check queries: `.rq` files in `queries/checks/` whose rows are faults.

The header is that of a question without parameters, and says besides how bad a row is, what to tell of it
and what to do; `{name}` stands for the row's value in that column.

    # severity: warning
    # message@vi: {directiveLabel} ban hành ngày {issued}, báo cáo ngày {reported}.
    # advice@vi: Đối chiếu hai ngày.

Columns `file`, `sentence` and `node` are known: where the fault stands, in what words, and the thing's IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kg.checks.finding import SEVERITIES, CheckFinding, Severity
from kg.content import content_path
from kg.dates import spoken_day
from kg.errors import ContentError, UsageError
from kg.questions import Cell, Column, ColumnKind, Question, Words, ask
from kg.store import Store

_LINE = re.compile(r"# (\w+)(?:@(vi|en))?: (.+)")
_COLUMN = re.compile(r'(\w+) (\w+) "([^"]*)" "([^"]*)"')
_FIELD = re.compile(r"\{(\w+)\}")
_WORDS = ("title", "explain", "message", "advice")


@dataclass(frozen=True, slots=True)
class Check:
    """One check query, read. `question` holds its title, explanation, columns and text."""

    severity: Severity
    question: Question
    message: Words
    advice: Words

    @property
    def name(self) -> str:
        """Return the name by which `--only` knows it."""
        return self.question.name


def query_names() -> list[str]:
    """Return the names of all check queries, in order."""
    return sorted(path.stem for path in _folder().glob("*.rq"))


def read_check(name: str) -> Check:
    """Read one check. Raises UsageError where there is none, ContentError on a faulty header."""
    if name not in query_names():
        known = ", ".join(query_names())
        raise UsageError(
            f"Không có phép kiểm tra «{name}». Có: {known}", f"No check “{name}”. There are: {known}"
        )
    return parse_check(_folder() / f"{name}.rq")


def parse_check(path: Path) -> Check:
    """Parse a file with a header. Raises ContentError naming file and line."""
    text = path.read_text(encoding="utf-8")
    said: dict[tuple[str, str], str] = {}
    severities: list[str] = []
    columns: list[Column] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("# "):
            break
        read = _LINE.fullmatch(line)
        if read and read[1] in _WORDS and read[2]:
            said[read[1], read[2]] = read[3]
        elif read and read[1] == "column":
            columns.append(_column(path, number, read[3]))
        elif read and read[1] == "severity" and read[3] in SEVERITIES:
            severities.append(read[3])
        else:
            raise ContentError(f"{path}:{number}: not a header line of a check: {line}")
    return _check(path, text, said, severities, tuple(columns))


def run_check(store: Store, check: Check) -> Iterator[CheckFinding]:
    """Yield a finding for each row. Raises QueryError where the query is faulty."""
    answer = ask(store, check.question)
    names = [column.name for column in answer.columns]
    kinds = {column.name: column.kind for column in answer.columns}
    for row in answer.rows:
        cells = dict(zip(names, row, strict=True))
        told = {name: _told(store, kinds[name], cell) for name, cell in cells.items()}
        yield CheckFinding(
            check.severity,
            told.get("file") or told.get("node", ""),
            _filled(check.message.vi, told),
            _filled(check.message.en, told),
            check.advice.vi,
            check.advice.en,
            told.get("sentence", ""),
            check.name,
        )


def short_iri(base: str, iri: str) -> str:
    """Return what tells a thing of the store: its IRI without what all have in common."""
    return iri.removeprefix(f"{base}id/")


def _folder() -> Path:
    return content_path("queries") / "checks"


def _check(
    path: Path,
    text: str,
    said: dict[tuple[str, str], str],
    severities: list[str],
    columns: tuple[Column, ...],
) -> Check:
    names = {column.name for column in columns}
    missing = [f"{key}@{lang}" for key in _WORDS for lang in ("vi", "en") if (key, lang) not in said]
    unknown = {name for words in said.values() for name in _FIELD.findall(words)} - names
    if missing or unknown or len(severities) != 1 or "node" not in names:
        lacks = ", ".join(missing) or "one severity, a column “node”, and a column for each {name}"
        raise ContentError(f"{path}: the header of a check needs {lacks}")
    title, explanation, message, advice = (Words(said[key, "vi"], said[key, "en"]) for key in _WORDS)
    severity = next(s for s in SEVERITIES if s == severities[0])
    return Check(severity, Question(path.stem, title, explanation, (), columns, text), message, advice)


def _column(path: Path, line: int, value: str) -> Column:
    read = _COLUMN.fullmatch(value)
    if not read or read[2] not in get_args(ColumnKind):
        raise ContentError(f"{path}:{line}: not a column: {value}")
    kind: ColumnKind = read[2]  # type: ignore[assignment]  # checked just above
    return Column(read[1], kind, Words(read[3], read[4]))


def _told(store: Store, kind: ColumnKind, cell: Cell) -> str:
    if cell is None:
        return ""
    if kind == "iri":
        return short_iri(store.base, str(cell))
    return spoken_day(str(cell)) if kind == "date" else str(cell)


def _filled(words: str, told: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: told[field[1]] or "…", words)
