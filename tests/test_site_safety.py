"""Report text is data: nothing in it becomes markup, script, a link or a formula; no person is listed."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import SAMPLES, SampleSite
from crawler import Page, read_page, read_pages
from kg.formats import read_document
from kg.report import extract
from kg.site import build_site
from kg.store import open_store
from made import Said, Told, add_reports, make_report, refresh, with_extras
from sites import quick_builds

PROBES = (
    '<xss-probe a="1">', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(2)",
    "</script><script>alert(3)",
    "{{ 7*191 }}{% raise %}", "javascript:alert(4)", "</title></textarea></style><!--", "]]>&lt;&#60;b&#62;",
    "a\u200bb\u202ec\u2066d\ufeff", "x\x01\x0b\x1by\x7f\x85z\u2028", "d\u0323\u0302a" * 9, "Đ" * 3000,
    "=1+1|cmd", "\\'\"`${1}`", "ký\t\r\nhiệu",
)  # fmt: skip
ALL = " ".join(PROBES)
HARMLESS = frozenset(("application/ld+json", "application/json"))
FORBIDDEN = frozenset(
    (
        "iframe",
        "object",
        "embed",
        "base",
        "frame",
        "applet",
        "xss-probe",
        "img",
        "style",
        "foreignobject",
        "b",
    )
)
LINKED = {"a": "href", "link": "href", "script": "src", "form": "action"}
_DATA_ICON = re.compile(r"data:image/svg\+xml,[^<>\"]+")
_RELATIVE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:)(?!//)[^\s<>\"']*")


def hostile(number: int) -> Told:
    """Tell a report all of whose words are hostile."""
    probe = PROBES[number % len(PROBES)]
    words = " ".join(ALL.split())
    return Told(
        source=f"{number} {probe.strip()[:200]}.txt",
        issuer=f"Tỉnh ủy Hà Tĩnh {probe}" if number % 2 else f"Tỉnh ủy Hà Tĩnh {words[:400]}",
        province="Hà Tĩnh",
        start=f"{2000 + number}-01-01",
        end=f"{2000 + number}-12-31",
        symbol=f"{number}-BC/TU {probe}",
        said=(
            Said("05-CT/TW", date="2016-05-15", title=words, issuer=probe, words=words),
            Said("25-NQ/TW", actor=words, words=probe, task=True),
            Said("18-NQ/TU", scope="Hà Tĩnh", title=probe, actor=probe, words=words, via=0),
            Said("L:" + "ten-luat", title=probe, words=probe),
        ),
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of hostile reports, built twice so that the feed speaks of them too."""
    folder = tmp_path_factory.mktemp("hostile")
    with quick_builds():
        for numbers in ((0, 1), range(2, len(PROBES))):
            with open_store(folder / "store", create=True) as store:
                for number in numbers:
                    report = with_extras(make_report(hostile(number)))
                    header = replace(report.header, title=ALL, signer="Nguyễn Văn Hư", signer_position=ALL)
                    figures = tuple(replace(f, unit=ALL, indicator=ALL) for f in report.figures)
                    findings = tuple(replace(f, message=ALL, message_en=ALL) for f in report.findings)
                    tasks = tuple(replace(t, assignee=ALL) for t in report.tasks)
                    report = replace(report, header=header, figures=figures, findings=findings, tasks=tasks)
                    add_reports(store, [report])
                refresh(store)
            build_site(folder / "store", folder / "site", workers=1)
    return folder / "site"


@pytest.fixture(scope="module")
def pages(out: Path) -> dict[str, Page]:
    return read_pages(out)


@pytest.fixture(scope="module")
def both(pages: dict[str, Page], samples: SampleSite) -> dict[str, Page]:
    """Return the hostile site's pages, and those of the samples."""
    return {**{f"samples/{path}": page for path, page in read_pages(samples.out).items()}, **pages}


def test_the_reports_are_as_hostile_as_they_should_be(out: Path) -> None:
    """The words do reach the pages: escaped, they are all there."""
    shown = html.unescape("".join(p.read_text(encoding="utf-8") for p in out.glob("report/*.html")))
    lost = [probe for probe in PROBES if " ".join(probe.split()) not in " ".join(shown.split())]
    assert not lost


def test_no_text_becomes_an_element(both: dict[str, Page]) -> None:
    found = {(path, e.name) for path, page in both.items() for e in page.elements if e.name in FORBIDDEN}
    assert not found
    assert not [(path, page.unclosed) for path, page in both.items() if page.unclosed]
    assert "alert(3)" not in "".join(
        text for page in both.values() for _, text in page.scripts if "{" not in text
    )


def test_no_attribute_runs_or_styles(both: dict[str, Page]) -> None:
    for path, page in both.items():
        names = {name for element in page.elements for name in element.attributes}
        assert not {n for n in names if n.startswith("on") or n in ("style", "srcdoc", "formaction")}, path


