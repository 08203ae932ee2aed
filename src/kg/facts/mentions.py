"""Mentions with identity: what one phrase leaves open, the rest of the report may settle.

Within one report a directive cited in full settles the year, term and issuer of its shorter citations; an
alias ("gọi tắt là Đề án 06") stands for what it is defined by; "Tỉnh ủy" is the report's own province.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.facts.actors import canonical
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


_ISSUER_SUFFIX = (
    (r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|^Trung ương Đảng", "TW"),
    (r"Thủ tướng", "TTg"),
    (r"^Chính phủ", "CP"),
    (r"Ban Tổ chức Trung ương", "BTCTW"),
    (r"Ban Tuyên giáo Trung ương", "BTGTW"),
    (r"Đảng ủy Khối", "ĐUK"),
    (r"Tỉnh ủy|Đảng bộ tỉnh|^Thành ủy", "TU"),
    (r"Huyện ủy|Đảng bộ huyện", "HU"),
    (r"^Ủy ban nhân dân", "UBND"),
    (r"^Hội đồng nhân dân", "HĐND"),
)



def settle_mentions(cited: Sequence[Cited], header: Header) -> tuple[tuple[Mention, ...], dict[str, Cited]]:
    """Return all mentions in text order with ids m1, m2 … and identities as far as the report settles them,
    and what each was cited as, by id."""
    drafts = [_draft(c, header) for c in cited]
    drafts = _with_in_document_facts(drafts)
    ordered = sorted(zip(cited, drafts, strict=True), key=lambda pair: _start(pair[0]))
    mentions = tuple(_mention(f"m{n}", c, d, header) for n, (c, d) in enumerate(ordered, 1))
    return mentions, {f"m{n}": Cited(c.placed, d) for n, (c, d) in enumerate(ordered, 1)}


def _start(cited: Cited) -> int:
    return cited.placed.passage.view.origin(cited.match.start)


def _draft(cited: Cited, header: Header) -> DirectiveMatch:
    """Fill the suffix that the issuer implies, and give "quy định" with a number the code its symbols bear."""
    match = cited.match
    if match.form in {"symbol", "number"} and match.kind == "QĐi" and match.number and match.form == "number":
        match = replace(match, kind="QĐ")
    if match.form == "name" or match.form == "title":
        state = bool(
            header.issuer
            and re.match(r"Sở|Ủy ban nhân dân|Bộ|Ban Quản lý|Văn phòng Chính phủ|Cục|Công an", header.issuer)
        )
        if match.kind == "QĐi" and not state:
            match = replace(match, kind="QĐ")
    if match.form in {"title", "name"} and match.year is None and match.term is None and _just_issued(cited):
        match = replace(match, year=_year_of(header))
    if match.suffix is None and match.issuer and match.form in {"number", "year", "name"}:
        match = replace(match, suffix=_suffix_of(match.issuer))
    return match


def _just_issued(cited: Cited) -> bool:
    """A document that the results part says was issued, "ban hành", is of the period reported on."""
    left = cited.placed.passage.view.text[: cited.match.start]
    return cited.placed.part == "results" and re.search(r"[Bb]an hành (?:mới )?(?:[^.;]{0,200}; )?$", left[-220:]) is not None


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
            known[("QĐ" if draft.kind == "QĐi" else draft.kind, draft.number)].add(draft.suffix)
    out = []
    for draft in drafts:
        if draft.suffix is None and draft.number and draft.form == "number":
            suffixes = known[("QĐ" if draft.kind == "QĐi" else draft.kind, draft.number)]
            if len(suffixes) == 1:
                draft = replace(draft, suffix=next(iter(suffixes)))
        out.append(draft)
    return out


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
    if draft.term is None and len(terms) == 1 and not years:
        draft = replace(draft, term=next(iter(terms)))
    return draft


def _compatible(term: str | None, year: int) -> bool:
    """Say whether a directive of that year can be of that central term."""
    if term is None:
        return True
    spans = {t.numeral: (t.first_year, t.last_year) for t in read_reference().terms if t.numeral}
    first, last = spans.get(term, (0, 9999))
    return first <= year <= last


_NATIONAL = re.compile(r"quốc gia|Chính phủ|Việt Nam|dân chủ (?:ở|tại)")


def _scope(draft: DirectiveMatch, header: Header) -> str | None:
    """The province of a provincial or lower issuer, null for the Centre and where the report leaves it open."""
    if (
        draft.form in {"law", "statutes", "plenum"}
        or is_central(draft.suffix)
        or draft.issuer_level == "centre"
    ):
        return None
    named = draft.issuer or ""
    for province in _provinces_in(named):
        return province
    if draft.form in {"name", "title"} and draft.issuer is None and _NATIONAL.search(draft.name or ""):
        return None
    if draft.form == "number" and draft.suffix is None:
        return None
    if (
        draft.form == "name"
        and draft.generic
        and draft.issuer is None
        and draft.kind in {"ĐA", "QC"}
        and len((draft.name or "").split()) <= 6
        and not re.search(r"tỉnh|phối hợp", draft.name or "")
    ):
        return None
    return header.province


def _provinces_in(text: str) -> Iterable[str]:
    return (p.name for p in read_reference().provinces if re.search(rf"\b{p.name}\b", text))


_BY_CODE: dict[str, str] = {}


def issuer_name(code: str) -> str | None:
    """Return the name that an issuer's code stands for, without its place."""
    if not _BY_CODE:
        _BY_CODE.update({i.code: i.name for i in read_reference().issuers})
    return _BY_CODE.get(code)


_LOWER_CODES = frozenset({"HU", "ThU", "TXU", "QU", "ĐU"})


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
    pieces = view.pieces(draft.start, draft.end)
    hull = view.span(draft.start, draft.end)
    scope = _scope(draft, header)
    slug = None
    if draft.name and draft.form in {"name", "title", "law", "congress", "alias"} and not draft.number:
        slug = re.sub(r"[^a-z0-9]+", "-", fold(draft.name).lower()).strip("-")[:60].strip("-")
    return Mention(
        id=mention_id,
        start=hull.start,
        end=hull.end,
        surface="",
        pieces=pieces,
        identity=Identity(
            draft.kind, draft.number, draft.suffix, scope, draft.year, draft.term, slug or None
        ),
        date=draft.date,
        issuer=_issuer(draft, header),
        title=draft.title,
        confidence=_CONFIDENCE[draft.form] - (0.15 if draft.generic else 0) - (0.1 if draft.slip else 0),
    )


# How often each form is right on annotated reports; `bench/calibration.py` prints the table.
_CONFIDENCE = {
    "symbol": 0.99, "plenum": 0.97, "congress": 0.95, "number": 0.95, "statutes": 0.95, "law": 0.93, "year": 0.9,
    "title": 0.85, "name": 0.8, "alias": 0.93,
}  # fmt: skip
