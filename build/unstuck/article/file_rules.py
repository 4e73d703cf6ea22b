"""What can be wrong with a file before any of its text is read."""

from __future__ import annotations

from unstuck.finding import ERROR, WARNING, Rule

UNREADABLE = Rule(
    "KB001",
    "unreadable",
    ERROR,
    "Cannot be read: {problem}",
    "Give the build permission to read it, or move it out of the knowledge base.",
    """A file or folder cannot be read.

    What cannot be read cannot be published, and must not vanish silently.

    Bad::

        -rw------- root  kb/a.md   (built by another user)

    Good::

        -rw-r--r-- root  kb/a.md
    """,
)

SKIPPED_FILE = Rule(
    "KB002",
    "skipped-file",
    WARNING,
    "Left out: {why}",
    "Put a regular file there, or name the log after its article: `<name>.hit.log`, `<name>.miss.log`.",
    """A file is left out: it is not a regular file, or a log that belongs to no article.

    Links may lead out of the knowledge base, and pipes never end; a log is evidence only beside `<name>.md`.

    Bad::

        kb/a.md -> /etc/passwd

    Good::

        kb/a.md   (a file)
    """,
)

TOO_LARGE = Rule(
    "KB003",
    "too-large",
    ERROR,
    "{what} is too large: {size} {unit}, at most {most}",
    "Keep what the reader needs; put long logs beside the article as `<name>.hit.log`.",
    """A file, line, front matter or list is larger than an article can be.

    Such a file is an accident or an attack; reading it would cost everybody time.

    Bad::

        a 20 MB log pasted into an article

    Good::

        the ten lines that matter, the log as evidence beside it
    """,
)

BAD_ENCODING = Rule(
    "KB004",
    "bad-encoding",
    ERROR,
    "Not UTF-8 text: {found}",
    "Save the file as UTF-8.",
    """The file is not UTF-8 text.

    Guessing an encoding turns text into nonsense that nobody notices.

    Bad::

        a file saved as cp1252

    Good::

        the same file saved as UTF-8
    """,
)

BYTE_ORDER_MARK = Rule(
    "KB005",
    "byte-order-mark",
    WARNING,
    "The file begins with a byte order mark",
    "Save the file as UTF-8 without a byte order mark.",
    r"""The file begins with a byte order mark.

    It is invisible, and other tools do not see the front matter behind it.

    Bad::

        \ufeff---

    Good::

        ---
    """,
)

TOO_SLOW = Rule(
    "KB006",
    "too-slow",
    ERROR,
    "Parsing takes longer than {seconds} s",
    "Look for very long runs of brackets, quotes or emphasis marks and remove them.",
    """The article takes the Markdown parser too long.

    Some nestings take quadratic time; one article must not hold up a build.

    Bad::

        ten thousand `[` in a row

    Good::

        an article a person can read
    """,
)

FRONT_MATTER_FENCE = Rule(
    "KB007",
    "front-matter-fence",
    ERROR,
    "The front matter is never closed by another `---`",
    "Begin the file with a line `---`, and end the front matter with another.",
    """The front matter's fence is missing its other half or is in the wrong place.

    Without both `---` lines the keys become text, or the text becomes keys.

    Bad::

        ---
        kb_id: A_001
        # Title

    Good::

        ---
        kb_id: A_001
        ---
        # Title
    """,
)

FRONT_MATTER_MISSING = Rule(
    "KB008",
    "front-matter-missing",
    ERROR,
    "No front matter",
    "Begin the file with `---`, the keys and `---`; `unstuck new` writes a complete one.",
    """The file has no front matter.

    Without `kb_id` and its fellows an article has no address and no place in any list.

    Bad::

        # Title

    Good::

        ---
        kb_id: A_001
        …
        ---
        # Title
    """,
    loose=WARNING,
)

FRONT_MATTER_NOT_MAPPING = Rule(
    "KB009",
    "front-matter-not-mapping",
    ERROR,
    "The front matter is {found}, not keys with values",
    "Write one `key: value` on each line.",
    """The front matter is not a list of keys with values.

    Only `key: value` lines can be read.

    Bad::

        ---
        - a
        - b
        ---

    Good::

        ---
        kb_id: A_001
        ---
    """,
)

RULES = (
    UNREADABLE,
    SKIPPED_FILE,
    TOO_LARGE,
    BAD_ENCODING,
    BYTE_ORDER_MARK,
    TOO_SLOW,
    FRONT_MATTER_FENCE,
    FRONT_MATTER_MISSING,
    FRONT_MATTER_NOT_MAPPING,
)
