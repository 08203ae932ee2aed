"""Relations: where the text says that one identified directive implements, continues, guides … another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.facts.clauses import sentence_spans
from kg.facts.mentions import Cited
from kg.model import Mention, Relation, Relationship

# What stands between two mentions, right before the second; the nearest words first. The first's title and
# further members of its coordination may precede.
_GAPS: tuple[tuple[re.Pattern[str], Relationship], ...] = (
    (
        re.compile(
            r"(?:,? về(?: việc)?)? tiếp tục (?:đẩy mạnh )?(?:việc )?(?:triển khai )?thực hiện (?:các )?$"
        ),
        "continues",
    ),
    (
        re.compile(r"(?:sửa đổi,? bổ sung|sửa đổi|bổ sung)(?: một số (?:điều|nội dung) của)? (?:các )?$"),
        "amends",
    ),
    (re.compile(r"(?:thay thế|thay cho|bãi bỏ|thay) (?:cho )?$"), "replaces"),
    (
        re.compile(
            r"hướng dẫn(?: \S+){0,9} (?:thi hành|thực hiện)"
            r"(?: [^;]{0,90}?(?:của|thuộc))?(?: một số điều của)? ?$"
        ),
        "guides",
    ),
    (re.compile(r"hướng dẫn(?: một số (?:điều|nội dung)(?: của)?)? ?$"), "guides"),
    (
        re.compile(
            r"qu[yi] định chi tiết(?: và)?(?: (?:thi hành|hướng dẫn|biện pháp))*"
            r"(?: một số (?:điều|nội dung) của)? ?$"
        ),
        "guides",
    ),
    (
        re.compile(
            r"(?:,? về(?: việc)?|,? để|,? nhằm)? ?(?:tổ chức )?"
            r"(?:triển khai thực hiện|thực hiện|triển khai|cụ thể hóa) (?:các )?$"
        ),
        "implements",
    ),
)
_GAP_AT_MOST = 260
# "P thực hiện D, thay thế P2": what is replaced or amended is so by the head, not by the directive beside it.
_OF_THE_HEAD = frozenset({"replaces", "amends"})
_GIVEN_EFFECT_BY = re.compile(r"[^;.]{0,200}? được cụ thể hóa (?:bằng|thành|tại|trong|qua) (?:các )?")
# "Quán triệt D, thực hiện D2": behind a mere comma the verb is the actor's, unless D is made to give effect.
_ACTORS_OWN_VERB = re.compile(
    r", (?:tổ chức )?(?:triển khai thực hiện|thực hiện|triển khai|cụ thể hóa) (?:các )?"
)
_MADE_TO_GIVE_EFFECT = frozenset({"KH", "CTr", "HD", "ĐA"})
_NEW_SENTENCE = re.compile(r";|\. [A-ZĐ]")
_QUOTED_TITLE = re.compile(r"“[^”]*”|\(.*\)")
_TITLE_BEGINS = re.compile(r"(?:về|V/v|qu[yi] định|phê duyệt)")
# A title about results or a review of another directive does not carry it out.
_ABOUT_RESULTS = re.compile(r"tình hình|kết quả|việc|đánh giá|sơ kết|tổng kết|kiểm tra|\d+ năm")
_CITES = re.compile(r",? về (?:kết luận|việc kết luận|ý kiến)")
_SHARED = frozenset({"implements", "continues"})
"""Relations that hold for all members of a coordination."""
_JOINED = re.compile(r"(?:,| và) (?:số )?")

# "Thực hiện D1; D2, X ban hành Kế hoạch P"
_PREAMBLE = re.compile(
    r"\W*(?:Thực hiện|Triển khai thực hiện|Triển khai|Căn cứ|Tiếp tục thực hiện) (?:các )?$"
)
_ISSUED_BEHIND = re.compile(r"(?:ban hành|xây dựng|đã xây dựng) ?$")
_ISSUED_KINDS = frozenset({"KH", "CTr", "HD", "ĐA", "CT", "NQ", "QC", "QĐ"})
_SURE_FORMS = frozenset({"symbol", "number", "plenum", "congress"})


def find_relations(
    text: str, mentions: Sequence[Mention], cited: Mapping[str, Cited]
) -> tuple[Relation, ...]:
    """Return the relations that the text states, in text order. `cited` maps mention ids to their places."""
    found: list[Relation] = []
    by_id = {m.id: m for m in mentions}
    heads: dict[str, str] = {}
    for index, target in enumerate(mentions[1:], 1):
        source = mentions[index - 1]
        if cited[source.id].placed.passage is not cited[target.id].placed.passage:
            continue
        if _is_given_effect_by(cited[source.id], cited[target.id]):
            found.append(_relation(text, target, "implements", source, cited))
        elif kind := _between(cited[source.id], cited[target.id]):
            head = by_id[heads.get(source.id, source.id)] if kind in _OF_THE_HEAD else source
            relation = _relation(text, head, kind, target, cited)
            found.append(relation)
            heads[target.id] = head.id
            if kind in _SHARED:
                found.extend(_coordinated(text, relation, mentions[index + 1 :], cited))
    for directive, plan in find_preambles(mentions, cited).items():
        found.append(_relation(text, by_id[plan], "implements", by_id[directive], cited))
    return tuple(sorted(set(found), key=lambda r: (r.start, r.end, r.source, r.target)))


def _is_given_effect_by(directive: Cited, plan: Cited) -> bool:
    """Say whether the words between are "D được cụ thể hóa bằng P"."""
    gap = directive.placed.passage.view.text[directive.match.end : plan.match.start]
    return len(gap) <= _GAP_AT_MOST and bool(_GIVEN_EFFECT_BY.fullmatch(gap))


def _between(source: Cited, target: Cited) -> Relationship | None:
    """Return the relation that the words between two mentions of one passage state, or null."""
    first, second = source.match, target.match
    gap = source.placed.passage.view.text[first.end : second.start]
    if second.start < first.end or len(gap) > _GAP_AT_MOST:
        return None
    if _NEW_SENTENCE.search(re.sub(r"“[^”]*”", "“”", gap)):
        return None
    titled = bool(_TITLE_BEGINS.match(gap.strip(" ,")))
    for pattern, kind in _GAPS:
        match = pattern.search(gap)
        if match is None:
            continue
        lead = gap[: match.start()].strip(" ,")
        if lead and not titled and not _QUOTED_TITLE.fullmatch(lead):
            continue
        if kind == "implements" and _ABOUT_RESULTS.search(gap):
            return None
        if _ACTORS_OWN_VERB.fullmatch(gap) and first.kind not in _MADE_TO_GIVE_EFFECT:
            return None
        if "và " not in gap[-6:]:
            return kind
    return "cites" if _CITES.match(gap) and not re.search(r"[;.]", gap) else None


def _coordinated(
    text: str, relation: Relation, later: Sequence[Mention], cited: Mapping[str, Cited]
) -> list[Relation]:
    """Return the same relation to the further members of the target's coordination."""
    out: list[Relation] = []
    before = cited[relation.target]
    for mention in later:
        here = cited[mention.id]
        if here.placed.passage is not before.placed.passage:
            break
        view = here.placed.passage.view
        if not _JOINED.fullmatch(view.text[before.match.end : here.match.start]):
            break
        if here.match.suffix is not None and here.match.suffix != before.match.suffix:
            break
        pieces = view.pieces(cited[relation.source].match.start, here.match.end)
        start, end = pieces[0].start, pieces[-1].end
        out.append(
            replace(relation, target=mention.id, start=start, end=end, surface=text[start:end], pieces=pieces)
        )
        before = here
    return out


