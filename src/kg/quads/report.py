"""A report's own graph as TriG text: what it says, nothing else (docs/graph.md, "A report's graph").

IRIs of a report's parts are written relative to the report's; everything stands in the order of the
records, so that equal reports give equal bytes.

Some names and days stand twice, on their own node and as words on what is asked about (`issuerName`,
`coversFrom`, `sectionPath` …): a look-up of one literal is what stores answer fast (docs/graph.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.body import speaking_day
from kg.iri import DEFAULT_BASE, mint_report, mint_report_graph
from kg.model import Figure, Finding, Header, Mention, Relation, Report, Section, Span, Statement, Task
from kg.quads.described import Described
from kg.quads.identity import identity_pairs, kind_iri
from kg.quads.turtle import PREFIXES, concept_iri, date, decimal, graph_block, quote, text, triples
from kg.register import directive_key, directive_path, issue_period, when
from kg.spans import sentence_spans_text
from kg.vocabulary import read_vocabulary


def report_trig(report: Report, base: str = DEFAULT_BASE) -> str:
    """Return the report's graph as a TriG document."""
    return PREFIXES + report_block(report.document.text_sha256, report_turtle(report, base), base)


def report_block(text_hash: str, turtle: str, base: str) -> str:
    """Return a report's triples as a TriG block, for a document that already has the prefixes."""
    block = graph_block(mint_report_graph(base, text_hash), turtle)
    return f"BASE <{mint_report(base, text_hash)}/>\n{block}"


def report_turtle(report: Report, base: str) -> str:
    """Return the triples alone, relative to the report's IRI and a slash.

    The last says by a hash what the others are, so that a changed report is told without comparing it; the
    name of its file is left out, since a report keeps what it says under another name.
    """
    writer = _Writer(report, base)
    told = "".join(writer.all_triples())
    nameless = told.replace(f"dcterms:source {quote(report.document.source)}", "", 1)
    digest = hashlib.sha256(nameless.encode()).hexdigest()[:16]
    return f"{told}{writer.self_iri} dkg:recordHash {quote(digest)} .\n"


def mention_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return {mention id: its IRI below the report}: `mention/613-645`."""
    names = _unique(f"mention/{m.start}-{m.end}" for m in mentions)
    return dict(zip((m.id for m in mentions), names, strict=True))


def directive_iris(report: Report, base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return {mention id: IRI of the directive as far as this report alone settles it}."""
    found = {}
    for mention in report.mentions:
        key, dated = directive_key(mention, report), when(mention.identity)
        if mention.date and dated == mention.date[:4]:
            dated = issue_period(key, mention.date)
        found[mention.id] = f"{base}id/directive/{directive_path(key, dated)}"
    return found


