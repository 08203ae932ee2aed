"""Which numbering a directive belongs to: the part of its identity that needs no date.

A body numbers each kind of document afresh each term (party) or year (state). So a directive is named
by its register (whose numbering), its symbol in it, and when it was issued. What the report leaves
open (an unnamed province, a committee named by its kind alone) gets a register of that report's own,
which meets no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.body import is_central, is_class, level_of, lineage, place_body
from kg.changes import Named, is_city, renewals
from kg.iri import slug
from kg.model import Identity, Mention, Report
from kg.reference import read_communes, read_reference

# What dates a directive of which only the term is known: "khoa-xii".
TERM = "khoa-"
# A plenum's or congress's resolution is named by the meeting, and so by its term, not by a number of a year.
BY_TERM = frozenset({"NQTW", "KLTW", "QĐTW", "NQĐH"})
_MINISTRY = re.compile(
    r"b(ca|ct|tc|nv|tp|yt|xd|qp|ng|nn|nnptnt|gtvt|gddt|khdt|khcn|tttt|vhttdl|ldtbxh|tnmt)|ubdt|nhnn|tandtc|"
    r"vksndtc|tldldvn|tld"
)
# Many bodies of one province write the same code, so the code and the province do not name the numbering.
_WHOLE_DAY = 10
_COMMUNE_CODES = ("du", "hdnd", "ubnd")
_LOWER = frozenset(("hu", "thu", "qu", "txu", "du", "dub", "bcd", "cb", "db"))
_LOWER_PLACE = re.compile(r"\b(huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\b", re.IGNORECASE)
_NATIONAL = re.compile(r"toàn quốc|của Đảng|Đảng Cộng sản|Trung ương", re.IGNORECASE)
_OWN_CONGRESS = re.compile(r"Đảng bộ|tỉnh|thành phố|huyện|quận|xã|phường|Khối|cơ sở|chi bộ", re.IGNORECASE)
_OTHER_CONGRESS = re.compile(
    r"\b(hội|đoàn|công đoàn|liên đoàn|mặt trận|khối|cơ sở|chi bộ)\b(?! đại biểu)", re.IGNORECASE
)
_TYPE_WORDS = re.compile(
    r"^(ban thường vụ |ban chấp hành |thường trực |ban chỉ đạo )?"
    r"(đảng bộ |huyện ủy |thành ủy |thị ủy |quận ủy |đảng ủy )?"
    r"(ủy ban nhân dân |hội đồng nhân dân |ubnd |hđnd )?"
    r"(huyện |thị xã |quận |xã |phường |thị trấn |thành phố )?",
    re.IGNORECASE,
)
# The Party's bodies that write "TW" and share its numbering; others of the Centre number on their own.
_LEADING = frozenset(("TW", "BCHTW", "BCT", "BBT"))
_SYMBOLS = (
    re.compile(r"(?P<number>\d+[a-zđ]?)-(?P<abbr>[^\W\d_]+)/(?P<suffix>[^\s/]+)"),
    re.compile(r"(?P<number>\d+[a-zđ]?)(?:/(?P<year>\d{4}))?/(?P<abbr>[^\W\d_]+)-(?P<suffix>[^\s/]+)"),
    re.compile(r"(?P<word>[^\d]+) (?P<number>\d+)/(?P<year>\d{4})/(?P<suffix>(?:UBTV)?QH\d+)"),
)
_ASSEMBLY_KINDS = {"luật": "L", "bộ luật": "L", "nghị quyết": "NQ", "pháp lệnh": "PLệnh"}
_STATE = re.compile(
    # A ministry's code begins with b, as those of the Party's commissions do: BTC, but not BTCTW, BDVTU.
    r"^(cp|ttg|qh\d*|ubtvqh\d*|ctn|ubnd|hdnd|b(?!tv|dv|nc|cd|tg)[a-z]+|s[a-z]+)\b(?<!t[uw])"
)


@dataclass(frozen=True, slots=True, order=True)
class DirectiveKey:
    """Register and symbol as slugs: ("tw", "05-ct-tw"). Two directives can share it, at different dates."""

    register: str
    symbol: str

    def __str__(self) -> str:
        return f"{self.register}/{self.symbol}"


def directive_key(mention: Mention, report: Report) -> DirectiveKey:
    """Return what names a mention's directive, apart from its date."""
    code = suffix_code(mention.identity.abbr, mention.identity.suffix)
    register = _register(mention, report, code) or _own_register(code, report)
    symbol = symbol_slug(mention.identity)
    if register == "tw" and mention.identity.number and not code and mention.identity.abbr not in BY_TERM:
        symbol += "-tw"  # "Chỉ thị 05 của Bộ Chính trị": the issuer stands for the code
    return DirectiveKey(register, symbol)


