"""How much room words take, and how they are broken or cut to fit it."""

from __future__ import annotations

_NARROW, _WIDE = frozenset(" .,:;'!|()[]/-ijlt1ìíỉĩịI"), frozenset("mwMWĐƠƯ@%—QOÔÂĂN")
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """Return about how many pixels a text is wide, in letters of a size; rather too many than too few."""
    return size * sum(
        0.34 if c in _NARROW else 0.88 if c in _WIDE else 0.7 if c.isupper() else 0.56 for c in text
    )


def shortened(text: str, room: float, size: float) -> str:
    """Return the text, its end cut off for an ellipsis where it needs more room (pixels)."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;-–") + ELLIPSIS


def wrapped(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Return the text in so many lines at most; the last ends in an ellipsis where words are left over."""
    words = text.split()
    found: list[str] = []
    while words and len(found) < lines - 1:
        taken = _fitting(words, room, size)
        found.append(shortened(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return (*found, shortened(" ".join(words), room, size)) if words else tuple(found)


def _fitting(words: list[str], room: float, size: float) -> int:
    """Return how many of the words fit into a line: one at least."""
    return max([1, *(n for n in range(1, len(words) + 1) if width(" ".join(words[:n]), size) <= room)])
