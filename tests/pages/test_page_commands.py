"""Values in commands, and what of a block is copied: the page's own script, run by node; real shells are the judges."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unstuck.resources import templates_path

SERVE = """
globalThis.window = globalThis;
SCRIPT
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [name, args] = JSON.parse(line);
  process.stdout.write(JSON.stringify(Unstuck[name](...args)) + '\\n');
});
"""
Call = Callable[..., str]
VALUES = st.text(st.sampled_from("aé '\"`$\\!#;&|<>(){}*?~=-%^\u2019\u201c"), min_size=1, max_size=12)
# Code, and what a shell must print for a value in it.
CODE = [
    "printf %s __X__",
    "printf %s '__X__'",
    'printf %s "__X__"',
    'printf %s "$(printf %s __X__)"',
    'printf %s "$(printf %s "__X__")"',
    'printf %s "`printf %s __X__`"',
    'x=`printf %s "__X__"`; printf %s "$x"',
    "# don't\nprintf %s __X__",
    "cat <<EOF | tr -d '\\n'\n__X__\nEOF",
    "cat <<'EOF' | tr -d '\\n'\n__X__\nEOF",
    "cat <<EOF >/dev/null\nit's \"\nEOF\nprintf %s __X__",
    "(true); case a in a) printf %s __X__;; esac",
    "printf %s ${NONE:-}__X__",
]


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on this machine; the browser tests copy commands too")
    script = (templates_path() / "assets" / "command.js").read_text(encoding="utf-8")
    code = SERVE.replace("SCRIPT", script)
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


def filled(call: Call, code: str, language: str, value: str) -> str:
    before, after = code.split("__X__")
    return before + call("quote", value, language, before, after) + after


@pytest.mark.parametrize("code", CODE)
@given(value=VALUES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_a_shell_gets_the_value_as_it_is_wherever_it_stands(call: Call, code: str, value: str) -> None:
    command = filled(call, code, "bash", value)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == (value, 0), command


def test_an_apostrophe_in_printed_output_does_not_open_a_quote(call: Call) -> None:
    assert "echo 'a; b'" in filled(call, "$ x\ndon't\n$ echo __X__", "console", "a; b")


@given(value=VALUES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_json_and_yaml_get_the_value_as_it_is(call: Call, value: str) -> None:
    for code in ('{"a": "__X__"}', '{"a": __X__}'):
        assert str(json.loads(filled(call, code, "json", value))["a"]) == value
    for code in ('a: "__X__"', "a: '__X__'", "a: __X__"):
        loaded = yaml.safe_load(filled(call, code, "yaml", value))["a"]
        assert isinstance(loaded, (int, float, bool)) or loaded == value


@pytest.mark.parametrize(
    ("language", "code", "value", "expected"),
    [
        ("powershell", "Get-Item __X__", "C:\\a b\\it's\u2019", "Get-Item 'C:\\a b\\it''s\u2019\u2019'"),
        ("powershell", 'Write-Host "a __X__"', 'x"$(calc)`', 'Write-Host "a x`"`$(calc)``"'),
        ("powershell", "cd __X__", "C:\\temp", "cd C:\\temp"),
        ("cmd", "type __X__", 'a" & calc & "', 'type "a"" & calc & """'),
        ("bat", 'type "__X__"', "a b", 'type "a b"'),
        ("sql", "SELECT '__X__'", "it's", "SELECT 'it''s'"),
        ("python", 'x = "__X__"', 'a"\\', 'x = "a\\"\\\\"'),
        ("dockerfile", "FROM a\nRUN echo __X__", "a;b", "FROM a\nRUN echo 'a;b'"),
        ("dockerfile", "FROM __X__", "a/b:1", "FROM a/b:1"),
        ("xml", "<a>__X__</a>", "<b>", "<a>&#60;b&#62;</a>"),
        ("yaml", "image: __X__:latest", "a/b", "image: a/b:latest"),
        ("text", "see __X__", "it's", "see it's"),
        ("", "echo __X__", "a b", "echo 'a b'"),
    ],
)
def test_each_language_has_its_own_way(call: Call, language: str, code: str, value: str, expected: str) -> None:
    assert filled(call, code, language, value) == expected


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
