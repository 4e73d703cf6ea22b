"""The normaliser's and scorer's rules: one data file, read by Python and by the browser."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from unstuck_search.limits import Limits

RULES = Path(__file__).with_name("rules.json")
T = TypeVar("T")


class Wrapper(NamedTuple):
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


class _Lazy(Generic[T]):
    """An attribute that is read from the data when it is first asked for: most commands need few of the patterns, and
    compiling all takes longer than an answer."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, rules: _Table, owner: type) -> T:
        found = self._read(rules.data[self._name])
        rules.__dict__[self._name] = found  # found there from now on, before this is asked
        return found


class _Table:
    """A table of the data file, each of its rows a `_Lazy` attribute; frozen."""

    data: Mapping[str, Any]

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.__dict__["data"] = data

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")


class _Patterns(Mapping[str, "re.Pattern[str]"]):
    """Patterns by name, each compiled when it is first asked for."""

    def __init__(self, sources: Mapping[str, str], flags: int = 0) -> None:
        self._sources = sources
        self._flags = flags

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return re.compile(self._sources[name], self._flags)  # which remembers what it compiled

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def _pattern(flags: int = 0) -> _Lazy[re.Pattern[str]]:
    return _Lazy(lambda source: re.compile(source, flags))


def _words(separator: str | None = None) -> _Lazy[frozenset[str]]:
    return _Lazy(lambda text: frozenset(text.split(separator)))


def _kinds() -> _Lazy[tuple[tuple[str, re.Pattern[str]], ...]]:
    return _Lazy(lambda rows: tuple((kind, re.compile(source, re.ASCII)) for kind, source in rows))


def _cues(rows: list[list[str]]) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple((re.compile(pattern, re.MULTILINE), frozenset(names.split())) for pattern, names in rows)


def _wrapper(row: Mapping[str, Any]) -> Wrapper:
    return Wrapper(
        flags=row.get("flags", ""),
        valued=row.get("valued", ""),
        long_flags=frozenset(row.get("long_flags", "").split()),
        long_valued=frozenset(row.get("long_valued", "").split()),
        operands=row.get("operands", 0),
        remote=row.get("remote", False),
    )


class FillRules(_Table):
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

    placeholder = _pattern(re.ASCII)
    var_mark = _pattern(re.ASCII)
    hidden = _pattern()
    never = _pattern(re.ASCII)
    plain = _pattern(re.ASCII)
    quoted = _pattern(re.ASCII)
    protected = _pattern(re.ASCII)
    prompt = _pattern(re.ASCII)
    session_prompt = _pattern(re.ASCII)
    docker_run = _pattern(re.ASCII)
    run_keys = _pattern(re.ASCII | re.IGNORECASE)
    run_calls = _pattern(re.ASCII | re.IGNORECASE)
    run_options = _pattern(re.ASCII | re.IGNORECASE)
    run_settings = _pattern(re.ASCII | re.IGNORECASE)
    max_value = _Lazy(int)
    max_code = _Lazy(int)
    allowed = _Lazy[Mapping[str, "re.Pattern[str]"]](lambda sources: _Patterns(sources, re.ASCII))
    macro_languages = _words()
    macros = _words()
    strict_types = _words()
    shell_languages = _words(" ")  # a block without a language most likely holds commands
    session_languages = _words()
    docker_languages = _words()
    command_languages = _words()
    data_languages = _words()
    yaml_languages = _words()
    keywords = _words()
    shells = _words()
    interpreters = _Lazy[Mapping[str, str]](dict)
    clients = _Lazy[Mapping[str, str]](dict)
    filters = _words()
    evaluate = _words()
    run_their_operands = _words()
    find_runs = _words()
    take_code = _words()
    copy_input = _words()
    destructive = _Lazy[Mapping[str, str]](dict)
    wrappers = _Lazy[Mapping[str, Wrapper]](lambda rows: {name: _wrapper(row) for name, row in rows.items()})


