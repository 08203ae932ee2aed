"""Statements: what the report says was, is or will be done about each directive, by whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.actors import Actor, canonical
from kg.facts.clauses import every_clause, sentence_spans
from kg.facts.confidence import confidence_of
from kg.facts.governors import Governor, elided_review, govern
from kg.facts.mentions import Cited
from kg.facts.passives import Passive, find_passive, passive_agent
from kg.facts.statuses import status_of
from kg.facts.subjects import (
    Subject,
    advised_issuer,
    caused_actor,
    clause_subjects,
    governing_subjects,
    heading_actor,
    said_of_some,
    subject_of,
    taking_over,
)
from kg.facts.verbs import Verb, find_verbs
from kg.model import Figure, Header, Mention, Part, Span, Statement, Status
from kg.outline.notes import Anchor
from kg.outline.sections import Placed


@dataclass(frozen=True, slots=True)
class Claim:
    """What governs a mention, with all that holds where it stands: a draft of a statement."""

    mention: str
    governor: Governor
    actor: Actor
    status: Status
    part: Part
    section: str
    pieces: tuple[Span, ...]
    way: str
    """How the governor governs: direct, chain, inherited, elided, passive, preamble or host."""


# Between two mentions of one coordination: a joint, or the first one's title and a joint.
_JOINT = re.compile(r"(?:,| và|;|,? gắn với|, đồng thời|,? cùng với)? ?(?:các |của |số )?")
_COMMA = re.compile(r"(?:,| và) (?:các )?")
_TITLE = (
    r",? ?(?:về|V/v|phê duyệt|ban hành|quy định|hướng dẫn|qu[yi] định)[^;]*?"
    r"|,? ?“[^”]*”[^;]{0,10}?"
    r"|,? ?\([^)]*\)"
)
_TITLE_GAP = re.compile(rf"(?:{_TITLE})?(?:,| và|;|,? gắn với)? ?(?:các )?")
_TITLE_GAP_AT_MOST = 400
_JOINED_BEHIND = re.compile(r"(?:,|;| và|gắn với) ?(?:các )?$")
_TITLE_BEGINS = re.compile(r",? ?(?:về|V/v|phê duyệt|quy định|“|\()")
_TITLE_TO_JOINT = re.compile(r",? ?(?:về|V/v|phê duyệt|quy định) [^;]*?(?:; ?|, | và )")
_NEXT_ACT = re.compile(
    r"; (?:tổ chức|chỉ đạo|tổng kết|sơ kết|triển khai|thực hiện|ban hành|xây dựng|kiểm tra|tiếp tục)"
)
_GIVES_EFFECT = re.compile(
    r"\W*(?:Thực hiện|Triển khai|Căn cứ|Tiếp tục thực hiện|Để (?:thực hiện|triển khai|cụ thể hóa)) "
)
_ISSUES_OWN = re.compile(
    r", [^,;]{3,80}? (?:ban hành|xây dựng) (?P<kind>Kế hoạch|Chương trình|Đề án|Hướng dẫn)(?= với| như sau|:)"
)
# What a footnote's host must do before the note's documents are objects of it.
_CARRIES_NO_NOTE = frozenset({"direct", "advise", "report", "other"})
_BASIS_BEFORE_NOTE = re.compile(r"\b(?:theo|căn cứ)\b[^;.,:]{0,60}$")
# Organisations that carry out the committee's own directives and issue none of these kinds.
_MASS_ORGANISATION = re.compile(r"(?:các cấp )?(?:Mặt trận|Hội(?! đồng)|Liên đoàn|Đoàn|[Cc]ông đoàn)")
_COMMITTEE_KINDS = frozenset({"CT", "NQ"})


def find_statements(
    text: str,
    placed: Sequence[Placed],
    *,
    anchors: Mapping[int, Anchor],
    cited: Mapping[str, Cited],
    mentions: Sequence[Mention],
    header: Header,
    figures: Sequence[Figure],
    preambles: Mapping[str, str],
) -> tuple[Statement, ...]:
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
            reader = _PassageReader(place, anchors.get(index), header, cited, governing[index], preambles)
            claims.extend(reader.claims(ids))
    order = {m.id: n for n, m in enumerate(mentions)}
    claims.sort(key=lambda c: order[c.mention])
    return tuple(_statement(text, f"s{n}", claim, figures) for n, claim in enumerate(claims, 1))


@dataclass(frozen=True, slots=True)
class _Site:
    """A mention in its clause: all that its claims are read from."""

    mention: str
    start: int
    end: int
    clause: tuple[int, int]
    subject: Subject | None
    gap: str | None
    """The words since the mention before in this passage."""
    passive: Passive | None


@dataclass(frozen=True, slots=True)
class _PassageReader:
    """Reads the mentions of one passage, left to right."""

    place: Placed
    anchor: Anchor | None
    header: Header
    cited: Mapping[str, Cited]
    governing: str | None
    preambles: Mapping[str, str]

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Return the claims about the given mentions of this passage, in text order."""
        masked = _without_quotes(self.view)
        verbs = find_verbs(masked)
        out: list[Claim] = []
        previous: list[Claim] = []
        refused = False
        for site in self._sites(ids, masked, verbs):
            governors = self._governors(site, masked, verbs, previous, refused=refused)
            refused = governors is None
            new = [self._claim(site, governor, way) for governor, way in governors or ()]
            out.extend(new)
            if new or site.gap is None or not _TITLE_GAP.fullmatch(site.gap):
                previous = new
        return out

    def _issues(self, governor: Governor, start: int) -> bool:
        """Say whether a claim is of issuing, by its own word or by "ban hành" for the sake of another."""
        named = self.view[start : start + len("ban hành")].lower()
        return governor.activity == "issue" or (governor.activity == "concretize" and named == "ban hành")

    def _kind(self, mention: str) -> str:
        return self.cited[mention].match.kind

    @property
    def view(self) -> str:
        """The passage's words."""
        return self.place.passage.view.text

    def _sites(self, ids: Sequence[str], masked: str, verbs: Sequence[Verb]) -> list[_Site]:
        clauses = list(every_clause(masked))
        subjects = clause_subjects(self.view, clauses)
        out: list[_Site] = []
        end = -1
        for mention in sorted(ids, key=lambda i: self.cited[i].match.start):
            match = self.cited[mention].match
            at = next(i for i, clause in enumerate(clauses) if clause[1] > match.start)
            gap = self.view[end : match.start] if end >= 0 else None
            passive = find_passive(masked, clauses[at], (match.start, match.end), verbs)
            out.append(_Site(mention, match.start, match.end, clauses[at], subjects[at], gap, passive))
            end = match.end
        return out

    def _governors(
        self, site: _Site, masked: str, verbs: Sequence[Verb], previous: Sequence[Claim], *, refused: bool
    ) -> list[tuple[Governor, str]] | None:
        """Return what governs a mention, and in which way: see `Claim.way`.

        Null where the text makes no claim of it, nor then of what is joined to it: `refused` says that of
        the mention before.
        """
        inherited = [(claim.governor, "inherited") for claim in previous]
        # "D về thực hiện D1, D2" joins D2 to D1, unless it is of the kind of D: "TB 1 về tổng kết D1, TB 2".
        outer = bool(previous) and self._kind(previous[0].mention) == self._kind(site.mention)
        if refused and site.gap is not None and _COMMA.fullmatch(site.gap) and not outer:
            return None
        if previous and site.gap is not None:
            if elided := elided_review(site.gap, site.start - len(site.gap)):
                return [(self._review_again(elided, previous), "elided")]
            if _JOINT.fullmatch(site.gap) or _is_title_gap(site.gap):
                return inherited
        if site.mention in self.preambles:
            return [(self._by_preamble(site.mention), "preamble")]
        if own := self._by_own_preamble(site):
            return [(own, "preamble")]
        numbered = self.cited[site.mention].match.number is not None
        governors = govern(masked, site.clause, (site.start, site.end), verbs, numbered=numbered)
        if not governors and site.passive:
            return [(governor, "passive") for governor in site.passive.governors]
        if governors == ():
            return None
        if governors is not None:
            way = "chain" if len(governors) > 1 else "direct"
            return [(self._review_again(g, previous), way) for g in governors]
        if previous and site.gap and ";" in site.gap and not site.gap.strip(" ;,").endswith(":"):
            return inherited
        return [(governor, "host") for governor in self._from_host()]

    def _by_preamble(self, mention: str) -> Governor:
        """ "Thực hiện D1; D2, X ban hành Kế hoạch P" concretizes each directive by the plan."""
        passage = self.place.passage
        first = min(
            self.cited[m].match.start for m in self.preambles if self.cited[m].placed.passage is passage
        )
        start = max(s for s, _ in sentence_spans(self.view) if s <= first)
        return Governor("concretize", start, via=self.preambles[mention])

    def _by_own_preamble(self, site: _Site) -> Governor | None:
        """The report is itself the plan: "Thực hiện D, X ban hành Kế hoạch với các nội dung sau"."""
        start, end = next(s for s in sentence_spans(self.view) if s[0] <= site.start < s[1])
        if self.header.symbol is None or not _GIVES_EFFECT.match(self.view, start, site.start):
            return None
        issued = _ISSUES_OWN.search(self.view, site.end, end)
        own = issued is not None and issued["kind"] == self.header.kind
        return Governor("concretize", start, via=self.header.symbol) if own else None

    @staticmethod
    def _review_again(governor: Governor, previous: Sequence[Claim]) -> Governor:
        """An elided review ("…; 10 năm thực hiện …") is of the kind that the claim before it names."""
        if governor.activity != "elided_review":
            return governor
        kinds = [c.governor.activity for c in reversed(previous) if c.governor.activity.endswith("_review")]
        years = governor.review_years if kinds else None
        return replace(governor, activity=kinds[0] if kinds else "implement", review_years=years)

    def _from_host(self) -> tuple[Governor, ...]:
        """A footnote that only lists documents takes the verb of the clause that carries its mark.

        The governor's start is then negative: -1 less the verb's place in the text.
        """
        if self.anchor is None:
            return ()
        view = self.anchor.host.passage.view
        at = self.anchor.at
        clause = next((c for c in every_clause(view.text) if c[0] <= at <= c[1]), None)
        if clause is None:
            return ()
        if basis := _BASIS_BEFORE_NOTE.search(view.text[clause[0] : at]):
            return (Governor("basis", -1 - view.origin(clause[0] + basis.start())),)
        verbs = [v for v in find_verbs(view.text) if clause[0] <= v.start and v.end <= at]
        telling = [v for v in verbs if v.activity not in _CARRIES_NO_NOTE]
        return (Governor(telling[-1].activity, -1 - view.origin(telling[-1].start)),) if telling else ()

    def _claim(self, site: _Site, governor: Governor, way: str) -> Claim:
        view = self.place.passage.view
        end = site.end
        if site.passive and governor in site.passive.governors:
            end = site.passive.end
        if governor.start < 0 and self.anchor is not None:
            host = self.anchor.host.passage.view
            words = Span(-1 - governor.start, host.origin(max(0, self.anchor.at - 1)) + 1)
            pieces: tuple[Span, ...] = (words, *view.pieces(site.start, end))
            start = 0
        else:
            start = min(governor.start, site.start)
            pieces = view.pieces(start, end)
        said_at = site.passive.said_at if site.passive and governor in site.passive.governors else start
        note = self.place.passage.kind == "note"
        status = status_of(self.view, site.clause, said_at, end, self.place.part, note=note)
        actor = self._actor(site, governor, start)
        return Claim(site.mention, governor, actor, status, self.place.part, self.place.section, pieces, way)

    def _actor(self, site: _Site, governor: Governor, start: int) -> Actor:
        if site.passive and governor in site.passive.governors:
            agent = site.passive.agent
            return self._named(agent, "agent") if agent else self._governing_actor()
        if named := self._actor_beside(site, governor, start):
            return named
        if site.subject is None:
            if agent := passive_agent(self.view, site.clause, start):
                return self._named(agent, "agent")
            return self._governing_actor()
        name = canonical(site.subject.words, self.header)
        kind = self._kind(site.mention)
        if governor.activity == "issue" and kind in _COMMITTEE_KINDS and _MASS_ORGANISATION.match(name):
            return Actor(self.header.issuer or name, False, "committee")
        return Actor(name, site.subject.explicit, "subject" if site.subject.explicit else "carried on")

    def _actor_beside(self, site: _Site, governor: Governor, start: int) -> Actor | None:
        """Return an actor nearer than the clause's subject: who issues, takes over, or is told to act."""
        view, clause = self.view, site.clause
        if site.mention in self.preambles and (issuing := self._issuing_subject(site.mention)):
            return self._named(issuing, "issuing")
        if self._issues(governor, start) and (advised := advised_issuer(view, clause[0], start)):
            return self._named(advised, "advised")
        if later := taking_over(view, clause, start):
            return self._named(later, "taking over")
        lead = clause[0]
        if start < lead:
            lead = next((c[0] for c in every_clause(view) if c[0] <= start < c[1]), 0)
        if start > lead and (caused := caused_actor(view, lead, start)):
            return self._named(caused, "told")
        explicit = site.subject is not None and site.subject.explicit
        if self.place.part == "shortcomings" and not explicit and (some := said_of_some(view, clause)):
            return self._named(some, "some")
        return None

    def _named(self, words: str, form: str) -> Actor:
        return Actor(canonical(words, self.header), True, form)

    def _governing_actor(self) -> Actor:
        """Return who acts where the clause names nobody: by its host, list or heading, else the issuer."""
        if found := self._host_subject():
            return Actor(canonical(found, self.header), False, "host")
        if self.governing:
            return Actor(canonical(self.governing, self.header), False, "list")
        for heading in reversed(self.place.headings):
            if named := heading_actor(heading):
                return Actor(canonical(named, self.header), False, "heading")
        form = "issuer: plan" if self.place.part == "plan" else "issuer"
        return Actor(self.header.issuer or "cơ quan báo cáo", False, form)

    def _host_subject(self) -> str | None:
        if self.anchor is None:
            return None
        view = self.anchor.host.passage.view.text
        clauses = list(every_clause(view))
        at = next((i for i, c in enumerate(clauses) if c[0] <= self.anchor.at <= c[1]), None)
        subject = clause_subjects(view, clauses)[at] if at is not None else None
        return subject.words if subject else None

    def _issuing_subject(self, mention: str) -> str | None:
        """Return X of "…, X ban hành Kế hoạch"."""
        plan = self.cited[self.preambles[mention]].match
        comma = self.view.rfind(", ", 0, plan.start)
        found = subject_of(self.view, comma + 2, plan.start) if comma >= 0 else None
        return found.words if found else None


