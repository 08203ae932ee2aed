"""The questions: headers, rows, empty answers."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.content import content_path
from kg.errors import ContentError, UsageError
from kg.naming import find_bodies
from kg.questions import Answer, ask, bind_parameters, parse_question, question_names, read_question
from kg.store import Store
from made import Said, Told, make_report, store_of, with_extras

FILES = sorted(
    p for folder in ("questions", "show", "exports") for p in (content_path("queries") / folder).rglob("*.rq")
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Two provinces over three half-years, a district, a report of an unnamed province."""

    def told(source: str, name: str, province: str | None, half: str, *said: Said) -> Told:
        start, end = {"1": ("01-01", "06-30"), "2": ("07-01", "12-31")}[half[-1]]
        return Told(source, name, province, f"{half[:4]}-{start}", f"{half[:4]}-{end}", said=said)

    made = [
        told("hd-2018-1.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-1",
             Said("05-CT/TW", date="2016-05-15", actor="các cấp ủy", activity="disseminate"),
             Said("25-NQ/TW", date="2013-06-03", years=5, activity="interim_review"),
             Said("25-NQ/TW", date="2008-07-25")),
        told("hd-2018-2.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2018-2",
             Said("18-NQ/TU", scope="Hải Dương", year=2018)),
        told("hd-2019-2.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2019-2",
             Said("34-KH/TU", scope="Hải Dương", date="2019-08-01"),
             Said("05-CT/TW", activity="concretize", via=0),
             Said("05-CT/TW", task=True, actor="Ban Tổ chức Tỉnh ủy Hải Dương")),
        told("ht-2018-1.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-1", Said("05-CT/TW", status="ongoing")),
        told("x-2018-1.txt", "Tỉnh ủy", None, "2018-1",
             Said("462-KL/TU", date="2018-01-04"), Said("05-CT/TW", term="XII")),
    ]  # fmt: skip
    with store_of([make_report(t) for t in made]) as found:
        yield found


def rows(store: Store, name: str, *columns: str, **given: str) -> list[tuple[object, ...]]:
    question = read_question(name)
    answer = ask(store, question, bind_parameters(store, question, given))
    return picked(answer, *columns)


def picked(answer: Answer, *columns: str) -> list[tuple[object, ...]]:
    places = [[c.name for c in answer.columns].index(name) for name in columns]
    return [tuple(row[i] for i in places) for row in answer.rows]


def test_trace_gives_every_statement_over_time(store: Store) -> None:
    found = rows(store, "trace", "source", "activityLabel", "statusLabel", "actorLabel", directive="05-CT/TW")
    assert found == [
        ("hd-2018-1.txt", "quán triệt, học tập", "đã làm", "các cấp ủy"),
        ("ht-2018-1.txt", "triển khai, thực hiện", "đang làm", "Tỉnh ủy Hà Tĩnh"),
        ("x-2018-1.txt", "triển khai, thực hiện", "đã làm", "Tỉnh ủy"),
        ("hd-2019-2.txt", "cụ thể hóa", "đã làm", "Tỉnh ủy Hải Dương"),
    ]


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        ({"body": "Tỉnh ủy Hà Tĩnh"}, ["ht-2018-1.txt"]),
        ({"from": "2019"}, ["hd-2019-2.txt"]),
        ({"to": "6/2018"}, ["hd-2018-1.txt", "ht-2018-1.txt", "x-2018-1.txt"]),
        ({"activity": "concretize"}, ["hd-2019-2.txt"]),
        ({"activity": "cụ thể hóa"}, ["hd-2019-2.txt"]),
        ({"activity": "cu the hoa"}, ["hd-2019-2.txt"]),
        ({"period": "H2/2019"}, ["hd-2019-2.txt"]),
        ({"status": "ongoing"}, ["ht-2018-1.txt"]),
        ({"status": "ongoing", "from": "2019"}, []),
        ({"from": "2030"}, []),
    ],
)
def test_trace_takes_its_filters(store: Store, given: dict[str, str], sources: list[str]) -> None:
    assert rows(store, "trace", "source", directive="05-CT/TW", **given) == [(s,) for s in sources]


