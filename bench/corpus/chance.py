"""Chance as a function of what it is drawn for: the same words, the same draw, on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def draw(*of: object) -> random.Random:
    """Return a generator of its own for what the words name."""
    return random.Random(_number(of))


def pick(below: int, *of: object) -> int:
    """Return one number from 0 up to `below`, that of the words."""
    return _number(of) % below


def chosen(options: Sequence[T], *of: object) -> T:
    """Return one of the options, that of the words."""
    return options[pick(len(options), *of)]


def _number(of: Sequence[object]) -> int:
    return int.from_bytes(blake2b("\0".join(map(str, of)).encode(), digest_size=8).digest(), "big")
