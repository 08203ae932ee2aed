"""What can be found, and the segment that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

_FULL = 16_384


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that can be found. Kinds are counted and filtered apart."""

    kind: str
    """directive, body, report, task, sentence"""
    path: str
    """page relative to the site's root, with #fragment"""
    title: str
    """searched with more weight, shown as the hit's name; "" for a sentence, which goes by its place"""
    text: str
    """searched, shown as an extract"""
    also: str = ""
    """searched, not shown: symbols, other names"""
    place: str = ""
    """name of the page that a sentence stands on: shown, and may hold a part of the words asked for"""

    @property
    def page(self) -> str:
        """The path without its fragment."""
        return self.path.partition("#")[0]


def segment_count(entries: int) -> int:
    """Return over how many segments so many entries are spread: a power of two, each at most about 16,000.

    >>> segment_count(100_000)
    8
    """
    count = 1
    while entries > count * _FULL:
        count *= 2
    return count


def segment_of(key: str, count: int, group: str = "text") -> str:
    """Return the name of the segment that holds all entries of a key (a report, a directive).

    It depends on nothing but the key and the number of segments: one more report changes one segment. The
    groups are "names" (directives, bodies, reports), searched first, and "text" (sentences, tasks).
    """
    hashed = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
    return f"{group}-{hashed % count:03d}"
