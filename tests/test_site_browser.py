"""The site in Chromium, from disk as by a double-click: following, switching, printing, for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import browser, page_at
from conftest import SampleSite
from crawler import read_page
from kg.model import Span
from kg.site import build_site
from kg.site.kinds import read_kinds
from kg.store import open_store
from made import Said, Told, add_reports, make_report, refresh
from sites import quick_builds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SHIFTS = """() => new Promise(done => {
  let sum = 0;
  const add = list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; };
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 100));
})"""
_WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def one_of_each_kind(out: Path) -> dict[str, str]:
    """Return {kind: a page of it}, the largest, so that it has all that such pages have."""
    pages = {}
    for kind in read_kinds().values():
        if kind.is_single:
            pages[kind.name] = "index.html" if kind.name == "home" else f"{kind.name}.html"
            continue
        # A symbol's page lies among the directives'.
        depth = {"directive": "*/*/*.html", "symbol": "*.html"}.get(kind.name, "**/*.html")
        found = (out / ("directive" if kind.name == "symbol" else kind.name)).glob(depth)
        largest = max(found, key=lambda p: (p.stat().st_size, p.name), default=None)
        if largest:
            pages[kind.name] = largest.relative_to(out).as_posix()
    return pages


def test_every_kind_has_a_page(samples: SampleSite) -> None:
    """Else the tests below would pass it over."""
    assert read_kinds().keys() - one_of_each_kind(samples.out).keys() == set()


@pytest.mark.parametrize("kind", sorted(read_kinds()))
def test_every_kind_is_for_everyone(samples: SampleSite, chromium: Browser, kind: str) -> None:
    """No fault that axe-core finds, in light and dark; nothing jumps; no page is wider than a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with page_at(chromium, samples.out / one_of_each_kind(samples.out)[kind]) as page:
        assert not page.evaluate(_SHIFTS)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # axe must not look half-way
            # Asking for style sheets once more is against the pages' policy.
            found = axe.run(page, options={"preload": False}).response["violations"]
            assert not [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found], scheme
        page.set_viewport_size({"width": 390, "height": 844})
        needed, given = page.evaluate(_WIDTHS)
        assert needed <= given
        page.reload()
        assert not page.evaluate(_SHIFTS)


def test_nothing_is_asked_of_any_server(samples: SampleSite, chromium: Browser) -> None:
    asked: list[str] = []
    context = chromium.new_context()
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for path in one_of_each_kind(samples.out).values():
        page.goto((samples.out / path).as_uri())
    context.close()
    root = samples.out.as_uri()
    assert not [url for url in asked if not url.startswith((root, "data:"))]


# ---- from a claim to its words ----


def test_a_claim_leads_to_its_sentence(samples: SampleSite, chromium: Browser) -> None:
    """From the first page to a directive, from its claim to the words in the report, marked."""
    with page_at(chromium, samples.out / "index.html") as page:
        page.click("nav.menu a[href='directives.html']")
        page.goto((samples.out / one_of_each_kind(samples.out)["directive"]).as_uri())
        link = page.locator(".event a[href*='#a-']").first
        href = str(link.get_attribute("href"))
        link.click()
        claim = href.partition("#a-")[2]
        page.wait_for_selector("[data-c].is-target")
        assert page.url.endswith(href.partition("/")[2].lstrip("./"))
        assert page.locator(f"[data-c~='{claim}'].is-target").first.is_visible()
        assert in_view(page, "[data-c].is-target")
        assert page.locator(f"[data-claim='{claim}'].is-target").count() >= 1


