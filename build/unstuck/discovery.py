"""Which files of a folder are articles, evidence and vocabulary. Only regular files inside the folder count."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from unstuck.source import MAX_FILE_BYTES, Trap
from unstuck.vocabulary import PATH as VOCABULARY

_EVIDENCE = re.compile(r"(?P<stem>.+?)(?:\.(?P<number>[0-9]{1,4}))?\.(?P<kind>hit|miss)\.log\Z")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A real paste that must (`hit`) or must not (`miss`) find the article whose file is `article`."""

    path: str
    article: str
    kind: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a knowledge base, paths relative to it with forward slashes, sorted.

    `skipped` names what was left out and why, as traps by path.
    """

    articles: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    has_vocabulary: bool
    skipped: tuple[tuple[str, Trap], ...]


def discover(folder: Path) -> Listing:
    """List a knowledge base. Hidden files, files whose name begins with `_`, and a README are no articles."""
    articles: list[str] = []
    logs: list[str] = []
    skipped: list[tuple[str, Trap]] = []
    pending = [folder]
    has_vocabulary = False
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            skipped.append((_relative(here, folder), Trap("unreadable", 1, 1, (error.strerror or str(error),))))
            continue
        for entry in entries:
            path = Path(entry.path)
            name = _relative(path, folder)
            if entry.name.startswith((".", "_")):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                pending.append(path)
            elif not stat.S_ISREG(mode):
                if entry.name.endswith((".md", ".log")):
                    skipped.append((name, Trap("skipped-file", 1, 1, (_kind(mode),))))
            elif name == VOCABULARY:
                has_vocabulary = True
            elif entry.name.endswith(".md") and entry.name.upper() != "README.MD":
                articles.append(name)
            elif entry.name.endswith(".log"):
                logs.append(name)
    known = set(articles)
    evidence = []
    for name in sorted(logs):
        found = _EVIDENCE.match(name)
        if found and f"{found['stem']}.md" in known:
            evidence.append(Evidence(name, f"{found['stem']}.md", found["kind"]))
        else:
            skipped.append((name, Trap("skipped-file", 1, 1, ("a log beside no article",))))
    return Listing(tuple(sorted(articles)), tuple(evidence), has_vocabulary, tuple(sorted(skipped)))


def _kind(mode: int) -> str:
    return "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"


def _relative(path: Path, folder: Path) -> str:
    # A name that is not UTF-8 must not crash a later message or JSON file.
    text = path.relative_to(folder).as_posix()
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_file(folder: Path, name: str) -> tuple[bytes, Trap | None]:
    """The bytes of one file, at most one more than an article may have; a trap where it cannot be read."""
    path = folder / name
    if not path.exists():
        path = Path(os.fsdecode(os.fsencode(folder)) + "/" + name)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_FILE_BYTES + 1), None
    except OSError as error:
        return b"", Trap("unreadable", 1, 1, (error.strerror or str(error),))
