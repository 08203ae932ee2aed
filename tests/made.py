"""Reports made by hand or at random: records that keep `text[start:end] == surface`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from kg.decisions import NOTHING_DECIDED
from kg.derived import update_derived
from kg.iri import mint_report
from kg.model import (
    Document,
    Figure,
    Finding,
    Header,
    Identity,
    Mention,
    Part,
    Relation,
    Report,
    Section,
    Span,
    Statement,
    Status,
    Task,
)
from kg.quads.report import report_turtle
from kg.store import ReportText, Store, memory_store


@dataclass(frozen=True)
class Said:
    """One sentence: a directive cited and what is said of it."""

    symbol: str
    date: str | None = None
    year: int | None = None
    term: str | None = None
    scope: str | None = None
    title: str | None = None
    issuer: str | None = None
    activity: str = "implement"
    status: Status = "done"
    actor: str | None = None
    years: int | None = None
    part: Part = "results"
    via: int | None = None
    """Index of the sentence whose directive is the instrument."""
    task: bool = False
    words: str | None = None
    """What is done, in the text; the activity's code otherwise."""


@dataclass(frozen=True)
class Told:
    """A report in short."""

    source: str
    issuer: str | None = None
    province: str | None = None
    start: str | None = None
    end: str | None = None
    date: str | None = None
    said: tuple[Said, ...] = ()
    symbol: str | None = None


def identity_of(said: Said) -> Identity:
    """Read "05-CT/TW", "130/NĐ-CP", "NQTW-4" or "L:ten-luat"."""
    year = said.year or (int(said.date[:4]) if said.date else None)
    if ":" in said.symbol:
        abbr, name = said.symbol.split(":")
        return Identity(abbr, scope=said.scope, year=year, term=said.term, name=name)
    if said.symbol.startswith(("NQTW-", "KLTW-")):
        abbr, number = said.symbol.split("-")
        return Identity(abbr, number, None, said.scope, year, said.term)
    if "-" in said.symbol.split("/")[0]:
        head, suffix = said.symbol.split("/")
        number, abbr = head.split("-")
    else:
        number, rest = said.symbol.split("/")
        abbr, suffix = rest.split("-", 1)
    return Identity(abbr, number.lstrip("0"), suffix, said.scope, year, said.term)


def make_report(told: Told) -> Report:
    """Write the text that says all this, and the records of it."""
    text = f"{told.source}\n{told.issuer} {told.start} {told.end} {told.date}\n"
    mentions: list[Mention] = []
    statements: list[Statement] = []
    tasks: list[Task] = []
    for index, said in enumerate(told.said):
        start = len(text)
        cited = f"Văn bản {said.symbol} {said.date or said.year or said.term or ''}".strip()
        sentence = f"{said.actor or 'Đơn vị'} đã {said.words or said.activity} {cited}"
        text += sentence + ".\n"
        end, at = start + len(sentence), start + len(sentence) - len(cited)
        mentions.append(
            Mention(f"m{index}", at, end, cited, (Span(at, end),), identity_of(said), said.date,
                    said.issuer, said.title, "symbol", 0.9)
        )  # fmt: skip
        if said.task:
            tasks.append(
                Task(f"t{index}", "II", start, end, sentence, (Span(start, end),), said.actor, (),
                     (f"m{index}",), told.start, told.end, None, 0.8)
            )  # fmt: skip
            continue
        statements.append(_statement(index, said, told, (start, end, sentence)))
    header = Header(
        kind="Báo cáo", title="kết quả công tác", issuer=told.issuer, province=told.province,
        period_start=told.start, period_end=told.end, date=told.date, symbol=told.symbol,
    )  # fmt: skip
    sections = (Section("I", "Kết quả", "results", 0, len(text), 1),)
    return Report(
        document_of(text, told.source), header, sections, (), tuple(mentions), tuple(statements),
        tuple(tasks), (), (), (),
    )  # fmt: skip


def _statement(index: int, said: Said, told: Told, place: tuple[int, int, str]) -> Statement:
    start, end, sentence = place
    return Statement(
        id=f"s{index}",
        mention=f"m{index}",
        actor=said.actor or told.issuer or "các đơn vị",
        actor_explicit=bool(said.actor),
        activity=said.activity,
        status=said.status,
        review_years=said.years,
        via=f"m{said.via}" if said.via is not None else None,
        start=start,
        end=end,
        surface=sentence,
        pieces=(Span(start, end),),
        figures=(),
        part=said.part,
        section="I",
        form="direct: implement",
        confidence=0.9,
        actor_form="subject",
        actor_confidence=0.9,
    )


