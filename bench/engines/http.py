"""Engines behind the SPARQL protocol: a server that we start and end, asked over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.engines.engine import NoAnswerError
from bench.engines.rows import Cell, Row, sorted_rows
from kg.given import column_name

_START = 60.0


class HttpEngine:
    """A SPARQL endpoint."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self.url = url

    def rows(self, query: str, columns: Sequence[str], seconds: float) -> list[Row]:
        """Return the rows in the columns' order, sorted. Raises NoAnswerError, also where time is over."""
        request = urllib.request.Request(
            self.url,
            data=urllib.parse.urlencode({"query": query}).encode(),
            headers={"Accept": "application/sparql-results+json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=seconds) as reply:
                solutions = json.load(reply)["results"]["bindings"]
        except urllib.error.HTTPError as error:
            raise NoAnswerError(_reason(error)) from error
        except OSError as error:  # a time-out is one, as is a server that has died
            raise NoAnswerError(f"stopped at {seconds:.0f} s" if _is_slow(error) else str(error)) from error
        return sorted_rows(columns, ({column_name(n): _cell(v) for n, v in s.items()} for s in solutions))


@contextmanager
def serving(command: Sequence[str], ready: str, log: Path) -> Iterator[None]:
    """Run a server while something is asked of it. Raises NoAnswerError where it does not come up."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(server, ready, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    until = time.monotonic() + _START
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(ready, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it speaks, though it does not like what it was asked
        except OSError:
            time.sleep(0.1)
    last = (log.read_text(encoding="utf-8", errors="replace").splitlines() or ["no message"])[-1]
    raise NoAnswerError(f"it does not start: {last}")


def _reason(error: urllib.error.HTTPError) -> str:
    lines = error.read().decode(errors="replace").splitlines()
    return f"HTTP {error.code}: {lines[0][:60] if lines else ''}"


def _is_slow(error: OSError) -> bool:
    return isinstance(getattr(error, "reason", error), TimeoutError)


def _cell(value: dict[str, str]) -> Cell:
    return value["value"], value.get("datatype", "")
