"""Commands that can destroy something: one list for the check that asks for a word on them and for pages that warn."""

from __future__ import annotations

import re

_DANGERS = {
    "--privileged": r"--privileged\b",
    "a download piped into a shell": r"\b(?:curl|wget)\b[^|\n]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b",
    "rm -rf": r"\brm\s+(?:-[a-zA-Z]*[rR][a-zA-Z]*f|-[a-zA-Z]*f[a-zA-Z]*[rR]|-[rR]\s+-f|-f\s+-[rR])",
    "--force": r"(?<![\w-])--force(?![\w-])",
    "push -f": r"\bgit\s+push\b[^\n]{0,100}\s-f\b",
    "chmod 777": r"\bchmod\s+(?:-R\s+)?0?777\b",
    "git reset --hard": r"\bgit\s+reset\s+--hard\b",
    "git clean": r"\bgit\s+clean\s+-[a-zA-Z]*f",
    "prune": r"\b(?:system|volume|image|container|builder)\s+prune\b",
    "mkfs": r"\bmkfs(?:\.\w+)?\s",
    "dd to a device": r"\bdd\b[^\n]{0,200}\bof=/dev/",
    "a fork bomb": r":\(\)\s*\{",
    "--no-verify": r"--no-verify\b",
    "switching certificate checks off": (
        r"--insecure\b|\bcurl\b[^\n]{0,60}\s-k\b|(?:sslVerify|strict-ssl)\s*[= ]\s*false|--trusted-host\b|"
        r"NODE_TLS_REJECT_UNAUTHORIZED=0"
    ),
    "StrictHostKeyChecking=no": r"StrictHostKeyChecking[= ]no\b",
    "--break-system-packages": r"--break-system-packages\b",
    "kill -9": r"\bkill(?:all)?\s+-(?:9|KILL|SIGKILL)\b",
    "DROP": r"\bDROP\s+(?:TABLE|DATABASE|SCHEMA)\b",
    "TRUNCATE": r"\bTRUNCATE\s+TABLE\b",
}
PATTERNS = {name: re.compile(pattern) for name, pattern in _DANGERS.items()}
_ANY = re.compile("|".join(_DANGERS.values()))


# Every one of the patterns needs one of these in the line, and looking for words is much faster.
_WORDS = (
    *("rm", "curl", "wget", "--force", "--privileged", "push", "chmod", "reset", "clean", "prune", "mkfs", "dd", ":("),
    *("--no-verify", "--insecure", "sslVerify", "strict-ssl", "--trusted-host", "NODE_TLS", "StrictHost"),
    *("--break-system", "kill", "DROP", "TRUNCATE"),
)


def dangers(code: str) -> tuple[str, ...]:
    """The names of what is dangerous in some code, leaving out lines that are comments."""
    if not any(word in code for word in _WORDS):
        return ()
    lines = [line for line in code.split("\n") if not line.lstrip().startswith("#") and _ANY.search(line)]
    if not lines:
        return ()
    return tuple(name for name, pattern in PATTERNS.items() if any(pattern.search(line) for line in lines))
