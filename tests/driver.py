"""A small project to try commands on: write files, run a command, look at what it said."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
        """Run `unstuck` as a user would."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "unstuck", *args],
            cwd=self.folder,
            input=data,
            capture_output=True,
            check=False,
            timeout=120,
            env={**os.environ, "XDG_CACHE_HOME": str(self.folder / ".cache"), "SOURCE_DATE_EPOCH": "1795219200", **env},
        )
        ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
        assert "Traceback" not in ran.err, ran.err
        return ran
