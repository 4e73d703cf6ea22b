"""Servers to ask: one inside this process, and real ones as a user starts them."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from driver import Project
from unstuck.lookup.knowledge_base import open_knowledge_base
from unstuck.server.app import Settings, make_app

ERROR = "mytool: cannot open /srv/app/x.conf: no such file"


@dataclass
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str = ""
    said: list[str] = field(default_factory=list)
    lines: queue.Queue[str | None] = field(default_factory=queue.Queue)

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """The first line that holds a text and has not been asked for before."""
        while True:
            line = self.lines.get(timeout=seconds)
            assert line is not None, f"ended before it said {text!r}: {self.said}"
            if text in line:
                return line

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=10)


@contextlib.contextmanager
def running(project: Project, *args: str, **env: str) -> Iterator[Running]:
    """`unstuck …` in a project's folder until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "unstuck", *args],
        cwd=project.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has Ctrl-C ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        env={**os.environ, "XDG_CACHE_HOME": str(project.folder / ".cache"), **env},
    )
    server = Running(process)

    def read() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            server.said.append(line)
            server.lines.put(line)
        server.lines.put(None)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        found = re.search(r"http://\S+?(?=/[ ;]|/mcp|/$)", server.wait_for("http://"))
        assert found is not None
        server.url = found[0]
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        reader.join(timeout=10)
        assert process.stderr is not None
        process.stderr.close()
        assert "Traceback" not in "".join(server.said), "".join(server.said)


def app_of(project: Project, site: Path | None = None) -> ASGIApp:
    """The application over a project's articles."""
    knowledge_base = open_knowledge_base(project.folder, cache=str(project.folder / ".cache"))
    return make_app(Settings(knowledge_base, site or project.folder / "site"))
