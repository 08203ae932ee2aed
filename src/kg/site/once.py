"""What one page works out is worked out once for all its files: a long list has hundreds of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

_PLAIN = (str, int, float, bool, type(None))


class Once:
    """Remembers what functions returned, until `forget`.

    Arguments are the same where their words are, or the very things. All are kept, so that no other comes to
    stand where one was.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[list[Any], Any]] = {}
        self._returned: set[int] = set()

    def forget(self) -> None:
        """Begin another page."""
        self._known.clear()
        self._returned.clear()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with a memory; what can be walked through is given to it as a list."""

        def remembered(*arguments: Any, **named: Any) -> Any:
            given = [self._whole(argument) for argument in arguments]
            key = (function, *map(self._mark, given), *named.items())
            if key not in self._known:
                result = function(*given, **named)
                self._known[key] = given, result
                self._returned.add(id(result))
            return self._known[key][1]

        return remembered

    def _whole(self, argument: Any) -> Any:
        return argument if isinstance(argument, _PLAIN) or id(argument) in self._returned else list(argument)

    def _mark(self, argument: Any) -> Hashable:
        """Return what tells an argument from others; a list that was returned here is not walked through."""
        if isinstance(argument, _PLAIN):
            return argument
        if id(argument) in self._returned:
            return id(argument)
        return tuple(item if isinstance(item, _PLAIN) else id(item) for item in argument)
