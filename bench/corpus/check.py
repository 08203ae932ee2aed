"""How far our extraction and resolution agree with what generated reports are made to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from bench.agreement import LAYERS, Tally, compare
from bench.corpus.report import GeneratedReport
from bench.table import note, print_table, title
from kg.facts_json import facts
from kg.formats import document_from_bytes
from kg.iri import ONTOLOGY, mint_directive, mint_graph, mint_report
from kg.model import Report
from kg.quads.reference import reference_turtle
from kg.quads.report import report_turtle
from kg.report import extract
from kg.resolution import update_resolution
from kg.store import ReportText, Store, memory_store

_BATCH = 200
_TOLD_AT_MOST = 40


@dataclass(slots=True)
class Checked:
    """What came of extraction: agreement by layer, findings by code, the true directive of mentions."""

    tally: Tally = field(default_factory=Tally)
    findings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    true_path: dict[str, str] = field(default_factory=dict)
    """{IRI of a mention: the path of the directive that is meant}, where extraction found it."""
    shown: dict[str, str] = field(default_factory=dict)
    """{IRI of a mention: where it stands}, to tell errors."""


@dataclass(slots=True)
class Resolutions:
    """Where mentions were taken to: IRIs against truth.

    A resolution is exact where the IRI is the true directive's, pure where it is another (undated, by term)
    to which nothing else was taken, and wrong where mentions of several directives share it.
    """

    made: int
    exact: int
    pure: int
    wrong: int
    open: int
    false_merges: dict[str, list[str]]
    missed_merges: dict[str, list[str]]


def check_extraction(reports: Iterable[GeneratedReport], store: Store) -> Checked:
    """Extract reports, load them into a store, and compare with their facts."""
    checked, batch = Checked(), []
    for made in reports:
        found = extract(document_from_bytes(made.text.encode(), made.name))
        _compare(made, found, store, checked)
        batch.append(_text(found, store))
        if len(batch) == _BATCH:
            store.add_reports(batch, "")
            batch = []
    store.add_reports(batch, "")
    return checked


def check_resolution(store: Store, checked: Checked) -> Resolutions:
    """Resolve what a store holds and compare each mention's directive with the true one."""
    store.write_graph("reference", reference_turtle(store.base))
    update_resolution(store)
    resolved = _resolved(store)
    meant = {m: mint_directive(store.base, path) for m, path in checked.true_path.items()}
    meanings: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for mention, iri in resolved.items():
        if mention in meant:
            meanings[iri].add(meant[mention])
            places[meant[mention]].add(iri)
    counts = Counter(_verdict(m, meant, resolved, meanings) for m in meant)
    return Resolutions(
        made=sum(counts[v] for v in ("exact", "pure", "wrong")),
        exact=counts["exact"],
        pure=counts["pure"],
        wrong=counts["wrong"],
        open=counts["open"],
        false_merges={iri: sorted(all_) for iri, all_ in sorted(meanings.items()) if len(all_) > 1},
        missed_merges={iri: sorted(all_) for iri, all_ in sorted(places.items()) if len(all_) > 1},
    )


def run(reports: Iterable[GeneratedReport], *, errors: bool = False) -> None:
    """Print agreement by layer, findings, and resolution; with `errors` also where they differ."""
    with memory_store() as store:
        checked = check_extraction(reports, store)
        resolutions = check_resolution(store, checked)
    _print_layers(checked.tally)
    _print_findings(checked.findings)
    _print_resolutions(resolutions)
    if errors:
        print(*checked.tally.errors, sep="\n")
        _print_merges("taken together", resolutions.false_merges)
        _print_merges("held apart", resolutions.missed_merges)


def _compare(made: GeneratedReport, found: Report, store: Store, checked: Checked) -> None:
    have = facts(found, {})
    before = len(checked.tally.pairs["mentions"])
    compare(made.facts, have, made.name, checked.tally)
    report = mint_report(store.base, found.document.text_sha256)
    for expected, got in checked.tally.pairs["mentions"][before:]:
        iri = f"{report}/mention/{got['start']}-{got['end']}"
        checked.true_path[iri] = made.truth.directives[expected["id"]]
        checked.shown[iri] = f"{made.name} {got['surface']!r}"
    for code, expected_, found_ in _findings(made.facts["findings"], have["findings"]):
        checked.findings[code].update(expected=expected_, found=found_, matched=min(expected_, found_))


def _findings(
    expected: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, str]]
) -> Iterable[tuple[str, int, int]]:
    want, have = Counter(f["code"] for f in expected), Counter(f["code"] for f in found)
    return [(code, want[code], have[code]) for code in sorted(want | have)]


def _text(found: Report, store: Store) -> ReportText:
    digest = found.document.text_sha256
    return ReportText(digest, mint_report(store.base, digest), report_turtle(found, store.base))


def _resolved(store: Store) -> dict[str, str]:
    """Return {mention: directive} of every resolution that chose one."""
    refers = ox.NamedNode(ONTOLOGY + "refersTo")
    graph = ox.NamedNode(mint_graph(store.base, "resolution"))
    quads = store.oxigraph.quads_for_pattern(None, refers, None, graph)
    return {str(q.subject.value): str(q.object.value) for q in quads}  # type: ignore[union-attr]


def _verdict(
    mention: str, meant: Mapping[str, str], resolved: Mapping[str, str], meanings: Mapping[str, set[str]]
) -> str:
    iri = resolved.get(mention)
    if iri is None:
        return "open"
    if iri == meant[mention]:
        return "exact"
    return "pure" if len(meanings[iri]) == 1 and iri not in set(meant.values()) else "wrong"


def _print_layers(tally: Tally) -> None:
    title("Agreement with what the reports were made to say")
    scores = tally.scores()
    rows = [
        (name, f"{tally.expected[name]:,}", f"{tally.matched[name] / max(tally.found[name], 1):.3f}",
         f"{tally.matched[name] / max(tally.expected[name], 1):.3f}", f"{scores.get(name, 0):.3f}")
        for name in LAYERS
    ]  # fmt: skip
    print_table(("layer", "expected", "precision", "recall", "F1"), rows)
    fields = [
        (n, f"{tally.right[n]:,} of {tally.asked[n]:,}", f"{scores[n]:.3f}") for n in sorted(tally.asked)
    ]
    print_table(("field", "right", "share"), fields)


def _print_findings(findings: Mapping[str, Counter[str]]) -> None:
    title("Findings")
    rows = [
        (code, f"{c['expected']:,}", f"{c['found']:,}", f"{c['matched']:,}")
        for code, c in sorted(findings.items())
    ]
    print_table(("code", "expected", "found", "both"), rows)


def _print_resolutions(found: Resolutions) -> None:
    title("Resolution of the mentions that extraction found")
    total = found.made + found.open
    rows = [
        (name, f"{count:,}", f"{100 * count / max(total, 1):.2f} %")
        for name, count in (
            ("mentions", total), ("a directive chosen", found.made), ("  the true one", found.exact),
            ("  undated or by term, alone", found.pure), ("  another, or several in one", found.wrong),
            ("left open", found.open),
        )
    ]  # fmt: skip
    print_table(("", "", ""), rows)
    note(f"false merges (IRIs of several directives): {len(found.false_merges):,}")
    note(f"missed merges (directives with several IRIs): {len(found.missed_merges):,}")


def _print_merges(words: str, merges: Mapping[str, list[str]]) -> None:
    for iri, others in list(merges.items())[:_TOLD_AT_MOST]:
        print(f"{words}: {iri} {' '.join(others)}")
