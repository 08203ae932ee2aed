"""What was said, promised and done: questions for a review, against an oracle and on the samples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
from made import corpora, store_of
from oracle import (
    Account,
    Rows,
    accounts_of,
    answered,
    check,
    claims,
    generated_reports,
    issued,
    words,
)
from test_resolution import crowded

_SAMPLES = Path(__file__).parents[1] / "data" / "reports"
_AS_OF = "2020-06-30"
_STEPS = {
    "concretize": "cụ thể hóa", "inspect": "kiểm tra, giám sát", "supervise": "kiểm tra, giám sát",
    "interim_review": "sơ kết, tổng kết", "final_review": "sơ kết, tổng kết",
}  # fmt: skip
_REVIEWS = ("interim_review", "final_review")


def disseminated(_store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """Sentences of bodies that tell of nothing else that was or is being done."""
    acts, rows = defaultdict(set), []
    for account in accounts:
        for said in account.statements(directive):
            if said["status"] in ("done", "ongoing"):
                acts[account.body or account.iri].add(said["activity"])
                if said["activity"] == "disseminate":
                    rows.append((account.body or account.iri, account, said))
    only = [(a, s) for body, a, s in rows if acts[body] == {"disseminate"}]
    return [(a.body, *a.period, words(s), a.source) for a, s in only]


def lag(store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """The first period of each body and step, and the whole months until its end."""
    since = issued(store, directive)
    first: dict[tuple[object, str], tuple[Any, ...]] = {}
    for account, said, key in _ended(accounts, directive):
        step = _STEPS.get(said["activity"])
        if step and said["status"] == "done" and len(since) == 10 and key[0] >= since:
            place = (account.body, step)
            first[place] = min(first.get(place, (key, said, account)), (key, said, account), key=_key)
    return [
        (body, step, since, key[0], _months(since, key[0]), words(said), account.source)
        for (body, step), (key, said, account) in first.items()
    ]


def _months(since: str, day: str) -> int:
    years, months = int(day[:4]) - int(since[:4]), int(day[5:7]) - int(since[5:7])
    return 12 * years + months - (day[8:] < since[8:])


def _key(item: tuple[Any, ...]) -> Any:
    return item[0]


def _ended(
    accounts: Sequence[Account], directive: str
) -> Iterator[tuple[Account, dict[str, Any], tuple[str, int, str]]]:
    """Yield what known bodies say in reports that end on a day, with what orders it."""
    for account in accounts:
        end = account.period[1]
        if account.is_known and end:
            for said in account.statements(directive):
                yield account, said, (end, said["start"], account.statement_iri(said))


def dossier(_store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """Statements, tasks, and the citations of which neither speaks."""
    rows: Rows = []
    for account in accounts:
        body, period, source = account.body, account.period, account.source
        rows += [(body, *period, "nhận định", words(s), source) for s in account.statements(directive)]
        rows += [(body, *period, "nhiệm vụ", words(t), source) for t in account.tasks(directive)]
        told = {s["mention"] for s in account.facts["statements"]}
        told |= {m for t in account.facts["tasks"] for m in t["directives"]}
        for mention in account.facts["mentions"]:
            if account.means.get(mention["id"]) == directive and mention["id"] not in told:
                rows.append((body, *period, "chỉ dẫn tên", words(mention), source))
    return rows


def due(store: Store, accounts: Sequence[Account], directive: str) -> Rows:
    """Anniversaries and promises of each body, up to a year after the day."""
    birth = issued(store, directive)
    done, promised = _first_reviews(accounts, directive)
    rows: Rows = []
    for body, heard in _heard(accounts, directive).items():
        marks: list[tuple[int, str | None]] = [(years, None) for years in (3, 5, 10) if birth]
        marks += [(years, words(s)) for (b, years), (_, s, _) in promised.items() if b == body and years]
        for years, promise in marks:
            day = _anniversary(birth, years)
            last = day + "9999-12-31"[len(day) :] if day else ""
            if last and last > f"{int(_AS_OF[:4]) + 1}{_AS_OF[4:]}":
                continue
            told, perhaps = done.get((body, years)), done.get((body, None))
            silence = "silent" if heard >= last else "no-report-held"
            found = (words(told[1]), told[2].source) if told else (None, None)
            rows.append((body, years, day or None, promise, "reported" if told else silence, *found,
                         words(perhaps[1]) if perhaps else None))  # fmt: skip
    return rows


def _first_reviews(accounts: Sequence[Account], directive: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return {(body, years): first claim} of the reviews that were held, and of those promised."""
    done: dict[Any, Any] = {}
    promised: dict[Any, Any] = {}
    for account, said, key in _ended(accounts, directive):
        kept = {"done": done, "planned": promised}.get(said["status"])
        if kept is not None and said["activity"] in _REVIEWS:
            place, item = (account.body, said["review_years"]), (key, said, account)
            kept[place] = min(kept.get(place, item), item, key=_key)
    return done, promised


