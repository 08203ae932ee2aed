"""rdflib: its graphs in memory and its SPARQL engine, in Python, by others, from the same standard."""

from __future__ import annotations

import logging
import re
import signal
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import rdflib

from bench.engines.engine import NoAnswerError
from bench.engines.rows import Cell, Row, sorted_rows
from kg.given import column_name


class RdflibMemory:
    """N-Quads, read into memory."""

    name = "rdflib"

    def __init__(self, dump: bytes) -> None:
        logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it tells of each value that is no date
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of itself
            self._data = rdflib.Dataset()
            self._data.parse(data=dump, format="nquads")

    def __len__(self) -> int:
        """Count the quads."""
        return sum(1 for _ in self._data.quads())

    def rows(self, query: str, columns: Sequence[str], seconds: float) -> list[Row]:
        """Return the rows in the columns' order, sorted. Raises NoAnswerError where time is over."""
        try:
            with _alarm(seconds):
                found = list(self._data.query(query).bindings)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, re.error) as error:
            raise NoAnswerError(
                f"fails: {error}"
            ) from error  # what it does not know, it fails of in many ways
        told = ({column_name(str(name)): _cell(term) for name, term in row.items()} for row in found)
        return sorted_rows(columns, told)


class _Over(BaseException):
    """Time is over; not an Exception, which an engine may take for a faulty expression."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Stop Python that runs longer; works in the main thread only, which the bench is."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _Over

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Over:
        raise NoAnswerError(f"stopped at {seconds:.0f} s") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _cell(term: object) -> Cell:
    if term is None:
        return "", ""
    return (str(term), str(term.datatype or "")) if isinstance(term, rdflib.Literal) else (str(term), "")
