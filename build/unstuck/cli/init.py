"""`unstuck init`: the beginnings of a knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.clock import today
from unstuck.cli.new import article_text
from unstuck.errors import UsageError
from unstuck.output import save

CONFIG = """title = "{title}"
description = "Paste an error, get the fix."
# base_url = "https://kb.example.com/"   # where the site will be published
"""
VOCABULARY = """# The words that articles may use. Remove a facet to accept any word in it.
categories:
  devops:
    title: DevOps
    description: Building, shipping and running software.
    synonyms: [ci, deployment]
platforms:
  linux: {title: Linux}
  macos: {title: macOS, synonyms: [mac, osx]}
  windows: {title: Windows}
  cross-platform: {title: Any platform}
"""


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Start a knowledge base in FOLDER: a configuration, a vocabulary and a first article."""
    files = {
        folder / "unstuck.toml": CONFIG.format(title=folder.resolve().name.replace('"', "")),
        folder / "kb" / "vocabulary.yaml": VOCABULARY,
        folder / "kb" / "devops" / "MY_FIRST_001.md": article_text(
            "MY_FIRST_001",
            "The tool cannot find its configuration",
            "mytool: cannot open {file:path}: no such file",
            today(),
        ),
    }
    standing = [path for path in files if path.exists()]
    if standing:
        raise UsageError(f"{standing[0]}: is there already; nothing was changed")
    for path, text in files.items():
        save(path, text.encode())
        click.echo(f"wrote {path}")
    click.echo("\nNext:  unstuck check   and   unstuck build")
    return 0
