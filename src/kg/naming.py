"""What a user typed → the directive, body or report that it names, or the several that fit.

Accents and case are optional: "chi thi 05", `05-CT/TW`, `"Chỉ thị 05-CT/TW"`, `NQTW 4 khóa XII`,
`25-NQ/TW@2013`, `18-NQ/TU@Hà Tĩnh`, `tw/2016/05-ct-tw`, or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pyoxigraph as ox

from kg.content import content_path
from kg.errors import UsageError
from kg.iri import ONTOLOGY, mint_directive, slug
from kg.name_keys import name_words, whole_name_key
from kg.reference import read_reference
from kg.register import family
from kg.store import Store
from kg.vocabulary import read_vocabulary

_SYMBOL = re.compile(r"(?:^|-)(\d+[a-z]?)-(?:((?:19|20)\d\d)-)?([a-z]+(?:-[a-z0-9]+)*)$")
_PLENUM = re.compile(r"(nqtw|kltw|qdtw)-0?(\d+)|(nghi-quyet|ket-luan|quy-dinh)-(?:.*-)?trung-uong-0?(\d+)")
_PLENUM_CODES = {"nghi-quyet": "nqtw", "ket-luan": "kltw", "quy-dinh": "qdtw"}
_DATED = re.compile(r"-?(?:ngay-)?(?:(\d{1,2})-)?(?:(\d{1,2})-)?(?:nam-)?((?:19|20)\d\d)$")
_TERM = re.compile(r"-?khoa-([ivx]+)$")
_ISSUED_BY = re.compile(r"-cua-.*$")
_IRI = re.compile(r"[^\s<>\"{}|^`\\]+")

_GRAPH = "resolution"
_NAME_KEY, _IS_ALIAS_OF = f"{ONTOLOGY}nameKey", f"{ONTOLOGY}isAliasOf"
_TO_DIRECTIVE, _REPORTING_BODY = f"{ONTOLOGY}toDirective", f"{ONTOLOGY}reportingBody"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DIRECTIVE, _BODY = ox.NamedNode(f"{ONTOLOGY}Directive"), ox.NamedNode(f"{ONTOLOGY}Body")
# Words that stand in the names of most bodies and kinds: the others tell more.
_COMMON = frozenset(("tinh", "thanh", "huyen", "xa", "phuong", "dang", "uy", "ban", "nghi", "quyet"))
_OFFERED = 50
_MOST_BODIES = 2000
_MOST_DIGITS = 3


MOST_CHOICES = 100
"""Of a name that fits more things, the rest is left out: nobody reads on."""


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
        number = f"{len(choices)}+" if len(choices) == MOST_CHOICES else f"{len(choices)}"
        super().__init__(
            f"«{typed}» có thể là {number} mục; hãy chọn một mã:",
            f"“{typed}” may be any of {number}; choose one by its key:",
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
    """Return the directives that fit; those that reports cite go before those that are candidates only.

    No more than MOST_CHOICES are returned, of this and of the functions below.
    """
    base = mint_directive(store.base, "")
    found = _exact_directives(store, base + typed.strip().removeprefix(base))
    if not found:
        wanted = _read_name(typed)
        found = [d for d in _directives_named(store, wanted) if _fits(wanted, d.removeprefix(base))]
    cited = [d for d in found if store.has(_GRAPH, None, _TO_DIRECTIVE, ox.NamedNode(d))]
    return tuple(_directive_choice(store, base, d) for d in (cited or found)[:MOST_CHOICES])


def find_body(store: Store, typed: str) -> str:
    """Return the IRI of the one body that fits; one that reports goes before those that do not.

    Raises UsageError; AmbiguousNameError has the choices.
    """
    found = _bodies_named(store, typed)
    reporting = [b for b in found if store.has(_GRAPH, None, _REPORTING_BODY, ox.NamedNode(b))]
    # Of so many that not all were looked at, the only one that reports may not be the only one.
    known = found if len(found) == _MOST_BODIES else reporting or found
    return _only(typed, _body_choices(store, known), "cơ quan", "body")


def find_bodies(store: Store, typed: str) -> tuple[Choice, ...]:
    """Return the bodies of that name; without one, those whose name has all the words."""
    return _body_choices(store, _bodies_named(store, typed))


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
    """Return (what to type, label) for shell completion: some of the directives whose symbol begins so."""
    base = mint_directive(store.base, "")
    begun = begun.strip().removeprefix(base)
    if begun.count("/") > 1:
        directives = _exact_directives(store, base + begun)
    elif not begun:
        directives = sorted(islice(store.iter_subjects(_GRAPH, _TYPE, _DIRECTIVE), _OFFERED))
    else:
        directives = _directives_begun(store, slug(begun))
    return [(directive.removeprefix(base), _label(store, directive)) for directive in directives]


def complete_bodies(store: Store, begun: str) -> list[tuple[str, str]]:
    """Return (what to type, name) for shell completion: bodies whose name has the words, the last one begun.

    As long as no word is whole, only bodies that report are offered.
    """
    base = f"{store.base}id/"
    *words, last = slug(begun.strip().removeprefix("body/")).split("-") if begun.strip() else [""]
    bodies = _having(store, "body/", words) if words else store.iter_values(_GRAPH, _REPORTING_BODY)
    found: set[str] = set()
    for body in bodies:
        # The IRI holds the words of the name, and is at hand.
        if any(word.startswith(last) for word in body.rpartition("/")[2].split("-")):
            found.add(body)
        if len(found) == _OFFERED:
            break
    return [(body.removeprefix(base), _label(store, body)) for body in sorted(found)]


def _only(typed: str, choices: Sequence[Choice], vi: str, en: str) -> str:
    if not choices:
        raise UsageError(f"Không thấy {vi} «{typed}» trong kho.", f"No {en} “{typed}” in the store.")
    if len(choices) > 1:
        raise AmbiguousNameError(typed, choices)
    return choices[0].iri


def _rows(store: Store, name: str) -> list[dict[str, str]]:
    query = (content_path("queries") / "internal" / f"{name}.rq").read_text(encoding="utf-8")
    return [
        {column: term.value for column, term in row.items() if term is not None}
        for row in store.select(query)
    ]


def _bodies_named(store: Store, typed: str) -> list[str]:
    base = f"{store.base}id/"
    iri, name = base + typed.strip().removeprefix(base), _spelled_out(typed)
    return (
        [iri] * _is_a(store, iri, _BODY)
        or sorted(_having(store, "body/", (whole_name_key(name),)))
        or sorted(islice(_having(store, "body/", name_words(name)), _MOST_BODIES))
    )


def _body_choices(store: Store, bodies: Sequence[str]) -> tuple[Choice, ...]:
    base = f"{store.base}id/"
    return tuple(Choice(b, b.removeprefix(base), _label(store, b)) for b in bodies[:MOST_CHOICES])


def _exact_directives(store: Store, iri: str) -> list[str]:
    """Return the directive of an IRI or, where it is another's alias, that one."""
    if _is_a(store, iri, _DIRECTIVE):
        return [iri]
    return store.objects(_GRAPH, iri, _IS_ALIAS_OF) if _IRI.fullmatch(iri) else []


