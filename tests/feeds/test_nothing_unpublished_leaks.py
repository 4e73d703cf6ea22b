"""Drafts, internal and deprecated articles are in no file of the site, by a search of every byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from feed_site import build

from driver import Project
from unstuck.article.fields import DATE, FIELDS, TEXT, WORDS

KINDS = {"LEAKONE": "status: draft", "LEAKTWO": "audience: internal", "LEAKTHREE": "status: deprecated"}


def front_matter(mark: str, state: str) -> str:
    """Every key there is, each with the marker and its own name in its value; `state` keeps the article unpublished."""
    state_key, _, state_value = state.partition(": ")
    values: dict[str, Any] = {
        "kb_id": f"{mark}_SECRET_001",
        "title": f"{mark}-title words",
        "complexity": 2,
        "criticality": "critical",
        "status": "published",
        "audience": "public",
        "tags": [f"{mark}-tag", "shared"],
        "related_kb": ["A_OPEN_001"],
        "aliases": [f"{mark}_ALIAS_001"],
        "superseded_by": "A_OPEN_001",
        "fix_time": f"{mark}-fixtime 5 min",
        "sources": [{"url": f"https://example.com/{mark}-source", "title": f"{mark}-source"}],
        "placeholders": {f"{mark}_NAME": {"description": f"{mark}-described", "example": f"{mark}-example"}},
        "errors": [
            {
                "template": f"{mark}-template cannot open {{{mark}_capture:path}}",
                "samples": [f"{mark}-template cannot open /etc/{mark}-sample"],
                "versions": f"{mark}-versions",
            },
            "mytool: cannot open {file:path}: no such file",
        ],
        state_key: state_value,
    }
    of_kind = {id(TEXT): "{mark}-{name}", id(WORDS): ["{mark}-{name}"], id(DATE): "2026-02-02"}
    for field in FIELDS:
        if field.name not in values:
            pattern = of_kind[id(field.kind)]
            text = json.dumps(pattern).replace("{mark}", mark).replace("{name}", field.name)
            values[field.name] = json.loads(text)
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in values.items())


# The marker stands in each word an author can write.
SECRET = """---
{front}---

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
        secret = SECRET.format(mark=mark, front=front_matter(mark, state))
        project.write(f"kb/{mark.lower()}/{mark}_SECRET_001.md", secret)
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
