"""What in an error's message differs from one paste to the next: paths, names, numbers, addresses, each with its type.

Each finder is a pattern and what its groups are; the first one that claims a place has it.
"""

from __future__ import annotations

import re

from unstuck.proposal import readers
from unstuck.proposal.value import EXTENSIONS, HOST, IN_PATH, KEPT, LAST, NAMING, SECRET, VERSION, Value
from unstuck_search.signatures.template import TYPES


def find_values(text: str) -> list[Value]:
    """The values of a message in order, none overlapping another."""
    taken: list[Value] = []
    for pattern, read in _FINDERS:
        for found in pattern.finditer(text):
            values = [value for value in read(found) if value.start < value.end]
            if not any(one.start < value.end and value.start < one.end for value in values for one in taken):
                taken += values
    return sorted(value for value in taken if value.type != KEPT)


_FINDERS: tuple[tuple[re.Pattern[str], readers.Finder], ...] = (
    (re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{1,30}://(?:" + SECRET + r"|[^\s\"'<>`])+"), readers.typed("url")),
    (re.compile(r"(?<![0-9A-Za-z])(?:sha256:)([0-9a-f]{12,64})(?![0-9A-Za-z])"), readers.groups(("hex", "digest"))),
    (
        re.compile(
            r"(?<![0-9A-Za-z'])'([^']{1,200})'(?![0-9A-Za-z])|(?<![0-9A-Za-z])\"([^\"\\]{1,200})\\?\"(?![0-9A-Za-z])"
            r"|`([^`']{1,200})[`']"
        ),
        readers.quoted,
    ),
    (re.compile(r"(?<![0-9A-Za-z-])" + TYPES["uuid"] + r"(?![0-9A-Za-z-])"), readers.typed("uuid")),
    (re.compile(r"[A-Za-z]:\\Program Files(?: \(x86\))?\\[^\s'\"`<>|;*?:,]+"), readers.typed("rest", "path")),
    (
        re.compile(
            r"((?<![0-9A-Za-z])(?:[A-Za-z]:|\\\\[0-9A-Za-z_.$-]+|HK[A-Z_]+:?|\.{1,2})\\[^\s'\"`<>|;*?:,()]+)()()()()"
        ),
        readers.file_place,
    ),
    (
        re.compile(r"(?<![0-9A-Za-z/])(?:linux|windows|darwin)/(?:amd64|arm64|386|arm|ppc64le|s390x)(?:/v[0-9])?\b"),
        readers.typed("word", "platform"),
    ),
    (
        re.compile(
            rf"((?<![0-9A-Za-z_.@/+\]-])(?:(?:~|\.{{1,2}})?/{IN_PATH}+"
            rf"|(?:[0-9A-Za-z_.@+-]+/)*[0-9A-Za-z_@+.-]+\.(?:{EXTENSIONS})(?![0-9A-Za-z_@/-]|\.[0-9A-Za-z])))"
            r"(?::([0-9]+)(?::([0-9]+))?(?![0-9A-Za-z.])|\(([0-9]+)(?:,([0-9]+))?\))?"
        ),
        readers.file_place,
    ),
    (
        re.compile(r"\[((?:[0-9A-Za-z_.-]+/)*[Mm]akefile[0-9A-Za-z_.-]*):([0-9]+): ([^\s\]]+)\]"),
        readers.groups((KEPT, ""), ("int", "line"), ("word", "target")),
    ),
    (re.compile(r"(?<![0-9A-Za-z_.])git@([A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9])"), readers.groups(("host", ""))),
    (
        re.compile(
            r"(?<![0-9A-Za-z_.@/-])([A-Za-z_][0-9A-Za-z_.-]*)@([A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]|[0-9.]{7,15}\b)(?!@)"
        ),
        readers.groups(("word", "user"), ("host", "")),
    ),
    (
        re.compile(r"(?<![0-9A-Za-z_.-])(@?[A-Za-z][0-9A-Za-z_./-]*)@\"?(?:\^|~|>=|<=)?([0-9][0-9A-Za-z.*+_-]*)"),
        readers.groups(("word", "package"), ("version", "")),
    ),
    (
        re.compile(rf"(?<![0-9A-Za-z_.-])([A-Za-z][0-9A-Za-z_.-]*(?:\[[a-z,]+\])?)(?:==|>=|<=|~=|!=)({VERSION})"),
        readers.groups(("word", "package"), ("version", "")),
    ),
    (
        re.compile(r"(?<![0-9A-Za-z_.])([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?::([0-9]{1,5}))?(?![0-9A-Za-z_]|\.[0-9])"),
        readers.groups(("ip", ""), ("port", "")),
    ),
    (re.compile(r"(\[[0-9a-fA-F:]*::[0-9a-fA-F:.]*\])(?::([0-9]{1,5}))?"), readers.groups(("ip", ""), ("port", ""))),
    (
        re.compile(
            r"\b(?:image|manifest for|denied for|pulling|pull|metadata for|failed to solve:) "
            r"([a-z0-9][a-z0-9._-]*(?:(?::[0-9]+)?/[a-z0-9._-]+)*(?::[0-9A-Za-z_][0-9A-Za-z_.-]*)?)"
            r"(?=[,;:.]? |[,;:.]?$)"
        ),
        readers.image,
    ),
    (
        re.compile(
            r"(?<![0-9A-Za-z_.@/-])[a-z0-9][a-z0-9._/-]*:(?:latest|[0-9]+(?:\.[0-9]+)+[0-9A-Za-z_.-]*)(?![0-9A-Za-z:])"
        ),
        readers.typed("image"),
    ),
    (
        re.compile(rf"(?<![0-9A-Za-z_.@-])({HOST}|localhost):([0-9]{{2,5}})(?![0-9A-Za-z:])"),
        readers.groups(("host", ""), ("port", "")),
    ),
    (
        re.compile(
            r"\b(?:to|at|on|host|server|tcp|tcp4|tcp6|address|hostname|lookup)[ :]+([A-Za-z][0-9A-Za-z_.-]*)"
            r":([0-9]{2,5})(?![0-9A-Za-z:])"
        ),
        readers.groups(("host", ""), ("port", "")),
    ),
    (
        re.compile(
            rf"(?:\b(?:hosts?|hostname|server|lookup|resolve|to|at|from|on|client|address|domain)[ :=]+|: )"
            rf"({HOST}|localhost)(?![0-9A-Za-z_-]|\.[0-9A-Za-z])"
        ),
        readers.groups(("host", "")),
    ),
    (
        re.compile(r"\b(?:host|hostname|lookup)[ :]+([a-z0-9][0-9a-z-]*(?:\.[0-9a-z-]+)+|[a-z]+[0-9][0-9a-z-]*)"),
        readers.groups(("host", "")),
    ),
    (re.compile(r"(?<![0-9A-Za-z_])0[xX][0-9A-Fa-f]+(?![0-9A-Za-z_])"), readers.address),
    (
        re.compile(
            r"(?<![0-9A-Za-z_.-])(?=[0-9a-fA-F]*[0-9])(?=[0-9a-f]*[a-f]|[0-9A-F]*[A-F]|0)"
            r"[0-9a-fA-F]{12,128}(?![0-9A-Za-z_])"
        ),
        readers.typed("hex"),
    ),
    (re.compile(r"(?<![0-9A-Za-z_.+-])[0-9a-f]{12,128}(?=\+)|(?<=\+)[0-9a-f]{4,16}(?=\])"), readers.typed("hex")),
    (
        re.compile(r"\b(?:commit|revision|object|sha|apply|pick|revert) ([0-9a-f]{7,40})(?![0-9A-Za-z])"),
        readers.groups(("hex", "commit")),
    ),
    (re.compile(r"\bprocess [0-9]+ \(([0-9A-Za-z_.:/-]+)\)"), readers.groups(("word", "process"))),
    (
        re.compile(r"(?<![0-9A-Za-z_-])[a-z][a-z0-9-]*-[0-9a-f]{8,10}-[a-z0-9]{5}(?![0-9A-Za-z_-])"),
        readers.typed("word", "pod"),
    ),
    (
        re.compile(
            r"(?<![0-9A-Za-z_.-])[0-9A-Za-z_@:.\\-]+\.(?:service|socket|timer|mount|slice|target)"
            r"(?![0-9A-Za-z_-]|\.[0-9A-Za-z])"
        ),
        readers.typed("word", "unit"),
    ),
    (
        re.compile(r"(?:.*: )?\[.*rejected\] +([^ ]+) -> ([^ ]+)"),
        readers.groups(("word", "branch"), ("word", "remote_branch")),
    ),
    (
        re.compile(r"^(?:-?(?:ba|z|da|k|fi)?sh: )?(?:.*: line [0-9]+: )?([^\s:'\"`/]+): (?:command )?not found$"),
        readers.groups(("word", "command")),
    ),
    (re.compile(r"^([0-9A-Za-z_.-]+) : The term "), readers.groups(("word", "command"))),
    (re.compile(r"^(?:.* )?\*\*\* \[.*: ([^\s:\]]+)\]"), readers.groups(("word", "target"))),
    (
        re.compile(rf"(?:^|[\s(])({LAST}):? (?:-- )?([^\s:;'\"`]+(?::[^\s:;'\"`]+)*)(?=;|$)", re.IGNORECASE),
        readers.last_word,
    ),
    (re.compile(rf"\b({NAMING})(:)? (?=([^\s'\"`;()<>\[\]{{}}]+))", re.IGNORECASE), readers.named),
    (re.compile(SECRET), readers.typed("word", "secret")),
    (
        re.compile(r"(?<![0-9A-Za-z_.-])(?:[0-9]+(?:\.[0-9]+)?(?:h|ms|m|us|µs|ns|s))+(?![0-9A-Za-z_])"),
        readers.typed("word", "duration"),
    ),
    (
        re.compile(r"(?<![0-9A-Za-z_.-])[0-9]+(?:\.[0-9]+)?(?:[kKMGT]i?[bB]|[KMGT]i|B|%)(?![0-9A-Za-z_])"),
        readers.typed("word", "size"),
    ),
    (re.compile(rf"(?<![0-9A-Za-z_./-]){VERSION}(?![0-9A-Za-z_/])"), readers.version),
    (re.compile(r"(?<![0-9A-Za-z_.#])[-+]?(?<![0-9A-Za-z_.#]-)[0-9]+(?![0-9A-Za-z_]|\.[0-9])"), readers.number),
)
