"""What a user typed → the directive, body or report that it names, or the several that fit.

Accents and case are optional: "chi thi 05", `05-CT/TW`, `"Chỉ thị 05-CT/TW"`, `NQTW 4 khóa XII`,
`25-NQ/TW@2013`, `18-NQ/TU@Hà Tĩnh`, `tw/2016/05-ct-tw`, or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.content import content_path
from kg.errors import UsageError
from kg.iri import mint_directive, slug
from kg.reference import read_reference
from kg.register import family
from kg.store import Store
from kg.vocabulary import read_vocabulary

_SYMBOL = re.compile(r"(?:^|-)(\d+[a-z]?)-(?:((?:19|20)\d\d)-)?([a-z]+(?:-[a-z0-9]+)*)$")
_PLENUM = re.compile(r"(nqtw|kltw|qdtw)-0?(\d+)|(nghi-quyet|ket-luan|quy-dinh)-(?:.*-)?trung-uong-0?(\d+)")
_PLENUM_CODES = {"nghi-quyet": "nqtw", "ket-luan": "kltw", "quy-dinh": "qdtw"}
_DATED = re.compile(r"-?(?:ngay-)?(?:(\d{1,2})-)?(?:(\d{1,2})-)?(?:nam-)?((?:19|20)\d\d)$")
_TERM = re.compile(r"-?khoa-([ivx]+)$")
# Which of two bodies of one name: "Thành ủy Hải Phòng (từ ngày 01/7/2025)".
_LASTING = re.compile(r" \((?:đến|từ) ngày [\d/]+\)$")
_ISSUED_BY = re.compile(r"-cua-.*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that fits a name. `key` names it and nothing else, for the user to copy."""

    iri: str
    key: str
    label: str
    date: str | None = None
    title: str | None = None
    mentions: int = 0


class AmbiguousNameError(UsageError):
    """Several things fit a name; `choices` are they."""

    def __init__(self, typed: str, choices: Sequence[Choice]) -> None:
        super().__init__(
            f"«{typed}» có thể là {len(choices)} mục; hãy chọn một mã:",
            f"“{typed}” may be any of {len(choices)}; choose one by its key:",
        )
        self.choices = tuple(choices)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a typed name says of a directive."""

    symbols: tuple[str, ...]
    words: tuple[str, ...]
    year: str | None
    term: str | None
    scope: str | None


def find_directive(store: Store, typed: str) -> str:
    """Return the IRI of the one directive that fits. Raises UsageError; an ambiguous one has the choices."""
    return _only(typed, find_directives(store, typed), "văn bản", "directive")


def find_directives(store: Store, typed: str) -> tuple[Choice, ...]:
    """Return the directives that fit; those that reports cite go before those that are candidates only."""
    base = mint_directive(store.base, "")
    rows = _rows(store, "directives")
    exact = typed.removeprefix(base)
    found = [r for r in rows if r["directive"] == base + exact]
    if not found:
        wanted = _read_name(typed)
        found = [r for r in rows if _fits(wanted, r["directive"].removeprefix(base), r)]
    choices = [_directive_choice(store, base, row) for row in found]
    return tuple([c for c in choices if c.mentions] or choices)


def find_body(store: Store, typed: str) -> str:
    """Return the IRI of the one body that fits. Raises UsageError; AmbiguousNameError has the choices."""
    choices = find_bodies(store, typed)
    issuers = {r["issuer"] for r in _rows(store, "known-reports") if "issuer" in r}
    reporting = [c for c in choices if c.iri in issuers]
    return _only(typed, reporting or choices, "cơ quan", "body")


def find_bodies(store: Store, typed: str) -> tuple[Choice, ...]:
    """Return the bodies of that name; without one, those whose name has all the words."""
    base = f"{store.base}id/"
    here = f"{store.base}graph/resolution"
    rows = [r for r in _rows(store, "known-bodies") if r["resolution"] == here]
    wanted = slug(_spelled_out(typed))
    found = (
        [r for r in rows if typed in (r["body"], r["body"].removeprefix(base))]
        or [r for r in rows if slug(_LASTING.sub("", r["label"])) == wanted]
        or [r for r in rows if set(wanted.split("-")) <= set(slug(r["label"]).split("-"))]
    )
    return tuple(Choice(r["body"], r["body"].removeprefix(base), r["label"]) for r in found)


def find_reports(store: Store, typed: str) -> tuple[Choice, ...]:
    """Return the reports that a file name, a symbol or the beginning of a text's hash names."""
    base = f"{store.base}id/report/"
    rows = _rows(store, "known-reports")
    wanted, key = typed.rpartition("/")[2], typed.removeprefix(base).removeprefix("report/")
    found = (
        [r for r in rows if r["report"].removeprefix(base) == key]
        or [r for r in rows if wanted in (r["source"], r["source"].rpartition(".")[0])]
        or [r for r in rows if slug(r.get("symbol", "")) == slug(typed)]
        or [r for r in rows if len(key) >= 6 and r["report"].removeprefix(base).startswith(key)]
    )
    return tuple(
        Choice(r["report"], r["report"].removeprefix(base)[:12], r["source"], title=r.get("title"))
        for r in found
    )


def complete_directives(store: Store, begun: str) -> list[tuple[str, str]]:
    """Return (what to type, label) for shell completion."""
    base = mint_directive(store.base, "")
    found = []
    for row in _rows(store, "directives"):
        symbol = row["key"].partition("/")[2]
        if symbol.startswith(slug(begun)) if begun else True:
            found.append((row["directive"].removeprefix(base), row["label"]))
    return found


