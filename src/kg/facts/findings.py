"""Findings: what does not fit within one report. Shown with its places, never silently repaired."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kg.facts.clauses import sentence_spans
from kg.find.symbols import is_central
from kg.model import Figure, Finding, Header, Mention, Severity, Span
from kg.outline.sections import Placed

_SEVERITIES: dict[str, Severity] = {
    "two-dates": "warning",
    "symbol-issuer": "warning",
    "date-after-report": "warning",
    "percentage": "warning",
    "parts-sum": "warning",
    "header-blank": "info",
    "ocr-slip": "info",
    "no-province": "info",
}
_CENTRAL_ISSUER = re.compile(
    r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|Trung ương|Chính phủ|Thủ tướng|Quốc hội"
)
_LOCAL_ISSUER = re.compile(
    r"Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|Đảng bộ (?:tỉnh|huyện)|Ủy ban nhân dân|Hội đồng nhân dân"
)
_LOCAL_SUFFIXES = frozenset({"TU", "HU", "ĐUK", "UBND", "HĐND"})
# "69/85 chi bộ (đạt …": from a fraction to the percentage that it makes.
_RATE = re.compile(r"[^;.]{0,60}?(?:đạt|chiếm|bằng|tỷ lệ|\()[^;.]{0,20}$")
_OTHER_RATE = re.compile(r";|tăng|giảm|kế hoạch|\d")
_RATE_REACH = 60
# "07/09 nhiệm vụ hoàn thành, 03 nhiệm vụ đang …": from the part that is done to the rest.
_REST = re.compile(r"còn|đang|chưa|tiếp tục")
_REST_REACH = 45
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
        *_percentages(text, figures),
        *_sums(text, placed, figures),
        *_blanks(text, header),
        *_slips(text, mentions, slips),
        *_no_province(text, header, mentions),
    ]
    return tuple(sorted(set(found), key=lambda f: (f.start, f.end, f.code)))


def _finding(text: str, code: str, spans: Sequence[Span], vi: str, en: str) -> Finding:
    first = spans[0]
    return Finding(
        code=code,
        severity=_SEVERITIES[code],
        start=first.start,
        end=first.end,
        surface=text[first.start : first.end],
        message=vi,
        message_en=en,
        others=tuple(spans[1:]),
    )


def _span(item: Mention | Figure) -> Span:
    return Span(item.start, item.end)


def _symbol(mention: Mention) -> str:
    i = mention.identity
    return f"{i.number}-{i.abbr}/{i.suffix}"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


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
                _finding(
                    text,
                    "two-dates",
                    [_span(first[1]), _span(second[1])],
                    f"{_symbol(first[1])} ghi hai ngày: {_day(first[0])} và {_day(second[0])}",
                    f"{_symbol(first[1])} is dated {first[0]} and {second[0]}",
                )
            )
    return out


def _symbol_against_issuer(text: str, mentions: Sequence[Mention]) -> list[Finding]:
    """A central symbol with a local issuer beside it, or the other way round."""
    out = []
    for m in mentions:
        suffix, issuer = m.identity.suffix, m.issuer
        if not (m.identity.number and suffix and issuer and issuer in _plain(text[m.start : m.end])):
            continue
        if (is_central(suffix) and _LOCAL_ISSUER.search(issuer)) or (
            suffix in _LOCAL_SUFFIXES and _CENTRAL_ISSUER.search(issuer)
        ):
            out.append(
                _finding(
                    text,
                    "symbol-issuer",
                    [_span(m)],
                    f"Ký hiệu {_symbol(m)} không khớp cơ quan ban hành ghi là {issuer}",
                    f"Symbol {_symbol(m)} does not fit the stated issuer {issuer}",
                )
            )
    return out


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("Uỷ", "Ủy").replace("uỷ", "ủy")


def _later_than_report(text: str, header: Header, mentions: Sequence[Mention]) -> list[Finding]:
    """A directive dated after the report that cites it, as far as the report's own date is filled in."""
    own = header.date
    if own is None or len(own) < len("2024-04"):
        return []
    return [
        _finding(
            text,
            "date-after-report",
            [_span(m)],
            f"{_symbol(m)} ghi ngày {_day(m.date)}, sau ngày của báo cáo ({_day(own)})",
            f"{_symbol(m)} is dated {m.date}, after the report itself ({own})",
        )
        for m in mentions
        if m.date and m.identity.number and m.date[: len(own)] > own
    ]


