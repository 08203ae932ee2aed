"""All of extraction: a pure function of one document and the content folders."""

from __future__ import annotations

from dataclasses import replace

from kg.facts.header import read_header
from kg.facts.mentions import Cited, settle_mentions
from kg.find.directives import find_directives
from kg.model import Document, Mention, Part, Report
from kg.outline.passages import find_passages
from kg.outline.sections import outline_of

_PLANNING_KINDS = frozenset({"Kế hoạch", "Chương trình", "Chỉ thị", "Đề án", "Hướng dẫn", "Công văn"})


def extract(document: Document) -> Report:
    """Return everything that a document says."""
    text = document.text
    passages = find_passages(text)
    read = read_header(document, passages)
    default: Part = "plan" if read.header.kind in _PLANNING_KINDS else "results"
    body = [p for p in passages if p.start >= read.body_start and p.view.text]
    placed, sections = outline_of(body, default)
    cited = [
        Cited(place, match)
        for place in placed
        if place.passage.kind != "tail"
        for match in find_directives(place.passage.view.text)
    ]
    mentions = tuple(_with_surface(text, m) for m in settle_mentions(cited, read.header))
    return Report(document, read.header, sections, (), mentions, (), (), (), (), ())


def _with_surface(text: str, item: Mention) -> Mention:
    return replace(item, surface=text[item.start : item.end])
