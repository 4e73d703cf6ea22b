"""Front matter: what the author wrote is what counts, and what is wrong has a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.article.fields import REQUIRED
from unstuck.article.front_matter import read_front_matter
from unstuck.article.kb_id import id_from_path, kb_id_fault
from unstuck.article.model import FrontMatter
from unstuck.article.parse import read_document
from unstuck.article.source import decode
from unstuck.finding import Finding, Span


def read(front: str) -> tuple[FrontMatter, list[Finding]]:
    source, _ = decode("x.md", f"---\n{front}\n---\nbody\n".encode())
    assert source is not None
    front_matter, _, found = read_front_matter(source, "x.md")
    assert front_matter is not None
    return front_matter, [finding for finding in found if finding.name != "missing-key"]


@pytest.mark.parametrize("raw", ["no", "On", "1.10", "0123", "12:30", "1e3", "2026-02-17", "true", "0x1F"])
def test_a_value_that_yaml_would_change_is_told_and_kept_out(raw: str) -> None:
    front, findings = read(f"tags: [ok, {raw}]")
    assert [(one.name, one.span) for one in findings] == [("ambiguous-scalar", Span.within(2, 12, len(raw)))]
    assert findings[0].message.startswith(f"`tags` holds `{raw}`, which YAML reads as ")
    assert front.tags == ("ok",)


@pytest.mark.parametrize("raw", ["'no'", '"1.10"', "'2026-02-17'"])
def test_quoted_it_is_what_was_written(raw: str) -> None:
    front, findings = read(f"tags: [{raw}]")
    assert findings == []
    assert front.tags == (raw[1:-1],)


@pytest.mark.parametrize(
    ("front", "name", "line", "column"),
    [
        ("a: &x [1]\nb: *x", "yaml-alias", 2, 4),
        ("tags: [a]\ntags: [b]", "duplicate-key", 3, 1),
        ("tags: !!python/object:os.system [ls]", "yaml-tag", 2, 7),
        ("tags:\n\t- a", "yaml-tab", 3, 1),
        ("tags: [a", "yaml-syntax", 3, 1),
        ("- a\n- b", "front-matter-not-mapping", 2, 1),
        ("just text", "front-matter-not-mapping", 2, 1),
        ("created: 2026-13-45", "bad-date", 2, 10),
        ("complexity: '4'", "wrong-type", 2, 13),
        ("complexity: 9", "out-of-range", 2, 13),
        ("criticality: hihg", "bad-value", 2, 14),
        ("categroy: x", "unknown-key", 2, 1),
        ("kb_id: ../../etc", "bad-kb-id", 2, 8),
        ("title: ''", "empty-value", 2, 8),
        ("title: [a]", "wrong-type", 2, 8),
        ("tags: " + "[" * 30 + "]" * 30, "yaml-depth", 2, 26),
        ('title: "a\\u0000b"', "yaml-syntax", 2, 8),
    ],
)
def test_each_fault_has_its_name_and_place(front: str, name: str, line: int, column: int) -> None:
    _, findings = read(front)
    assert [(one.name, one.line, one.column) for one in findings][:1] == [(name, line, column)]


def test_errors_come_as_templates_mappings_and_lines() -> None:
    front, findings = read(
        "errors:\n  - 'a {x}'\n  - template: b\n    samples: [b]\n    versions: '< 2'\n  - lines: [c, d]"
    )
    assert findings == []
    assert front.errors is not None
    assert [(one.lines, one.samples, one.versions, one.line) for one in front.errors] == [
        (("a {x}",), (), "", 3),
        (("b",), ("b",), "< 2", 4),
        (("c", "d"), (), "", 7),
    ]


def test_missing_required_keys_are_all_told() -> None:
    document = read_document("x.md", b"---\nkb_id: A_001\n---\n# T\n")
    missing = [one.message.split("`")[1] for one in document.findings if one.name == "missing-key"]
    assert missing == [key for key in REQUIRED if key != "kb_id"]


@pytest.mark.parametrize("text", ["A_001", "CROSS_DOCKER_001", "a_b_1234"])
def test_good_ids(text: str) -> None:
    assert kb_id_fault(text) == ""


@pytest.mark.parametrize(
    "text",
    ["", "A", "A_1", "../A_001", "A_001/", "CON", "A\u0410_001", "A_\uff10\uff10\uff11", "A_001\n", "A" * 70 + "_001"],
)
def test_bad_ids(text: str) -> None:
    assert kb_id_fault(text)


@given(st.text(max_size=80))
def test_a_loose_file_always_gets_a_sound_id(name: str) -> None:
    assert kb_id_fault(id_from_path(f"{name}.md")) == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    read_document("x.md", data)
    read_document("x.md", b"---\n" + data + b"\n---\n" + data)


@given(st.text(alphabet=st.sampled_from("ab:-[]{}\"'|>&*!#% \n\t0\u00e9"), max_size=120))
def test_any_yaml_is_read_or_told(text: str) -> None:
    read(text)
