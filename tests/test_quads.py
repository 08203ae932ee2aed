from __future__ import annotations

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.content import content_path
from kg.model import Report
from kg.quads import report_trig
from kg.quads.reference import reference_turtle
from kg.quads.report import directive_iris
from kg.quads.turtle import PREFIXES
from made import Said, Told, make_report, reports, with_extras

DKG = "https://w3id.org/directive-kg/ontology#"
OA = "http://www.w3.org/ns/oa#"
BASE = "https://w3id.org/directive-kg/"

REPORT = with_extras(
    make_report(
        Told(
            "bao-cao.txt",
            "Tỉnh ủy Hải Dương",
            "Hải Dương",
            "2018-01-01",
            "2018-06-30",
            said=(
                Said("05-CT/TW", date="2016-05-15", issuer="Bộ Chính trị", actor="các cấp ủy"),
                Said("18-NQ/TU", year=2023, scope="Hải Dương", via=0),
            ),
        )
    )
)


def quads(report: Report) -> list[ox.Quad]:
    return list(ox.parse(report_trig(report).encode(), format=ox.RdfFormat.TRIG))


def value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def objects(found: list[ox.Quad], ending: str, predicate: str) -> list[str]:
    own = (q for q in found if value(q.subject).endswith(ending) and q.predicate.value == predicate)
    return [value(q.object) for q in own]


@settings(max_examples=40, deadline=None)
@given(reports())
def test_every_selector_reproduces_its_quote(report: Report) -> None:
    found = quads(report)
    text = next(value(q.object) for q in found if q.predicate.value == DKG + "text")
    spans: dict[object, dict[str, str]] = {q.subject: {} for q in found if q.predicate.value == OA + "exact"}
    for q in found:
        if q.subject in spans and q.predicate.value.startswith(OA):
            spans[q.subject][q.predicate.value.removeprefix(OA)] = value(q.object)
    assert spans
    for selector in spans.values():
        assert text[int(selector["start"]) : int(selector["end"])] == selector["exact"]


@settings(max_examples=40, deadline=None)
@given(reports())
def test_a_report_says_nothing_outside_its_graph_and_has_no_blank_nodes(report: Report) -> None:
    found = quads(report)
    assert {value(q.graph_name) for q in found} == {f"{BASE}graph/report/{report.document.text_sha256}"}
    assert not any(isinstance(term, ox.BlankNode) for q in found for term in (q.subject, q.object))
    assert report_trig(report) == report_trig(report)


def test_statements_of_one_clause_keep_apart() -> None:
    twice = make_report(Told("a.txt", said=(Said("05-CT/TW"),)))
    twice = replace(twice, statements=twice.statements * 2)
    subjects = {value(q.subject) for q in quads(twice) if q.object == ox.NamedNode(DKG + "Statement")}
    assert len(subjects) == 2


def test_identity_and_dates_of_a_mention() -> None:
    mention = REPORT.mentions[0]
    found = quads(REPORT)
    ending = f"/mention/{mention.start}-{mention.end}"
    assert objects(found, ending, DKG + "identityKey") == ["tw/05-ct-tw"]
    assert objects(found, ending, DKG + "statedDate") == ["2016-05-15"]
    assert objects(found, ending, DKG + "kind") == ["https://w3id.org/directive-kg/concept/kind/ct"]


def test_quote_of_a_span_in_pieces_joins_them() -> None:
    relation = REPORT.relations[0]
    a, b = relation.pieces
    text = REPORT.document.text
    quotes = [value(q.object) for q in quads(REPORT) if q.predicate.value == DKG + "quote"]
    assert f"{text[a.start : a.end]} {text[b.start : b.end]}" in quotes


@pytest.mark.parametrize(
    ("said", "path"),
    [
        (Said("05-CT/TW", date="2016-05-15"), "tw/2016/05-ct-tw"),
        (Said("17-NQ/TU", year=2023, scope="Hà Tĩnh"), "tu-ha-tinh/2023/17-nq-tu"),
        (Said("NQTW-6", term="XII"), "tw/khoa-xii/nqtw-6"),
        (Said("130/NĐ-CP", year=2020), "cp/2020/130-2020-nd-cp"),
        (Said("3433/QĐ-UBND", scope="Hà Tĩnh"), "ubnd-ha-tinh/undated/3433-qd-ubnd"),
        (Said("08-QĐi/TW", year=2018), "tw/2018/08-qd-tw"),
        (Said("04-NQ/TW", term="XII"), "tw/khoa-xii/04-nq-tw"),
        (Said("L:phong-chong-tham-nhung", year=2018), "qh/2018/phong-chong-tham-nhung"),
        (Said("12-NQ/HU", year=2021, scope="Hải Dương", issuer="Huyện ủy Kinh Môn"),
         "hu-kinh-mon-hai-duong/2021/12-nq-hu"),
        (Said("15/NQ-HĐND", year=2021, scope="Hải Dương", issuer="Hội đồng nhân dân huyện Ninh Giang"),
         "hdnd-ninh-giang-hai-duong/2021/15-nq-hdnd"),
    ],
)  # fmt: skip
def test_iri_of_a_directive(said: Said, path: str) -> None:
    report = make_report(Told("a.txt", "Tỉnh ủy Hải Dương", "Hải Dương", said=(said,)))
    assert directive_iris(report) == {"m0": f"{BASE}id/directive/{path}"}


@pytest.mark.parametrize(
    "said",
    [Said("462-KL/TU", year=2018), Said("12-NQ/HU", scope="Hải Dương"), Said("05-CT/ĐU", scope="Hải Dương")],
)
def test_what_the_report_leaves_open_has_a_register_of_its_own(said: Said) -> None:
    one = make_report(Told("a.txt", "Tỉnh ủy", said=(said,)))
    other = make_report(Told("b.txt", "Tỉnh ủy", said=(said,)))
    assert directive_iris(one)["m0"] != directive_iris(other)["m0"]
    assert f"-in-{one.document.text_sha256[:12]}/" in directive_iris(one)["m0"]


def test_literals_survive_odd_characters() -> None:
    text = 'dòng\n"ngoặc" \\ chéo \t thẻ \u0001 \u2028 \U0001f600 <https://x> '
    report = make_report(Told("a.txt"))
    document = type(report.document)("tên “lạ”\n.txt", "0" * 64, "1" * 64, text)
    report = Report(document, report.header, (), (), (), (), (), (), (), ())
    said = {value(q.object) for q in quads(report) if isinstance(q.object, ox.Literal)}
    assert {text, document.source} <= said


def test_reference_graph_parses_and_names_what_answers_show() -> None:
    found = list(ox.parse((PREFIXES + reference_turtle(BASE)).encode(), format=ox.RdfFormat.TURTLE))
    labelled = {value(q.subject) for q in found if q.predicate.value.endswith("prefLabel")}
    for concept in ("activity/implement", "status/done", "coverage/silent", "relation/implements"):
        assert f"https://w3id.org/directive-kg/concept/{concept}" in labelled


def test_every_term_used_is_defined() -> None:
    """All `dkg:` terms of reports, of queries and of resolution stand in the ontology."""
    ontology = (content_path("ontology") / "directive-kg.ttl").read_text(encoding="utf-8")
    used: set[str] = set()
    for path in [
        *content_path("queries").rglob("*.rq"),
        *(content_path("queries").parent / "src").rglob("quads/*.py"),
    ]:
        used |= set(re.findall(r"\bdkg:(\w+)", path.read_text(encoding="utf-8")))
    missing = sorted(term for term in used if f"\ndkg:{term}\n" not in ontology)
    assert not missing
