"""Statements: what the report says was, is or will be done about each directive, by whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.actors import Actor, canonical
from kg.facts.clauses import every_clause, sentence_spans
from kg.facts.governors import Governor, Verb, find_verbs, govern
from kg.facts.mentions import Cited
from kg.facts.subjects import (
    advised_issuer,
    caused_actor,
    clause_subjects,
    governing_subjects,
    heading_actor,
    said_of_some,
    subject_of,
    taking_over,
)
from kg.model import Figure, Header, Mention, Part, Span, Statement, Status
from kg.outline.notes import Anchor
from kg.outline.sections import Placed


@dataclass(frozen=True, slots=True)
class Claim:
    """A governor with the place that it holds for: a draft of a statement."""

    mention: str
    governor: Governor
    actor: Actor
    status: Status
    part: Part
    section: str
    pieces: tuple[Span, ...]
    inherited: bool


_ONGOING = re.compile(
    r"(?:[Tt]iếp tục|\b[Đđ]ang\b|[Tt]ừng bước|[Dd]uy trì|[Cc]huẩn bị|[Tt]hường xuyên duy trì)"
)
_NEGATED = re.compile(r"\b(?:chưa|còn chậm|còn hạn chế|còn lúng túng|chậm|chưa được)\b(?: [^\s,;.]+){0,6} ?$")
_BEHIND_CHAIN = re.compile(r"(?:,| và|;|,? gắn với|, đồng thời|,? cùng với)? ?(?:các |của |số )?")
_TITLE_GAP = re.compile(
    r"(?:,? ?(?:về|V/v|phê duyệt|ban hành|quy định|hướng dẫn|qu[yi] định)[^;]*?|,? ?“[^”]*”[^;]{0,10}?|,? ?\([^)]*\))?(?:,| và|;|,? gắn với)? ?(?:các )?"
)


def find_statements(
    text: str, placed: Sequence[Placed], anchors: Mapping[int, Anchor], cited: Mapping[str, Cited], mentions: Sequence[Mention], header: Header,
    figures: Sequence[Figure], preambles: Mapping[str, str],
) -> tuple[Statement, ...]:  # fmt: skip
    """Return all statements in the order of their mentions, ids s1, s2 …

    `cited` gives the match behind each mention id; `anchors` the hosts of footnotes by passage index;
    `preambles` the plan's mention id for each directive that its preamble gives effect to.
    """
    by_passage: dict[int, list[str]] = {}
    for mention in mentions:
        by_passage.setdefault(id(cited[mention.id].placed.passage), []).append(mention.id)
    claims: list[Claim] = []
    governing = governing_subjects(placed)
    for index, place in enumerate(placed):
        ids = by_passage.get(id(place.passage), [])
        if ids and place.passage.kind in {"text", "note"}:
            reader = _PassageReader(
                text, place, anchors.get(index), header, cited, governing[index], preambles
            )
            claims.extend(reader.claims(ids))
    order = {m.id: n for n, m in enumerate(mentions)}
    claims.sort(key=lambda c: order[c.mention])
    return tuple(_statement(text, f"s{n}", claim, figures) for n, claim in enumerate(claims, 1))


@dataclass(slots=True)
class _PassageReader:
    """Reads one passage's mentions left to right. Mutable while reading, local to this module."""

    text: str
    place: Placed
    anchor: Anchor | None
    header: Header
    cited: Mapping[str, Cited]
    governing: str | None
    preambles: Mapping[str, str]

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Return the claims about the given mentions of this passage, in text order."""
        view = self.place.passage.view.text
        masked = _masked(view, [self.cited[i].match for i in ids])
        verbs = find_verbs(masked)
        clauses = list(every_clause(masked))
        subjects = clause_subjects(view, clauses)
        out: list[Claim] = []
        previous: list[Claim] = []
        previous_end = -1
        for mention_id in sorted(ids, key=lambda i: self.cited[i].match.start):
            match = self.cited[mention_id].match
            at = next(i for i, c in enumerate(clauses) if c[1] > match.start)
            clause = _without_intro(masked, clauses[at])
            gap = view[previous_end : match.start] if previous_end >= 0 else None
            made = self._made(
                mention_id, view, masked, verbs, clause, match.start, match.number is not None, gap, previous
            )
            subject = subjects[at]
            new = [
                self._claim(mention_id, g, view, clause, subject, match.end, inherited)
                for g, inherited in made
            ]
            out.extend(new)
            if made or gap is None or not _TITLE_GAP.fullmatch(gap):
                previous = new or ([] if made is not None and not new else previous)
            previous = new or previous
            previous_end = match.end
        return out

    def _made(
        self, mention_id: str, view: str, masked: str, verbs: Sequence[Verb], clause: tuple[int, int], start: int, numbered: bool,
        gap: str | None, previous: Sequence[Claim],
    ) -> list[tuple[Governor, bool]]:  # fmt: skip
        if (
            gap is not None
            and previous
            and _BEHIND_CHAIN.fullmatch(gap)
            or (gap is not None and previous and _is_title_gap(gap))
        ):
            return [(c.governor, True) for c in previous]
        if mention_id in self.preambles:
            return [(self._by_preamble(mention_id, clause), False)]
        governed = govern(masked, (clause[0], clause[1]), start, verbs, numbered=numbered)
        if governed is None:
            if previous and gap is not None and ";" in gap and not gap.strip(" ;,").endswith(":"):
                return [(c.governor, True) for c in previous]
            return [(g, False) for g in self._from_host()] if self.anchor else []
        return [(self._resolved(g, previous), False) for g in governed]

    def _by_preamble(self, mention_id: str, clause: tuple[int, int]) -> Governor:
        """ "Thực hiện D1; D2, X ban hành Kế hoạch P" concretizes each directive by the plan."""
        first = min(
            self.cited[m].match.start
            for m in self.preambles
            if self.cited[m].placed.passage is self.place.passage
        )
        start = max(s for s, _ in sentence_spans(self.place.passage.view.text) if s <= first)
        return Governor(
            "concretize", start if mention_id in self.preambles else clause[0], via=self.preambles[mention_id]
        )

    def _resolved(self, governor: Governor, previous: Sequence[Claim]) -> Governor:
        """An elided review ("10 năm thực hiện …") is of the kind that the claim before it names."""
        if governor.activity != "elided_review":
            return governor
        review = next(
            (c.governor.activity for c in reversed(previous) if c.governor.activity.endswith("_review")), None
        )
        years = governor.review_years
        return replace(governor, activity=review or "implement", review_years=years if review else None)

    def _from_host(self) -> tuple[Governor, ...]:
        """A footnote that only lists documents takes the verbs of the clause that carries its mark."""
        if self.anchor is None:
            return ()
        view = self.anchor.host.passage.view.text
        verbs = find_verbs(view)
        clause = next((c for c in every_clause(view) if c[0] <= self.anchor.at <= c[1]), None)
        if clause is None:
            return ()
        near = [v for v in verbs if clause[0] <= v.start and v.end <= self.anchor.at]
        chosen = [v for v in near if v.activity not in {"direct", "advise", "report", "other"}]
        if not chosen:
            return ()
        origin = self.anchor.host.passage.view.origin(chosen[-1].start)
        return (Governor(chosen[-1].activity, -1 - origin),)

    def _claim(
        self, mention_id: str, governor: Governor, view: str, clause: tuple[int, int], subject: tuple[str, int, bool] | None, end: int, inherited: bool
    ) -> Claim:  # fmt: skip
        start = governor.start
        passage_view = self.place.passage.view
        if start < 0:
            host_view = self.anchor.host.passage.view if self.anchor else passage_view
            match = self.cited[mention_id].match
            pieces = (
                Span(-1 - start, host_view.origin(max(0, (self.anchor.at if self.anchor else 1) - 1)) + 1),
                *passage_view.pieces(match.start, end),
            )
            start = 0
        else:
            start = min(start, self.cited[mention_id].match.start)
            pieces = passage_view.pieces(start, end)
        actor = self._actor(view, clause, subject, start, governor, mention_id)
        return Claim(
            mention_id,
            governor,
            actor,
            self._status(view, clause, start),
            self.place.part,
            self.place.section,
            pieces,
            inherited,
        )

    def _status(self, view: str, clause: tuple[int, int], start: int) -> Status:
        left = view[clause[0] : start + 12] if start >= clause[0] else view[start : start + 12]
        if self.place.part == "plan":
            return "planned"
        if self.place.part == "shortcomings" or _NEGATED.search(view[max(clause[0], start - 40) : start]):
            return "shortcoming"
        lead = view[max(0, start - 25) : start]
        intro = (
            view[: clause[0]].rsplit(". ", 1)[-1] if view[: clause[0]].rstrip().endswith((":", ";")) else ""
        )
        if _ONGOING.search(left) or _ONGOING.search(lead) and ";" not in lead and "." not in lead:
            return "ongoing"
        if (
            ":" in view[: clause[0] + 1]
            and re.search(r"đang thực hiện:?", intro or view[: clause[0]].split(":")[0])
            and self.place.passage.kind == "note"
        ):
            return "ongoing"
        return "done"

    def _actor(
        self, view: str, clause: tuple[int, int], subject: tuple[str, int, bool] | None, start: int, governor: Governor, mention_id: str
    ) -> Actor:  # fmt: skip
        kind = self.cited[mention_id].match.kind
        if mention_id in self.preambles and (issuing := self._issuing_subject(view, mention_id)):
            return Actor(canonical(issuing, self.header), True, 0.9)
        if governor.activity in {"issue", "concretize"} and (advised := advised_issuer(view, clause[0], start)):
            return Actor(canonical(advised, self.header), True, 0.85)
        if later := taking_over(view, clause, start):
            return Actor(canonical(later, self.header), True, 0.9)
        lead = (
            clause[0]
            if start >= clause[0]
            else next((c[0] for c in every_clause(view) if c[0] <= start < c[1]), 0)
        )
        if start > lead and (caused := caused_actor(view, lead, start)):
            return Actor(canonical(caused, self.header), True, 0.9)
        if (
            self.place.part == "shortcomings"
            and (some := said_of_some(view, clause))
            and (subject is None or not subject[2])
        ):
            return Actor(canonical(some, self.header), True, 0.85)
        if subject is not None:
            name = canonical(subject[0], self.header)
            if (
                governor.activity == "issue"
                and kind in {"CT", "NQ"}
                and re.match(r"(?:các cấp )?(?:Mặt trận|Hội|Liên đoàn|Đoàn|[Cc]ông đoàn)", name)
            ):
                return Actor(self.header.issuer or name, False, 0.8)
            return Actor(name, subject[2], 0.93 if subject[2] else 0.85)
        if self.anchor is not None:
            host = self.anchor.host
            host_view = host.passage.view.text
            clauses = list(every_clause(host_view))
            at = next((i for i, c in enumerate(clauses) if c[0] <= self.anchor.at <= c[1]), None)
            found = clause_subjects(host_view, clauses)[at] if at is not None else None
            if found is not None:
                return Actor(canonical(found[0], self.header), False, 0.8)
        if self.governing is not None:
            return Actor(canonical(self.governing, self.header), False, 0.8)
        for heading in reversed(self.place.headings):
            if named := heading_actor(heading):
                return Actor(canonical(named, self.header), False, 0.8)
        return Actor(self.header.issuer or "cơ quan báo cáo", False, 0.85)

    def _issuing_subject(self, view: str, mention_id: str) -> str | None:
        """Return X of "…, X ban hành Kế hoạch"."""
        plan = self.cited[self.preambles[mention_id]].match
        comma = view.rfind(", ", 0, plan.start)
        found = subject_of(view, comma + 2, plan.start) if comma >= 0 else None
        return found[0] if found else None


def _masked(view: str, matches: Sequence[object]) -> str:
    """Blank the quoted titles, so that their verbs govern nothing."""
    return re.sub(r"“[^”]{12,}”", lambda m: "“" + " " * (len(m[0]) - 2) + "”", view)


def _is_title_gap(gap: str) -> bool:
    """Say whether only the title of the mention before stands between two mentions of one coordination."""
    if len(gap) > 400 or not re.search(r"(?:,|;| và|gắn với) ?(?:các )?$", gap):
        return False
    titled = re.match(r",? ?(?:về|V/v|phê duyệt|quy định|“|\()", gap)
    return (
        bool(titled)
        and bool(
            _TITLE_GAP.fullmatch(gap)
            or re.fullmatch(r",? ?(?:về|V/v|phê duyệt|quy định) [^;]*?(?:; ?|, | và )", gap)
        )
        and not re.search(
            r"; (?:tổ chức|chỉ đạo|tổng kết|sơ kết|triển khai|thực hiện|ban hành|xây dựng|kiểm tra|tiếp tục)",
            gap,
        )
    )


def _without_intro(masked: str, clause: tuple[int, int]) -> tuple[int, int]:
    """A clause behind a colon that opens a list begins behind the colon: "như: tổ chức học tập …"."""
    colon = masked.rfind(": ", clause[0], clause[1])
    return (clause[0], clause[1]) if colon < 0 else clause


_ACTIVITY_CONFIDENCE = {
    "basis": 0.93,
    "other": 0.75,
    "report": 0.75,
    "direct": 0.7,
    "advise": 0.7,
    "issue": 0.88,
    "concretize": 0.88,
}


def _statement(text: str, statement_id: str, claim: Claim, figures: Sequence[Figure]) -> Statement:
    start, end = claim.pieces[0].start, claim.pieces[-1].end
    start, end = min(start, *(p.start for p in claim.pieces)), max(end, *(p.end for p in claim.pieces))
    confidence = _ACTIVITY_CONFIDENCE.get(claim.governor.activity, 0.95) - (0.05 if claim.inherited else 0.0)
    return Statement(
        id=statement_id, mention=claim.mention, actor=claim.actor.name, actor_explicit=claim.actor.explicit,
        activity=claim.governor.activity, status=claim.status, review_years=claim.governor.review_years, via=claim.governor.via,
        start=start, end=end, surface=text[start:end], pieces=claim.pieces,
        figures=tuple(f.id for f in figures if start <= f.start < end), part=claim.part, section=claim.section,
        confidence=confidence, actor_confidence=claim.actor.confidence,
    )  # fmt: skip
