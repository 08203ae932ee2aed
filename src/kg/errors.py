"""The caller's faults, one class a cause.

What is wrong inside a report is data: `kg.model.Finding`.
"""


class KgError(Exception):
    """Something the caller can mend; the text says what, where and how.

    `exit_code` is the command line's.
    """

    exit_code = 3

    def __init__(self, message: str, english: str | None = None) -> None:
        super().__init__(message)
        self.english = english or message
        """The same in English, where the message is in Vietnamese."""


class UsageError(KgError):
    """The words of the call do not fit: an unknown question, a parameter that is missing or malformed."""

    exit_code = 2


class UnreadableFileError(KgError):
    """A file that cannot be read as a report: missing, empty, binary, not UTF-8, of an unknown format."""


class ContentError(KgError):
    """A faulty line in a file that people edit: ontology, question, reference data, decisions, sidecar."""


class StoreError(KgError):
    """The store cannot be opened, is held by another process, or is not a store of ours."""


class QueryError(KgError):
    """A query that does not parse, fails, or is refused (UPDATE, SERVICE)."""


class QueryTimeoutError(QueryError):
    """A query that took longer than allowed and was ended."""