def test_scripts_are_the_sites_own_or_data(both: dict[str, Page]) -> None:
    for path, page in both.items():
        for attributes, text in page.scripts:
            if attributes.get("type") in HARMLESS:
                assert isinstance(json.loads(text), dict), path
            else:
                assert not text.strip(), path
                assert re.fullmatch(r"(\.\./)*(static|data|search)/[\w./-]+\.js", attributes["src"]), path


def test_every_page_says_what_it_is_to_machines(both: dict[str, Page]) -> None:
    """Each has JSON-LD with a context and a kind."""
    bare = []
    for path, page in both.items():
        found = [json.loads(t) for a, t in page.scripts if a.get("type") == "application/ld+json"]
        if not any({"@context", "@type"} <= data.keys() for data in found):
            bare.append(path)
    assert not bare[:20]


def test_links_lead_within_the_site_or_to_the_web(both: dict[str, Page]) -> None:
    """Nothing but a link that somebody follows leads out; nothing is loaded from elsewhere."""
    for path, page in both.items():
        for element, attribute, value in page.links():
            is_link = element == "a" and value.startswith("https://")
            is_icon = element == "link" and _DATA_ICON.fullmatch(value)
            assert is_link or is_icon or _RELATIVE.fullmatch(value), (path, element, attribute, value[:80])


def test_the_policy_comes_first(both: dict[str, Page]) -> None:
    """Before anything that loads, and on every page: nothing from elsewhere, nothing inline."""
    for path, page in both.items():
        head = page.elements[2:]  # html, head
        assert head[0].attributes == {"charset": "utf-8"}, path
        assert head[1].attributes["http-equiv"] == "Content-Security-Policy", path
        policy = head[1].attributes["content"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
        assert not re.search(r"unsafe|https?:|\*", policy), path


def test_style_sheets_and_scripts_load_nothing_from_elsewhere(samples: SampleSite) -> None:
    for file in (samples.out / "static").rglob("*.css"):
        assert not re.search(r"@import|url\((?!['\"]?(data:|#))", file.read_text(encoding="utf-8")), file
    ours = [f for f in (samples.out / "static").rglob("*.js") if "vendor" not in f.parts]
    for file in ours:
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"\bfetch\(|XMLHttpRequest|\bimport\(|\beval\(|new Function|https?://(?!www\.w3\.org)", text
        ), file


def test_tables_for_excel_hold_no_formula(out: Path) -> None:
    cells = [cell for file in out.rglob("*.csv") for row in table(file) for cell in row]
    assert cells
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell]
    assert not [cell for cell in cells if re.match(r"-(?![\d.]+$)", cell)]


def table(file: Path) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))


def test_scripts_of_data_are_data(out: Path) -> None:
    """Calls with JSON in them, and nothing that would end a line for an older browser."""
    files = [f for name in ("data", "search") for f in (out / name).rglob("*.js")]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search("\u2028|\u2029", text), file
        found = re.fullmatch(r"[\w.]+\((.+)\);\n?", text, re.DOTALL)
        assert found, file
        json.loads(f"[{found[1]}]")


def test_the_feed_is_well_formed(out: Path) -> None:
    feed = ET.fromstring((out / "feed.xml").read_bytes())
    assert len(feed) > len(PROBES)
    links = [e.attrib["href"] for e in feed.iter() if e.tag.endswith("}link")]
    assert all(_RELATIVE.fullmatch(link) for link in links)


def test_no_file_has_a_name_of_the_reports_own(out: Path) -> None:
    names = [p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()]
    assert not [name for name in names if not re.fullmatch(r"[\w./-]+", name, re.ASCII)]


# ---- persons ----


def signers() -> list[str]:
    headers = (extract(read_document(path, None, None)).header for path in sorted(SAMPLES.glob("*.txt")))
    return sorted({header.signer for header in headers if header.signer})


def test_who_signed_stands_in_the_reports_text_alone(samples: SampleSite) -> None:
    """No list of persons, no page of theirs: elsewhere a signature is an office."""
    names = signers()
    assert len(names) > 5
    for file in sorted(samples.out.rglob("*.html")):
        text = html.unescape(file.read_text(encoding="utf-8"))
        if file.parent.name == "report":
            text = re.sub(r'<div class="reading".*?</div>', "", text, flags=re.DOTALL)
        assert not [name for name in names if name in text], file


def test_an_office_signs(out: Path) -> None:
    assert "Nguyễn Văn Hư" not in "".join(p.read_text(encoding="utf-8") for p in out.rglob("*.html"))


def test_the_reader_of_pages_sees_what_it_must() -> None:
    """The checks above rest on it."""
    page = read_page('<p onclick="x">a<img src=x onerror=y></p><script>alert(1)</script></b>')
    assert [e.name for e in page.elements] == ["p", "img", "script"]
    assert page.elements[1].attributes == {"src": "x", "onerror": "y"}
    assert page.scripts == [({}, "alert(1)")]
    assert page.unclosed == ["</b> closes nothing"]
