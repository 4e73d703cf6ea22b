"""The normaliser's and scorer's rules: one data file, read by Python and by the browser."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unstuck_search.limits import Limits

RULES = Path(__file__).with_name("rules.json")


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A command that runs its operands as a command (`sudo`, `ssh`, `docker exec`).

    `flags` are its short options without a value, `valued` those with one; the `long_` ones likewise. `operands` of its
    own come before the command that it runs. A `remote` one hands its operands to a shell, which reads them again.
    """

    flags: str = ""
    valued: str = ""
    long_flags: frozenset[str] = frozenset()
    long_valued: frozenset[str] = frozenset()
    operands: int = 0
    remote: bool = False


@dataclass(frozen=True, slots=True)
class FillRules:
    """What `commands.fill` goes by.

    `placeholder` finds a placeholder and `var_mark` the comment that marks its line; `macros` are no placeholders in
    `macro_languages`. `hidden` finds invisible characters. `allowed` holds the allow-list of each type of capture (for
    the whole value), `never` what no value may contain, `strict_types` the types whose values may be written in code,
    `plain` such values, `quoted` values that may be put in single quotes, `protected` paths that a destructive command
    may not be given. Longer values than `max_value` and longer code than `max_code` characters are not looked at.
    `prompt` and `session_prompt` find the beginning of a line of a session.

    `docker_run` finds instructions that run something, `run_keys` keys of data files that do, `run_calls` calls in
    source code that do, `run_options` options and `run_settings` assignments whose value is run. Of commands:
    `wrappers` run their operands; `interpreters` run code given with one of these option letters, else a file;
    `clients` take code with these letters; the first operand of `filters` is code; `evaluate` read their operands as
    shell code; `run_their_operands` name programs; `take_code` may read an operand as code; `copy_input` only copy a
    here-document; `destructive` ones may lose what they are given (where an option begins with the text, if any).
    """

    placeholder: re.Pattern[str]
    var_mark: re.Pattern[str]
    hidden: re.Pattern[str]
    never: re.Pattern[str]
    plain: re.Pattern[str]
    quoted: re.Pattern[str]
    protected: re.Pattern[str]
    prompt: re.Pattern[str]
    session_prompt: re.Pattern[str]
    docker_run: re.Pattern[str]
    run_keys: re.Pattern[str]
    run_calls: re.Pattern[str]
    run_options: re.Pattern[str]
    run_settings: re.Pattern[str]
    max_value: int
    max_code: int
    allowed: Mapping[str, re.Pattern[str]]
    macro_languages: frozenset[str]
    macros: frozenset[str]
    strict_types: frozenset[str]
    shell_languages: frozenset[str]
    session_languages: frozenset[str]
    docker_languages: frozenset[str]
    command_languages: frozenset[str]
    data_languages: frozenset[str]
    yaml_languages: frozenset[str]
    keywords: frozenset[str]
    shells: frozenset[str]
    interpreters: Mapping[str, str]
    clients: Mapping[str, str]
    filters: frozenset[str]
    evaluate: frozenset[str]
    run_their_operands: frozenset[str]
    find_runs: frozenset[str]
    take_code: frozenset[str]
    copy_input: frozenset[str]
    destructive: Mapping[str, str]
    wrappers: Mapping[str, Wrapper]


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns, word lists, weights and bounds.

    `types` holds the pattern of each type of variable part; `quotes` maps typographic marks to plain ones, by code
    point; `weights` are the scorer's terms.
    `example` finds what an author put in as an example (quoted names, paths, numbers); `prefix` one piece of what a log
    puts before a message; `codes` what looks like an error code; the three `*_line` patterns classify lines;
    `cues` name the products that a line of a certain look comes from.
    `secrets`, `private` and `addresses` are what a text is redacted of, by kind: always, where it is to be shared, and
    where addresses are asked for too; their patterns mean the same here and in a browser (word characters and letters
    are ASCII, white space is spelt out). `not_secret` finds signs of an example in a value, `stand_in` is a whole one.
    `hidden` finds invisible characters (controls but tab and line break, bidirectional and zero-width ones,
    private use), which no terminal and no command may get; `fill` is for values in commands.
    `limits` are all numbers; `type_bits` is what a variable part adds by holding what its type asks for, in bits;
    `narrow_types` are those that few words are of. `counters` come before a number that counts lines and the like.
    `code_introduced` finds what tools write before a code, `code_parts` the words of one, `code_number` its number.
    `compound` finds a compound word, `compound_parts` finds its parts; `chunk` finds a run of text that is searched for
    whole, `stop_words` are not searched for; `text_fields` says of each field of a record what a term in it is worth
    and how many terms are usual. `trailing` is punctuation behind a value at the end of a template,
    `opening` that before one at its front. `secret_name` finds the names that redaction gives.
    """

    types: Mapping[str, str]
    quotes: Mapping[int, str]
    weights: Mapping[str, float]
    ansi: re.Pattern[str]
    controls: re.Pattern[str]
    example: re.Pattern[str]
    prefix: re.Pattern[str]
    codes: re.Pattern[str]
    error_line: re.Pattern[str]
    frame_line: re.Pattern[str]
    info_line: re.Pattern[str]
    cues: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    everyday_words: frozenset[str]
    common_words: frozenset[str]
    secrets: tuple[tuple[str, re.Pattern[str]], ...]
    private: tuple[tuple[str, re.Pattern[str]], ...]
    addresses: tuple[tuple[str, re.Pattern[str]], ...]
    stand_in: re.Pattern[str]
    not_secret: re.Pattern[str]
    limits: Limits
    type_bits: Mapping[str, float]
    narrow_types: frozenset[str]
    counters: tuple[str, ...]
    code_introduced: re.Pattern[str]
    code_parts: re.Pattern[str]
    code_number: re.Pattern[str]
    compound: re.Pattern[str]
    compound_parts: re.Pattern[str]
    chunk: re.Pattern[str]
    secret_name: re.Pattern[str]
    stop_words: frozenset[str]
    text_fields: Mapping[str, tuple[float, int]]
    trailing: str
    opening: str
    hidden: re.Pattern[str]
    fill: FillRules


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with the package."""
    data = json.loads(RULES.read_text(encoding="utf-8"))
    patterns = (
        *("ansi", "controls", "example", "prefix", "codes", "error_line", "frame_line", "info_line", "code_introduced"),
        *("code_parts", "code_number", "compound", "compound_parts", "chunk", "secret_name"),
    )
    return Rules(
        types=data["types"],
        quotes={ord(mark): plain for plain, marks in data["quotes"].items() for mark in marks},
        weights=data["weights"],
        **{name: re.compile(data[name]) for name in patterns},
        cues=tuple((re.compile(pattern, re.MULTILINE), frozenset(names.split())) for pattern, names in data["cues"]),
        everyday_words=frozenset(data["everyday_words"]),
        common_words=frozenset(data["common_words"]),
        secrets=_kinds(data["secrets"]),
        private=_kinds(data["private"]),
        addresses=_kinds(data["addresses"]),
        stand_in=re.compile(data["stand_in"], re.ASCII),
        not_secret=re.compile(data["not_secret"], re.ASCII | re.IGNORECASE),
        limits=Limits(**data["limits"]),
        type_bits=data["type_bits"],
        narrow_types=frozenset(data["narrow_types"]),
        counters=tuple(data["counters"]),
        stop_words=frozenset(data["stop_words"].split()),
        text_fields={name: (worth, usual) for name, (worth, usual) in data["text_fields"].items()},
        trailing=data["trailing"],
        opening=data["opening"],
        hidden=re.compile(data["hidden"]),
        fill=_fill_rules(data["fill"], data["hidden"]),
    )


