"""Page kinds: each folder below `pages/` with a `page.html`.

A kind with a `query.rq` has a page for each thing in the query's column KIND, and so has one whose rows are
gathered otherwise (`question`); one without rows of its own has one page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.content import content_path
from kg.site.asked import ASKED
from kg.site.cache import Cache
from kg.site.keys import LEAST
from kg.site.rowsets import read_row_sets


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. `is_single` kinds have one page, whose key is the kind's name."""

    name: str
    is_single: bool

    @property
    def template(self) -> str:
        """The template's name below `pages/`."""
        return f"{self.name}/page.html"

    def keys(self, cache: Cache) -> list[str]:
        """Return the keys of all pages of the kind, in order."""
        if self.is_single:
            return [self.name]
        if self.name not in LEAST:
            return list(cache.distinct(self.name, self.name))
        rows = cache.tally(self.name, self.name)
        return [key for key, number in rows.items() if number >= LEAST[self.name]]


@cache
def read_kinds() -> dict[str, PageKind]:
    """Return all kinds by name."""
    rows = {*read_row_sets(), *ASKED}
    folders = sorted(path.parent.name for path in content_path("pages").glob("*/page.html"))
    return {name: PageKind(name, name not in rows) for name in folders}
