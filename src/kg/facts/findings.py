"""Findings: what does not fit within one report. Shown with the places that show it, never repaired in silence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.facts.clauses import sentence_spans
from kg.find.symbols import is_central
from kg.model import Figure, Finding, Header, Mention, Severity, Span
from kg.outline.sections import Placed


def find_findings(
    text: str, placed: Sequence[Placed], header: Header, mentions: Sequence[Mention], figures: Sequence[Figure], slips: Sequence[str]
) -> tuple[Finding, ...]:  # fmt: skip
    """Return all findings in text order. `slips` are ids of mentions that were read otherwise than they stand."""
    found = [
        *_two_dates(text, mentions),
        *_symbol_against_issuer(text, mentions),
        *_later_than_report(text, header, mentions),
        *_percentages(text, placed, figures),
        *_sums(text, placed, figures),
        *_blanks(text, header),
        *_slips(text, mentions, slips),
        *_no_province(text, header, mentions),
    ]
    return tuple(sorted(set(found), key=lambda f: (f.start, f.end, f.code)))


def _finding(text: str, code: str, severity: Severity, spans: Sequence[Span], vi: str, en: str) -> Finding:
    first = spans[0]
    return Finding(
        code, severity, first.start, first.end, text[first.start : first.end], vi, en, tuple(spans[1:])
    )


def _symbol(mention: Mention) -> str:
    i = mention.identity
    return f"{i.number}-{i.abbr}/{i.suffix}"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _two_dates(text: str, mentions: Sequence[Mention]) -> list[Finding]:
    """One symbol with two dates of one year, or with years that no change of term explains."""
    dated: dict[tuple[str | None, ...], dict[str, Mention]] = defaultdict(dict)
    for m in mentions:
        i = m.identity
        if m.date and i.number and i.suffix and _states_date(text, m):
            dated[(i.abbr, i.number, i.suffix, i.scope, m.date[:4])].setdefault(m.date, m)
    out = []
    for by_date in dated.values():
        if len(by_date) > 1:
            (first_date, first), (second_date, second), *_ = sorted(
                by_date.items(), key=lambda item: item[1].start
            )
            out.append(
                _finding(
                    text,
                    "two-dates",
                    "warning",
                    [_span(first), _span(second)],
                    f"{_symbol(first)} ghi hai ngày: {_day(first_date)} và {_day(second_date)}",
                    f"{_symbol(first)} is dated {first_date} and {second_date}",
                )  # fmt: skip
            )
    return out


def _states_date(text: str, mention: Mention) -> bool:
    return bool(re.search(r"ngày", text[mention.start : mention.end]))


def _span(item: Mention | Figure) -> Span:
    return Span(item.start, item.end)


_CENTRAL_ISSUER = re.compile(
    r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|Trung ương|Chính phủ|Thủ tướng|Quốc hội"
)
_LOCAL_ISSUER = re.compile(
    r"Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|Đảng bộ (?:tỉnh|huyện)|Ủy ban nhân dân|Hội đồng nhân dân"
)


def _symbol_against_issuer(text: str, mentions: Sequence[Mention]) -> list[Finding]:
    out = []
    for m in mentions:
        suffix, issuer = m.identity.suffix, m.issuer
        if not (m.identity.number and suffix and issuer and issuer in _plain(text[m.start : m.end])):
            continue
        central_symbol = is_central(suffix)
        if (central_symbol and _LOCAL_ISSUER.search(issuer)) or (
            suffix in {"TU", "HU", "ĐUK", "UBND", "HĐND"} and _CENTRAL_ISSUER.search(issuer)
        ):
            out.append(
                _finding(
                    text,
                    "symbol-issuer",
                    "warning",
                    [_span(m)],
                    f"Ký hiệu {_symbol(m)} không khớp cơ quan ban hành ghi là {issuer}",
                    f"Symbol {_symbol(m)} does not fit the stated issuer {issuer}",
                )  # fmt: skip
            )
    return out


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("Uỷ", "Ủy").replace("uỷ", "ủy")


def _later_than_report(text: str, header: Header, mentions: Sequence[Mention]) -> list[Finding]:
    own = header.date if header.date and len(header.date) >= 7 else None
    if own is None:
        return []
    return [
        _finding(
            text,
            "date-after-report",
            "warning",
            [_span(m)],
            f"{_symbol(m)} ghi ngày {_day(m.date)}, sau ngày của báo cáo ({_day(own)})",
            f"{_symbol(m)} is dated {m.date}, after the report itself ({own})",
        )  # fmt: skip
        for m in mentions
        if m.date and m.identity.number and m.date[: len(own)] > own
    ]


_RATE = re.compile(r"[^;.]{0,60}?(?:đạt|chiếm|bằng|tỷ lệ|\()[^;.]{0,20}$")


def _percentages(text: str, placed: Sequence[Placed], figures: Sequence[Figure]) -> list[Finding]:
    """ "69/85 chi bộ (đạt 85%)": the percentage right behind a fraction does not follow from it."""
    out = []
    for fraction, rate in zip(figures, figures[1:], strict=False):
        if not fraction.of or rate.unit != "%" or rate.of is not None or rate.change is not None:
            continue
        between = text[fraction.end : rate.start]
        if (
            len(between) > 60
            or not _RATE.fullmatch(between.replace("\n", " "))
            or re.search(r"[;]|tăng|giảm|kế hoạch|\d", between)
        ):
            continue
        exact = 100 * fraction.value / fraction.of
        if abs(exact - rate.value) > _tolerance(text[rate.start : rate.end]) and rate.value <= 100:
            computed = f"{exact:.2f}".replace(".", ",")
            out.append(
                _finding(
                    text,
                    "percentage",
                    "warning",
                    [_span(rate), _span(fraction)],
                    f"{text[fraction.start : fraction.end].split()[0]} là {computed}%, không phải {text[rate.start : rate.end]}",
                    f"{fraction.value:g} of {fraction.of:g} is {exact:.2f} %, not {rate.value:g} %",
                )  # fmt: skip
            )
    return out


def _tolerance(written: str) -> float:
    """Two units of the last digit: offices round and cut as they please."""
    decimals = re.search(r",(\d+)", written)
    return 2.05 * 10 ** -(len(decimals[1]) if decimals else 0)


def _sums(text: str, placed: Sequence[Placed], figures: Sequence[Figure]) -> list[Finding]:
    """ "07/09 nhiệm vụ hoàn thành, 03 nhiệm vụ đang thực hiện": more than the whole; "(30 + 85) of 115" likewise."""
    out = []
    for place in placed:
        view = place.passage.view
        for start, end in sentence_spans(view.text):
            hull = view.span(start, end)
            inside = [f for f in figures if hull.start <= f.start and f.end <= hull.end]
            out.extend(_over_whole(text, inside))
    return out


_REST = re.compile(r"(?:còn|đang|chưa|tiếp tục)")


def _over_whole(text: str, inside: Sequence[Figure]) -> list[Finding]:
    for done, rest in zip(inside, inside[1:], strict=False):
        if not done.of or rest.of or done.unit is None or rest.unit != done.unit:
            continue
        between, behind = text[done.end : rest.start], text[rest.end : rest.end + 30]
        if (
            len(between) > 45
            or not re.search(r"hoàn thành", between)
            or not _REST.search(between[-12:] + behind)
        ):
            continue
        if done.value + rest.value > done.of:
            return [
                _finding(
                    text,
                    "parts-sum",
                    "warning",
                    [_span(done), _span(rest)],
                    f"{done.value:g} và {rest.value:g} cộng lại vượt {done.of:g} {done.unit}",
                    f"{done.value:g} and {rest.value:g} are more than the {done.of:g} in all",
                )  # fmt: skip
            ]
    return []


def _blanks(text: str, header: Header) -> list[Finding]:
    head = text[: min(len(text), 700)]
    out = []
    if (
        header.symbol
        and header.number is None
        and (found := re.search(r"S[ốôó][^\n]{0,12}?[-/]\s?[A-ZĐ]", head))
    ):
        out.append(
            _finding(
                text,
                "header-blank",
                "info",
                [Span(found.start(), found.end())],
                "Số của văn bản để trống hoặc không đọc được",
                "The number is blank or illegible",
            )
        )
    if (
        header.date
        and len(header.date) < 10
        and (found := re.search(r"ngày[^\n]{0,16}tháng[^\n]{0,12}năm", head))
    ):
        out.append(
            _finding(
                text,
                "header-blank",
                "info",
                [Span(found.start(), found.end())],
                "Ngày ký để trống hoặc không đọc được",
                "The date is blank or illegible",
            )
        )
    return out


def _slips(text: str, mentions: Sequence[Mention], slips: Sequence[str]) -> list[Finding]:
    wrong = set(slips)
    return [
        _finding(
            text,
            "ocr-slip",
            "info",
            [_span(m)],
            f"Nghi lỗi nhận dạng chữ; hiểu là {_symbol(m)}",
            f"Suspected recognition slip; read as {_symbol(m)}",
        )
        for m in mentions
        if m.id in wrong and m.identity.number
    ]


def _no_province(text: str, header: Header, mentions: Sequence[Mention]) -> list[Finding]:
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
            "info",
            [_span(local[0])],
            "Văn bản không nêu tỉnh nào; văn bản cấp tỉnh dẫn trong đó không gộp với tỉnh khác",
            "The document names no province; the provincial directives it cites join no other's",
        )  # fmt: skip
    ]
