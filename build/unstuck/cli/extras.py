"""Parts that are installed only by who wants them."""

from __future__ import annotations

from importlib.util import find_spec

from unstuck.errors import UsageError


def require(*modules: str, extra: str) -> None:
    """Check that the packages of an extra are there.

    Raises:
        UsageError: one is not; the message says how to install it.
    """
    missing = [name for name in modules if not _found(name)]
    if missing:
        raise UsageError(f"this needs {', '.join(missing)}; install it with: pip install 'unstuck[{extra}]'")


def _found(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that was put out of reach on purpose
        return False
