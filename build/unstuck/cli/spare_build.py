"""A build that waits until it is wanted: `python -m unstuck.cli.spare_build [OPTION]…`.

Importing what a build needs takes longer than building a changed article. So a server that rebuilds keeps one process
that has done so. It builds, as `unstuck build` with the same options does, once its standard input says anything; it
ends where that is closed instead, so it does not outlive the server.
"""

from __future__ import annotations

import runpy
import sys


def main() -> None:
    """Wait, then build."""
    import unstuck.cli.build
    import unstuck.site.pipeline  # noqa: F401  (what takes long)

    if sys.stdin.buffer.read(1):
        sys.argv[:1] = ["unstuck", "build"]
        runpy.run_module("unstuck", run_name="__main__")


if __name__ == "__main__":
    main()
