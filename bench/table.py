"""Plain aligned text: the first column to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a head, unless it says nothing, and rows, two blanks between columns."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows) if any(head) else rows:
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells).rstrip())


def title(words: str) -> None:
    """Print a part's title at once, so that a reader sees what is going on."""
    print(f"\n{words}", flush=True)


def note(words: str) -> None:
    """Print a line below a table."""
    print(f"  {words}", flush=True)