def key_of_symbol(abbr: str, number: str, suffix: str) -> DirectiveKey:
    """Return the key of a central directive that is known by its symbol alone."""
    return DirectiveKey(suffix_code(abbr, suffix), symbol_slug(Identity(abbr, number, suffix)))


def read_symbol(printed: str) -> Identity | None:
    """Return what a printed symbol says, null where it has no shape of one.

    "05-CT/TW", "130/2020/NĐ-CP", "26/NQ-CP", "Nghị quyết 202/2025/QH15": acts of the National Assembly
    name their kind by the word before the number.
    """
    found = next((m.groupdict() for pattern in _SYMBOLS if (m := pattern.fullmatch(printed))), None)
    if found is None:
        return None
    abbr = found.get("abbr") or _ASSEMBLY_KINDS.get((found.get("word") or "").lower())
    number, year = (found["number"] or "").lstrip("0"), found.get("year")
    return Identity(abbr, number, found["suffix"], year=int(year) if year else None) if abbr else None


def suffix_code(abbr: str, suffix: str | None) -> str:
    """Return the issuer's code, folded: ("NĐ", "NĐ-CP") → "cp"; "" where the symbol names none."""
    if not suffix:
        return ""
    code = slug(suffix.replace("TƯ", "TW").replace("T.Ư", "TW"))
    return code.removeprefix(slug(abbr) + "-").removeprefix("qd-").removeprefix("nq-")


def symbol_slug(identity: Identity) -> str:
    """Return the symbol without year, folded: "05-ct-tw", "130-nd-cp", "nqtw-6", or the slug of its name.

    QĐ and QĐi are one here: the symbols of one regulation are printed both ways.
    """
    code, abbr = suffix_code(identity.abbr, identity.suffix), slug(family(identity.abbr))
    if identity.abbr in BY_TERM:
        return "-".join(filter(None, (abbr, identity.number and slug(identity.number))))
    if identity.number:
        number = slug(identity.number)
        return "-".join(filter(None, (number if len(number) > 1 else "0" + number, abbr, code)))
    return slug(identity.name) if identity.name else abbr


def family(abbr: str) -> str:
    """Return the code under which a kind is numbered: "QĐi" → "QĐ"."""
    return "QĐ" if abbr == "QĐi" else abbr


def when(identity: Identity) -> str:
    """Return the part of the IRI that dates a directive: "2016", "khoa-xii" or "undated"."""
    term = f"{TERM}{slug(identity.term)}" if identity.term else None
    year = str(identity.year) if identity.year else None
    return (term or year if identity.abbr in BY_TERM else year or term) or "undated"


def issue_period(key: DirectiveKey, date: str) -> str:
    """Return what dates a directive of this ISO date: its year, or its month in the year that its body began.

    Bodies of a merged province and of the new communes number afresh from 1 July 2025, and once more from
    their congress in the autumn, so 03-NQ/TU of March, of August and of November 2025 are three:
    ("tu-hai-phong", "2025-11-20") → "2025-11". A date without a day tells no more than its year, and later
    years need no mark.
    """
    if len(date) < _WHOLE_DAY or not (body := _numbering_body(key.register)):
        return date[:4]
    began = any(c.date <= date and c.date[:4] == date[:4] for c in renewals(body))
    return date[:7] if began else date[:4]


def is_renewed_in(key: DirectiveKey, year: int) -> bool:
    """Tell whether numbers start afresh within a year, so that the year alone names no directive."""
    body = _numbering_body(key.register)
    return body is not None and any(c.date[:4] == str(year) for c in renewals(body))


def directive_path(key: DirectiveKey, dated: str) -> str:
    """Return the directive's path in its IRI; the symbols of decrees and circulars hold their year."""
    symbol, year = key.symbol, dated[:4]
    if year.isdigit() and (parts := re.fullmatch(r"(\d+[a-z]?)-((?:nd|tt|ttlt)-.+)", symbol)):
        symbol = f"{parts[1]}-{year}-{parts[2]}"
    return f"{key.register}/{dated}/{symbol}"


