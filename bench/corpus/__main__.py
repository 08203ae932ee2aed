"""Write generated reports, or check our extraction on them: `python -m bench.corpus OUT --count 1000`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.corpus.report import GeneratedReport, reports

_CHECKED = 300


def main() -> None:
    """Write one file a report as it is made, or print the check's tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", help="folder to write to")
    parser.add_argument("--count", type=int, help="how many reports (300 for --check)")
    parser.add_argument("--size", choices=("small", "real"), default="small")
    parser.add_argument("--damage", type=float, default=0.0, help="how much the text suffers, 0 to 1")
    parser.add_argument("--seed", type=int, default=0, help="which corpus")
    parser.add_argument(
        "--gold", action="store_true", help="write facts and truth beside each text, as .json"
    )
    parser.add_argument("--check", action="store_true", help="compare our extraction with the facts")
    parser.add_argument("--errors", action="store_true", help="with --check: tell each difference")
    options = parser.parse_args()
    if not 0 <= options.damage <= 1:
        parser.error("--damage is from 0 to 1")
    if (options.out is None) == (not options.check):
        parser.error("say a folder to write to, or --check")
    count = options.count if options.count is not None else _CHECKED if options.check else None
    if count is None:
        parser.error("say how many: --count")
    made = reports(count, options.seed, size=options.size, damage=options.damage)
    if options.check:
        from bench.corpus.check import run  # noqa: PLC0415 - writing needs no store

        run(made, errors=options.errors)
    else:
        print(f"{write(made, options.out, gold=options.gold):,} bytes of text in {options.out}")


def write(made: Iterable[GeneratedReport], folder: Path, *, gold: bool = False) -> int:
    """Write each report to a file of its name; return the bytes of text."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for report in made:
        path = folder / report.name
        size += path.write_bytes(report.text.encode())
        if gold:
            path.with_suffix(".json").write_text(report.gold_json() + "\n", "utf-8")
    return size


if __name__ == "__main__":
    main()
