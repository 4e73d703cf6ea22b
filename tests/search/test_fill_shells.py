"""Filled commands, run in real shells: a value arrives where the author put it, byte for byte, and nothing of it runs.

Every command is run twice: with a harmless marker in place of the placeholder, and filled. What the programs of the
command were given must be the same but for the value in place of the marker. Programs are stubs that record their
arguments; `ssh`, `docker` and `sudo` run what the real ones would run, in the way the real ones do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unstuck_search.commands.fill import Value, fill
from unstuck_search.rules import load_rules

RULES = load_rules().fill
MARK = "MARKER.1"
SHELLS = {
    "bash": ("bash", "--noprofile", "--norc"),
    "dash": ("dash",),
    "zsh": ("zsh", "-f"),
    "fish": ("fish", "--no-config"),
}
RECORD = '#!/bin/sh\n{ printf "%s\\0" "$0" "$@"; printf "\\1"; } >> "$RECORD"\n'
STUBS = {
    **dict.fromkeys(("tool", "git", "npm", "pip", "rm", "curl"), RECORD),
    "canary": '#!/bin/sh\n: > "$CANARY"\n',
    "ssh": '#!/bin/sh\nshift\nexec sh -c "$*"\n',  # the words behind the host are joined and read by a shell
    "docker": '#!/bin/sh\nshift 2\nexec "$@"\n',  # `docker exec CONTAINER command`
    "sudo": '#!/bin/sh\nexec "$@"\n',
    "readall": '#!/bin/sh\nwhile IFS= read -r line; do tool "$line"; done\n',
}
# In the syntax that all four shells share.
SHARED = (
    *(
        "tool __X__",
        "tool a __X__ b",
        'tool "__X__"',
        "tool '__X__'",
        "tool a.__X__.b",
        "tool --name=__X__",
        "tool __X__ __X__",
    ),
    *("sudo tool __X__", "tool __X__ | readall", "tool a; tool __X__", "tool a && tool __X__", "tool __X__ # __X__"),
    *('tool "a __X__ b"', "tool 'a __X__ b'", "git clone __X__", "npm install __X__", "ssh host tool __X__"),
    *(
        "ssh host 'tool __X__'",
        'ssh host "tool __X__"',
        "docker exec web tool __X__",
        "docker exec web sh -c 'tool __X__'",
    ),
    *(
        "sh -c 'tool __X__'",
        'sh -c "tool \\"__X__\\""',
        "bash -c 'tool __X__'",
        "env A=1 tool __X__",
    ),
    *(
        "eval 'tool __X__'",
        "rm -rf __X__",
        "curl -d __X__ host",
        "find . -maxdepth 0 -exec tool __X__ +",
        "tool > __X__",
    ),
    *(
        "__X__",
        "sudo __X__",
        "ssh host __X__",
        "sh -c '__X__'",
        "bash __X__",
        "eval __X__",
        "env __X__",
        "tool a | __X__",
    ),
    *("tool a \\\n  __X__", "# __X__\ntool a", "if tool __X__\n:\nend"),
)
POSIX = (
    *("tool `tool __X__`", "tool $(tool __X__)", 'tool "$(tool "__X__")"', "A=__X__ tool a", "A=__X__; tool $A"),
    *("readall <<EOF\n__X__\nEOF", "cat <<EOF\n__X__\nEOF", "cat <<'EOF' | readall\n__X__\nEOF", "tool ${A:-__X__}"),
    *(
        "for a in __X__; do tool $a; done",
        "case __X__ in 'no value') :;; *) tool __X__;; esac",
        "(tool __X__)",
        "{ tool __X__; }",
    ),
    *("f() { tool __X__; }; f", "trap 'tool __X__' EXIT", "if tool __X__; then tool b; fi", "tool it\\'s __X__"),
    *("tool \"${A:-'__X__'}\""),
    "cat <<EOF\n$(tool __X__)\nEOF",
)
BASH = (
    *(
        "tool $'__X__'",
        "a=(__X__ b); tool ${a[0]}",
        "readall <<< __X__",
        'readall <<< "__X__"',
    ),
    *("declare a=__X__; tool $a", "printf '%s' __X__ | readall"),
)
# What these do depends on the value itself, so only that nothing runs is tested.
DEPENDING = (
    *("[[ __X__ -gt 1 ]] || tool a", "tool $((__X__ + 1))", "test -v __X__ || tool a", "[ __X__ = a ] || tool b"),
    "readall < __X__",
    *("test -n __X__ && tool a", "let a=__X__", "[ __X__ -gt 1 ]", "(( __X__ ))", "declare -i a=__X__", "unset __X__"),
)
PAYLOADS = (
    *("$(canary)", "`canary`", "; canary;", "| canary", "&& canary", "\ncanary\n", "' ; canary ; '"),
    '" ; canary ; "',
    *(
        "${IFS}canary",
        "$'\\ncanary\\n'",
        "a' $(canary) '",
        "a\\' ; canary #",
        "a\\",
        "\\'; canary; \\'",
        "'",
        '"',
        "\\",
    ),
    *(
        "-c canary",
        "--exec=canary",
        "--upload-pack=canary",
        "-oProxyCommand=canary",
        "canary",
        "a b",
        "a\tb",
        "*",
        "~",
        "!!",
    ),
    *(
        "a[$(canary)]",
        "x$(canary)y",
        "<(canary)",
        ">canary",
        "{a,b}",
        "(canary)",
        "#a",
        "%s",
        "é ü",
        "日本語",
        "a=b",
        "^a^b",
    ),
    *(
        "EOF\ncanary",
        "'\"'\"'; canary",
        "a;canary",
        "a&canary",
        "\u2028canary",
        "\x1b[31mcanary",
        "/etc/passwd",
        "../../etc",
    ),
)
WORDS = ["canary", "$(", ")", "`", ";", "'", '"', "\\", " ", "\n", "a", "${", "}"]
VALUES = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(st.sampled_from("aé '\"`$\\!#;&|<>(){}[]*?~=-%^/.:@+,\n\t"), min_size=1, max_size=10),
    st.lists(
        st.sampled_from(["canary", "$(", ")", "`", ";", "'", '"', "\\", " ", "\n", "a", "${", "}"]), max_size=7
    ).map("".join),
    st.from_regex(r"[A-Za-z0-9_/.][A-Za-z0-9._/@:+-]{0,12}", fullmatch=True),
)


def available(name: str) -> bool:
    if shutil.which(name):
        return True
    assert not os.environ.get("UNSTUCK_REQUIRE_SHELLS"), f"{name} is required, but not on this machine"
    return False


@pytest.fixture(scope="module")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stubs")
    for name, text in STUBS.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    return folder


def run(shell: str, script: str, stubs: Path, folder: Path, name: str = "record") -> list[bytes]:
    """Run a script; gives the recorded calls in order. Fails where the canary ran."""
    record, canary = folder / name, folder / "canary-ran"
    record.write_bytes(b"")
    environment = {
        "PATH": f"{stubs}:{os.environ['PATH']}",
        "RECORD": str(record),
        "CANARY": str(canary),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    path = folder / "script"
    path.write_bytes(script.encode("utf-8", "surrogatepass"))
    subprocess.run(
        [*SHELLS[shell], str(path)],
        capture_output=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=20,
    )
    assert not canary.exists(), script
    return recorded(record)


def recorded(record: Path) -> list[bytes]:
    return record.read_bytes().split(b"\x01")[:-1]


def filled(code: str, value: str, kind: str = "rest") -> str | None:
    """The command with the value, or None where any placeholder stayed."""
    made = fill(code, "bash", {"x": Value(value, kind)}, RULES)
    return None if made.missing else made.text


def check(shell: str, codes: Sequence[str], value: str, stubs: Path, folder: Path) -> None:
    """All commands that take the value, in one script each way."""
    commands = [(code, text) for code in codes if (text := filled(code, value)) is not None]
    marked = [code.replace("__X__", MARK) for code, _ in commands]
    before = run(shell, "\n".join(f"{text}\ntool end" for text in marked), stubs, folder)
    after = run(shell, "\n".join(f"{text}\ntool end" for _, text in commands), stubs, folder, "record-filled")
    expected = [call.replace(MARK.encode(), value.encode()) for call in before]
    if after != expected:  # on a busy machine, what bash runs beside a command may end after the script
        time.sleep(1)
        after = sorted(recorded(folder / "record-filled"))
        expected = sorted(call.replace(MARK.encode(), value.encode()) for call in recorded(folder / "record"))
    assert after == expected, (value, [text for _, text in commands])


@pytest.mark.parametrize(
    ("shell", "codes"), [(name, SHARED) for name in SHELLS] + [("bash", (*POSIX, *BASH)), ("dash", POSIX)]
)
@settings(suppress_health_check=list(HealthCheck), max_examples=25, deadline=None)
@given(value=VALUES)
def test_a_value_arrives_as_it_is_or_is_not_filled(
    shell: str, codes: tuple[str, ...], value: str, stubs: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if not available(shell):
        pytest.skip(f"{shell} is not on this machine")
    folder = tmp_path_factory.mktemp("run")
    check(shell, codes, value, stubs, folder)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs_in_any_context(payload: str, stubs: Path, tmp_path: Path) -> None:
    for shell in SHELLS:
        if not available(shell):
            continue
        codes = (*SHARED, *POSIX, *BASH, *DEPENDING) if shell == "bash" else SHARED
        for code in codes:
            text = filled(code, payload)
            if text is not None:
                run(shell, text, stubs, tmp_path)


@pytest.mark.parametrize(
    "code",
    [
        "python -c 'print(\"__X__\")'",
        'python -c "import sys; print(sys.argv[1])" __X__',
        "node -e 'console.log(\"__X__\")'",
        "node -e 'console.log(process.argv[1])' __X__",
        "python -c 'import __X__'",
        "node -e 'require(\"__X__\")'",
        "awk 'BEGIN { print \"__X__\" }'",
        "sed -n 's/__X__/&/e' /dev/null",
        "perl -e 'print \"__X__\"'",
    ],
)
@settings(suppress_health_check=list(HealthCheck), max_examples=15, deadline=None)
@given(
    value=st.one_of(
        VALUES,
        st.sampled_from(
            [
                'a"); __import__("os").system("canary"); ("',
                "os;__import__('os').system('canary')",
                "require('child_process').execSync('canary')",
                '");require("child_process").execSync("canary");("',
                "@{[system('canary')]}",
                "a/e;canary",
                '"; system("canary"); "',
            ]
        ),
    )
)
def test_inner_interpreters_run_nothing_of_a_value(
    code: str, value: str, stubs: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = filled(code, value)
    if text is not None and available(code.split()[0].replace("python", sys.executable)):
        run("bash", text, stubs, tmp_path_factory.mktemp("run"))