def basis_path(symbol: str, date: str, province: str | None) -> str | None:
    """Return the path of the directive that a symbol of the reference tables means, or null.

    "202/2025/QH15" names its year itself; "321-QĐ/TW" and "983-QĐ/TU" are of the year of `date`, the latter
    of the province.
    """
    if law := re.fullmatch(r"(\d+)/(\d{4})/(QH\d+)", symbol):
        return directive_path(key_of_symbol("NQ", law[1], law[3]), law[2])
    parts = re.fullmatch(r"(\d+)-([^/]+)/(TW|TU)", symbol)
    if parts is None or (parts[3] == "TU" and province is None):
        return None
    key = key_of_symbol(parts[2], parts[1], parts[3])
    register = f"{key.register}-{slug(province)}" if parts[3] == "TU" and province else key.register
    return directive_path(DirectiveKey(register, key.symbol), date[:4])


def printed_symbol(identity: Identity) -> str | None:
    """Return the symbol as offices print it: "05-CT/TW", "130/2020/NĐ-CP", "3433/QĐ-UBND"."""
    if not identity.number or identity.abbr in BY_TERM:
        return None
    number = identity.number if len(identity.number) > 1 else "0" + identity.number
    suffix = identity.suffix and re.sub(rf"^{re.escape(identity.abbr)}-", "", identity.suffix)
    if not suffix:
        return f"{number}-{identity.abbr}"
    if not _STATE.match(suffix_code(identity.abbr, suffix)):
        return f"{number}-{identity.abbr}/{suffix}"
    year = f"/{identity.year}" if identity.abbr in ("NĐ", "TT", "TTLT") and identity.year else ""
    return f"{number}{year}/{identity.abbr}-{suffix}"


def _register(mention: Mention, report: Report, code: str) -> str | None:
    """Return the register that the mention names, or null where it is open."""
    identity = mention.identity
    if identity.abbr == "NQĐH":
        return _congress_register(mention)
    if identity.abbr in BY_TERM:
        return "tw" if identity.scope is None else f"tu-{slug(identity.scope)}"
    if identity.abbr == "ĐLĐ":
        return "tw"
    if _is_central_code(identity.abbr, code):
        return code
    if not identity.number and not identity.name:
        return None
    if not code and identity.scope is None:
        return _unsigned_register(mention)
    if identity.scope is None:
        return None
    if not code:
        return _issuer_register(mention)
    if code in _LOWER or _is_lower_state(mention, report, code):
        return _lower_register(mention, code)
    return f"{code}-{slug(identity.scope)}"


def _is_central_code(abbr: str, code: str) -> bool:
    if abbr in ("TT", "TTLT", "L", "HP", "PL", "PLệnh") and code:
        return True
    bare = re.sub(r"\d+$", "", code)
    return code.endswith("tw") or bare in _central_codes() or _MINISTRY.fullmatch(bare) is not None


@cache
def _central_codes() -> frozenset[str]:
    return frozenset(slug(b.code) for b in read_reference().bodies if b.level == "centre")


def _congress_register(mention: Mention) -> str | None:
    """A congress resolution is the Party's, or that of the party organization which held the congress."""
    identity, words = mention.identity, f"{mention.surface} {mention.issuer or ''}".replace("Đại hội", "")
    words = words.replace("đại hội", "")
    if identity.scope is not None:
        if _OTHER_CONGRESS.search(words):
            return _issuer_register(mention)
        if _LOWER_PLACE.search(words):
            return _lower_register(mention, "dh")
        return f"tu-{slug(identity.scope)}"
    national = identity.suffix == "TW" or (_NATIONAL.search(words) and not _OWN_CONGRESS.search(words))
    return "tw" if national else None


def _unsigned_register(mention: Mention) -> str | None:
    """Laws and the party statutes are named without a symbol, and mean one document wherever cited."""
    if mention.identity.abbr in ("L", "HP", "PL", "PLệnh", "BL") and mention.identity.name:
        return "qh"
    return _issuer_register(mention) if mention.issuer and is_central(mention.issuer) else None


