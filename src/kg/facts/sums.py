"""Figures that do not come out: percentages, and parts that do not make up their whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.facts.clauses import sentence_spans
from kg.facts.finding import make_finding, span_of
from kg.model import Figure, Finding
from kg.outline.sections import Placed
from kg.outline.view import View

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


def wrong_percentages(text: str, figures: Sequence[Figure]) -> list[Finding]:
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
                make_finding(
                    text,
                    "percentage",
                    [span_of(rate), span_of(fraction)],
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


def wrong_sums(text: str, placed: Sequence[Placed], figures: Sequence[Figure]) -> list[Finding]:
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
        yield make_finding(
            text,
            "parts-sum",
            [span_of(done), span_of(rest)],
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
        yield make_finding(
            text,
            "parts-sum",
            [span_of(whole.figure), *map(span_of, parts)],
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
