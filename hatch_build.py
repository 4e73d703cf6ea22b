"""The wheel's build hook: makes the one-file clients and the starter KB's index, and puts them into the package."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface[Any]):
    """Adds `unstuck/client_files/` and `unstuck/starter_index/` to a wheel. An editable install makes them when
    they are needed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path[:0] = [str(Path(self.root) / source) for source in ("build", "search")]
        from unstuck.client.make import client_files
        from unstuck.lookup.knowledge_base import ship_index

        self.folder = tempfile.TemporaryDirectory()
        clients, index = Path(self.folder.name, "client_files"), Path(self.folder.name, "starter_index")
        for folder in (clients, index):
            folder.mkdir()
        for name, data in client_files().items():
            (clients / name).write_bytes(data)
        ship_index(index)
        for folder in (clients, index):
            for path in folder.iterdir():
                build_data["force_include"][str(path)] = f"unstuck/{folder.name}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self.folder.cleanup()
