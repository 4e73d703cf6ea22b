"""Time a build: `python bench/build.py [ARTICLES]` makes that many articles and builds them in fresh processes.

Prints wall and processor seconds and the largest process's memory, for one and for all processors, and for a plain
Markdown-to-HTML loop over the same files as the yardstick in the same run.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "server container image build network timeout permission denied cache volume process memory disk file path port "
    "proxy token deploy branch commit module package version archive socket thread signal kernel driver cluster node"
).split()
YARDSTICK = """
import pathlib, sys
from markdown_it import MarkdownIt
md = MarkdownIt("commonmark").enable("table")
print(sum(len(md.render(path.read_text().split("---", 2)[2])) for path in pathlib.Path(sys.argv[1]).rglob("*.md")))
"""


def article(number: int, chance: random.Random) -> str:
    """One article of about a hundred lines."""

    def sentence() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 18))).capitalize() + "."

    error = f"{chance.choice(WORDS)} {number}: {chance.choice(WORDS)} {{path}} {chance.choice(WORDS)}"
    front = [
        f"kb_id: BENCH_{number:06d}",
        "category: devops",
        "platform: linux",
        f"technologies: [{chance.choice(WORDS)}]",
        "complexity: 2",
        "criticality: low",
        "created: 2026-01-01",
        f"tags: [{chance.choice(WORDS)}]",
        "related_kb: []",
        f"errors: ['{error}']",
    ]
    parts = ["---", *front, "---", f"\n# {sentence()}\n", f"> **TL;DR**: {sentence()} → {sentence()}\n"]
    for heading in ("Symptoms", "Solution", "Verification", "Fallback", "ArticleContext"):
        command = f"{chance.choice(WORDS)} --{chance.choice(WORDS)}"
        parts.append(f"## {heading}\n\n{sentence()} {sentence()}\n\n```bash\n{command}\n```\n")
        parts += [f"- {sentence()}" for _ in range(6)] + [""]
    return "\n".join(parts)


def timed(*command: str, cwd: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and megabytes of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def main() -> None:
    """Make the articles, build them, print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        chance = random.Random(1)
        for number in range(1, count + 1):
            path = root / "kb" / f"{number % 20:02d}" / f"BENCH_{number:06d}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article(number, chance), encoding="utf-8")
        unstuck = [sys.executable, "-W", "ignore", "-m", "unstuck", "build", "--quiet"]
        rows = {
            "markdown-it-py alone": [sys.executable, "-c", YARDSTICK, "kb"],
            "build, one process": [*unstuck, "--jobs", "1"],
            f"build, {os.cpu_count()} processes": unstuck,
        }
        print(f"{count} articles            wall s   cpu s   MB   ratio")
        first = 0.0
        for name, command in rows.items():
            wall, cpu, memory = timed(*command, cwd=root)
            first = first or wall
            print(f"{name:24} {wall:7.2f} {cpu:7.2f} {memory:5.0f} {wall / first:6.2f}")


if __name__ == "__main__":
    main()
