"""Print figures, each beside a peer in the same run: `python -m bench`, or `python -m bench speed`."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable
from importlib.metadata import version

from bench import exports, growth, memory, peers, questions, search, site_build, speed, store_bench

_PARTS: dict[str, Callable[[], None]] = {
    "peers": peers.run,
    "speed": speed.run,
    "memory": memory.run,
    "store": store_bench.run,
    "questions": questions.run,
    "growth": growth.run,
    "exports": exports.run,
    "search": search.run,
    "site": site_build.run,
}


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"{', '.join(_PARTS)}; all without")
    parts = parser.parse_args().part
    if unknown := [part for part in parts if part not in _PARTS]:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(_PARTS)}")
    began = time.perf_counter()
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("directive-kg", "pyoxigraph", "rdflib", "networkx")
    )
    print(f"Python {platform.python_version()} on {platform.machine()}; {libraries}", flush=True)
    for part in parts or _PARTS:
        _PARTS[part]()
    print(f"\n{time.perf_counter() - began:.0f} s in all", flush=True)


if __name__ == "__main__":
    main()
