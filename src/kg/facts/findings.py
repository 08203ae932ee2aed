"""Findings: what does not fit within one report. Shown with its places, never silently repaired."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.facts.clauses import sentence_spans
from kg.find.symbols import is_central
from kg.model import Figure, Finding, Header, Mention, Severity, Span
from kg.outline.sections import Placed
from kg.outline.view import View

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
# Committees of the Centre that are called Đảng ủy as those of a province are.
_CENTRAL_COMMITTEE = r"(?:Khối|các cơ quan|Công an) [\w ]*Trung|Quốc hội|Chính phủ|Ngoài nước"
_LOCAL_ISSUER = re.compile(
    rf"Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Đảng ủy(?! (?:{_CENTRAL_COMMITTEE}))"
    r"|Đảng bộ (?:tỉnh|thành phố|huyện|thị xã)|Ủy ban nhân dân|Hội đồng nhân dân"
)
_STATES_ISSUER = re.compile(r"\b(?:của|do) ")
_LOCAL_SUFFIXES = frozenset({"TU", "HU", "ĐUK", "UBND", "HĐND"})
# "69/85 chi bộ (đạt …": from a fraction to the percentage that it makes.
_RATE = re.compile(r"[^;.]{0,60}?(?:đạt|chiếm|bằng|tỷ lệ|\()[^;.]{0,20}$")
_OTHER_RATE = re.compile(r";|tăng|giảm|kế hoạch|\d")
_RATE_REACH = 60
# "07/09 nhiệm vụ hoàn thành, 03 nhiệm vụ đang …": from the part that is done to the rest.
_REST = re.compile(r"còn|đang|chưa|tiếp tục")
_REST_REACH = 45
# "29 đảng viên (khiển trách 16, …)", "47 đảng viên, gồm xóa tên 26 đảng viên, …": a whole and its parts.
_IN_BRACKETS = re.compile(r"[^,;:.()\d]{0,30} ?\((?P<parts>[^()]+)\)")
_MADE_UP_OF = re.compile(r"[^;:.()\d]{0,40}?,? (?:bao )?gồm:? (?!cả\b)(?P<parts>[^();]+)$")
_ALL = re.compile(r"(?:bao )?gồm:? (?!cả\b)")
# Words of a list that leaves some out, or speaks of other things than parts.
_NOT_ALL = re.compile(r"trong đó|còn lại|khác|tăng|giảm|\.\.\.|…|v\.v|số dư")
_NEXT_PART = re.compile(r"[,;] (?:và )?| và ")
_PARTS_AT_MOST = 10
# Words of which one thing bears at most one, so that the parts that they name do not overlap.
_KINDS = (
    re.compile(r"\b(?:khiển trách|cảnh cáo|cách chức|khai trừ)\b"),
    re.compile(r"\bgiải (?:nhất|nhì|ba|khuyến khích)\b"),
)
# Of these too, but "15 chỉ tiêu đạt, 05 chỉ tiêu vượt" overlap where none is said to fall short.
_GRADES = (
    re.compile(r"\b(?:vượt|(?:chưa |không )?đạt)\b"),
    re.compile(r"\b(?:hoàn thành (?:xuất sắc|tốt)|(?:chưa |không )?hoàn thành|đang)\b"),
)
_SHORT = ("chưa", "không", "đang")
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
    return [
        _finding(
            text,
            "symbol-issuer",
            [_span(m)],
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


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure with its place in a sentence."""

    figure: Figure
    start: int
    end: int


def _sums(text: str, placed: Sequence[Placed], figures: Sequence[Figure]) -> list[Finding]:
    """Parts that are more than their whole, or that a list of all of them does not make up."""
    out: list[Finding] = []
    starts = [figure.start for figure in figures]
    for place in placed:
        view = place.passage.view
        for start, end in sentence_spans(view.text):
            hull = view.span(start, end)
            inside = figures[bisect_left(starts, hull.start) : bisect_left(starts, hull.end)]
            counts = list(_counts(view, start, end, inside))
            sentence = view.text[start:end]
            out.extend(_rests(text, sentence, counts))
            out.extend(_wholes(text, sentence, counts))
    return out


def _counts(view: View, start: int, end: int, figures: Sequence[Figure]) -> Iterator[_Count]:
    """Yield those of the figures that stand in a sentence: not what a footnote in its midst says."""
    for figure in figures:
        first, last = view.index(figure.start), view.index(figure.end - 1)
        if first is not None and last is not None and start <= first and last < end:
            yield _Count(figure, first - start, last + 1 - start)


