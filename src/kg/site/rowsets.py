"""The site's rows: each `.rq` file below `pages/` gives one table.

`pages/rows/NAME.rq` is a table of rows, `pages/KIND/query.rq` one whose rows are the pages of a kind, named
by its column KIND. The header is that of a question. Its only parameter, if any, is what a change is followed
by: the rows of one report, directive or body can be asked for alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.content import content_path
from kg.questions import Question, parse_question


@dataclass(frozen=True, slots=True)
class RowSet:
    """A table of the site: its name, and the query that fills it."""

    name: str
    question: Question

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(c.name for c in self.question.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns by which rows are looked up: those that name something."""
        return tuple(c.name for c in self.question.columns if c.kind == "iri")

    @property
    def scope(self) -> str | None:
        """The column whose things change row by row; null where the table is read whole each time."""
        return next((p.name for p in self.question.parameters), None)


@cache
def read_row_sets() -> dict[str, RowSet]:
    """Return all tables by name. Raises ContentError for a faulty header."""
    folder = content_path("pages")
    files = {path.stem: path for path in (folder / "rows").glob("*.rq")}
    files |= {path.parent.name: path for path in folder.glob("*/query.rq")}
    return {name: RowSet(name, parse_question(files[name])) for name in sorted(files)}
