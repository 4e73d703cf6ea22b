"""The store: what is found was made of the same, and what is damaged is not found."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from unstuck.store import NAME, Stamp, Store


def stamp(path: Path) -> Stamp:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def digests(store: Store, *paths: Path) -> tuple[dict[str, bytes], list[str]]:
    read = []

    def reader(name: str) -> bytes:
        read.append(name)
        return Path(name).read_bytes()

    names = [str(path) for path in paths]
    return store.digests(names, [stamp(path) for path in paths], reader), read


def test_what_was_put_is_found_by_kind_and_key(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put("page", [(b"1", b"one"), (b"2", b"two")])
        store.put("text", [(b"1", b"other")])
    with Store(tmp_path) as store:
        assert dict(store.get("page", [b"1", b"2", b"3"])) == {b"1": b"one", b"2": b"two"}
        assert store.held("page") == {b"1", b"2"}
        assert dict(store.get("text", [b"1"])) == {b"1": b"other"}


def test_a_damaged_item_is_not_found(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put("page", [(b"1", b"one"), (b"2", b"two")])
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("UPDATE item SET data = ? WHERE key = ?", (b"onE", b"1"))
    base.commit()
    base.close()
    with Store(tmp_path) as store:
        assert dict(store.get("page", [b"1", b"2"])) == {b"2": b"two"}


def test_a_file_is_read_again_only_when_it_may_have_changed(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("one")
    other.write_text("other")
    long_ago = time.time_ns() - 10**10
    os.utime(one, ns=(long_ago, long_ago))
    with Store(tmp_path / "cache") as store:
        first, read = digests(store, one, other)
        assert len(read) == 2
    time.sleep(0.05)
    with Store(tmp_path / "cache") as store:
        digests(store, one, other)  # both were written just before they were first looked at
        _, read = digests(store, one, other)
        assert read == []
        other.write_text("OTHER")
        second, read = digests(store, one, other)
    assert read == [str(other)]
    assert second[str(one)] == first[str(one)]
    assert second[str(other)] != first[str(other)]


def test_a_file_changed_in_place_with_its_old_time_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("one")
    before = path.stat().st_mtime_ns
    time.sleep(0.05)
    with Store(tmp_path / "cache") as store:
        first, _ = digests(store, path)
        time.sleep(0.05)
        path.write_text("two")
        os.utime(path, ns=(before, before))
        second, _ = digests(store, path)
    assert first != second


def test_items_that_nothing_uses_go_when_there_are_many(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put("page", [(bytes([number]), b"x") for number in range(10)])
        store.prune("page", [bytes([number]) for number in range(6)])
        assert len(store.held("page")) == 10
        store.prune("page", [bytes([number]) for number in range(4)])
        assert store.held("page") == {bytes([number]) for number in range(4)}


def test_a_store_that_another_process_holds_is_done_without(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put("page", [(b"1", b"one")])
    holder = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with Store(tmp_path) as store:
        store.put("page", [(b"2", b"two")])
    holder.execute("ROLLBACK")
    holder.close()


def test_a_store_of_another_version_is_made_anew(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("PRAGMA user_version = 999")
    base.execute("CREATE TABLE item (other TEXT)")
    base.commit()
    base.close()
    with Store(tmp_path) as store:
        store.put("page", [(b"1", b"one")])
        assert dict(store.get("page", [b"1"])) == {b"1": b"one"}
