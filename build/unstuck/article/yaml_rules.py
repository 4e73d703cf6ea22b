"""What can be wrong with the YAML of front matter."""

from __future__ import annotations

from unstuck.finding import ERROR, Rule

YAML_SYNTAX = Rule(
    "KB010",
    "yaml-syntax",
    ERROR,
    "The front matter is not valid YAML: {problem}",
    "Correct the syntax here; text with `: `, `#` or quotes in it wants quotes around it.",
    """The front matter is not valid YAML.

    Nothing of it can be read.

    Bad::

        tags: [docker

    Good::

        tags: [docker]
    """,
)

YAML_ALIAS = Rule(
    "KB011",
    "yaml-alias",
    ERROR,
    "`{name}` is an anchor, alias or merge key",
    "Write the value out.",
    """The front matter uses an anchor, an alias or a merge key.

    They make small files expand without bound, and hide what an article says.

    Bad::

        tags: &t [docker]
        technologies: *t

    Good::

        tags: [docker]
        technologies: [docker]
    """,
)

YAML_DEPTH = Rule(
    "KB012",
    "yaml-depth",
    ERROR,
    "Nested more than {most} levels deep",
    "Keys take a value, a list, or a list of small mappings.",
    """The front matter is nested too deeply.

    No key of an article needs it.

    Bad::

        tags: [[[[[[…

    Good::

        tags: [docker]
    """,
)

YAML_TAG = Rule(
    "KB013",
    "yaml-tag",
    ERROR,
    "`{tag}` is a YAML tag",
    "Remove the tag; write the value as text.",
    """The front matter uses a YAML tag.

    Tags ask the reader to make something other than text of a value; none is ever obeyed.

    Bad::

        owner: !!python/name:os.system

    Good::

        owner: platform-team
    """,
)

YAML_TAB = Rule(
    "KB014",
    "yaml-tab",
    ERROR,
    "Indented with a tab",
    "Indent with spaces.",
    r"""The front matter is indented with a tab.

    YAML knows only spaces.

    Bad::

        tags:
        \t- docker

    Good::

        tags:
          - docker
    """,
)

DUPLICATE_KEY = Rule(
    "KB015",
    "duplicate-key",
    ERROR,
    "`{key}` occurs again, first in line {first}",
    "Keep one of them.",
    """A key occurs twice in the front matter.

    YAML readers keep one of them, and not all the same one.

    Bad::

        tags: [a]
        tags: [b]

    Good::

        tags: [a, b]
    """,
)

RULES = (
    YAML_SYNTAX,
    YAML_ALIAS,
    YAML_DEPTH,
    YAML_TAG,
    YAML_TAB,
    DUPLICATE_KEY,
)
