"""The journal of what changed in a store: whoever reads it misses nothing, whatever became of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import journal
from kg.decisions import NOTHING_DECIDED
from kg.derived import update_derived
from kg.journal import ALL, NAME, Changes, Journal, read_changes
from kg.store import open_store
from made import Said, Told, add_reports, make_report

BASE = "https://w3id.org/directive-kg/id"
REPORT = f"{BASE}/report/{'a' * 64}"


@pytest.fixture
def kept(tmp_path: Path) -> Journal:
    return Journal(tmp_path / NAME)


def record(kept: Journal, *subjects: str) -> str:
    """Write one record; return its end."""
    kept.note(subjects)
    kept.end()
    assert kept.path
    until = read_changes(kept.path.parent, None).until
    assert until
    return until


def since(kept: Journal, moment: str | None) -> Changes:
    assert kept.path
    return read_changes(kept.path.parent, moment)


def test_where_nothing_was_noted_all_may_have_changed(tmp_path: Path) -> None:
    assert read_changes(tmp_path, None) == Changes(None, None)
    assert read_changes(tmp_path, "2026-01-01T00:00:00+00:00") == Changes(None, None)


def test_whoever_was_there_at_the_end_missed_nothing(kept: Journal) -> None:
    until = record(kept, REPORT)
    assert since(kept, until) == Changes(until, frozenset())


def test_all_records_since_are_told_together(kept: Journal) -> None:
    first = record(kept, REPORT)
    second = record(kept, f"{BASE}/body/tinh-uy-ha-tinh")
    last = record(kept, f"{BASE}/directive/tw/2016/05-ct-tw", f"{BASE}/wording/0a1b")
    body, directive = f"{BASE}/body/tinh-uy-ha-tinh", f"{BASE}/directive/tw/2016/05-ct-tw"
    assert since(kept, first) == Changes(last, frozenset({body, directive, f"{BASE}/wording/0a1b"}))
    assert since(kept, second).touched == frozenset({directive, f"{BASE}/wording/0a1b"})
    assert since(kept, None).touched is None


@pytest.mark.parametrize(
    ("subject", "thing"),
    [
        (f"{REPORT}/mention/3-9/resolution", REPORT),
        (f"{REPORT}/task/3-9/follow-up/0a1b", REPORT),
        (f"{BASE}/body/tinh-uy-ha-tinh/coverage/2018-01-01/2018-12-31", f"{BASE}/body/tinh-uy-ha-tinh"),
        (f"{BASE}/directive/tw/khoa-xii/nqtw-6", f"{BASE}/directive/tw/khoa-xii/nqtw-6"),
        ("http://other.example/kg/id/body/a", "http://other.example/kg/id/body/a"),
    ],
)
def test_a_part_stands_for_its_thing(kept: Journal, subject: str, thing: str) -> None:
    begun = record(kept)
    record(kept, subject)
    assert since(kept, begun).touched == frozenset({thing})


def test_what_no_page_follows_is_not_noted(kept: Journal) -> None:
    begun = record(kept)
    record(kept, f"{BASE}/period/2018-01-01/2018-12-31", "https://w3id.org/directive-kg/graph/resolution")
    assert since(kept, begun).touched == frozenset()


def test_where_all_changed_nothing_is_named(kept: Journal) -> None:
    begun = record(kept)
    record(kept, REPORT, ALL)
    assert since(kept, begun).touched is None
    assert kept.path
    assert REPORT not in kept.path.read_text()


def test_a_record_is_on_disk_before_the_first_change(kept: Journal) -> None:
    """A crash leaves a beginning without an end: all may have changed, also when others follow."""
    until = record(kept, REPORT)
    kept.note([])
    assert since(kept, until) == Changes(None, None)
    assert kept.path
    later = record(Journal(kept.path), REPORT)
    assert since(kept, until) == Changes(later, None)
    assert since(kept, later).touched == frozenset()


def test_no_change_writes_nothing(kept: Journal) -> None:
    kept.end()
    assert kept.path
    assert not kept.path.exists()


def test_a_lost_file_tells_nothing(kept: Journal) -> None:
    until = record(kept, REPORT)
    assert kept.path
    kept.path.unlink()
    assert since(kept, until) == Changes(None, None)
    later = record(kept, REPORT)
    assert since(kept, until) == Changes(later, None)


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_file_that_was_cut_tells_nothing_wrong(kept: Journal, cut: int) -> None:
    """What the disk lost of the last record is never taken for a record in which nothing happened."""
    until = record(kept, REPORT)
    record(kept, f"{BASE}/body/a", f"{BASE}/body/b")
    assert kept.path
    kept.path.write_bytes(kept.path.read_bytes()[:-cut])
    touched = since(kept, until).touched
    assert touched is None or touched >= {f"{BASE}/body/a", f"{BASE}/body/b"}
    record(Journal(kept.path), f"{BASE}/body/c")
    touched = since(kept, until).touched
    assert touched is None or touched >= {f"{BASE}/body/{name}" for name in "abc"}


def test_a_damaged_file_tells_nothing(kept: Journal) -> None:
    until = record(kept, REPORT)
    assert kept.path
    kept.path.write_bytes(b"\xff\xfe\x00" * 9)
    assert since(kept, until) == Changes(None, None)


def test_a_long_file_begins_anew(kept: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LONGEST", 100)
    first = record(kept, REPORT)
    second = record(kept, REPORT)
    assert since(kept, first).touched is None
    assert since(kept, second).touched == frozenset()


def test_without_a_file_nothing_is_written() -> None:
    silent = Journal(None)
    silent.note([REPORT])
    silent.end()
    assert not silent.touched


def test_a_store_on_disk_keeps_its_journal(tmp_path: Path) -> None:
    """One record a load; a report that is gone is named, and what it spoke of."""
    said = (Said("05-CT/TW", date="2016-05-15"),)
    report = make_report(Told("a.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-01-01", "2018-12-31", said=said))
    with open_store(tmp_path / "store", create=True) as store:
        add_reports(store, [report])
        update_derived(store, NOTHING_DECIDED)
    loaded = read_changes(tmp_path / "store", None).until
    with open_store(tmp_path / "store") as store:
        update_derived(store, NOTHING_DECIDED)
        assert read_changes(store.path, loaded) == Changes(loaded, frozenset())
        store.replace_report([report.document.text_sha256], None, [], "")
        update_derived(store, NOTHING_DECIDED)
    touched = read_changes(tmp_path / "store", loaded).touched
    assert touched is not None
    assert {
        f"{BASE}/report/{report.document.text_sha256}",
        f"{BASE}/directive/tw/2016/05-ct-tw",
        f"{BASE}/body/tinh-uy-ha-tinh",
    } <= touched