def document_of(text: str, source: str = "made.txt") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, digest, digest, text)


def with_extras(report: Report) -> Report:
    """Add a figure, a relation of the first two mentions, a finding of two places, a span in pieces."""
    text = report.document.text
    figure = Figure(
        "f0", 0, 4, text[0:4], (Span(0, 4),), 6115.0, 6172.5, "đảng viên", "số lượng", None, "about"
    )
    finding = Finding("two-dates", "warning", 0, 4, text[0:4], "Hai ngày", "Two dates", (Span(5, 9),))
    relations: tuple[Relation, ...] = ()
    if len(report.mentions) > 1:
        a, b = report.mentions[:2]
        relations = (
            Relation(a.id, "implements", b.id, a.start, b.end, text[a.start : b.end],
                     (Span(a.start, a.end), Span(b.start, b.end))),
        )  # fmt: skip
    return replace(report, figures=(figure,), findings=(finding,), relations=relations)


def store_of(reports: Sequence[Report]) -> Store:
    """Return a store in memory with these reports, resolved."""
    store = memory_store()
    add_reports(store, reports)
    refresh(store)
    return store


def add_reports(store: Store, reports: Sequence[Report]) -> None:
    store.add_reports([text_of(store, r) for r in reports], "")


def text_of(store: Store, report: Report) -> ReportText:
    text_hash = report.document.text_sha256
    iri = mint_report(store.base, text_hash)
    return ReportText(text_hash, iri, report_turtle(report, store.base))


def refresh(store: Store) -> None:
    update_derived(store, NOTHING_DECIDED)


PROVINCES = ("Hải Dương", "Hà Tĩnh", "Trà Vinh")
SYMBOLS = ("05-CT/TW", "25-NQ/TW", "18-NQ/TU", "462-KL/TU", "08-QĐ/TW", "08-QĐi/TW", "130/NĐ-CP", "NQTW-4")


@st.composite
def sentences(draw: st.DrawFn) -> Said:
    """Draw a citation with or without a date, a term, an anniversary."""
    symbol = draw(st.sampled_from(SYMBOLS))
    dated = draw(st.sampled_from(["date", "year", "term", "none", "none"]))
    year = draw(st.integers(2007, 2023))
    return Said(
        symbol,
        date=f"{year}-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
        if dated == "date"
        else None,
        year=year if dated == "year" else None,
        term=draw(st.sampled_from(["XI", "XII", "XIII"]))
        if dated == "term" and symbol != "130/NĐ-CP"
        else None,
        scope=draw(st.sampled_from([*PROVINCES, None])) if symbol.endswith("/TU") else None,
        title=draw(st.sampled_from([None, "công tác dân vận trong tình hình mới hiện nay"])),
        activity=draw(st.sampled_from(["implement", "interim_review", "disseminate"])),
        years=draw(st.sampled_from([None, None, 5, 10])),
        part=draw(st.sampled_from(["results", "plan"])),
        actor=draw(st.sampled_from([None, "các cấp ủy", "Ban Tổ chức Tỉnh ủy", "Bộ Chính trị"])),
    )


@st.composite
def reports(draw: st.DrawFn, number: int = 0) -> Report:
    """Draw a report of one of a few bodies and periods."""
    province = draw(st.sampled_from([*PROVINCES, None]))
    year = draw(st.integers(2018, 2024))
    half = draw(st.booleans())
    told = Told(
        source=f"{number}-{draw(st.integers(0, 999))}.txt",
        issuer=draw(st.sampled_from([f"Tỉnh ủy {province}" if province else "Tỉnh ủy", None])),
        province=province,
        start=f"{year}-01-01",
        end=f"{year}-06-30" if half else f"{year}-12-31",
        date=draw(st.sampled_from([None, f"{year}-07", f"{year}-12-30"])),
        said=tuple(draw(st.lists(sentences(), max_size=5))),
    )
    return with_extras(make_report(told))


@st.composite
def corpora(draw: st.DrawFn) -> list[Report]:
    """Draw up to five reports with different texts."""
    found = [draw(reports(number)) for number in range(draw(st.integers(1, 5)))]
    return list({r.document.text_sha256: r for r in found}.values())
