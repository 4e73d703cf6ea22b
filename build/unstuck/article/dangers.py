"""Commands that can destroy something: one list for the check that asks for a word on them and for pages that warn."""

from __future__ import annotations

import re

# What is dangerous by its name: a pattern, and words of which a line that matches it holds one. Looking for words is
# much faster than looking for patterns, and most lines have none.
_DANGERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "--privileged": (r"--privileged\b", ("--privileged",)),
    "a download piped into a shell": (
        r"\b(?:curl|wget)\b[^|\n]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b",
        ("curl", "wget"),
    ),
    "rm -rf": (r"\brm\s+(?:-[a-zA-Z]*[rR][a-zA-Z]*f|-[a-zA-Z]*f[a-zA-Z]*[rR]|-[rR]\s+-f|-f\s+-[rR])", ("rm",)),
    "--force": (r"(?<![\w-])--force(?![\w-])", ("--force",)),
    "push -f": (r"\bgit\s+push\b[^\n]{0,100}\s-f\b", ("push",)),
    "chmod 777": (r"\bchmod\s+(?:-R\s+)?0?777\b", ("chmod",)),
    "git reset --hard": (r"\bgit\s+reset\s+--hard\b", ("reset",)),
    "git clean": (r"\bgit\s+clean\s+-[a-zA-Z]*f", ("clean",)),
    "prune": (r"\b(?:system|volume|image|container|builder)\s+prune\b", ("prune",)),
    "mkfs": (r"\bmkfs(?:\.\w+)?\s", ("mkfs",)),
    "dd to a device": (r"\bdd\b[^\n]{0,200}\bof=/dev/", ("dd",)),
    "a fork bomb": (r":\(\)\s*\{", (":(",)),
    "--no-verify": (r"--no-verify\b", ("--no-verify",)),
    "switching certificate checks off": (
        (
            r"--insecure\b|\bcurl\b[^\n]{0,60}\s-k\b|(?:sslVerify|strict-ssl)\s*[= ]\s*false|--trusted-host\b|"
            r"NODE_TLS_REJECT_UNAUTHORIZED=0"
        ),
        ("--insecure", "curl", "sslVerify", "strict-ssl", "--trusted-host", "NODE_TLS_REJECT_UNAUTHORIZED"),
    ),
    "StrictHostKeyChecking=no": (r"StrictHostKeyChecking[= ]no\b", ("StrictHostKeyChecking",)),
    "--break-system-packages": (r"--break-system-packages\b", ("--break-system-packages",)),
    "kill -9": (r"\bkill(?:all)?\s+-(?:9|KILL|SIGKILL)\b", ("kill",)),
    "DROP": (r"\bDROP\s+(?:TABLE|DATABASE|SCHEMA)\b", ("DROP",)),
    "TRUNCATE": (r"\bTRUNCATE\s+TABLE\b", ("TRUNCATE",)),
}
PATTERNS = {name: re.compile(pattern) for name, (pattern, _) in _DANGERS.items()}
_ANY = re.compile("|".join(pattern for pattern, _ in _DANGERS.values()))
_WORDS = tuple(dict.fromkeys(word for _, words in _DANGERS.values() for word in words))


def dangers(code: str) -> tuple[str, ...]:
    """The names of what is dangerous in some code, leaving out lines that are comments."""
    if not any(word in code for word in _WORDS):
        return ()
    lines = [line for line in code.split("\n") if not line.lstrip().startswith("#") and _ANY.search(line)]
    if not lines:
        return ()
    return tuple(name for name, pattern in PATTERNS.items() if any(pattern.search(line) for line in lines))
