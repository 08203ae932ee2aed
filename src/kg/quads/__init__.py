"""Records straight to RDF text: the only place that writes triples. Same record, same bytes."""

from kg.quads.report import report_trig
from kg.quads.turtle import PREFIXES

__all__ = ["PREFIXES", "report_trig"]
