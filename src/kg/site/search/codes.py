"""Whole numbers as short printable text that needs no escape in a script.

A number ends with one of 57 characters ("#" to "["); any of 34 others ("]" to "~") may stand before it.
Numbers below 57 take one character, below 1,995 two, below 67,887 three. The backslash lies between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub

_LAST, _LAST_COUNT = ord("#"), ord("[") - ord("#") + 1
_MORE, _MORE_COUNT = ord("]"), ord("~") - ord("]") + 1


def code(number: int) -> str:
    """Return the characters for a number that is not negative."""
    head, last = divmod(number, _LAST_COUNT)
    written = chr(_LAST + last)
    while head:
        head, digit = divmod(head - 1, _MORE_COUNT)
        written = chr(_MORE + digit) + written
    return written


class _Codes(dict[int, str]):
    def __missing__(self, number: int) -> str:
        written = code(number)
        if number < 100_000:  # the larger ones seldom come again
            self[number] = written
        return written


_CODES = _Codes()


def codes(numbers: Iterable[int]) -> str:
    """Return the characters for numbers, one after the other."""
    return "".join(map(_CODES.__getitem__, numbers))


def rising(numbers: Sequence[int]) -> str:
    """Return the characters for numbers in rising order, each by its distance to the one before."""
    return codes([*numbers[:1], *map(sub, numbers[1:], numbers)])
