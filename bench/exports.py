"""Exports: time, size and peak memory, each in a process of its own; networkx's writers as the peer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from bench.corpora import ROOT
from bench.memory import peak
from bench.store_bench import load_generated
from bench.table import note, print_table, title
from kg.exports.formats import FORMATS, Request, export
from kg.exports.network import read_network
from kg.exports.records import Network, edge_data, node_data
from kg.exports.selection import read_scope
from kg.exports.source import Source
from kg.store import read_store

_SIZES = (125, 500)


def _write_cytoscape(graph: Any, path: str) -> None:
    Path(path).write_text(json.dumps(nx.cytoscape_data(graph), ensure_ascii=False), encoding="utf-8")


_PEERS: dict[str, Callable[[Any, str], None]] = {
    "graphml": nx.write_graphml,
    "gexf": lambda graph, path: nx.write_gexf(graph, path, version="1.3"),
    "cytoscape": _write_cytoscape,
}


def run() -> None:
    """Print one table a size."""
    with tempfile.TemporaryDirectory() as folder:
        for count in _SIZES:
            title(f"Exports of {count:,} generated reports, from the store on disk")
            store, _, _ = load_generated(Path(folder), count)
            rows = [_row("ours", name, store) for name in FORMATS]
            rows += [_row("networkx", name, store) for name in _PEERS]
            print_table(("", "seconds", "MB", "peak MiB"), rows)
    note("Both read the store by the same queries; networkx then holds the graph to write it.")


def _row(who: str, name: str, store: Path) -> tuple[str, ...]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.exports", who, name, str(store)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return (f"{name}: {who}", *done.stdout.split())


def main() -> None:
    """Write one format once; print seconds, megabytes and the peak."""
    who, name, path = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, read_store(Path(path)) as store:
        out, began = Path(folder) / "out", time.perf_counter()
        if who == "ours":
            export(store, name, str(out), Request())
        else:
            source = Source(store)
            _PEERS[name](_held(read_network(source, read_scope(source, {}))), str(out))
        seconds = time.perf_counter() - began
        files = out.iterdir() if out.is_dir() else [out]
        size = sum(file.stat().st_size for file in files)
    print(f"{seconds:.1f} {size / 1e6:.1f} {peak():.0f}")


def _held(network: Network) -> nx.MultiDiGraph[str]:
    """Return the same graph as networkx holds it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes():
        graph.add_node(node.id, label=node.label, **node_data(node))
    for edge in network.edges():
        graph.add_edge(edge.tail, edge.head, key=edge.id, label=edge.label, **edge_data(edge))
    return graph


if __name__ == "__main__":
    main()