def _heard(accounts: Sequence[Account], directive: str) -> dict[str, str]:
    """Return {body that ever cites the directive: last day on which a report of it is held}."""
    bodies = {a.body for a in accounts if a.is_known and a.cites(directive)}
    ends: dict[str, str] = {}
    for account in accounts:
        if account.body and account.body in bodies and account.period[1]:
            ends[account.body] = max(ends.get(account.body, ""), account.period[1])
    return ends


def _anniversary(birth: str, years: int) -> str:
    if not birth:
        return ""
    year, rest = int(birth[:4]) + years, birth[4:]
    return f"{year}{'-02-28' if rest == '-02-29' and year % 4 else rest}"


_ORACLES = {
    "dissemination-only": (("issuer", "start", "end", "quote", "source"), disseminated),
    "lag": (("issuer", "step", "issued", "end", "months", "quote", "source"), lag),
    "dossier": (("issuer", "start", "end", "kind", "quote", "source"), dossier),
    "due": (("issuer", "years", "due", "promise", "state", "quote", "source", "perhaps"), due),
}


def follow_up(store: Store, accounts: Sequence[Account], body: str) -> Rows:
    """Each task of a body with the links that resolution made, else with what else is held."""
    by_iri = {a.iri: a for a in accounts}
    rows: Rows = []
    for account in accounts:
        if account.body != body:
            continue
        after = [by_iri[r] for r in store.objects("resolution", account.iri, f"{ONTOLOGY}hasNextReport")]
        for task in account.facts["tasks"]:
            links = _links(store, f"{account.iri}/task/{task['start']}-{task['end']}")
            told = [(code, quote, by_iri[later].source) for code, quote, later in links]
            rows += [(words(task), account.source, *row) for row in told or _unheard(task, after)]
    return rows


def _links(store: Store, task: str) -> list[tuple[str, str, str]]:
    found = []
    for link in store.subjects("resolution", f"{ONTOLOGY}ofTask", ox.NamedNode(task)):
        said = dict(store.pairs("resolution", link))
        outcome = said[f"{ONTOLOGY}outcome"].rpartition("/")[2]
        quote = " ".join(said[f"{ONTOLOGY}quote"].split())
        found.append((outcome, quote, said[f"{ONTOLOGY}inReport"]))
    return found


def _unheard(task: dict[str, Any], after: Sequence[Account]) -> Rows:
    """The next reports on days of the task's period are silent; without one, nothing is held."""
    start, end = task["period_start"], task["period_end"]
    there = [
        a for a in after
        if not start or not end or ((a.period[0] or "") <= end and (a.period[1] or "") >= start)
    ]  # fmt: skip
    return [("silent", None, a.source) for a in there] or [("no-report-held", None, None)]


def check_follow_ups(reports: Sequence[Report]) -> Counter[object]:
    """Compare for all bodies; return how many rows there were of each state."""
    states: Counter[object] = Counter()
    columns = ("quote", "source", "state", "laterQuote", "laterSource")
    with store_of(reports) as store:
        accounts = accounts_of(store, reports)
        for body in sorted({str(a.body) for a in accounts if a.is_known}):
            told = answered(store, "follow-up", columns, body=body)
            assert Counter(told) == Counter(follow_up(store, accounts, body)), body
            states.update(row[2] for row in told)
    return states


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(claims(), corpora(), crowded()))
def test_random_reports_give_what_plain_python_gives(reports: list[Report]) -> None:
    check(reports, _ORACLES, asOf=_AS_OF)
    check_follow_ups(reports)


def test_generated_reports_give_what_plain_python_gives() -> None:
    check(generated_reports(), _ORACLES, most=8, asOf=_AS_OF)
    assert {"silent", "no-report-held", "result"} <= check_follow_ups(generated_reports()).keys()


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    paths = sorted(_SAMPLES.glob("*.txt"))
    with store_of([extract(read_document(path)) for path in paths]) as found:
        yield found


def rows(store: Store, name: str, *columns: str, **given: str) -> Rows:
    question = read_question(name)
    options = {p.name: getattr(p, "option", p.name) for p in question.parameters}
    bound = bind_parameters(store, question, {options[k]: v for k, v in given.items()})
    answer = ask(store, question, bound)
    places = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in places) for row in answer.rows]


