"""The first step: what each mention means, and the directives that are meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg.iri import ONTOLOGY, mint_directive
from kg.quads.reference import known_directives
from kg.quads.resolution import (
    LIFTED,
    alias_turtles,
    conclusion_turtles,
    directive_label,
    directive_turtle,
    mark_turtles,
    usage_label,
)
from kg.quads.wording import DIFFERS_IN, OF_NUMBERING, mint_wording, read_wording, wording_turtle
from kg.register import DirectiveKey
from kg.resolution.reading import Nodes, citations_in, citations_of_key
from kg.resolution.rulings import Rulings
from kg.resolve import Citation, Known, Resolution, Resolved, Usage, deviations, extend_group, resolve_group
from kg.store import Store

_GRAPH = "resolution"
_OF_MENTION, _OF_WORDING = f"{ONTOLOGY}ofMention", f"{ONTOLOGY}ofWording"
_REFERS_TO, _IS_ALIAS_OF = f"{ONTOLOGY}refersTo", f"{ONTOLOGY}isAliasOf"
_IDENTITY_KEY = f"{ONTOLOGY}identityKey"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"


def update_directives(
    store: Store, gone: Sequence[str], added: Mapping[str, Nodes], others: Iterable[str], rulings: Rulings
) -> frozenset[str]:
    """Take out the mentions of reports that are `gone` or will be `added` again, resolve those added.

    `added` are {report: its graph}; `others` are the reports resolved before that stay. Returns those of them
    with a mention that now means another directive; they count as unresolved until they are marked again.
    """
    change = _Change(store, frozenset(added), frozenset(others), rulings)
    for report in (*gone, *added):
        change.forget(report)
    for report, nodes in added.items():
        for citation in citations_in(report, nodes, rulings):
            change.cited[citation.key].append(citation)
    for key in sorted({*change.gone, *change.cited}):
        change.resolve(key)
    begun = dict.fromkeys((*added, *change.moved), "begun")
    change.nodes |= mark_turtles(store.base, begun)
    store.change_graph(_GRAPH, change.nodes, kept=frozenset(LIFTED.values()))
    return frozenset(change.moved)


@dataclass(slots=True)
class _Held:
    """A wording as the store holds it."""

    usage: Usage
    times: int
    label: str
    differs: tuple[str, ...]


@dataclass(slots=True)
class _Change:
    """What one update reads, and the nodes that it will write."""

    store: Store
    added: frozenset[str]
    others: frozenset[str]
    rulings: Rulings
    gone: dict[DirectiveKey, Counter[Usage]] = field(default_factory=lambda: defaultdict(Counter))
    cited: dict[DirectiveKey, list[Citation]] = field(default_factory=lambda: defaultdict(list))
    nodes: dict[str, str] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)

    def forget(self, report: str) -> None:
        """Take back what a report's mentions counted for."""
        for conclusion in self.store.subjects(_GRAPH, DERIVED_FROM, ox.NamedNode(report)):
            for mention in self.store.objects(_GRAPH, conclusion, _OF_MENTION):
                self.nodes[conclusion] = self.nodes[mention] = ""
            for wording in self.store.objects(_GRAPH, conclusion, _OF_WORDING):
                pairs = self.store.pairs(_GRAPH, wording)
                usage, _ = read_wording(pairs)
                self.gone[_key(dict(pairs)[OF_NUMBERING])][usage] += 1

    def resolve(self, key: DirectiveKey) -> None:
        """Resolve what is new of one register and symbol, or all of it where that changes the rest."""
        known = _known().get(key, ())
        held = self.held(key)
        counts = {h.usage: h.times for h in held.values()}
        result = extend_group(key, counts, self.gone.get(key, Counter()), self.cited.get(key, ()), known)
        if result is None:
            all_of_it = citations_of_key(self.store, key, self.added | self.others, self.rulings)
            result = resolve_group(key, all_of_it, known)
            self.moved.update(r.report for r in result.resolutions if self.has_moved(r))
        self.describe(key, held, result)
        for resolution in result.resolutions:
            wording = mint_wording(self.store.base, key, resolution.usage)
            self.nodes |= conclusion_turtles(self.store.base, resolution, wording)

    def held(self, key: DirectiveKey) -> dict[str, _Held]:
        """Return the wordings of a key, by their IRIs."""
        found = {}
        for wording in self.store.subjects(_GRAPH, OF_NUMBERING, ox.Literal(str(key))):
            pairs = self.store.pairs(_GRAPH, wording)
            differs = tuple(sorted(value for predicate, value in pairs if predicate == DIFFERS_IN))
            found[wording] = _Held(*read_wording(pairs), dict(pairs)[_LABEL], differs)
        return found

    def has_moved(self, resolution: Resolution) -> bool:
        """Tell whether an earlier mention now means another directive."""
        if resolution.report in self.added:
            return False
        before = self.store.objects(_GRAPH, resolution.mention, _REFERS_TO)
        path = resolution.directive
        return before != ([mint_directive(self.store.base, path)] if path else [])

    def describe(self, key: DirectiveKey, held: Mapping[str, _Held], result: Resolved) -> None:
        """Write the directives of a key, their aliases and wordings; take out those that are no more."""
        base = self.store.base
        for name in self.store.subjects(_GRAPH, _IDENTITY_KEY, ox.Literal(str(key))):
            self.nodes[name] = ""
            for alias in self.store.subjects(_GRAPH, _IS_ALIAS_OF, ox.NamedNode(name)):
                self.nodes[alias] = ""
        self.nodes |= alias_turtles(base, result.aliases)
        self.nodes |= {mint_directive(base, d.path): directive_turtle(base, d) for d in result.directives}
        by_dating = {d.path.split("/")[1]: d for d in result.directives}
        labels = {dating: directive_label(d) for dating, d in by_dating.items()}
        wanted = {mint_wording(base, key, u): (u, times) for u, times in result.usages.items()}
        self.nodes |= dict.fromkeys(held.keys() - wanted.keys(), "")
        for name, (usage, times) in wanted.items():
            label = usage_label(usage, labels)
            differs = deviations(usage.wording, by_dating[usage.when]) if usage.when else ()
            same = held.get(name)
            if same is None or (same.times, same.label, same.differs) != (times, label, differs):
                self.nodes[name] = wording_turtle(base, key, usage, times, label, differs)


@cache
def _known() -> dict[DirectiveKey, tuple[Known, ...]]:
    found: dict[DirectiveKey, list[Known]] = defaultdict(list)
    for directive in known_directives():
        found[directive.key].append(directive)
    return {key: tuple(directives) for key, directives in found.items()}


def _key(words: str) -> DirectiveKey:
    register, _, symbol = words.partition("/")
    return DirectiveKey(register, symbol)
