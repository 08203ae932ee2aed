"""Pages of questions, dossiers, comparisons and the feed, of a small store on disk."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import browser, page_at
from kg.content import content_path
from kg.journal import NAME
from kg.questions import question_names, read_question
from kg.site import build_site
from kg.site.comparing import script
from kg.store import open_store
from made import Said, Told, add_reports, make_report, refresh

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ISSUED = "2016-05-15"
HA_TINH, HAI_DUONG = "body/tinh-uy-ha-tinh", "body/tinh-uy-hai-duong"
HOSTILE = "</script><script>alert(1)</script> & {{ 7 * 7 }}"


def directive(**said: object) -> Said:
    return Said("05-CT/TW", ISSUED, **said)  # type: ignore[arg-type]  # of the field's own kind


def told(source: str, province: str, year: int, *said: Said) -> Told:
    return Told(
        source, f"Tỉnh ủy {province}", province, f"{year}-01-01", f"{year}-12-31", f"{year}-12-20", said
    )


FIRST = (
    told("a.txt", "Hà Tĩnh", 2020, directive(activity="disseminate"), directive(words=HOSTILE),
         Said("18-NQ/TW", "2017-10-25")),
    told("b.txt", "Hà Tĩnh", 2021, directive(activity="interim_review", years=5),
         directive(status="shortcoming"), directive(task=True)),
    told("c.txt", "Hải Dương", 2021, directive(activity="inspect"), Said("25-NQ/TW", "2013-06-03")),
)  # fmt: skip
LATER = told("d.txt", "Hải Dương", 2022, directive(activity="final_review", years=10))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def change(store: Path, *more: Told) -> None:
    with open_store(store, create=True) as held:
        add_reports(held, [make_report(each) for each in more])
        refresh(held)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    change(folder / "store", *FIRST)
    build_site(folder / "store", folder / "out", workers=1)
    return folder / "out"


def page(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def loaded(site: Path, key: str) -> dict[str, object]:
    """Read a file of data as the page's script does."""
    found = re.fullmatch(r"kgCompare\.put\((.+)\);\n", page(site, f"data/compare/{key}.js"))
    assert found
    name, data = json.loads(f"[{found[1]}]")
    assert name == key
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("name", question_names())
def test_a_question_shows_its_query_and_offers_it(site: Path, name: str) -> None:
    shown = page(site, f"question/{name}.html")
    assert read_question(name).text in html.unescape(shown)
    assert page(site, f"question/{name}.rq") == read_question(name).text
    assert f"kg ask {name}" in shown
    assert f'href="question/{name}.html"' in page(site, "questions.html")


def test_an_example_is_a_directive_of_many_reports(site: Path) -> None:
    shown = page(site, "question/trace.html")
    assert "kg ask trace --directive &#34;tw/2016/05-ct-tw&#34;" in shown
    assert "được nhiều báo cáo nói đến" in shown
    assert shown.count("<q ") >= 4


def test_a_sentence_is_one_click_from_an_answer(site: Path) -> None:
    targets = re.findall(r'href="\.\./(report/[^"#]+)#a-([^"]+)"', page(site, "question/trace.html"))
    assert targets
    assert all(f'id="a-{claim}"' in page(site, file) for file, claim in targets)


def test_a_dossier_is_ordered_for_a_review(site: Path) -> None:
    shown = page(site, "dossier/tw/2016/05-ct-tw.html")
    chapters = re.findall(r'<section class="part part-2" id="([^"]+)"', shown)
    assert chapters == [
        "quan-triet", "trien-khai", "kiem-tra", "so-ket", "han-che", "chua-co-thong-tin",
    ]  # fmt: skip
    assert 'href="../../../dossier/tw/2016/05-ct-tw.html"' in page(site, "directive/tw/2016/05-ct-tw.html")


def test_hostile_words_stay_text(site: Path) -> None:
    for path in ("dossier/tw/2016/05-ct-tw.html", "question/trace.html"):
        assert "<script>alert" not in page(site, path)
        assert HOSTILE in html.unescape(page(site, path))


def test_a_script_of_data_ends_no_script_element() -> None:
    text = script("f", HOSTILE, "\u2028")
    assert not {"<", "\u2028"} & set(text)
    assert json.loads(f"[{text[2:-3]}]") == [HOSTILE, "\u2028"]


def test_compared_data_tell_stages_and_where_they_are_said(site: Path) -> None:
    data = loaded(site, HA_TINH)
    assert [report[:2] for report in data["reports"]] == [  # type: ignore[attr-defined]
        ["2020-01-01", "2020-12-31"], ["2021-01-01", "2021-12-31"],
    ]  # fmt: skip
    said = data["directives"]["directive/tw/2016/05-ct-tw"]  # type: ignore[index]
    assert said["spoken"] == [0, 1]
    assert [stage[:3] for stage in said["stages"]] == [
        ["interim_review", "done", 1], ["implement", "done", 0], ["implement", "shortcoming", 1],
        ["disseminate", "done", 0],
    ]  # fmt: skip
    for *_, sentence, _times in said["stages"]:
        file, _, anchor = sentence.partition("#")
        assert f'id="{anchor}"' in page(site, file)


