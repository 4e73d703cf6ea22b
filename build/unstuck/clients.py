"""The one-file clients, made of our own modules and scripts: `python -m unstuck.clients` writes them anew.

Both lie in `clients/` of the checkout and are published with every site. A test holds the files to what is made here.
"""

from __future__ import annotations

import json
from pathlib import Path

from unstuck import __version__, client
from unstuck.bundle import bundle
from unstuck.output import save
from unstuck.resources import clients_path, schema_path
from unstuck_search.rules import RULES

PYTHON = "unstuck_client.py"
_SHIMS = {"enum.StrEnum": "StrEnum", "itertools.pairwise": "pairwise"}
_INSTEAD = {
    ("unstuck.resources", "schema_path"): 'def schema_path(name: str) -> _File:\n    return _FILES[f"{name}.json"]',
    ("unstuck_search.rules", "RULES"): 'RULES = _FILES["rules.json"]',
}
_HEAD = '''#!/usr/bin/env python3
"""{about}

Version {version}. Standard library only, Python 3.9 or later. MIT licence. Made by `python -m unstuck.clients`: do not
edit. As a command: `python unstuck_client.py --kb https://example.org/kb/ build.log`
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


def python_client() -> bytes:
    """`clients/unstuck_client.py`."""
    roots = (("unstuck.client", "Client"), ("unstuck.client", "main"), ("unstuck.errors", "UnstuckError"))
    imports, text = bundle(roots, ("unstuck", "unstuck_search"), _INSTEAD, _SHIMS)
    needed = sorted({*imports, "import enum", "import itertools", "import sys"}, key=lambda one: (one[0] == "f", one))
    about = (schema_path("errors-1"), schema_path("terms-1"), RULES)
    head = _HEAD.format(
        about=str(client.__doc__).partition("\n\n`clients/")[0],
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


def main() -> None:
    """Write the clients anew."""
    save(clients_path() / PYTHON, python_client())


if __name__ == "__main__":
    main()
