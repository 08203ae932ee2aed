"""Mentions with identity: what one phrase leaves open, the rest of the report may settle.

Within one report a directive cited in full settles the year, term and issuer of its shorter citations; an
alias ("gọi tắt là Đề án 06") stands for what it is defined by; "Tỉnh ủy" is the report's own province.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.facts.actors import canonical
from kg.facts.confidence import confidence_of
from kg.find.directives import DirectiveMatch
from kg.find.symbols import is_central
from kg.model import Header, Identity, Mention
from kg.outline.sections import Placed
from kg.reference import read_reference
from kg.words import fold


@dataclass(frozen=True, slots=True)
class Cited:
    """A directive match with the passage that it stands in."""

    placed: Placed
    match: DirectiveMatch


# The issuer that a phrase names, as the code that the symbol would bear; commissions outrank their committee.
_ISSUER_SUFFIX = (
    (r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|^Trung ương Đảng", "TW"),
    (r"Thủ tướng", "TTg"),
    (r"^Chính phủ", "CP"),
    (r"Ban Tổ chức Trung ương", "BTCTW"),
    (r"Ban Tuyên giáo Trung ương", "BTGTW"),
    (r"Ban Tổ chức Tỉnh ủy", "BTCTU"),
    (r"Ban Tuyên giáo Tỉnh ủy", "BTGTU"),
    (r"Ban Tuyên giáo và Dân vận Tỉnh ủy", "BTGDVTU"),
    (r"Ban Dân vận Tỉnh ủy", "BDVTU"),
    (r"Ban Nội chính Tỉnh ủy", "BNCTU"),
    (r"Ủy ban Kiểm tra Tỉnh ủy", "UBKTTU"),
    (r"Văn phòng Tỉnh ủy", "VPTU"),
    (r"Đảng ủy Khối", "ĐUK"),
    (r"Tỉnh ủy|Đảng bộ tỉnh|^Thành ủy", "TU"),
    (r"Huyện ủy|Đảng bộ huyện", "HU"),
    (r"^Ủy ban nhân dân", "UBND"),
    (r"^Hội đồng nhân dân", "HĐND"),
)
_STATE_BODY = re.compile(r"Sở|Ủy ban nhân dân|Bộ|Ban Quản lý|Văn phòng Chính phủ|Cục|Công an")
_ISSUING = re.compile(r"[Bb]an hành (?:mới )?(?:[^.;]{0,200}; )?$")
_NATIONAL = re.compile(r"quốc gia|Chính phủ|Việt Nam|dân chủ (?:ở|tại)")
_OWN = re.compile(r"tỉnh|phối hợp")
_LOWER_CODES = frozenset({"HU", "ThU", "TXU", "QU", "ĐU"})
_SLUGGED = frozenset({"name", "title", "law", "congress", "alias"})
_SLUG_AT_MOST = 60


def settle_mentions(cited: Sequence[Cited], header: Header) -> tuple[tuple[Mention, ...], dict[str, Cited]]:
    """Return all mentions in text order, with ids m1, m2 …, and what each was cited as, by id.

    Identities are as full as the report settles them.
    """
    drafts = [_draft(c, header) for c in cited]
    drafts = _with_in_document_facts(drafts)
    ordered = sorted(zip(cited, drafts, strict=True), key=lambda pair: _start(pair[0]))
    mentions = tuple(_mention(f"m{n}", c, d, header) for n, (c, d) in enumerate(ordered, 1))
    return mentions, {f"m{n}": Cited(c.placed, d) for n, (c, d) in enumerate(ordered, 1)}


def _start(cited: Cited) -> int:
    return cited.placed.passage.view.origin(cited.match.start)


def _draft(cited: Cited, header: Header) -> DirectiveMatch:
    """Fill the suffix that the issuer implies; a numbered "quy định" gets the code that its symbols bear."""
    match = cited.match
    named = match.form in {"name", "title"}
    if match.kind == "QĐi" and (match.form == "number" or (named and not _of_state(header))):
        match = replace(match, kind="QĐ")
    if named and match.year is None and match.term is None and _just_issued(cited):
        match = replace(match, year=_year_of(header))
    if match.suffix is None and match.issuer and match.form in {"number", "year", "name"}:
        match = replace(match, suffix=_suffix_of(match.issuer))
    return match


def _of_state(header: Header) -> bool:
    return bool(header.issuer and _STATE_BODY.match(header.issuer))


def _just_issued(cited: Cited) -> bool:
    """Say whether the results part says that it was issued: then it is of the period reported on."""
    left = cited.placed.passage.view.text[: cited.match.start]
    return cited.placed.part == "results" and bool(_ISSUING.search(left[-220:]))


def _year_of(header: Header) -> int | None:
    start, end = header.period_start, header.period_end
    if start and end and start[:4] == end[:4]:
        return int(start[:4])
    return int(header.date[:4]) if header.date and not start else None


def _suffix_of(issuer: str) -> str | None:
    return next((suffix for pattern, suffix in _ISSUER_SUFFIX if re.search(pattern, issuer)), None)


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", fold(words).lower()).strip()


def _family(draft: DirectiveMatch) -> tuple[str, ...]:
    """What must agree for two citations to speak of one directive, but for its date."""
    kind = "QĐ" if draft.kind == "QĐi" and draft.number else draft.kind
    if draft.form in {"name", "title", "law", "congress", "year"}:
        return (kind, "", draft.suffix or "", _key(draft.name or ""))
    return (kind, draft.number or "", draft.suffix or "", "")


def _with_in_document_facts(drafts: Sequence[DirectiveMatch]) -> list[DirectiveMatch]:
    """Give each citation the date, year and term that the report's other citations of it agree on."""
    drafts = _with_suffix_from_others(drafts)
    families: dict[tuple[str, ...], list[DirectiveMatch]] = defaultdict(list)
    for draft in drafts:
        families[_family(draft)].append(draft)
    return [_filled(draft, families[_family(draft)]) for draft in drafts]


