"""The layers: text flows one way, so each module imports only what stands before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "kg"

# What each module may import of kg, besides itself. Parts of a package are named by the package.
FACTS = {"model", "errors", "words", "dates", "content", "vocabulary", "reference"}
EXTRACTION = FACTS | {"formats", "outline", "find", "facts"}
NAMES = FACTS | {"iri", "name_keys", "changes", "body", "register"}
GRAPH = NAMES | {"quads", "resolve", "coverage"}
ANSWERS = GRAPH | {"store", "naming", "dates", "questions"}
ALLOWED: dict[str, set[str]] = {
    # The public names alone, and those only when they are asked for: everything passes through here.
    "__init__": {"api", "errors", "naming"},
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
    "name_keys": {"iri"},
    "changes": {"iri", "reference"},
    "body": {"iri", "changes", "model", "reference", "words"},
    "succession": {"iri", "changes", "body", "reference", "words"},
    "register": {"iri", "changes", "body", "model", "reference"},
    "coverage": set(),
    "province": {"errors", "iri", "reference"},
    "decisions": {"errors", "dates", "iri", "model", "province", "reference", "register"},
    "resolve": {"iri", "model", "reference", "register"},
    "quads": NAMES | {"succession", "resolve", "coverage", "decisions", "follow", "spans"},
    "store_folder": {"errors"},
    "journal": set(),
    "store": {"store_folder", "errors", "iri", "journal", "quads"},
    "given": {"store"},
    "rules": {"content"},
    "resolution": GRAPH | {"decisions", "follow", "spans", "store", "rules"},
    "derived": GRAPH | {"decisions", "store", "resolution"},
    "dates": set(),
    "naming": NAMES | {"store"},
    "questions": NAMES | {"store", "naming", "dates", "province"},
    "html": {"questions", "dates"},
    "answers": {"quads", "questions", "html"},
    "deciding": NAMES | {"decisions", "derived", "naming", "store"},
    "query_worker": {"errors", "store"},
    "query_process": {"errors", "store"},
    "sparql": {"errors", "questions", "query_process"},
    "show": ANSWERS,
    "exports": ANSWERS - {"quads", "coverage", "resolve"} | {"spans", "tracking"},
    "ranking": ANSWERS | {"exports"},
    "load": GRAPH | {"formats", "report", "store", "decisions", "derived", "rules"},
    "tracking": {"vocabulary", "words"},
    "api": ANSWERS
    | EXTRACTION
    | {"answers", "decisions", "exports", "facts_json", "load", "province", "query_process"}
    | {"report", "show", "site", "sparql", "status"},
    "site": ANSWERS | {"answers", "given", "html", "journal", "rules", "spans", "tracking"},
    "status": {"content", "load", "store", "store_folder"},
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
        "store_folder",
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


def test_the_package_imports_nothing_until_it_is_asked() -> None:
    """Every command passes through it, and so does `import kg` in a notebook."""
    code = "import sys, kg; print(*sorted(m for m in sys.modules if m.startswith('kg.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
