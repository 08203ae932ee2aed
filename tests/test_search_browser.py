"""The search as a reader has it: in Chromium, from disk and behind a web server, under the pages' policy."""

from __future__ import annotations

import functools
import json
import random
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.searched_site import write_site

from browser import browser, page_at
from kg.site.search import Entry, fold, tokens

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CASES = json.loads((Path(__file__).parent / "cases" / "search_fold.json").read_text(encoding="utf-8"))
HOSTILE = "<img src=x onerror=\"document.title='hacked'\"> <b>độc</b> &amp; \"'</script>"


ALIKE = "đảng đang dâng bộ bo chi chỉ thị thi 05 5 ct tw ủy uỷ kỷ kì quý hoà hoa"


def said(
    number: int, text: str, report: str = "khoi-2023", place: str = "Báo cáo Đảng ủy Khối năm 2023"
) -> Entry:
    return Entry("sentence", f"reports/{report}.html#s-{number}", "", text, place=place)


ENTRIES = [
    Entry("directive", "d/05-ct-tw.html", "Chỉ thị 05-CT/TW", "Đẩy mạnh học tập và làm theo", "05/CT-TW"),
    Entry("directive", "d/22-ctr-duk.html", "Chương trình 22-CTr/ĐUK", "Công tác đối ngoại"),
    Entry("body", "b/duk.html", "Đảng ủy Khối các cơ quan", "", "ĐUK"),
    Entry("body", "b/uy-ban.html", "Ủy ban nhân dân tỉnh Hà Tĩnh", ""),
    Entry("report", "reports/khoi-2023.html", "Báo cáo Đảng ủy Khối năm 2023", "Công tác xây dựng Đảng"),
    Entry("task", "t/1.html", "", "Kiểm tra việc thực hiện Chỉ thị 05-CT/TW", place="Báo cáo năm 2023"),
    said(1, "Đảng bộ đã quán triệt Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị."),
    said(2, "Công tác đối ngoại được duy trì."),
    said(3, "Việc đang làm ở bộ phận khác, ngoài ra đối với chi nhánh thì chưa."),
    said(4, "Uỷ ban kiểm tra xem xét kỷ luật đảng viên."),
    said(5, "Không khí hòa thuận."),
    said(6, HOSTILE),
    said(7, "Tỉnh đã tổng kết Chỉ thị 13-CT/TW.", "ha-tinh", "Báo cáo Tỉnh ủy Hà Tĩnh"),
    said(8, "Chỉ thị 13-CT/TW được phổ biến.", "nghe-an", "Báo cáo Tỉnh ủy Nghệ An"),
    said(9, "Chương trình số 22- CTr/ĐUK về hội nhập."),
    said(10, "Dài dòng. " * 60 + "Cuối cùng là chữ hiếm gặp kì lạ. " + "Thêm nữa. " * 60),
    said(11, "Xã có dân số 1.200 người."),
    *(said(99 + n, f"Câu {n} về phong trào thi đua.", f"r{n % 9}", f"Báo cáo {n % 9}") for n in range(120)),
]  # fmt: skip

# What is asked, and where the hits lead: the first ones, in order where it matters.
FOUND = [
    ("chi thi 05", "d/05-ct-tw.html"),
    ("Chỉ thị 05", "d/05-ct-tw.html"),
    ("05-ct/tw", "d/05-ct-tw.html"),
    ("05 ct tw", "d/05-ct-tw.html"),
    ("05ct/tw", "d/05-ct-tw.html"),
    ("22-ctr/duk", "d/22-ctr-duk.html"),
    ("doi ngoai", "d/22-ctr-duk.html"),
    ("đối ngoại được", "reports/khoi-2023.html#s-2"),
    ("dang bo", "reports/khoi-2023.html#s-1"),
    ("ủy ban kiểm tra", "reports/khoi-2023.html#s-4"),
    ("Uỷ ban nhân dân", "b/uy-ban.html"),
    ("kỉ luật", "reports/khoi-2023.html#s-4"),
    ("hoà thuận", "reports/khoi-2023.html#s-5"),
    ("quan tri", "reports/khoi-2023.html#s-1"),
    ("“chi thi 05-ct/tw ngay”", "reports/khoi-2023.html#s-1"),
    ("chỉ thị số 05", "d/05-ct-tw.html"),
    ("“chỉ thị số 05 ngày”", None),
    ("“dan so”", "reports/khoi-2023.html#s-11"),
    ("“dân số 1.200 người”", "reports/khoi-2023.html#s-11"),
    ("hội nh", "reports/khoi-2023.html#s-9"),
    ("đang làm", "reports/khoi-2023.html#s-3"),
    ("đảng bộ", "reports/khoi-2023.html#s-1"),
    ("“công tác đối ngoại”", "d/22-ctr-duk.html"),
    ("chi thi 13 nghe an", "reports/nghe-an.html#s-8"),
    ("Ð\u1ea3ng bộ", "reports/khoi-2023.html#s-1"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), ENTRIES, segments=4)


