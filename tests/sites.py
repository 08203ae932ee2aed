"""Sites made for tests: small stores whose journal is a real file, folders as {path: bytes}."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from kg.iri import DEFAULT_BASE
from kg.site import SiteSummary, build, build_site, render
from kg.store import Store

FEED = "feed.xml"
"""Tells what two builds differ in: the only file that depends on what was built before."""


def journalled_store(folder: Path, oxigraph: ox.Store | None = None) -> Store:
    """Return a store in memory whose changes are noted in a folder, as those of one on disk are.

    With a library's store, go on with it as another process would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return Store(folder, DEFAULT_BASE, oxigraph or ox.Store(), io.BytesIO(), writable=True)


class _Compiled(BytecodeCache):
    """Templates compiled once for all builds of a test run."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@contextmanager
def quick_builds(store: Store | None = None) -> Iterator[None]:
    """Compile each template once; with a store, build from it as it stands in memory."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(render, "Environment", partial(Environment, bytecode_cache=_COMPILED))
        if store is not None:
            patched.setattr(build, "read_store", lambda _: _Open(store))
        yield


class _Open:
    """A store that stays open when a build lets it go."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_: object) -> None:
        pass


def built(store: Store, out: Path) -> SiteSummary:
    """Build the site of a store in memory, in this process."""
    with quick_builds(store):
        return build_site(store.path, out, workers=1)


def files_of(out: Path) -> dict[str, bytes]:
    """Return all files of a site but its feed."""
    found = (p for p in sorted(out.rglob("*")) if p.is_file())
    return {n: p.read_bytes() for p in found if (n := p.relative_to(out).as_posix()) != FEED}


def first_difference(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    """Tell where two sites differ, for people; "" where they do not."""
    for name in sorted(one.keys() | other.keys()):
        left, right = one.get(name), other.get(name)
        if left == right:
            continue
        if left is None or right is None:
            return f"{name}: only in the {'first' if right is None else 'second'}"
        pairs = zip(left.decode().splitlines(), right.decode().splitlines(), strict=False)
        lines = next((f"- {a}\n+ {b}" for a, b in pairs if a != b), "one is longer")
        return f"{name}:\n{lines}"
    return ""
