"""Named questions: an `.rq` file's header says what it asks, what it needs and what it returns.

The header is comment lines `# key: value`; the query below runs as it stands in any SPARQL 1.1 engine.
Parameters are bound, never written into the text; what is not given stays a variable. A parameter is a
variable (`asOf`); people type it in small letters with hyphens (`--as-of`). A question with `from` and `to`
also takes `period`, which is both.

    # title@vi: Quá trình thực hiện một văn bản
    # param: directive directive required "Văn bản" "Directive"
    # column: quote quote "Câu trích dẫn" "Quote"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pyoxigraph as ox

from kg.content import content_path
from kg.dates import read_day, read_period
from kg.errors import ContentError, UsageError
from kg.iri import concept, mint_province, slug
from kg.naming import find_body, find_directive
from kg.province import find_province
from kg.store import Store, Term
from kg.vocabulary import read_vocabulary

ParameterKind = Literal[
    "directive", "body", "province", "concept", "date", "number", "boolean", "language", "text"
]
ColumnKind = Literal["iri", "label", "text", "quote", "date", "integer", "number", "boolean"]
Cell = str | int | float | bool | None

TRUTHS = {"yes": True, "1": True, "no": False, "co": True, "khong": False, "true": True, "false": False}
"""What may be typed for a parameter that is on or off, without accents."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LINE = re.compile(r"# (\w+)(?:@(\w+))?: (.+)")
_PARAMETER = re.compile(r'(\w+) (\w+) (required|optional) "([^"]*)" "([^"]*)"')
_COLUMN = re.compile(r'(\w+) (\w+) "([^"]*)" "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Vietnamese and English."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """Return the words in a language, "vi" or "en"."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question needs: `kind` says how a typed value becomes a term. `name` is the variable."""

    name: str
    kind: ParameterKind
    required: bool
    label: Words

    @property
    def option(self) -> str:
        """The name as people type it: "asOf" → "as-of"."""
        return re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", self.name)


PERIOD = Parameter(
    "period",
    "text",
    False,
    Words(
        "Kỳ, thay cho --from và --to: 2023, Q1/2024, 6T/2024, 2024-01..2024-06",
        "Period, in place of --from and --to: 2023, Q1/2024, H1/2024, 2024-01..2024-06",
    ),
)
"""What a question with `from` and `to` takes as well."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a question returns: `kind` says what its cells are."""

    name: str
    kind: ColumnKind
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One `.rq` file, read."""

    name: str
    title: Words
    explanation: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    @property
    def accepted(self) -> tuple[Parameter, ...]:
        """The parameters of the header, and `period` where there are two days."""
        dated = {"from", "to"} <= {p.name for p in self.parameters}
        return (*self.parameters, PERIOD) if dated else self.parameters


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of plain values in the order of the columns. IRIs and dates are strings."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def question_names() -> list[str]:
    """Return the names of all questions, in order."""
    return sorted(path.stem for path in _folder().glob("*.rq"))


def read_question(name: str) -> Question:
    """Read one question. Raises UsageError where there is none, ContentError on a faulty header."""
    path = _folder() / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        known = ", ".join(question_names())
        raise UsageError(
            f"Không có câu hỏi «{name}». Các câu hỏi: {known}", f"No question “{name}”. Questions: {known}"
        )
    return parse_question(path)


def parse_question(path: Path) -> Question:
    """Parse a file with a header. Raises ContentError naming file and line."""
    text = path.read_text(encoding="utf-8")
    said: dict[str, dict[str, str]] = {"title": {}, "explain": {}}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("# "):
            break
        found = _LINE.fullmatch(line)
        if found and found[1] == "param":
            parameters.append(_parameter(path, number, found[3]))
        elif found and found[1] == "column":
            columns.append(_column(path, number, found[3]))
        elif found and found[1] in said and found[2] in ("vi", "en"):
            said[found[1]][found[2]] = found[3]
        else:
            raise _faulty(path, number, line)
    if any(set(words) != {"vi", "en"} for words in said.values()) or not columns:
        raise ContentError(f"{path}: the header needs title and explain in vi and en, and columns")
    title, explanation = (Words(words["vi"], words["en"]) for words in said.values())
    return Question(path.stem, title, explanation, tuple(parameters), tuple(columns), text)


def bind_parameters(store: Store, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """Turn {parameter as typed: value} into {variable: term}.

    Raises UsageError for a value that is missing, unknown or malformed, AmbiguousNameError where
    several directives or bodies fit a name.
    """
    known = {p.option for p in question.accepted}
    if unknown := sorted(given.keys() - known):
        raise UsageError(
            f"«{question.name}» không nhận {', '.join(unknown)}; chỉ nhận {', '.join(sorted(known))}.",
            f"“{question.name}” takes no {', '.join(unknown)}; it takes {', '.join(sorted(known))}.",
        )
    typed = _without_period(question, given)
    for parameter in question.parameters:
        if parameter.required and parameter.option not in typed:
            raise UsageError(
                f"Câu hỏi «{question.name}» cần --{parameter.option}: {parameter.label.vi}.",
                f"Question “{question.name}” needs --{parameter.option}: {parameter.label.en}.",
            )
    return {p.name: _term(store, p, typed[p.option]) for p in question.parameters if p.option in typed}


def ask(store: Store, question: Question, bindings: Mapping[str, Term] | None = None) -> Answer:
    """Run a question. Raises QueryError where its query is faulty."""
    return answer_of(question, store.select(question.text, bindings))


def answer_of(question: Question, solutions: Iterable[Mapping[str, Term | None]]) -> Answer:
    """Return the solutions of a question's query as plain values."""
    values = (tuple(_cell(row.get(c.name), c.kind) for c in question.columns) for row in solutions)
    return Answer(question.columns, tuple(values))


def _folder() -> Path:
    return content_path("queries") / "questions"


def _parameter(path: Path, line: int, value: str) -> Parameter:
    found = _PARAMETER.fullmatch(value)
    if not found or found[2] not in get_args(ParameterKind):
        raise _faulty(path, line, value)
    kind: ParameterKind = found[2]  # type: ignore[assignment]  # checked just above
    return Parameter(found[1], kind, found[3] == "required", Words(found[4], found[5]))


def _column(path: Path, line: int, value: str) -> Column:
    found = _COLUMN.fullmatch(value)
    if not found or found[2] not in get_args(ColumnKind):
        raise _faulty(path, line, value)
    kind: ColumnKind = found[2]  # type: ignore[assignment]  # checked just above
    return Column(found[1], kind, Words(found[3], found[4]))


def _faulty(path: Path, line: int, value: str) -> ContentError:
    return ContentError(f"{path}:{line}: not a header line of a question: {value}")


def _without_period(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """Turn a period into the days from which and to which it lasts."""
    typed = dict(given)
    if PERIOD in question.accepted and (words := typed.pop(PERIOD.name, None)) is not None:
        period = read_period(words)
        if period is None or typed.keys() & {"from", "to"}:
            raise UsageError(
                f"--period: «{words}» không phải kỳ, hoặc đã có --from, --to; viết 2023, Q1/2024, 6T/2024, "
                "2024-01..2024-06.",
                f"--period: “{words}” is no period, or stands beside --from, --to; write 2023, Q1/2024, "
                "H1/2024, 2024-01..2024-06.",
            )
        typed["from"], typed["to"] = period
    return typed


def _term(store: Store, parameter: Parameter, typed: str) -> Term:
    match parameter.kind:
        case "directive":
            return ox.NamedNode(find_directive(store, typed))
        case "body":
            return ox.NamedNode(find_body(store, typed))
        case "province":
            return ox.NamedNode(mint_province(store.base, find_province(typed)))
        case "number":
            return ox.Literal(_number(parameter, typed))
        case "boolean":
            return ox.Literal(_truth(parameter, typed))
        case "concept":
            return ox.NamedNode(_concept(parameter.name, typed))
        case "date":
            return ox.Literal(_day(parameter, typed), datatype=ox.NamedNode(_XSD + "date"))
        case "language" if typed not in ("vi", "en"):
            raise UsageError("Ngôn ngữ là vi hoặc en.", "The language is vi or en.")
        case _:
            return ox.Literal(typed)


def _concept(scheme: str, typed: str) -> str:
    """Return the concept of a code, a name or a word for it: "implement", "trien khai"."""
    concepts = read_vocabulary().schemes[scheme]
    for each in concepts.values():
        if slug(typed) in {slug(name) for name in (each.code, each.label_vi, each.label_en)}:
            return concept(scheme, each.code)
    known = ", ".join(concepts)
    raise UsageError(
        f"Không có {scheme} «{typed}». Có: {known}", f"No {scheme} “{typed}”. There are: {known}"
    )


def _number(parameter: Parameter, typed: str) -> int:
    if not re.fullmatch(r"\d{1,9}", typed.strip()):
        raise UsageError(
            f"--{parameter.option}: «{typed}» không phải số.",
            f"--{parameter.option}: “{typed}” is no number.",
        )
    return int(typed)


def _truth(parameter: Parameter, typed: str) -> bool:
    """Return what a person means by yes or no: "yes", "có", "true"."""
    word = slug(typed)
    if word not in TRUTHS:
        raise UsageError(
            f"--{parameter.option}: viết yes (có) hoặc no (không), không phải «{typed}».",
            f"--{parameter.option}: write yes or no, not “{typed}”.",
        )
    return TRUTHS[word]


def _day(parameter: Parameter, typed: str) -> str:
    day = read_day(typed, last=parameter.name == "to")
    if day is None:
        raise UsageError(
            f"--{parameter.option}: «{typed}» không phải ngày; viết 2018, 2018-06, 6/2018 hoặc 30/6/2018.",
            f"--{parameter.option}: “{typed}” is no date; write 2018, 2018-06, 6/2018 or 30/6/2018.",
        )
    return day


def _cell(term: Term | None, kind: ColumnKind) -> Cell:
    if term is None:
        return None
    match kind:
        case "integer":
            return int(term.value)
        case "number":
            return float(term.value)
        case "boolean":
            return term.value == "true"
        case "quote":
            return " ".join(term.value.split())  # line breaks of the page are no part of the words
        case _:
            return term.value
