"""States of tasks: what words say, what the day changes, what is never concluded."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.tracking import (
    Alert,
    Cell,
    CitedDirective,
    Deadline,
    Later,
    Note,
    ReportRef,
    State,
    TrackedTask,
    cell_of,
    count_cells,
    deadline_state,
    find_duplicates,
    needs_reminder,
    state_of,
    track,
)
from kg.tracking.wording import pairs, says_completed, says_not_begun, says_regular, shows_result

CASES = Path(__file__).parent / "cases" / "tracking" / "words.csv"
SETTING = ReportRef("report:a", "a.txt", start=date(2019, 1, 1), end=date(2019, 6, 30))
NEXT = ReportRef("report:b", "b.txt", start=date(2019, 7, 1), end=date(2019, 12, 31))
AFTER = ReportRef("report:c", "c.txt", start=date(2020, 1, 1), end=date(2020, 6, 30))
TASK = TrackedTask(
    "task:1", "Hoàn thành số hóa hồ sơ đảng viên", "Hoàn thành số hóa hồ sơ đảng viên.", SETTING,
    "body:x", "Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy",
)  # fmt: skip
DONE = Later("result", "strong", 0.8, "Đã hoàn thành số hóa 4.120 hồ sơ đảng viên", NEXT)
PART = Later("result", "likely", 0.5, "Số hóa hồ sơ đảng viên đạt 88%", NEXT)
UNDONE = Later("shortcoming", "likely", 0.5, "Chưa thực hiện số hóa hồ sơ đảng viên", NEXT)
POOR = Later("shortcoming", "likely", 0.5, "Số hóa hồ sơ đảng viên còn chậm", NEXT)
AGAIN = Later("carried-over", "likely", 0.5, "Số hóa hồ sơ đảng viên", NEXT)
ON = Later("carried-over", "likely", 0.5, "Tiếp tục số hóa hồ sơ đảng viên", NEXT)
ISSUED = Later(
    "result", "strong", 0.7, "ban hành Kế hoạch số 45-KH/TU", NEXT, status="done", activity="concretize"
)
TOLD = replace(ISSUED, activity="disseminate")
LAST = replace(DONE, report=AFTER)
HELD = replace(DONE, status="ongoing")


@pytest.mark.parametrize("case", list(csv.DictReader(CASES.open(encoding="utf-8"))), ids=lambda c: c["quote"])
def test_words(case: dict[str, str]) -> None:
    found = (
        says_completed(case["quote"], case["task"]),
        says_not_begun(case["quote"], case["task"]),
        shows_result(case["quote"], case["task"]),
    )
    assert found == tuple(case[name] == "yes" for name in ("completed", "not_begun", "shows_result"))


@pytest.mark.parametrize(
    ("links", "state", "basis", "notes"),
    [
        ([], State.UNKNOWN, None, (Note.SILENT,)),
        ([DONE], State.COMPLETED, DONE, ()),
        ([PART], State.ONGOING, PART, ()),
        ([PART, DONE], State.COMPLETED, DONE, ()),
        ([ISSUED], State.COMPLETED, ISSUED, ()),
        ([replace(ISSUED, rank="likely")], State.ONGOING, replace(ISSUED, rank="likely"), ()),
        ([TOLD], State.ONGOING, TOLD, ()),
        ([HELD], State.ONGOING, HELD, ()),
        ([UNDONE], State.NOT_BEGUN, UNDONE, (Note.SHORTCOMING,)),
        ([POOR], State.ONGOING, POOR, (Note.SHORTCOMING,)),
        ([AGAIN], State.UNKNOWN, None, (Note.SET_AGAIN,)),
        ([ON], State.ONGOING, ON, (Note.CARRIED_OVER,)),
        ([DONE, ON], State.ONGOING, DONE, (Note.CARRIED_OVER,)),
        ([DONE, UNDONE], State.ONGOING, DONE, (Note.SHORTCOMING,)),
        ([LAST, ON], State.COMPLETED, LAST, (Note.CARRIED_OVER,)),
        ([UNDONE, ON], State.ONGOING, UNDONE, (Note.SHORTCOMING, Note.CARRIED_OVER)),
    ],
)  # fmt: skip
def test_states(links: list[Later], state: State, basis: Later | None, notes: tuple[Note, ...]) -> None:
    found = state_of(TASK, links, [NEXT])
    assert (found.state, found.basis, found.notes) == (state, basis, notes)


def test_silence_is_told_apart_from_no_report() -> None:
    assert state_of(TASK, [], []).notes == (Note.NO_LATER_REPORT,)
    assert state_of(TASK, [], []).state is State.UNKNOWN


END = date(2019, 9, 30)


@pytest.mark.parametrize(
    ("deadline", "state", "done_in", "as_of", "expected"),
    [
        (None, State.UNKNOWN, None, END, Deadline.NONE),
        (None, State.COMPLETED, NEXT, END, Deadline.NONE),
        (END, State.UNKNOWN, None, END - timedelta(8), Deadline.AHEAD),
        (END, State.UNKNOWN, None, END - timedelta(7), Deadline.SOON),
        (END, State.ONGOING, None, END, Deadline.SOON),
        (END, State.ONGOING, None, END + timedelta(1), Deadline.OVERDUE),
        (END, State.NOT_BEGUN, None, END + timedelta(1), Deadline.OVERDUE),
        (END, State.UNKNOWN, None, END + timedelta(1), Deadline.PASSED),
        (END, State.COMPLETED, NEXT, END + timedelta(1), Deadline.UNDATED),
        (END, State.COMPLETED, SETTING, END + timedelta(1), Deadline.ON_TIME),
        (END, State.COMPLETED, AFTER, END, Deadline.LATE),
        (END, State.COMPLETED, ReportRef("r", "r.txt"), END, Deadline.UNDATED),
    ],
)
def test_deadlines(
    deadline: date | None, state: State, done_in: ReportRef | None, as_of: date, expected: Deadline
) -> None:
    assert deadline_state(deadline, state, done_in, as_of) is expected


def test_regular_work_is_never_overdue() -> None:
    regular = replace(TASK, content="Định kỳ hằng quý báo cáo kết quả")
    assert says_regular(regular.content)
    (found,) = track([regular], {}, {}, date(2100, 1, 1))
    assert found.deadline is Deadline.REGULAR
    assert Alert.NO_DEADLINE not in found.alerts
    assert not needs_reminder(found, date(2100, 1, 1))


@pytest.mark.parametrize(
    ("task", "links", "alerts"),
    [
        (replace(TASK, deadline=END), [DONE], set()),
        (TASK, [], {Alert.NO_DEADLINE}),
        (replace(TASK, deadline=END, assignee_name=None), [], {Alert.NO_ASSIGNEE}),
        (replace(TASK, deadline=END), [replace(DONE, quote="Đã hoàn thành số hóa hồ sơ đảng viên")],
         {Alert.NO_RESULT}),
        (replace(TASK, deadline=END, directives=(CitedDirective("d", "09-KH/TU", ("28-KH/TU",)),)), [],
         {Alert.REPLACED}),
    ],
)  # fmt: skip
def test_alerts(task: TrackedTask, links: list[Later], alerts: set[Alert]) -> None:
    (found,) = track([task], {task.id: links}, {}, END)
    assert set(found.alerts) == alerts


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({"content": "Hoàn thành số hóa hồ sơ Đảng viên"}, True),
        ({"content": "Hoàn thành số hóa hồ sơ cán bộ, công chức"}, False),
        ({"unit": "body:y"}, False),
        ({"planned_from": date(2020, 1, 1), "planned_to": date(2020, 6, 30)}, False),
    ],
)
def test_duplicates(changes: dict[str, object], alike: bool) -> None:
    one = replace(TASK, planned_from=date(2019, 7, 1), planned_to=date(2019, 12, 31))
    other = replace(one, id="task:2", **changes)  # type: ignore[arg-type]  # made of fields
    assert find_duplicates([one, other]) == ({one.id: (other.id,), other.id: (one.id,)} if alike else {})


WORDS = ("hoàn thành", "số hóa", "hồ sơ", "đảng viên", "chưa", "kế hoạch", "tiếp tục", "đạt 88%", "12/15")
DAYS = st.dates(date(2018, 1, 1), date(2022, 12, 31))
QUOTES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
LATER = st.builds(
    Later,
    outcome=st.sampled_from(["result", "shortcoming", "carried-over"]),
    rank=st.sampled_from(["strong", "likely"]),
    score=st.floats(0, 1),
    quote=QUOTES,
    report=st.sampled_from([SETTING, NEXT, AFTER]),
    status=st.sampled_from([None, "done", "ongoing", "shortcoming"]),
    activity=st.sampled_from([None, "concretize", "implement", "final_review"]),
)
LINKS = st.lists(LATER, max_size=4)


@given(LINKS)
def test_nothing_is_completed_without_a_result_that_says_so(links: list[Later]) -> None:
    found = state_of(TASK, links, [NEXT])
    if found.state is State.COMPLETED:
        assert found.basis in links
        assert found.basis
        assert found.basis.outcome == "result"
        assert "hoàn thành" in found.basis.quote or found.basis.status == "done"
    assert (found.basis is None) == (found.state is State.UNKNOWN)
    assert links or found.state is State.UNKNOWN


@given(LINKS, st.randoms())
def test_the_order_of_links_does_not_matter(links: list[Later], random: st.DataObject) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert state_of(TASK, links, []).state is state_of(TASK, shuffled, []).state


@given(LINKS, st.none() | DAYS, DAYS, DAYS)
def test_the_day_moves_the_deadline_alone(
    links: list[Later], deadline: date | None, one: date, other: date
) -> None:
    task = replace(TASK, deadline=deadline)
    (a,), (b,) = (track([task], {task.id: links}, {}, day) for day in (one, other))
    assert (a.progress, a.alerts, a.task) == (b.progress, b.alerts, b.task)
    if deadline is None or a.progress.state is State.COMPLETED:
        assert a.deadline is b.deadline


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(State), st.sampled_from(Deadline))))
def test_each_task_is_counted_once(tasks: list[tuple[str, State, Deadline]]) -> None:
    counts = count_cells(tasks)
    assert {unit: sum(cells.values()) for unit, cells in counts.items()} == Counter(t[0] for t in tasks)
    for _, state, deadline in tasks:
        cell = cell_of(state, deadline)
        assert cell.value.startswith("done") == (state is State.COMPLETED)
        assert cell.value.startswith("unknown") == (state is State.UNKNOWN)
    assert cell_of(State.UNKNOWN, Deadline.PASSED) is Cell.UNKNOWN_PASSED


@given(st.lists(QUOTES, max_size=8))
def test_duplicates_are_all_and_only_the_alike(contents: list[str]) -> None:
    tasks = [replace(TASK, id=f"task:{i}", content=c) for i, c in enumerate(contents)]
    found = find_duplicates(tasks)
    for one in tasks:
        expected = [
            other.id for other in tasks
            if other is not one and (union := pairs(one.content) | pairs(other.content))
            and len(pairs(one.content) & pairs(other.content)) / len(union) >= 0.8
        ]  # fmt: skip
        assert found.get(one.id, ()) == tuple(sorted(expected))


@pytest.mark.parametrize(
    ("task", "links", "expected"),
    [
        (replace(TASK, deadline=END + timedelta(60)), [], False),
        (replace(TASK, deadline=END + timedelta(7)), [], True),
        (replace(TASK, deadline=END - timedelta(1)), [], True),
        (replace(TASK, deadline=END - timedelta(1)), [PART], True),
        (replace(TASK, deadline=END - timedelta(1)), [DONE], False),
        (TASK, [], True),
        (TASK, [PART], False),
        (replace(TASK, planned_to=END), [], False),
        (replace(TASK, planned_to=END - timedelta(1)), [], True),
    ],
)
def test_whom_to_remind(task: TrackedTask, links: list[Later], expected: bool) -> None:
    (found,) = track([task], {task.id: links}, {}, END)
    assert needs_reminder(found, END) is expected
