"""`unstuck schema`: schemas for editors and for programs."""

from __future__ import annotations

import json

import pytest

from driver import Project
from unstuck.schemas import DRAFTS, SCHEMAS


def test_without_a_name_it_lists_all(project: Project) -> None:
    ran = project.run("schema")
    assert ran.status == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == list(SCHEMAS)


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_name_prints_the_schema_in_the_dialect_asked_for(project: Project, draft: str) -> None:
    ran = project.run("schema", "front-matter", "--draft", draft)
    assert ran.status == 0
    assert json.loads(ran.out)["$schema"] == DRAFTS[draft]
    assert project.run("schema", "front-matter-1", "--draft", draft).out == ran.out


def test_an_unknown_name_is_told_with_the_nearest(project: Project) -> None:
    ran = project.run("schema", "front-mater")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `front-matter`?" in ran.err
