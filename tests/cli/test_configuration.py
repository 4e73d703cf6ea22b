"""Errors in `unstuck.toml` name the key, what is allowed, and what was probably meant."""

from __future__ import annotations

from driver import Project


def test_a_switch_is_true_or_false(project: Project) -> None:
    project.write("unstuck.toml", 'twins = "no"\n')
    ran = project.run("check")
    assert ran.status == 2
    assert "`twins` must be true or false, not `no`" in ran.err


def test_an_unknown_role_of_a_heading_gets_a_suggestion_and_the_list(project: Project) -> None:
    project.write("unstuck.toml", '[sections]\n"Loesung" = "solutoin"\n')
    ran = project.run("check")
    assert ran.status == 2
    assert "`sections`, `Loesung`: `solutoin` is not a role; did you mean `solution`?" in ran.err
    assert "where-to-check" in ran.err