def _with_suffix_from_others(drafts: Sequence[DirectiveMatch]) -> list[DirectiveMatch]:
    known: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.number and draft.suffix:
            known[_numbered(draft)].add(draft.suffix)
    return [_with_only_suffix(draft, known[_numbered(draft)]) for draft in drafts]


def _numbered(draft: DirectiveMatch) -> tuple[str, str | None]:
    return ("QĐ" if draft.kind == "QĐi" else draft.kind, draft.number)


def _with_only_suffix(draft: DirectiveMatch, suffixes: Collection[str]) -> DirectiveMatch:
    if draft.form == "number" and draft.suffix is None and draft.number and len(suffixes) == 1:
        return replace(draft, suffix=next(iter(suffixes)))
    return draft


def _filled(draft: DirectiveMatch, others: Sequence[DirectiveMatch]) -> DirectiveMatch:
    if draft.form == "alias":
        return draft
    years = {o.year for o in others if o.year}
    terms = {o.term for o in others if o.term}
    if draft.form == "plenum":
        return draft if draft.term or len(terms) != 1 else replace(draft, term=next(iter(terms)))
    if (
        draft.year is None
        and len(years) == 1
        and _compatible(draft.term, next(iter(years)))
        and draft.form != "year"
    ):
        dates = {o.date for o in others if o.date}
        draft = replace(
            draft, year=next(iter(years)), date=next(iter(dates)) if len(dates) == 1 else draft.date
        )
    if draft.year is None and draft.term and len(years) > 1:
        draft = _dated_in_term(draft, others)
    if draft.term is None and len(terms) == 1 and not years:
        draft = replace(draft, term=next(iter(terms)))
    return draft


