"""Which numbering a directive belongs to: the part of its identity that needs no date.

A body numbers each kind of document afresh each term (party) or year (state). So a directive is named
by its register (whose numbering), its symbol in it, and when it was issued. What the report leaves
open (an unnamed province, a committee named by its kind alone) gets a register of that report's own,
which meets no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.body import is_central, is_class, level_of, place_body
from kg.iri import slug
from kg.model import Identity, Mention, Report
from kg.reference import read_reference

# A plenum's or congress's resolution is named by the meeting, and so by its term, not by a number of a year.
BY_TERM = frozenset({"NQTW", "KLTW", "QĐTW", "NQĐH"})
_MINISTRY = re.compile(
    r"b(ca|ct|tc|nv|tp|yt|xd|qp|ng|nn|nnptnt|gtvt|gddt|khdt|khcn|tttt|vhttdl|ldtbxh|tnmt)|ubdt|nhnn|tandtc|"
    r"vksndtc|tldldvn|tld"
)
# Many bodies of one province write the same code, so the code and the province do not name the numbering.
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
_STATE = re.compile(r"^(cp|ttg|qh\d*|ubtvqh\d*|ctn|ubnd|hdnd|b(?!tv|tc?tw|dv|nc|cd|tg)[a-z]+|s[a-z]+)\b")


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
    term = f"khoa-{slug(identity.term)}" if identity.term else None
    year = str(identity.year) if identity.year else None
    return (term or year if identity.abbr in BY_TERM else year or term) or "undated"


def directive_path(key: DirectiveKey, dated: str) -> str:
    """Return the directive's path in its IRI; the symbols of decrees and circulars hold their year."""
    symbol = key.symbol
    if dated.isdigit() and (parts := re.fullmatch(r"(\d+[a-z]?)-((?:nd|tt|ttlt)-.+)", symbol)):
        symbol = f"{parts[1]}-{dated}-{parts[2]}"
    return f"{key.register}/{dated}/{symbol}"


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
        return _LOWER_PLACE.search(mention.issuer) is not None
    own = report.header.issuer
    return own is not None and level_of(own, report.header.province) in ("district", "commune")


def _lower_register(mention: Mention, code: str) -> str | None:
    """The numbering of a named district or commune: its place and province; null where it is not named."""
    place = _TYPE_WORDS.sub("", (mention.issuer or "").strip() + " ", count=1).strip()
    scope = slug(mention.identity.scope or "")
    if not place or slug(place) in (scope, "x"):
        return None
    return f"{code}-{slug(place)}" if scope in slug(place) else f"{code}-{slug(place)}-{scope}"


def _own_register(code: str, report: Report) -> str:
    return "-".join(filter(None, (code, "in", report.document.text_sha256[:12])))
