"""Errors that end a command: each with its exit status and a message that names thing, place and cure."""

from __future__ import annotations


class UnstuckError(Exception):
    """A problem the user can do something about. `exit_code` is the command's exit status."""

    exit_code = 3


class UsageError(UnstuckError):
    """Wrong arguments or configuration."""

    exit_code = 2