def find_preambles(mentions: Sequence[Mention], cited: Mapping[str, Cited]) -> dict[str, str]:
    """Return the id of the plan issued for each directive of a preamble: "Thực hiện D1; D2, X ban hành P"."""
    out: dict[str, str] = {}
    for mention in mentions:
        here = cited[mention.id]
        view = here.placed.passage.view.text
        if here.match.kind not in _ISSUED_KINDS or not _ISSUED_BEHIND.search(view[: here.match.start]):
            continue
        start, _ = next(s for s in sentence_spans(view) if s[0] <= here.match.start < s[1])
        before = [
            m.id
            for m in mentions
            if cited[m.id].placed.passage is here.placed.passage
            and start <= cited[m.id].match.start < here.match.start
        ]
        if not before or not _PREAMBLE.fullmatch(view[start : cited[before[0]].match.start]):
            continue
        sure = [d for d in before if d == before[0] or cited[d].match.form in _SURE_FORMS]
        out.update(dict.fromkeys(sure, mention.id))
    return out


def _relation(
    text: str, source: Mention, kind: Relationship, target: Mention, cited: Mapping[str, Cited]
) -> Relation:
    view = cited[source.id].placed.passage.view
    first = min(cited[source.id].match.start, cited[target.id].match.start)
    last = max(cited[source.id].match.end, cited[target.id].match.end)
    hull = view.span(first, last)
    return Relation(
        source=source.id,
        relation=kind,
        target=target.id,
        start=hull.start,
        end=hull.end,
        surface=text[hull.start : hull.end],
        pieces=view.pieces(first, last),
    )
