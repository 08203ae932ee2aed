"""Relations: where the text says that one identified directive implements, continues, guides, amends … another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.facts.clauses import sentence_spans
from kg.facts.mentions import Cited
from kg.model import Mention, Relation, Relationship

# What stands between two mentions, the nearest first; titles and further members of a coordination may precede.
_GAPS: tuple[tuple[re.Pattern[str], Relationship], ...] = (
    (re.compile(r"(?:,? về(?: việc)?)? (?:tiếp tục )(?:đẩy mạnh )?(?:việc )?(?:triển khai )?(?:thực hiện) (?:các )?$"), "continues"),
    (re.compile(r"(?:sửa đổi,? bổ sung|sửa đổi|bổ sung)(?: một số (?:điều|nội dung) của)? (?:các )?$"), "amends"),
    (re.compile(r"(?:thay thế|thay cho|bãi bỏ|thay) (?:cho )?$"), "replaces"),
    (re.compile(r"(?:hướng dẫn)(?: \S+){0,9} (?:thi hành|thực hiện)(?: [^;]{0,90}?(?:của|thuộc))?(?: một số điều của)? ?$"), "guides"),
    (re.compile(r"(?:hướng dẫn)(?: một số (?:điều|nội dung)(?: của)?)? ?$"), "guides"),
    (re.compile(r"(?:,? về(?: việc)?|,? để|,? nhằm)? ?(?:tổ chức )?(?:triển khai thực hiện|thực hiện|triển khai|cụ thể hóa) (?:các )?$"), "implements"),
)  # fmt: skip
_ISSUED_LATER = re.compile(r"(?:ban hành|xây dựng|đã xây dựng) ?$")
_PREAMBLE = re.compile(
    r"\W*(?:Thực hiện|Triển khai thực hiện|Triển khai|Căn cứ|Tiếp tục thực hiện) (?:các )?$"
)


def find_relations(
    text: str, mentions: Sequence[Mention], cited: Mapping[str, Cited]
) -> tuple[Relation, ...]:
    """Return the relations that the text states, in text order."""
    found: list[Relation] = []
    for index, target in enumerate(mentions[1:], 1):
        source = mentions[index - 1]
        if cited[source.id].placed.passage is not cited[target.id].placed.passage:
            continue
        if relation := _between(text, source, target, cited):
            found.append(relation)
            found.extend(_coordinated(text, relation, mentions[index + 1 :], cited))
    by_id = {m.id: m for m in mentions}
    for directive, plan in find_preambles(mentions, cited).items():
        found.append(_relation(text, by_id[plan], "implements", by_id[directive], cited))
    return tuple(sorted(set(found), key=lambda r: (r.start, r.end, r.source, r.target)))


def _between(text: str, source: Mention, target: Mention, cited: Mapping[str, Cited]) -> Relation | None:
    view = cited[source.id].placed.passage.view.text
    first, second = cited[source.id].match, cited[target.id].match
    gap = view[first.end : second.start]
    if second.start < first.end or len(gap) > 260:
        return None
    quoted = re.sub(r"“[^”]*”", "“”", gap)
    if ";" in quoted or re.search(r"\. [A-ZĐ]", quoted):
        return None
    for pattern, kind in _GAPS:
        match = pattern.search(gap)
        if match is None:
            continue
        lead = gap[: match.start()].strip(" ,")
        direct = not lead or re.fullmatch(r"“[^”]*”|\(.*\)", lead) is not None
        titled = bool(re.match(r"(?:về|V/v|qu[yi] định|phê duyệt)", gap.strip(" ,")))
        if kind == "implements" and not direct and not titled:
            continue
        if kind == "implements" and re.search(
            r"tình hình|kết quả|việc|đánh giá|sơ kết|tổng kết|kiểm tra|\d+ năm", gap
        ):
            return None
        if (direct or titled) and "và " not in gap[-6:]:
            return _relation(text, source, kind, target, cited)
    if re.match(r",? về (?:kết luận|việc kết luận|ý kiến)", gap) and not re.search(r"[;.]", gap):
        return _relation(text, source, "cites", target, cited)
    return None


def _coordinated(
    text: str, relation: Relation, later: Sequence[Mention], cited: Mapping[str, Cited]
) -> list[Relation]:
    """The further members of the target's coordination stand in the same relation."""
    out: list[Relation] = []
    before = cited[relation.target]
    for mention in later:
        here = cited[mention.id]
        if here.placed.passage is not before.placed.passage:
            break
        view = here.placed.passage.view.text
        if not re.fullmatch(
            r"(?:,| và) (?:số )?", view[before.match.end : here.match.start]
        ) or relation.relation not in {"implements", "continues"}:
            break
        if here.match.suffix is not None and here.match.suffix != before.match.suffix:
            break
        view_span = here.placed.passage.view
        start = relation.start
        end = view_span.span(here.match.start, here.match.end).end
        out.append(
            Relation(
                relation.source, relation.relation, mention.id, start, end, text[start:end], relation.pieces
            )
        )
        before = here
    return out


def find_preambles(mentions: Sequence[Mention], cited: Mapping[str, Cited]) -> dict[str, str]:
    """ "Thực hiện D1; D2, X ban hành Kế hoạch P": return P's mention id for each directive of the preamble."""
    out: dict[str, str] = {}
    for mention in mentions:
        here = cited[mention.id]
        view = here.placed.passage.view.text
        if here.match.kind not in {
            "KH",
            "CTr",
            "HD",
            "ĐA",
            "CT",
            "NQ",
            "QC",
            "QĐ",
        } or not _ISSUED_LATER.search(view[: here.match.start]):
            continue
        start, _ = next(s for s in sentence_spans(view) if s[0] <= here.match.start < s[1])
        before = [
            m
            for m in mentions
            if cited[m.id].placed.passage is here.placed.passage
            and start <= cited[m.id].match.start < here.match.start
        ]
        if not before or not _PREAMBLE.fullmatch(view[start : cited[before[0].id].match.start]):
            continue
        for directive in before:
            if (
                cited[directive.id].match.form in {"symbol", "number", "plenum", "congress"}
                or directive is before[0]
            ):
                out[directive.id] = mention.id
    return out


def _relation(
    text: str, source: Mention, kind: Relationship, target: Mention, cited: Mapping[str, Cited]
) -> Relation:
    view = cited[source.id].placed.passage.view
    first = min(cited[source.id].match.start, cited[target.id].match.start)
    last = max(cited[source.id].match.end, cited[target.id].match.end)
    hull = view.span(first, last)
    return Relation(
        source.id,
        kind,
        target.id,
        hull.start,
        hull.end,
        text[hull.start : hull.end],
        view.pieces(first, last),
    )