def _dated_in_term(draft: DirectiveMatch, others: Sequence[DirectiveMatch]) -> DirectiveMatch:
    """Give a citation by term the date of the only other that is cited with that term."""
    dated = {(o.year, o.date) for o in others if o.year and o.term == draft.term}
    if len({year for year, _ in dated}) != 1:
        return draft
    year = next(iter(dated))[0]
    dates = {date for _, date in dated if date}
    return replace(draft, year=year, date=next(iter(dates)) if len(dates) == 1 else draft.date)


def _compatible(term: str | None, year: int) -> bool:
    """Say whether a directive of that year can be of that central term."""
    if term is None:
        return True
    spans = {t.numeral: (t.first_year, t.last_year) for t in read_reference().terms if t.numeral}
    first, last = spans.get(term, (0, 9999))
    return first <= year <= last


def _scope(draft: DirectiveMatch, header: Header) -> str | None:
    """Return the province of an issuer below the Centre, null where the report leaves it open."""
    if draft.form in {"law", "statutes", "plenum"} or draft.issuer_level == "centre":
        return None
    if is_central(draft.suffix):
        return None
    for province in _provinces_in(draft.issuer or ""):
        return province
    return None if _anybodys(draft) else header.province


def _anybodys(draft: DirectiveMatch) -> bool:
    """Say whether nothing tells whose a document is: the report's province or the whole country's."""
    if draft.form == "number":
        return draft.suffix is None
    if draft.issuer is not None or draft.form not in {"name", "title"}:
        return False
    name = draft.name or ""
    short = draft.kind in {"ĐA", "QC"} and len(name.split()) <= 6 and not _OWN.search(name)
    return bool(_NATIONAL.search(name)) or (draft.form == "name" and draft.generic and short)


def _provinces_in(text: str) -> Iterable[str]:
    names = (p.name for p in read_reference().provinces if p.name in text)
    return (name for name in names if re.search(rf"\b{name}\b", text))


@cache
def _names_by_code() -> dict[str, str]:
    return {issuer.code: issuer.name for issuer in read_reference().issuers}


def issuer_name(code: str) -> str | None:
    """Return the name that an issuer's code stands for, without its place."""
    return _names_by_code().get(code)


def _issuer(draft: DirectiveMatch, header: Header) -> str | None:
    """The issuer's canonical name: as stated, else as the symbol's code implies, indexical names placed."""
    if draft.issuer:
        return draft.issuer if draft.issuer_level == "centre" else canonical(draft.issuer, header)
    if draft.suffix in _LOWER_CODES and header.issuer and re.search(r"ủy(?: |$)", header.issuer):
        return header.issuer
    if draft.suffix is None or draft.suffix == "TW":
        return None
    name = issuer_name(draft.suffix)
    return canonical(name, header) if name and not is_central(draft.suffix) else name


def _mention(mention_id: str, cited: Cited, draft: DirectiveMatch, header: Header) -> Mention:
    view = cited.placed.passage.view
    hull = view.span(draft.start, draft.end)
    form = _form(draft)
    return Mention(
        id=mention_id,
        start=hull.start,
        end=hull.end,
        surface="",
        pieces=view.pieces(draft.start, draft.end),
        identity=Identity(
            draft.kind,
            draft.number,
            draft.suffix,
            _scope(draft, header),
            draft.year,
            draft.term,
            _slug(draft),
        ),
        date=draft.date,
        issuer=_issuer(draft, header),
        title=draft.title,
        form=form,
        confidence=confidence_of("mentions", form),
    )


def _form(draft: DirectiveMatch) -> str:
    """How the directive is named, and what makes that less sure: "symbol", "symbol: slip"."""
    doubts = [word for word, holds in (("slip", draft.slip), ("generic", draft.generic)) if holds]
    return ": ".join([draft.form, *doubts])


def _slug(draft: DirectiveMatch) -> str | None:
    if not draft.name or draft.form not in _SLUGGED or draft.number:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", fold(draft.name).lower()).strip("-")
    return slug[:_SLUG_AT_MOST].strip("-") or None
