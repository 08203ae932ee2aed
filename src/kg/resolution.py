"""The resolution graph of a store: read what all reports say, resolve it, write what changed.

The graph is a function of the reports that the store holds; the order in which they came plays no part.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from kg.body import level_of, parent_of
from kg.content import content_path
from kg.coverage import Interval, Reporting, missing_periods
from kg.iri import slug
from kg.model import Identity
from kg.quads.bodies import NamedBody
from kg.quads.reference import known_directives
from kg.quads.resolution import resolution_turtle
from kg.register import DirectiveKey
from kg.resolve import Citation, Review, resolve
from kg.store import Store

_Values = Mapping[str, str]


def update_resolution(store: Store) -> bool:
    """Bring the resolution graph up to date; tell whether it changed."""
    reports = _rows(store, "reports")
    known_by = {r["report"]: day for r in reports if (day := _last_known_day(r))}
    resolved = resolve(_citations(store, known_by, _reviews(store, reports)), known_directives())
    relations = [
        (r["source"], r["relation"].rpartition("/")[2], r["target"]) for r in _rows(store, "relations")
    ]
    bodies = _bodies(_rows(store, "bodies"))
    missing = missing_periods(_reporting(reports, {b.iri: b for b in bodies}))
    return store.write_graph(
        "resolution", resolution_turtle(store.base, resolved, relations, bodies, missing)
    )


def _rows(store: Store, name: str) -> list[_Values]:
    """Run an internal query; unbound values are left out of the rows."""
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query)
    ]


def _citations(
    store: Store, known_by: Mapping[str, str], reviews: Mapping[str, tuple[Review, ...]]
) -> Iterable[Citation]:
    for row in _rows(store, "citations"):
        register, _, symbol = row["key"].partition("/")
        yield Citation(
            mention=row["mention"],
            report=row["report"],
            key=DirectiveKey(register, symbol),
            identity=_identity(row),
            date=row.get("date"),
            issuer=row.get("issuer"),
            title=row.get("title"),
            known_by=known_by.get(row["report"]),
            reviews=reviews.get(row["mention"], ()),
        )


def _identity(row: _Values) -> Identity:
    return Identity(
        abbr=row["abbr"],
        number=row.get("number"),
        suffix=row.get("suffix"),
        scope=row.get("scope"),
        year=int(row["year"]) if "year" in row else None,
        term=row.get("term"),
        name=row.get("name"),
    )


def _reviews(store: Store, reports: Iterable[_Values]) -> dict[str, tuple[Review, ...]]:
    """Return {mention: the anniversaries said of it}; a report without a year says none."""
    years = {r["report"]: int(day[:4]) for r in reports if (day := r.get("end") or r.get("date"))}
    found: dict[str, set[Review]] = defaultdict(set)
    for row in _rows(store, "reviews"):
        if year := years.get(row["report"]):
            found[row["mention"]].add(Review(int(row["years"]), year, row["part"].endswith("/plan")))
    return {m: tuple(sorted(r, key=lambda x: (x.years, x.planned))) for m, r in found.items()}


def _last_known_day(report: _Values) -> str | None:
    """Return the last day of which a report can speak: its date, else the end of its period."""
    stated = report.get("date")
    if not stated:
        return report.get("end")
    if len(stated) == 4:
        return f"{stated}-12-31"
    if len(stated) == 7:
        year, month = int(stated[:4]), int(stated[5:])
        return f"{stated}-{calendar.monthrange(year, month)[1]}"
    return stated


def _bodies(rows: Iterable[_Values]) -> list[NamedBody]:
    """Choose each body's name: the longest (it names the place), then the commonest, then the first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    provinces: dict[str, str] = {}
    for row in rows:
        names[row["body"]][row["label"]] += 1
        if "province" in row:
            provinces[row["body"]] = min(row["province"], provinces.get(row["body"], row["province"]))
    return [
        NamedBody(iri, min(counts, key=lambda n: (-len(n), n)), provinces.get(iri))
        for iri, counts in sorted(names.items())
    ]


def _reporting(reports: Iterable[_Values], bodies: Mapping[str, NamedBody]) -> list[Reporting]:
    """Gather the periods of each body that reports; a body of an unnamed province has no peers."""
    periods: dict[str, set[Interval]] = defaultdict(set)
    for row in reports:
        if "issuer" in row and "start" in row and (interval := _interval(row["start"], row["end"])):
            periods[row["issuer"]].add(interval)
    return [
        Reporting(iri, _peers(bodies[iri]), frozenset(held))
        for iri, held in periods.items()
        if iri in bodies and "/report/" not in iri
    ]


def _interval(start: str, end: str) -> Interval | None:
    try:
        return Interval(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None


_SORTS = (
    "dang-uy-khoi",
    "uy-ban-nhan-dan",
    "hoi-dong-nhan-dan",
    "so-",
    "ban-quan-ly",
    "cuc-",
    "chi-cuc",
    "thanh-tra",
)


def _peers(body: NamedBody) -> str:
    """Return the level and the sort of a body: committees go with committees, offices with offices."""
    folded = slug(body.name)
    named = parent_of(body.name)
    if named:
        sort = folded.removesuffix("-" + slug(named[1]))
    else:
        sort = next((s for s in _SORTS if folded.startswith(s)), "committee")
    return f"{level_of(body.name, body.province)} {sort}"
