"""A dangerous command stands without a word on its risk.

People copy under pressure. What can destroy something has to say so beside it.

Bad::

    rm -rf /var/lib/docker

Good::

    rm -rf /var/lib/docker

    **Risks**: all images, containers and volumes are gone
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from unstuck.article import Block, Section
from unstuck.checks.check import Problem, Setting
from unstuck.checks.code import Code, code_blocks
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB409"
NAME = "dangerous-command"
SEVERITY = Severity.WARNING

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
_PATTERNS = {name: re.compile(pattern) for name, pattern in _DANGERS.items()}
_ANY = re.compile("|".join(_DANGERS.values()))
_STATED = re.compile(
    r"\b(?:risks?|warning|careful|caution|danger\w*|destroys?|deletes?|removes?|lost|loses?|irreversibl\w*|"
    r"cannot be undone|"
    r"overwrit\w*|unprotected|insecure|discards?|throws? away|gone|last resort)\b",
    re.IGNORECASE,
)


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None:
        return
    code = {one.first: one for one in code_blocks(doc)}
    for section in doc.article.sections:
        yield from _in(section, code, stated=False)
    yield from _found(doc.article.intro, code, stated=_states(doc.article.intro))


def _in(section: Section, code: Mapping[int, Code], *, stated: bool) -> Iterator[Problem]:
    # A risk stated in a section holds for what stands below it, and an option's label holds for the option.
    stated = (
        stated
        or _states(section.blocks)
        or any(child.level == 7 and (child.role == "risks" or _states(child.blocks)) for child in section.children)
    )
    yield from _found(section.blocks, code, stated=stated)
    for child in section.children:
        yield from _in(child, code, stated=stated)


def _states(blocks: tuple[Block, ...]) -> bool:
    for block in blocks:
        text = block.text
        if block.kind == "code":
            text = "\n".join(line for line in text.split("\n") if line.lstrip().startswith("#"))
        if _STATED.search(text):
            return True
    return False


def _found(blocks: tuple[Block, ...], code: Mapping[int, Code], *, stated: bool) -> Iterator[Problem]:
    if stated:
        return
    for block in blocks:
        for number, line in _lines(block, code):
            if line.lstrip().startswith("#") or not _ANY.search(line):
                continue
            for name, pattern in _PATTERNS.items():
                found = pattern.search(line)
                if found:
                    yield Problem(
                        number,
                        found.start() + 1,
                        f"`{name}` stands here without a word on its risk",
                        "State what it can destroy: `**Risks**: …` in the same section.",
                    )
                    break


def _lines(block: Block, code: Mapping[int, Code]) -> Iterator[tuple[int, str]]:
    """The lines of code in a block: its own, or those of code inside of a list or quote."""
    if block.kind == "code":
        yield from enumerate(block.text.split("\n"), block.line)
    elif any(token.type in ("fence", "code_block") for token in block.tokens):
        for number in range(block.line, block.end + 1):
            if number in code:
                yield from code[number].numbered()