def _rests(text: str, sentence: str, counts: Sequence[_Count]) -> Iterator[Finding]:
    """ "07/09 nhiệm vụ hoàn thành, 03 nhiệm vụ đang thực hiện": more than the whole, once a sentence."""
    over = next((pair for pair in pairwise(counts) if _is_over_whole(sentence, *pair)), None)
    if over:
        done, rest = over[0].figure, over[1].figure
        yield _finding(
            text,
            "parts-sum",
            [_span(done), _span(rest)],
            f"{done.value:g} và {rest.value:g} cộng lại vượt {done.of:g} {done.unit}",
            f"{done.value:g} and {rest.value:g} are more than the {done.of:g} in all",
        )


def _is_over_whole(sentence: str, one: _Count, other: _Count) -> bool:
    done, rest = one.figure, other.figure
    if not done.of or rest.of or done.unit is None or rest.unit != done.unit:
        return False
    between, behind = sentence[one.end : other.start], sentence[other.end : other.end + 30]
    if len(between) > _REST_REACH or "hoàn thành" not in between:
        return False
    return bool(_REST.search(between[-12:] + behind)) and done.value + rest.value > done.of


def _wholes(text: str, sentence: str, counts: Sequence[_Count]) -> Iterator[Finding]:
    """ "29 đảng viên (khiển trách 16, cảnh cáo 09, khai trừ 06)": the parts do not make up the whole."""
    for index, whole in enumerate(counts):
        parts = _parts(sentence, whole, counts[index + 1 :])
        if not parts or _is_reached(whole.figure, parts):
            continue
        sum_of = " + ".join(f"{part.value:.15g}" for part in parts)
        total = f"{sum(part.value for part in parts):.15g}"
        yield _finding(
            text,
            "parts-sum",
            [_span(whole.figure), *map(_span, parts)],
            f"{sum_of} = {total}, không phải {whole.figure.value:.15g} {whole.figure.unit}",
            f"{sum_of} = {total}, not {whole.figure.value:.15g}",
        )


def _is_reached(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether some of the parts come to the whole; the others then lie within these or beside it."""
    chosen = (some for n in range(1, len(parts) + 1) for some in combinations(parts, n))
    return any(sum(part.value for part in some) in {whole.value, whole.of} for some in chosen)


def _parts(sentence: str, whole: _Count, behind: Sequence[_Count]) -> list[Figure]:
    """Return the parts that the words behind a whole name, none where they may leave some out or overlap."""
    if whole.figure.unit in {None, "%"} or whole.figure.comparator:
        return []
    bracket = _IN_BRACKETS.match(sentence, whole.end)
    match = bracket or _MADE_UP_OF.match(sentence, whole.end)
    if match is None or _NOT_ALL.search(match["parts"]):
        return []
    start, end = match.span("parts")
    inside = [c for c in behind if start <= c.start and c.end <= end and c.figure.unit != "%"]
    parts = [c.figure for c in inside]
    if not 2 <= len(parts) <= _PARTS_AT_MOST or not all(_is_part_of(whole.figure, part) for part in parts):
        return []
    labels = _labels(sentence, start, end, inside)
    if labels is None:
        return []
    says_all = bracket is None or _ALL.match(match["parts"])
    over = sum(part.value for part in parts) > whole.figure.value
    return parts if says_all or (over and _exclude_each_other(labels)) else []


def _is_part_of(whole: Figure, part: Figure) -> bool:
    """Say whether a figure counts the same, perhaps a kind of it ("giải", "giải Nhất")."""
    if part.unit is None or whole.unit is None or not f"{part.unit} ".startswith(f"{whole.unit} "):
        return False
    return part.of is None and part.change is None and part.comparator is None


def _labels(sentence: str, start: int, end: int, counts: Sequence[_Count]) -> list[str] | None:
    """Return the words around each part of a list, or null where a member of the list has no count."""
    edges = [start, *(edge for c in counts for edge in (c.start, c.end)), end]
    words = "\0".join(sentence[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    members = _NEXT_PART.split(words)
    if any(member.count("\0") != 1 for member in members):
        return None
    return [
        member.replace("\0", sentence[c.start : c.end]) for member, c in zip(members, counts, strict=True)
    ]


def _exclude_each_other(labels: Sequence[str]) -> bool:
    for pattern in (*_KINDS, *_GRADES):
        found = [match[0] for label in labels if (match := pattern.search(label.lower()))]
        if len(found) == len(labels) == len(set(found)):
            return pattern in _KINDS or any(word.startswith(_SHORT) for word in found)
    return False


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
