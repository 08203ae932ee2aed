"""Bodies over time as Turtle: what each is, how long it lasts, what it belongs to when, what came of it.

Each subject is written whole and by itself, so that a caller can write or replace node by node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.body import BodyPlace, is_central, level_of, parent_of
from kg.changes import begins_with
from kg.iri import mint_body, mint_province, slug
from kg.name_keys import body_name_keys
from kg.quads.turtle import concept_iri, date, quote, text, triples
from kg.reference import read_reference
from kg.register import basis_path
from kg.succession import (
    Event,
    Lifetime,
    Membership,
    beginning_of,
    end_of,
    events,
    is_renewed,
    lifetime,
    shares_its_name,
    successors,
    superiors,
)

_WHOLE_DAY = 10
_LINKS = {"organ": "dkg:organOf", "commission": "org:subOrganizationOf", "below": "org:subOrganizationOf"}
_KINDS = {
    "merger": "dkg:Merger",
    "dissolution": "dkg:Dissolution",
    "renaming": "dkg:Renaming",
    "foundation": "dkg:Foundation",
}
_EVENT_WORDS = {
    "merger": ("Hợp nhất {0}", "Merger of {0}"),
    "dissolution": ("{0} kết thúc hoạt động", "End of {0}"),
    "renaming": ("{0} được kế tục bởi {1}", "{0} continued by {1}"),
    "foundation": ("Thành lập {1}", "Foundation of {1}"),
}
_CLASS_OF_CODE = {
    "BTV": "dkg:StandingCommittee",
    "BCH": "dkg:ExecutiveBoard",
    "TT": "dkg:StandingMembers",
    "VP": "dkg:Office",
    "VPTW": "dkg:Office",
    "VPCP": "dkg:Office",
    "BCT": "dkg:Organ",
    "BBT": "dkg:Organ",
    "HĐND": "dkg:PeoplesCouncil",
    "UBND": "dkg:PeoplesCommittee",
}
_CLASS_OF_ROLE = {
    "committee": "dkg:PartyCommittee",
    "commission": "dkg:Commission",
    "state": "dkg:StateAgency",
    "mass": "dkg:MassOrganization",
}
_OTHER_CLASSES = (
    ("Ban Chỉ đạo", "dkg:SteeringCommittee"),
    ("Thường trực Hội đồng nhân dân", "dkg:StandingMembers"),
    ("Thành đoàn", "dkg:MassOrganization"),
    ("Sở", "dkg:StateAgency"),
    ("Công an", "dkg:StateAgency"),
    ("Tòa án nhân dân", "dkg:StateAgency"),
    ("Viện kiểm sát nhân dân", "dkg:StateAgency"),
)


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body as all reports together name it. `iri` is whole; `province` null for the Centre."""

    iri: str
    name: str
    province: str | None


def body_turtles(base: str, bodies: Sequence[NamedBody]) -> dict[str, str]:
    """Return {IRI: all triples of it} of bodies, their memberships and changes, in the order of the IRIs.

    With them come the bodies that theirs belong to, those that came of them and those that went into the
    same merger. A body's name is the longest that it bears, and the first of these.
    """
    known = _with_related(base, bodies)
    found: dict[str, str] = {}
    for body in known:
        found[mint_body(base, body.path)] = _body_turtle(base, body)
        for above in superiors(body):
            found |= _membership_turtles(base, body, above)
        for event in events(body):
            found[f"{base}id/{event.path}"] = _event_turtle(base, event)
    return {iri: found[iri] for iri in sorted(found)}


def _with_related(base: str, bodies: Iterable[NamedBody]) -> list[BodyPlace]:
    """Add what is known only from a body's name or fate."""
    names: dict[str, BodyPlace] = {}
    waiting = [BodyPlace(b.iri.removeprefix(f"{base}id/"), b.name, False, b.province) for b in bodies]
    while waiting:
        body = waiting.pop()
        held = names.get(body.path)
        if held is None or _rank(body) < _rank(held):
            names[body.path] = body
            waiting += _related(body)
    return [names[path] for path in sorted(names)]


def _rank(body: BodyPlace) -> tuple[int, str]:
    return (-len(body.name), body.name)


def _related(body: BodyPlace) -> Iterator[BodyPlace]:
    yield from (membership.above for membership in superiors(body))
    for event in events(body):
        yield from (*event.originals, *event.results)


