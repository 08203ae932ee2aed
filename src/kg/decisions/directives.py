"""How a directive is written in a decision: its path, or its symbol with the year in which it was issued."""

from __future__ import annotations

import re

from kg.dates import read_day
from kg.errors import UsageError
from kg.iri import slug
from kg.model import Identity
from kg.province import find_province
from kg.reference import read_reference
from kg.register import DirectiveKey, directive_path, suffix_code, symbol_slug

_PATH = re.compile(r"[a-z0-9-]+/(?:(?:19|20)\d\d|khoa-[a-z0-9-]+|undated)/[a-z0-9-]+")
_PARTY = re.compile(r"0*(?P<number>\d+[a-z]?)-(?P<abbr>[^\W\d_]+)/(?P<suffix>[^\W\d_-]+)")
_STATE = re.compile(
    r"0*(?P<number>\d+[a-z]?)/(?:(?P<year>\d{4})/)?(?P<abbr>[^\W\d_]+)-(?P<suffix>[^\W\d_-]+)"
)


def directive_path_of(written: str) -> str | None:
    """Return the path that a path or a dated symbol means, or null for anything else.

    `tw/2013/25-nq-tw` is itself; `25-NQ/TW@2013`, `05-CT/TW@15/5/2016`, `18-NQ/TU@Hà Tĩnh@2017` name the
    register by the issuer's code, and the province where the issuer is a province's.
    """
    if _PATH.fullmatch(written):
        return written
    symbol, *said = (part.strip() for part in written.split("@"))
    found = _PARTY.fullmatch(symbol) or _STATE.fullmatch(symbol)
    if found and (year := found.groupdict().get("year")) and year not in said:
        said.append(year)
    days = [day for part in said if (day := read_day(part, last=False))]
    places = [part for part in said if not read_day(part, last=False)]
    if not found or len(days) != 1:
        return None
    identity = Identity(found["abbr"], found["number"], found["suffix"])
    register = _register(suffix_code(identity.abbr, identity.suffix), places)
    return register and directive_path(DirectiveKey(register, symbol_slug(identity)), days[0][:4])


def _register(code: str, places: list[str]) -> str | None:
    """Return whose numbering it is: the Centre's codes stand alone, a province's need the province."""
    levels = {slug(issuer.code): issuer.level for issuer in read_reference().issuers}
    if levels.get(code) == "centre" and not places:
        return code
    if levels.get(code) != "province" or code == "bcd" or len(places) != 1:
        return None
    try:
        return f"{code}-{slug(find_province(places[0]))}"
    except UsageError:
        return None
