"""What is published: files with paths inside the site, and what a publication did."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from unstuck.errors import UnstuckError


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site; `path` is relative with forward slashes, `digest` the one by which its bytes are known.

    The digest is taken by whoever makes the file, which may be a worker.
    """

    path: str
    data: bytes
    digest: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", file_digest(self.data))


def file_digest(data: bytes) -> str:
    """The digest by which the bytes of a published file are known."""
    return hashlib.sha256(data).hexdigest()


class NotPublishedError(Exception):
    """The site is not as it was published. The cure is to publish it whole."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did; `written` files of all `files` are new or changed, `state` is the site's state now."""

    files: int
    written: int
    removed: int
    state: str


def site_path(path: str) -> str:
    """A path inside the site in its one spelling.

    Raises:
        UnstuckError: it leads out of the site, or no file can have that name.
    """
    pure = PurePosixPath(path)
    try:
        unusual = b"\0" in os.fsencode(path)
    except UnicodeEncodeError:
        unusual = True
    if unusual or pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise UnstuckError(
            f"{path!a}: not a path inside the site" if unusual else f"{path}: not a path inside the site"
        )
    return str(pure)


def two_pages(path: str) -> UnstuckError:
    """The error that two files of a site have the same path."""
    return UnstuckError(f"two pages want to be {path}; nothing was published")
