"""Chromium for tests that open pages; where it or Playwright is missing, they are skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium, or skip."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


@contextmanager
def page_at(running: Browser, address: str | Path, *, expect_faults: bool = False) -> Iterator[Page]:
    """Open an address or a file in a profile of its own; an error of a script or by policy fails the test.

    With `expect_faults` it is their absence that fails.
    """
    faults: list[str] = []
    context = running.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(address.as_uri() if isinstance(address, Path) else address)
    try:
        yield page
    finally:
        context.close()
    assert bool(faults) == expect_faults, faults