def _kinds(rows: list[list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.ASCII)) for kind, pattern in rows)


def _fill_rules(data: Mapping[str, Any], hidden: str) -> FillRules:
    def pattern(name: str, flags: int = 0) -> re.Pattern[str]:
        return re.compile(data[name], re.ASCII | flags)

    def words(name: str, separator: str | None = None) -> frozenset[str]:
        return frozenset(data[name].split(separator))

    return FillRules(
        placeholder=pattern("placeholder"),
        var_mark=pattern("var_mark"),
        hidden=re.compile(hidden),
        never=pattern("never"),
        plain=pattern("plain"),
        quoted=pattern("quoted"),
        protected=pattern("protected"),
        prompt=pattern("prompt"),
        session_prompt=pattern("session_prompt"),
        docker_run=pattern("docker_run"),
        run_keys=pattern("run_keys", re.IGNORECASE),
        run_calls=pattern("run_calls", re.IGNORECASE),
        run_options=pattern("run_options", re.IGNORECASE),
        run_settings=pattern("run_settings", re.IGNORECASE),
        max_value=data["max_value"],
        max_code=data["max_code"],
        allowed={name: re.compile(expression, re.ASCII) for name, expression in data["allowed"].items()},
        macro_languages=words("macro_languages"),
        macros=words("macros"),
        strict_types=words("strict_types"),
        shell_languages=words("shell_languages", " "),  # a block without a language most likely holds commands
        session_languages=words("session_languages"),
        docker_languages=words("docker_languages"),
        command_languages=words("command_languages"),
        data_languages=words("data_languages"),
        yaml_languages=words("yaml_languages"),
        keywords=words("keywords"),
        shells=words("shells"),
        interpreters=data["interpreters"],
        clients=data["clients"],
        filters=words("filters"),
        evaluate=words("evaluate"),
        run_their_operands=words("run_their_operands"),
        find_runs=words("find_runs"),
        take_code=words("take_code"),
        copy_input=words("copy_input"),
        destructive=data["destructive"],
        wrappers={name: _wrapper(row) for name, row in data["wrappers"].items()},
    )


def _wrapper(row: Mapping[str, Any]) -> Wrapper:
    return Wrapper(
        flags=row.get("flags", ""),
        valued=row.get("valued", ""),
        long_flags=frozenset(row.get("long_flags", "").split()),
        long_valued=frozenset(row.get("long_valued", "").split()),
        operands=row.get("operands", 0),
        remote=row.get("remote", False),
    )
