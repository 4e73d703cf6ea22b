"""The manifest: what in the output is ours, in parts of which an edit changes one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.errors import UnstuckError, UsageError
from unstuck.output import (
    MANIFEST,
    PARTS,
    NotPublishedError,
    OutputFile,
    file_digest,
    publish,
    publish_changes,
    state_of,
)
from unstuck.output.manifest import change_manifest, listed_files, make_manifest

PATHS = st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in (".", "..")
)
DIGESTS = st.binary(max_size=2).map(file_digest)


@given(st.dictionaries(PATHS, DIGESTS, max_size=20), st.dictionaries(PATHS, DIGESTS, max_size=5), st.data())
def test_a_changed_manifest_is_that_of_the_changed_site(
    before: dict[str, str], written: dict[str, str], data: st.DataObject
) -> None:
    removed = data.draw(st.sets(st.sampled_from(sorted(before) or [""])) if before else st.just(set())) - written.keys()
    after = {path: digest for path, digest in (before | written).items() if path not in removed}
    assert change_manifest(make_manifest(before), written, removed) == make_manifest(after)


@pytest.mark.parametrize(("files", "parts"), [(0, 1), (128, 1), (129, 2), (256, 2), (257, 4), (30_000, 256)])
def test_parts_are_a_power_of_two_and_stay_small(files: int, parts: int) -> None:
    digests = {f"kb/{number}": "0" * 64 for number in range(files)}
    manifest = make_manifest(digests)
    assert len(manifest.parts) == parts
    assert max(part.count(b"\n") for part in manifest.parts) <= 200
    assert change_manifest(manifest, {"new": "1" * 64}, []) == make_manifest(digests | {"new": "1" * 64})


@given(st.dictionaries(PATHS, DIGESTS, min_size=1))
def test_the_order_of_files_does_not_matter(digests: dict[str, str]) -> None:
    assert make_manifest(digests).state == make_manifest(dict(reversed(digests.items()))).state


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_verifies_a_site(tmp_path: Path) -> None:
    names = ["index.html", "a b", "ö", "line\nbreak", "back\\slash", "cr\r"]
    publish([OutputFile(name, name.encode()) for name in names], tmp_path / "site")
    verify = [
        "sha256sum",
        "--check",
        "--strict",
        *(f"{PARTS}/{path.name}" for path in (tmp_path / "site" / PARTS).iterdir()),
    ]
    subprocess.run(verify, cwd=tmp_path / "site", check=True, capture_output=True)
    (tmp_path / "site/index.html").write_text("spoilt")
    assert subprocess.run(verify, cwd=tmp_path / "site", capture_output=True).returncode == 1


def test_a_site_of_the_former_version_is_ours(tmp_path: Path) -> None:
    out = tmp_path / "site"
    (out / "kb").mkdir(parents=True)
    for path in ("a", "kb/b", "kb/own"):
        (out / path).write_text("old")
    (out / MANIFEST).write_text(json.dumps({"files": dict.fromkeys(("a", "kb/b"), file_digest(b"old"))}, indent=0))
    assert state_of(out) == ""
    with pytest.raises(NotPublishedError):
        publish_changes([], ["a"], out, base=state_of(out))
    done = publish([OutputFile("a", b"new")], out)
    assert done.removed == 1
    assert {path for path in listed_files(out) if not path.startswith((MANIFEST, PARTS))} == {"a"}
    assert sorted(path.name for path in (out / "kb").iterdir()) == ["own"]
    assert publish_changes([OutputFile("a", b"newer")], [], out, base=done.state).written == 1


@pytest.mark.parametrize(
    "head", [b"", b"{", b"[]", b'{"files": 3}', b'{"format": 2, "parts": 3}', b'{"format": 2,\xff']
)
def test_what_a_damaged_manifest_does_not_list_is_not_ours(tmp_path: Path, head: bytes) -> None:
    out = tmp_path / "site"
    publish([OutputFile("a", b"old")], out)
    (out / MANIFEST).write_bytes(head)
    with pytest.raises(NotPublishedError):
        publish_changes([OutputFile("a", b"new")], [], out, base=state_of(out))
    shutil.rmtree(out / PARTS)
    with pytest.raises(UsageError, match="was not written by a build"):
        publish([OutputFile("a", b"new")], out)
    assert (out / "a").read_bytes() == b"old"


@pytest.mark.parametrize("damage", ["", "0" * 64 + "  b\n", "no digest\n"])
def test_a_damaged_part_is_seen_by_a_change_and_replaced_by_a_whole_publication(tmp_path: Path, damage: str) -> None:
    out = tmp_path / "site"
    state = publish([OutputFile("a", b"old"), OutputFile("b", b"old")], out).state
    (out / PARTS / "0000").write_text(damage)
    with pytest.raises(NotPublishedError):
        publish_changes([OutputFile("a", b"new")], [], out, base=state)
    (out / "a").unlink()
    (out / "b").unlink()
    assert publish([OutputFile("a", b"old"), OutputFile("b", b"old")], out).state == state


@pytest.mark.parametrize("foreign", ["file", "folder"])
def test_somebody_s_manifest_is_not_overwritten(tmp_path: Path, foreign: str) -> None:
    out = tmp_path / "site"
    out.mkdir()
    if foreign == "file":
        (out / PARTS).write_text("mine")
    else:
        (out / MANIFEST).mkdir()
    with pytest.raises(UnstuckError, match="was not written by a build"):
        publish([OutputFile("a", b"new")], out)
    assert len(list(out.iterdir())) == 1