@pytest.fixture
def page(chromium: Browser, site: Path) -> Iterator[Page]:
    with page_at(chromium, site) as opened:
        yield opened


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site.parent.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/pages/vi.html"
        serving.shutdown()


def ask(page: Page, words: str) -> list[str]:
    """Type a question, wait until all is searched, return where the hits lead."""
    page.fill("#q", words)
    return hits(page)


def hits(page: Page) -> list[str]:
    page.wait_for_selector("#results:not([aria-busy])", state="attached")
    links = page.locator("li.hit > a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    return [str(link).removeprefix("../") for link in links]


def test_words_are_folded_as_in_the_index(page: Page) -> None:
    cut = page.evaluate(
        "all => all.map(([text]) => kgSearch.tokens(text).map(({word}) => word))", CASES["tokens"]
    )
    assert cut == [words for _, words in CASES["tokens"]]
    places = page.evaluate(
        "all => all.map(([t]) => kgSearch.tokens(t).map(({place}) => place))", CASES["places"]
    )
    assert places == [numbers for _, numbers in CASES["places"]]
    forms = page.evaluate("all => all.map(([w]) => [w, kgSearch.fold(w), kgSearch.exact(w)])", CASES["forms"])
    assert forms == CASES["forms"]


@pytest.mark.parametrize(("words", "first"), FOUND)
def test_what_is_asked_is_found_first(page: Page, words: str, first: str | None) -> None:
    assert ask(page, words)[:1] == ([first] if first else [])


def test_behind_a_web_server(chromium: Browser, server: str) -> None:
    with page_at(chromium, server) as opened:
        assert ask(opened, "chi thi 05")[0] == "d/05-ct-tw.html"
        assert opened.evaluate("location.search") == "?q=chi+thi+05"


def holds(entry: Entry, words: list[str], phrase: bool) -> bool:
    """Tell, in plain Python, whether one field has the phrase, or all fields together the words."""
    fields = [[fold(word) for word in tokens(field)] for field in (entry.title, entry.also, entry.text)]
    if phrase:
        return any(f[i : i + len(words)] == words for f in fields for i in range(len(f)))
    return set(words) <= {word for field in fields for word in field}


@pytest.mark.parametrize("phrase", [False, True])
def test_all_that_holds_the_words_is_counted(chromium: Browser, tmp_path: Path, phrase: bool) -> None:
    """Against a plain reading of every entry, with pieces small and many; a blank at the end: no prefix."""
    chance = random.Random(7)
    words = ALIKE.split()
    made = [
        Entry(
            "sentence" if n % 5 else "task", f"r/{n % 40}.html#{n}", "", " ".join(chance.choices(words, k=9))
        )
        for n in range(3000)
    ]
    asked = [" ".join(chance.choices(words, k=chance.randint(1, 4))) for _ in range(25)]
    with page_at(chromium, write_site(tmp_path, made, segments=2)) as page:
        for some in asked:
            ask(page, f'"{some}"' if phrase else f"{some} ")
            folded = [fold(word) for word in some.split()]
            count = sum(holds(entry, folded, phrase) for entry in made)
            shown = page.inner_text(".hit-count").partition(" ")[0].replace(".", "")
            assert shown == (str(count) if count else "Không"), some


def test_the_same_accents_come_first_and_others_are_found(page: Page) -> None:
    found = ask(page, "đảng bộ")
    assert "reports/khoi-2023.html#s-3" in found
    assert found.index("reports/khoi-2023.html#s-1") < found.index("reports/khoi-2023.html#s-3")


def test_a_phrase_stands_together(page: Page) -> None:
    assert "reports/khoi-2023.html#s-3" in ask(page, "doi ngoai")
    assert "reports/khoi-2023.html#s-3" not in ask(page, '"doi ngoai"')


def test_a_report_lends_its_name_to_its_sentences(page: Page) -> None:
    assert ask(page, "chi thi 13 ha tinh") == ["reports/ha-tinh.html#s-7"]
    assert "reports/ha-tinh.html#s-7" not in ask(page, "ha tinh")


def test_nothing_found_says_so(page: Page) -> None:
    assert ask(page, "xyzzy") == []
    assert page.inner_text(".hit-count") == "Không thấy trong kho."
    assert ask(page, "") == []
    assert page.inner_text(".hit-count") == ""


def test_in_english(chromium: Browser, site: Path) -> None:
    with page_at(chromium, site.with_name("en.html")) as page:
        ask(page, "xyzzy")
        assert page.inner_text(".hit-count") == "Not found in the store."
        ask(page, "chi thi 05")
        assert "Directive 1" in page.inner_text(".hit-filters")


def test_matches_are_marked_in_an_extract(page: Page) -> None:
    ask(page, "chi thi 05")
    item = page.locator("li.hit-sentence").first
    assert item.locator("p mark").all_inner_texts() == ["Chỉ thị số 05"]
    assert item.locator("a").inner_text() == "Báo cáo Đảng ủy Khối năm 2023"
    ask(page, "kì lạ")
    extract = page.locator("li.hit-sentence p").first
    assert extract.locator("mark").all_inner_texts() == ["kì lạ"]
    assert len(extract.inner_text()) < 320


def test_kinds_are_counted_and_filter(page: Page) -> None:
    ask(page, "05-CT/TW")
    buttons = page.locator(".hit-filters button:visible")
    assert buttons.all_inner_texts() == ["Tất cả 3", "Văn bản 1", "Nhiệm vụ 1", "Câu 1"]
    buttons.nth(2).click()
    page.wait_for_selector(".hits:not(:has(.hit-directive))")
    assert hits(page) == ["t/1.html"]
    assert buttons.nth(2).get_attribute("aria-pressed") == "true"


def test_more_is_shown_on_request(page: Page) -> None:
    assert len(ask(page, "phong trào")) == 20
    page.click(".hit-more")
    page.wait_for_selector("li.hit:nth-child(40)")
    assert page.evaluate("[...document.querySelectorAll('li.hit a')].indexOf(document.activeElement)") == 20


def test_by_keyboard(page: Page) -> None:
    ask(page, "chi thi 05")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "../d/05-ct-tw.html"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Enter")
    assert page.url.startswith("file:")
    assert page.locator(".hit-count").get_attribute("aria-live") == "polite"


def test_the_address_keeps_the_question(chromium: Browser, site: Path) -> None:
    with page_at(chromium, f"{site.as_uri()}?q=dang+bo") as page:
        page.wait_for_selector("li.hit")
        assert hits(page)[0] == "reports/khoi-2023.html#s-1"
        ask(page, "đối ngoại")
        page.reload()
        assert page.input_value("#q") == "đối ngoại"
        page.wait_for_selector("li.hit")
        assert hits(page)[0] == "d/22-ctr-duk.html"


def test_text_is_never_markup(page: Page) -> None:
    ask(page, "độc onerror")
    assert page.inner_text("li.hit p") == HOSTILE
    assert page.locator("#results img, #results b").count() == 0
    assert page.title() == "Tìm kiếm"


def test_only_the_last_question_is_answered(page: Page) -> None:
    for end in range(1, len("đối ngoại được") + 1):
        page.evaluate(
            "([i, q]) => { i.value = q; i.dispatchEvent(new Event('input')) }",
            [page.query_selector("#q"), "đối ngoại được"[:end]],
        )
    assert hits(page) == ["reports/khoi-2023.html#s-2"]


def test_a_missing_or_outdated_piece_is_told(chromium: Browser, tmp_path: Path) -> None:
    site = write_site(tmp_path, ENTRIES)
    piece = next((tmp_path / "search" / "text-000").glob("t*.js"))
    kept = piece.read_text(encoding="utf-8")
    for content in (None, kept.replace('","', '","old', 1)):
        piece.unlink() if content is None else piece.write_text(content, encoding="utf-8")
        with page_at(chromium, site, expect_faults=True) as page:
            ask(page, "quan triet")
            assert page.inner_text(".hit-count") == "Không đọc được chỉ mục tìm kiếm; hãy tải lại trang."
            piece.write_text(kept, encoding="utf-8")
            assert ask(page, "quan triet") == ["reports/khoi-2023.html#s-1"]
