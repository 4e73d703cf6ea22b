"""Which files of a folder are articles, evidence and vocabulary. Only regular files inside the folder count."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unstuck.article.vocabulary import PATH as VOCABULARY

if TYPE_CHECKING:
    from unstuck.finding import Finding

Stamp = tuple[int, int, int, int]  # a file's size, times of content and of inode in ns, and inode

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

    `skipped` are the findings on what was left out; `stamps` are those of the articles' files,
    `vocabulary_stamp` the vocabulary's.
    """

    articles: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    vocabulary_stamp: Stamp | None
    skipped: tuple[Finding, ...]
    stamps: tuple[Stamp, ...] = ()

    @property
    def has_vocabulary(self) -> bool:
        return self.vocabulary_stamp is not None


def discover(folder: Path) -> Listing:
    """List a knowledge base. Hidden files, files whose name begins with `_`, and a README are not articles."""
    articles: list[tuple[str, Stamp]] = []
    logs: list[str] = []
    skipped: list[Finding] = []
    # Plain strings, not Path objects: at ten thousand files their making would cost more than the walk.
    pending = [(os.fspath(folder), "")]
    vocabulary_stamp: Stamp | None = None
    while pending:
        here, prefix = pending.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            skipped.append(_unreadable(prefix.rstrip("/") or ".", error))
            continue
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            name = _readable(prefix + entry.name)
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}/"))
            elif not entry.is_file(follow_symlinks=False):
                if entry.name.endswith((".md", ".log")):
                    kind = "a symbolic link" if entry.is_symlink() else "not a regular file"
                    skipped.append(_skipped(name, kind))
            elif name == VOCABULARY:
                vocabulary_stamp = _stamp(entry)
            elif entry.name.endswith(".md") and entry.name.upper() != "README.MD":
                articles.append((name, _stamp(entry)))
            elif entry.name.endswith(".log"):
                logs.append(name)
    articles.sort()
    known = {name for name, _ in articles}
    evidence = []
    for name in sorted(logs):
        found = _EVIDENCE.match(name)
        if found and f"{found['stem']}.md" in known:
            evidence.append(Evidence(name, f"{found['stem']}.md", found["kind"]))
        else:
            skipped.append(_skipped(name, "a log beside no article"))
    names = tuple(name for name, _ in articles)
    stamps = tuple(stamp for _, stamp in articles)
    return Listing(
        names, tuple(evidence), vocabulary_stamp, tuple(sorted(skipped, key=lambda finding: finding.sort_key)), stamps
    )


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    facts = entry.stat(follow_symlinks=False)
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _readable(name: str) -> str:
    """A name that is not UTF-8 must not crash a later message or JSON file."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return name


def read_file(folder: Path, name: str) -> tuple[bytes, Finding | None]:
    """The bytes of one file, at most one more than an article may have; a finding where it cannot be read."""
    from unstuck.article.source import MAX_FILE_BYTES

    path = folder / name
    if not path.exists():
        path = Path(os.fsdecode(os.fsencode(folder)) + "/" + name)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_FILE_BYTES + 1), None
    except OSError as error:
        return b"", _unreadable(name, error)


def _skipped(name: str, why: str) -> Finding:
    # Findings are imported where there is one: a paste is answered without.
    from unstuck.article.file_rules import SKIPPED_FILE
    from unstuck.finding import Span, report

    return report(SKIPPED_FILE, Span(1), path=name, why=why)


def _unreadable(name: str, error: OSError) -> Finding:
    from unstuck.article.file_rules import UNREADABLE
    from unstuck.finding import Span, report

    return report(UNREADABLE, Span(1), path=name, problem=error.strerror or str(error))
