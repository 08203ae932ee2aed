"""How reports cite a directive: each wording once, those that do not fit first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.site.cache import Row


@dataclass(frozen=True, slots=True)
class ShownWording:
    """One way to cite a directive: words, date, issuer and title stated; how often; a report that does."""

    quote: str
    date: str | None
    issuer: str | None
    title: str | None
    times: int
    report: str
    place: str
    other_date: bool
    """States another day than the directive's."""


def wordings_of(mentions: Iterable[Row], issued: str | None) -> list[ShownWording]:
    """Return the wordings of a directive's mentions; `issued` is its day, month or year, where settled."""
    found: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for row in mentions:
        words = " ".join(row["quote"].split())
        found[words, row["statedDate"], row["statedIssuer"], row["statedTitle"]].append(row)
    shown = [
        ShownWording(str(words), date, issuer, title, len(rows), rows[0]["report"], rows[0]["place"],
                     _differs(date, issued))
        for (words, date, issuer, title), rows in found.items()
    ]  # fmt: skip
    return sorted(
        shown,
        key=lambda w: (not w.other_date, -w.times, w.quote, w.date or "", w.issuer or "", w.title or ""),
    )


def _suspicion(shown: ShownWording) -> tuple[bool, int, str, str]:
    stated = f"{shown.date} {shown.issuer} {shown.title}"
    return not shown.other_date, -shown.times, shown.quote, stated


def _differs(stated: str | None, issued: str | None) -> bool:
    if not stated or not issued:
        return False
    return not (stated.startswith(issued) or issued.startswith(stated))
