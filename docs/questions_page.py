"""Writes docs/questions.md from the headers of queries/questions/: `python docs/questions_page.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.questions import Question, question_names, read_question

PAGE = Path(__file__).resolve().parent / "questions.md"
HEAD = """\
# The questions

`kg ask QUESTION` answers these from the store. Each is a file in `queries/questions/` that also runs as it
stands in any SPARQL 1.1 engine over a dump of the store; what a parameter does not give stays open there.

Columns of kind `iri` are left out of tables on a terminal; every machine form (`--tsv`, `--csv`, `--json`,
`--ttl`) has them, and `--html` has them as links.
Every question takes `--limit` and `--timeout`: [commands.md](commands.md#kg-ask-question--answers).
This page is written from the files' headers by `docs/questions_page.py`.
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(section(read_question(name)) for name in question_names())


def section(question: Question) -> str:
    """Return what one question asks, needs and returns."""
    return "\n".join(("", *lines(question), ""))


def lines(question: Question) -> Iterator[str]:
    """Yield the lines of one question's section."""
    yield f"## `{question.name}` — {question.title.vi} / {question.title.en}"
    yield ""
    yield question.explanation.vi
    yield ""
    yield question.explanation.en
    yield ""
    needed = next((p.name for p in question.parameters if p.required), None)
    examples = {"directive": ' --directive "05-CT/TW"', "body": ' --body "Tỉnh ủy Hải Dương"', None: ""}
    yield f"    kg ask {question.name}{examples.get(needed, '')}"
    yield ""
    yield "| parameter | kind | |"
    yield "|---|---|---|"
    for parameter in question.accepted:
        option = f"`--{parameter.option}`"
        must = ", required" if parameter.required else ""
        yield f"| {option} | {parameter.kind}{must} | {parameter.label.vi} / {parameter.label.en} |"
    yield ""
    yield "| column | kind | |"
    yield "|---|---|---|"
    for column in question.columns:
        yield f"| `{column.name}` | {column.kind} | {column.label.vi} / {column.label.en} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
