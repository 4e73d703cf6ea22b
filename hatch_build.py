"""The wheel's build hook: makes the one-file clients and puts them into the package."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ClientFiles(BuildHookInterface[Any]):
    """Adds `unstuck/client_files/` to a wheel. An editable install makes the clients when they are asked for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path[:0] = [str(Path(self.root) / source) for source in ("build", "search")]
        from unstuck.client.make import client_files

        self.folder = tempfile.TemporaryDirectory()
        for name, data in client_files().items():
            path = Path(self.folder.name) / name
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"unstuck/client_files/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self.folder.cleanup()
