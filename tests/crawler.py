"""Pages read as a browser reads them: links, ids, scripts, attributes, shown text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

LEADING = ("href", "src", "action", "data", "poster", "cite", "srcset", "formaction", "xlink:href")
"""Attributes that lead somewhere."""
_VOID = frozenset(("meta", "link", "input", "br", "img", "hr", "col", "area", "source", "wbr"))


@dataclass
class Element:
    """A start tag."""

    name: str
    attributes: dict[str, str]


@dataclass
class Page:
    """One page: its elements in order, the text of its scripts and style sheets, the text that is shown."""

    elements: list[Element] = field(default_factory=list)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.shown)

    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    def links(self) -> list[tuple[str, str, str]]:
        """Return (element, attribute, value) of all that leads somewhere."""
        return [(e.name, a, v) for e in self.elements for a, v in e.attributes.items() if a in LEADING]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says twice what its {names} are"
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append(Element(tag, attributes))
        if tag == "script":
            self.page.scripts.append((attributes, ""))
        if tag not in _VOID:
            self._open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            self.page.unclosed.append(f"</{tag}> closes {self._open[-1][0] if self._open else 'nothing'}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in ("script", "style"):
            attributes, text = self.page.scripts[-1]
            self.page.scripts[-1] = (attributes, text + data)
        else:
            self.page.shown.append(data)


def read_page(text: str) -> Page:
    """Return a page as it was written; elements that do not nest are told in `unclosed`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.page.unclosed += [f"<{name}> is never closed" for name, _ in reader._open]
    return reader.page


def read_pages(out: Path) -> dict[str, Page]:
    """Return {path: page} of a site."""
    files = sorted(out.rglob("*.html"))
    return {f.relative_to(out).as_posix(): read_page(f.read_text(encoding="utf-8")) for f in files}


def target_of(page: str, link: str) -> tuple[str, str]:
    """Return the file and the fragment that a relative link on a page leads to."""
    path, _, fragment = link.partition("#")
    path = unquote(path.partition("?")[0])
    return normpath(join(dirname(page), path)) if path else page, unquote(fragment)
