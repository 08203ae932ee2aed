"""All of extraction: a pure function of one document and the content folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.errors import UnreadableFileError
from kg.facts.clauses import sentence_spans
from kg.facts.figures import settle_figures
from kg.facts.findings import find_findings
from kg.facts.header import read_header
from kg.facts.mentions import Cited, settle_mentions
from kg.facts.relations import find_preambles, find_relations
from kg.facts.statements import find_statements
from kg.facts.tasks import find_tasks
from kg.find.again import Learned, find_again, learn
from kg.find.directives import find_directives
from kg.model import Document, Header, Mention, Part, Report, Sentence
from kg.outline.notes import join_notes
from kg.outline.passages import Passage, find_passages
from kg.outline.sections import Placed, outline_of

_PLANNING_KINDS = frozenset({"Kế hoạch", "Chương trình", "Chỉ thị", "Đề án", "Hướng dẫn", "Công văn"})
_TITLE_FORMS = frozenset({"symbol", "number", "plenum", "congress"})


def extract(document: Document) -> Report:
    """Return everything that a document says.

    Raises UnreadableFileError for a text that nothing marks as a report: no kind, issuer or symbol at its
    head, and no directive in it.
    """
    text = document.text
    passages = find_passages(text)
    read = read_header(document, passages)
    header = read.header
    body = [p for p in passages if p.start >= read.body_start]
    titles = [p for p in passages if p.start < read.body_start and p.end > read.title_start]
    placed, sections = outline_of(body, _part_before_headings(header))
    placed, anchors = join_notes(placed)
    settled, cited = settle_mentions(_cited(placed, titles, read.title_start), header)
    mentions = tuple(_with_surface(text, m) for m in settled)
    _check_is_report(header, mentions)
    figures = settle_figures(text, placed)
    statements = find_statements(
        text,
        placed,
        anchors=anchors,
        cited=cited,
        mentions=mentions,
        header=header,
        figures=figures,
        preambles=find_preambles(mentions, cited),
    )
    tasks = find_tasks(text, placed, mentions, header)
    relations = find_relations(text, mentions, cited)
    slips = [m.id for m in mentions if cited[m.id].match.slip]
    findings = find_findings(text, placed, header, mentions=mentions, figures=figures, slips=slips)
    return Report(
        document=document,
        header=header,
        sections=sections,
        sentences=_sentences(text, placed),
        mentions=mentions,
        statements=statements,
        tasks=tasks,
        figures=figures,
        relations=relations,
        findings=findings,
    )


def _part_before_headings(header: Header) -> Part:
    """Return what a text speaks of until a heading says otherwise: plans and assignments look ahead."""
    assigns = header.kind == "Thông báo" and "nhiệm vụ" in (header.title or "").lower()
    return "plan" if header.kind in _PLANNING_KINDS or assigns else "results"


def _check_is_report(header: Header, mentions: Sequence[Mention]) -> None:
    if not (mentions or header.kind or header.issuer or header.symbol):
        raise UnreadableFileError(
            "không thấy thể loại, cơ quan, số ký hiệu hay văn bản nào; không phải báo cáo, hãy bỏ tệp này ra",
            "no kind, issuer, symbol or directive found; this is no report, leave the file out",
        )


def _body(placed: Sequence[Placed]) -> list[Placed]:
    """Return what is neither recipients nor signature."""
    return [place for place in placed if place.passage.kind != "tail"]


def _sentences(text: str, placed: Sequence[Placed]) -> tuple[Sentence, ...]:
    """Return every sentence of body and footnotes with its exact pieces, in text order."""
    out = []
    for place in _body(placed):
        view = place.passage.view
        note = place.passage.label if place.passage.kind == "note" else None
        for start, end in sentence_spans(view.text):
            hull = view.span(start, end)
            surface = text[hull.start : hull.end]
            out.append(Sentence(hull.start, hull.end, surface, view.pieces(start, end), place.section, note))
    return tuple(sorted(out, key=lambda s: (s.start, s.end)))


def _cited(placed: Sequence[Placed], titles: Sequence[Passage], title_start: int) -> list[Cited]:
    """Return what title and body cite, by their own words and by the names that the body teaches anywhere."""
    first = [(place, find_directives(place.passage.view.text)) for place in _body(placed)]
    learned = [name for place, matches in first for name in learn(place.passage.view.text, matches)]
    found = list(_cited_in_title(titles, title_start, learned))
    for place, matches in first:
        found.extend(Cited(place, m) for m in find_again(place.passage.view.text, matches, learned))
    return found


def _cited_in_title(
    titles: Sequence[Passage], title_start: int, learned: Sequence[Learned]
) -> Iterator[Cited]:
    """A title cites what it names by symbol, number or plenum, or by a name that the report teaches.

    Its other words only describe the report.
    """
    for passage in titles:
        text = passage.view.text
        sure = [m for m in find_directives(text) if m.form in _TITLE_FORMS]
        place = Placed(passage, "", "results", True, ())
        for match in find_again(text, sure, learned):
            if passage.view.origin(match.start) >= title_start:
                yield Cited(place, match)


def _with_surface(text: str, item: Mention) -> Mention:
    return replace(item, surface=text[item.start : item.end])