def _issuer_register(mention: Mention) -> str | None:
    """A document that prints no code is known by who issued it; null where the report does not say."""
    if not mention.issuer or is_class(mention.issuer):
        return None
    if is_central(mention.issuer):
        return _central_register(mention.issuer)
    place = place_body(mention.issuer, mention.identity.scope, "")
    return place.path.removeprefix("body/")


def _central_register(issuer: str) -> str:
    """The Party's leading bodies share one numbering; a ministry has its own."""
    folded = slug(issuer)
    for body in read_reference().bodies:
        if body.level == "centre" and folded in map(slug, body.forms):
            return "tw" if body.code in _LEADING else slug(body.code)
    return folded


def _is_lower_state(mention: Mention, report: Report, code: str) -> bool:
    """A district's and a commune's council and committee write the province's codes."""
    if code not in ("ubnd", "hdnd"):
        return False
    if mention.issuer:
        return _LOWER_PLACE.search(mention.issuer) is not None or _is_of_city(mention, code)
    own = report.header.issuer
    return own is not None and level_of(own, report.header.province) in ("district", "commune")


def _lower_register(mention: Mention, code: str) -> str | None:
    """The numbering of a named district or commune: its place and province; null where it is not named."""
    place = _TYPE_WORDS.sub("", (mention.issuer or "").strip() + " ", count=1).strip()
    scope = slug(mention.identity.scope or "")
    if not place or slug(place) == "x":
        return None
    if slug(place) == scope:
        return f"{code}-{scope}-{scope}" if _is_of_city(mention, code) else None
    return f"{code}-{slug(place)}" if scope in slug(place) else f"{code}-{slug(place)}-{scope}"


def _is_of_city(mention: Mention, code: str) -> bool:
    """Tell whether a city within a province issued a directive; many are called like their province."""
    province = mention.identity.scope
    named = code == "thu" or "thành phố" in (mention.issuer or "").lower()
    return named and province is not None and not is_city(province)


@lru_cache(maxsize=4096)
def _numbering_body(register: str) -> Named | None:
    """Return the local body that numbers in a register, or null where the register alone does not show it."""
    for province in _provinces_today():
        code = register.removesuffix(f"-{slug(province)}")
        if code == register:
            continue
        if name := _provincial_issuers().get(code):
            return lineage(f"{name} {province}", province)
        head, _, place = code.partition("-")
        if head in _COMMUNE_CODES and (place, slug(province)) in _communes():
            return lineage(f"Đảng ủy xã {place}", province)
    return None


@cache
def _provinces_today() -> tuple[str, ...]:
    """Return the provinces since July 2025, the longest names first: no name may end another's register."""
    return tuple(sorted({p.successor for p in read_reference().provinces}, key=lambda p: (-len(p), p)))


@cache
def _provincial_issuers() -> dict[str, str]:
    """Return {code: name of the body} of those that sign for a whole province."""
    found = {slug(i.code): i.name for i in read_reference().issuers if i.level == "province"}
    return {code: name if level_of(name, None) else f"{name} tỉnh" for code, name in found.items()}


@cache
def _communes() -> frozenset[tuple[str, str]]:
    return frozenset((slug(c.name), slug(c.province)) for c in read_communes().since_2025)


def _own_register(code: str, report: Report) -> str:
    return "-".join(filter(None, (code, "in", report.document.text_sha256[:12])))


def is_own(key: DirectiveKey) -> bool:
    """Tell whether a numbering is one report's own, since the report leaves open whose it is."""
    return re.search(r"(^|-)in-[0-9a-f]{12}$", key.register) is not None


def is_of_state(identity: Identity) -> bool:
    """Tell whether a symbol is written as state bodies write theirs, who number each year afresh."""
    return _STATE.match(suffix_code(identity.abbr, identity.suffix)) is not None


def key_of_path(path: str) -> tuple[DirectiveKey, str]:
    """Take a directive's path apart: "cp/2020/130-2020-nd-cp" → (("cp", "130-nd-cp"), "2020")."""
    register, dated, symbol = path.split("/")
    if parts := re.fullmatch(rf"(\d+[a-z]?)-{re.escape(dated)}-((?:nd|tt|ttlt)-.+)", symbol):
        symbol = f"{parts[1]}-{parts[2]}"
    return DirectiveKey(register, symbol), dated
