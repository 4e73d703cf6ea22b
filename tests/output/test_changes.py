"""Publishing a change: the same tree as a whole publication, in time that depends on the change."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from output_trees import SPARE, files, pages, tree
from unstuck.errors import UnstuckError, UsageError
from unstuck.output import (
    MANIFEST,
    PARTS,
    NotPublishedError,
    OutputFile,
    publish,
    publish_changes,
    state_of,
)
from unstuck.output.exchange import exchange


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_change_gives_the_tree_of_a_whole_publication(out: Path, tmp_path: Path) -> None:
    base = publish(files(a="1", kb__b="2", kb__c="3"), out).state
    done = publish_changes(files(a="one", d__e="4"), ["kb/c", "never/was"], out, base=base)
    assert (done.files, done.written, done.removed) == (3, 2, 1)
    publish(files(a="one", kb__b="2", d__e="4"), tmp_path / "clean")
    assert tree(out) == tree(tmp_path / "clean")
    assert done.state == state_of(out) == state_of(tmp_path / "clean")


def test_a_change_writes_only_what_changed(out: Path) -> None:
    state = publish([OutputFile(f"kb/{number}", b"same") for number in range(1000)], out).state
    inodes = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    for text in ("one", "two", "three"):
        state = publish_changes(files(kb__7=text), [], out, base=state).state
    changed = {path.relative_to(out).as_posix() for path, inode in inodes.items() if path.stat().st_ino != inode}
    assert "kb/7" in changed
    assert len(changed) == 3, "the page, one part of the manifest, and the file that stands for all parts"


def test_the_trees_are_used_by_turns(out: Path) -> None:
    state = publish(files(a="0", b="0"), out).state
    roots = []
    for text in "1234":
        state = publish_changes(files(a=text), [], out, base=state).state
        roots.append(out.stat().st_ino)
    assert roots[0] == roots[2] != roots[1] == roots[3]


def test_nothing_changed_publishes_nothing(out: Path) -> None:
    base = publish(files(a="1"), out).state
    before = out.stat().st_ino
    done = publish_changes(files(a="1"), ["b"], out, base=base)
    assert (done.files, done.written, done.removed, done.state) == (1, 0, 0, base)
    assert out.stat().st_ino == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_what_is_removed_may_depend_on_the_files(out: Path) -> None:
    base = publish(files(a="1", b="2"), out).state
    made: list[str] = []

    def making() -> Iterator[OutputFile]:
        for file in files(c="3"):
            made.append(file.path)
            yield file

    publish_changes(making(), (path for path in "ab" if made), out, base=base)
    assert pages(out) == {"c": b"3"}


def test_a_path_that_is_both_removed_and_given_is_wanted(out: Path) -> None:
    base = publish(files(a="1"), out).state
    publish_changes(files(a="2"), ["a"], out, base=base)
    assert pages(out) == {"a": b"2"}


@pytest.mark.parametrize("base", ["", "0" * 64])
def test_another_state_is_refused(out: Path, base: str) -> None:
    publish(files(a="1"), out)
    with pytest.raises(NotPublishedError):
        publish_changes(files(a="2"), [], out, base=base)
    assert pages(out) == {"a": b"1"}


def test_nothing_published_has_no_state(out: Path) -> None:
    assert state_of(out) == ""
    with pytest.raises(NotPublishedError):
        publish_changes(files(a="2"), [], out, base="")


def damages() -> Mapping[str, object]:
    def edit(path: Path) -> None:
        path.write_text("by hand")
        os.utime(path, (4e9, 4e9))

    def swap(path: Path) -> None:
        other = path.with_name("other")
        other.write_text("by hand")
        os.utime(other, (1e9, 1e9))
        other.replace(path)

    def link(path: Path) -> None:
        path.rename(path.with_name("other"))
        path.symlink_to("other")

    def folder(path: Path) -> None:
        path.unlink()
        path.mkdir()

    def whole_folder(path: Path) -> None:
        shutil.rmtree(path.parent)

    def moved_folder(path: Path) -> None:
        path.parent.rename(path.parent.with_name("moved"))
        path.parent.symlink_to("moved")

    return {
        function.__name__: function for function in (edit, Path.unlink, swap, link, folder, whole_folder, moved_folder)
    }


@pytest.mark.parametrize("changes", [0, 1, 2])
@pytest.mark.parametrize("damage", damages().values(), ids=damages())
def test_what_somebody_did_to_our_files_is_seen_and_put_right(out: Path, damage: object, changes: int) -> None:
    assert callable(damage)
    state = publish(files(a="1", kb__b="2"), out).state
    for number in range(changes):
        state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
    if changes == 0 and damage.__name__ == "swap":
        pytest.skip("without a spare, an old file in the place of ours is like ours")
    damage(out / "kb/b")
    with pytest.raises(NotPublishedError):
        publish_changes(files(a="2"), [], out, base=state)
    if damage.__name__ in ("link", "folder", "moved_folder"):
        return  # somebody's own link or folder is in the way of ours
    publish(files(a="2", kb__b="2"), out)
    assert pages(out).items() >= {"a": b"2", "kb/b": b"2"}.items()


def test_foreign_entries_of_all_kinds_come_along(out: Path) -> None:
    state = publish(files(a="1", kb__b="2"), out).state
    for number in range(4):
        (out / f"kb/own-{number}").write_text("mine")
        (out / f"deep-{number}/er").mkdir(parents=True)
        (out / f"deep-{number}/er/file").write_text("mine")
        (out / f"deep-{number}/empty").mkdir(mode=0o700)
        (out / f"link-{number}").symlink_to("kb")
        os.mkfifo(out / f"kb/pipe-{number}")
        state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
    for number in range(4):
        assert (out / f"kb/own-{number}").read_text() == (out / f"deep-{number}/er/file").read_text() == "mine"
        assert (out / f"deep-{number}/empty").stat().st_mode & 0o777 == 0o700
        assert (out / f"link-{number}").readlink() == Path("kb")
        assert (out / f"kb/pipe-{number}").is_fifo()


def test_a_foreign_file_keeps_its_inode_and_what_is_written_to_it(out: Path) -> None:
    state = publish(files(a="1"), out).state
    (out / "log").write_text("one")
    inode = (out / "log").stat().st_ino
    with (out / "log").open("a") as log:
        for number in range(3):
            state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
            log.write(f" {number}")
            log.flush()
    assert (out / "log").read_text() == "one 0 1 2"
    assert (out / "log").stat().st_ino == inode


def test_a_foreign_file_in_the_way_stops_a_change(out: Path) -> None:
    state = publish(files(a="1", b="1"), out).state
    state = publish_changes(files(a="2"), [], out, base=state).state
    (out / "kb").mkdir()
    (out / "kb/c").write_text("mine")
    for wanted in ("kb/c", "kb", "kb/c/d"):
        before = tree(out)
        with pytest.raises(UsageError, match="was not written by a build"):
            publish_changes([OutputFile(wanted, b"ours")], [], out, base=state)
        assert tree(out) == before
    publish_changes(files(kb__d="ours"), [], out, base=state)
    assert pages(out) == {"a": b"2", "b": b"1", "kb/c": b"mine", "kb/d": b"ours"}


def test_a_page_may_become_a_folder_and_a_folder_a_page(out: Path) -> None:
    state = publish(files(a="1", b__c="2"), out).state
    for _ in range(3):
        state = publish_changes(files(a__x="1", b="2"), ["a", "b/c"], out, base=state).state
        assert pages(out) == {"a/x": b"1", "b": b"2"}
        state = publish_changes(files(a="1", b__c="2"), ["a/x", "b"], out, base=state).state
        assert pages(out) == {"a": b"1", "b/c": b"2"}


@pytest.mark.parametrize("whole", [True, False])
def test_a_file_added_while_the_tree_is_replaced_is_not_lost(
    out: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    state = publish(files(a="1", kb__b="2"), out).state
    state = publish_changes(files(a="2"), [], out, base=state).state

    def late(fresh: Path, place: Path) -> Path | None:
        (place / "kb/late").write_text("mine")
        (place / "late").write_text("mine")
        return exchange(fresh, place)

    monkeypatch.setattr(sys.modules[(publish if whole else publish_changes).__module__], "exchange", late)
    done = publish(files(a="3", kb__b="2"), out) if whole else publish_changes(files(a="3"), [], out, base=state)
    monkeypatch.undo()
    for number in range(3):
        assert pages(out).items() >= {"kb/late": b"mine", "late": b"mine"}.items()
        done = publish_changes(files(a=f"again {number}"), [], out, base=done.state)


def test_a_damaged_spare_is_not_used(out: Path) -> None:
    state = publish(files(a="1", kb__b="2"), out).state
    for number, damage in enumerate(("tree/kb/b", "spare.json", "tree", "")):
        state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
        path = out.parent / SPARE / damage
        path.unlink() if path.is_file() else shutil.rmtree(path)
        state = publish_changes(files(a=f"again {number}"), [], out, base=state).state
        assert pages(out) == {"a": b"again %d" % number, "kb/b": b"2"}


def test_a_whole_publication_leaves_no_spare_behind(out: Path) -> None:
    state = publish(files(a="1"), out).state
    publish_changes(files(a="2"), [], out, base=state)
    assert {path.name for path in out.parent.iterdir()} == {"site", SPARE}
    publish(files(a="3"), out)
    assert {path.name for path in out.parent.iterdir()} == {"site"}


def test_nobody_else_may_read_the_spare(out: Path) -> None:
    state = publish(files(a="1"), out).state
    publish_changes(files(a="2"), [], out, base=state)
    assert (out.parent / SPARE).stat().st_mode & 0o077 == 0


def test_where_names_cannot_be_exchanged_a_change_is_published_all_the_same(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unstuck.output.exchange._swap", lambda first, second: False)
    state = publish(files(a="1", b="2"), out).state
    (out / "own").write_text("mine")
    for number in range(3):
        state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
        assert pages(out) == {"a": b"change %d" % number, "b": b"2", "own": b"mine"}
        assert {path.name for path in out.parent.iterdir()} == {"site"}


def test_where_files_cannot_be_linked_they_are_copied(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    state = publish(files(a="1", b="2"), out).state
    (out / "own").write_text("mine")
    for number in range(3):
        state = publish_changes(files(a=f"change {number}"), [], out, base=state).state
        assert pages(out) == {"a": b"change %d" % number, "b": b"2", "own": b"mine"}


def test_a_fault_while_pages_are_made_costs_nothing(out: Path) -> None:
    state = publish(files(a="1", b="2"), out).state
    state = publish_changes(files(a="2"), [], out, base=state).state
    note = out.parent / SPARE / "spare.json"
    before = tree(out), note.stat().st_mtime_ns

    def failing() -> Iterator[OutputFile]:
        yield OutputFile("a", b"3")
        raise UnstuckError("the disk is full")

    with pytest.raises(UnstuckError, match="the disk is full"):
        publish_changes(failing(), [], out, base=state)
    assert (tree(out), note.stat().st_mtime_ns) == before
    assert {path.name for path in out.parent.iterdir()} == {"site", SPARE}


def test_a_second_build_is_refused(out: Path) -> None:
    state = publish(files(a="1"), out).state

    def meanwhile() -> Iterator[OutputFile]:
        with pytest.raises(UnstuckError, match=rf"locked by another build \(pid {os.getpid()}\)"):
            publish_changes(files(a="3"), [], out, base=state)
        yield OutputFile("a", b"2")

    publish_changes(meanwhile(), [], out, base=state)
    assert pages(out) == {"a": b"2"}


@pytest.mark.parametrize("path", ["../up", "/etc/x", "a/../../b", "", ".", "a\0b", "\ud800"])
def test_no_file_is_written_outside_or_under_an_impossible_name(out: Path, path: str) -> None:
    state = publish(files(a="1"), out).state
    with pytest.raises(UnstuckError, match="not a path inside"):
        publish_changes([OutputFile(path, b"x")], [], out, base=state)
    with pytest.raises(UnstuckError, match="not a path inside"):
        publish([OutputFile(path, b"x")], out)
    assert pages(out) == {"a": b"1"}


@pytest.mark.parametrize("path", [MANIFEST, f"{PARTS}/0000"])
def test_no_page_may_be_the_manifest(out: Path, path: str) -> None:
    state = publish(files(a="1"), out).state
    with pytest.raises(UnstuckError, match="two pages want to be"):
        publish([OutputFile(path, b"x")], out)
    with pytest.raises(UnstuckError, match="two pages want to be"):
        publish_changes([OutputFile(path, b"x")], [], out, base=state)
    assert pages(out) == {"a": b"1"}


def test_two_pages_of_one_name_are_refused(out: Path) -> None:
    state = publish(files(a="1"), out).state
    with pytest.raises(UnstuckError, match="two pages want to be b"):
        publish_changes([*files(b="1"), OutputFile("./b", b"2")], [], out, base=state)


@pytest.mark.parametrize("name", ["a site", "site[1]", "-site", "*", "söte\n", "s\udcff"])
def test_unusual_names_of_the_output_and_of_pages_are_published(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    unusual = ["a b", "*?", "ö/ä", "line\nbreak", "back\\slash", "cr\r", "\\n", "\u2028", "\udcff", "-"]
    state = publish([OutputFile(path, b"1") for path in unusual], out).state
    (out / "own\udcfe").write_text("mine")
    for number in (b"2", b"3", b"4"):
        state = publish_changes([OutputFile(path, number) for path in unusual[::2]], [], out, base=state).state
    assert len(pages(out)) == len(unusual) + 1
    assert publish(files(a="1"), out).removed == len(unusual)
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_readers_never_see_a_mixture(out: Path) -> None:
    """Two files always change together: whoever reads the first, the second and the first again sees them equal, if
    the first did not change meanwhile."""
    state = publish(files(a="0", z__b="0"), out).state
    stop = threading.Event()
    mixed: list[tuple[bytes, bytes]] = []
    reads = 0

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            first, second, again = ((out / path).read_bytes() for path in ("a", "z/b", "a"))
            reads += 1
            if first == again != second:
                mixed.append((first, second))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 60):
            done = (
                publish(files(a=f"{number}", z__b=f"{number}"), out)
                if number % 10 == 0
                else publish_changes(files(a=f"{number}", z__b=f"{number}"), [], out, base=state)
            )
            state = done.state
    finally:
        stop.set()
        reader.join()
    assert reads > 60
    assert mixed == []
