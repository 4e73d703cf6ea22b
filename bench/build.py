"""Time builds beside other site generators: `python bench/build.py [ARTICLES] [--kb DIR] [--node DIR] [--bin DIR]`.

For each number of articles (1000 unless given; several may be given), a corpus is written (or `--kb` names one), and
built in fresh processes: ours cold, after an edit of one sentence, after one of an error, with nothing changed, and the
first question after it; then, where they are installed, Eleventy with Pagefind (`--node`: a folder with their
node_modules), Hugo with Pagefind, MkDocs with Material, and Zensical (`--bin`: a folder with their commands). All get
the same Markdown bodies. Prints wall and processor seconds and peak memory of the whole process tree, files and bytes,
and the ratio to the first peer; `--plot FILE` draws the table.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import write_corpus

UNSTUCK = [sys.executable, "-W", "ignore", "-m", "unstuck"]
ERROR = "  - 'proxy {port} went away while {path} was read'\n"
EDITED = "\nOne more sentence, about a proxy that was restarted in between.\n"


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """What a command cost, and what it left: wall and processor seconds, peak megabytes of its process tree, files."""

    name: str
    wall: float
    cpu: float
    memory: float
    files: int = 0
    size: float = 0.0


def measure(name: str, *commands: Sequence[str], cwd: Path, out: Path | None = None) -> Measured:
    """Run commands one after the other."""
    peak = 0.0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    for command in commands:
        with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            peaks: list[float] = [0.0]
            watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
            watcher.start()
            process.wait()
            watcher.join()
            peak = max(peak, peaks[0])
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = [path for path in out.rglob("*") if path.is_file()] if out else []
    return Measured(name, wall, cpu, peak, len(found), sum(path.stat().st_size for path in found) / 1e6)


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    """Keep the greatest memory of a process and its descendants, in megabytes, sampled."""
    while process.poll() is None:
        began = time.perf_counter()
        peaks[0] = max(peaks[0], sum(_memory(pid) for pid in _tree(process.pid)))
        # Looking at large processes takes processor time, which what is measured should have.
        time.sleep(max(0.05, 50 * (time.perf_counter() - began)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> float:
    """The private memory of a process and its share of what it shares with others, in megabytes."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return 0.0


