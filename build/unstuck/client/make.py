"""The one-file clients, made of our own modules and scripts.

The wheel's build hook puts both files into the package; a checkout makes them when they are asked for. Nothing here
imports a dependency, so that the hook can run in a bare build environment.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

from unstuck import __version__
from unstuck.client.bundle import bundle
from unstuck.resources import packaged_clients, schema_path
from unstuck_search.browser.scripts import ORDER, browser_scripts
from unstuck_search.rules import RULES

PYTHON = "unstuck_client.py"
JAVASCRIPT = "unstuck-client.js"
_OWN = Path(__file__).with_name("client.py")
_SCRIPTS = tuple(name for name in ORDER if name not in ("redact", "search", "loader"))
_OURS = "((globalThis.Unstuck ??= {}));"
_SHIMS = {"enum.StrEnum": "StrEnum", "itertools.pairwise": "pairwise"}
_INSTEAD = {
    ("unstuck.resources", "schema_path"): 'def schema_path(name: str) -> _File:\n    return _FILES[f"{name}.json"]',
    ("unstuck_search.rules", "RULES"): 'RULES = _FILES["rules.json"]',
}
_HEAD = '''#!/usr/bin/env python3
"""{about}

Version {version}. Standard library only, Python 3.9 or later. MIT licence. Made from the
package's own modules: do not edit.
As a command: `python unstuck_client.py --kb https://example.org/kb/ build.log`
"""

from __future__ import annotations

{imports}

__all__ = ["Client", "UnstuckError"]

if sys.version_info < (3, 10):  # what these two do not know yet is left out
    _dataclass, _zip = dataclass, zip

    def dataclass(*, slots=False, **options):  # noqa
        return _dataclass(**options)

    def zip(*iterables, strict=False):  # noqa
        return _zip(*iterables)


def pairwise(iterable):
    """Each two neighbours: `itertools.pairwise` of Python 3.10."""
    one, other = itertools.tee(iterable)
    next(other, None)
    return zip(one, other)


class StrEnum(str, enum.Enum):
    """`enum.StrEnum` of Python 3.11, as far as it is used here."""


class _File:
    """A data file that lies within this one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_text(self, encoding: str) -> str:
        return self.text

    def read_bytes(self) -> bytes:
        return self.text.encode()


_FILES = {{
{files}
}}
'''
_FOOT = """

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
"""

_SCRIPT_HEAD = """\
// A client of a published knowledge base, in one file: it reads of the site's index what a paste asks for, and answers.
//
//     const {{ Client }} = require('./unstuck-client.js');
//
//     const kb = new Client('https://example.org/kb/');   // or the folder of a built site
//     const answer = await kb.match(log);                 // what `unstuck match --format json` prints
//     if (answer.verdict === 'match') console.log((await kb.article(answer.hits[0].kb_id)).tldr.action);
//
// Version {version}. Node 18 or later, or a bundler; no package. MIT licence.
// Made from the package's own scripts: do not edit.
'use strict';

const Unstuck = {{ rules: {rules} }};
"""


def client_files() -> dict[str, bytes]:
    """Both clients by file name: those of the wheel, else made from the checkout."""
    folder = packaged_clients()
    if folder is not None:
        return {name: (folder / name).read_bytes() for name in (JAVASCRIPT, PYTHON)}
    return {JAVASCRIPT: javascript_client(), PYTHON: python_client()}


def javascript_client() -> bytes:
    """`unstuck-client.js`: the scripts of the page's matcher, and `client.js`.

    Raises:
        ValueError: a script is not of the form that they share.
    """
    rules = json.dumps(json.loads(RULES.read_text(encoding="utf-8")), separators=(",", ":"))
    parts = [_SCRIPT_HEAD.format(version=__version__, rules=rules)]
    scripts = browser_scripts()
    for name in _SCRIPTS:
        script = scripts[f"{name}.js"].decode()
        if script.count(_OURS) != 1:
            raise ValueError(f"{name}.js: does not end in {_OURS}")
        parts.append(script.replace(_OURS, "(Unstuck);"))
    parts.append(_OWN.with_suffix(".js").read_text(encoding="utf-8"))
    return "\n".join(parts).encode()


def python_client() -> bytes:
    """`unstuck_client.py`."""
    roots = (("unstuck.client.client", "Client"), ("unstuck.client.client", "main"), ("unstuck.errors", "UnstuckError"))
    imports, text = bundle(roots, ("unstuck", "unstuck_search"), _INSTEAD, _SHIMS)
    needed = sorted({*imports, "import enum", "import itertools", "import sys"}, key=lambda one: (one[0] == "f", one))
    about = (schema_path("errors-1"), schema_path("terms-1"), RULES)
    head = _HEAD.format(
        about=str(ast.get_docstring(ast.parse(_OWN.read_text(encoding="utf-8")))).partition("\n\n`clients/")[0],
        version=__version__,
        imports="\n".join(needed),
        files="\n".join(map(_file, about)),
    )
    return (head + text + _FOOT).encode()


def _file(path: Path) -> str:
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")), separators=(",", ":"))
    pieces = [text[at : at + 110] for at in range(0, len(text), 110)]
    rows = "\n".join(f"        {piece!r}" for piece in pieces)
    return f'    "{path.name}": _File(\n{rows}\n    ),'
