"""A site brought up to date is, byte for byte, the site that would be made from nothing."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.deciding import decide_mention
from kg.decisions import Signature, read_decisions
from kg.derived import update_derived
from kg.iri import mint_report
from kg.model import Report
from kg.site.gather import by_scope
from kg.store import Store
from made import Said, Told, add_reports, corpora, make_report, text_of, with_extras
from sites import built, files_of, first_difference, journalled_store


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


class History:
    """A store that lives: reports come, go and change, people decide, processes die; and its site."""

    def __init__(self, folder: Path, reports: Sequence[Report], chance: random.Random) -> None:
        self.folder, self.out = folder, folder / "site"
        self.store = journalled_store(folder / "store")
        self.reports, self.chance = reports, chance
        self.held: dict[str, Report] = {}
        self.decisions = folder / "kg-decisions.csv"

    def come_or_go(self) -> None:
        report = self.chance.choice(self.reports)
        digest = report.document.text_sha256
        if self.held.pop(digest, None):
            self.store.replace_report([digest], None, [], "")
        else:
            add_reports(self.store, [report])
            self.held[digest] = report

    def change_hands(self) -> None:
        """State another province for a report, as a sidecar does: the same text means something else."""
        if self.held:
            digest = self.chance.choice(sorted(self.held))
            province = self.chance.choice(["Hải Dương", "Trà Vinh", "Hà Tĩnh", None])
            report = self.held[digest]
            changed = replace(report, header=replace(report.header, province=province))
            self.store.replace_report([], text_of(self.store, changed), [], "")
            self.held[digest] = changed

    def rename(self) -> None:
        """Give a report the name of another file with its text."""
        if self.held:
            digest = self.chance.choice(sorted(self.held))
            report = self.held[digest]
            old, new = report.document.source, f"{self.chance.randint(1000, 9999)}.txt"
            self.store.rename_source(digest, old, new)
            self.held[digest] = replace(report, document=replace(report.document, source=new))

    def decide(self) -> None:
        """Decide on a mention, as `kg decide` does."""
        mentions = [(r, m) for r in self.held.values() for m in r.mentions]
        self.update()
        if mentions:
            report, mention = self.chance.choice(mentions)
            digest = report.document.text_sha256
            path = self.chance.choice(["tw/2016/05-ct-tw", "tw/2013/25-nq-tw", "tw/2008/18-nq-tw"])
            signed = Signature("Văn phòng", "2025-01-01", "Theo bản gốc")
            decide_mention(
                self.store, self.decisions, digest, mention.surface, at=mention.start,
                directive=path, is_it=self.chance.random() < 0.7, signed=signed,
            )  # fmt: skip

    def die(self) -> None:
        """End a process while it updates what follows from the reports; another goes on from there."""
        left, write = [self.chance.randint(0, 6)], Store.change_graph

        def failing(store: Store, *args: object, **options: object) -> bool:
            left[0] -= 1
            if left[0] < 0:
                raise OSError("the machine stops")
            return write(store, *args, **options)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patched, suppress(OSError):
            patched.setattr(Store, "change_graph", failing)
            self.update()
        self.store = journalled_store(self.folder / "store", self.store.oxigraph)

    def update(self) -> None:
        update_derived(self.store, read_decisions(self.decisions))

    def check(self) -> None:
        """Bring the site up to date; compare it with one from nothing."""
        self.update()
        built(self.store, self.out)
        with tempfile.TemporaryDirectory() as fresh:
            built(self.store, Path(fresh) / "site")
            told = first_difference(files_of(self.out), files_of(Path(fresh) / "site"))
        assert not told, f"up to date (first) and from nothing (second) differ in {told}"


STEPS = (
    (History.come_or_go, 10), (History.change_hands, 2), (History.rename, 1), (History.decide, 2),
    (History.die, 1), (History.update, 2), (History.check, 5),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(corpora(), following()), st.integers(0, 2**32), st.integers(4, 12))
def test_any_history_gives_the_same_site(reports: list[Report], seed: int, length: int) -> None:
    """The site is brought up to date now and then, with any steps between."""
    chance = random.Random(seed)
    steps, weights = zip(*STEPS, strict=True)
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder), reports, chance)
        history.come_or_go()
        for step in chance.choices(steps, weights, k=length):
            step(history)
        history.check()


def year_of(year: int, *said: Said) -> Report:
    told = Told(f"{year}.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", f"{year}-01-01", f"{year}-12-31", said=said)
    return planning(make_report(told), year + 1)


WORK = "tiếp tục sửa chữa, nâng cấp đê điều trước mùa mưa bão theo"
PAIRS = {
    "what a report says of tasks that are loaded after it": (
        year_of(2019, Said("05-CT/TW", date="2016-05-15", words=WORK)),
        year_of(2018, Said("05-CT/TW", date="2016-05-15", words=WORK, task=True)),
    ),
    "a date that another report tells": (
        year_of(2018, Said("77-CT/TW", words=WORK)),
        year_of(2019, Said("77-CT/TW", date="2017-05-15")),
    ),
}


@pytest.mark.parametrize("case", sorted(PAIRS))
def test_a_second_report_changes_what_the_first_shows(case: str, tmp_path: Path) -> None:
    first, second = PAIRS[case]
    history = History(tmp_path, PAIRS[case], random.Random(0))
    add_reports(history.store, [first])
    history.check()
    before = files_of(history.out)
    add_reports(history.store, [second])
    history.check()
    changed = f"report/{first.document.text_sha256[:16]}.html"
    assert files_of(history.out)[changed] != before[changed], "the case shows nothing"
    history.store.replace_report([second.document.text_sha256], None, [], "")
    history.check()
    assert not first_difference(files_of(history.out), before)


def test_what_is_told_of_a_reports_tasks_is_read_again_with_the_report(tmp_path: Path) -> None:
    """A link to a task is named by the task, and stands in the rows of the report that comes next."""
    later, earlier = PAIRS["what a report says of tasks that are loaded after it"]
    store = journalled_store(tmp_path / "store")
    add_reports(store, [later, earlier])
    update_derived(store, read_decisions(tmp_path / "kg-decisions.csv"))
    touched, following = (mint_report(store.base, r.document.text_sha256) for r in (earlier, later))
    assert by_scope(store, [touched]) == {"report": sorted([touched, following])}
    assert by_scope(store, [following]) == {"report": [following]}


def test_a_wording_stands_for_the_reports_that_use_it(tmp_path: Path) -> None:
    users = [year_of(year, Said("05-CT/TW", date="2016-05-15", words=WORK)) for year in (2018, 2020)]
    other = year_of(2015, Said("77-CT/TW", words=WORK))
    store = journalled_store(tmp_path / "store")
    add_reports(store, [*users, other])
    update_derived(store, read_decisions(tmp_path / "kg-decisions.csv"))
    named = {mint_report(store.base, r.document.text_sha256): set[str]() for r in (*users, other)}
    for row in store.select(
        "PREFIX dkg: <https://w3id.org/directive-kg/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?report ?wording "
        "WHERE { GRAPH ?g { ?c dkg:ofWording ?wording ; prov:wasDerivedFrom ?report } }"
    ):
        named[str(row["report"].value)].add(str(row["wording"].value))  # type: ignore[union-attr]
    for wording in set.union(*named.values()):
        found = by_scope(store, [wording])["report"]
        assert set(found) >= {report for report, wordings in named.items() if wording in wordings}
        assert len(found) < 3, "a wording concerns only those that use it"
