"""The tracking workbook: all its sheets, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import IO

from kg.exports.legend import legend_sheet
from kg.exports.network import Progress
from kg.exports.report_sheets import coverage_sheet, finding_sheet, stage_sheet
from kg.exports.selection import Scope, report_graphs
from kg.exports.sheets import as_of_words, currency_words
from kg.exports.source import Source
from kg.exports.task_sheets import statistic_sheet, task_sheet
from kg.exports.tracked import read_holding, read_tracked
from kg.exports.xlsx import write_workbook
from kg.questions import Words

_SILENCE = Words(
    "Im lặng không có nghĩa là chưa làm: kho chỉ biết những báo cáo đã nạp",
    "Silence does not mean “not done”: the store knows only the reports loaded",
)


def export_workbook(
    source: Source,
    scope: Scope,
    given: Mapping[str, str],
    as_of: date,
    file: IO[bytes],
    *,
    progress: Progress | None = None,
) -> list[tuple[Words, int]]:
    """Write the workbook; return (sheet, rows) of all sheets that tell of the store.

    `given` is what was selected, as typed. Raises UsageError where Excel cannot hold the rows.
    """
    rest = {name: value for name, value in given.items() if name != "directive"}
    holding = read_holding(source, scope.graphs)
    tracked = read_tracked(source, scope, holding, as_of, progress)
    # With a directive, the reports that are silent on it belong to the coverage too.
    covered = holding if rest == dict(given) else read_holding(source, report_graphs(source, rest))
    sheets = [
        task_sheet(tracked, source.language),
        stage_sheet(source, scope, holding),
        coverage_sheet(source, covered, given),
        finding_sheet(source, holding),
        statistic_sheet(tracked, source.language),
    ]
    told = head_words(currency_words(holding, source.language), given, as_of, source.language)
    counts = write_workbook(
        file, [*sheets, legend_sheet(told, source.language)], told, as_of, source.language
    )
    return counts[: len(sheets)]


def head_words(currency: str, given: Mapping[str, str], as_of: date, language: str) -> str:
    """Return what stands at the head of each sheet: day, reports, selection, silence."""
    selected = ", ".join(f"--{name} {value}" for name, value in given.items())
    parts = [as_of_words(as_of, language), currency, selected, _SILENCE.of(language)]
    return " · ".join(part for part in parts if part)
