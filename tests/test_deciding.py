"""`kg decide`, from the command line to the file, the curation graph and what is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.decisions import NOTHING_DECIDED, Place, Signature, append_decision, made_decision, read_decisions
from kg.quads.curation import curation_turtle
from kg.quads.turtle import PREFIXES
from kg.store import read_store

SAMPLES = Path(__file__).parent.parent / "data" / "reports"
OPEN, FINDING = "nam-dinh-tinh-uy-2020-h1.txt", "lang-son-dang-uy-khoi-2021-nam.txt"
NAMES = ("nam-dinh-tinh-uy-2019-h1.txt", "nam-dinh-tinh-uy-2024-h1.txt", OPEN, FINDING)
FILES = [str(SAMPLES / name) for name in NAMES]
SIGNED = ("--by", "Phòng Tổng hợp", "--reason", "Theo bản gốc")
DKG = "https://w3id.org/directive-kg/ontology#"
BASE = "https://w3id.org/directive-kg/"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    assert kg(path, "load", *FILES).exit_code == 0
    return path


def kg(store: Path, *arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *arguments], env=env)


def curated(store: Path) -> dict[str, dict[str, str]]:
    """Return {end of a decision's IRI: {name of the term: value}} of the curation graph."""
    found: dict[str, dict[str, str]] = {}
    with read_store(store) as opened:
        for quad in opened.oxigraph.quads_for_pattern(None, None, None, opened.graph("curation")):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            name = quad.predicate.value.rpartition("#")[2]
            found.setdefault(quad.subject.value.rpartition("/")[2], {})[name] = quad.object.value
    return found


def rows_of(result: Result) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(result.stdout)
    return rows


def a_mention(store: Path, report: str) -> tuple[str, int]:
    """Return the words and the start of a mention whose words stand once in the report."""
    query = f"""SELECT ?quote ?start ?source WHERE {{ ?m a <{DKG}Mention> ; <{DKG}inReport> ?r ;
      <http://www.w3.org/ns/oa#hasTarget> ?e . ?r <http://purl.org/dc/terms/source> ?source .
      ?e <{DKG}quote> ?quote ; <http://www.w3.org/ns/oa#hasSelector>/<http://www.w3.org/ns/oa#start> ?start }}
      ORDER BY ?start"""
    with read_store(store) as opened:
        found = opened.query(query, union=True)
        assert isinstance(found, ox.QuerySolutions)
        quotes = [(s["quote"].value, int(s["start"].value)) for s in found if s["source"].value == report]
    words = [q for q, _ in quotes]
    return next((q, n) for q, n in quotes if words.count(q) == 1)


def test_a_mention_is_decided_and_undone(store: Path) -> None:
    quote, start = a_mention(store, OPEN)
    made = kg(store, "decide", "mention", OPEN, quote, "--is", "tw/2016/05-ct-tw", *SIGNED)
    assert made.exit_code == 0, made.stderr
    decision = made.stdout.strip()
    [row] = read_decisions(store.parent / "kg-decisions.csv").rows
    assert (row.id, row.kind, row.report, row.start) == (decision, "mention-is", OPEN, start)
    assert row.quote == " ".join(quote.split())
    said = curated(store)[decision]
    assert said["confirms"] == f"{BASE}id/directive/tw/2016/05-ct-tw"
    assert said["hasTarget"].startswith(f"{BASE}id/report/{row.text_hash}/evidence/{start}-")
    assert (said["decidedBy"], said["reason"], said["isUndone"]) == (
        "Phòng Tổng hợp",
        "Theo bản gốc",
        "false",
    )

    undone = kg(store, "decide", "--undo", decision, *SIGNED)
    assert undone.exit_code == 0, undone.stderr
    assert curated(store)[decision]["isUndone"] == "true"
    assert curated(store)[undone.stdout.strip()]["revokes"].endswith(decision)
    states = [r["state"] for r in rows_of(kg(store, "--lang", "en", "decide", "list", "--json"))]
    assert states == ["undone", "undo"]


def test_a_decision_survives_that_its_report_is_taken_out_and_loaded_again(store: Path) -> None:
    quote, _ = a_mention(store, OPEN)
    kg(store, "decide", "mention", OPEN, quote, "--is-not", "tw/2008/25-nq-tw", *SIGNED)
    before = curated(store)
    kg(store, "load", "--remove", OPEN)
    assert kg(store, "decide", "list", "--unmatched").exit_code == 0
    kg(store, "load", str(SAMPLES / OPEN))
    assert kg(store, "decide", "list", "--unmatched").exit_code == 1
    assert curated(store) == before


def cited(store: Path, directive: str) -> list[dict[str, str]]:
    found = kg(store, "ask", "citations", "--directive", directive, "--json")
    return [row for row in rows_of(found) if row["source"] == OPEN] if found.exit_code == 0 else []


def test_a_decision_outranks_the_rules_and_says_so(store: Path) -> None:
    """What was open is the directive that a person names, in every answer; undone, it is open again."""
    quote, _ = a_mention(store, OPEN)
    before = kg(store, "show", OPEN, "--json").stdout
    made = kg(store, "decide", "mention", OPEN, quote, "--is", "tw/2013/25-nq-tw", *SIGNED)
    [row] = [r for r in cited(store, "tw/2013/25-nq-tw") if r["quote"] == quote]
    assert row["rank"] == "decided"
    assert "Phòng Tổng hợp" in row["reason"]
    assert "Theo bản gốc" in row["reason"]
    kg(store, "decide", "--undo", made.stdout.strip(), *SIGNED)
    assert kg(store, "show", OPEN, "--json").stdout == before


def findings(store: Path, report: str) -> list[dict[str, str]]:
    tables = json.loads(kg(store, "show", report, "--json").stdout)["tables"]
    return [row for t in tables if t["title_en"] == "Findings" for row in t["rows"]]


def settlers(store: Path, report: str) -> list[str | None]:
    return [row["decidedBy"] for row in findings(store, report)]


def test_a_settled_finding_is_shown_as_such_at_all_its_places(store: Path) -> None:
    before = findings(store, FINDING)
    assert [row["code"] for row in before] == ["parts-sum", "parts-sum"]
    settle = ("decide", "finding", FINDING, "parts-sum", before[1]["quote"])
    made = kg(store, *settle, *SIGNED)
    assert made.exit_code == 0, made.stderr
    assert settlers(store, FINDING) == ["Phòng Tổng hợp"] * 2
    assert [row["reason"] for row in findings(store, FINDING)] == ["Theo bản gốc"] * 2
    again = kg(store, *settle, "--by", "B", "--reason", "c")
    assert settlers(store, FINDING) == ["B"] * 2
    kg(store, "decide", "undo", again.stdout.strip(), *SIGNED)
    assert settlers(store, FINDING) == ["Phòng Tổng hợp"] * 2
    kg(store, "decide", "undo", made.stdout.strip(), *SIGNED)
    assert findings(store, FINDING) == before


def test_another_finding_of_the_same_code_stays_open(store: Path) -> None:
    first, second = findings(store, OPEN)
    assert first["code"] == second["code"]
    kg(store, "decide", "finding", OPEN, first["code"], second["quote"], *SIGNED)
    assert settlers(store, OPEN) == [None, "Phòng Tổng hợp"]


def test_two_bodies_are_one(store: Path) -> None:
    made = kg(store, "decide", "bodies", "Tỉnh ủy Nam Định", "Ban Dân vận Tỉnh ủy Nam Định", "--one", *SIGNED)
    assert made.exit_code == 0, made.stderr
    said = curated(store)[made.stdout.strip()]
    assert said["keptBody"] == f"{BASE}id/body/tinh-uy-nam-dinh"
    assert said["mergedBody"] == f"{BASE}id/body/ban-dan-van-tinh-uy-nam-dinh"
    back = kg(store, "decide", "bodies", "Ban Dân vận Tỉnh ủy Nam Định", "Tỉnh ủy Nam Định", "--one", *SIGNED)
    assert back.exit_code == 2
    assert "dòng 2" in back.stderr


def test_where_the_words_stand_several_times_the_places_are_shown(tmp_path: Path) -> None:
    text = (SAMPLES / OPEN).read_text(encoding="utf-8")
    twice = "Chỉ thị số 35-CT/TW. Các chi bộ học tập Chỉ thị số 35-CT/TW."
    assert "Chỉ thị số 33-CT/TW." in text
    (tmp_path / "twice.txt").write_text(text.replace("Chỉ thị số 33-CT/TW.", twice), encoding="utf-8")
    store = tmp_path / "store"
    kg(store, "load", str(tmp_path / "twice.txt"))
    decide = ("decide", "mention", "twice", "Chỉ thị số 35-CT/TW", "--is", "tw/2019/35-ct-tw", *SIGNED)
    several = kg(store, *decide)
    assert several.exit_code == 2
    starts = [line.split()[1] for line in several.stderr.splitlines() if line.startswith("  --at ")]
    assert len(starts) == 2
    assert "học tập" in several.stderr
    assert not (tmp_path / "kg-decisions.csv").exists()
    made = kg(store, *decide, "--at", starts[1])
    assert made.exit_code == 0, made.stderr
    assert [str(d.start) for d in read_decisions(tmp_path / "kg-decisions.csv").rows] == [starts[1]]
    assert kg(store, *decide, "--at", "3").exit_code == 2


NAMED = ("decide", "mention", OPEN)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("decide",), 2, "--undo"),
        (("decide", "mention", "nope.txt", "x", "--is", "tw/2016/05-ct-tw", *SIGNED), 2, "nope.txt"),
        ((*NAMED, "Chỉ thị số 999", "--is", "tw/2016/05-ct-tw", *SIGNED), 2, "Chỉ thị số 999"),
        ((*NAMED, "33-CT/TW", "--is", "tw/2016/05-ct-tw", *SIGNED), 2, "«Chỉ thị số 33-CT/TW»"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", "--is", "999-CT/TW", *SIGNED), 2, "tw/2016/05-ct-tw"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", "--is", "33-CT/TW", *SIGNED), 2, "tw/2014/33-ct-tw"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", *SIGNED), 2, "--is-not"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", "--is", "tw/2014/33-ct-tw"), 2, "--by"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", "--is", "tw/2014/33-ct-tw", "--by", "", "--reason", "x"), 2, "--by"),
        ((*NAMED, "Chỉ thị số 33-CT/TW", "--is", "tw/2014/33-ct-tw", *SIGNED, "--on", "mai"), 2, "mai"),
        (("decide", "finding", OPEN, "nope", "x", *SIGNED), 2, "two-dates"),
        (("decide", "bodies", "Tỉnh ủy Nam Định", "Tỉnh ủy Nam Định", "--one", *SIGNED), 2, "body/tinh"),
        (("decide", "bodies", "Tỉnh ủy Nam Định", "Không có", "--one", *SIGNED), 2, "Không có"),
        (("decide", "undo", "d0", *SIGNED), 2, "d0"),
        (("decide", "--undo", "d0", "--by", "An"), 2, "--reason"),
        (("decide", "list"), 1, "Không thấy"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_and_nothing_written(
    shared: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = kg(shared, *arguments)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not (shared.parent / "kg-decisions.csv").exists()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shared") / "store"
    assert kg(path, "load", *FILES).exit_code == 0
    return path


def test_a_path_is_taken_as_it_stands(store: Path) -> None:
    """By name, another year's directive of that symbol would fit."""
    made = kg(store, *NAMED, "Chỉ thị số 33-CT/TW", "--is", "tw/1999/33-ct-tw", *SIGNED)
    assert curated(store)[made.stdout.strip()]["confirms"].endswith("/tw/1999/33-ct-tw")


def test_the_file_can_lie_elsewhere_and_be_brought_in(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "decisions.csv"
    file.parent.mkdir()
    env = {"KG_DECISIONS": str(file), "KG_DECIDED_BY": "An"}
    quote, _ = a_mention(store, OPEN)
    made = kg(store, *NAMED, quote, "--is", "tw/2016/05-ct-tw", "--reason", "x", "--on", "1/3/2026", env=env)
    assert made.exit_code == 0, made.stderr
    assert read_decisions(file).rows[0].decided_on == "2026-03-01"
    assert kg(store, "decide", "apply").exit_code == 0
    assert curated(store) == {}, "the file beside the store is another one, and there is none"
    assert kg(store, "--decisions", str(file), "decide", "apply").exit_code == 0
    assert curated(store)[made.stdout.strip()]["decidedBy"] == "An"
    assert "không có gì đổi" in kg(store, "decide", "apply", env=env).stderr


def test_a_faulty_file_stops_before_anything_is_written(store: Path) -> None:
    file = store.parent / "kg-decisions.csv"
    file.write_text("kind;reason\nx;y\n", encoding="utf-8")
    for arguments in (("decide", "list"), ("decide", "apply"), ("decide", "undo", "d0", *SIGNED)):
        result = kg(store, *arguments)
        assert result.exit_code == 3
        assert f"{file}:1:" in result.stderr
    assert curated(store) == {}


def test_without_a_store_the_file_is_listed_all_the_same(tmp_path: Path) -> None:
    signed = Signature("An", "2026-03-01", "x")
    made = made_decision("bodies-are-one", signed, subject="body/b", object="body/a")
    append_decision(tmp_path / "kg-decisions.csv", made)
    [row] = rows_of(kg(tmp_path / "store", "--lang", "en", "decide", "list", "--json"))
    assert (row["state"], row["subject"], row["object"]) == ("in force", "body/b", "body/a")


def test_the_curation_graph_needs_no_report(tmp_path: Path) -> None:
    """A decision on a report that is not held keeps its place: hash, quote, and position as far as known."""
    signed = Signature('An "Nhỏ"', "2026-03-01", "một\\hai")
    at = Place("", "", "ab" * 32, 10, 12, "05", None)
    decisions = NOTHING_DECIDED
    for place, path in ((at, "tw/2016/05-ct-tw"), (at, "tw/2011/05-ct-tw")):
        made = made_decision("mention-is-not", signed, place=place, object=path)
        decisions = append_decision(tmp_path / "kg-decisions.csv", made)
    turtle = curation_turtle(BASE, decisions)
    assert turtle == curation_turtle(BASE, read_decisions(tmp_path / "kg-decisions.csv"))
    found = list(ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE))
    targets = {str(q.object) for q in found if q.predicate.value.endswith("hasTarget")}
    assert targets == {f"<{BASE}id/report/{'ab' * 32}/evidence/10-12>"}
    assert {q.object.value for q in found if q.predicate.value == DKG + "quote"} == {"05"}
