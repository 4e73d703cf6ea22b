"""A published site answers every paste as its folder does, to the byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from driver import Project
from published import KB, build_starter, pastes, serve


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    project = Project(tmp_path_factory.mktemp("asked"))
    lines = (json.dumps({"id": number, "text": text}) for number, text in enumerate(pastes()))
    project.write("pastes.jsonl", "\n".join(lines))
    return project, build_starter(project.folder)


def test_all_vectors_and_logs_get_the_folders_answer(asked: tuple[Project, Path]) -> None:
    project, site = asked
    batch = ("match", "--batch", "pastes.jsonl", "--kb")
    with serve(site) as url:
        theirs = project.run(*batch, url)
    own = project.run(*batch, str(KB))
    assert (theirs.status, theirs.err) == (own.status, own.err) == (0, "")
    told = [re.sub(r'"elapsed_ms": [0-9.]+', "", out).splitlines() for out in (theirs.out, own.out)]
    assert len(told[0]) == len(pastes())
    assert told[0] == told[1]
    assert {json.loads(line)["verdict"] for line in own.out.splitlines()} == {"match", "candidates", "none"}


@pytest.mark.parametrize("name", ["CROSS_DOCKER_001.hit.log", "CROSS_DOCKER_001.miss.log"])
def test_only_addresses_differ_in_what_people_read(asked: tuple[Project, Path], name: str) -> None:
    project, site = asked
    (log,) = KB.rglob(name)
    with serve(site) as url:
        theirs = project.run("match", "--kb", url, str(log))
        out = theirs.out.replace(f"Asked: {url}", f"Asked: {KB}")
        out = re.sub(rf"{re.escape(url)}kb/(\w+)/index.html", r"unstuck show \1", out)
    own = project.run("match", "--kb", str(KB), str(log))
    assert (theirs.status, " ".join(out.split())) == (own.status, " ".join(own.out.split()))
