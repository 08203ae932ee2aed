"""Building a site: all links lead somewhere, what is unchanged stays, what is cut short is made good."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import SampleSite
from crawler import Page, read_pages, target_of
from kg.cli import main
from kg.errors import UsageError
from kg.site import build, build_site, making
from kg.site.cache import Cache
from kg.site.folder import MARKER, SiteFolder
from kg.site.render import Renderer
from kg.store import open_store
from made import Said, Told, add_reports, make_report, refresh, with_extras
from sites import files_of, first_difference, quick_builds

SAID = (Said("05-CT/TW", date="2016-05-15"), Said("25-NQ/TW", task=True, words="sửa chữa đê điều theo"))
FIRST, _, LATER = (
    with_extras(
        make_report(
            Told(f"{year}.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", f"{year}-01-01", f"{year}-12-31", said=SAID)
        )
    )
    for year in (2018, 2019, 2020)
)
LARGEST = 150_000


@pytest.fixture(scope="module")
def pages(samples: SampleSite) -> dict[str, Page]:
    return read_pages(samples.out)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with quick_builds():
        yield


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("loaded") / "store"
    with open_store(store, create=True) as opened:
        add_reports(opened, [FIRST])
        refresh(opened)
    return store


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "store"))


def add_later(store: Path) -> None:
    with open_store(store) as opened:
        add_reports(opened, [LATER])
        refresh(opened)


def remove_later(store: Path) -> None:
    with open_store(store) as opened:
        opened.replace_report([LATER.document.text_sha256], None, [], "")
        refresh(opened)


def kg(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *arguments])


def fresh(store: Path, folder: Path) -> dict[str, bytes]:
    build_site(store, folder / "fresh", workers=1)
    return files_of(folder / "fresh")


# ---- what is built ----


def dead_links(out: Path, pages: dict[str, Page]) -> list[str]:
    ids = {path: set(page.ids()) for path, page in pages.items()}
    dead = set()
    for path, page in pages.items():
        for _, _, link in page.links():
            if re.match(r"[a-z]+:", link):
                continue
            file, fragment = target_of(path, link)
            if not (out / file).is_file() or (fragment and fragment not in ids.get(file, ())):
                dead.add(f"{path} → {link}")
    return sorted(dead)


def test_no_link_is_dead(samples: SampleSite, pages: dict[str, Page]) -> None:
    assert not dead_links(samples.out, pages)[:20]


def test_no_page_is_an_orphan(pages: dict[str, Page]) -> None:
    """Each can be reached from the first page by links, the search by its form."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        links = (target_of(path, link)[0] for name, _, link in pages[path].links() if name in ("a", "form"))
        new = {file for file in links if file in pages} - reached
        reached |= new
        waiting += new
    assert not sorted(pages.keys() - reached)[:20]


def test_every_page_is_well_formed(pages: dict[str, Page]) -> None:
    """Elements nest, and no two have one id."""
    assert not {path: page.unclosed for path, page in pages.items() if page.unclosed}
    assert not {path for path, page in pages.items() if len(page.ids()) != len(set(page.ids()))}


def test_no_page_is_large(samples: SampleSite) -> None:
    sizes = {path: len(data) for path, data in files_of(samples.out).items() if path.endswith(".html")}
    assert not {path: size for path, size in sizes.items() if size >= LARGEST}


