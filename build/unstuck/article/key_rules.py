"""What can be wrong with the keys and values of front matter, and with the vocabulary file."""

from __future__ import annotations

from unstuck.finding import ERROR, WARNING, Rule

UNKNOWN_KEY = Rule(
    "KB101",
    "unknown-key",
    ERROR,
    "`{key}` is not a key of an article",
    "Remove it; the manual lists the keys.",
    """A key is not one that articles have.

    A misspelt key is a value lost.

    Bad::

        categroy: devops

    Good::

        category: devops
    """,
)

MISSING_KEY = Rule(
    "KB102",
    "missing-key",
    ERROR,
    "`{key}` is missing",
    "Add `{key}:` to the front matter.",
    """A required key is missing.

    Lists, pages and feeds are made of these keys.

    Bad::

        ---
        kb_id: A_001
        ---

    Good::

        ---
        kb_id: A_001
        category: devops
        …
        ---
    """,
    loose=WARNING,
)

WRONG_TYPE = Rule(
    "KB103",
    "wrong-type",
    ERROR,
    "`{key}` must be {expected}, not {found}",
    "Write {expected}.",
    """A value is not of its key's type.

    A list where a word is wanted has no meaning that all readers would agree on.

    Bad::

        complexity: high

    Good::

        complexity: 4
    """,
)

OUT_OF_RANGE = Rule(
    "KB104",
    "out-of-range",
    ERROR,
    "`{key}` is {value}, allowed is {allowed}",
    "Write a number from {allowed}.",
    """A number is out of its range.

    Complexity is drawn and sorted on a scale of one to five.

    Bad::

        complexity: 9

    Good::

        complexity: 4
    """,
)

BAD_VALUE = Rule(
    "KB105",
    "bad-value",
    ERROR,
    "`{key}` is `{value}`, allowed are {allowed}",
    "Write one of {allowed}.",
    """A value is none of those its key allows.

    Sorting and filtering know only these.

    Bad::

        criticality: hihg

    Good::

        criticality: high
    """,
)

AMBIGUOUS_SCALAR = Rule(
    "KB106",
    "ambiguous-scalar",
    ERROR,
    "`{key}` holds `{value}`, which YAML reads as {reads_as}",
    "Write it in quotes: '{value}'.",
    """A value is read by YAML as something other than its text.

    `no` becomes false, `1.10` becomes 1.1, `12:30` a number in base 60: what a reader sees would not be what was
    written.

    Bad::

        tags: [no, 1.10]

    Good::

        tags: ['no', '1.10']
    """,
)

BAD_DATE = Rule(
    "KB107",
    "bad-date",
    ERROR,
    "`{key}` is `{value}`, which is not a date",
    "Write year-month-day, such as 2026-02-17.",
    """A date is not a day of the calendar in ISO form.

    Staleness is computed from it.

    Bad::

        created: 2026-13-45

    Good::

        created: 2026-02-17
    """,
)

EMPTY_VALUE = Rule(
    "KB108",
    "empty-value",
    WARNING,
    "`{key}` has no value",
    "Write one, or remove the key.",
    """A key has no value.

    An empty key says less than none, and reads like an oversight.

    Bad::

        owner:

    Good::

        owner: platform-team
    """,
)

BAD_KB_ID = Rule(
    "KB109",
    "bad-kb-id",
    ERROR,
    "`{value}` {fault}",
    "Join words and a number of three or more digits by `_`: CROSS_DOCKER_001.",
    """An id is not of the form that addresses are made of.

    Ids become file names and addresses, so only a narrow form is safe everywhere.

    Bad::

        kb_id: docker/1

    Good::

        kb_id: CROSS_DOCKER_001
    """,
)

BAD_VOCABULARY = Rule(
    "KB110",
    "bad-vocabulary",
    ERROR,
    "The vocabulary is not of its format",
    "Each facet maps words to a title, a description and synonyms.",
    """The vocabulary file is not of its format.

    Words it should allow would be refused, or all let through.

    Bad::

        categories: [devops]

    Good::

        categories:
          devops: {title: DevOps}
    """,
)

RULES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    OUT_OF_RANGE,
    BAD_VALUE,
    AMBIGUOUS_SCALAR,
    BAD_DATE,
    EMPTY_VALUE,
    BAD_KB_ID,
    BAD_VOCABULARY,
)