@dataclass(slots=True)
class _Writer:
    """One report on its way to text; knows the names of its parts."""

    report: Report
    base: str
    self_iri: str = ""
    mentions: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[Section]] = field(default_factory=dict)
    described: Described = field(init=False)

    def __post_init__(self) -> None:
        document = self.report.document
        self.self_iri = f"<{mint_report(self.base, document.text_sha256)}>"
        home = self.report.header.province or document.province
        day = speaking_day(self.report.header)
        self.described = Described(document, self.base, self.self_iri, home, day)
        self.mentions = mention_names(self.report.mentions)
        figures = self.report.figures
        names = _unique(f"figure/{f.start}-{f.end}" for f in figures)
        self.figures = dict(zip((f.id for f in figures), names, strict=True))
        for section in self.report.sections:
            self.sections.setdefault(section.number, []).append(section)

    def all_triples(self) -> Iterator[str]:
        """Yield every record's triples, then what they refer to."""
        yield self.header(self.report.header)
        yield from (self.section(s) for s in self.report.sections)
        yield from (self.mention(m) for m in self.report.mentions)
        yield from self.statements(self.report.statements)
        yield from self.tasks(self.report.tasks)
        yield from (self.figure(f) for f in self.report.figures)
        yield from self.relations(self.report.relations)
        yield from self.findings(self.report.findings)
        yield from self.described.triples()

    def header(self, header: Header) -> str:
        """Write the report itself."""
        document = self.report.document
        return triples(
            self.self_iri,
            (
                ("a", "dkg:Report"),
                ("dcterms:title", header.title and text(header.title, "vi")),
                ("dkg:kind", _kind_of_word(header.kind)),
                ("dkg:number", header.number and quote(header.number)),
                ("dkg:symbol", header.symbol and quote(header.symbol)),
                ("dkg:issuer", self.described.body(header.issuer)),
                ("dkg:issuerName", header.issuer and quote(header.issuer)),
                ("dcterms:spatial", self.described.province(self.described.home)),
                ("dcterms:issued", header.date and date(header.date)),
                ("dkg:isDraft", "true" if header.draft else "false"),
                ("dkg:coversPeriod", self.described.period(header.period_start, header.period_end)),
                ("dkg:coversFrom", header.period_start and date(header.period_start)),
                ("dkg:coversTo", header.period_end and date(header.period_end)),
                ("dkg:plansForPeriod", self.described.period(header.plan_start, header.plan_end)),
                ("dkg:plansFrom", header.plan_start and date(header.plan_start)),
                ("dkg:plansTo", header.plan_end and date(header.plan_end)),
                ("dkg:signedAs", header.signer_position and quote(header.signer_position)),
                ("dkg:signedOnBehalfOf", header.on_behalf_of and quote(header.on_behalf_of)),
                ("dcterms:source", quote(document.source)),
                ("dkg:textHash", quote(document.text_sha256)),
                ("dkg:text", quote(document.text)),
                ("dkg:sentenceSpans", quote(sentence_spans_text(self.report.sentences))),
            ),
        )

    def section(self, section: Section) -> str:
        """Write a heading and its extent."""
        return triples(
            f"<section/{section.start}-{section.end}>",
            (
                ("a", "dkg:Section"),
                ("dkg:isPartOfReport", self.self_iri),
                ("dkg:sectionNumber", quote(section.number) if section.number else None),
                ("dcterms:title", text(section.heading, "vi") if section.heading else None),
                ("dkg:part", concept_iri("part", section.part)),
                ("oa:start", str(section.start)),
                ("oa:end", str(section.end)),
            ),
        )

    def mention(self, mention: Mention) -> str:
        """Write a citation with the fields that name the directive."""
        return triples(
            f"<{self.mentions[mention.id]}>",
            (
                ("a", "dkg:Mention"),
                ("dkg:inReport", self.self_iri),
                ("oa:hasTarget", self.described.evidence(mention.start, mention.end, mention.pieces)),
                *identity_pairs(mention.identity),
                ("dkg:identityKey", quote(str(directive_key(mention, self.report)))),
                ("dkg:statedDate", mention.date and date(mention.date)),
                ("dkg:statedIssuer", mention.issuer and quote(mention.issuer)),
                ("dkg:statedTitle", mention.title and quote(mention.title)),
                ("dkg:confidence", decimal(mention.confidence)),
            ),
        )

    def statements(self, statements: Sequence[Statement]) -> Iterator[str]:
        """Write the claims; several of one clause, directive and activity are counted."""
        starts = {m.id: m.start for m in self.report.mentions}
        names = _unique(
            f"statement/{s.start}-{s.end}-{starts.get(s.mention, 0)}-{s.activity}" for s in statements
        )
        yield from (self.statement(s, name) for s, name in zip(statements, names, strict=True))

    def statement(self, statement: Statement, name: str) -> str:
        """Write one claim."""
        via = statement.via
        return triples(
            f"<{name}>",
            (
                ("a", "dkg:Statement"),
                ("dkg:inReport", self.self_iri),
                ("dkg:aboutMention", self.mention_ref(statement.mention)),
                ("dkg:actor", self.described.body(statement.actor or "…")),
                ("dkg:actorIsExplicit", "true" if statement.actor_explicit else "false"),
                ("dkg:activity", concept_iri("activity", statement.activity)),
                ("dkg:status", concept_iri("status", statement.status)),
                ("dkg:reviewYears", str(statement.review_years) if statement.review_years else None),
                ("dkg:viaMention", self.mention_ref(via)),
                ("dkg:viaWords", quote(via) if via and via not in self.mentions else None),
                ("dkg:part", concept_iri("part", statement.part)),
                ("dkg:hasFigure", self.refs(self.figures.get(f) for f in statement.figures)),
                ("dkg:confidence", decimal(statement.confidence)),
                ("dkg:actorConfidence", decimal(statement.actor_confidence)),
                ("oa:hasTarget", self.described.evidence(statement.start, statement.end, statement.pieces)),
                ("dkg:inSection", self.section_ref(statement.section, statement.start)),
                ("dkg:sectionPath", statement.section and quote(statement.section)),
                ("dkg:position", str(statement.start)),
            ),
        )

    def tasks(self, tasks: Sequence[Task]) -> Iterator[str]:
        """Write the planned work."""
        names = _unique(f"task/{t.start}-{t.end}" for t in tasks)
        yield from (self.task(t, name) for t, name in zip(tasks, names, strict=True))

    def task(self, task: Task, name: str) -> str:
        """Write one piece of planned work."""
        coordinators = [b for b in map(self.described.body, task.coordinators) if b]
        return triples(
            f"<{name}>",
            (
                ("a", "dkg:Task"),
                ("dkg:inReport", self.self_iri),
                ("dkg:assignee", self.described.body(task.assignee)),
                ("dkg:assigneeName", task.assignee and quote(task.assignee)),
                ("dkg:coordinator", ", ".join(dict.fromkeys(coordinators)) or None),
                ("dkg:citesMention", self.refs(self.mentions.get(m) for m in task.directives)),
                ("dkg:plannedForPeriod", self.described.period(task.period_start, task.period_end)),
                ("dkg:plannedFrom", task.period_start and date(task.period_start)),
                ("dkg:plannedTo", task.period_end and date(task.period_end)),
                ("dkg:deadline", task.deadline and date(task.deadline)),
                ("dkg:confidence", decimal(task.confidence)),
                ("oa:hasTarget", self.described.evidence(task.start, task.end, task.pieces)),
                ("dkg:inSection", self.section_ref(task.section, task.start)),
                ("dkg:sectionPath", task.section and quote(task.section)),
                ("dkg:position", str(task.start)),
            ),
        )

    def figure(self, figure: Figure) -> str:
        """Write a quantity."""
        return triples(
            f"<{self.figures[figure.id]}>",
            (
                ("a", "dkg:Figure"),
                ("dkg:inReport", self.self_iri),
                ("dkg:value", decimal(figure.value)),
                ("dkg:outOf", decimal(figure.of) if figure.of is not None else None),
                ("dkg:unit", figure.unit and quote(figure.unit)),
                ("dkg:indicator", figure.indicator and quote(figure.indicator)),
                ("dkg:change", figure.change and quote(figure.change)),
                ("dkg:comparator", figure.comparator and quote(figure.comparator)),
                ("oa:hasTarget", self.described.evidence(figure.start, figure.end, figure.pieces)),
            ),
        )

    def relations(self, relations: Sequence[Relation]) -> Iterator[str]:
        """Write what is said of two directives together."""
        names = _unique(f"relation/{r.start}-{r.end}-{r.relation}" for r in relations)
        for relation, name in zip(relations, names, strict=True):
            yield triples(
                f"<{name}>",
                (
                    ("a", "dkg:DirectiveRelation"),
                    ("dkg:inReport", self.self_iri),
                    ("dkg:relationKind", concept_iri("relation", relation.relation)),
                    ("dkg:sourceMention", self.mention_ref(relation.source)),
                    ("dkg:targetMention", self.mention_ref(relation.target)),
                    ("oa:hasTarget", self.described.evidence(relation.start, relation.end, relation.pieces)),
                ),
            )

    def findings(self, findings: Sequence[Finding]) -> Iterator[str]:
        """Write the faults of the text."""
        names = _unique(f"finding/{f.start}-{f.end}-{f.code}" for f in findings)
        for finding, name in zip(findings, names, strict=True):
            spans = (Span(finding.start, finding.end), *finding.others)
            places = dict.fromkeys(self.described.evidence(s.start, s.end, ()) for s in spans)
            yield triples(
                f"<{name}>",
                (
                    ("a", "dkg:Finding"),
                    ("dkg:inReport", self.self_iri),
                    ("dkg:findingCode", concept_iri("finding", finding.code)),
                    ("dkg:severity", quote(finding.severity)),
                    ("rdfs:comment", f"{text(finding.message, 'vi')}, {text(finding.message_en, 'en')}"),
                    ("oa:hasTarget", ", ".join(places)),
                ),
            )

    def mention_ref(self, mention: str | None) -> str | None:
        """Return the IRI of a mention by its id; null for other words."""
        return f"<{self.mentions[mention]}>" if mention in self.mentions else None

    def section_ref(self, number: str, start: int) -> str | None:
        """Return the innermost section of that number around a place."""
        around = [s for s in self.sections.get(number, ()) if s.start <= start < s.end]
        return f"<section/{around[-1].start}-{around[-1].end}>" if around else None

    def refs(self, names: Iterable[str | None]) -> str | None:
        """Return several parts of the report as one object list."""
        return ", ".join(dict.fromkeys(f"<{n}>" for n in names if n)) or None


def _unique(names: Iterable[str]) -> list[str]:
    """Number what would share a name, in order: a, a → a, a-2."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return result


@cache
def _kind_of_word(word: str | None) -> str | None:
    """Return the concept of a kind by its word: "Báo cáo" → `kind/bc`; null where it is unknown."""
    code = read_vocabulary().codes_by_form("kind").get(word.lower()) if word else None
    return kind_iri(code) if code else None
