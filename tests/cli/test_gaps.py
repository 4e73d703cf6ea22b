"""`unstuck gaps`: nothing is kept without a yes, and nothing private ever."""

from __future__ import annotations

import json

from driver import Project
from unstuck.lookup.gaps import cluster

MISS = "fatal: the frobnicator at /srv/app/{n} refused user ann@corp.test with code {n}\n"


def test_nothing_is_kept_until_the_user_says_so(project: Project) -> None:
    project.article("TOOL_FILE_001")
    state = {"XDG_STATE_HOME": str(project.folder / "state")}
    project.run("match", stdin=MISS.format(n=1), **state)
    assert not (project.folder / "state").exists()
    assert "until you say" in project.run("gaps", **state).out


def test_with_consent_alike_pastes_are_counted_and_redacted(project: Project) -> None:
    project.article("TOOL_FILE_001")
    state = {"XDG_STATE_HOME": str(project.folder / "state")}
    assert project.run("gaps", "on", **state).status == 0
    for number in (1, 2, 3):
        project.run("match", stdin=MISS.format(n=number), **state)
    project.run("match", stdin="mytool: cannot open /etc/x: no such file", **state)
    data = json.loads(project.run("gaps", "--format", "json", **state).out)
    assert data["keeping"] is True
    assert [gap["count"] for gap in data["gaps"]] == [3]
    assert "ann@corp.test" not in (project.folder / "state/unstuck/gaps.jsonl").read_text()
    assert "frobnicator" in project.run("gaps", **state).out
    project.run("gaps", "clear", **state)
    project.run("gaps", "off", **state)
    project.run("match", stdin=MISS.format(n=4), **state)
    assert json.loads(project.run("gaps", "--format", "json", **state).out) == {"keeping": False, "gaps": []}


def test_texts_that_differ_in_values_only_are_one_gap() -> None:
    found = cluster(["port 80 of '/a/b' taken", "port 8080 of '/c/d/e' taken", "other"])
    assert [(gap.count, gap.example) for gap in found] == [(2, "port 8080 of '/c/d/e' taken"), (1, "other")]
