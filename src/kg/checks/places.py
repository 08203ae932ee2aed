"""Checks of provinces and what became of them on 1 July 2025."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.checks.finding import CheckFinding, found
from kg.checks.tables import Tables


def check_successors(tables: Tables) -> Iterator[CheckFinding]:
    """A province is unchanged where it goes on under its own name and takes no other in, else merged."""
    rows = tables["provinces.csv"].rows
    parts = Counter(row["successor"] for row in rows)
    for row in rows:
        changed, successor = row["change"], row["successor"]
        alone = successor == row["name"] and parts[row["name"]] == 1
        if changed in ("unchanged", "merged") and alone != (changed == "unchanged"):
            right = "unchanged" if alone else "merged"
            yield found(
                "violation",
                row.place,
                (
                    f"«{changed}» không khớp: {parts[successor]} tỉnh về «{successor}».",
                    f"“{changed}” does not fit: {parts[successor]} provinces make “{successor}”.",
                ),
                (f"Ghi {right}, hoặc sửa successor.", f"Write {right}, or mend the successor."),
            )
