"""Where each word stands: a segment is one long row of words, and a posting a place in it.

After each field that has words, one place holds nothing: no phrase reaches over the end of a field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kg.site.search.codes import rising
from kg.site.search.folding import exact, fold, placed, tokens

_fold = lru_cache(maxsize=100_000)(fold)
_exact = lru_cache(maxsize=100_000)(exact)


class Postings:
    """The places of each word, first as written, then by its two forms."""

    def __init__(self) -> None:
        self.length = 0
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: str) -> int:
        """Put a field's words at the end of the row; return how many places they take."""
        start, last = self.length, -1
        for word, last in placed(tokens(text)) if text else ():
            self._places[word].append(start + last)
        self.length += last + 2 if last >= 0 else 0
        return last + 1

    def terms(self) -> Iterator[tuple[str, str]]:
        """Yield (folded word, line for its piece), sorted.

        A line is ` folded`, then `!exact!places` for each way to write the word; exact is empty where equal.
        """
        merged: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for written, places in self._places.items():
            merged[_fold(written)][_exact(written)] += places
        for folded in sorted(merged):
            forms = sorted(merged[folded].items())
            yield (
                folded,
                f" {folded}"
                + "".join(
                    f"!{'' if form == folded else form}!{rising(sorted(places))}" for form, places in forms
                ),
            )
