"""Print how far extraction agrees with annotated reports: `python -m bench.scores`.

Without arguments it scores the samples of data/reports. With `--annotations` (a folder with one folder a
report, each in the facts format a layer a file) and `--texts` (where the reports lie, found by the
annotation's name) it scores those, and `--floors` fails below the scores a JSON file gives.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.agreement import LAYERS, Tally, compare, read_annotation, read_sample
from kg.facts_json import facts
from kg.formats import read_document
from kg.report import extract

_ROOT = Path(__file__).parents[1]


def main() -> None:
    """Score, print a table, and exit with 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotations", type=Path)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--only", default="*", help="which annotated reports, as a file pattern")
    parser.add_argument("--floors", type=Path, help='JSON: {"mentions": 0.9, …}')
    parser.add_argument("--errors", action="store_true", help="print what was missed, extra and wrong")
    options = parser.parse_args()
    if options.annotations:
        cases = list(annotated(options.annotations, options.texts, options.only))
    else:
        cases = list(samples(options.only))
    if not cases:
        sys.exit("no annotated report found")
    tally = Tally()
    for name, path, expected in cases:
        document = read_document(path)
        compare(expected(document.text), facts(extract(document), {}), name, tally)
    print(f"{len(cases)} reports")
    _print(tally)
    if options.errors:
        print(*tally.errors, sep="\n")
    floors = json.loads(options.floors.read_text("utf-8")) if options.floors else {}
    scores = tally.scores()
    low = [f"{n}: {scores[n]:.3f} is below {floor}" for n, floor in floors.items() if scores[n] < floor]
    if low:
        sys.exit("\n".join(low))


def samples(only: str) -> Iterator[tuple[str, Path, Any]]:
    """Yield each sample: its name, its text's path, and what gives the annotation from the text."""
    for case in sorted((_ROOT / "tests/cases/reports").glob(f"{only}.json")):
        path = _ROOT / "data/reports" / f"{case.stem}.txt"
        yield case.stem, path, lambda text, case=case: read_sample(case, text)


def annotated(folder: Path, texts: list[Path], only: str) -> Iterator[tuple[str, Path, Any]]:
    """Yield the same of each annotated report. Exits where a report's text is in none of the folders."""
    for annotation in sorted(p for p in folder.glob(only) if (p / "header.json").exists()):
        found = [f for text in texts for f in sorted(text.glob(f"{annotation.name}*.txt"))]
        if not found:
            sys.exit(f"{annotation}: no text of that name in {', '.join(map(str, texts))}")
        yield annotation.name, found[0], lambda _, annotation=annotation: read_annotation(annotation)


def _print(tally: Tally) -> None:
    print(f"{'':22} {'precision':>9} {'recall':>7} {'F1':>7}")
    scores = tally.scores()
    for name in LAYERS:
        found, expected, matched = tally.found[name], tally.expected[name], tally.matched[name]
        precision, recall = matched / max(found, 1), matched / max(expected, 1)
        print(f"{name:22} {precision:9.3f} {recall:7.3f} {scores.get(name, 0):7.3f}")
    for name in sorted(tally.asked):
        share = f"{tally.right[name]:3}/{tally.asked[name]:3}"
        print(f"{name:22} {'right':>9} {share} {scores[name]:7.3f}")


if __name__ == "__main__":
    main()
