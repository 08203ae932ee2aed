"""The resolution graph as Turtle: directives, what each mention means and why, bodies, missing reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.body import place_body
from kg.coverage import Interval
from kg.iri import mint_body, mint_directive, mint_period
from kg.model import Identity
from kg.quads.bodies import NamedBody, body_turtles
from kg.quads.identity import identity_pairs
from kg.quads.turtle import concept_iri, date, quote, text, triples
from kg.register import BY_TERM, printed_symbol
from kg.resolve import Directive, Resolution, Resolved
from kg.vocabulary import read_vocabulary

_LIFTED = {
    "implements": "dkg:implements",
    "amends": "dkg:amends",
    "replaces": "dkg:replaces",
    "continues": "dkg:continues",
    "based_on": "dkg:basedOn",
    "guides": "dkg:guides",
    "cites": "dkg:cites",
}
_PLENUMS = {"NQTW": "Nghị quyết Trung ương", "KLTW": "Kết luận Trung ương", "QĐTW": "Quy định Trung ương"}


def resolution_turtle(
    base: str,
    resolved: Resolved,
    relations: Iterable[tuple[str, str, str]],
    bodies: Sequence[NamedBody],
    missing: Mapping[str, Sequence[Interval]],
) -> str:
    """Return the whole graph. `relations` are (mention, code of the relation, mention)."""
    parts = [directive_turtle(base, d) for d in resolved.directives]
    parts += [_alias_turtle(base, alias, path) for alias, path in resolved.aliases]
    labels = {d.path: directive_label(d) for d in resolved.directives}
    parts += [resolution_of_mention(base, r, labels) for r in resolved.resolutions]
    parts += _relations_turtle(base, resolved, relations)
    parts += body_turtles(base, bodies).values()
    parts += [_missing_turtle(base, body, p) for body, periods in sorted(missing.items()) for p in periods]
    return "".join(parts)


def directive_turtle(base: str, directive: Directive) -> str:
    """Describe a directive by what is settled of it."""
    identity = directive.identity
    place = place_body(directive.issuer, identity.scope, "") if directive.issuer else None
    issuer = place and place.path.startswith("body/") and f"<{mint_body(base, place.path)}>"
    return triples(
        f"<{mint_directive(base, directive.path)}>",
        (
            ("a", "dkg:Directive"),
            ("rdfs:label", text(directive_label(directive), "vi")),
            *identity_pairs(identity),
            ("dkg:symbol", (symbol := printed_symbol(identity)) and quote(symbol)),
            ("dkg:identityKey", quote(str(directive.key))),
            ("dkg:issuedOn", directive.issued_on and date(directive.issued_on)),
            ("dkg:issuer", issuer or None),
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


def resolution_of_mention(base: str, resolution: Resolution, labels: Mapping[str, str]) -> str:
    """Write a conclusion and, where one was chosen, the shortcut; an open one is called by its candidates."""
    named = [resolution.directive] if resolution.directive else resolution.candidates
    label = " / ".join(labels[path] for path in named) + ("" if resolution.directive else " ?")
    directive = resolution.directive and f"<{mint_directive(base, resolution.directive)}>"
    candidates = ", ".join(f"<{mint_directive(base, path)}>" for path in resolution.candidates)
    shortcut = f"<{resolution.mention}> dkg:refersTo {directive} .\n" if directive else ""
    return shortcut + triples(
        f"<{resolution.mention}/resolution>",
        (
            ("a", "dkg:Resolution"),
            ("rdfs:label", text(label, "vi")),
            ("dkg:ofMention", f"<{resolution.mention}>"),
            ("dkg:toDirective", directive),
            ("dkg:candidate", candidates or None),
            ("dkg:rank", quote(resolution.rank)),
            ("dkg:reason", f"{text(resolution.reason, 'vi')}, {text(resolution.reason_en, 'en')}"),
        ),
    )


def _alias_turtle(base: str, alias: str, path: str) -> str:
    return f"<{mint_directive(base, alias)}> dkg:isAliasOf <{mint_directive(base, path)}> .\n"


def _relations_turtle(base: str, resolved: Resolved, relations: Iterable[tuple[str, str, str]]) -> list[str]:
    """Lift what is said of mentions to their directives, where both are settled and not the same."""
    of = {r.mention: r.directive for r in resolved.resolutions if r.directive}
    lifted = {(of.get(s), _LIFTED.get(code), of.get(t)) for s, code, t in relations}
    whole = sorted((s, p, t) for s, p, t in lifted if s and p and t and s != t)
    return [f"<{mint_directive(base, s)}> {p} <{mint_directive(base, t)}> .\n" for s, p, t in whole]


def _missing_turtle(base: str, body: str, period: Interval) -> str:
    """Say that no report of a body is held for a period in which one could be expected."""
    start, end = period.start.isoformat(), period.end.isoformat()
    reference = f"<{mint_period(base, start, end)}>"
    described = triples(
        reference, (("a", "dkg:Period"), ("dkg:periodStart", date(start)), ("dkg:periodEnd", date(end)))
    )
    return described + triples(
        f"<{body}/coverage/{start}/{end}>",
        (
            ("a", "dkg:Coverage"),
            ("dkg:ofBody", f"<{body}>"),
            ("dkg:ofPeriod", reference),
            ("dkg:coverageState", concept_iri("coverage", "no-report-held")),
        ),
    )