class Rules(_Table):
    """Patterns, word lists, weights and bounds.

    `types` holds the pattern of each type of variable part; `quotes` maps typographic marks to plain ones, by code
    point; `weights` are the scorer's terms.
    `escaped_quote` finds the backslashes that JSON puts before a quote, `escaped_space` how it writes white space.
    `example` finds what an author put in as an example (quoted names, paths, numbers); `prefix` one piece of what a log
    puts before a message; `codes` what looks like an error code; the three `*_line` patterns classify lines;
    `languages` holds words of messages in languages other than English, `scripts` finds letters of them.
    `platforms` name the system that a line of a certain look comes from, the surest first;
    `cues` name the products that a line of a certain look comes from.
    `secrets`, `private` and `addresses` are what a text is redacted of, by kind: always, where it is to be shared, and
    where addresses are asked for too; their patterns mean the same here and in a browser (word characters and letters
    are ASCII, white space is spelt out). `not_secret` finds signs of an example in a value, `stand_in` is a whole one.
    `hidden` finds invisible characters (controls but tab and line break, bidirectional and zero-width ones,
    private use), which no terminal and no command may get; `fill` is for values in commands.
    `limits` are all numbers; `type_bits` is what a variable part adds by holding what its type asks for, in bits;
    `narrow_types` are those that few words are of. `counters` come before a number that counts lines and the like,
    `leading_words` before a verb that a message begins with otherwise: they make it another message.
    `code_introduced` finds what tools write before a code, `code_parts` the words of one, `code_number` its number.
    `compound` finds a compound word, `compound_parts` finds its parts; `chunk` finds a run of text that is searched for
    whole, `stop_words` are not searched for; `text_fields` says of each field of a record what a term in it is worth
    and how many terms are usual. `trailing` is punctuation behind a value at the end of a template,
    `opening` that before one at its front. `secret_name` finds the names that redaction gives.
    """

    types = _Lazy[Mapping[str, str]](dict)
    quotes = _Lazy[Mapping[int, str]](
        lambda rows: {ord(mark): plain for plain, marks in rows.items() for mark in marks}
    )
    weights = _Lazy[Mapping[str, float]](dict)
    ansi = _pattern()
    controls = _pattern()
    escaped_quote = _pattern()
    escaped_space = _pattern()
    example = _pattern()
    prefix = _pattern()
    codes = _pattern()
    error_line = _pattern()
    frame_line = _pattern()
    info_line = _pattern()
    cues = _Lazy(_cues)
    everyday_words = _Lazy[frozenset[str]](frozenset)
    common_words = _Lazy[frozenset[str]](frozenset)
    secrets = _kinds()
    private = _kinds()
    addresses = _kinds()
    stand_in = _pattern(re.ASCII)
    not_secret = _pattern(re.ASCII | re.IGNORECASE)
    limits = _Lazy(lambda numbers: Limits(**numbers))
    type_bits = _Lazy[Mapping[str, float]](dict)
    narrow_types = _Lazy[frozenset[str]](frozenset)
    counters = _Lazy[tuple[str, ...]](tuple)
    leading_words = _words()
    languages = _Lazy[Mapping[str, frozenset[str]]](
        lambda rows: {name: frozenset(text.split()) for name, text in rows.items()}
    )
    scripts = _Lazy[tuple[tuple[str, "re.Pattern[str]"], ...]](
        lambda rows: tuple((name, re.compile(source)) for name, source in rows)
    )
    platforms = _Lazy[tuple[tuple[str, "re.Pattern[str]"], ...]](
        lambda rows: tuple((name, re.compile(source, re.MULTILINE)) for name, source in rows)
    )
    code_introduced = _pattern()
    code_parts = _pattern()
    code_number = _pattern()
    compound = _pattern()
    compound_parts = _pattern()
    chunk = _pattern()
    secret_name = _pattern()
    stop_words = _words()
    text_fields = _Lazy[Mapping[str, tuple[float, int]]](
        lambda rows: {name: (worth, usual) for name, (worth, usual) in rows.items()}
    )
    trailing = _Lazy(str)
    opening = _Lazy(str)
    hidden = _pattern()
    fill = _Lazy(FillRules)


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with the package."""
    data = json.loads(RULES.read_text(encoding="utf-8"))
    return Rules({**data, "fill": {**data["fill"], "hidden": data["hidden"]}})
