"""One finding: its severity by its code, and the places that show it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Figure, Finding, Mention, Severity, Span

_SEVERITIES: dict[str, Severity] = {
    "two-dates": "warning",
    "symbol-issuer": "warning",
    "date-after-report": "warning",
    "percentage": "warning",
    "parts-sum": "warning",
    "header-blank": "info",
    "ocr-slip": "info",
    "no-province": "info",
}


def make_finding(text: str, code: str, spans: Sequence[Span], vi: str, en: str) -> Finding:
    """Return a finding shown at its spans, the first of them its own; `vi` and `en` say what does not fit."""
    first = spans[0]
    return Finding(
        code=code,
        severity=_SEVERITIES[code],
        start=first.start,
        end=first.end,
        surface=text[first.start : first.end],
        message=vi,
        message_en=en,
        others=tuple(spans[1:]),
    )


def span_of(item: Mention | Figure) -> Span:
    """Return where a mention or a figure stands."""
    return Span(item.start, item.end)
