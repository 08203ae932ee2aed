"""The resolution graph as Turtle: directives, what each mention means and why, bodies, missing reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.body import place_body
from kg.coverage import Interval
from kg.iri import ONTOLOGY, mint_body, mint_directive, mint_graph, mint_period, mint_report_graph
from kg.model import Identity
from kg.name_keys import directive_name_keys
from kg.quads.identity import identity_pairs
from kg.quads.turtle import concept_iri, date, quote, text, triples
from kg.register import BY_TERM, printed_symbol
from kg.resolve import Directive, Resolution, Usage
from kg.vocabulary import read_vocabulary

LIFTED = {
    "implements": f"{ONTOLOGY}implements",
    "amends": f"{ONTOLOGY}amends",
    "replaces": f"{ONTOLOGY}replaces",
    "continues": f"{ONTOLOGY}continues",
    "based_on": f"{ONTOLOGY}basedOn",
    "guides": f"{ONTOLOGY}guides",
    "cites": f"{ONTOLOGY}cites",
}
"""{code of a relation between mentions: the property that links their directives}."""
_PLENUMS = {"NQTW": "Nghị quyết Trung ương", "KLTW": "Kết luận Trung ương", "QĐTW": "Quy định Trung ương"}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Who reports on what in one report; days in ISO 8601, null where the report does not say them."""

    report: str
    body: str
    peers: str
    kind: str | None
    draft: bool
    start: str | None
    end: str | None
    plan_start: str | None
    plan_end: str | None


def directive_turtle(base: str, directive: Directive) -> str:
    """Describe a directive by what is settled of it."""
    identity, label = directive.identity, directive_label(directive)
    keys = directive_name_keys(directive.key.symbol, label, numbered=bool(identity.number))
    day = directive.issued_on
    place = place_body(directive.issuer, identity.scope, "", day) if directive.issuer else None
    issuer = place and place.path.startswith("body/") and f"<{mint_body(base, place.path)}>"
    return triples(
        f"<{mint_directive(base, directive.path)}>",
        (
            ("a", "dkg:Directive"),
            ("rdfs:label", text(label, "vi")),
            *identity_pairs(identity),
            ("dkg:symbol", (symbol := printed_symbol(identity)) and quote(symbol)),
            ("dkg:identityKey", quote(str(directive.key))),
            ("dkg:nameKey", ", ".join(map(quote, keys))),
            ("dkg:issuedOn", directive.issued_on and date(directive.issued_on)),
            ("dkg:issuer", issuer or None),
            ("dkg:issuerName", directive.issuer and quote(directive.issuer)),
            ("dcterms:title", directive.title and text(directive.title, "vi")),
        ),
    )


def directive_label(directive: Directive) -> str:
    """Return the name to show: "Chỉ thị 05-CT/TW (2016)", "Nghị quyết Trung ương 4 khóa XII"."""
    identity = directive.identity
    if identity.abbr in BY_TERM:
        return _meeting_label(identity)
    kind = _kind_word(identity.abbr)
    symbol = printed_symbol(identity)
    named = f"“{_shortened(directive.title)}”" if directive.title else (identity.name or "").replace("-", " ")
    when = identity.year or (f"khóa {identity.term}" if identity.term else "chưa rõ năm")
    scope = f", {identity.scope}" if identity.scope else ""
    words = " ".join(filter(None, (kind, symbol or named)))
    return words if not identity.year and not symbol else f"{words} ({when}{scope})"


def _shortened(title: str, length: int = 80) -> str:
    """Cut a title at a word; directives without a symbol are known by the beginning of theirs."""
    plain = " ".join(title.split())
    return plain if len(plain) <= length else plain[:length].rpartition(" ")[0] + "…"


def _meeting_label(identity: Identity) -> str:
    place = f" Đảng bộ tỉnh {identity.scope}" if identity.scope else ""
    if identity.abbr == "NQĐH":
        return f"Nghị quyết Đại hội{place} {identity.term or ''}".strip()
    term = f" khóa {identity.term}" if identity.term else ""
    return f"{_PLENUMS[identity.abbr]} {identity.number or ''}{term}".replace("  ", " ")


def _kind_word(abbr: str) -> str:
    """Return the word for a kind, with a capital: "CT" → "Chỉ thị"."""
    concept = read_vocabulary().schemes.get("kind", {}).get({"ĐLĐ": "ĐL"}.get(abbr, abbr))
    return concept.label_vi[:1].upper() + concept.label_vi[1:] if concept else abbr


