"""Reports of the genre as many as wanted, each with the facts that it states and what is true beyond them."""

from bench.corpus.parts import Answer, Size
from bench.corpus.report import GeneratedReport, Truth, report, reports

__all__ = ["Answer", "GeneratedReport", "Size", "Truth", "report", "reports"]
