"""Which reports of a body come next after one of its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.follow.records import ReportPeriods


def next_reports(reports: Iterable[ReportPeriods]) -> dict[str, tuple[str, ...]]:
    """Return {report: the reports in which its tasks may come back, in the order of their periods}.

    Only reports of the same body that report up to a later day count; a plan, which reports on nothing,
    counts from the first day that it plans for. Of these:

    - where some report on days of the period for which the tasks are planned, it is those, up to the first
      that reaches the end of that period: a year's tasks come back in the quarters and in the year's report,
      and not in what comes after;
    - where none does, or the report names no period for its tasks, it is the first one after it; several,
      where they end on the same day (a month's and a quarter's).

    A report without a body has no next one and is none; one without a period of its own is none.
    """
    by_body: dict[str, list[ReportPeriods]] = defaultdict(list)
    for report in reports:
        if report.body and (report.covers_to or report.plans_from):
            by_body[report.body].append(report)
    found = {}
    for same in by_body.values():
        ordered = sorted(same, key=lambda r: (r.covers_to or "", r.covers_from or "", r.iri))
        for report in ordered:
            if following := _following(report, ordered):
                found[report.iri] = following
    return dict(sorted(found.items()))


def _following(report: ReportPeriods, ordered: list[ReportPeriods]) -> tuple[str, ...]:
    later = [r for r in ordered if r.covers_from and r.covers_to and _ends_later(r.covers_to, report)]
    first, last = report.plans_from, report.plans_to
    if first and last:
        during = [r for r in later if (r.covers_from or "") <= last and (r.covers_to or "") >= first]
        reaching = min((r.covers_to for r in during if r.covers_to and r.covers_to >= last), default=None)
        if during:
            return tuple(r.iri for r in during if reaching is None or (r.covers_to or "") <= reaching)
        later = [r for r in later if (r.covers_to or "") > last] or later
    return tuple(r.iri for r in later if r.covers_to == later[0].covers_to)


def _ends_later(day: str, report: ReportPeriods) -> bool:
    return day > report.covers_to if report.covers_to else day >= (report.plans_from or "")