def test_meetings_alone(samples: Store) -> None:
    [(body, quote)] = rows(
        samples, "dissemination-only", "issuerLabel", "quote", directive="28-CT/TW", under="Tỉnh ủy Nam Định"
    )
    assert body == "Huyện ủy Ý Yên"
    assert str(quote).startswith("quán triệt Chỉ thị số 28-CT/TW")
    other = {"directive": "28-CT/TW", "body": "Tỉnh ủy Nam Định"}
    assert rows(samples, "dissemination-only", "quote", **other) == []


def test_lag_by_body_and_step(samples: Store) -> None:
    given = {"directive": "28-CT/TW", "body": "Tỉnh ủy Nam Định"}
    columns = ("provinceLabel", "levelLabel", "step", "issued", "end", "months")
    assert rows(samples, "lag", *columns, **given) == [
        ("Nam Định", "cấp tỉnh", "cụ thể hóa", "2019-01-21", "2019-12-31", 11),
        ("Nam Định", "cấp tỉnh", "kiểm tra, giám sát", "2019-01-21", "2021-06-30", 29),
        ("Nam Định", "cấp tỉnh", "sơ kết, tổng kết", "2019-01-21", "2022-06-30", 41),
    ]
    assert rows(samples, "lag", "step", directive="28-CT/TW", body="Huyện ủy Ý Yên") == []


def test_dossier_is_in_the_order_of_a_review(samples: Store) -> None:
    given = {"directive": "28-CT/TW", "body": "Huyện ủy Ý Yên"}
    columns = ("symbol", "issued", "kind", "activityLabel", "statusLabel")
    assert rows(samples, "dossier", *columns, **given) == [
        ("203-BC/HU", "2022-06-20", "nhận định", "quán triệt, học tập", "đã làm"),
        ("203-BC/HU", "2022-06-20", "chỉ dẫn tên", None, None),
        ("203-BC/HU", "2022-06-20", "nhiệm vụ", None, None),
        ("203-BC/HU", "2022-06-20", "nhận định", "quán triệt, học tập", "sẽ làm"),
    ]
    assert rows(samples, "dossier", "quote", **given, **{"from": "2023"}) == []


def test_reviews_fall_due(samples: Store) -> None:
    given = {"directive": "28-CT/TW", "asOf": "2023-06-30"}
    columns = ("years", "due", "dueLabel", "stateLabel", "source", "promiseSource")
    assert rows(samples, "due", *columns, body="Tỉnh ủy Nam Định", **given) == [
        (3, "2022-01-21", "đã đến hạn", "có báo cáo", "nam-dinh-tinh-uy-2022-h1.txt", None),
        (5, "2024-01-21", "sắp đến hạn", "có báo cáo", "nam-dinh-tinh-uy-2024-h1.txt", None),
        (5, "2024-01-21", "sắp đến hạn", "có báo cáo", "nam-dinh-tinh-uy-2024-h1.txt",
         "nam-dinh-tinh-uy-2022-h1.txt"),
    ]  # fmt: skip
    states = ("years", "stateLabel", "quote")
    assert rows(samples, "due", *states, body="Huyện ủy Hải Hậu", **given) == [
        (3, "báo cáo không nhắc đến", None),
        (5, "không thấy báo cáo trong kho", None),
    ]
    assert rows(samples, "due", "years", directive="28-CT/TW", asOf="2020-06-30") == []


def test_a_missing_report_is_no_silence_on_tasks(samples: Store) -> None:
    """The report on the second half of 2020 is missing; that of 2021 does not speak for it."""
    given = {"body": "Tỉnh ủy Nam Định", "from": "2020-07", "to": "2020-12"}
    found = rows(samples, "follow-up", "source", "stateLabel", "laterSource", **given)
    unheard = [row for row in found if row[0] == "nam-dinh-tinh-uy-2020-h1.txt" and row[2] is None]
    assert {row[1] for row in unheard} == {"không thấy báo cáo trong kho"}
    assert len(unheard) == 5
    [(quote, state, later, rank)] = rows(
        samples, "follow-up", "quote", "stateLabel", "laterQuote", "rank",
        body="Tỉnh ủy Nam Định", directive="28-CT/TW", to="2019-12",
    )  # fmt: skip
    assert "kế hoạch" in str(quote)
    assert str(later).startswith("ban hành Kế hoạch số 45-KH/TU")
    assert (state, rank) == ("có kết quả", "strong")
    assert rows(samples, "follow-up", "quote", body="Tỉnh ủy Nam Định", **{"from": "2030"}) == []
