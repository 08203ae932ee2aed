"""What one page works out is worked out once for all its files: a long list has hundreds of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

_PLAIN = (str, int, float, bool, type(None))


class Once:
    """Remembers what functions returned, until `forget`.

    Arguments are the same where their words are, or the very rows: a shelf hands out the same rows for all
    files of a page. They are kept, so that no other row comes to stand where one was.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[list[Any], Any]] = {}

    def forget(self) -> None:
        """Begin another page."""
        self._known.clear()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with a memory; what can be walked through is given to it as a list."""

        def remembered(*arguments: Any) -> Any:
            given = [a if isinstance(a, _PLAIN) else list(a) for a in arguments]
            key = (function, *map(_mark, given))
            if key not in self._known:
                self._known[key] = given, function(*given)
            return self._known[key][1]

        return remembered


def _mark(argument: Any) -> Hashable:
    if isinstance(argument, _PLAIN):
        return argument
    return tuple(item if isinstance(item, _PLAIN) else id(item) for item in argument)
