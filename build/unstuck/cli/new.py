"""`unstuck new`: an article to fill in, complete in form, so that the first check is clean."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from unstuck.article.kb_id import kb_id_fault
from unstuck.cli.clock import today
from unstuck.errors import UsageError
from unstuck.output import save

BODY = """# {heading}

> **TL;DR**: what one sees → what to do
> **Fix Time**: ~5 min | **Platform**: any

## This Is Your Problem If

- [ ] The output holds the error above

**Where to Check**: `mytool --version`

## Solution

```bash
mytool --config __CONFIG_FILE__  # VAR
```

## Verification (<30 sec)

```bash
mytool --check
```

**Expected**:

- It exits without a message
"""


@click.command("new")
@click.argument("kb_id")
@click.option("--title", default="", help="The article's title.")
@click.option("--category", default="devops", show_default=True, help="Its category, and the folder it goes to.")
@click.option("--from-error", "error", metavar="FILE|-", help="A paste whose error line becomes the first template.")
def command(kb_id: str, title: str, category: str, error: str | None) -> int:
    """Start the article KB_ID (words and a number of three digits: LINUX_DISK_001)."""
    from unstuck.config import find_config
    from unstuck.lookup.knowledge_base import KnowledgeBase, cache_folder, document_of

    fault = kb_id_fault(kb_id)
    if fault:
        raise UsageError(f"{kb_id}: {fault}, such as LINUX_DISK_001")
    if not category.replace("-", "").isalnum():
        raise UsageError(f"{category}: a category is one word of letters, digits and dashes")
    config = find_config(Path.cwd())
    if not config.kb_path.is_dir():
        raise UsageError(f"{config.kb_path}: no such folder; `unstuck init` starts a knowledge base")
    path = config.kb_path / category / f"{kb_id}.md"
    if path.exists():
        raise UsageError(f"{path}: exists; nothing was changed")
    other = document_of(KnowledgeBase(config, starter=False, cache=cache_folder(config)), kb_id)
    if other is not None:
        raise UsageError(f"{kb_id}: is the id of {config.kb}/{other.path}; nothing was changed")
    tool = "-".join(kb_id.lower().split("_")[:-1])  # of its own, so that it is not another article's error too
    template = _template(error) if error else f"{tool}: cannot open {{file:path}}: no such file"
    save(path, article_text(kb_id, title or "What fails, in a few words", template, today(), category).encode())
    click.echo(f"wrote {path}")
    return 0


def article_text(kb_id: str, title: str, template: str, today: datetime.date, category: str = "devops") -> str:
    """A new article's text."""
    from unstuck.article.front_matter import dump_front_matter

    values = {
        "kb_id": kb_id,
        "title": title,
        "category": category,
        "platform": "cross-platform",
        "technologies": [],
        "complexity": 2,
        "criticality": "medium",
        "created": today,
        "tags": [],
        "related_kb": [],
        "errors": [template],
        "placeholders": {"CONFIG_FILE": {"description": "Path of the configuration file"}},
    }
    return dump_front_matter(values, BODY.format(heading=title))


def _template(file: str) -> str:
    """The line of a paste that reads most like an error, as a literal template."""
    from unstuck.article.infer import looks_like_error
    from unstuck_search.lines.normalise import read_lines
    from unstuck_search.rules import load_rules
    from unstuck_search.signatures.template import escape

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    lines = [line.text for line in read_lines(text, load_rules())]
    if not lines:
        raise UsageError(f"{file}: holds no text")
    return escape(next((line for line in lines if looks_like_error(line)), lines[0]))