def test_a_province_is_all_its_reports(site: Path) -> None:
    assert set(loaded(site, "province/hai-duong")["directives"]) == {  # type: ignore[call-overload]
        "directive/tw/2016/05-ct-tw", "directive/tw/2013/25-nq-tw",
    }  # fmt: skip


def test_only_sides_with_reports_can_be_chosen(site: Path) -> None:
    data = json.loads(page(site, "data/compare/index.js").removeprefix("kgCompare.index(")[:-3])
    assert [thing[0] for thing in data["things"]] == [
        HA_TINH, HAI_DUONG, "province/ha-tinh", "province/hai-duong",
    ]  # fmt: skip
    assert data["activities"]["final_review"][2] > data["activities"]["inspect"][2] > 0


def test_two_bodies_are_compared_by_keyboard_and_by_address(site: Path, chromium: Browser) -> None:
    """From disk: names without accents, an address that keeps the choice, silence told from absence."""
    with page_at(chromium, site / "compare.html") as opened:
        opened.get_by_label("Bên A").fill("tinh uy ha tinh")
        opened.keyboard.press("ArrowDown")
        opened.keyboard.press("Enter")
        opened.get_by_label("Bên B").fill("uy hai duong")
        opened.keyboard.press("ArrowDown")
        opened.keyboard.press("Enter")
        opened.wait_for_selector("#chi-b")
        address = opened.url
        assert address.endswith(f"compare.html?a={HA_TINH}&b={HAI_DUONG}")
        told = [opened.inner_text(f"#{part} tbody") for part in ("ca-hai", "chi-a", "chi-b")]
    assert "Chỉ thị 05-CT/TW (2016)" in told[0]
    assert "A đi xa hơn" in told[0]
    assert "Nghị quyết 18-NQ/TW (2017)" in told[1]
    assert "không thấy báo cáo cùng kỳ trong kho" in told[1]
    assert "có báo cáo cùng kỳ, không nhắc đến: 01/2021 – 12/2021" in told[2]
    with page_at(chromium, address) as opened:
        opened.wait_for_selector("#chi-b")
        assert [opened.inner_text(f"#{part} tbody") for part in ("ca-hai", "chi-a", "chi-b")] == told
        opened.click("#doi-ben")
        opened.wait_for_url(f"**/compare.html?a={HAI_DUONG}&b={HA_TINH}")
        sentence = opened.locator("#ca-hai .stages a").first
        sentence.click()
        opened.wait_for_selector("mark.is-target")


def test_an_address_that_names_nobody_asks_to_choose(site: Path, chromium: Browser) -> None:
    with page_at(chromium, f"{(site / 'compare.html').as_uri()}?a=body/<img src=x>&b=../../x") as opened:
        assert opened.inner_text("#tinh-hinh") == "Chọn hai bên để so sánh."


@pytest.mark.parametrize(
    ("deadline", "state", "said"),
    [
        ("2024-03-09", "ongoing", "Quá hạn"),
        ("2024-03-09", "not-begun", "Quá hạn"),
        ("2024-03-09", "unknown", "Đã qua thời hạn, chưa có thông tin"),
        ("2024-03-10", "unknown", "Sắp đến hạn"),
        ("2024-03-17", "ongoing", "Sắp đến hạn"),
        ("2024-03-18", "ongoing", "Còn hạn"),
        ("2024-03-09", "completed", ""),
        ("2024-03", "ongoing", ""),
    ],
)
def test_a_deadline_stands_where_the_readers_day_says(
    tmp_path: Path, chromium: Browser, deadline: str, state: str, said: str
) -> None:
    script_at = (content_path("pages") / "static" / "deadlines.js").as_uri()
    body = f'<p><time class="deadline" datetime="{deadline}" data-state="{state}"></time></p>'
    # Twice, as on a page with two lists: it is said once all the same.
    scripts = f'<script src="{script_at}" defer></script>' * 2
    (tmp_path / "page.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{body}{scripts}", encoding="utf-8"
    )
    with page_at(chromium, tmp_path / "page.html") as opened:
        opened.clock.set_fixed_time(datetime(2024, 3, 10, 23, 30))  # the reader's own
        opened.reload()
        assert opened.evaluate("[...document.querySelectorAll('.vi')].map(e => e.textContent).join()") == said


def test_a_deadline_is_left_to_the_reader(site: Path) -> None:
    """No page holds a word that only a clock could tell."""
    for path in site.rglob("*.html"):
        assert "Quá hạn" not in path.read_text(encoding="utf-8")


def test_a_rebuild_tells_what_changed(tmp_path: Path) -> None:
    store, out = tmp_path / "store", tmp_path / "out"
    change(store, *FIRST)
    build_site(store, out, workers=1)
    atom = "{http://www.w3.org/2005/Atom}"
    assert not list(ET.parse(out / "feed.xml").iter(f"{atom}entry"))
    change(store, LATER)
    assert (store / NAME).is_file()
    build_site(store, out, workers=1)
    entries = {
        str(e.findtext(f"{atom}id")).partition("/id/")[2]: e.find(f"{atom}category").get("term")  # type: ignore[union-attr]
        for e in ET.parse(out / "feed.xml").iter(f"{atom}entry")
    }
    assert entries.pop("directive/tw/2016/05-ct-tw") == entries.pop(HAI_DUONG) == "changed"
    assert [entries.pop(key) for key in sorted(entries) if key.startswith("report/")] == ["new"]
