"""The published vectors of values in commands, for Python and for its JavaScript twin, and generated commands for both.

After a change that is meant to move them: `python tests/search/test_fill_vectors.py` writes them again; read the
difference before you commit it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fill_cases import OTHER, SHELL, VALUES, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unstuck_search
from unstuck_search.browser.scripts import browser_scripts
from unstuck_search.commands.fill import Value, fill
from unstuck_search.rules import load_rules

FILE = Path(unstuck_search.__file__).parent / "vectors" / "fill-1.json"
RULES = load_rules().fill
SERVE = """
globalThis.window = globalThis;
SCRIPTS
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [code, language, values] = JSON.parse(line);
  process.stdout.write(JSON.stringify(Unstuck.fillCommand(code, language, values)) + '\\n');
});
"""
ENTRIES = [
    *(
        "__X__",
        "__Y__",
        " ",
        " ",
        "\n",
        "cat",
        "sudo",
        "ssh",
        "host",
        "bash",
        "-c",
        "-u",
        "--",
        "'",
        '"',
        "`",
        "$(",
        ")",
        "(",
    ),
    *("<<EOF\n", "\nEOF\n", "<", ">", ">>", "|", "&&", ";", "#", "\\", "\\\n", "$'", "${", "}", "{", "[["),
    *("]]", "A="),
    *(
        "docker",
        "exec",
        "run",
        "--rm",
        "python",
        "node",
        "-e",
        "find",
        "-exec",
        "rm",
        "-rf",
        "eval",
        "case",
        "in",
        "$ ",
    ),
    *(
        "RUN ",
        "FROM ",
        "CMD [",
        "run: ",
        "command:\n  - ",
        "key: ",
        "é",
        "😀",
        "\t",
        "\r\n",
        "\u2028",
        "\u00a0",
        "\x1c",
        "ſ",
    ),
]
LANGUAGES = st.sampled_from(
    ["bash", "", "console", "fish", "dockerfile", "yaml", "json", "python", "powershell", "make", "c"]
)
VALUE_TEXTS = st.one_of(
    st.sampled_from([text for texts in VALUES.values() for text, _ in texts]),
    st.text(st.sampled_from("aé1 '\"`$\\!#;&|<>(){}*?~=-%^/.:@+,\u2019\u200b\U000e0041\n\t"), max_size=8),
)
TYPES = st.sampled_from(["word", "path", "int", "host", "url", "rest", "quoted", "version", "unknown"])
Ask = Callable[[str, str, dict[str, Any]], Any]


def as_json(code: str, language: str, values: dict[str, dict[str, str]]) -> dict[str, Any]:
    """What the filler makes of a command, in the form of the vectors."""
    filled = fill(code, language, {name: Value(value["text"], value["type"]) for name, value in values.items()}, RULES)
    return {
        "parts": [{"text": part.text, "name": part.name, "filled": part.filled} for part in filled.parts],
        "missing": [{"name": one.name, "value": one.value, "reason": one.reason.value} for one in filled.missing],
    }


def make_cases() -> Iterator[dict[str, Any]]:
    for language, code, values in cases():
        given_values = {name: {"text": text, "type": kind} for name, (text, kind) in values.items()}
        answer = as_json(code, language, given_values)
        text = "".join(part["text"] for part in answer["parts"])
        missing = [[one["name"], one["reason"]] for one in answer["missing"]]
        yield {"language": language, "code": code, "values": given_values, "text": text, "missing": missing}


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on this machine; the browser tests fill commands too")
    scripts = browser_scripts()
    code = b"".join(scripts[name] for name in ("rules.js", "shell_words.js", "command_context.js", "fill.js"))
    program = SERVE.replace("SCRIPTS", code.decode())
    with subprocess.Popen([found, "-e", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def call(code: str, language: str, values: dict[str, Any]) -> Any:
            stdin.write(json.dumps([code, language, values]) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

        yield call
        stdin.close()


def test_the_vectors_are_what_the_filler_does() -> None:
    published = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    assert len(published) >= 300
    assert published == list(make_cases())


def test_the_twin_gives_the_published_results(ask: Ask) -> None:
    for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]:
        answer = ask(case["code"], case["language"], case["values"])
        assert "".join(part["text"] for part in answer["parts"]) == case["text"], case
        assert [[one["name"], one["reason"]] for one in answer["missing"]] == case["missing"], case


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=1500, deadline=None)
@given(
    code=st.one_of(
        st.lists(st.sampled_from(ENTRIES), max_size=14).map("".join),
        st.sampled_from([*SHELL, *(code for _, code in OTHER)]),
    ),
    language=LANGUAGES,
    texts=st.tuples(VALUE_TEXTS, VALUE_TEXTS),
    types=st.tuples(TYPES, TYPES),
)
def test_both_twins_fill_any_command_alike(
    ask: Ask, code: str, language: str, texts: tuple[str, str], types: tuple[str, str]
) -> None:
    values = {name: {"text": text, "type": kind} for name, text, kind in zip("xy", texts, types, strict=True)}
    assert ask(code, language, values) == as_json(code, language, values)


if __name__ == "__main__":
    data = {"version": 1, "cases": list(make_cases())}
    FILE.write_text(json.dumps(data, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")
