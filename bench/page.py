"""How quickly the page paints and shows an answer, in Chromium with an empty profile.

    python -m bench.page [--times 15] [--address http://127.0.0.1:8080]

Without an address it starts the assistant itself. A cold start is a new profile: nothing in the cache.
*First paint* counts from the navigation; *answer on screen* from the moment that the page has the server's
answer until the frame that shows it. Writes bench/results/page.md.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.paths import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from running import RunningBot

RESULTS = ROOT / "bench" / "results"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
GOALS = {"first paint": 300.0, "answer on screen": 100.0}
QUESTIONS = (
    "Wat is het verschil tussen bbl en bol?",
    "Welke ad-opleidingen techniek zijn er bij Utrecht?",
)
STOPWATCH = """() => {
  window.times = [];
  const log = document.getElementById('gesprek');
  const fetched = window.fetch;
  window.fetch = async (...all) => {
    const response = await fetched(...all);
    const read = response.json.bind(response);
    response.json = async () => {
      const said = await read();
      const had = performance.now();
      const seen = new MutationObserver(() => requestAnimationFrame(() => {
        seen.disconnect();
        window.times.push(performance.now() - had);
        log.dataset.painted = window.times.length;
      }));
      seen.observe(log, {childList: true});
      return said;
    };
    return response;
  };
}"""


def main() -> int:
    """Measure, print the table and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--address")
    given = parser.parse_args()
    with _assistant(given.address) as base, _chromium() as browser:
        measured = measure(browser, base, times=given.times)
    table = [
        "| what | times | median (ms) | p95 (ms) | goal |",
        "|---|---:|---:|---:|---:|",
        *(row(name, times) for name, times in measured.items()),
    ]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "page.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(table) + "\n")
    return 0


def measure(browser: Browser, base: str, *, times: int) -> dict[str, list[float]]:
    """Milliseconds of each first paint and each answer."""
    measured: dict[str, list[float]] = {name: [] for name in GOALS}
    for _ in range(times):
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(base)
        page.locator(".bot").first.wait_for()
        painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        measured["first paint"].append(page.evaluate(painted))
        page.evaluate(STOPWATCH)
        for number, question in enumerate(QUESTIONS, start=1):
            page.get_by_label("Je vraag", exact=True).fill(question)
            page.keyboard.press("Enter")
            page.locator(f"#gesprek[data-painted='{number}']").wait_for()
        measured["answer on screen"] += page.evaluate("window.times")
        context.close()
    return measured


def row(name: str, times: Sequence[float]) -> str:
    """A line of the table."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    return f"| {name} | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} | {GOALS[name]:.0f} |"


@contextmanager
def _assistant(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder:
        running = RunningBot(Path(folder))
        try:
            yield running.start().base
        finally:
            running.stop()


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit("no Chromium found: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