def _percentages(text: str, figures: Sequence[Figure]) -> list[Finding]:
    """ "69/85 chi bộ (đạt 85%)": the percentage right behind a fraction does not follow from it."""
    out = []
    for fraction, rate in pairwise(figures):
        if not fraction.of or not _is_rate_of(text, fraction, rate):
            continue
        exact = 100 * fraction.value / fraction.of
        written = text[rate.start : rate.end]
        if abs(exact - rate.value) > _tolerance(written) and rate.value <= 100:
            computed = f"{exact:.2f}".replace(".", ",")
            share = text[fraction.start : fraction.end].split(maxsplit=1)[0]
            out.append(
                _finding(
                    text,
                    "percentage",
                    [_span(rate), _span(fraction)],
                    f"{share} là {computed}%, không phải {written}",
                    f"{fraction.value:g} of {fraction.of:g} is {exact:.2f} %, not {rate.value:g} %",
                )
            )
    return out


def _is_rate_of(text: str, fraction: Figure, rate: Figure) -> bool:
    if rate.unit != "%" or rate.of is not None or rate.change is not None:
        return False
    between = text[fraction.end : rate.start]
    if len(between) > _RATE_REACH or not _RATE.fullmatch(between.replace("\n", " ")):
        return False
    return not _OTHER_RATE.search(between)


def _tolerance(written: str) -> float:
    """Two units of the last digit: offices round and cut as they please."""
    decimals = re.search(r",(\d+)", written)
    return 2.05 * 10.0 ** -(len(decimals[1]) if decimals else 0)


def _sums(text: str, placed: Sequence[Placed], figures: Sequence[Figure]) -> list[Finding]:
    """ "07/09 nhiệm vụ hoàn thành, 03 nhiệm vụ đang thực hiện": more than the whole, once a sentence."""
    out = []
    for place in placed:
        view = place.passage.view
        for start, end in sentence_spans(view.text):
            hull = view.span(start, end)
            inside = [f for f in figures if hull.start <= f.start and f.end <= hull.end]
            over = next((p for p in pairwise(inside) if _is_over_whole(text, *p)), None)
            if over:
                done, rest = over
                out.append(
                    _finding(
                        text,
                        "parts-sum",
                        [_span(done), _span(rest)],
                        f"{done.value:g} và {rest.value:g} cộng lại vượt {done.of:g} {done.unit}",
                        f"{done.value:g} and {rest.value:g} are more than the {done.of:g} in all",
                    )
                )
    return out


def _is_over_whole(text: str, done: Figure, rest: Figure) -> bool:
    if not done.of or rest.of or done.unit is None or rest.unit != done.unit:
        return False
    between, behind = text[done.end : rest.start], text[rest.end : rest.end + 30]
    if len(between) > _REST_REACH or "hoàn thành" not in between:
        return False
    return bool(_REST.search(between[-12:] + behind)) and done.value + rest.value > done.of


def _blanks(text: str, header: Header) -> list[Finding]:
    """A head whose number or day is blank or illegible."""
    head = text[:_HEAD_AT_MOST]
    out = []
    if header.symbol and header.number is None and (found := _BLANK_NUMBER.search(head)):
        out.append(
            _finding(
                text,
                "header-blank",
                [Span(*found.span())],
                "Số của văn bản để trống hoặc không đọc được",
                "The number is blank or illegible",
            )
        )
    if header.date and len(header.date) < len("2024-04-30") and (found := _BLANK_DATE.search(head)):
        out.append(
            _finding(
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
        _finding(
            text,
            "ocr-slip",
            [_span(m)],
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
        _finding(
            text,
            "no-province",
            [_span(local[0])],
            "Văn bản không nêu tỉnh nào; văn bản cấp tỉnh dẫn trong đó không gộp với tỉnh khác",
            "The document names no province; the provincial directives it cites join no other's",
        )
    ]
