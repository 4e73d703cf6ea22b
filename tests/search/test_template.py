"""The template grammar, and where a template stands in a line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck_search.signatures.template import TYPES, TemplateError, escape, parse
from unstuck_search.text import fold
from work import count_calls

VALUES = {
    "word": "abc-1",
    "path": "/usr/bin/x.sh",
    "int": "-13",
    "hex": "0x80070005",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "ip": "10.0.0.1",
    "host": "db.example.com",
    "port": "5432",
    "url": "https://example.com/a?b=c",
    "version": "v1.10.2-rc1",
    "image": "registry.example.com/app:1.4",
    "quoted": "'my file'",
    "rest": "anything at all",
}


def test_every_type_has_a_value_here() -> None:
    assert set(VALUES) == set(TYPES)


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize(
    "shape", ["fail: {{v:{0}}} (code 1)", "fail: {{v:{0}}}", "{{v:{0}}} is broken", "a {{v:{0}}}: b"]
)
def test_each_type_captures_its_value_in_every_position(kind: str, shape: str) -> None:
    template = parse(shape.format(kind))
    line = re.sub(r"\{[^}]*\}", lambda _: VALUES[kind], template.source)
    assert template.captures(line) == {"v": VALUES[kind]}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("int", "many"),
        ("uuid", "123e4567"),
        ("port", "http"),
        ("path", "<none>"),
        ("quoted", "bare"),
        ("url", "example"),
    ],
)
def test_a_type_refuses_what_is_not_of_it(kind: str, wrong: str) -> None:
    assert parse(f"value {{v:{kind}}} is bad").captures(f"value {wrong} is bad") is None


def test_a_part_named_like_a_type_has_that_type() -> None:
    assert parse("exec {path}: exec format error").captures("x exec /a b: exec format error") is None
    assert parse("exec {path}: exec format error").captures("x exec /a/b: exec format error") == {"path": "/a/b"}


def test_an_anonymous_part_takes_spaces_and_no_name() -> None:
    assert parse("cannot open {}: denied").captures("cannot open my own file: denied") == {}


def test_doubled_braces_are_literal() -> None:
    assert parse("{{.Arch}} of {image}").captures("{.Arch} of app:1") == {"image": "app:1"}


@pytest.mark.parametrize(
    ("text", "column"), [("a { b", 3), ("a } b", 3), ("a {b c} d", 3), ("x {a:nosuch}", 3), ("{1a}", 1)]
)
def test_bad_templates_are_refused_at_their_column(text: str, column: int) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert caught.value.column == column


def test_case_white_space_and_curly_quotes_do_not_matter() -> None:
    template = parse("Can't open  file {name}")
    assert template.captures("CAN\u2019T OPEN\tFILE x") == {"name": "x"}


def test_a_template_does_not_begin_within_a_word() -> None:
    assert parse("error: x").captures("terror: x") is None


def test_nothing_but_variable_parts_matches_nothing() -> None:
    assert parse("{} {a} {b:rest}").captures("any text at all") is None


def test_two_templates_that_differ_in_names_have_one_shape() -> None:
    assert parse("open {a:path}: no").shape == parse("Open {b:path}: no").shape != parse("open {a}: no").shape


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40).filter(
        lambda text: any(character.isalnum() for character in text)
    )
)
def test_literal_text_finds_itself(text: str) -> None:
    template = parse(escape(text))
    assert template.captures(f"before {text} after") == {}


@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused(text: str) -> None:
    columns = []
    try:
        parse(text)
    except TemplateError as error:
        columns.append(error.column)
    assert all(1 <= column <= len(text) for column in columns)


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "template", ["{} {} {} {} {} x", "a{}a{}a{}a{}b", "{a:path}{b:path}{c:path}!", "{r:rest}a{s:rest}a{t:rest}z"]
)
def test_open_templates_do_bounded_work(template: str) -> None:
    few, many = (count_calls(lambda line="a " * count: parse(template).captures(line)) for count in (2_000, 20_000))
    assert many <= few + 1_000
