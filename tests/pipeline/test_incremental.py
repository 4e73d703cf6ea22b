"""A build that makes only what changed gives the same site, byte for byte, as one that makes everything."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck.article.discovery import discover
from unstuck.cli.checked import checked_kb
from unstuck.config import Config
from unstuck.errors import UnstuckError
from unstuck.lookup.index_file import open_index_file
from unstuck.lookup.knowledge_base import KnowledgeBase, fingerprint
from unstuck.output import MANIFEST, OutputFile, Published
from unstuck.progress import unwatched
from unstuck.site import workers
from unstuck.site.pipeline import Site
from unstuck.site.publish import publish_units, published_already
from unstuck.site.sources import Options, site_key
from unstuck.site.unit import Unit
from unstuck.store import NAME, Store

TODAY = datetime.date(2026, 11, 20)
ARTICLE = """---
kb_id: {kb_id}
category: devops
platform: linux
technologies: [{technology}]
complexity: 2
criticality: low
created: 2026-01-0{day}
tags: [{tag}]
related_kb: [{related}]
aliases: [{aliases}]
errors: ['{error}']
status: {status}
---

# {title}

> **TL;DR**: {title} → do it again

## Symptoms

- [ ] {text}

## Solution

```bash
retry --{tag}
```
"""
VOCABULARY = """categories:
  - name: devops
    title: {title}
