"""Memory of extraction: the most that a process of its own ever held, after ever more reports."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.corpora import ROOT
from bench.corpus import reports
from bench.table import print_table, title
from kg.formats import document_from_bytes
from kg.report import extract

_AFTER = (1, 100, 1_000, 10_000)


def run() -> None:
    """Print the peaks, taken in a process that does nothing else."""
    title("Memory: peak of a process that extracts generated reports one by one")
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    print_table(("reports", "MB of text", "peak MiB", "seconds"), rows)


def main() -> None:
    """Extract, and print a line whenever one of the counts is reached."""
    began, size = time.perf_counter(), 0
    for number, report in enumerate(reports(_AFTER[-1]), 1):
        data = report.text.encode()
        size += len(data)
        extract(document_from_bytes(data, report.name))
        if number in _AFTER:
            seconds = time.perf_counter() - began
            print(f"{number:,}\t{size / 1e6:.2f}\t{peak():.1f}\t{seconds:.1f}", flush=True)


def peak() -> float:
    """Return this process's peak in MiB.

    Linux tells the peak of this program alone; what getrusage tells there includes the parent's before exec.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))):
        return int(found[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main()
