"""What pages share is made once; a text is escaped even where markup of the same letters came before."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from kg.site.cache import Cache
from kg.site.layout import Layout
from kg.site.once import Once
from kg.site.render import both, make_environment
from kg.site.shelf import Shelf


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    environment = make_environment(Shelf(Cache(tmp_path / "rows")), Once())
    return Layout(environment, lambda root: lambda key: f"{root}{key}.html")


def test_a_text_is_escaped_though_markup_of_its_letters_is_remembered(layout: Layout) -> None:
    shapes = layout.at("../")["m"]
    for first, then in ((Markup("<b>"), "<b>"), ("<i>", Markup("<i>"))):
        for words in (first, then, first):
            assert shapes.t(words) == (words if isinstance(words, Markup) else Markup.escape(words))
    assert shapes.badge("info", both(Markup("<u>"), "u")) == shapes.badge("info", both("<u>", "u"))
    assert "<u>" not in shapes.badge("info", both("<u>", "u"))


def test_true_is_not_one(layout: Layout) -> None:
    assert [str(layout.at("")["m"].words(value)) for value in (1, True, 1.0)] == ["1", "True", "1.0"]


def test_each_depth_has_its_own_links(layout: Layout) -> None:
    assert [layout.at(root)["l"].thing("a", "A").count("../") for root in ("", "../", "../../")] == [0, 1, 2]
    assert 'href="../index.html"' in layout.at("../")["frame"]("header", "home")
    assert layout.at("../") is layout.at("../")


def test_a_list_is_worked_out_once_for_a_page() -> None:
    once, asked = Once(), []

    @once
    def doubled(numbers: list[int], *, by: int = 2) -> list[int]:
        asked.append(numbers)
        return [by * number for number in numbers]

    assert doubled(doubled([1, 2])) == doubled(doubled(n for n in (1, 2))) == [4, 8]
    assert doubled([1, 2], by=3) == [3, 6]
    assert asked == [[1, 2], [2, 4], [1, 2]]
    once.forget()
    assert doubled([1, 2]) == [2, 4]
    assert len(asked) == 4
