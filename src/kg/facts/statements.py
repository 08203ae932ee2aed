"""Statements: what the report says was, is or will be done about each directive, by whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.actors import Actor, advised_issuer, canonical, caused_actor, heading_actor, subject_of
from kg.facts.clauses import every_clause, sentence_spans
from kg.facts.governors import Governor, Verb, find_verbs, govern
from kg.facts.mentions import Cited
from kg.find.bodies import body_at, class_at
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
    governing = _governing_subjects(placed)
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
        subjects = _subjects(view, clauses)
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
        if later := _later_subject(view, clause, start):
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
            and (some := _some_class(view, clause))
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
            found = _subjects(host_view, clauses)[at] if at is not None else None
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


@dataclass(frozen=True, slots=True)
class _Intro:
    """A subject that governs the list below it: in its section, or only the dashes right behind it."""

    subject: str
    section: str
    dashes_only: bool


def _governing_subjects(placed: Sequence[Placed]) -> list[str | None]:
    """Return for each passage the subject of the sentence that introduces its list: "X thực hiện …, như sau:"."""
    out: list[str | None] = []
    intro: _Intro | None = None
    for place in placed:
        if intro is not None and not _reaches(intro, place):
            intro = None
        out.append(intro.subject if intro else None)
        view = place.passage.view.text
        if place.passage.kind == "text" and view.endswith(":") and not place.heading:
            intro = _introduction(view, place) or intro
    return out


def _reaches(intro: _Intro, place: Placed) -> bool:
    if intro.dashes_only and place.passage.kind == "text" and place.passage.marker != "dash":
        return False
    return intro.section == "" or place.section == intro.section or place.section.startswith(intro.section + ".")


def _introduction(view: str, place: Placed) -> _Intro | None:
    """Who is told to act governs the section; a subject alone governs the list. A report's opening governs nothing."""
    clauses = list(every_clause(view))
    told = next((c for s, e in reversed(clauses) if (c := caused_actor(view, s, e)) is not None), None)
    if told is not None and (place.section or place.part == "plan" or "thực hiện" in view[-90:]):
        return _Intro(told, place.section, dashes_only=False)
    subject = next((s for s in reversed(_subjects(view, clauses)) if s is not None), None)
    if subject is None or not place.section:
        return None
    return _Intro(subject[0], place.section, dashes_only=place.passage.marker is None and "một số" not in view[-60:])


def _later_subject(view: str, clause: tuple[int, int], before: int) -> str | None:
    """Return a named body that takes over as subject in mid-clause: "…, Ủy ban Kiểm tra Tỉnh ủy giám sát …"."""
    found = None
    for match in re.finditer(r", (?=[A-ZĐÀ-Ỹ])", view[clause[0] : before]):
        at = clause[0] + match.end()
        body = body_at(view, at)
        if body is None:
            continue
        subject = subject_of(view, at, min(clause[1], before + 20))
        if subject is not None and subject[1] <= before + 1:
            found = subject[0]
    return found


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


def _subjects(view: str, clauses: Sequence[tuple[int, int]]) -> list[tuple[str, int, bool] | None]:
    """Return for each clause its subject, where it ends, and whether the clause itself says it."""
    starts = {s for s, _ in sentence_spans(view)}
    out: list[tuple[str, int, bool] | None] = []
    current: tuple[str, int, bool] | None = None
    for start, end in clauses:
        found = subject_of(view, start, end)
        if found is not None:
            current = (found[0], found[1], True)
            out.append(current)
        else:
            caused = caused_actor(view, start, end) if start not in starts else None
            out.append(
                (current[0], current[1], False)
                if current and not caused
                else current and (current[0], current[1], False)
            )
    return out


_SOME = re.compile(r"(?:một số ít|một số|một vài|nhiều|có) (?=\w)", re.IGNORECASE)


def _some_class(view: str, clause: tuple[int, int]) -> str | None:
    """Return whom a shortcoming is said of where no subject leads: "… ở một số đơn vị còn chậm"."""
    for match in _SOME.finditer(view, clause[0], clause[1]):
        found = class_at(view, match.start())
        if found is not None and found.end <= clause[1]:
            return found.surface
    return None


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
