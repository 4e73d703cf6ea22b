"""`unstuck new`: an article to fill in, complete in form, so that the first check is clean."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unstuck.article.kb_id import kb_id_fault
from unstuck.cli.clock import today
from unstuck.errors import UsageError
from unstuck.output import save

if TYPE_CHECKING:
    from unstuck.lookup.knowledge_base import KnowledgeBase

TITLE = "What fails, in a few words"
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
@click.option(
    "--from-error",
    "error",
    metavar="FILE|-",
    help="A paste whose error becomes the first template; it is kept as evidence, redacted.",
)
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
    log = path.with_suffix(".hit.log")
    for one in (path, log):
        if one.exists():
            raise UsageError(f"{one}: exists; nothing was changed")
    knowledge_base = KnowledgeBase(config, starter=False, cache=cache_folder(config))
    other = document_of(knowledge_base, kb_id)
    if other is not None:
        raise UsageError(f"{kb_id}: is the id of {config.kb}/{other.path}; nothing was changed")
    if error:
        _from_error(knowledge_base, path, kb_id, title, category, error)
        return 0
    tool = "-".join(kb_id.lower().split("_")[:-1])  # of its own, so that it is not another article's error too
    template = f"{tool}: cannot open {{file:path}}: no such file"
    save(path, article_text(kb_id, title or TITLE, template, today(), category).encode())
    click.echo(f"wrote {path}")
    return 0


def article_text(
    kb_id: str, title: str, error: str | Mapping[str, object], today: datetime.date, category: str = "devops"
) -> str:
    """A new article's text; `error` is its first signature, as front matter has it."""
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
        "errors": [error],
        "placeholders": {"CONFIG_FILE": {"description": "Path of the configuration file"}},
    }
    return dump_front_matter(values, BODY.format(heading=title))


def _from_error(knowledge_base: KnowledgeBase, path: Path, kb_id: str, title: str, category: str, error: str) -> None:
    """Write the article that a paste proposes and keep the paste; say what is near it and what it collides with."""
    from unstuck.cli.options import read_input
    from unstuck.cli.progress import bar
    from unstuck.lookup.evidence import kb_cases, run_cases
    from unstuck.lookup.knowledge_base import open_match_index
    from unstuck.lookup.overlap import overlaps
    from unstuck.proposal.propose import propose
    from unstuck.terminal.proposal import proposal_page
    from unstuck.terminal.text import TextBuilder, wants_colour, width, write
    from unstuck_search.signatures.signature import make_signature

    text = read_input(error).decode("utf-8", "replace")
    proposal = propose(text, kb_id)
    if proposal is None:
        raise UsageError(f"{error}: no line of it can become a template; nothing was changed")
    with bar() as watch:
        before = open_match_index(knowledge_base, watch)
    answer = before.matcher.match(text)
    cases = kb_cases(knowledge_base, before)
    found = overlaps(make_signature(kb_id, 1, proposal.lines), cases, before.matcher.signatures.values())
    log = path.with_suffix(".hit.log")
    article = article_text(kb_id, title or proposal.title or TITLE, proposal.front_matter(), today(), category)
    for file, content in ((path, article), (log, proposal.text)):
        save(file, content.encode("utf-8", "replace"))
        click.echo(f"wrote {file}")
    with bar() as watch:
        after = open_match_index(knowledge_base, watch)
    own = [case for case in kb_cases(knowledge_base, after) if case.kb_id == kb_id]
    problems = [f"{one.case.name}: {one.problem}" for one in run_cases(after.matcher, own) if one.problem]
    builder = TextBuilder(colour=wants_colour(sys.stderr), columns=width())
    write(proposal_page(proposal, answer, before.articles, found, problems, builder), sys.stderr)
