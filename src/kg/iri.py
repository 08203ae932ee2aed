"""IRIs of everything that the graph holds, as pure functions of a base and of what names the thing.

The base is a setting of the store; terms and concepts never move with it (docs/graph.md, "IRIs").
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

DEFAULT_BASE = "https://w3id.org/directive-kg/"
ONTOLOGY = "https://w3id.org/directive-kg/ontology#"
CONCEPT = "https://w3id.org/directive-kg/concept/"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_STROKED = str.maketrans("đĐÐð", "dddd")


@lru_cache(maxsize=65536)
def slug(words: str) -> str:
    """Fold words to ASCII: "Tỉnh ủy Hải Dương" → "tinh-uy-hai-duong".

    Words without a single Latin letter or digit get a short hash, so that a slug is never empty.
    """
    bare = unicodedata.normalize("NFKD", words.translate(_STROKED)).casefold()
    folded = _NOT_SLUG.sub("-", "".join(c for c in bare if not unicodedata.combining(c))).strip("-")
    return folded or "x-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def normalize_base(base: str) -> str:
    """Return the base with the slash at its end that all IRIs count on."""
    return base if base.endswith("/") else base + "/"


def mint_graph(base: str, name: str) -> str:
    """Return a named graph's IRI: `reference`, `resolution`, `provenance`, `curation`."""
    return f"{base}graph/{name}"


def mint_report_graph(base: str, text_hash: str) -> str:
    """Return the IRI of the graph that holds one report."""
    return f"{base}graph/report/{text_hash}"


def mint_report(base: str, text_hash: str) -> str:
    """Return a report's IRI; the IRIs of its parts begin with it and a slash."""
    return f"{base}id/report/{text_hash}"


def mint_directive(base: str, path: str) -> str:
    """Return a directive's IRI from its path, `{register}/{when}/{symbol}`."""
    return f"{base}id/directive/{path}"


def mint_body(base: str, path: str) -> str:
    """Return a body's IRI from its path, `body/…` or `report/{hash}/body/…`."""
    return f"{base}id/{path}"


def mint_province(base: str, name: str) -> str:
    """Return a province's IRI."""
    return f"{base}id/province/{slug(name)}"


def mint_period(base: str, start: str, end: str) -> str:
    """Return the IRI of the period from one day to another, both inclusive."""
    return f"{base}id/period/{start}/{end}"


def mint_file(base: str, location: str) -> str:
    """Return the IRI under which the provenance graph keeps what a file gave."""
    return f"{base}id/file/{hashlib.sha256(location.encode()).hexdigest()[:16]}"


def mint_run(base: str, began: str) -> str:
    """Return the IRI of one load, named by the moment when it began."""
    return f"{base}id/load/{slug(began)}"


def mint_evidence(base: str, text_hash: str, start: int, end: int) -> str:
    """Return the IRI of a place of one piece in a report's text."""
    return f"{mint_report(base, text_hash)}/evidence/{start}-{end}"


def mint_decision(base: str, decision_id: str) -> str:
    """Return the IRI of a person's decision, named by its id in the decisions file."""
    return f"{base}id/curation/{decision_id}"


def mint_follow_up(task: str, item: str) -> str:
    """Return the IRI of the link from a task to an item of a later report, both given by their IRIs."""
    return f"{task}/follow-up/{hashlib.sha256(item.encode()).hexdigest()[:12]}"


def concept(scheme: str, code: str) -> str:
    """Return a concept's IRI: `concept("kind", "CTr")` ends in `kind/ctr`."""
    return f"{CONCEPT}{scheme}/{slug(code) if scheme == 'kind' else code}"
