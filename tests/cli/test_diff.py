"""`unstuck diff`: which pastes find another article than before."""

from __future__ import annotations

import json
import subprocess

from driver import Project


def git(project: Project, *args: str) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *name, *args], cwd=project.folder, check=True, capture_output=True)


def test_a_revision_and_a_folder_are_compared_with_what_is_there_now(project: Project) -> None:
    project.article("TOOL_FILE_001")
    git(project, "init", "-q")
    git(project, "add", "kb")
    git(project, "commit", "-qm", "first")
    ran = project.run("diff", "HEAD")
    assert (ran.status, ran.out) == (0, "0 of 1 pastes change their winner.\n")
    project.article(
        "TOOL_FILE_001", template="wholly different words {a}", sample="wholly different words here", title="Other"
    )
    ran = project.run("diff", "HEAD", "--format", "json")
    assert ran.status == 1
    changes = [(one["before"], one["after"]) for one in json.loads(ran.out)["changes"]]
    assert sorted(changes) == [("", "TOOL_FILE_001"), ("TOOL_FILE_001", "")]
    other = Project(project.folder / "other")
    other.article("TOOL_FILE_002")
    assert project.run("diff", "other").status == 1


def test_what_is_no_version_is_told(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("diff", "nowhere")
    assert (ran.status, "neither a folder nor a git revision" in ran.err) == (2, True)
