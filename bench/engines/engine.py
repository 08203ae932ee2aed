"""What the bench asks of every engine but our own: rows for a query that stands alone, in some seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bench.engines.rows import Row


class NoAnswerError(Exception):
    """An engine did not answer; the words say why, as short as a cell of a table."""


class Engine(Protocol):
    """An engine that holds the same graphs as our store."""

    name: str

    def rows(self, query: str, columns: Sequence[str], seconds: float) -> list[Row]:
        """Return the rows in the columns' order, sorted. Raises NoAnswerError, also where time is over."""
