"""Whatever builds and people do to an output folder one after the other, what is in it is right."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from output_trees import SPARE, tree
from unstuck.errors import UsageError
from unstuck.output import MANIFEST, PARTS, NotPublishedError, OutputFile, publish, publish_changes

PATHS = st.sampled_from(["a", "a/b", "a/b/c", "d/e", "d/f/g", "h", "index.html"])
TEXTS = st.sampled_from([b"one", b"two", b"three"])
EDITS = (st.dictionaries(PATHS, TEXTS, max_size=3), st.sets(PATHS, max_size=3))
OPERATIONS = st.one_of(
    st.tuples(st.just("change"), *EDITS),
    st.tuples(st.just("change"), *EDITS),
    st.tuples(st.just("whole"), *EDITS),
    st.tuples(st.just("add"), PATHS, st.sampled_from(["file", "link", "folder"])),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("damage"), st.integers(0, 9), st.none()),
)


def outer(path: str) -> set[str]:
    return set(map(str, PurePosixPath(path).parents)) - {"."}


def all_outer(paths: Iterable[str]) -> set[str]:
    return {folder for path in paths for folder in outer(path)}


def edited(wanted: Mapping[str, bytes], new: Mapping[str, bytes], gone: set[str]) -> dict[str, bytes]:
    """The pages after an edit, without paths that would be page and folder at once."""
    after = {path: data for path, data in wanted.items() if path not in gone}
    for path, data in new.items():
        after = {other: d for other, d in after.items() if other not in outer(path) and path not in outer(other)}
        after[path] = data
    return after


def foreign_entries(out: Path, wanted: Mapping[str, bytes]) -> dict[str, bytes | None]:
    ours = wanted.keys() | all_outer(wanted)
    return {p: d for p, d in tree(out).items() if p not in ours and not p.startswith((MANIFEST, PARTS))}


def meddle(out: Path, wanted: Mapping[str, bytes], operation: str, what: str | int, kind: str | None) -> None:
    """What somebody does to the output between two builds."""
    if isinstance(what, str):
        path = out / what
        free = what not in wanted and not os.path.lexists(path) and not outer(what) & wanted.keys()
        if free and all((out / folder).is_dir() or not os.path.lexists(out / folder) for folder in outer(what)):
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "file":
                path.write_text("foreign")
            elif kind == "link":
                path.symlink_to("a")
            else:
                path.mkdir()
        return
    paths = sorted(wanted if operation == "damage" else foreign_entries(out, wanted))
    for name in paths[what : what + 1]:
        if (out / name).is_dir() and not (out / name).is_symlink():
            shutil.rmtree(out / name)
        else:
            (out / name).unlink(missing_ok=True)


@settings(max_examples=200)
@given(st.lists(OPERATIONS, min_size=1, max_size=12))
def test_after_any_sequence_the_tree_is_what_is_wanted_and_what_is_foreign(operations: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        wanted = {"index.html": b"one"}
        state = publish([OutputFile(path, data) for path, data in wanted.items()], out).state
        for operation, what, more in operations:
            if operation in ("add", "remove", "damage"):
                meddle(out, wanted, operation, what, more)
                continue
            after = edited(wanted, what, more)
            foreign = foreign_entries(out, wanted)
            in_the_way = any(
                path in after or outer(path) & after.keys() or (data is not None and path in all_outer(after))
                for path, data in foreign.items()
            )
            damaged = any(not (out / path).exists() for path in wanted)
            before = tree(out)
            every = [OutputFile(path, data) for path, data in after.items()]
            changed = [file for file in every if wanted.get(file.path) != file.data]
            try:
                if operation == "change":
                    done = publish_changes(changed, wanted.keys() - after.keys(), out, base=state)
                else:
                    done = publish(every, out)
            except (UsageError, NotPublishedError) as refused:
                assert (type(refused), True) in ((UsageError, in_the_way), (NotPublishedError, damaged))  # noqa: PT017
                assert tree(out) == before
                continue
            if operation == "change" and wanted == after:
                assert tree(out) == before
                continue
            assert not in_the_way
            with tempfile.TemporaryDirectory() as clean:
                assert publish(every, Path(clean) / "site").state == done.state
                expected = tree(Path(clean) / "site")
            expected |= foreign | dict.fromkeys(all_outer(foreign))
            assert tree(out) == expected
            assert {path.name for path in out.parent.iterdir()} <= {"site", SPARE}
            wanted, state = after, done.state
