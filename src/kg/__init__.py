"""Directive KG: from the periodic reports of Vietnamese committees to a knowledge graph of directives.

    import kg
    graph = kg.connect("kg-store")
    graph.load("reports/")
    rows = graph.ask("trace", directive="05-CT/TW")

`connect` gives a graph to load, ask, query, show and export; `list_questions` lists what can be asked;
`extract` gives the facts of one report without a store. Errors are `KgError`. See docs/python.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, connect, extract, list_questions
    from kg.errors import KgError, QueryTimeoutError, UsageError
    from kg.naming import AmbiguousNameError

__all__ = [
    "AmbiguousNameError",
    "Graph",
    "KgError",
    "QueryTimeoutError",
    "UsageError",
    "connect",
    "extract",
    "list_questions",
]
_WHERE = {
    "AmbiguousNameError": "kg.naming",
    "KgError": "kg.errors",
    "QueryTimeoutError": "kg.errors",
    "UsageError": "kg.errors",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is: every command and part of the package passes through here."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    return getattr(import_module(_WHERE.get(name, "kg.api")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
