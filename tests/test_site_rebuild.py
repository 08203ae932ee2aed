"""A site brought up to date is, byte for byte, the site that would be made from nothing."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.decisions import NOTHING_DECIDED
from kg.derived import update_derived
from kg.model import Report
from kg.store import Store
from made import Said, Told, add_reports, corpora, make_report, with_extras
from sites import built, files_of, first_difference, journalled_store


def check(store: Store, out: Path) -> None:
    """Bring the site up to date; compare it with one from nothing."""
    built(store, out)
    with tempfile.TemporaryDirectory() as fresh:
        built(store, Path(fresh) / "site")
        told = first_difference(files_of(out), files_of(Path(fresh) / "site"))
    assert not told, f"up to date (first) and from nothing (second) differ in {told}"


def remove(store: Store, report: Report) -> None:
    store.replace_report([report.document.text_sha256], None, [], "")


@st.composite
def following(draw: st.DrawFn) -> list[Report]:
    """Draw reports of few bodies and years, with tasks and what later ones say of them."""
    words = st.sampled_from(
        [
            "triển khai xây dựng trường học đạt chuẩn quốc gia ở các xã vùng cao theo",
            "tiếp tục sửa chữa, nâng cấp đê điều trước mùa mưa bão theo",
        ]
    )
    said = st.builds(
        Said,
        st.sampled_from(["05-CT/TW", "25-NQ/TW", "18-NQ/TU"]),
        date=st.sampled_from([None, None, "2008-07-25", "2016-05-15"]),
        activity=st.sampled_from(["implement", "inspect", "disseminate"]),
        words=words,
        task=st.booleans(),
        actor=st.sampled_from([None, "Ban Tổ chức Tỉnh ủy", "Huyện ủy Châu Thành", "Đảng ủy xã Tân Lập"]),
    )
    issuers = st.sampled_from(["Tỉnh ủy Hải Dương", "Huyện ủy Châu Thành", "Ban Tổ chức Tỉnh ủy"])
    found = []
    for number in range(draw(st.integers(2, 5))):
        year = draw(st.integers(2018, 2020))
        half = draw(st.booleans())
        report = make_report(
            Told(
                f"{number}.txt",
                issuer=draw(issuers),
                province=draw(st.sampled_from(["Hải Dương", "Hải Dương", "Trà Vinh", None])),
                start=f"{year}-01-01",
                end=f"{year}-06-30" if half else f"{year}-12-31",
                said=tuple(draw(st.lists(said, min_size=1, max_size=4))),
            )
        )
        found.append(with_extras(planning(report, year + 1)))
    return found


def planning(report: Report, year: int) -> Report:
    """Let a report plan its tasks for the next year."""
    start, end = f"{year}-01-01", f"{year}-12-31"
    tasks = tuple(replace(t, period_start=start, period_end=end) for t in report.tasks)
    return replace(report, header=replace(report.header, plan_start=start, plan_end=end), tasks=tasks)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(corpora(), following()), st.randoms(use_true_random=False))
def test_any_history_gives_the_same_site(reports: list[Report], chance: random.Random) -> None:
    """Reports come and go in random order, some twice; a build now and then."""
    steps = [*reports, *chance.sample(reports, chance.randint(0, len(reports)))]
    chance.shuffle(steps)
    held = dict[str, Report]()
    with tempfile.TemporaryDirectory() as folder:
        store, out = journalled_store(Path(folder) / "store"), Path(folder) / "site"
        for report in steps:
            digest = report.document.text_sha256
            if held.pop(digest, None):
                remove(store, report)
            else:
                add_reports(store, [report])
                held[digest] = report
            if chance.random() < 0.7:
                update_derived(store, NOTHING_DECIDED)
            if chance.random() < 0.5:
                update_derived(store, NOTHING_DECIDED)
                check(store, out)
        update_derived(store, NOTHING_DECIDED)
        check(store, out)
