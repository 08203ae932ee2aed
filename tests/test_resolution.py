"""The resolution graph: the same for the same reports, whatever was loaded, removed or replaced before."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import resolution
from kg.model import Report
from kg.resolution import update_resolution
from kg.store import Store, memory_store
from made import Said, Told, add_reports, corpora, make_report, store_of, with_extras


def graph_of(store: Store) -> str:
    """Return the resolution graph as sorted lines."""
    written = io.BytesIO()
    store.dump(written, ["resolution"])
    return written.getvalue().decode()


def remove(store: Store, report: Report) -> None:
    store.replace_report([report.document.text_sha256], None, [], "")


@st.composite
def crowded(draw: st.DrawFn) -> list[Report]:
    """Draw reports that speak of the same few directives, so that each touches what the others say."""
    said = st.builds(
        Said,
        st.sampled_from(["05-CT/TW", "25-NQ/TW"]),
        date=st.sampled_from([None, None, "2008-07-25", "2013-06-03"]),
        title=st.sampled_from([None, "công tác dân vận trong tình hình mới hiện nay"]),
        words=st.sampled_from(
            [
                "triển khai xây dựng trường học đạt chuẩn quốc gia ở các xã vùng cao theo",
                "tiếp tục sửa chữa, nâng cấp đê điều trước mùa mưa bão theo",
            ]
        ),
        task=st.booleans(),
    )
    provinces = st.lists(st.sampled_from(["Hải Dương", "Hải Dương", "Hà Tĩnh"]), min_size=2, max_size=5)
    # Hải Dương went into Hải Phòng between the last two.
    periods = st.sampled_from(
        [
            ("2014-01-01", "2014-06-30"),
            ("2014-01-01", "2014-09-30"),
            ("2014-01-01", "2014-12-31"),
            ("2025-01-01", "2025-06-30"),
            ("2025-07-01", "2025-09-30"),
        ]
    )
    found = [
        make_report(
            Told(
                f"{number}.txt",
                issuer=f"{draw(st.sampled_from(['', 'Ban Thường vụ ']))}Tỉnh ủy {province}",
                province=province,
                start=start,
                end=end,
                said=tuple(draw(st.lists(said, min_size=2, max_size=4))),
            )
        )
        for number, province in enumerate(draw(provinces))
        for start, end in [draw(periods)]
    ]
    return [with_extras(report) for report in found]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(corpora(), crowded()), st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_history_gives_the_same_graph(reports: list[Report], chance: random.Random, chunk: int) -> None:
    """Reports come and go in random order, some twice, resolved one by one or several at a time."""
    steps = [*reports, *chance.sample(reports, chance.randint(0, len(reports)))]
    chance.shuffle(steps)
    store, held = memory_store(), dict[str, Report]()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(resolution, "CHUNK", chunk)
        for report in steps:
            digest = report.document.text_sha256
            if held.pop(digest, None):
                remove(store, report)
            else:
                add_reports(store, [report])
                held[digest] = report
            if chance.random() < 0.6:
                update_resolution(store)
        update_resolution(store)
    assert graph_of(store) == graph_of(fresh(list(held.values())))


def fresh(reports: Sequence[Report]) -> Store:
    store = memory_store()
    add_reports(store, reports)
    update_resolution(store)
    return store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(corpora(), crowded()), st.integers(0, 12))
def test_a_crash_at_any_step_is_made_good(reports: list[Report], steps: int) -> None:
    """Each write of an update is a transaction; after the last one that was made, all is done again."""
    store = memory_store()
    add_reports(store, reports)
    left = [steps]
    write = Store.change_graph

    def failing(self: Store, *args: object, **options: object) -> bool:
        left[0] -= 1
        if left[0] < 0:
            raise OSError("the machine stops")
        return write(self, *args, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "change_graph", failing)
        try:
            update_resolution(store)
        except OSError:
            remove(store, reports[0])
    update_resolution(store)
    held = reports if left[0] >= 0 else reports[1:]
    assert graph_of(store) == graph_of(fresh(held))


def test_an_update_writes_only_what_it_touches() -> None:
    """A report that cites what others cite, as they do, changes no conclusion on them."""
    told = [
        Told(
            f"{i}.txt",
            f"Tỉnh ủy {p}",
            p,
            "2018-01-01",
            "2018-06-30",
            said=(Said("05-CT/TW", date="2016-05-15"),),
        )
        for i, p in enumerate(["Hải Dương", "Hà Tĩnh", "Trà Vinh"])
    ]
    first = [make_report(t) for t in told[:2]]
    store = store_of(first)
    before = set(graph_of(store).splitlines())
    add_reports(store, [make_report(told[2])])
    update_resolution(store)
    gone = before - set(graph_of(store).splitlines())
    # How often the wording is met is all that is no longer as it was.
    assert len(gone) == 1
    assert "ontology#times" in gone.pop()


def test_a_learned_date_moves_a_directive_and_leaves_an_alias() -> None:
    bare = make_report(
        Told("a.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-01-01", "2018-06-30", said=(Said("05-CT/TW"),))
    )
    dated = make_report(
        Told("b.txt", "Tỉnh ủy Trà Vinh", "Trà Vinh", "2019-01-01", "2019-06-30",
             said=(Said("05-CT/TW", date="2016-05-15"),))
    )  # fmt: skip
    store = store_of([bare])
    base = f"{store.base}id/directive/tw"
    add_reports(store, [dated])
    update_resolution(store)
    alias = f"<{base}/undated-2016-2021/05-ct-tw> <https://w3id.org/directive-kg/ontology#isAliasOf>"
    assert f"{alias} <{base}/2016/05-ct-tw>" in graph_of(store)


def gaps(store: Store) -> set[tuple[str, str]]:
    """Return (body, last day) of the periods for which no report is held."""
    found = (line.split()[0] for line in graph_of(store).splitlines() if "#coverageState>" in line)
    return {(gap.split("/")[-4], gap.split("/")[-1].strip(">")) for gap in found}


def reporting_on(issuer: str, start: str, end: str, province: str = "Nam Định") -> Report:
    return make_report(Told(f"{issuer} {end}.txt", issuer=issuer, province=province, start=start, end=end))


def test_no_report_is_missing_of_a_body_that_had_ended() -> None:
    """Nam Định went into Ninh Bình on 1/7/2025, under a Tỉnh ủy founded anew."""
    quarters = [("2024-07-01", "2024-09-30"), ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30")]
    peers = [reporting_on("Tỉnh ủy Hà Tĩnh", *days, province="Hà Tĩnh") for days in quarters]
    own = reporting_on("Tỉnh ủy Nam Định", "2024-10-01", "2024-12-31")
    new = reporting_on("Tỉnh ủy Ninh Bình", "2025-10-01", "2025-12-31", province="Ninh Bình")
    found = gaps(fresh([*peers, own, new]))
    assert {end for body, end in found if body == "tinh-uy-nam-dinh"} == {"2024-09-30", "2025-06-30"}
    assert {end for body, end in found if body == "tinh-uy-ninh-binh-2025"} == {"2025-09-30"}


def test_a_name_that_tells_of_an_end_closes_the_gaps() -> None:
    """In small letters a district's committee is told by nobody; another body's report writes it out."""
    peer = reporting_on("Huyện ủy Yên Phong", "2025-07-01", "2025-09-30", province="Bắc Ninh")
    small = reporting_on("huyện ủy hải hậu", "2025-01-01", "2025-03-31")
    said = (Said("05-CT/TW", date="2016-05-15", actor="Huyện ủy Hải Hậu"),)
    writes_it_out = make_report(Told("sở.txt", issuer="Sở Nội vụ", province="Nam Định", said=said))
    late = ("huyen-uy-hai-hau-nam-dinh", "2025-09-30")
    with store_of([peer, small]) as store:
        update_resolution(store)
        assert late in gaps(store)
        add_reports(store, [writes_it_out])
        update_resolution(store)
        assert late not in gaps(store)
        assert graph_of(store) == graph_of(fresh([peer, small, writes_it_out]))
        remove(store, writes_it_out)
        update_resolution(store)
        assert late in gaps(store)
