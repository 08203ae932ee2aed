"""What decides how a report is read and understood: the program and its content, as one hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg.content import content_path


@cache
def rules_hash() -> str:
    """Return a hash of all that decides what a report becomes: program, ontology, reference data."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for folder, pattern in (
        (package, "*.py"),
        (content_path("ontology"), "*.ttl"),
        (content_path("reference"), "*.csv"),
    ):
        for file in sorted(folder.rglob(pattern)):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