def _is_a(store: Store, iri: str, kind: ox.NamedNode) -> bool:
    """Tell whether what was typed is the IRI of such a thing; other words are no IRI at all."""
    return bool(_IRI.fullmatch(iri)) and store.has(_GRAPH, iri, _TYPE, kind)


def _directives_named(store: Store, wanted: _Wanted) -> list[str]:
    """Return the directives that have one of the symbols, else all of the words."""
    if wanted.symbols:
        return sorted({d for symbol in wanted.symbols for d in _having(store, "directive/", (symbol,))})
    return sorted(_having(store, "directive/", wanted.words))


def _having(store: Store, kind: str, keys: Sequence[str]) -> Iterator[str]:
    """Yield the subjects of a kind that have all the name keys, in no order; for no key none."""
    if not all(keys) or not keys:
        return iter(())
    # The longest word is mostly the rarest; what it finds is then asked for the others.
    first, *others = sorted(set(keys), key=lambda key: (key in _COMMON, -len(key), key))
    found = store.iter_subjects(_GRAPH, _NAME_KEY, ox.Literal(first))
    begins = (f"{store.base}id/{kind}", f"{store.base}id/report/")
    literals = [ox.Literal(key) for key in others]
    return (
        subject
        for subject in found
        if subject.startswith(begins) and all(store.has(_GRAPH, subject, _NAME_KEY, k) for k in literals)
    )


def _directives_begun(store: Store, begun: str) -> list[str]:
    """Return some directives whose folded symbol begins so: "05-c", or the number "1", also of "128-…"."""
    number, _, rest = begun.partition("-")
    found: list[str] = []
    for each in _numbers_begun(number, whole=bool(rest)):
        for directive in _having(store, "directive/", (each,)):
            symbol = directive.rpartition("/")[2]
            if not rest or symbol.startswith(f"{each}-{rest}"):
                found.append(directive)
        if len(found) >= _OFFERED:
            break
    return sorted(found[:_OFFERED])


def _numbers_begun(number: str, *, whole: bool) -> list[str]:
    """Return the numbers, or words, that "1" may begin: "1", "01", "10" … "19", "100" …"""
    if not number.isdigit():
        return [number]
    own = list(dict.fromkeys((number, _padded(number))))
    more = 0 if whole else max(0, _MOST_DIGITS - len(number))
    return own + [f"{number}{n:0{width}}" for width in range(1, more + 1) for n in range(10**width)]


def _label(store: Store, iri: str) -> str:
    return next(iter(store.objects(_GRAPH, iri, _LABEL)), iri)


def _directive_choice(store: Store, base: str, iri: str) -> Choice:
    told = dict(store.pairs(_GRAPH, iri))
    wordings = store.subjects(_GRAPH, _TO_DIRECTIVE, ox.NamedNode(iri))
    times = (int(n) for w in wordings for n in store.objects(_GRAPH, w, f"{ONTOLOGY}times"))
    return Choice(
        iri,
        iri.removeprefix(base),
        told.get(_LABEL, iri),
        told.get(f"{ONTOLOGY}issuedOn"),
        told.get("http://purl.org/dc/terms/title"),
        sum(times),
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


def _fits(wanted: _Wanted, path: str) -> bool:
    register, dated = path.split("/")[:2]
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
