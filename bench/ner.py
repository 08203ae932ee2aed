"""Run underthesea beside us: it lives in an environment of its own, `.venv-bench` (`make bench` makes it)."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bench.corpora import ROOT

_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
_WORKER = ROOT / "bench" / "ner_worker.py"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of underthesea: ORG, LOC, PER or MISC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """Entities, text by text, and the process time that they took, models read already."""

    entities: list[list[Entity]]
    seconds: float


@cache
def missing() -> str | None:
    """Say in one line why underthesea does not run here, or null where it does."""
    if not _PYTHON.exists():
        return "underthesea is left out: it is not installed; “make bench” does so where there is a network"
    done = _run([])
    last = (done.stderr.splitlines() or ["no message"])[-1]
    return f"underthesea is left out, it does not run here: {last}" if done.returncode else None


def recognise(texts: Sequence[str]) -> Recognised:
    """Return the named entities of texts; ask `missing` first."""
    told = json.loads(_run(texts).stdout)
    entities = [[Entity(*entity) for entity in text] for text in told["entities"]]
    return Recognised(entities, told["seconds"])


def _run(texts: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_PYTHON), str(_WORKER)],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},  # nothing is downloaded while figures are taken
    )
