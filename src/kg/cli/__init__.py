"""The command line: options, progress, messages, exit codes. Every command is one library call and printing.

Exit codes: 0 fine · 1 nothing found, or faults found · 2 wrong use · 3 bad input or store.
"""

from kg.cli.main import main

__all__ = ["main"]
