"""Publishing: all or nothing, and nobody else's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unstuck.errors import UnstuckError, UsageError
from unstuck.output import (
    MANIFEST,
    PARTS,
    OutputFile,
    check_output,
    file_digest,
    publish,
    state_of,
)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and MANIFEST not in p.parts and PARTS not in p.parts
    }


def files(**contents: str) -> list[OutputFile]:
    return [OutputFile(name.replace("__", "/") + ".html", text.encode()) for name, text in contents.items()]


def test_a_site_is_written_with_its_manifest(tmp_path: Path) -> None:
    done = publish(files(index="hello", kb__a="a"), tmp_path / "site")
    assert (done.files, done.written) == (2, 2)
    assert done.state == state_of(tmp_path / "site")
    assert tree(tmp_path / "site") == {"index.html": b"hello", "kb/a.html": b"a"}
    listed = (tmp_path / "site" / PARTS / "0000").read_text()
    assert listed == f"{file_digest(b'hello')}  index.html\n{file_digest(b'a')}  kb/a.html\n"


def test_the_next_build_replaces_ours_and_keeps_the_rest(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(files(index="one", old="gone"), out)
    (out / "CNAME").write_text("kb.example.com")
    (out / "own").mkdir()
    (out / "own" / "page.html").write_text("mine")
    done = publish(files(index="two"), out)
    assert done.removed == 1
    assert tree(out) == {"index.html": b"two", "CNAME": b"kb.example.com", "own/page.html": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_file_in_the_way_stops_the_build(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("written by hand")
    with pytest.raises(UsageError, match="was not written by a build"):
        publish(files(index="ours"), out)
    assert tree(out) == {"index.html": b"written by hand"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_fault_half_way_leaves_the_former_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(files(index="one"), out)

    def failing() -> Iterator[OutputFile]:
        yield OutputFile("index.html", b"two")
        raise UnstuckError("the disk is full")

    with pytest.raises(UnstuckError):
        publish(failing(), out)
    assert tree(out) == {"index.html": b"one"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("path", ["../up.html", "/etc/x", "a/../../b"])
def test_no_file_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(UnstuckError, match="not a path inside"):
        publish([OutputFile(path, b"x")], tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_two_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnstuckError, match="two pages"):
        publish([OutputFile("a", b"1"), OutputFile("a", b"2")], tmp_path / "site")


@pytest.mark.parametrize("out", ["kb", ".", "kb/site"])
def test_the_output_may_not_touch_the_sources(tmp_path: Path, out: str) -> None:
    (tmp_path / "kb").mkdir()
    with pytest.raises(UsageError, match="may not be, hold or lie in"):
        check_output(tmp_path / out, [tmp_path / "kb"])
