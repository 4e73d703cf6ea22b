"""Help texts and error messages, word for word: what people read first.

`UPDATE_GOLDENS=1 make test` writes them again; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from driver import Project
from unstuck.cli import VERBS, group

SNAPSHOTS = Path(__file__).parent.parent / "fixtures/output"
FAILURES = {
    "unknown verb": ["chekc"],
    "unknown option": ["check", "--fxi"],
    "unknown format": ["check", "--format", "xml"],
    "no such path": ["check", "nowhere.md"],
    "path outside of the knowledge base": ["check", "/tmp"],
    "no such finding": ["explain", "falback-without-risks"],
    "no such schema": ["schema", "eror"],
    "no such article": ["show", "TOOL_FILE_999"],
    "bad id": ["new", "tool-1"],
    "file exists": ["new", "TOOL_FILE_001"],
    "no such file to match": ["match", "nowhere.log"],
    "no such knowledge base": ["match", "--kb", "nowhere", "-"],
    "bad address": ["match", "--kb", "ftp://example.com", "-"],
    "offline and nothing cached": ["match", "--kb", "https://example.invalid/", "--offline", "-"],
    "broken batch": ["match", "--batch", "-"],
    "no such baseline": ["check", "--baseline", "nowhere.json"],
    "unknown export": ["export", "--to", "xml"],
    "unknown id to test": ["test", "TOOL_FILE_999"],
    "command not found": ["run", "--", "no-such-command-here"],
}
CONFIGURATIONS = {
    "misspelt key": 'titel = "x"\n',
    "wrong type": "title = 3\n",
    "not TOML": "title = \n",
    "unknown role": '[sections]\n"Loesung" = "solutoin"\n',
    "bad address": 'base_url = "ftp://x"\n',
}


def hold(name: str, got: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_as_it_was(verb: str) -> None:
    ran = CliRunner().invoke(group, [*filter(None, [verb]), "--help"], prog_name="unstuck", terminal_width=80)
    assert ran.exit_code == 0
    hold(f"help-{verb or 'unstuck'}.txt", ran.output)


def test_error_messages_are_as_they_were(project: Project) -> None:
    project.article("TOOL_FILE_001")
    blocks = [block(project, name, arguments) for name, arguments in FAILURES.items()]
    for name, text in CONFIGURATIONS.items():
        project.write("unstuck.toml", text)
        blocks.append(block(project, f"configuration: {name}", ["check"]))
    hold("errors.txt", "\n".join(blocks))


def block(project: Project, name: str, arguments: list[str]) -> str:
    """One failure: the command, its exit status and all that it printed."""
    ran = project.run(*arguments, stdin="not json\n")
    printed = f"{ran.out}{ran.err}".replace(str(project.folder.resolve()), "FOLDER").replace(
        str(project.folder), "FOLDER"
    )
    return f"# {name}\n$ unstuck {' '.join(arguments)}\n[{ran.status}]\n{printed}"


def test_no_snapshot_is_left_over() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == {"errors.txt", "help-unstuck.txt"} | {
        f"help-{verb}.txt" for verb in VERBS
    }