"""


def article(number: int, **changes: str) -> str:
    values = {
        "kb_id": f"PART_{number:03}",
        "technology": ("docker", "git", "npm")[number % 3],
        "day": str(1 + number % 9),
        "tag": ("retry", "proxy")[number % 2],
        "related": f"PART_{(number + 1) % 5:03}",
        "aliases": "",
        "error": f"part {number}: exec {{path}}: format error",
        "status": "published",
        "title": f"Part {number} does not fit",
        "text": f"You see part number {number} fail.",
    }
    return ARTICLE.format(**(values | changes))


def build(root: Path, out: Path, cache: Path, title: str = "Parts", *, jobs: int = 1, clean: bool = False) -> Published:
    config = Config(root, title=title, profile="loose")
    options = Options(TODAY)
    with Store(cache) as store:
        checked = checked_kb(config, options, store, None, unwatched)
        key = site_key(config, checked, options)
        already = None if clean else published_already(key, out, store)
        with Site(config, checked, options, store) as site:
            return already or publish_units(site.units, key, out, store, jobs=jobs, clean=clean)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def index_rows(cache: Path) -> dict[str, list[object]]:
    """The rows of each table of the index files in a cache folder."""
    rows = {}
    for path in cache.glob("*.index"):
        with closing(sqlite3.connect(path)) as base:
            names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows |= {f"{path.name}: {name}": sorted(base.execute(f"SELECT * FROM {name}")) for name in names}
    return rows


def write_kb(root: Path) -> None:
    (root / "kb").mkdir(parents=True)
    for number in range(5):
        (root / f"kb/part-{number}.md").write_text(article(number))


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    write_kb(tmp_path / "root")
    return tmp_path / "root"


NUMBERS = st.integers(0, 6)
CHANGES = st.one_of(
    st.tuples(st.just("text"), NUMBERS, st.sampled_from(["A retry helps.", "Nothing helps.", "exec format"])),
    st.tuples(st.just("title"), NUMBERS, st.sampled_from(["Another title", "Part 1 does not fit"])),
    st.tuples(st.just("error"), NUMBERS, st.sampled_from(["disk {path} is full", "part 1: exec {path}: format error"])),
    st.tuples(st.just("tag"), NUMBERS, st.sampled_from(["retry", "dns"])),
    st.tuples(st.just("related"), NUMBERS, st.sampled_from(["PART_002", "", "GONE_001"])),
    st.tuples(st.just("aliases"), NUMBERS, st.sampled_from(["OLD_001", "OLD_002", "PART_003"])),
    st.tuples(st.just("status"), NUMBERS, st.sampled_from(["draft", "published"])),
    st.tuples(st.just("delete"), NUMBERS, st.just("")),
    st.tuples(st.just("rename"), NUMBERS, st.sampled_from(["renamed.md", "sub/moved.md"])),
    st.tuples(st.just("evidence"), NUMBERS, st.just("part 1: exec /x: format error")),
    st.tuples(st.just("vocabulary"), st.just(0), st.sampled_from(["DevOps", "Operations"])),
    st.tuples(st.just("configuration"), st.just(0), st.sampled_from(["Parts", "Other parts"])),
    st.tuples(st.just("touch"), NUMBERS, st.just("")),
)


def change(root: Path, what: str, number: int, value: str) -> None:
    path = root / f"kb/part-{number}.md"
    if what == "vocabulary":
        (root / "kb/vocabulary.yaml").write_text(VOCABULARY.format(title=value))
    elif what == "delete":
        path.unlink(missing_ok=True)
    elif what == "rename" and path.exists():
        target = root / "kb" / value
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
    elif what == "evidence" and path.exists():
        path.with_suffix(".hit.log").write_text(value)
    elif what == "touch" and path.exists():
        path.touch()
    elif what not in ("rename", "evidence", "touch", "configuration"):
        path.write_text(article(number, **{what: value}))


@settings(max_examples=12, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=5))
def test_after_any_changes_the_site_equals_a_clean_one(changes: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        root = base / "root"
        write_kb(root)
        build(root, base / "site", base / "cache")
        title = "Parts"
        for number, (what, article_number, value) in enumerate(changes):
            change(root, what, article_number, value)
            title = value if what == "configuration" else title
            build(root, base / "site", base / "cache", title)
            build(root, base / f"clean-{number}", base / f"cache-{number}", title)
            assert tree(base / "site") == tree(base / f"clean-{number}"), (what, article_number, value)
            # The folder that was used before may hold the index of a former state besides.
            clean = index_rows(base / f"cache-{number}")
            assert {name: rows for name, rows in index_rows(base / "cache").items() if name in clean} == clean


def test_nothing_changed_writes_nothing(kb: Path, tmp_path: Path) -> None:
    first = build(kb, tmp_path / "site", tmp_path / "cache")
    again = build(kb, tmp_path / "site", tmp_path / "cache")
    assert (again.files, again.written, again.state) == (first.files, 0, first.state)


def test_what_answers_holds_broken_articles_too_and_is_ready_after_a_build(kb: Path, tmp_path: Path) -> None:
    (kb / "kb/part-2.md").write_text(article(2, error="part {unclosed"))
    build(kb, tmp_path / "site", tmp_path / "cache")
    knowledge_base = KnowledgeBase(Config(kb, title="Parts", profile="loose"), False, tmp_path / "cache")
    key = fingerprint(knowledge_base.config, discover(kb / "kb"))
    found = open_index_file(tmp_path / "cache", key)
    assert found is not None
    assert sorted(found.articles) == [f"PART_{number:03}" for number in range(5)]
    assert not (tmp_path / "site/kb/PART_002").exists()


def test_an_edited_sentence_writes_few_files(kb: Path, tmp_path: Path) -> None:
    build(kb, tmp_path / "site", tmp_path / "cache")
    (kb / "kb/part-1.md").write_text(article(1, text="Another sentence."))
    done = build(kb, tmp_path / "site", tmp_path / "cache")
    assert 0 < done.written < 20
    assert b"Another sentence." in (tmp_path / "site/kb/PART_001/index.html").read_bytes()
    assert b"Another" not in (tmp_path / "site/kb/PART_002/index.html").read_bytes()


def test_what_somebody_did_to_the_site_is_put_right(kb: Path, tmp_path: Path) -> None:
    build(kb, tmp_path / "site", tmp_path / "cache")
    right = tree(tmp_path / "site")
    (tmp_path / "site/kb/PART_001/index.html").write_text("spoilt")
    (tmp_path / "site/kb/PART_002/index.html").unlink()
    (kb / "kb/part-3.md").write_text(article(3, text="Another sentence."))
    build(kb, tmp_path / "site", tmp_path / "cache")
    (kb / "kb/part-3.md").write_text(article(3))
    build(kb, tmp_path / "site", tmp_path / "cache")
    assert tree(tmp_path / "site") == right


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_store_is_made_anew(kb: Path, tmp_path: Path, damage: bytes | None) -> None:
    build(kb, tmp_path / "site", tmp_path / "cache")
    right = tree(tmp_path / "site")
    path = tmp_path / "cache" / NAME
    data = path.read_bytes()
    for beside in path.parent.glob(f"{NAME}-*"):
        beside.unlink()
    path.write_bytes(data[: len(data) // 2] if damage is None else damage)
    (kb / "kb/part-3.md").write_text(article(3, text="Another sentence."))
    build(kb, tmp_path / "site", tmp_path / "cache")
    (kb / "kb/part-3.md").write_text(article(3))
    build(kb, tmp_path / "site", tmp_path / "cache")
    assert tree(tmp_path / "site") == right


def test_a_cache_folder_that_cannot_be_written_is_done_without(kb: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    build(kb, tmp_path / "site", tmp_path / "cache")
    build(kb, tmp_path / "clean", tmp_path / "other")
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_an_output_folder_that_was_removed_is_made_again(kb: Path, tmp_path: Path) -> None:
    build(kb, tmp_path / "site", tmp_path / "cache")
    right = tree(tmp_path / "site")
    shutil.rmtree(tmp_path / "site")
    build(kb, tmp_path / "site", tmp_path / "cache")
    assert tree(tmp_path / "site") == right
    (tmp_path / "site" / MANIFEST).unlink()


def test_several_processes_make_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PARALLEL_FROM", 1)
    write_kb(tmp_path / "root")
    build(tmp_path / "root", tmp_path / "site", tmp_path / "cache", jobs=3)
    build(tmp_path / "root", tmp_path / "clean", tmp_path / "other")
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_a_worker_that_dies_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PARALLEL_FROM", 1)
    units = [Unit(f"unit {number}", b"", lambda: os._exit(1)) for number in range(4)]
    with pytest.raises(UnstuckError, match="a worker died while making pages; try --jobs 1"):
        list(workers.make_units(units, 2))


@pytest.mark.parametrize(
    ("error", "raised"), [(ZeroDivisionError(), RuntimeError), (UnstuckError("the disk is full"), UnstuckError)]
)
def test_what_goes_wrong_in_a_worker_is_raised_here(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception, raised: type[Exception]
) -> None:
    monkeypatch.setattr(workers, "PARALLEL_FROM", 1)

    def fail() -> list[OutputFile]:
        raise error

    with pytest.raises(raised, match=r"ZeroDivisionError|the disk is full"):
        list(workers.make_units([Unit("one", b"", fail), Unit("two", b"", list)], 2))
    assert capfd.readouterr().err == ""
