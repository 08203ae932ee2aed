"""What people decide, and the file that keeps it: one row a decision, appended, never rewritten.

A decision on a place in a report is keyed by the hash of the report's text and the quote, so it survives
when the report is loaded again, in this store or another. An undo is a row too.
"""

from kg.decisions.file import append_decision, read_decisions
from kg.decisions.records import (
    NOTHING_DECIDED,
    Decision,
    Decisions,
    Kind,
    Place,
    Signature,
    made_decision,
    plain_quote,
)
from kg.decisions.rows import read_moment

__all__ = [
    "NOTHING_DECIDED",
    "Decision",
    "Decisions",
    "Kind",
    "Place",
    "Signature",
    "append_decision",
    "made_decision",
    "plain_quote",
    "read_decisions",
    "read_moment",
]
