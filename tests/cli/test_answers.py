"""What an answer shows in the terminal and in JSON: the cause, the way that cures it, the other errors of a paste."""

from __future__ import annotations

import json

import pytest

from driver import Project

HEAD = """---
kb_id: {kb_id}
title: "{title}"
category: devops
platform: linux
technologies: [docker]
complexity: 2
criticality: low
created: 2026-01-02
tags: [docker]
related_kb: []
errors:
{errors}
---

# {title}

> **TL;DR**: it fails → mend it

## Solution

{solution}
"""


def write(project: Project, kb_id: str, title: str, errors: str, solution: str) -> None:
    text = HEAD.format(kb_id=kb_id, title=title, errors=errors, solution=solution)
    project.write(f"kb/{kb_id}.md", text)


def code(text: str) -> str:
    return f"```bash\n{text}\n```\n\n"


@pytest.fixture
def shared(project: Project) -> Project:
    """Two articles that state the same error, each with its order."""
    write(
        project,
        "LOAD_CPU_001",
        "Plugin built for another machine",
        "  - template: 'load {file:path}: not a plugin'\n    order: 1\n    cues: [arm64]\n    check: 'file PLUGIN'",
        code("rebuild it"),
    )
    write(
        project,
        "LOAD_TEXT_001",
        "Plugin is a text file",
        "  - template: 'load {file:path}: not a plugin'\n    order: 2\n    cues: ['.txt']",
        code("replace it"),
    )
    return project


def test_causes_of_one_error_come_in_their_order_with_the_check_before_the_fix(shared: Project) -> None:
    out = shared.run(stdin="load /opt/x.so: not a plugin").out
    places = [out.index(part) for part in ("file PLUGIN", "rebuild it", "Same error, other cause", "LOAD_TEXT_001")]
    assert places == sorted(places)
    assert "Two causes print this. Tell them apart first:" in out


def test_a_cue_in_the_paste_puts_the_other_cause_first(shared: Project) -> None:
    out = shared.run(stdin="load /opt/notes.txt: not a plugin").out
    assert out.index("replace it") < out.index("LOAD_CPU_001")


def test_evidence_must_find_its_article_first_and_the_failure_names_the_cure(project: Project) -> None:
    project.article("TOOL_FILE_001")
    project.article("TOOL_FILE_002", title="The tool finds no file, again")
    ran = project.run("test")
    assert ran.status == 1
    assert "both state this error: give each an" in " ".join(ran.out.split())


def test_causes_with_an_order_pass_their_evidence(shared: Project) -> None:
    shared.write("kb/LOAD_CPU_001.hit.log", "load /opt/x.so: not a plugin\n")
    shared.write("kb/LOAD_TEXT_001.hit.log", "load /opt/notes.txt: not a plugin\n")
    assert shared.run("test").status == 0


@pytest.fixture
def branches(project: Project) -> Project:
    write(
        project,
        "GADGET_001",
        "The gadget does not start",
        "  - 'gadget: no battery in slot {slot:int}'\n"
        "  - {template: 'gadget: cover is open', fix: '#close-it'}\n"
        "  - 'gadget: motor is blocked'",
        f"Switch it off.\n\n### No battery\n\n{code('insert --slot __SLOT__  # VAR')}"
        f"### Close it\n\n{code('cover --close')}"
        f"### On Windows\n\n{code('gadget.exe /repair')}",
    )
    return project


@pytest.mark.parametrize(
    ("error", "command"),
    [
        ("gadget: no battery in slot 4", "insert --slot 4"),
        ("gadget: cover is open", "cover --close"),
        ("gadget: motor is blocked", "insert --slot __SLOT__"),
        ("C:\\gadget> gadget: motor is blocked", "gadget.exe /repair"),
    ],
)
def test_the_way_that_cures_the_error_is_shown_with_what_comes_before_it(
    branches: Project, error: str, command: str
) -> None:
    out = branches.run(stdin=error).out
    assert out.index("Switch it off.") < out.index(command)
    steps = json.loads(branches.run("match", "--format", "json", stdin=error).out)["hits"][0]["fix"]["steps"]
    assert [step.get("filled", step.get("text")) for step in steps] == ["Switch it off.", command]


def test_an_answer_warns_of_what_its_own_way_may_break_not_of_what_others_do(project: Project) -> None:
    write(
        project,
        "GADGET_002",
        "The gadget is full",
        "  - {template: 'gadget: {share:int} percent full', fix: '#empty-it'}",
        f"### Empty it\n\n{code('gadget empty')}**Risks**: what it holds is gone.\n\n"
        f"### Enlarge it\n\n{code('gadget enlarge')}**Risks**: it is off for an hour.\n",
    )
    error = "gadget: 99 percent full"
    out = project.run(stdin=error).out
    assert "Risk: what it holds is gone\n" in out
    assert "off for an hour" not in out
    (hit,) = json.loads(project.run("match", "--format", "json", stdin=error).out)["hits"]
    assert hit["fix"]["risks"] == ["what it holds is gone."]


def test_a_fix_that_the_article_does_not_have_is_a_finding(project: Project) -> None:
    write(
        project,
        "A_B_001",
        "It fails",
        "  - {template: 'gadget: lid is lost', fix: '#find-lid'}",
        "### Find it\n\nLook.",
    )
    assert "KB206" in project.run("check").out


def test_other_errors_of_a_paste_are_listed_with_their_lines(branches: Project) -> None:
    branches.article("TOOL_FILE_001")
    paste = "gadget: no battery in slot 4\nworking\nmytool: cannot open /srv/app/x.conf: no such file\n"
    out = branches.run(stdin=paste).out
    assert "Also in this paste\n  line 3: The tool finds no file\n    TOOL_FILE_001" in out
    groups = json.loads(branches.run("match", "--format", "json", stdin=paste).out)["groups"]
    assert [(one["lines"], one["kb_ids"]) for one in groups] == [([1], ["GADGET_001"]), ([3], ["TOOL_FILE_001"])]


def test_a_candidate_far_ahead_of_the_others_is_most_likely_and_shown_whole(project: Project) -> None:
    template = "widget daemon lost its lease on shard {shard:int} during rebalance of ring"
    project.article("TOOL_FILE_001", template, "widget daemon lost its lease on shard 3 during rebalance of ring")
    ran = project.run(stdin="today our widget daemon lost its lease again, while the ring was in rebalance")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "Most likely: no signature matches in full.")
    assert "mend --it" in ran.out


def test_candidates_say_how_sure_each_is_and_why(branches: Project) -> None:
    ran = branches.run(stdin="the cover of my other machine is open, which is blocked")
    assert ran.status == 1
    assert "No sure answer. Closest:" in ran.out
    assert "%" in ran.out


def test_a_paste_in_another_language_gets_the_way_to_english(branches: Project) -> None:
    out = branches.run(stdin="mv: x kann nicht verschoben werden: Keine Berechtigung").out
    assert "This looks like German." in out
    assert "LC_ALL=C COMMAND" in out
    answer = json.loads(branches.run("match", "--format", "json", stdin="错误：没有权限").out)
    assert (answer["verdict"], answer["language"]) == ("none", "zh")
