"""A value in a message, and the patterns of what values look like."""

from __future__ import annotations

import re
from typing import NamedTuple

from unstuck.proposal.names import NOUNS
from unstuck_search.signatures.template import TYPES

KEPT = ""  # the type of what is claimed to be left as it is
SECRET = r"\[secret:[0-9]+\]"  # noqa: S105  (what stands for one)
IN_PATH = rf"(?:{SECRET}|[^\s'\"`<>|;*?,()\[\]{{}}:=])"
EXTENSIONS = (
    "a|bat|bz2|c|cc|cfg|class|cmd|conf|cpp|cs|csproj|css|csv|cxx|db|deb|dll|env|exe|gem|go|gradle|gz|h|hpp|html?|ini|"
    "img|iso|jar|java|jsx?|json|ko|kt|lib|lock|log|lua|[cm]js|md|o|obj|out|pem|crt|key|php|pl|ps1|py|pyc|rb|rpm|rs|s|"
    r"scss|sh|sln|so(?:\.[0-9]+)*|sock|sql|sqlite3?|svelte|swift|tar|tfvars|tf|tgz|toml|tsx?|txt|vue|war|wasm|whl|xml|"
    "xz|ya?ml|zip"
)
HOST = (
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+(?:com|org|net|io|dev|de|uk|eu|co|ai|app|cloud|local|internal|"
    r"lan|corp|test|example|invalid|svc|cluster|home|arpa|gov|edu|info)"
)
VERSION = r"[vV]?[0-9]+(?:\.[0-9]+)+[0-9A-Za-z]*(?:[-+~_.][0-9A-Za-z]+)*"
UNITS = "bytes?|KB|kB|MB|GB|TB|[KMGT]iB|[kKmMgG]b|ms|milliseconds?|s|secs?|seconds?|minutes?|mins?|hours?|days?|%"
NAMING = "|".join(sorted(NOUNS, key=len, reverse=True))
# What asks for the one word that ends a message.
LAST = (
    r"undefined|not found|unknown [a-z]+|no such [a-z]+|missing|provides package|cannot find package|"
    r"[A-Za-z.]*(?:ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError)|unrecognized arguments|"
    r"unrecognized option|invalid option|illegal option|unknown (?:shorthand )?flag|No module named|Unknown command"
)


class Value(NamedTuple):
    """A part of a message that varies: offsets, its type, and the name where the place gives one."""

    start: int
    end: int
    type: str
    name: str = ""


def holds(kind: str, text: str) -> bool:
    """Whether a type allows a text."""
    return re.fullmatch(TYPES[kind], text) is not None
