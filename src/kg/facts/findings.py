"""Findings: what does not fit within one report. Shown with its places, never silently repaired."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.dates import spoken_day
from kg.facts.finding import make_finding, span_of
from kg.facts.sums import wrong_percentages, wrong_sums
from kg.find.symbols import is_central
from kg.model import Figure, Finding, Header, Mention, Span
from kg.outline.sections import Placed

_CENTRAL_ISSUER = re.compile(
    r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|Trung ương|Chính phủ|Thủ tướng|Quốc hội"
)
# Committees of the Centre that are called Đảng ủy as those of a province are.
_CENTRAL_COMMITTEE = r"(?:Khối|các cơ quan|Công an) [\w ]*Trung|Quốc hội|Chính phủ|Ngoài nước"
_LOCAL_ISSUER = re.compile(
    rf"Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Đảng ủy(?! (?:{_CENTRAL_COMMITTEE}))"
    r"|Đảng bộ (?:tỉnh|thành phố|huyện|thị xã)|Ủy ban nhân dân|Hội đồng nhân dân"
)
_STATES_ISSUER = re.compile(r"\b(?:của|do) ")
_LOCAL_SUFFIXES = frozenset({"TU", "HU", "ĐUK", "UBND", "HĐND"})
# "69/85 chi bộ (đạt …": from a fraction to the percentage that it makes.
_HEAD_AT_MOST = 700
_BLANK_NUMBER = re.compile(r"S[ốôó][^\n]{0,12}?[-/]\s?[A-ZĐ]")
_BLANK_DATE = re.compile(r"ngày[^\n]{0,16}tháng[^\n]{0,12}năm")


def find_findings(
    text: str,
    placed: Sequence[Placed],
    header: Header,
    *,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    slips: Sequence[str],
) -> tuple[Finding, ...]:
    """Return all findings in text order. `slips` are ids of mentions read otherwise than they stand."""
    found = [
        *_two_dates(text, mentions),
        *_symbol_against_issuer(text, mentions),
        *_later_than_report(text, header, mentions),
        *wrong_percentages(text, figures),
        *wrong_sums(text, placed, figures),
        *_blanks(text, header),
        *_slips(text, mentions, slips),
        *_no_province(text, header, mentions),
    ]
    return tuple(sorted(set(found), key=lambda f: (f.start, f.end, f.code)))


def _symbol(mention: Mention) -> str:
    i = mention.identity
    return f"{i.number}-{i.abbr}/{i.suffix}"


def _two_dates(text: str, mentions: Sequence[Mention]) -> list[Finding]:
    """One symbol with two dates of one year."""
    dated: dict[tuple[str | None, ...], dict[str, Mention]] = defaultdict(dict)
    for m in mentions:
        i = m.identity
        if m.date and i.number and i.suffix and "ngày" in text[m.start : m.end]:
            dated[i.abbr, i.number, i.suffix, i.scope, m.date[:4]].setdefault(m.date, m)
    out = []
    for by_date in dated.values():
        if len(by_date) > 1:
            first, second = sorted(by_date.items(), key=lambda item: item[1].start)[:2]
            out.append(
                make_finding(
                    text,
                    "two-dates",
                    [span_of(first[1]), span_of(second[1])],
                    f"{_symbol(first[1])} ghi hai ngày: {spoken_day(first[0])} và {spoken_day(second[0])}",
                    f"{_symbol(first[1])} is dated {first[0]} and {second[0]}",
                )
            )
    return out


def _symbol_against_issuer(text: str, mentions: Sequence[Mention]) -> list[Finding]:
    """A central symbol with a local issuer beside it, or the other way round."""
    return [
        make_finding(
            text,
            "symbol-issuer",
            [span_of(m)],
            f"Ký hiệu {_symbol(m)} không khớp cơ quan ban hành ghi là {m.issuer}",
            f"Symbol {_symbol(m)} does not fit the stated issuer {m.issuer}",
        )
        for m in mentions
        if m.identity.number and _states_both(text, m) and not _fits(m.identity.suffix, m.issuer)
    ]


def _states_both(text: str, mention: Mention) -> bool:
    """Say whether a mention has, in its own words, the issuer's code and the issuer."""
    words, suffix = text[mention.start : mention.end], mention.identity.suffix
    behind = words.partition(suffix)[2] if suffix else ""
    return bool(mention.issuer and _STATES_ISSUER.search(re.sub(r"\s+", " ", behind)))


def _fits(suffix: str | None, issuer: str | None) -> bool:
    """Say whether an issuer's code and name may be of one level."""
    local = bool(_LOCAL_ISSUER.search(issuer or ""))
    central = not local and bool(_CENTRAL_ISSUER.search(issuer or ""))
    return not (local if is_central(suffix) else central and suffix in _LOCAL_SUFFIXES)


def _later_than_report(text: str, header: Header, mentions: Sequence[Mention]) -> list[Finding]:
    """A directive dated after the report that cites it, as far as the report's own date is filled in."""
    own = header.date
    if own is None or len(own) < len("2024-04"):
        return []
    return [
        make_finding(
            text,
            "date-after-report",
            [span_of(m)],
            f"{_symbol(m)} ghi ngày {spoken_day(m.date)}, sau ngày của báo cáo ({spoken_day(own)})",
            f"{_symbol(m)} is dated {m.date}, after the report itself ({own})",
        )
        for m in mentions
        if m.date and m.identity.number and m.date[: len(own)] > own
    ]


def _blanks(text: str, header: Header) -> list[Finding]:
    """A head whose number or day is blank or illegible."""
    head = text[:_HEAD_AT_MOST]
    out = []
    if header.symbol and header.number is None and (found := _BLANK_NUMBER.search(head)):
        out.append(
            make_finding(
                text,
                "header-blank",
                [Span(*found.span())],
                "Số của văn bản để trống hoặc không đọc được",
                "The number is blank or illegible",
            )
        )
    if header.date and len(header.date) < len("2024-04-30") and (found := _BLANK_DATE.search(head)):
        out.append(
            make_finding(
                text,
                "header-blank",
                [Span(*found.span())],
                "Ngày ký để trống hoặc không đọc được",
                "The date is blank or illegible",
            )
        )
    return out


def _slips(text: str, mentions: Sequence[Mention], slips: Sequence[str]) -> list[Finding]:
    """A symbol that recognition seems to have garbled."""
    wrong = set(slips)
    return [
        make_finding(
            text,
            "ocr-slip",
            [span_of(m)],
            f"Nghi lỗi nhận dạng chữ; hiểu là {_symbol(m)}",
            f"Suspected recognition slip; read as {_symbol(m)}",
        )
        for m in mentions
        if m.id in wrong and m.identity.number
    ]


def _no_province(text: str, header: Header, mentions: Sequence[Mention]) -> list[Finding]:
    """Provincial directives in a report that says no province, shown at the first of them."""
    local = [
        m
        for m in mentions
        if m.identity.suffix and not is_central(m.identity.suffix) and m.identity.scope is None
    ]
    if header.province is not None or not local:
        return []
    return [
        make_finding(
            text,
            "no-province",
            [span_of(local[0])],
            "Văn bản không nêu tỉnh nào; văn bản cấp tỉnh dẫn trong đó không gộp với tỉnh khác",
            "The document names no province; the provincial directives it cites join no other's",
        )
    ]