def usage_label(usage: Usage, labels: Mapping[str, str]) -> str:
    """Return the name of what a usage means, from {dating: label}; else those of its candidates."""
    if usage.when:
        return labels[usage.when]
    return " / ".join(labels[dated] for dated in usage.candidates) + " ?"


def conclusion_turtles(base: str, resolution: Resolution, wording: str) -> dict[str, str]:
    """Write a conclusion and, where a directive was chosen, the shortcut to it: {subject: Turtle}."""
    mention, name = f"<{resolution.mention}>", f"{resolution.mention}/resolution"
    conclusion = triples(
        f"<{name}>",
        (
            ("a", "dkg:Resolution"),
            ("dkg:ofMention", mention),
            ("dkg:ofWording", f"<{wording}>"),
            ("dkg:rank", quote(resolution.rank)),
            ("dkg:reason", f"{text(resolution.reason, 'vi')}, {text(resolution.reason_en, 'en')}"),
            ("prov:wasDerivedFrom", f"<{resolution.report}>"),
        ),
    )
    directive = resolution.directive
    shortcut = f"{mention} dkg:refersTo <{mint_directive(base, directive)}> .\n" if directive else ""
    return {name: conclusion, resolution.mention: shortcut}


def alias_turtles(base: str, aliases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Say where the directives are now that mentions by themselves left undated: {subject: Turtle}."""
    named = ((mint_directive(base, alias), mint_directive(base, path)) for alias, path in aliases)
    return {alias: f"<{alias}> dkg:isAliasOf <{directive}> .\n" for alias, directive in named}


def link_turtle(item: str, report: str, link: tuple[str, str, str]) -> str:
    """Say that a report's words link two directives: (lower's IRI, relation's code, upper's IRI)."""
    lower, code, upper = link
    return triples(
        f"<{item}/link>",
        (
            ("a", "dkg:DirectiveLink"),
            ("dkg:lowerDirective", f"<{lower}>"),
            ("dkg:relationKind", concept_iri("relation", code)),
            ("dkg:upperDirective", f"<{upper}>"),
            ("dkg:liftedFrom", f"<{item}>"),
            ("prov:wasDerivedFrom", f"<{report}>"),
        ),
    )


def missing_turtles(base: str, body: str, periods: Iterable[Interval]) -> dict[str, str]:
    """Say for which periods a report of a body could be expected and none is held: {subject: Turtle}."""
    found = {}
    for period in periods:
        start, end = period.start.isoformat(), period.end.isoformat()
        name = f"{body}/coverage/{start}/{end}"
        found[name] = triples(
            f"<{name}>",
            (
                ("a", "dkg:Coverage"),
                ("dkg:ofBody", f"<{body}>"),
                ("dkg:ofPeriod", f"<{mint_period(base, start, end)}>"),
                ("dkg:periodStart", date(start)),
                ("dkg:periodEnd", date(end)),
                ("dkg:coverageState", concept_iri("coverage", "no-report-held")),
            ),
        )
    return found


def reporting_turtle(reporting: ReportFacts) -> str:
    """Say which body reports, who are its peers, for which periods, and whether in a draft."""
    days = ("coversFrom", reporting.start), ("coversTo", reporting.end)
    plans = ("plansFrom", reporting.plan_start), ("plansTo", reporting.plan_end)
    return triples(
        f"<{reporting.report}>",
        (
            ("dkg:reportingBody", f"<{reporting.body}>"),
            ("dkg:peerGroup", quote(reporting.peers)),
            ("dkg:kind", reporting.kind and f"<{reporting.kind}>"),
            ("dkg:isDraft", "true" if reporting.draft else "false"),
            *((f"dkg:{name}", day and date(day)) for name, day in (*days, *plans)),
        ),
    )


def mark_turtles(base: str, versions: Mapping[str, str]) -> dict[str, str]:
    """Note of which {report: version} the mentions were resolved: {subject: Turtle}."""
    graphs = {mint_report_graph(base, report.rpartition("/")[2]): v for report, v in versions.items()}
    return {graph: f"<{graph}> dkg:resolvedFrom {quote(v)} .\n" if v else "" for graph, v in graphs.items()}


def rules_turtle(base: str, digest: str) -> str:
    """Note by which rules the graph was made."""
    return f"<{mint_graph(base, 'resolution')}> dkg:rulesHash {quote(digest)} .\n"
