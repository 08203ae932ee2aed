"""What the steps of resolution read: rows of internal queries, and citations with what their report knows."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.content import content_path
from kg.model import Identity
from kg.register import DirectiveKey, key_of_path
from kg.resolution.rulings import NO_RULINGS, Rulings
from kg.resolve import Citation, Review, Ruling
from kg.store import Store, Term

Values = Mapping[str, str]


def rows(store: Store, name: str, **bindings: Term) -> list[Values]:
    """Run an internal query; unbound values are left out of the rows."""
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query, bindings)
    ]


def citations_of_report(store: Store, report: str, rulings: Rulings) -> list[Citation]:
    """Return a report's citations."""
    return _citations(store, rulings, report=ox.NamedNode(report))


def citations_of_key(
    store: Store, key: DirectiveKey, reports: Iterable[str], rulings: Rulings
) -> list[Citation]:
    """Return all citations of a register and symbol in some reports, with those that a person put there."""
    known = set(reports)
    ruled = known & rulings.reports
    found = [
        c
        for c in _citations(store, NO_RULINGS, key=ox.Literal(str(key)))
        if c.report in known and c.report not in ruled
    ]
    for report in sorted(ruled):
        found += (c for c in citations_of_report(store, report, rulings) if c.key == key)
    return found


def _citations(store: Store, rulings: Rulings, **bindings: Term) -> list[Citation]:
    """Read citations; rulings can be given where all those of a report are read."""
    reviews = _reviews(store, **bindings)
    found = rows(store, "citations", **bindings)
    reports = {row["report"] for row in found} & rulings.reports
    ruled = {
        mention: ruling
        for report in reports
        for mention, ruling in rulings.of_mentions(
            report, [(r["mention"], r["quote"]) for r in found if r["report"] == report]
        ).items()
    }
    return [_citation(r, ruled.get(r["mention"]), reviews.get(r["mention"], ())) for r in found]


def _citation(row: Values, ruling: Ruling | None, reviews: tuple[Review, ...]) -> Citation:
    register, _, symbol = row["key"].partition("/")
    key = DirectiveKey(register, symbol)
    if ruling and ruling.confirmed:
        key, _ = key_of_path(ruling.confirmed)
    return Citation(
        mention=row["mention"],
        report=row["report"],
        key=key,
        identity=_identity(row),
        surface=" ".join(row["quote"].split()),
        date=row.get("date"),
        issuer=row.get("issuer"),
        title=row.get("title"),
        known_by=last_known_day(row.get("issued"), row.get("end")),
        reviews=reviews,
        ruling=ruling,
    )


def _identity(row: Values) -> Identity:
    return Identity(
        abbr=row["abbr"],
        number=row.get("number"),
        suffix=row.get("suffix"),
        scope=row.get("scope"),
        year=int(row["year"]) if "year" in row else None,
        term=row.get("term"),
        name=row.get("name"),
    )


def _reviews(store: Store, **bindings: Term) -> dict[str, tuple[Review, ...]]:
    """Return {mention: the anniversaries said of it}; a report without a year says none."""
    found: dict[str, set[Review]] = defaultdict(set)
    for row in rows(store, "reviews", **bindings):
        if day := row.get("end") or row.get("issued"):
            found[row["mention"]].add(Review(int(row["years"]), int(day[:4]), row["part"].endswith("/plan")))
    return {m: tuple(sorted(r, key=lambda x: (x.years, x.planned))) for m, r in found.items()}


def last_known_day(issued: str | None, end: str | None) -> str | None:
    """Return the last day of which a report can speak: its date, else the end of its period."""
    if not issued:
        return end
    if len(issued) == 4:
        return f"{issued}-12-31"
    if len(issued) == 7:
        year, month = int(issued[:4]), int(issued[5:])
        return f"{issued}-{calendar.monthrange(year, month)[1]}"
    return issued
