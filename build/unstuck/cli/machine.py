"""What is known of the machine that a command runs on."""

from __future__ import annotations

import sys

_PLATFORMS = {"linux": "linux", "darwin": "macos", "win32": "windows", "cygwin": "windows"}


def platform() -> str:
    """The reader's system as fixes name it; empty where it is none of these."""
    return _PLATFORMS.get(sys.platform, "")
