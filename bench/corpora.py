"""The annotated reports that figures are taken on: the samples, and real ones where a folder is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.agreement import read_annotation, read_sample
from kg.formats import read_document
from kg.model import Document

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Case:
    """A report and its annotation."""

    document: Document
    expected: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated reports under one name."""

    name: str
    cases: tuple[Case, ...]

    @property
    def texts(self) -> list[str]:
        """The reports' texts, in order."""
        return [case.document.text for case in self.cases]

    @property
    def megabytes(self) -> float:
        """Size of the texts in UTF-8, in millions of bytes."""
        return sum(len(text.encode()) for text in self.texts) / 1e6


def sample_paths() -> list[Path]:
    """Return the sample reports that have an annotation."""
    cases = sorted((ROOT / "tests/cases/reports").glob("*.json"))
    return [ROOT / "data/reports" / f"{case.stem}.txt" for case in cases]


def corpora() -> list[Corpus]:
    """Return the samples and, where KG_REAL_REPORTS names a folder, the annotated reports in it."""
    found = [Corpus("samples", tuple(map(_sample, sample_paths())))]
    if folder := os.environ.get("KG_REAL_REPORTS"):
        real = tuple(_real(Path(folder)))
        if not real:
            sys.exit(f"KG_REAL_REPORTS: no annotated report in {folder}/gold")
        found.append(Corpus("real reports", real))
    return found


def _sample(path: Path) -> Case:
    document = read_document(path)
    return Case(document, read_sample(ROOT / "tests/cases/reports" / f"{path.stem}.json", document.text))


def _real(folder: Path) -> Iterator[Case]:
    """Each folder of gold/ annotates the text whose name begins like it."""
    for annotation in sorted(p.parent for p in folder.glob("gold/*/header.json")):
        texts = [
            f for kind in ("reports", "neighbours") for f in folder.glob(f"{kind}/{annotation.name}*.txt")
        ]
        if not texts:
            sys.exit(f"KG_REAL_REPORTS: {annotation} has no text in reports/ or neighbours/")
        yield Case(read_document(texts[0]), read_annotation(annotation))
