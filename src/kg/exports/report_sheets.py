"""The sheets on reports: directives by stage, who reported on what, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.exports.labels import SEVERITIES
from kg.exports.selection import Scope
from kg.exports.sheets import Content, Sheet, SheetRow, Tone, Toned, column, day
from kg.exports.source import Row, Source, queries
from kg.exports.tracked import Holding, sentence_at, whole_day
from kg.questions import Words, ask, bind_parameters
from kg.tracking import ReportRef
from kg.vocabulary import read_stages, read_vocabulary

STAGES = Words("Văn bản theo bước", "Directives by stage")
COVERAGE = Words("Tình hình báo cáo", "Coverage")
FINDINGS = Words("Phát hiện", "Findings")

_DIRECTIVE_COLUMNS = (
    column("STT", "No.", 5, "count"),
    column("Nhóm văn bản", "Kind of document", 14),
    column("Văn bản", "Directive", 26),
    column("Ngày văn bản", "Dated", 11, "date"),
    column("Trích yếu", "Title", 34),
    column("Cơ quan báo cáo", "Reporting body", 26),
    column("Bước cao nhất", "Highest stage", 16),
    column("Mức độ", "How far", 10),
    column("Kỳ báo cáo từ", "Period from", 11, "date"),
    column("Kỳ báo cáo đến", "Period to", 11, "date"),
    column("Chủ thể", "Actor", 22),
    column("Câu trích dẫn", "Quote", 50),
    column("Báo cáo nguồn", "Source report", 24),
)
_COVERAGE_COLUMNS = (
    column("STT", "No.", 5, "count"),
    column("Cơ quan báo cáo", "Reporting body", 34),
    column("Kỳ từ ngày", "Period from", 11, "date"),
    column("Kỳ đến ngày", "Period to", 11, "date"),
    column("Tình hình", "State", 22),
    column("Số văn bản", "Symbol", 16),
    column("Ngày văn bản", "Dated", 11, "date"),
    column("Trích yếu", "Title", 36),
    column("Câu trích dẫn", "Quote", 50),
    column("Báo cáo nguồn", "Source report", 26),
)
_FINDING_COLUMNS = (
    column("STT", "No.", 5, "count"),
    column("Cơ quan báo cáo", "Reporting body", 26),
    column("Mức độ", "Severity", 14),
    column("Loại", "Kind", 22),
    column("Điều nhận thấy", "Finding", 46),
    column("Câu trích dẫn", "Quote", 50),
    column("Xem xét", "Settled", 12),
    column("Người xem", "By", 18),
    column("Ngày xem", "On", 11, "date"),
    column("Lý do", "Reason", 30),
    column("Báo cáo nguồn", "Source report", 26),
)
_REPORTED = Words("Có báo cáo", "Reported")
_SILENT = Words("Báo cáo không nhắc", "Report held, silent")
_MISSING = Words("Không thấy báo cáo", "No report held")


@dataclass(frozen=True, slots=True)
class _Reached:
    """What one report says of a directive at one stage."""

    rank: int
    report: ReportRef
    row: Row


@dataclass(slots=True)
class _Ladder:
    """What a body reached on a directive: the first report of each rung."""

    rungs: dict[int, _Reached] = field(default_factory=dict)

    def add(self, reached: _Reached) -> None:
        """Keep the first report of a rung; reports come by period."""
        self.rungs.setdefault(reached.rank, reached)


def stage_sheet(source: Source, scope: Scope, holding: Holding) -> Sheet:
    """Return each directive and body with the highest stage reached and the first day of each stage."""
    ranks = sorted(set(read_stages().values()))
    names = _stage_names(source.language)
    columns = _DIRECTIVE_COLUMNS + tuple(column(names[r], names[r], 12, "date") for r in ranks)
    return Sheet(STAGES, columns, _stage_rows(source, scope, holding, ranks), fixed=1)


def coverage_sheet(source: Source, holding: Holding, given: Mapping[str, str]) -> Sheet:
    """Return each body and period: reported, silent (with a directive), or no report held."""
    rest = {name: value for name, value in given.items() if name != "directive"}
    citing = _citing(source, given["directive"]) if "directive" in given else None
    rows = [*_held_rows(source, holding, citing), *_missing_rows(source, rest)]
    rows.sort(key=lambda row: tuple(str(cell or "") for cell in (row[0], row[1], row[2], row[-1])))
    return Sheet(COVERAGE, _COVERAGE_COLUMNS, ((n, *row) for n, row in enumerate(rows, 1)), fixed=2)


def finding_sheet(source: Source, holding: Holding) -> Sheet:
    """Return what does not fit within the reports, settled or not; the places of one finding in one row."""
    rows = (row for graph, report in holding.reports.items() for row in _finding_rows(source, graph, report))
    return Sheet(FINDINGS, _FINDING_COLUMNS, ((n, *row) for n, row in enumerate(rows, 1)), fixed=1)


def _stage_rows(source: Source, scope: Scope, holding: Holding, ranks: Iterable[int]) -> Iterator[SheetRow]:
    directives = {str(row["id"]): row for row in source.rows(queries("nodes")["directive"])}
    ladders = _ladders(source, scope, holding)
    ordered = sorted(ladders, key=lambda key: (str(directives[key[0]]["label"]), *key))
    for number, key in enumerate(ordered, 1):
        rungs = ladders[key].rungs
        highest = rungs[max(rungs)]
        told, report, row = directives[key[0]], highest.report, highest.row
        yield (
            number, _text(told, "documentKind"), _text(told, "label"), day(_text(told, "issuedOn")),
            _text(told, "title"), report.issuer_name, _text(row, "activityLabel"), _text(row, "statusLabel"),
            report.start, report.end, _text(row, "actorName"), _text(row, "quote"), report.source,
            *(_first_day(rungs[rank].report) if rank in rungs else None for rank in ranks),
        )  # fmt: skip


def _ladders(source: Source, scope: Scope, holding: Holding) -> dict[tuple[str, str], _Ladder]:
    """Return {(directive, body): what was reached}."""
    stages = read_stages()
    found: dict[tuple[str, str], _Ladder] = defaultdict(_Ladder)
    for graph, report in holding.reports.items():
        if graph in holding.drafts:
            continue
        rows = sorted(
            source.rows(queries("workbook")["statement"], graph), key=lambda r: int(str(r["position"]))
        )
        for row in rows:
            directive, rank = str(row["directive"]), stages.get(str(row["activity"]))
            if rank and (scope.directives is None or directive in scope.directives):
                found[directive, report.issuer or report.id].add(_Reached(rank, report, row))
    return found


def _stage_names(language: str) -> dict[int, str]:
    """Return {rung: its name}; activities that share one share the column."""
    activities = read_vocabulary().schemes["activity"]
    names: dict[int, list[str]] = defaultdict(list)
    for code, rank in read_stages().items():
        names[rank].append(activities[code].label_en if language == "en" else activities[code].label_vi)
    return {rank: "; ".join(words) for rank, words in names.items()}


def _first_day(report: ReportRef) -> Content:
    return report.end or day(report.dated)


def _citing(source: Source, directive: str) -> dict[str, int]:
    """Return {graph of a report that cites the directive itself: the first place}."""
    question = queries("workbook")["citing"]
    bound = bind_parameters(source.store, question, {"directive": directive})
    return {str(graph): int(str(at)) for graph, at in ask(source.store, question, bound).rows}


def _held_rows(source: Source, holding: Holding, citing: Mapping[str, int] | None) -> Iterator[SheetRow]:
    for graph, report in holding.reports.items():
        if graph in holding.drafts or report.start is None or report.end is None:
            continue
        state, quote = _REPORTED, None
        if citing is not None and graph in citing:
            quote = sentence_at(source, graph, citing[graph])
        elif citing is not None:
            state = _SILENT
        yield (
            report.issuer_name, report.start, report.end, _state(state, source.language), report.symbol,
            day(report.dated), report.title, quote, report.source,
        )  # fmt: skip


def _missing_rows(source: Source, given: Mapping[str, str]) -> Iterator[SheetRow]:
    question = queries("workbook")["missing"]
    bound = bind_parameters(source.store, question, given)
    for row in ask(source.store, question, bound).rows:
        _, name, start, end = row
        yield (
            str(name), whole_day(start), whole_day(end), _state(_MISSING, source.language),
            None, None, None, None, None,
        )  # fmt: skip


def _state(words: Words, language: str) -> Content:
    tones: dict[Words, Tone] = {_REPORTED: "good", _SILENT: "open", _MISSING: "soon"}
    return Toned(words.of(language), tones[words])


def _finding_rows(source: Source, graph: str, report: ReportRef) -> Iterator[SheetRow]:
    places: dict[str, list[Row]] = defaultdict(list)
    for row in source.rows(queries("workbook")["finding"], graph):
        places[str(row["id"])].append(row)
    settled = Words("Đã xem xong", "Settled"), Words("Chưa xem", "Open")
    for rows in places.values():
        told = rows[0]
        words = settled[0] if "decidedBy" in told else settled[1]
        yield (
            report.issuer_name, SEVERITIES[str(told["severity"])].of(source.language), _text(told, "code"),
            _text(told, "message"), "\n".join(dict.fromkeys(str(row["quote"]) for row in rows)),
            words.of(source.language), _text(told, "decidedBy"),
            day((_text(told, "decidedOn") or "")[:10] or None), _text(told, "reason"), report.source,
        )  # fmt: skip


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)
