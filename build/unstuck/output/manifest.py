"""The manifest: which files of a published folder are ours, each with its digest.

It lies inside the output, in parts by a checksum of the path, so that a changed file changes one small part. A part has
the format of `sha256sum`, which can verify a site with it. One more file has the digests of the parts.
"""

from __future__ import annotations

import contextlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from unstuck.output.output_file import NotPublishedError, OutputFile, file_digest

MANIFEST = ".unstuck-manifest.json"
PARTS = ".unstuck-manifest"
_FILES_PER_PART = 128
_FORMAT = b'{"format": 2,'
_PART_NAME = re.compile(r"[0-9a-f]{4,}")
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digest of each file of ours by its path, and the same as the texts of the parts: a power of two of them."""

    digests: Mapping[str, str]
    parts: tuple[bytes, ...]

    @property
    def head(self) -> bytes:
        """The file that stands for all: it has the digests of the parts."""
        digests = ",\n".join(f'"{file_digest(part)}"' for part in self.parts)
        return _FORMAT + f' "parts": [\n{digests}\n]}}\n'.encode()

    @property
    def state(self) -> str:
        """The state of the site: it changes with any path or byte of ours."""
        return file_digest(self.head)

    def files(self) -> Iterator[OutputFile]:
        """The files of the manifest, the one that stands for all last."""
        for number, part in enumerate(self.parts):
            yield OutputFile(_part_path(number), part)
        yield OutputFile(MANIFEST, self.head)


def state_of(out: Path) -> str:
    """The state of what is published in a folder: it changes with any path or byte that we wrote. Empty where nothing
    is, or what is there is not known."""
    try:
        head = (out / MANIFEST).read_bytes()
    except OSError:
        return ""
    return file_digest(head) if head.startswith(_FORMAT) else ""


def make_manifest(digests: Mapping[str, str]) -> Manifest:
    """The manifest of a whole site."""
    count = _part_count(len(digests))
    parts: list[dict[str, str]] = [{} for _ in range(count)]
    for path, digest in digests.items():
        parts[_part_of(path, count)][path] = digest
    return Manifest(digests, tuple(map(_part_text, parts)))


def change_manifest(manifest: Manifest, written: Mapping[str, str], removed: Iterable[str]) -> Manifest:
    """The manifest after a change, equal to that of the whole site: `written` has digests of new and changed files."""
    digests = {**manifest.digests, **written}
    for path in removed:
        del digests[path]
    count = _part_count(len(digests))
    if count != len(manifest.parts):
        return make_manifest(digests)
    parts = list(manifest.parts)
    for number in {_part_of(path, count) for path in (*written, *removed)}:
        paths = _part_digests(parts[number]).keys() | {path for path in written if _part_of(path, count) == number}
        parts[number] = _part_text({path: digests[path] for path in paths if path in digests})
    return Manifest(digests, tuple(parts))


def read_manifest(out: Path, state: str) -> Manifest:
    """The manifest of a site that is known to have a state.

    Raises:
        NotPublishedError: the site does not have it.
    """
    if not state or state_of(out) != state:
        raise NotPublishedError(out)
    try:
        expected = json.loads((out / MANIFEST).read_bytes())["parts"]
        parts = tuple((out / _part_path(number)).read_bytes() for number in range(len(expected)))
    except (OSError, ValueError, LookupError, TypeError):
        raise NotPublishedError(out) from None
    if [file_digest(part) for part in parts] != expected:
        raise NotPublishedError(out)
    digests: dict[str, str] = {}
    for part in parts:
        digests.update(_part_digests(part))
    return Manifest(digests, parts)


def listed_files(out: Path) -> dict[str, str]:
    """The files in a folder that a build wrote, those of the manifest itself too, as far as a manifest lists them; the
    digest of each by its path. Without a manifest, all that lies there counts as somebody else's.

    Raises:
        OSError: there is a manifest, but it cannot be read.
    """
    listed: dict[str, str] = {}
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        head = (out / MANIFEST).read_bytes()
        listed[MANIFEST] = file_digest(head)
        if not head.startswith(_FORMAT):
            listed |= _files_of_one_document(head)
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for path in sorted((out / PARTS).iterdir()):
            if _PART_NAME.fullmatch(path.name) and path.is_file():
                part = path.read_bytes()
                listed |= _part_digests(part)
                listed[f"{PARTS}/{path.name}"] = file_digest(part)
    return listed


def _files_of_one_document(head: bytes) -> dict[str, str]:
    """The files that a manifest lists which was written before manifests had parts."""
    try:
        return {str(path): str(digest) for path, digest in json.loads(head)["files"].items()}
    except (ValueError, LookupError, AttributeError, TypeError):
        return {}


def is_manifest(path: str) -> bool:
    """Whether a path is that of a file of the manifest."""
    return path == MANIFEST or path.startswith(f"{PARTS}/")


def _part_count(files: int) -> int:
    return 1 << (max(files - 1, 0) // _FILES_PER_PART).bit_length()


def _part_of(path: str, count: int) -> int:
    return zlib.crc32(_encoded(path)) % count


def _part_path(number: int) -> str:
    return f"{PARTS}/{number:04x}"


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _part_text(digests: Mapping[str, str]) -> bytes:
    return b"".join(_line(path, digests[path]) for path in sorted(digests))


def _line(path: str, digest: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return _encoded(f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n")


def _part_digests(part: bytes) -> dict[str, str]:
    digests = {}
    for line in part.decode("utf-8", "surrogateescape").split("\n"):
        if match := _LINE.fullmatch(line):
            escaped, digest, path = match.groups()
            digests[re.sub(r"\\(.)", _unescaped, path) if escaped else path] = digest
    return digests


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r"}.get(match[1], match[1])