def _without_quotes(view: str) -> str:
    """Blank the quoted titles, so that their verbs govern nothing; the length stays."""
    return re.sub(r"“[^”]{12,}”", lambda m: "“" + " " * (len(m[0]) - 2) + "”", view)


def _is_title_gap(gap: str) -> bool:
    """Say whether only the title of the mention before stands between two mentions of one coordination."""
    if len(gap) > _TITLE_GAP_AT_MOST or not _JOINED_BEHIND.search(gap) or not _TITLE_BEGINS.match(gap):
        return False
    titled = _TITLE_GAP.fullmatch(gap) or _TITLE_TO_JOINT.fullmatch(gap)
    return bool(titled) and not _NEXT_ACT.search(gap)


def _statement(text: str, statement_id: str, claim: Claim, figures: Sequence[Figure]) -> Statement:
    start, end = min(p.start for p in claim.pieces), max(p.end for p in claim.pieces)
    form = f"direct: {claim.governor.activity}" if claim.way == "direct" else claim.way
    return Statement(
        id=statement_id,
        mention=claim.mention,
        actor=claim.actor.name,
        actor_explicit=claim.actor.explicit,
        activity=claim.governor.activity,
        status=claim.status,
        review_years=claim.governor.review_years,
        via=claim.governor.via,
        start=start,
        end=end,
        surface=text[start:end],
        pieces=claim.pieces,
        figures=tuple(f.id for f in figures if start <= f.start < end),
        part=claim.part,
        section=claim.section,
        form=form,
        confidence=confidence_of("statements", form),
        actor_form=claim.actor.form,
        actor_confidence=confidence_of("actors", claim.actor.form),
    )