def test_trace_goes_on_where_the_same_report_says_what_continues_what() -> None:
    def told(source: str) -> Told:
        said = (Said("01-KL/TW", year=2021, activity="interim_review", years=1), Said("05-CT/TW", year=2016))
        return Told(source, said=said)

    tells, silent = make_report(told("tells.txt")), make_report(told("silent.txt"))
    relation = replace(with_extras(tells).relations[0], relation="continues")
    tells = replace(tells, relations=(relation,), statements=tells.statements[:1])
    silent = replace(silent, statements=silent.statements[:1])
    with store_of([tells, silent]) as store:
        found = rows(store, "trace", "source", "years", "throughLabel", directive="05-CT/TW")
    assert found == [("tells.txt", 1, "Kết luận 01-KL/TW (2021)")]


def test_trace_speaks_english(store: Store) -> None:
    found = rows(store, "trace", "activityLabel", "years", directive="25-NQ/TW@2013", lang="en")
    assert found == [("interim review", 5)]


def test_citations_count_every_wording_and_rank_it(store: Store) -> None:
    found = rows(store, "citations", "times", "rank", "statedDate", directive="05-CT/TW")
    assert found == [(3, "likely", None), (1, "certain", "2016-05-15"), (1, "likely", None)]


def test_a_directive_that_nobody_cites_has_no_citations(store: Store) -> None:
    uncited = ox.NamedNode(f"{store.base}id/directive/tw/2019/28-ct-tw")
    assert ask(store, read_question("citations"), {"directive": uncited}).rows == ()


def test_body_gives_what_a_body_reported(store: Store) -> None:
    found = rows(store, "body", "directiveLabel", "start", body="Tỉnh ủy Hải Dương")
    assert ("Chỉ thị 05-CT/TW (2016)", "2019-07-01") in found
    assert len(found) == 6
    assert rows(store, "body", "start", body="Tỉnh ủy Hải Dương", **{"from": "2020"}) == []


HEIRS = ("date", "formerLabel", "kindLabel", "heirLabel", "aboveLabel")


@pytest.fixture(scope="module")
def changed() -> Iterator[Store]:
    """Reports on both sides of July 2025, of bodies that merged, ended or stayed."""
    made = [
        Told("hd-2023.txt", "Tỉnh ủy Hải Dương", "Hải Dương", "2023-01-01", "2023-12-31",
             said=(Said("05-CT/TW", actor="Ban Dân vận Tỉnh ủy"),
                   Said("25-NQ/TW", actor="Huyện ủy Nam Sách"),
                   Said("18-NQ/TW", actor="Đảng ủy Khối các cơ quan tỉnh Hải Dương"))),
        Told("hp-2023.txt", "Thành ủy Hải Phòng", "Hải Phòng", "2023-01-01", "2023-12-31"),
        Told("hp-2025.txt", "Thành ủy Hải Phòng", "Hải Phòng", "2025-07-01", "2025-09-30"),
        Told("ht-2025.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2025-07-01", "2025-09-30"),
    ]  # fmt: skip
    with store_of([make_report(t) for t in made]) as found:
        yield found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Tỉnh ủy Hải Dương",
         [("2025-07-01", "Tỉnh ủy Hải Dương", "hợp nhất, sáp nhập",
           "Thành ủy Hải Phòng (từ ngày 01/7/2025)", None)]),
        ("Ban Dân vận Tỉnh ủy Hải Dương",
         [("2025", "Ban Dân vận Tỉnh ủy Hải Dương", "hợp nhất, sáp nhập",
           "Ban Tuyên giáo và Dân vận Tỉnh ủy Hải Dương", None),
          ("2025-07-01", "Ban Tuyên giáo và Dân vận Tỉnh ủy Hải Dương", "hợp nhất, sáp nhập",
           "Ban Tuyên giáo và Dân vận Thành ủy Hải Phòng (từ ngày 01/7/2025)", None)]),
        ("Huyện ủy Nam Sách",
         [("2025-07-01", "Huyện ủy Nam Sách", "kết thúc hoạt động", None, "Tỉnh ủy Hải Dương")]),
        ("body/thanh-uy-hai-phong-2025", []),
        ("Tỉnh ủy Hà Tĩnh", []),
    ],
)  # fmt: skip
def test_heirs_follow_the_changes(changed: Store, body: str, expected: list[object]) -> None:
    assert rows(changed, "heirs", *HEIRS, body=body) == expected


