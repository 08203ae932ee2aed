"""What templates look up: rows, names, concepts. The shelf remembers each look-up of the page being made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from kg.questions import Words
from kg.site.asked import ASKED
from kg.site.cache import Cache, Lookup, Row
from kg.site.keys import LEAST, claim_of, claim_path, page_path
from kg.site.rowsets import RowSet, read_row_sets
from kg.vocabulary import read_vocabulary

_NAMED_BY = {
    "directive": "label", "body": "label", "report": "title", "task": "quote", "province": "label",
    "symbol": "label", "period": "label", "year": "label", "issued": "label", "fault": "label",
    "agenda": "label", "peers": "label", "question": "title",
}  # fmt: skip
"""{kind of thing: the column of its table that names it}."""


class Shelf:
    """The rows of a cache. `used` are the look-ups since `begin`: table, column and value."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.used: set[Lookup] = set()
        self._held: dict[Lookup, list[Row]] = {}
        self._head = lru_cache(maxsize=50_000)(self._read_head)

    def begin(self) -> None:
        """Forget what the last page looked up."""
        self.used = set()
        self._held = {}

    def rows(self, table: str, order: str = "", **where: str | None) -> list[Row]:
        """Return the rows of a table that have one value: `rows("task", "position", report=key)`.

        They are sorted by the columns named, what is unknown first. Without a value, all rows.
        """
        [(column, value)] = where.items() or [("", None)]
        if column and value is None:
            return []
        found = self._select(table, column, value)
        return _ordered(found, order)

    def count(self, table: str, **where: str) -> int:
        """Return how many rows of a table have one value: `count("account", directive=key)`."""
        [(column, value)] = where.items() or [("", None)]
        self._use(table, column, value)
        return self._cache.count(table, column or None, value)

    def tally(self, table: str, column: str) -> dict[str, int]:
        """Return {value: how many rows have it} for a column of a whole table."""
        self.used.add((table, "", None))
        return self._cache.tally(table, column)

    def head(self, key: str | None) -> Row | None:
        """Return the row of a thing that has a page or a name: the first, where tables tell several."""
        kind = kind_of(key) if key else ""
        if key is None or kind not in _NAMED_BY:
            return None
        self.used.add((kind, kind, key))
        return self._head(kind, key)

    def name(self, key: str | None) -> str | None:
        """Return what a thing is called; null where nothing names it."""
        row = self.head(key)
        return row[_NAMED_BY[kind_of(key)]] if row and key else None

    def path(self, key: str | None, claim: str | None = None) -> str | None:
        """Return a thing's page, with the place of a claim in it; null where it has no page."""
        page = page_path(key) if key else None
        if key is None or page is None or not self._has_page(key):
            return None
        return claim_path(page, claim_of(claim)) if claim else page

    def _has_page(self, key: str) -> bool:
        """Tell whether a thing of a known sort has the rows that a page needs."""
        kind = kind_of(key)
        if kind in LEAST:
            return len(self.rows(kind, **{kind: key})) >= LEAST[kind]
        return kind not in _NAMED_BY or self.head(key) is not None

    def heads(self, found: Iterable[str | Row], order: str = "", *, of: str = "") -> list[Row]:
        """Return the rows of things, leaving out what has none, and sorted as `rows` does.

        The things are given by their keys, or by rows that name them in the column `of`.
        """
        keys = (thing if isinstance(thing, str) else thing[of] for thing in found)
        return _ordered([head for key in keys if (head := self.head(key))], order)

    def _select(self, table: str, column: str, value: str | None) -> list[Row]:
        """Look rows up once for all files of a page."""
        if (table, column, value) not in self._held:
            self._use(table, column, value)
            self._held[table, column, value] = self._cache.select(table, column or None, value)
        return self._held[table, column, value]

    def _use(self, table: str, column: str, value: str | None) -> None:
        """Remember a look-up. Raises ValueError for one whose changes nothing would tell of."""
        if column and column not in _tables()[table].keys:
            raise ValueError(f"{table}.{column} names nothing: no look-up goes by it")
        self.used.add((table, column, value))

    def _read_head(self, kind: str, key: str) -> Row | None:
        return next(iter(self._cache.select(kind, kind, key)), None)


def kind_of(key: str) -> str:
    """Return the sort of a thing: "report/…/task/613-645" → "task"."""
    parts = key.split("/")
    return parts[2] if parts[0] == "report" and len(parts) > 2 else parts[0]


@cache
def _tables() -> dict[str, RowSet]:
    return read_row_sets() | ASKED


@cache
def concept_words(key: str) -> Words:
    """Return the names of a concept, "activity/implement"; an unknown one is called by its code."""
    scheme, _, code = key.partition("/")
    found = _by_code(scheme).get(code)
    return found or Words(code, code)


@cache
def stage_rungs() -> dict[str, int]:
    """Return {"activity/implement": its rung on the ladder of stages}."""
    activities = read_vocabulary().schemes["activity"].values()
    return {f"activity/{a.code}": a.stage_rank for a in activities if a.stage_rank}


@cache
def _by_code(scheme: str) -> dict[str, Words]:
    concepts = read_vocabulary().schemes.get(scheme, {}).values()
    return {c.iri.rpartition("/")[2]: Words(c.label_vi, c.label_en) for c in concepts}


def _ordered(found: list[Row], order: str) -> list[Row]:
    columns = order.split()
    return sorted(found, key=lambda row: [_sortable(row[c]) for c in columns]) if columns else found


def _sortable(value: object) -> tuple[bool, object]:
    """What is unknown comes first."""
    return value is not None, "" if value is None else value
