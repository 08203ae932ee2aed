"""Writes the list in docs/checks.md from the headers of queries/checks/: `python docs/checks_page.py`."""

from __future__ import annotations

from pathlib import Path

from kg.checks.queries import Check, query_names, read_check

PAGE = Path(__file__).resolve().parent / "checks.md"
MARK = "<!-- written by docs/checks_page.py from the headers in queries/checks/ -->\n"


def page() -> str:
    """Return the whole page: what people wrote up to the mark, then the checks."""
    head, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    return head + MARK + "".join(section(read_check(name)) for name in query_names())


def section(check: Check) -> str:
    """Return what one check finds, what it tells, and what to do."""
    question = check.question
    lines = (
        "",
        f"### `{check.name}` — {question.title.vi} / {question.title.en}",
        "",
        f"`{check.severity}`. {question.explanation.vi}",
        "",
        question.explanation.en,
        "",
        f"> {check.message.vi}<br>{check.message.en}",
        "",
        f"{check.advice.vi}",
        "",
        f"{check.advice.en}",
        "",
    )
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