def in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    return bool(box and size and 0 <= box["y"] < size["height"])


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the site of a report with a claim that a page break cuts, and the pieces of its words."""
    folder = tmp_path_factory.mktemp("cut")
    said = Said("05-CT/TW", date="2016-05-15", words="tiếp tục triển khai\n12\nthực hiện nghiêm")
    report = make_report(
        Told("cut.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-01-01", "2018-12-31", said=(said,))
    )
    text, [statement] = report.document.text, report.statements
    furniture = text.index("\n12\n")
    pieces = (Span(statement.start, furniture), Span(furniture + 4, statement.end))
    report = replace(report, statements=(replace(statement, pieces=pieces),))
    with open_store(folder / "store", create=True) as store:
        add_reports(store, [report])
        refresh(store)
    with quick_builds():
        build_site(folder / "store", folder / "site", workers=1)
    return folder / "site", [text[p.start : p.end] for p in pieces]


def test_words_that_a_page_break_cuts_are_shown_in_pieces(
    cut: tuple[Path, list[str]], chromium: Browser
) -> None:
    out, pieces = cut
    with page_at(chromium, next(out.glob("directive/tw/2016/05-ct-tw.html"))) as page:
        page.locator(".event a[href*='#a-']").first.click()
        page.wait_for_selector("[data-c].is-target")
        marked = "".join(page.locator(".reading [data-c].is-target").all_text_contents())
        assert "".join(marked.split()) == "".join("".join(pieces).split())
        assert "12" not in marked.replace("2016", "")


def test_a_claims_link_works_without_scripts(samples: SampleSite, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((samples.out / one_of_each_kind(samples.out)["directive"]).as_uri())
    link = page.locator(".event a[href*='#a-']").last
    link.click()
    page.wait_for_load_state()
    claim = page.url.partition("#")[2]
    assert page.locator(f"[id='{claim}']").count() == 1
    context.close()


# ---- switches ----


def test_language_and_theme_are_kept_from_page_to_page(samples: SampleSite, chromium: Browser) -> None:
    with page_at(chromium, samples.out / "index.html") as page:
        assert page.get_attribute("html", "lang") == "vi"
        page.click("#switch-language")
        page.click("#switch-theme")
        chosen = page.get_attribute("html", "data-theme")
        assert (page.get_attribute("html", "lang"), chosen) == ("en", "light")
        assert page.locator("nav.menu .en").first.is_visible()
        assert not page.locator("nav.menu .vi").first.is_visible()
        page.click("nav.menu a[href='about.html']")
        assert page.get_attribute("html", "lang") == "en"
        assert page.get_attribute("html", "data-theme") == "light"
        page.click("#switch-theme")
        page.reload()
        assert page.get_attribute("html", "data-theme") == "dark"


# ---- keyboard and paper ----


def test_the_keyboard_reaches_the_content_first(samples: SampleSite, chromium: Browser) -> None:
    """The skip link is the first stop, is seen when it has the focus, and leads past the navigation."""
    focused = "() => document.activeElement.className || document.activeElement.id"
    with page_at(chromium, samples.out / one_of_each_kind(samples.out)["directive"]) as page:
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "skip"
        assert in_view(page, ".skip")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "noi-dung"
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('main')")


def test_paper_shows_what_is_to_be_read(samples: SampleSite, chromium: Browser) -> None:
    """No navigation, everything unfolded while it prints, folded again after."""
    for kind in ("directive", "report", "dossier"):
        with page_at(chromium, samples.out / one_of_each_kind(samples.out)[kind]) as page:
            folded = page.locator("details:not([open])").count()
            page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
            page.emulate_media(media="print")
            assert page.locator("details:not([open])").count() == 0
            for hidden in ("nav.menu", ".switches", "form.search", ".skip"):
                assert not page.locator(hidden).first.is_visible(), (kind, hidden)
            assert page.locator("h1").is_visible()
            page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
            assert page.locator("details:not([open])").count() == folded


# ---- search ----


@pytest.mark.parametrize("typed", ["chi thi 05", "Chỉ thị 05", "05-ct/tw"])
def test_the_search_box_leads_to_a_directive(samples: SampleSite, chromium: Browser, typed: str) -> None:
    """With accents or without, by its number or its symbol; from any page."""
    with page_at(chromium, samples.out / one_of_each_kind(samples.out)["report"]) as page:
        page.fill("form.search input[name=q]", typed)
        page.press("form.search input[name=q]", "Enter")
        page.wait_for_selector("main a[href^='directive/tw/2016/05-ct-tw']")
        page.locator("main a[href^='directive/tw/2016/05-ct-tw']").first.click()
        assert "05-CT/TW" in page.inner_text("h1")


def test_the_pages_that_are_looked_at_are_whole(samples: SampleSite) -> None:
    for path in one_of_each_kind(samples.out).values():
        assert not read_page((samples.out / path).read_text(encoding="utf-8")).unclosed
