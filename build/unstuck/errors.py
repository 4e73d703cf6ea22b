"""What can stop a command: each with the exit status it ends in and a message that names thing, place and cure."""

from __future__ import annotations


class UnstuckError(Exception):
    """A problem the user can do something about. `exit_code` is the command's exit status."""

    exit_code = 3


class UsageError(UnstuckError):
    """Wrong arguments or configuration."""

    exit_code = 2
