"""Who reached what, who is silent: questions that compare bodies, against an oracle and on the samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.formats import read_document
from kg.iri import ONTOLOGY
from kg.model import Report
from kg.questions import ask, bind_parameters, read_question
from kg.report import extract
from kg.store import Store
from made import Said, Told, corpora, make_report, store_of
from oracle import RANKS, Account, Rows, check, claims, generated_reports, issued, words
from test_resolution import crowded

_SAMPLES = Path(__file__).parents[1] / "data" / "reports"
_COVERED = ("issuer", "start", "end", "state", "statements", "source")
_STAGED = ("issuer", "stage", "start", "end", "quote", "source")
_SILENT = ("issuer", "start", "end", "source")


def stages(_store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """The best claim of each body: highest stage, earliest end of period, first place."""
    best: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {}
    for account in accounts:
        start, end = account.period
        for said in account.statements(directive):
            if said["status"] != "done" or said["activity"] not in RANKS:
                continue
            iri = account.statement_iri(said)
            key = (-RANKS[said["activity"]], end or "9999-12-31", said["start"], iri)
            row = (account.body, said["activity"], start, end, words(said), account.source)
            body = account.body or account.iri
            best[body] = min(best.get(body, (key, row)), (key, row), key=lambda pair: pair[0])
    return [row for _, row in best.values()]


def silent(store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """Reports held on periods since the directive, where the body says nothing of it on that period."""
    spoken = {(a.body, a.period) for a in accounts if a.cites(directive)}
    since = issued(store, directive)
    return [
        (a.body, *a.period, a.source)
        for a in accounts
        if a.body and all(a.period) and (a.period[1] or "") >= since and (a.body, a.period) not in spoken
    ]


def coverage(store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """Reported, silent, or no report held."""
    reported = [
        (a.body, *a.period, "reported", len(list(a.statements(directive))), a.source)
        for a in accounts
        if a.body and all(a.period) and a.cites(directive)
    ]
    quiet = [(*row[:3], "silent", 0, row[3]) for row in silent(store, accounts, directive)]
    return [*reported, *quiet, *_missing(store, issued(store, directive))]


def _missing(store: Store, since: str) -> Iterator[tuple[object, ...]]:
    state = ox.NamedNode("https://w3id.org/directive-kg/concept/coverage/no-report-held")
    for gap in store.subjects("resolution", f"{ONTOLOGY}coverageState", state):
        said = dict(store.pairs("resolution", gap))
        days = said[f"{ONTOLOGY}periodStart"], said[f"{ONTOLOGY}periodEnd"]
        if days[1] >= since:
            yield (said[f"{ONTOLOGY}ofBody"], *days, "no-report-held", None, None)


_ORACLES: dict[str, tuple[tuple[str, ...], Callable[[Store, Sequence[Account], str], Rows]]] = {
    "stages": (_STAGED, stages),
    "silent": (_SILENT, silent),
    "coverage": (_COVERED, coverage),
}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(corpora(), crowded(), claims()))
def test_random_reports_give_what_plain_python_gives(reports: list[Report]) -> None:
    check(reports, _ORACLES)


def test_generated_reports_give_what_plain_python_gives() -> None:
    check(generated_reports(), _ORACLES, most=12)


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    paths = sorted(_SAMPLES.glob("*.txt"))
    with store_of([extract(read_document(path)) for path in paths]) as found:
        yield found


def rows(store: Store, name: str, *columns: str, **given: str) -> Rows:
    question = read_question(name)
    answer = ask(store, question, bind_parameters(store, question, given))
    places = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in places) for row in answer.rows]


def test_stages_give_each_body_once_with_the_sentence(samples: Store) -> None:
    found = rows(samples, "stages", "issuerLabel", "stageLabel", "end", "section", directive="28-CT/TW")
    assert found == [
        ("Huyện ủy Hải Hậu", "kiểm tra", "2020-12-31", "I.3"),
        ("Huyện ủy Ý Yên", "quán triệt, học tập", "2022-06-30", None),
        ("Thành ủy Đông Hà", "sơ kết", "2023-06-30", "A.I.2"),
        ("Tỉnh ủy Nam Định", "tổng kết", "2024-06-30", "I.II.1"),
        ("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Lạng Sơn", "tổng kết", "2024-12-31", "I.1"),
    ]
    [(quote, stage)] = rows(
        samples, "stages", "quote", "stageLabel", directive="28-CT/TW", body="Huyện ủy Hải Hậu", lang="en"
    )
    assert stage == "inspect"
    assert str(quote).startswith("kiểm tra Ban Thường vụ Huyện ủy")


def test_stages_keep_to_the_bodies_under_one(samples: Store) -> None:
    above = "Tỉnh ủy Nam Định"
    found = rows(samples, "stages", "issuerLabel", directive="28-CT/TW", under=above)
    assert found == [("Huyện ủy Hải Hậu",), ("Huyện ủy Ý Yên",)]
    assert rows(samples, "stages", "issuerLabel", directive="28-CT/TW", under="Huyện ủy Ý Yên") == []


def test_silent_names_reports_held_and_no_others(samples: Store) -> None:
    columns = ("issuerLabel", "end", "source")
    under = {"directive": "28-CT/TW", "under": "Tỉnh ủy Nam Định"}
    expected = [("Huyện ủy Hải Hậu", "2022-06-30", "nam-dinh-huyen-uy-hai-hau-2022-h1.txt")]
    assert rows(samples, "silent", *columns, **under) == expected
    assert rows(samples, "silent", *columns, **under, **{"from": "2023"}) == []
    # The directive is of January 2019: reports of 2018 cannot be silent on it.
    ends = [end for _, end, _ in rows(samples, "silent", *columns, directive="28-CT/TW")]
    assert len(ends) == 8
    assert min(map(str, ends)) >= "2019"


def test_silence_is_doubtful_where_a_citation_is_open() -> None:
    def told(source: str, *said: Said, start: str = "2014-01-01", province: str = "Hải Dương") -> Report:
        end = start[:4] + "-12-31"
        return make_report(Told(source, f"Tỉnh ủy {province}", province, start, end, said=said))

    dated = [Said("25-NQ/TW", date="2008-07-25"), Said("25-NQ/TW", date="2013-06-03")]
    made = [told("both.txt", *dated), told("open.txt", Said("25-NQ/TW"), province="Hà Tĩnh")]
    with store_of(made) as store:
        found = rows(store, "silent", "source", "perhaps", directive="25-NQ/TW@2008")
    assert found == [("open.txt", "Văn bản 25-NQ/TW")]


def test_coverage_keeps_the_three_states_apart(samples: Store) -> None:
    given = {"directive": "28-CT/TW", "body": "Huyện ủy Hải Hậu"}
    assert rows(samples, "coverage", "end", "stateLabel", "source", **given) == [
        ("2020-12-31", "có báo cáo", "nam-dinh-huyen-uy-hai-hau-2020-nam.txt"),
        ("2021-06-30", "không thấy báo cáo trong kho", None),
        ("2021-12-31", "không thấy báo cáo trong kho", None),
        ("2022-06-30", "báo cáo không nhắc đến", "nam-dinh-huyen-uy-hai-hau-2022-h1.txt"),
        ("2023-06-30", "không thấy báo cáo trong kho", None),
    ]
    assert rows(samples, "coverage", "end", **given, **{"from": "2024"}) == []
    assert rows(samples, "coverage", "end", directive="28-CT/TW", under="Huyện ủy Hải Hậu") == []
