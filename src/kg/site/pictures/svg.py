"""SVG elements as safe markup: everything that is not markup already is escaped.

Places are given as `percent` of the width and as pixels of the height, so that a drawing without a viewBox
grows with the page while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from kg.questions import Words

Child = Markup | str
Attribute = str | float | None


def element(name: str, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element; `_` in an attribute's name is "-", a last one is dropped, null leaves it out.

    >>> element("text", "a < b", x=1.25, class_="note")
    Markup('<text x="1.2" class="note">a &lt; b</text>')
    """
    said = Markup("").join(
        Markup(' {}="{}"').format(_written(key), coordinate(value) if isinstance(value, float) else value)
        for key, value in attributes.items()
        if value is not None
    )
    inside = joined(children)
    return Markup("<{0}{1}>{2}</{0}>").format(name, said, inside) if inside else Markup(f"<{name}{said}/>")


def _written(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def joined(pieces: Iterable[Child]) -> Markup:
    """Return the pieces as one, each escaped unless it is markup."""
    return Markup("").join(escape(piece) for piece in pieces)


def coordinate(value: float) -> str:
    """Return a number with one decimal at most: 12.0 → "12", 0.26 → "0.3"."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def percent(value: float) -> str:
    """Return a share of the width: 0.5 → "50%"."""
    return f"{coordinate(100 * value)}%"


def spoken(words: Words, name: str = "text", class_: str = "", **attributes: Attribute) -> Markup:
    """Return the words twice, as an element for each language, of which the page shows one."""
    return joined(
        element(name, said, lang=language, class_=f"{class_} {language}".strip(), **attributes)
        for language, said in (("vi", words.vi), ("en", words.en))
    )


def both(words: Words) -> str:
    """Return the words in both languages, where an element has room for one text only: a title."""
    return words.vi if words.vi == words.en else f"{words.vi} / {words.en}"


def link(href: str, *children: Child, title: str = "") -> Markup:
    """Return the children as a link, or as a group where it leads nowhere; `title` names it."""
    named = ((element("title", title),) if title else ()) + children
    return element("a", *named, href=href) if href else element("g", *named)


def drawing(kind: str, key: str, title: Words, *children: Child, **attributes: Attribute) -> Markup:
    """Return an `<svg>` of a kind ("timeline"), named by its title; `key` is unique in its page.

    One with links is a group: within an image, screen readers would not find them.
    """
    inside = joined(children)
    role = "group" if "<a " in inside else "img"
    name = element("title", both(title), id=f"{key}-title")
    return element("svg", name, inside, class_=kind, role=role, aria_labelledby=f"{key}-title", **attributes)


def frame(*drawings: Markup) -> Markup:
    """Return drawings in a frame that scrolls sideways where the screen is too narrow for them."""
    return element("div", *drawings, class_="drawing")
