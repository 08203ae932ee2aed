"""How far a number without a date reaches: the term or year in which no other directive can bear it.

A party body numbers each kind of document afresh each term, a state body each year. So two reports that
cite a number without a date mean one directive only where no new numbering can lie between them.
"""

from __future__ import annotations

from functools import cache

from kg.iri import slug
from kg.model import Identity
from kg.reference import Term, read_reference
from kg.register import DirectiveKey, is_of_state, when
from kg.resolve.records import Citation

UNDATED = "undated"
ANY = ""
"""The horizon of what is never numbered afresh: a law or rules known by name."""
# Congresses close within weeks of these days: the Centre's in January, those of provinces by October.
_CENTRAL_TURN, _LOCAL_TURN = "02-01", "11-01"


def horizon_of(citation: Citation) -> str:
    """Return the numbering in which a report cites: "2020-2025", "2023"; its own where it has no day."""
    if citation.identity.number is None:
        return ANY
    if not citation.known_by:
        return f"in-{slug(citation.report.rpartition('/')[2])[:12]}"
    return numbering_at(citation.key, citation.identity, citation.known_by)


def numbering_at(key: DirectiveKey, identity: Identity, day: str) -> str:
    """Return the numbering that ran on a day (or in a year, or month): a year, or a term by its years."""
    if is_of_state(identity):
        return day[:4]
    first, last = _term_years(key, day)
    return f"{first}-{last}"


def own_dating(citation: Citation) -> str:
    """Return what dates a mention by itself: "2016", "khoa-xii", "undated-2020-2025", "undated"."""
    dated = when(citation.identity)
    return undated_dating(citation) if dated == UNDATED else dated


def undated_dating(citation: Citation) -> str:
    """Return the dating of what nothing dates: it is shared within one numbering."""
    return "-".join(filter(None, (UNDATED, horizon_of(citation))))


def reaches(citation: Citation, issued: str) -> bool:
    """Tell whether a number cited without a date can by itself mean a directive of a day or year.

    Within one numbering it can; for a state body the year before counts too, since the reports of a year
    rest on decisions of the last December.
    """
    if citation.identity.number is None or not citation.known_by or not issued:
        return True
    if is_of_state(citation.identity):
        return int(citation.known_by[:4]) - int(issued[:4]) <= 1
    return numbering_at(citation.key, citation.identity, issued) == horizon_of(citation)


def _term_years(key: DirectiveKey, day: str) -> tuple[int, int]:
    """Return the years of the congresses between which a day lies, for the register's party body."""
    central = key.register.endswith("tw")
    turn = _CENTRAL_TURN if central else _LOCAL_TURN
    year = int(day[:4])
    # A bare year counts as its end: a report on a whole year is written after it.
    after = (day[5:] or "12-31") >= turn
    for term in _terms("TW" if central else "TU"):
        inside = term.first_year < year < term.last_year
        if inside or (year == term.first_year and after) or (year == term.last_year and not after):
            return term.first_year, term.last_year
    first = year - year % 5
    return first, first + 5


@cache
def _terms(register: str) -> tuple[Term, ...]:
    return tuple(t for t in read_reference().terms if t.register == register)