def _body_turtle(base: str, body: BodyPlace) -> str:
    level, during = level_of(body.name, body.province), lifetime(body)
    begun, ended = beginning_of(body), end_of(body)
    kind, label = _class_of(body.name), _label(body, during)
    return triples(
        f"<{mint_body(base, body.path)}>",
        (
            ("a", f"dkg:Body, {kind}" if kind else "dkg:Body"),
            ("rdfs:label", text(label, "vi")),
            ("dkg:nameKey", ", ".join(map(quote, body_name_keys(label)))),
            ("dkg:level", concept_iri("level", level) if level else None),
            *((_LINKS[m.role], _iri(base, m.above)) for m in superiors(body)),
            ("dcterms:spatial", f"<{mint_province(base, body.province)}>" if body.province else None),
            ("dkg:existsFrom", during.first and date(during.first)),
            ("dkg:existsTo", during.last and date(during.last)),
            ("org:resultedFrom", f"<{base}id/{begun.path}>" if begun else None),
            ("org:changedBy", f"<{base}id/{ended.path}>" if ended else None),
            ("dkg:continuedBy", ", ".join(_iri(base, b) for b in successors(body))),
        ),
    )


def _label(body: BodyPlace, during: Lifetime) -> str:
    """Return the name, with the day that tells a body from the other of that name."""
    if not shares_its_name(body):
        return body.name
    if is_renewed(body) and during.first:
        return f"{body.name} (từ ngày {_written(during.first)})"
    return f"{body.name} (đến ngày {_written(during.last)})" if during.last else body.name


def _written(iso: str) -> str:
    """Write a day as offices do, which put a zero before a day below ten: "01/7/2025"."""
    year, month, day = iso.split("-")
    return f"{day}/{int(month)}/{year}"


def _class_of(name: str) -> str | None:
    """Return the class that the words of a name show, or null."""
    named = parent_of(name)
    roles = ("organ", "commission") if named else ("committee", "state", "mass")
    if is_central(name):
        return _central_class(name)
    for form, code, role in _forms():
        if role in roles and begins_with(name, form):
            return _CLASS_OF_CODE.get(code) or _CLASS_OF_ROLE[role]
    return next((kind for form, kind in _OTHER_CLASSES if begins_with(name, form)), None)


def _central_class(name: str) -> str:
    folded = slug(name)
    for body in read_reference().bodies:
        if body.level == "centre" and folded in map(slug, body.forms):
            return _CLASS_OF_CODE.get(body.code) or _CLASS_OF_ROLE[body.role]
    return "dkg:StateAgency"


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Return (form, code, role) of all bodies below the Centre, the longest forms first."""
    bodies = (b for b in read_reference().bodies if b.level != "centre" and b.role != "class")
    return tuple(
        sorted(((f, b.code, b.role) for b in bodies for f in b.forms), key=lambda f: (-len(f[0]), f))
    )


def _membership_turtles(base: str, body: BodyPlace, above: Membership) -> dict[str, str]:
    """Describe a membership as ORG does (W3C 2014, §5.3), and the time for which it lasts."""
    iri = f"{mint_body(base, body.path)}/membership/{above.above.path.rpartition('/')[2]}"
    first, last = above.during.first, above.during.last
    dated = bool(first or last)
    membership = triples(
        f"<{iri}>",
        (
            ("a", "org:Membership"),
            ("org:member", _iri(base, body)),
            ("org:organization", _iri(base, above.above)),
            ("org:memberDuring", f"<{iri}/period>" if dated else None),
        ),
    )
    period = triples(
        f"<{iri}/period>",
        (
            ("a", "dkg:Period"),
            ("dkg:periodStart", first and date(first)),
            ("dkg:periodEnd", last and date(last)),
        ),
    )
    return {iri: membership, **({f"{iri}/period": period} if dated else {})}


def _event_turtle(base: str, event: Event) -> str:
    change = event.change
    local = next((b.province for b in (*event.results, *event.originals)), None)
    basis = basis_path(change.basis, change.date, local) if change.basis else None
    whole = len(event.date) == _WHOLE_DAY
    vi, en = _EVENT_WORDS[change.kind]
    return triples(
        f"<{base}id/{event.path}>",
        (
            ("a", _KINDS[change.kind]),
            (
                "rdfs:label",
                f"{text(_event_label(vi, event, 'và'), 'vi')}, {text(_event_label(en, event, 'and'), 'en')}",
            ),
            ("org:originalOrganization", ", ".join(_iri(base, b) for b in event.originals)),
            ("org:resultingOrganization", ", ".join(_iri(base, b) for b in event.results)),
            ("dkg:isDecidedBy", f"<{base}id/directive/{basis}>" if basis else None),
            ("dkg:changedOn", date(event.date)),
            ("prov:endedAtTime", f'"{event.date}T00:00:00+07:00"^^xsd:dateTime' if whole else None),
            ("dcterms:source", quote(change.source)),
        ),
    )


def _event_label(words: str, event: Event, last: str) -> str:
    return words.format(_listed(event.originals, last), _listed(event.results, last))


def _listed(bodies: Sequence[BodyPlace], last: str) -> str:
    *names, final = [body.name for body in bodies] or [""]
    return f"{', '.join(names)} {last} {final}" if names else final


def _iri(base: str, body: BodyPlace) -> str:
    return f"<{mint_body(base, body.path)}>"
