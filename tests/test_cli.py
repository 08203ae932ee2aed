"""The command line: forms, exit codes, messages."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.exports.formats import FORMATS
from kg.questions import question_names
from kg.store import open_store
from made import Said, Told, make_report, refresh, text_of

SAMPLES = Path(__file__).parent.parent / "data" / "reports"
FILES = [str(p) for p in sorted(SAMPLES.glob("nam-dinh-tinh-uy-*.txt"))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    assert kg(path, "load", *FILES).exit_code == 0
    return path


def kg(store: Path, *arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *arguments], input=stdin)


ASK = ("ask", "trace", "--directive", "05-CT/TW")
EXCEL_AND_CSV = (("--csv", "--excel"), ("--csv",))
EMPTY = (*ASK, "--from", "2100")


def test_ask_prints_tsv_in_a_pipe(store: Path) -> None:
    result = kg(store, *ASK)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert len(lines) > 1
    assert {line.count("\t") for line in lines} == {16}


def test_forms_hold_the_same_rows(store: Path) -> None:
    rows = json.loads(kg(store, *ASK, "--json").stdout)
    from_csv = list(csv.DictReader(io.StringIO(kg(store, *ASK, "--csv").stdout)))
    assert [r["quote"] for r in rows] == [r["quote"] for r in from_csv]
    turtle = kg(store, *ASK, "--ttl").stdout.encode()
    solutions = [
        q for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE) if q.predicate.value.endswith("#solution")
    ]
    assert len(solutions) == len(rows) > 0


@pytest.mark.parametrize("form", ["--tsv", "--csv", "--excel", "--json", "--ttl", "--html", "--table"])
def test_an_empty_answer_is_printed_and_exits_with_1(store: Path, form: str) -> None:
    result = kg(store, *EMPTY, form)
    assert result.exit_code == 1
    assert "Không thấy trong kho" in result.stderr
    if form == "--json":
        assert json.loads(result.stdout) == []
    elif form == "--ttl":
        assert len(list(ox.parse(result.stdout.encode(), format=ox.RdfFormat.TURTLE))) == 1 + 17
    elif form == "--html":
        assert "<p>Không thấy trong kho.</p>" in result.stdout
        assert result.stdout.count("<tr>") == 1
    elif form == "--table":
        assert "Câu trích dẫn" in result.stdout
    else:
        assert result.stdout.removeprefix("\ufeff").startswith("issuer")
        assert result.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ask", "nope"), 2, "trace"),
        (("ask", "trace"), 2, "--directive"),
        (("ask", "--directive", "05-CT/TW"), 2, "câu hỏi"),
        (("ask", "--lang", "en", "nope"), 2, "No question"),
        ((*ASK, "--period", "Q5/2019"), 2, "Q1/2024"),
        ((*ASK, "--period", "2019", "--from", "2018"), 2, "--from"),
        ((*ASK, "--json", "--excel"), 2, "--csv"),
        (("ask", "trace", "--directive", "99-CT/TW"), 2, "99-CT/TW"),
        (("show", "không có gì cả"), 2, "không có gì cả"),
        (("query", "/no/such.rq"), 3, "/no/such.rq"),
        (("load", "/no/such.txt"), 3, "/no/such.txt"),
        (("load", "--remove", "such.txt"), 3, "such.txt"),
        (("load",), 2, "PATH"),
        (("extract", "/no/such.txt"), 3, "/no/such.txt"),
        (("export", "graphml", "/no/such/folder/x.graphml"), 3, "/no/such/folder/x.graphml"),
        (("export", "csv", "/no/such/folder/x"), 3, "/no/such/folder/x"),
        (("export", "nope", "x"), 2, "graphml"),
        (("export", "gexf", "x", "--for", "yed"), 2, "gephi"),
    ],
)  # fmt: skip
def test_errors_say_what_and_where(store: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = kg(store, *arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = kg(tmp_path / "none", "status")
    assert result.exit_code == 3
    assert "kg load" in result.stderr


def test_messages_in_english(tmp_path: Path) -> None:
    assert "no store here" in kg(tmp_path / "none", "--lang", "en", "status").stderr


def test_a_page_for_people(store: Path) -> None:
    page = kg(store, *ASK, "--html", "--lang", "en").stdout
    rows = json.loads(kg(store, *ASK, "--json").stdout)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.count('<th scope="col">') < len(rows[0])  # IRIs are the links of their labels
    assert page.count("<caption>") == 1
    assert "<script" not in page
    assert all(html.escape(row["quote"]) in page for row in rows)
    assert page.count("<tr>") == len(rows) + 1
    shown = kg(store, "show", "05-CT/TW", "--html").stdout
    assert shown.count("<!doctype") == 1
    assert shown.count("<caption>") > 1


def test_a_page_holds_nothing_that_runs(store: Path) -> None:
    query = 'SELECT ?a ?b { BIND("<script>x</script>" AS ?a) BIND(<javascript:x> AS ?b) }'
    page = kg(store, "query", "-", "--html", stdin=query).stdout
    assert "<script" not in page
    assert "href" not in page
    assert "&lt;script&gt;" in page


def test_csv_for_excel(store: Path) -> None:
    query = 'SELECT ?a ?b { BIND("- Tiếp tục" AS ?a) BIND(-1 AS ?b) }'
    printed = [kg(store, "query", "-", *form, stdin=query).stdout_bytes.decode() for form in EXCEL_AND_CSV]
    assert printed == ["\ufeffa,b\r\n'- Tiếp tục,-1\r\n", "a,b\r\n- Tiếp tục,-1\r\n"]


def test_tables_shorten_long_words_unless_told_not_to(store: Path) -> None:
    query = f'SELECT ("{"dài " * 100}hết" AS ?a) {{}}'
    assert "hết" not in kg(store, "query", "-", "--table", stdin=query).stdout
    assert "…" in kg(store, "query", "-", "--table", stdin=query).stdout
    assert "hết" in kg(store, "query", "-", "--table", "--full", stdin=query).stdout
    assert "hết" in kg(store, "query", "-", "--tsv", stdin=query).stdout


def test_a_question_explains_itself_in_the_language_of_the_user(store: Path) -> None:
    told = kg(store, "ask", "trace", "--help").stdout
    assert "Văn bản, như 05-CT/TW" in told
    assert "Directive, such as" not in told
    assert "Directive, such as 05-CT/TW" in kg(store, "ask", "trace", "--help", "--lang", "en").stdout
    assert kg(store, "ask", "--help").stdout.startswith("Usage: ")


def test_limit_period_and_time_limit(store: Path) -> None:
    rows = json.loads(kg(store, *ASK, "--json").stdout)
    assert json.loads(kg(store, *ASK, "--limit", "2", "--json").stdout) == rows[:2] != rows
    spans = ("--from", "2019-01-01", "--to", "2019-06-30")
    expected = kg(store, *ASK, *spans).stdout
    assert kg(store, *ASK, "--period", "6T/2019").stdout == expected
    assert kg(store, *ASK, *spans, "--timeout", "60").stdout == expected


def test_an_ambiguous_directive_shows_the_choices(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        said = (Said("25-NQ/TW", date="2008-07-25"), Said("25-NQ/TW", date="2013-06-03"))
        store.add_reports([text_of(store, make_report(Told("a.txt", said=said)))], "")
        refresh(store)
    result = kg(tmp_path / "s", "ask", "trace", "--directive", "25-NQ/TW")
    assert result.exit_code == 2
    assert "tw/2008/25-nq-tw" in result.stderr
    assert "tw/2013/25-nq-tw" in result.stderr
    assert kg(tmp_path / "s", "ask", "trace", "--directive", "tw/2013/25-nq-tw").exit_code == 0


def test_questions_are_listed(store: Path) -> None:
    names = [line.split("\t")[0] for line in kg(store, "ask").stdout.splitlines()[1:]]
    assert names == question_names()


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("SELECT ?s WHERE { ?s a <https://w3id.org/directive-kg/ontology#Report> }", 0, "report/"),
        ("SELECT ?s WHERE { ?s a <https://example.org/Nothing> }", 1, "s\n"),
        ("ASK { ?s ?p ?o }", 0, "true"),
        ("ASK { ?s a <https://example.org/Nothing> }", 1, "false"),
        ("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3", 0, "a "),
        ("DESCRIBE <https://example.org/Nothing>", 1, "Không thấy"),
        ('SELECT ?service WHERE { ?service a ?x FILTER(STR(?x) != "SERVICE") } # DELETE', 0, "service"),
        ("INSERT DATA { <a:a> <a:b> 1 }", 3, "kg load"),
        ("SELECT * WHERE { SERVICE <https://x> { ?s ?p ?o } }", 3, "SERVICE"),
        ("SELECT ?x WHERE {", 3, "1:"),
    ],
)  # fmt: skip
def test_any_query(store: Path, query: str, code: int, words: str) -> None:
    result = kg(store, "query", "-", stdin=query)
    assert result.exit_code == code
    assert words in result.output


def test_show_a_directive_a_body_and_a_report(store: Path) -> None:
    for name, words in (
        ("05-CT/TW", "05-CT/TW"),
        ("Tỉnh ủy Nam Định", "Tỉnh ủy Nam Định"),
        ("nam-dinh-tinh-uy-2019-h1.txt", "nam-dinh-tinh-uy-2019-h1.txt"),
    ):
        result = kg(store, "show", name)
        assert result.exit_code == 0
        assert words in result.stdout
        assert json.loads(kg(store, "show", name, "--json").stdout)["tables"]


def test_status_counts(store: Path) -> None:
    rows = {r["what"]: r["value"] for r in json.loads(kg(store, "--lang", "en", "status", "--json").stdout)}
    assert rows["reports"] == len(FILES)
    assert len(json.loads(kg(store, "status", "--files", "--json").stdout)) == len(FILES)


def test_extract_prints_a_line_a_report_also_from_standard_input(store: Path) -> None:
    lines = kg(store, "extract", *FILES[:2]).stdout.splitlines()
    assert [json.loads(line)["source"] for line in lines] == [Path(f).name for f in FILES[:2]]
    result = kg(store, "extract", "-", stdin=Path(FILES[0]).read_bytes())
    facts, same = json.loads(result.stdout), json.loads(lines[0])
    assert facts["source"] == "stdin.txt"
    assert facts["mentions"] == same["mentions"]
    assert all(
        m["directive"].startswith("https://w3id.org/directive-kg/id/directive/") for m in facts["mentions"]
    )


def test_load_from_standard_input_and_with_another_base(tmp_path: Path) -> None:
    result = kg(
        tmp_path / "s", "load", "-", "--base", "https://example.org/kg", stdin=Path(FILES[0]).read_bytes()
    )
    assert result.exit_code == 0
    assert "https://example.org/kg/" in kg(tmp_path / "s", "status").stdout


def test_exports_are_files_or_standard_output(store: Path, tmp_path: Path) -> None:
    for name in FORMATS:
        out = tmp_path / f"out.{name}"
        result = kg(store, "--lang", "en", "export", name, str(out), "--directive", "05-CT/TW")
        assert result.exit_code == 0
        assert result.stdout == ""
        assert result.stderr.startswith(f"{out}: ")
        if name not in ("csv", "reminders"):
            piped = kg(store, "--lang", "en", "export", name, "-", "--directive", "05-CT/TW")
            assert piped.stdout_bytes == out.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(f"out.{name}" for name in FORMATS)


def test_an_export_of_nothing_says_so(store: Path, tmp_path: Path) -> None:
    result = kg(store, "export", "gexf", str(tmp_path / "x.gexf"), "--from", "2100")
    assert result.exit_code == 1
    assert "không thấy gì" in result.stderr
    assert (tmp_path / "x.gexf").exists()


def test_rank_prints_like_questions(store: Path) -> None:
    rows = json.loads(kg(store, "rank", "--limit", "3", "--communities", "--json").stdout)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert {"label", "score", "community"} <= rows[0].keys()
    empty = kg(store, "rank", "--from", "2100", "--json")
    assert (empty.exit_code, json.loads(empty.stdout)) == (1, [])


def test_completion_offers_questions_and_directives(store: Path) -> None:
    environment = {
        "_KG_COMPLETE": "bash_complete",
        "COMP_WORDS": f"kg --store {store} ask tr",
        "COMP_CWORD": "4",
    }
    assert "plain,trace" in CliRunner().invoke(main, [], env=environment, prog_name="kg").output
    environment |= {"COMP_WORDS": f"kg --store {store} ask trace --directive 05", "COMP_CWORD": "6"}
    assert "05-ct-tw" in CliRunner().invoke(main, [], env=environment, prog_name="kg").output


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ask body --body nam", "body/tinh-uy-nam-dinh"),
        ("ask trace --activity quan", "disseminate"),
        ("ask trace --status o", "ongoing"),
        ("export gexf x --body nam", "body/tinh-uy-nam-dinh"),
    ],
)
def test_completion_of_parameters(store: Path, words: str, offered: str) -> None:
    line = f"kg --store {store} {words}"
    environment = {
        "_KG_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }
    assert f"plain,{offered}" in CliRunner().invoke(main, [], env=environment, prog_name="kg").output


def test_completion_without_a_store_offers_nothing(tmp_path: Path) -> None:
    line = f"kg --store {tmp_path / 'none'} ask trace --directive 05"
    environment = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": "6"}
    result = CliRunner().invoke(main, [], env=environment, prog_name="kg")
    assert (result.output.strip(), result.exit_code) == ("", 0)
