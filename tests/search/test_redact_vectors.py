"""The published vectors of redaction, held by Python and by its JavaScript twin, and generated text thrown at both.

Texts stand in pieces, so that no scanner takes them for a leak. After a change that is meant to move them:
`python tests/search/test_redact_vectors.py` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unstuck_search
from unstuck_search.browser.scripts import browser_scripts
from unstuck_search.redact import redact
from unstuck_search.rules import load_rules

FILE = Path(unstuck_search.__file__).parent / "vectors" / "redact-1.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
RULES = load_rules()
SERVE = """
globalThis.window = globalThis;
SCRIPTS
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [text, addresses] = JSON.parse(line);
  const { text: redacted, values, kinds } = Unstuck.redact(text, Unstuck.rules, { addresses });
  process.stdout.write(JSON.stringify([redacted, values, kinds]) + '\\n');
});
"""
ENTRIES = [
    *[
        "password",
        "=",
        ": ",
        "'",
        '"',
        "\\",
        "token",
        "Secret",
        "API_KEY",
        "://",
        "@",
        "a.b",
        "corp.test",
        "/home/",
        "-u ",
    ],
    *[
        "Authorization: ",
        "Bearer ",
        "ann",
        "hun" + "ter2",
        "[secret:1]",
        "arn:aws:s3:::",
        "x",
        "\n",
        " ",
        "\u2028",
        "😀",
    ],
    *[
        "-----BEGIN PRIVATE " + "KEY-----",
        "-----END PRIVATE " + "KEY-----",
        "10.0.0.7",
        "fe80::1",
        "é",
        "ſ",
        "K",
        "\u00a0",
        "\x1c",
    ],
    *[
        "gh" + "p_" + "aB3" * 12,
        "\\Users\\",
        "changeme",
        "?sig=",
        "Cookie: ",
        "--password=",
        "${X}",
        "0123456789",
        "<",
        "%",
    ],
]
TEXTS = st.lists(st.one_of(st.sampled_from(ENTRIES), st.text(st.characters(exclude_categories=("Cs",)), max_size=5)))

Redact = Callable[[str, bool], list[Any]]


def python(text: str, addresses: bool) -> list[Any]:
    found = redact(text, RULES, addresses=addresses)
    return [found.text, found.values, found.kinds]


@pytest.fixture(scope="module")
def node() -> Iterator[Redact]:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on this machine; Chromium runs the twin too")
    scripts = browser_scripts()
    code = SERVE.replace("SCRIPTS", "\n".join(scripts[name].decode() for name in ("rules.js", "redact.js")))
    with subprocess.Popen([found, "-e", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def ask(text: str, addresses: bool) -> list[Any]:
            stdin.write(json.dumps([text, addresses]) + "\n")
            stdin.flush()
            answer: list[Any] = json.loads(stdout.readline())
            return answer

        yield ask
        stdin.close()


def expected(case: dict[str, Any], redacted: list[Any]) -> None:
    text, values, kinds = redacted
    assert text == case["redacted"]
    assert list(kinds.values()) == case["kinds"]
    for name, value in values.items():
        text = text.replace(name, value)
    assert text == "".join(case["text"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_python_gives_the_published_answer(case: dict[str, Any]) -> None:
    expected(case, python("".join(case["text"]), case.get("addresses", False)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_twin_gives_the_published_answer(node: Redact, case: dict[str, Any]) -> None:
    expected(case, node("".join(case["text"]), case.get("addresses", False)))


@given(TEXTS, st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
def test_both_redact_any_text_alike(node: Redact, pieces: list[str], addresses: bool) -> None:
    text = "".join(pieces)
    assert node(text, addresses) == python(text, addresses)


def test_every_kind_has_a_vector() -> None:
    kinds = {kind for kind, _ in (*RULES.secrets, *RULES.private, *RULES.addresses)}
    rare = {
        "a Google API key",
        "a Google token",
        "a Stripe key",
        "a PyPI token",
        "an AI service key",
        "a DigitalOcean token",
    }
    assert kinds - rare == {kind for case in CASES for kind in case["kinds"]}


def main() -> None:
    for case in CASES:
        text, _, kinds = python("".join(case["text"]), case.get("addresses", False))
        case.update(redacted=text, kinds=list(kinds.values()))
    text = json.dumps({"version": 1, "cases": CASES}, ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