def test_many_processes_write_the_same_bytes(samples: SampleSite, tmp_path: Path) -> None:
    """Two folders, one made page by page, one by several processes at a time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(making, "_FEW", 0)
        build_site(samples.store, tmp_path / "other", workers=2)
    assert not first_difference(files_of(samples.out), files_of(tmp_path / "other"))


# ---- what is built again ----


def test_an_unchanged_site_stays_as_it_is(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = build_site(store, out, workers=1)
    assert (first.pages > 10, first.written > first.pages, first.removed) == (True, True, 0)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Renderer, "render", lambda *_: pytest.fail("nothing has changed"))
        again = build_site(store, out, workers=1)
    assert (again.pages, again.written, again.removed) == (first.pages, 0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}


def test_only_what_changed_is_written(store: Path, tmp_path: Path) -> None:
    """One more report, and out again: pages that it does not concern are not touched."""
    out = tmp_path / "site"
    build_site(store, out, workers=1)
    before = files_of(out)
    marked = {path: (out / path).stat().st_ino for path in before}
    for path in before:
        os.utime(out / path, ns=(0, 0))
    add_later(store)
    done = build_site(store, out, workers=1)
    after = files_of(out)
    assert after == fresh(store, tmp_path)
    changed = {path for path, data in after.items() if before.get(path) != data}
    written = {path for path in after if (out / path).stat().st_mtime_ns} - {MARKER, "feed.xml"}
    assert (written, done.written >= len(changed)) == (changed, True)
    assert len(changed) < len(after) * 0.8
    remove_later(store)
    assert build_site(store, out, workers=1).removed > 0
    assert not first_difference(files_of(out), before)
    assert marked.keys() == files_of(out).keys()
    assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_what_somebody_deleted_comes_back(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(store, out, workers=1)
    whole = files_of(out)
    shutil.rmtree(out / "report")
    shutil.rmtree(out / "static")
    next(out.glob("directive/**/*.csv")).unlink()
    build_site(store, out, workers=1)
    assert not first_difference(whole, files_of(out))


@pytest.mark.parametrize("lost", ["rows", "pages", "both"])
def test_a_site_that_lost_what_was_kept_is_made_anew(store: Path, tmp_path: Path, lost: str) -> None:
    """Nothing stays that no row speaks of any more."""
    out = tmp_path / "site"
    add_later(store)
    build_site(store, out, workers=1)
    remove_later(store)
    if lost != "pages":
        (tmp_path / "site.rows").unlink()
    if lost != "rows":
        shutil.rmtree(out)
    build_site(store, out, workers=1)
    assert not first_difference(files_of(out), fresh(store, tmp_path))


def test_the_site_of_another_store_takes_the_place_of_one(store: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "site", tmp_path / "other"
    with open_store(other, create=True) as opened:
        add_reports(opened, [LATER])
        refresh(opened)
    build_site(other, out, workers=1)
    build_site(store, out, workers=1)
    assert not first_difference(files_of(out), fresh(store, tmp_path))


def test_changed_templates_make_all_pages_anew(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build_site(store, out, workers=1)
    monkeypatch.setattr(build, "_rules", lambda: "other templates")
    done = build_site(store, out, workers=1)
    assert done.written > done.pages


# ---- builds that are cut short ----


class Killed(BaseException):
    """What no code catches."""


def killed_after(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, times: int) -> None:
    """Let a function end the build when it is called once more than so many times."""
    call, left = getattr(owner, name), [times]

    def failing(*args: object, **options: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return call(*args, **options)

    monkeypatch.setattr(owner, name, failing)


CUTS = [
    (Cache, "replace_table", 3), (Cache, "take_table", 3), (Cache, "replace_rows", 4),
    (Cache, "update_pages", 1), (Cache, "have_left", 0), (Cache, "keep", 3), (SiteFolder, "write", 5),
    (SiteFolder, "remove", 0), (SiteFolder, "copy_static", 0), (build, "_feed", 0), (Renderer, "render", 7),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "name", "times"), CUTS, ids=lambda v: getattr(v, "__name__", None))
def test_a_build_that_is_cut_short_is_made_good(
    store: Path, tmp_path: Path, owner: object, name: str, times: int
) -> None:
    """Cut at a first build, at one that adds a report, and at one that takes it out: the end is the same."""
    out = tmp_path / "site"

    def cut() -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(making, "_BATCH", 2)
            killed_after(patched, owner, name, times)
            try:
                build_site(store, out, workers=1)
            except Killed:
                return

    cut()
    add_later(store)
    cut()
    remove_later(store)
    cut()
    build_site(store, out, workers=1)
    assert not first_difference(files_of(out), fresh(store, tmp_path))


def test_a_file_that_was_written_in_part_is_written_again(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"

    def half(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise Killed

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "write_bytes", half)
        with pytest.raises(Killed):
            build_site(store, out, workers=1)
    build_site(store, out, workers=1)
    assert not first_difference(files_of(out), fresh(store, tmp_path))


# ---- folders ----


def test_a_folder_that_holds_something_else_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="chọn thư mục khác") as raised:
        build_site(store, tmp_path / "theirs")
    assert "choose another folder" in raised.value.english
    assert [p.name for p in (tmp_path / "theirs").iterdir()] == ["index.html"]
    assert not (tmp_path / "theirs.rows").exists()


def test_a_second_build_at_the_same_time_is_refused(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(store, out, workers=1)
    before = files_of(out)
    with SiteFolder(out).claim(), pytest.raises(UsageError, match="đang ghi trang này"):
        build_site(store, out, workers=1)
    assert build_site(store, out, workers=1).written == 0
    assert files_of(out) == before


def test_a_file_in_the_place_of_the_rows_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "site.rows").write_text("the rows of somebody else's table, longer than a header" * 9)
    with pytest.raises(UsageError, match=r"site\.rows: .*xóa nó rồi chạy lại"):
        build_site(store, tmp_path / "site")
    assert (tmp_path / "site.rows").read_text().startswith("the rows of somebody")


def test_another_table_in_the_place_of_the_rows_is_refused(store: Path, tmp_path: Path) -> None:
    """A database that kg did not make is not deleted."""
    with sqlite3.connect(tmp_path / "site.rows") as theirs:
        theirs.execute("CREATE TABLE precious (x)")
    with pytest.raises(UsageError, match="xóa nó"):
        build_site(store, tmp_path / "site")


def test_the_folder_may_be_the_present_one(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept beside the site is never in it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    build_site(store, Path(), workers=1)
    assert (tmp_path / "here.rows").is_file()
    assert not list((tmp_path / "here").glob("*.rows"))
    assert build_site(store, Path(), workers=1).written == 0


def test_an_empty_store_has_a_site(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True):
        pass
    out = tmp_path / "site"
    build_site(tmp_path / "store", out, workers=1)
    assert not dead_links(out, read_pages(out))
    assert build_site(tmp_path / "store", out, workers=1).written == 0


# ---- the command ----


def test_the_command_says_what_it_did(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = kg(store, "site", str(out), "--workers", "1")
    assert (first.exit_code, first.stdout) == (0, "")
    assert re.fullmatch(
        rf"{re.escape(str(out / 'index.html'))}: \d+ trang, ghi \d+ tệp, xóa 0\n", first.stderr
    )
    again = kg(store, "--lang", "en", "site", str(out), "--workers", "1")
    assert re.search(r": \d+ pages, 0 files written, 0 removed\n$", again.stderr)


def test_the_command_shows_progress_on_terminals_only(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe gets the last line alone."""
    piped = kg(store, "site", str(tmp_path / "one"), "--workers", "1").stderr
    assert "\r" not in piped
    assert len(piped.splitlines()) == 1
    monkeypatch.setattr("kg.cli.site.sys", type("Terminal", (), {"stderr": Talking()}))
    shown = kg(store, "site", str(tmp_path / "two"), "--workers", "1").stderr
    assert "\r" in shown
    assert "trang / pages" in shown


class Talking:
    """A terminal, as far as the command asks."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("lang", "words"), [("vi", "chọn thư mục khác"), ("en", "choose another folder")])
def test_the_command_refuses_what_it_should(store: Path, tmp_path: Path, lang: str, words: str) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "a.txt").write_text("mine")
    refused = kg(store, "--lang", lang, "site", str(tmp_path / "theirs"))
    assert (refused.exit_code, refused.stdout, words in refused.stderr) == (2, "", True)
    assert len(refused.stderr.splitlines()) == 1


def test_the_command_without_a_store_says_so(tmp_path: Path) -> None:
    missing = kg(tmp_path / "none", "site", str(tmp_path / "site"))
    assert missing.exit_code == 3
    assert len(missing.stderr.splitlines()) == 1
    assert not (tmp_path / "site.rows").exists()
    assert not (tmp_path / "site").exists()
