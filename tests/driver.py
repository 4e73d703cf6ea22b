"""A small project to try commands on: write files, run a command, look at what it said."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from unstuck.cli import run as cli_run

# What starts processes or serves.
ALONE = (("run",), ("serve",), ("mcp",))

ARTICLE = """---
kb_id: {kb_id}
category: devops
platform: linux
technologies: [docker]
complexity: 2
criticality: low
created: 2026-01-02
tags: [docker]
related_kb: []
errors:
  - template: '{template}'
    samples: ['{sample}']
---

# {title}

> **TL;DR**: it fails → mend it

## Solution

```bash
mend --it
```
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


class Project:
    """A knowledge base in a temporary folder, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "kb").mkdir(parents=True, exist_ok=True)

    def write(self, path: str, text: str) -> Path:
        """Write one file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def article(
        self,
        kb_id: str,
        template: str = "mytool: cannot open {file:path}: no such file",
        sample: str = "mytool: cannot open /etc/mytool.conf: no such file",
        title: str = "The tool finds no file",
        **changes: str,
    ) -> Path:
        """Write a sound article; `changes` replaces text in it."""
        text = ARTICLE.format(kb_id=kb_id, template=template, sample=sample, title=title)
        for old, new in changes.items():
            text = text.replace(old, new)
        return self.write(f"kb/{kb_id}.md", text)

    def run(self, *args: str, stdin: str | bytes = "", **env: str) -> Ran:
        """Run `unstuck` with what a user would type.

        In this process, which is five times as fast; `process` is for tests of what only a process has.
        """
        data = stdin.encode() if isinstance(stdin, str) else stdin
        if args[:1] in ALONE:
            return self.process(*args, stdin=data, **env)
        runner = CliRunner(env={**self.environment, "COLUMNS": "80", **env})
        with contextlib.chdir(self.folder), runner.isolation(data) as (out, err, _):
            status = cli_run(list(args))
            sys.stdout.flush()
            sys.stderr.flush()
        ran = Ran(status, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode("utf-8", "replace"))
        assert "Traceback" not in ran.err, ran.err
        return ran

    def process(self, *args: str, stdin: str | bytes = "", **env: str) -> Ran:
        """The same in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "unstuck", *args],
            cwd=self.folder,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
            timeout=120,
            env={**os.environ, **self.environment, **env},
        )
        ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
        assert "Traceback" not in ran.err, ran.err
        return ran

    @property
    def environment(self) -> dict[str, str]:
        """A cache of its own, and a date that does not move."""
        return {"XDG_CACHE_HOME": str(self.folder / ".cache"), "SOURCE_DATE_EPOCH": "1795219200"}
