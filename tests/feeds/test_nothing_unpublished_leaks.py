"""Drafts, internal and deprecated articles are in no file of the site, by a search of every byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_site import build

from driver import Project

KINDS = {"LEAKONE": "status: draft", "LEAKTWO": "audience: internal", "LEAKTHREE": "status: deprecated"}
# The marker stands in each word an author can write, with its field's name.
SECRET = """---
kb_id: {mark}_SECRET_001
title: "{mark}-title words"
category: {mark}-category
platform: [{mark}-platform]
technologies: [{mark}-technology]
complexity: 2
criticality: critical
created: 2026-01-02
updated: 2026-09-09
review_by: 2026-02-02
owner: {mark}-owner
{state}
tags: [{mark}-tag, shared]
related_kb: [A_OPEN_001]
aliases: [{mark}_ALIAS_001]
impact: {mark}-impact
downtime_risk: {mark}-downtime
fix_time: "{mark}-fixtime 5 min"
license: {mark}-license
sources: [{{url: "https://example.com/{mark}-source", title: {mark}-source}}]
placeholders: {{{mark}_NAME: {{description: {mark}-described, example: {mark}-example}}}}
errors:
  - template: "{mark}-template cannot open {{{mark}_capture:path}}"
    samples: ["{mark}-template cannot open /etc/{mark}-sample"]
    versions: {mark}-versions
  - "mytool: cannot open {{file:path}}: no such file"
---

# {mark}-heading

> **TL;DR**: {mark}-symptom → {mark}-action

## Symptoms

- [ ] {mark}-item

## Solution

```bash
{mark}-command __{mark}_NAME__  # VAR
```

## Verification

**Expected**: {mark}-expected

## Fallback

### Option 1: {mark}-fallback

**When**: {mark}-when | **Risks**: {mark}-risks

## Context

**Root Cause**: {mark}-cause
"""


@pytest.fixture
def leaky(project: Project) -> Project:
    project.write("unstuck.toml", 'base_url = "https://kb.example.com"\n')
    marks = [f"{mark}_SECRET_001" for mark in KINDS]
    project.article(
        "A_OPEN_001",
        **{
            "related_kb: []": f"related_kb: [{', '.join(marks)}]\nsuperseded_by: LEAKTWO_SECRET_001",
            "[docker]": "[shared]",
        },
    )
    project.article(
        "A_OPEN_002", template="othertool: cannot read {file:path} at all", sample="", **{"    samples: ['']\n": ""}
    )
    for mark, state in KINDS.items():
        project.write(f"kb/{mark.lower()}/{mark}_SECRET_001.md", SECRET.format(mark=mark, state=state))
        project.write(f"kb/{mark.lower()}/{mark}_SECRET_001.hit.log", f"{mark}-template cannot open /etc/{mark}-log\n")
        project.write(f"kb/{mark.lower()}/{mark}_SECRET_001.miss.log", f"{mark}-miss\n")
    return project


def leaks(site: Path) -> dict[str, list[str]]:
    """The markers found, by file."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = str(path.relative_to(site)).encode() + b"\n" + path.read_bytes()
            here = [mark for mark in KINDS if mark.lower().encode() in data.lower()]
            if here:
                found[str(path.relative_to(site))] = here
    return found


def test_nothing_unpublished_is_in_any_file(leaky: Project) -> None:
    site = build(leaky)
    assert (site / "kb/A_OPEN_001/index.html").is_file()
    assert leaks(site) == {}


def test_nothing_unpublished_is_left_from_a_build_that_was_asked_for_drafts(leaky: Project) -> None:
    build(leaky, "--include-drafts")
    assert leaks(build(leaky)) == {}


def test_asked_for_drafts_all_of_them_are_in_every_feed(leaky: Project) -> None:
    found = leaks(build(leaky, "--include-drafts"))
    for name in ("errors.json", "kb.jsonl", "feed.json", "atom.xml", "llms.txt", "llms-full.txt", "sitemap.xml"):
        assert found[name] == list(KINDS)


def test_what_is_unpublished_does_not_answer_either(leaky: Project) -> None:
    ran = leaky.run("match", "-", "--format", "json", stdin="LEAKONE-template cannot open /etc/passwd\n")
    assert "SECRET" not in ran.out
