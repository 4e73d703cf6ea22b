"""What a search in the browser costs: `python bench/browser.py SITE [--data DATA] [--pagefind PROGRAM] [--count N]`.

SITE is a built site; DATA a folder with queries.jsonl as for accuracy.py, else the samples of the site's own errors are
pasted. Printed are compressed bytes before the first search and for one more paste or search by words, each in a fresh
browser profile; milliseconds from the last keystroke to the answer; and the longest time that a paste of 2 MB kept the
page from anything else. With Pagefind's program the same words are looked up in its index of the same site.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ANSWERED = """async ([text, box, done]) => {
  const input = document.querySelector(box);
  const place = document.querySelector(done[0]);
  return await new Promise(resolve => {
    const begin = performance.now();
    new MutationObserver(() => place.querySelector(done[1]) && resolve(performance.now() - begin))
      .observe(place, { childList: true, subtree: true });
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  });
}"""
LONG_TASKS = """new PerformanceObserver(
  list => (window.tasks ??= []).push(...list.getEntries().map(entry => entry.duration)),
).observe({ entryTypes: ['longtask'] })"""
PAGEFIND = """async words => {
  const begin = performance.now();
  const pagefind = window.pf ??= await import('/pagefind/pagefind.js');
  const found = await pagefind.search(words);
  await Promise.all(found.results.slice(0, 5).map(one => one.data()));
  return performance.now() - begin;
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder served on this machine, by a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "http.server", "--protocol", "HTTP/1.1", "--bind", "127.0.0.1", str(port)]
    server = subprocess.Popen(
        [*command, "--directory", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()


@dataclass
class Meter:
    """Compressed bytes of the scripts and indexes that a page asked for."""

    folder: Path
    asked: list[str] = field(default_factory=list)

    def take(self) -> tuple[int, int]:
        """Bytes and files since the last time."""
        paths = (self.folder / unquote(urlsplit(address).path).lstrip("/") for address in self.asked)
        files = [path.read_bytes() for path in paths if path.is_file() and path.suffix not in (".html", ".css")]
        self.asked = []
        return sum(min(len(data), len(gzip.compress(data, 9))) for data in files), len(files)


def fresh(browser: Browser, root: str, path: str, meter: Meter, before: str = "") -> Page:
    """A page in a profile that has nothing cached."""
    page = browser.new_context().new_page()
    if before:
        page.add_init_script(before)
    page.on("request", lambda request: meter.asked.append(request.url))
    page.goto(f"{root}/{path}", wait_until="load")
    return page


def tell(name: str, rows: list[tuple[float, int, int]]) -> None:
    """Median and 95th percentile of milliseconds, bytes and files."""
    cells = []
    for column, unit, scale in ((0, "ms", 1.0), (1, "KB", 1000.0), (2, "files", 1.0)):
        values = sorted(row[column] / scale for row in rows)
        cells.append(f"{statistics.median(values):7.1f} / {values[int(len(values) * 0.95)]:7.1f} {unit}")
    print(f"{name:22}" + "   ".join(cells))


def ask(
    browser: Browser, root: str, meter: Meter, path: str, texts: list[str], run: Callable[[Page, str], float]
) -> list[tuple[float, int, int]]:
    """Ask each text in a fresh profile."""
    rows = []
    for text in texts:
        page = fresh(browser, root, path, meter)
        meter.take()
        took = run(page, text)
        page.wait_for_timeout(50)
        rows.append((took, *meter.take()))
        page.context.close()
    return rows


def paste(page: Page, text: str) -> float:
    """Paste into the home page's box; milliseconds until the answer stands."""
    return float(page.evaluate(ANSWERED, [text, "#paste", ["#answer", ".result"]]))


def search(page: Page, words: str) -> float:
    """Type into the search page; milliseconds until the results stand."""
    return float(page.evaluate(ANSWERED, [words, "#q", ["#results", "h2"]]))


def pagefind(page: Page, words: str) -> float:
    """Ask Pagefind; milliseconds until five results are there."""
    return float(page.evaluate(PAGEFIND, words))


def pastes_of(site: Path, data: Path | None, count: int) -> list[str]:
    """Texts to paste, spread over all there are."""
    if data is not None:
        lines = (data / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        every = [json.loads(line)["query"] for line in lines]
    else:
        feed = json.loads((site / "errors.json").read_text(encoding="utf-8"))
        parts = [json.loads((site / part["url"]).read_text(encoding="utf-8")) for part in feed.get("parts", ())]
        errors = [one for part in (parts or [feed]) for one in part["errors"]]
        every = ["\n".join(one["samples"][:1] or one["lines"]) for one in errors]
    return every[:: max(1, len(every) // count)][:count]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pagefind", help="Pagefind's program")
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    pastes = pastes_of(options.site, options.data, options.count)
    words = [" ".join(text.split()[:4])[:60] for text in pastes]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, served(options.site) as root:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        meter = Meter(options.site)
        page = fresh(browser, root, "index.html", meter)
        size, files = meter.take()
        print(f"before the first search: {size / 1000:.1f} KB of scripts and index in {files} files; median / 95 %\n")
        page.context.close()
        box = ["#paste", ["#answer", ".result"]]
        tell(
            "one paste",
            ask(browser, root, meter, "index.html", pastes, lambda p, t: float(p.evaluate(ANSWERED, [t, *box]))),
        )
        found = ["#q", ["#results", "h2"]]
        tell(
            "one search in words",
            ask(
                browser, root, meter, "search/index.html", words, lambda p, t: float(p.evaluate(ANSWERED, [t, *found]))
            ),
        )
        page = fresh(browser, root, "index.html", meter, LONG_TASKS)
        log = "\n".join(
            f"2026-11-21T02:{n // 60 % 60:02}:{n % 60:02}Z INFO worker {n} finished job {n * 7}" for n in range(33_000)
        )
        took = page.evaluate(ANSWERED, [f"{log[:2_000_000]}\n{pastes[0]}", *box])
        page.wait_for_timeout(200)
        longest = max(page.evaluate("window.tasks || []"), default=0)
        print(
            f"2 MB pasted: answered in {took:.0f} ms, the page was never away for more than {max(longest, 50):.0f} ms"
        )
        if options.pagefind:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder)
                command = [options.pagefind, "--site", str(options.site), "--output-path", str(out / "pagefind")]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                (out / "index.html").write_text("<!doctype html><title>Pagefind</title>")
                with served(out) as peer:
                    meter = Meter(out)
                    tell("Pagefind, words", ask(browser, peer, meter, "index.html", words, pagefind))
                    tell("Pagefind, paste", ask(browser, peer, meter, "index.html", pastes, pagefind))
        browser.close()


if __name__ == "__main__":
    main()
