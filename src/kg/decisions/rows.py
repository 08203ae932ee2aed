"""One row of the decisions file ↔ one decision, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import get_args

from kg.dates import read_day
from kg.decisions.directives import directive_path_of
from kg.decisions.records import KINDS, Decision, Fault, Kind, mint_id, plain_quote

COLUMNS = (
    "id", "kind", "report", "text_hash", "start", "end", "quote",
    "subject", "object", "decided_by", "decided_on", "reason",
)  # fmt: skip
_SIGNED = ("decided_by", "decided_on", "reason")
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "mention-is": ("text_hash", "quote", "object"),
    "mention-is-not": ("text_hash", "quote", "object"),
    "bodies-are-one": ("subject", "object"),
    "finding-settled": ("text_hash", "quote", "subject"),
    "undo": ("subject",),
}
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_BODY = re.compile(r"(?:report/[0-9a-f]{64}/)?body/[a-z0-9-]+")


def fields_of(decision: Decision) -> dict[str, str]:
    """Return a row's cells by column."""
    cells = {name: getattr(decision, name) for name in COLUMNS}
    return {name: "" if cell is None else str(cell) for name, cell in cells.items()}


def decision_of(cells: Mapping[str, str], line: int) -> Decision | Fault:
    """Return the decision that a row holds, or what is wrong with it. A row without an id gets its own."""
    kind = next((k for k in get_args(Kind) if k == cells["kind"]), None)
    if kind is None:
        return _fault(
            line, "kind", cells["kind"], f"một trong {', '.join(KINDS)}", f"one of {', '.join(KINDS)}"
        )
    for name in (*_NEEDED[kind], *_SIGNED):
        if not cells[name]:
            return Fault(line, f"thiếu {name}, mà {kind} cần có", f"no {name}, which {kind} needs")
    decided_on = read_moment(cells["decided_on"])
    if decided_on is None:
        return _fault(
            line,
            "decided_on",
            cells["decided_on"],
            "ngày như 2026-03-01 hoặc 1/3/2026",
            "a day like 2026-03-01",
        )
    decision = Decision(
        id=cells["id"],
        kind=kind,
        text_hash=cells["text_hash"].lower(),
        start=_number(cells["start"]),
        end=_number(cells["end"]),
        quote=plain_quote(cells["quote"]),
        subject=cells["subject"],
        object=cells["object"],
        decided_by=plain_quote(cells["decided_by"]),
        decided_on=decided_on,
        reason=plain_quote(cells["reason"]),
        report=cells["report"],
        line=line,
    )
    return _checked(decision, cells)


def read_moment(typed: str) -> str | None:
    """Return an ISO day or moment: "1/3/2026" → "2026-03-01", a moment to the second; null for neither."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", typed):
        try:
            return datetime.fromisoformat(typed).isoformat(timespec="seconds")
        except ValueError:
            return None
    first, last = read_day(typed, last=False), read_day(typed, last=True)
    return first if first == last else None


def _checked(decision: Decision, cells: Mapping[str, str]) -> Decision | Fault:
    """Check the cells that key a decision, then what it says."""
    line = decision.line or 0
    for name in ("start", "end"):
        if cells[name] and getattr(decision, name) is None:
            return _fault(
                line, name, cells[name], "số nguyên không âm, hoặc để trống", "a whole number, or empty"
            )
    if decision.text_hash and not _HASH.fullmatch(decision.text_hash):
        return _fault(
            line, "text_hash", decision.text_hash, "64 chữ số thập lục phân", "64 hexadecimal digits"
        )
    names = {"id": decision.id}
    if decision.kind in ("finding-settled", "undo"):
        names["subject"] = decision.subject
    for name, value in names.items():
        if value and not _NAME.fullmatch(value):
            return _fault(
                line, name, value, "chữ không dấu, số và dấu gạch", "plain letters, digits, hyphens"
            )
    return _with_content(decision, line)


def _with_content(decision: Decision, line: int) -> Decision | Fault:
    """Check what is decided; a directive that is written by its symbol gets its path."""
    if decision.kind in ("mention-is", "mention-is-not"):
        path = directive_path_of(decision.object)
        if path is None:
            return _fault(
                line, "object", decision.object,
                "mã văn bản như tw/2013/25-nq-tw, hoặc 25-NQ/TW@2013, 18-NQ/TU@Hà Tĩnh@2017",
                "a directive's key like tw/2013/25-nq-tw, or 25-NQ/TW@2013, 18-NQ/TU@Hà Tĩnh@2017",
            )  # fmt: skip
        decision = replace(decision, object=path)
    if decision.kind == "bodies-are-one":
        for name, body in (("subject", decision.subject), ("object", decision.object)):
            if not _BODY.fullmatch(body):
                return _fault(line, name, body, "mã cơ quan như body/tinh-uy-ha-tinh", "a body's key, body/…")
    return decision if decision.id else replace(decision, id=mint_id(decision))


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() else None


def _fault(line: int, column: str, value: str, vi: str, en: str) -> Fault:
    return Fault(line, f"{column} «{value}»: cần {vi}", f"{column} “{value}”: expected {en}")
