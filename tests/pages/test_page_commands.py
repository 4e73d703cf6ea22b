"""What of a block is copied: the page's own script, run by node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from unstuck.resources import templates_path
from unstuck_search.browser.scripts import browser_scripts

SERVE = """
globalThis.window = globalThis;
SCRIPT
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [name, args] = JSON.parse(line);
  process.stdout.write(JSON.stringify(Unstuck[name](...args)) + '\\n');
});
"""
Call = Callable[..., str]


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on this machine; the browser tests copy commands too")
    scripts = browser_scripts()
    search = b"".join(scripts[name] for name in ("rules.js", "shell_words.js", "command_context.js", "fill.js"))
    script = (templates_path() / "assets" / "command.js").read_text(encoding="utf-8")
    code = SERVE.replace("SCRIPT", search.decode() + script)
    with subprocess.Popen([found, "-e", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def ask(name: str, *args: Any) -> str:
            stdin.write(json.dumps([name, args]) + "\n")
            stdin.flush()
            return str(json.loads(stdout.readline()))

        yield ask
        stdin.close()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("bash", "$ npm ci\n$ npm test", "npm ci\nnpm test"),
        ("console", "$ docker ps\nCONTAINER ID\nabc\n$ docker rm \\\n  abc\nabc", "docker ps\ndocker rm \\\n  abc"),
        ("console", "# apt update\nReading\n# apt install x", "apt update\napt install x"),
        ("console", "ann@host:~/a$ ls\nb", "ls"),
        ("console", "> node -v\n> npm -v", "node -v\nnpm -v"),
        ("bash", "$ for i in 1; do\n> echo $i\n> done\n1", "for i in 1; do\necho $i\ndone"),
        ("bash", "# a comment\nls  \n\n> log.txt\n", "# a comment\nls\n\n> log.txt"),
        ("bash", "cd x\n$ ls", "cd x\nls"),
        ("powershell", "PS C:\\Users\\a> Get-Item x\nPS> dir", "Get-Item x\ndir"),
        ("cmd", "C:\\a> dir\n Volume\n", "dir"),
        ("bash", "echo $HOME $ x", "echo $HOME $ x"),
        ("diff", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n same\n-old\n+new\n++x", "same\nnew\n+x"),
        ("python", "$ not a prompt", "$ not a prompt"),
    ],
)
def test_a_copy_has_neither_prompts_nor_output_nor_removed_lines(
    call: Call, language: str, text: str, expected: str
) -> None:
    assert call("clean", text, language) == expected
