from __future__ import annotations

from datetime import date

import pytest

from kg.coverage import Interval, Reporting, missing_periods, sure_life


def period(name: str) -> Interval:
    """Read "2018", "2018-H1", "2018-Q3", "2018-05"."""
    year, _, part = name.partition("-")
    first, months = {"": (1, 12), "H1": (1, 6), "H2": (7, 6)}.get(part, (0, 0))
    if part.startswith("Q"):
        first, months = int(part[1]) * 3 - 2, 3
    elif not months:
        first, months = int(part), 1
    after = int(year) * 12 + first - 1 + months
    end = date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)
    return Interval(date(int(year), first, 1), end)


@pytest.mark.parametrize(
    ("own", "peers", "missing"),
    [
        (["2018"], [], []),
        (["2018", "2020"], [], ["2019"]),
        (["2018-H1", "2020-H1"], [], ["2019-H1"]),
        (["2018-H1", "2018-H2", "2019-H2"], [], ["2019-H1"]),
        (["2018-Q1", "2018-Q4"], [], ["2018-Q2", "2018-Q3"]),
        (["2018-11", "2019-02"], [], ["2018-12", "2019-01"]),
        (["2018"], ["2019"], ["2019"]),
        (["2018", "2020-H1"], [], ["2019", "2019-H1"]),
        (["2018"], ["2018-H1", "2018-Q2"], []),
        (["2018-H1", "2018-H2"], ["2018"], []),
        (["2018-H1"], ["2018"], ["2018"]),
        ([], ["2018"], ["2018"]),
    ],
)
def test_missing_periods(own: list[str], peers: list[str], missing: list[str]) -> None:
    bodies = [
        Reporting("own", "province", frozenset(map(period, own))),
        Reporting("peer", "province", frozenset(map(period, peers))),
        Reporting("other", "commune", frozenset([period("2001")])),
    ]
    assert list(missing_periods(bodies)["own"]) == sorted(map(period, missing))


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        (None, None, ["2024", "2025-H1", "2025-Q3", "2025", "2026-H1"]),
        (None, "2025-06-30", ["2024", "2025-H1"]),
        (None, "2025-06-29", ["2024"]),
        ("2025-07-01", None, ["2025-Q3", "2025", "2026-H1"]),
        (None, "2025-06", ["2024"]),
        (None, "2025", ["2024"]),
        ("2025", None, ["2025", "2026-H1"]),
        ("2025-09", "2026", ["2025-Q3", "2025"]),
        ("2025", "2025", []),
    ],
)
def test_a_body_reports_on_what_it_lives_to_see(
    first: str | None, last: str | None, missing: list[str]
) -> None:
    peers = frozenset(map(period, ["2024", "2025-H1", "2025-Q3", "2025", "2026-H1"]))
    bodies = [
        Reporting("own", "province", frozenset(), sure_life(first, last)),
        Reporting("peer", "province", peers),
    ]
    assert list(missing_periods(bodies)["own"]) == sorted(map(period, missing))
