"""What pages share: the macros of `pages/layout/`, the top and the foot. They are made once for all pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, wraps
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

_KEPT = 4096
"""Results of a macro: the short ones return again and again; a quotation hardly ever does."""


class Layout:
    """The shared templates of one set of rows. `link` makes an address from the way to the site's root."""

    def __init__(self, environment: Environment, link: Callable[[str], Callable[..., str | None]]) -> None:
        self._environment = environment
        self._link = link
        words = self._macros("words", {})
        words = {name: _remembered(macro) for name, macro in words.items()}
        shapes = self._macros("macros", {"w": SimpleNamespace(**words)})
        self._pure = SimpleNamespace(**words, **{name: _remembered(shape) for name, shape in shapes.items()})
        self.at = cache(self._at)

    def _at(self, root: str) -> Mapping[str, Any]:
        """Return what templates find under a name, for pages from which `root` leads to the site's root.

        `m` are the macros of words.html and macros.html, `l` and `o` those of lists.html and overviews.html,
        which look things up, and so give something else on each page.
        """
        shared: dict[str, Any] = {"root": root, "href": self._link(root), "m": self._pure}
        shared["l"] = SimpleNamespace(**self._macros("lists", shared))
        shared["o"] = SimpleNamespace(**self._macros("overviews", shared))
        return shared | {"frame": cache(lambda name, here: self._frame(name, here, shared))}

    def _macros(self, name: str, shared: Mapping[str, Any]) -> dict[str, Any]:
        """Return the macros of a template, and what else it sets."""
        module = self._environment.get_template(f"layout/{name}.html").make_module(dict(shared))
        return {name: value for name, value in vars(module).items() if not name.startswith("_")}

    def _frame(self, name: str, here: str, shared: Mapping[str, Any]) -> Markup:
        """Return the top or the foot of pages."""
        return Markup(self._environment.get_template(f"layout/{name}.html").render(shared, here=here))


def _remembered(macro: Any) -> Any:
    """Return a macro that gives again what it gave for the same words; around a `call`, it cannot."""
    if not isinstance(macro, Macro) or macro.caller:
        return macro
    # Typed, since markup and a text with the same letters are equal, and only the text is to be escaped.
    known = lru_cache(_KEPT, typed=True)(macro)

    @wraps(macro)
    def remembered(*given: object, **named: object) -> Any:
        try:
            return known(*given, **named)
        except TypeError:  # a dictionary or a list is no key
            return macro(*given, **named)

    return remembered