def test_heirs_of_a_dissolved_body_take_parts_and_change_in_turn(changed: Store) -> None:
    found = rows(changed, "heirs", "kindLabel", "heirLabel", body="Đảng ủy Khối các cơ quan", lang="en")
    new = " thành phố Hải Phòng (từ ngày 01/7/2025)"
    assert found == [
        ("dissolution", "Đảng ủy các cơ quan Đảng tỉnh Hải Dương"),
        ("dissolution", "Đảng ủy Ủy ban nhân dân tỉnh Hải Dương"),
        ("merger", "Đảng ủy các cơ quan Đảng" + new),
        ("merger", "Đảng ủy Ủy ban nhân dân" + new),
    ]


def test_two_bodies_of_one_name_are_offered(changed: Store) -> None:
    both = find_bodies(changed, "Thành ủy Hải Phòng")
    assert [choice.key for choice in both] == ["body/thanh-uy-hai-phong", "body/thanh-uy-hai-phong-2025"]
    assert [choice.key for choice in find_bodies(changed, "Tỉnh ủy Hà Tĩnh")] == ["body/tinh-uy-ha-tinh"]


def test_tasks_by_body_and_directive(store: Store) -> None:
    expected = [("hd-2019-2.txt", "Ban Tổ chức Tỉnh ủy Hải Dương", "Chỉ thị 05-CT/TW (2016)", "2019-07-01")]
    columns = ("source", "assigneeLabel", "directiveLabel", "start")
    assert rows(store, "tasks", *columns) == expected
    assert rows(store, "tasks", *columns, directive="05-CT/TW", body="Tỉnh ủy Hải Dương") == expected
    assert rows(store, "tasks", *columns, body="Tỉnh ủy Hà Tĩnh") == []


def test_coverage_tells_silence_from_absence(store: Store) -> None:
    found = rows(store, "coverage", "issuerLabel", "start", "state", directive="05-CT/TW")
    short = [(b, start, str(state).rpartition("/")[2]) for b, start, state in found]
    assert short == [
        ("Tỉnh ủy", "2018-01-01", "reported"),
        ("Tỉnh ủy Hà Tĩnh", "2018-01-01", "reported"),
        ("Tỉnh ủy Hà Tĩnh", "2018-07-01", "no-report-held"),
        ("Tỉnh ủy Hà Tĩnh", "2019-07-01", "no-report-held"),
        ("Tỉnh ủy Hải Dương", "2018-01-01", "reported"),
        ("Tỉnh ủy Hải Dương", "2018-07-01", "silent"),
        ("Tỉnh ủy Hải Dương", "2019-01-01", "no-report-held"),
        ("Tỉnh ủy Hải Dương", "2019-07-01", "reported"),
    ]
    assert rows(store, "coverage", "state", directive="05-CT/TW", **{"from": "2030"}) == []


def test_cascade_goes_from_the_plan_to_the_directive(store: Store) -> None:
    found = rows(
        store, "cascade", "lowerLabel", "relationLabel", "upperLabel", "source", directive="05-CT/TW"
    )
    assert found == [
        ("Kế hoạch 34-KH/TU (2019, Hải Dương)", "thực hiện", "Chỉ thị 05-CT/TW (2016)", "hd-2019-2.txt"),
        (None, None, None, "ht-2018-1.txt"),  # where it stops
    ]
    assert rows(store, "cascade", "lowerLabel", directive="34-KH/TU") == [
        ("Kế hoạch 34-KH/TU (2019, Hải Dương)",),
        (None,),
    ]
    given = {"directive": "25-NQ/TW@2013", "under": "Tỉnh ủy Hải Dương"}
    assert rows(store, "cascade", "lowerLabel", **given) == []


