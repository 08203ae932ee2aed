"""The layers: text flows one way, so each module imports only what stands before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "kg"

# What each module may import of kg, besides itself. Parts of a package are named by the package.
FACTS = {"model", "errors", "words", "dates", "content", "vocabulary", "reference"}
EXTRACTION = FACTS | {"formats", "outline", "find", "facts"}
NAMES = FACTS | {"iri", "changes", "body", "register"}
GRAPH = NAMES | {"quads", "resolve", "coverage"}
ANSWERS = GRAPH | {"store", "naming", "dates", "questions"}
ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "model": set(),
    "errors": set(),
    "content": {"errors"},
    "words": set(),
    "vocabulary": {"content", "errors"},
    "reference": {"content", "errors"},
    "formats": {"model", "errors", "province"},
    "outline": FACTS,
    "find": FACTS | {"outline"},
    "facts": FACTS | {"outline", "find"},
    "report": EXTRACTION,
    "facts_json": {"model"},
    "spans": {"model"},
    "follow": {"model", "words", "vocabulary"},
    "iri": set(),
    "changes": {"iri", "reference"},
    "body": {"iri", "changes", "model", "reference", "words"},
    "succession": {"iri", "changes", "body", "reference", "words"},
    "register": {"iri", "changes", "body", "model", "reference"},
    "coverage": set(),
    "province": {"errors", "iri", "reference"},
    "decisions": {"errors", "dates", "iri", "model", "province", "reference", "register"},
    "resolve": {"iri", "model", "reference", "register"},
    "quads": NAMES | {"succession", "resolve", "coverage", "decisions", "follow", "spans"},
    "store": {"errors", "iri", "quads"},
    "following": {"content", "follow", "iri", "model", "spans", "store"},
    "rules": {"content"},
    "resolution": GRAPH | {"decisions", "follow", "following", "store", "rules"},
    "derived": GRAPH | {"decisions", "store", "resolution"},
    "dates": set(),
    "naming": NAMES | {"store"},
    "questions": NAMES | {"store", "naming", "dates"},
    "answers": {"quads", "questions"},
    "deciding": NAMES | {"decisions", "derived", "naming", "store"},
    "sparql": {"errors", "questions", "store"},
    "show": ANSWERS,
    "exports": ANSWERS - {"quads", "coverage", "resolve"},
    "ranking": ANSWERS | {"exports"},
    "load": GRAPH | {"formats", "report", "store", "decisions", "derived", "rules"},
    "status": {"content", "load", "store"},
    "checks": {
        "reference",
        "content",
        "dates",
        "errors",
        "iri",
        "model",
        "outline",
        "questions",
        "register",
        "store",
        "vocabulary",
    },
}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield (name of the module or of its package, file)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield parts[0], path


def imported(path: Path) -> Iterator[str]:
    """Yield the top names below kg that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" if node.module == "kg" else node.module for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kg."))


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda v: str(v).rpartition("src/")[2])
def test_a_module_imports_only_what_stands_before_it(module: str, path: Path) -> None:
    found = set(imported(path)) - {module}
    if module == "cli":
        return
    assert module in ALLOWED, f"a new module: say in this test what {module} may import"
    assert not found - ALLOWED[module]


def test_extraction_knows_no_rdf() -> None:
    """The vocabulary is read with an RDF parser; nothing after it knows of one."""
    for module, path in modules():
        if module in EXTRACTION - {"vocabulary"} | {"report", "facts_json"}:
            text = path.read_text(encoding="utf-8")
            assert "pyoxigraph" not in text, path
            assert "rdflib" not in text, path


def test_sparql_stands_in_rq_files() -> None:
    """Updates are made where they are run, in the store; queries are files."""
    for module, path in modules():
        if module not in ("store", "sparql"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert "WHERE {" not in node.value, path