def _only(typed: str, choices: Sequence[Choice], vi: str, en: str) -> str:
    if not choices:
        raise UsageError(f"Không thấy {vi} «{typed}» trong kho.", f"No {en} “{typed}” in the store.")
    if len(choices) > 1:
        raise AmbiguousNameError(typed, choices)
    return choices[0].iri


def _rows(
    store: Store, name: str, bindings: Mapping[str, ox.NamedNode] | None = None
) -> list[dict[str, str]]:
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query, bindings)
    ]


def _directive_choice(store: Store, base: str, row: Mapping[str, str]) -> Choice:
    bound = {"directive": ox.NamedNode(row["directive"])}
    details = _rows(store, "directive", bound)[0]
    counted = _rows(store, "directive-mentions", bound)
    return Choice(
        row["directive"],
        row["directive"].removeprefix(base),
        row["label"],
        details.get("date"),
        details.get("title"),
        int(counted[0]["mentions"]) if counted else 0,
    )


def _read_name(typed: str) -> _Wanted:
    """Take a name apart: qualifiers after @ or at the end, then symbol, plenum or words."""
    head, *qualifiers = typed.split("@")
    year = term = scope = None
    for qualifier in qualifiers:
        found_year, found_term, rest = _read_end(slug(qualifier))
        year, term, scope = year or found_year, term or found_term, scope or rest or None
    found_year, found_term, rest = _read_end(slug(_spelled(head)))
    if _ISSUED_BY.search(rest):
        dated_year, dated_term, rest = _read_end(_ISSUED_BY.sub("", rest))
        found_year, found_term = found_year or dated_year, found_term or dated_term
    year, term = year or found_year, term or found_term
    symbols = _symbols(rest)
    if match := _SYMBOL.search(rest):
        year = year or match[2]
    words = tuple(w for w in rest.split("-") if w != "so")
    return _Wanted(symbols, () if symbols else words, year, term, scope)


def _spelled(head: str) -> str:
    """Part "NQTW 4" and "NQ TW4" alike; leave out what users type around a symbol."""
    return re.sub(r"\b(nq|kl|qđ)\s*(?:tw|trung ương)\s*(\d)", r"\1tw \2", head, flags=re.IGNORECASE)


def _read_end(words: str) -> tuple[str | None, str | None, str]:
    """Return year, term, and the words before them: "nqtw-4-khoa-xii" → (None, "xii", "nqtw-4")."""
    year = term = None
    if match := _TERM.search(words):
        term, words = match[1], words[: match.start()]
    if match := _DATED.search(words):
        year, words = match[3], words[: match.start()]
    if match := _TERM.search(words):
        term, words = match[1], words[: match.start()]
    return year, term, words


def _symbols(words: str) -> tuple[str, ...]:
    """Return the folded symbols that the words may mean: "chi-thi-so-05" → "05-ct"."""
    if match := _PLENUM.search(words):
        code = match[1] or _PLENUM_CODES[match[3]]
        return (f"{code}-{match[2] or match[4]}",)
    if match := _SYMBOL.search(words):
        return (f"{_padded(match[1])}-{_one_family(match[3])}",)
    if match := re.search(r"^(.+?)-(?:so-)?(\d+[a-z]?)$", words):
        codes = {code for form, code in _kind_codes() if form == match[1].removesuffix("-so")}
        return tuple(sorted(f"{_padded(match[2])}-{code}" for code in codes))
    return ()


def _padded(number: str) -> str:
    bare = number.lstrip("0") or "0"
    return bare if len(bare) > 1 else "0" + bare


def _one_family(codes: str) -> str:
    head, _, tail = codes.partition("-")
    return "-".join(filter(None, (slug(family("QĐi")) if head == "qdi" else head, tail)))


@cache
def _kind_codes() -> tuple[tuple[str, str], ...]:
    forms = read_vocabulary().codes_by_form("kind")
    return tuple((slug(form), slug(family(code))) for form, code in forms.items())


def _fits(wanted: _Wanted, path: str, row: Mapping[str, str]) -> bool:
    register, dated = path.split("/")[:2]
    symbol = row["key"].partition("/")[2]
    if wanted.symbols:
        if not any(symbol == s or symbol.startswith(s + "-") for s in wanted.symbols):
            return False
    elif not wanted.words or not set(wanted.words) <= set(slug(row["label"]).split("-")):
        return False
    if wanted.year and wanted.year != dated[:4]:
        return False
    if wanted.term and not _is_of_term(dated, wanted.term):
        return False
    return not wanted.scope or f"-{wanted.scope}" in register


def _is_of_term(dated: str, term: str) -> bool:
    year = dated[:4]
    if not year.isdigit():
        return dated == f"khoa-{term}"
    terms: Iterable[tuple[int, int]] = (
        (t.first_year, t.last_year)
        for t in read_reference().terms
        if t.register == "TW" and t.numeral.lower() == term
    )
    return any(first <= int(year) <= last for first, last in terms)


def _spelled_out(typed: str) -> str:
    """Spell out a code at the beginning: "TU Hải Dương" → "Tỉnh ủy Hải Dương"."""
    head, _, rest = typed.strip().partition(" ")
    names = {b.code.casefold(): b.name for b in read_reference().bodies}
    return f"{names[head.casefold()]} {rest}" if head.casefold() in names else typed