def ours(root: Path, folder: Path) -> Iterator[Measured]:
    """Our own builds, each from where the one before left things."""
    out, cache = folder / "site", folder / "cache"
    build = [*UNSTUCK, "build", "--kb", str(root), "--out", str(out), "--cache", str(cache), "--quiet", "--keep-going"]
    match = [*UNSTUCK, "match", "--kb", str(root), "--cache", str(cache), str(folder / "paste")]
    (folder / "paste").write_text("docker: exec /usr/local/bin/run.sh: no such file or directory\n")
    some = sorted((root / "kb").rglob("*.md"))[len(list((root / "kb").rglob("*.md"))) // 2]
    yield measure("ours, one process", [*build, "--jobs", "1"], cwd=folder, out=out)
    shutil.rmtree(cache)
    shutil.rmtree(out)
    yield measure("ours", build, cwd=folder, out=out)
    yield measure("  first match after it", match, cwd=folder)
    yield measure("  nothing changed", build, cwd=folder)
    text = some.read_text(encoding="utf-8")
    some.write_text(text.rstrip("\n") + EDITED, encoding="utf-8")
    yield measure("  one sentence edited", build, cwd=folder)
    yield measure("  first match after it", match, cwd=folder)
    some.write_text(with_error(text), encoding="utf-8")
    yield measure("  one error added", build, cwd=folder)
    yield measure("  check of all", [*UNSTUCK, "check", "--cache", str(cache)], cwd=root)
    some.write_text(text, encoding="utf-8")


def with_error(text: str) -> str:
    """An article with one more error in its front matter."""
    head, fence, body = text.partition("\n---\n")
    if "\nerrors:\n" not in head:
        head += "\nerrors:\n"
    return head.replace("\nerrors:\n", f"\nerrors:\n{ERROR}", 1).rstrip("\n") + fence + body


def bodies(root: Path, folder: Path, front: str) -> None:
    """Write each article's Markdown with a title as its only front matter, as the other generators read it."""
    for path in sorted((root / "kb").rglob("*.md")):
        text = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        target = folder / path.relative_to(root / "kb")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(front.format(title=path.stem) + text, encoding="utf-8")


def peers(root: Path, folder: Path, node: Path | None, commands: Path | None) -> Iterator[Measured]:
    """Other generators, as far as they are installed."""
    pagefind = node / "node_modules/.bin/pagefind" if node else None
    if node and (node / "node_modules/.bin/eleventy").exists():
        own = folder / "eleventy"
        bodies(root, own / "src", "---\nlayout: page.njk\ntitle: {title}\n---\n")
        (own / "src/_includes").mkdir(parents=True, exist_ok=True)
        (own / "src/_includes/page.njk").write_text(_PAGE.format(title="{{ title }}", content="{{ content | safe }}"))
        (own / "eleventy.config.js").write_text(_ELEVENTY)
        (own / "node_modules").symlink_to(node / "node_modules")
        build = [str(node / "node_modules/.bin/eleventy"), "--quiet"]
        yield measure("Eleventy + Pagefind", build, [str(pagefind), "--site", "_site"], cwd=own, out=own / "_site")
    hugo = _command("hugo", commands)
    if hugo:
        own = folder / "hugo"
        bodies(root, own / "content", "---\ntitle: {title}\n---\n")
        (own / "layouts/_default").mkdir(parents=True)
        for name in ("single", "list"):
            page = _PAGE.format(title="{{ .Title }}", content="{{ .Content }}")
            (own / f"layouts/_default/{name}.html").write_text(page)
        (own / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "KB"\ndisableKinds = ["RSS"]\n')
        steps = [[hugo, "--quiet"], *([[str(pagefind), "--site", "public"]] if pagefind and pagefind.exists() else [])]
        yield measure("Hugo + Pagefind" if len(steps) > 1 else "Hugo", *steps, cwd=own, out=own / "public")
    for name, command, arguments in (
        ("MkDocs Material", "mkdocs", ["build", "-q"]),
        ("Zensical", "zensical", ["build"]),
    ):
        found = _command(command, commands)
        if found:
            own = folder / command
            bodies(root, own / "docs", "---\ntitle: {title}\n---\n")
            (own / "docs/index.md").write_text("# KB\n")
            (own / "mkdocs.yml").write_text("site_name: KB\ntheme:\n  name: material\n")
            yield measure(name, [found, *arguments], cwd=own, out=own / "site")


def _command(name: str, folder: Path | None) -> str:
    own = folder / name if folder else None
    return str(own) if own and own.exists() else shutil.which(name) or ""


_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    '<body><nav><a href="/">Home</a></nav><main data-pagefind-body><h1>{title}</h1>{content}</main></body></html>'
)
_ELEVENTY = """const highlight = require('@11ty/eleventy-plugin-syntaxhighlight');
module.exports = (config) => {
  config.addPlugin(highlight);
  return { dir: { input: 'src', output: '_site' }, markdownTemplateEngine: false };
};
"""


def table(count: int, rows: Sequence[Measured]) -> str:
    """The figures as a table; ratios are to the first peer's processor and wall seconds."""
    peer = next((row for row in rows if not row.name.startswith(("ours", "  "))), None)
    lines = [f"{count:,} articles              wall s    cpu s   MB tree   files     MB   cpu ×  wall ×"]
    for row in rows:
        ratio = f"{row.cpu / peer.cpu:8.2f}{row.wall / peer.wall:8.2f}" if peer else ""
        made = f"{row.files:8,}{row.size:7.0f}" if row.files else " " * 15
        lines.append(f"{row.name:26}{row.wall:8.2f}{row.cpu:9.2f}{row.memory:10.0f}{made}{ratio}")
    return "\n".join(lines)


def serial(rows: Sequence[Measured]) -> str:
    """Which share of a cold build only one process can do, and what that says of sixteen (Amdahl's law)."""
    alone, several = (next(row.wall for row in rows if row.name == name) for name in ("ours, one process", "ours"))
    cores = os.cpu_count() or 1
    if cores == 1:
        return "one processor: nothing to compare"
    share = min(1.0, max(0.0, (cores * several / alone - 1) / (cores - 1)))
    sixteen = alone * (share + (1 - share) / 16)
    return f"serial share of a cold build: {share:.0%}; on 16 cores it would take {sixteen:.0f} s"


def plot(tables: Sequence[tuple[int, Sequence[Measured]]]) -> str:
    """Bars of processor seconds, one picture for each number of articles, as SVG."""
    bars: list[str] = []
    at = 10
    for count, rows in tables:
        bars.append(f'<text x="10" y="{at + 14}" font-weight="bold">{count:,} articles, processor seconds</text>')
        at += 24
        most = max(row.cpu for row in rows)
        for row in rows:
            fill = "#2a6f97" if row.name.startswith(("ours", "  ")) else "#999999"
            wide = 380 * row.cpu / most
            bars.append(f'<text x="10" y="{at + 12}">{row.name.strip()}</text>')
            bars.append(f'<rect x="180" y="{at + 1}" width="{wide:.1f}" height="14" fill="{fill}"/>')
            bars.append(f'<text x="{186 + wide:.1f}" y="{at + 12}">{row.cpu:.2f}</text>')
            at += 20
        at += 16
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{at}" font-family="sans-serif" font-size="12">'
    return f'{head}<rect width="100%" height="100%" fill="white"/>{"".join(bars)}</svg>\n'


def main() -> None:
    """Build everything, print the tables."""
    parser = argparse.ArgumentParser(description="Time builds beside other site generators.")
    parser.add_argument("articles", nargs="*", type=int, default=[1000])
    parser.add_argument("--kb", type=Path, help="a folder that holds kb/, instead of a corpus of our own")
    parser.add_argument("--node", type=Path, help="a folder whose node_modules hold Eleventy and Pagefind")
    parser.add_argument("--bin", type=Path, help="a folder with the commands of hugo, mkdocs, zensical")
    parser.add_argument("--plot", type=Path, help="write the tables as bars into an SVG file")
    asked = parser.parse_args()
    tables = []
    for count in [len(list((asked.kb / "kb").rglob("*.md")))] if asked.kb else asked.articles:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
            folder = Path(name)
            if asked.kb:
                shutil.copytree(asked.kb / "kb", folder / "root/kb")
            else:
                write_corpus(count, folder / "root")
            rows = [*ours(folder / "root", folder), *peers(folder / "root", folder, asked.node, asked.bin)]
        tables.append((count, rows))
        print(f"{table(count, rows)}\n{serial(rows)}\n", flush=True)
    if asked.plot:
        asked.plot.write_text(plot(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
