"""Parts that are installed only by who wants them."""

from __future__ import annotations

from importlib.util import find_spec

from unstuck.errors import UsageError


def require(*modules: str, extra: str) -> None:
    """Check that the packages of an extra are there.

    Raises:
        UsageError: one is not; the message says how to install it.
    """
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise UsageError(f"this needs {', '.join(missing)}; install it with: pip install 'unstuck[{extra}]'")
