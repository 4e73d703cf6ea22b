"""The starter KB as published, and the pastes that every reader of it must answer alike."""

from __future__ import annotations

import contextlib
import functools
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import unstuck_search

ROOT = Path(__file__).parent.parent
KB = ROOT / "kb"
VECTORS = Path(unstuck_search.__file__).parent / "vectors" / "match-1.json"


def build_starter(folder: Path) -> Path:
    """The starter KB's site, built into a folder."""
    site = folder / "site"
    done = subprocess.run(
        [sys.executable, "-m", "unstuck", "build", "--quiet", "--out", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


def pastes() -> list[str]:
    """Every paste of the published vectors and every evidence log of the starter KB."""
    vectors = [case["text"] for case in json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]]
    logs = [path.read_bytes().decode("utf-8", "replace") for path in sorted(KB.rglob("*.log"))]
    assert len(vectors) >= 40
    assert len(logs) >= 100
    return [*vectors, *logs]


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A folder over HTTP by the standard library's server; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two answers agree, confidence to a millionth."""
    pairs = list(zip(one["hits"], other["hits"], strict=False))
    rest = [[{**hit, "confidence": 0} for hit in answer["hits"]] for answer in (one, other)]
    close = all(abs(a["confidence"] - b["confidence"]) < 1.5e-6 for a, b in pairs)
    return close and one["verdict"] == other["verdict"] and rest[0] == rest[1]
