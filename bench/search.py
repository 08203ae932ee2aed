"""The website's search: the index's time and size, and in Chromium the time from a keystroke to results."""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.corpus import report
from bench.searched_site import write_site
from bench.table import note, print_table, title
from kg.site.search import Entry, segment_count, segment_of, segment_pieces

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

_SENTENCES = 100_000
_TIMES = 5
_QUESTIONS = (
    "chi thi 05", "05-CT/TW", "22-ctr/duk", "đối ngoại", "cong tac kiem tra giam sat", "chi bo",
    "quan tr", "“học tập và làm theo”",
)  # fmt: skip

# Returns at the first results; `whole` is there for all of them.
_TYPED = """question => new Promise(done => {
  const input = document.getElementById("q"), results = document.getElementById("results");
  const began = performance.now();
  const took = () => performance.now() - began;
  window.whole = new Promise(finish => {
    new MutationObserver((changes, observer) => {
      const shown = changes.some(({target, addedNodes}) => target.className === "hits" && addedNodes.length);
      if (shown) done(took());
      if (results.hasAttribute("aria-busy")) return;
      observer.disconnect();
      done(took());
      finish(took());
    }).observe(results, {subtree: true, childList: true, attributes: true});
  });
  input.value = question;
  input.dispatchEvent(new Event("input"));
})"""


def run() -> None:
    """Print the index's figures, and the times of some questions."""
    title(f"Search: an index of {_SENTENCES:,} sentences of generated reports")
    entries = list(islice(_sentences(), _SENTENCES))
    _print_segment(entries)
    with tempfile.TemporaryDirectory() as folder:
        page = write_site(Path(folder), [*entries, *_names(entries)], segment_count(_SENTENCES))
        files = [path for path in (Path(folder) / "search").rglob("*.js") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        text = sum(len(entry.text.encode()) for entry in entries)
        share = f"{size / len(entries):.0f} bytes a sentence, {text / len(entries):.0f} of them its text"
        note(f"{len(files):,} pieces, {share}")
        _print_times(page)


def _sentences() -> Iterator[Entry]:
    for number in count():
        made = report(number, seed=0, size="real", damage=0)
        page, place = f"reports/{made.name}.html", f"Báo cáo {made.name}"
        lines = filter(None, map(str.strip, made.text.splitlines()))
        for n, line in enumerate(lines):
            yield Entry("sentence", f"{page}#s-{n}", "", line, place=place)


def _names(entries: list[Entry]) -> list[Entry]:
    return [Entry("report", page, place, "") for page, place in {(e.page, e.place) for e in entries}]


def _print_segment(entries: list[Entry]) -> None:
    segments = defaultdict(list)
    for entry in entries:
        segments[segment_of(entry.page, segment_count(len(entries)))].append(entry)
    name, some = max(segments.items(), key=lambda item: len(item[1]))
    began = time.process_time()
    written = list(segment_pieces(name, some))
    took = time.process_time() - began
    note(
        f"{len(segments)} segments; the largest, {len(some):,} sentences, in {took:.2f} s of process time: "
        f"{len(some) / took:,.0f} sentences a second, {len(written)} pieces"
    )


def _print_times(page: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        note("Chromium or Playwright is not installed: the times in a browser are left out.")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is installed

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _time(running, page, _QUESTIONS[0])  # the browser's own first page
        rows = [_row(running, page, question) for question in _QUESTIONS]
        running.close()
    head = ("ms, cold and warm", "first", "least", "of it work", "all", "first", "all", "results")
    print_table(head, rows)
    note(f"opened from disk; median and least of {_TIMES}, from the input's event to results in the page;")
    note("work is what the page's thread did till then, whatever else ran on the machine;")
    note("cold: the page just opened, no piece loaded that the question needs; warm: the same again")
    note(f"others at work on the machine: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _row(running: Browser, page: Path, question: str) -> tuple[str, ...]:
    times = [_time(running, page, question) for _ in range(_TIMES)]
    cold, work, whole, warm, again = (statistics.median(t[i] for t in times) for i in range(5))
    figures = (cold, min(t[0] for t in times), work, whole, warm, again)
    return (question, *(f"{figure:.0f}" for figure in figures), str(times[0][5]))


def _time(running: Browser, page: Path, question: str) -> tuple[Any, ...]:
    """Return milliseconds cold (first, work, all) and warm (first, all), and the number of results."""
    opened = running.new_context().new_page()
    opened.goto(page.as_uri())
    opened.wait_for_timeout(300)  # nobody types sooner
    session = opened.context.new_cdp_session(opened)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _work(session)
    cold = opened.evaluate(_TYPED, question)
    work = _work(session) - before
    whole = opened.evaluate("whole")
    warm = opened.evaluate(_TYPED, question)
    again = opened.evaluate("whole")
    said = opened.inner_text(".hit-count")
    opened.context.close()
    return (cold, work, whole, warm, again, said.partition(" ")[0])


def _work(session: CDPSession) -> float:
    """Return the milliseconds that the page's main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(1000 * float(m["value"]) for m in metrics if m["name"] == "TaskDuration")