def test_relations_of_mentions_are_lifted_to_directives() -> None:
    report = with_extras(
        make_report(
            Told("a.txt", said=(Said("34-KH/TU", scope="Hải Dương", year=2021), Said("01-KL/TW", year=2021)))
        )
    )
    with store_of([report]) as store:
        found = rows(store, "cascade", "lowerLabel", "relationLabel", directive="01-KL/TW")
    assert found == [("Kế hoạch 34-KH/TU (2021, Hải Dương)", "thực hiện")]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(p.parents[1])))
def test_every_file_runs_as_it_stands_here_and_elsewhere(store: Store, path: Path) -> None:
    """Without parameters, and as SPARQL 1.1 to a second parser."""
    question = parse_question(path)
    ask(store, question)
    prepareQuery(question.text)
    body = question.text.partition("SELECT")[2]
    for name in [p.name for p in question.parameters] + [c.name for c in question.columns]:
        assert f"?{name}" in body.partition("WHERE")[0], f"{name} is not returned"


def test_the_questions_are_listed() -> None:
    expected = {"body", "cascade", "citations", "coverage", "heirs", "tasks", "trace"}
    expected |= {"dissemination-only", "dossier", "due", "follow-up", "lag", "silent", "stages"}
    assert expected <= set(question_names())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "--directive"),
        ({"directive": "05-CT/TW", "colour": "red"}, "colour"),
        ({"directive": "05-CT/TW", "from": "soon"}, "soon"),
        ({"directive": "05-CT/TW", "activity": "dance"}, "disseminate"),
        ({"directive": "05-CT/TW", "lang": "fr"}, "vi"),
        ({"directive": "77-CT/TW"}, "77-CT/TW"),
    ],
)
def test_parameters_that_do_not_fit_are_named(store: Store, given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        bind_parameters(store, read_question("trace"), given)


HEADER = """\
# title@vi: a
# title@en: b
# explain@vi: c
# explain@en: d
# param: province province optional "Tỉnh" "Province"
# param: asOf date optional "Ngày" "Day"
# param: years number optional "Số năm" "Years"
# column: province iri "Tỉnh" "Province"
SELECT ?province ?asOf ?years WHERE { VALUES (?province ?asOf ?years) { (UNDEF UNDEF UNDEF) } }
"""


def test_a_new_question_needs_no_more_than_its_header(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(HEADER, encoding="utf-8")
    question = parse_question(path)
    assert [p.option for p in question.accepted] == ["province", "as-of", "years"]
    bound = bind_parameters(store, question, {"province": "hai duong", "as-of": "6/2018", "years": "5"})
    assert {name: term.value for name, term in bound.items()} == {
        "province": f"{store.base}id/province/hai-duong",
        "asOf": "2018-06-01",
        "years": "5",
    }
    for given in ({"province": "Atlantis"}, {"as-of": "soon"}, {"years": "five"}, {"period": "2018"}):
        with pytest.raises(UsageError):
            bind_parameters(store, question, given)


def test_an_unknown_question_lists_the_known() -> None:
    with pytest.raises(UsageError, match="trace"):
        read_question("../trace")


@pytest.mark.parametrize(
    "header",
    [
        "# title@vi: a\n",
        "# title@vi: a\n# title@en: b\n# explain@vi: c\n# explain@en: d\n",
        '# column: a nonsense "x" "y"\n',
        "# param: a iri required\n",
        "# nonsense\n",
    ],
)
def test_a_faulty_header_is_named(tmp_path: Path, header: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(header + "SELECT ?a WHERE { ?a ?b ?c }\n")
    with pytest.raises(ContentError, match=r"q\.rq"):
        parse_question(path)


def test_the_page_of_questions_is_current() -> None:
    docs = Path(__file__).parent.parent / "docs"
    namespace = runpy.run_path(str(docs / "questions_page.py"))
    assert (docs / "questions.md").read_text(encoding="utf-8") == namespace["page"]()
