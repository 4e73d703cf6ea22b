"""`unstuck serve` as a process: live reload, signals, ports, slow clients, several workers."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from driver import Project
from serving import ERROR, app_of, running
from unstuck.server import run
from unstuck.server.run import listen, serve


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def post(url: str, text: str) -> dict[str, object]:
    request = urllib.request.Request(f"{url}/api/v1/match", text.encode(), {"Content-Type": "text/plain"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, object] = json.loads(answer.read())
        return found


def events(url: str) -> Iterator[dict[str, str]]:
    """The states that an open page is told."""
    with urllib.request.urlopen(f"{url}/-/live", timeout=30) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_an_edit_is_built_and_told_and_a_broken_article_keeps_the_last_good_site(project: Project) -> None:
    project.article("TOOL_FILE_001", title="The first title")
    with running(project, "serve", "--port", "0") as server:
        page = f"{server.url}/kb/TOOL_FILE_001/"
        assert "The first title" in get(page)
        told = events(server.url)
        first = next(told)
        time.sleep(0.5)  # the watcher's own start
        project.article(
            "TOOL_FILE_001", title="The second title", template="wholly new words {file:path} stand here", sample=""
        )
        second = next(told)
        assert (second["build"] != first["build"], second["findings"]) == (True, "")
        assert "The second title" in get(page)
        assert post(server.url, "wholly new words /a/b stand here")["verdict"] == "match"
        project.article("TOOL_FILE_001", title="The third title", **{"complexity: 2": "complexity: 77"})
        third = next(told)
        assert third["build"] == second["build"]
        assert "complexity" in third["findings"]
        assert "TOOL_FILE_001.md:" in third["findings"]
        assert "The second title" in get(page)
        project.article("TOOL_FILE_001", title="The fourth title")
        assert next(told)["findings"] == ""
        assert "The fourth title" in get(page)


def test_live_pages_may_reach_their_own_server_and_built_ones_may_not(project: Project) -> None:
    project.article("TOOL_FILE_001")
    with running(project, "serve", "--port", "0") as server:
        page = get(server.url)
        assert "connect-src 'self'" in page
        assert '<script src="/-/live.js?build=' in page
        assert "EventSource" in get(f"{server.url}/-/live.js")
        (built,) = (project.folder / ".cache").rglob("preview/index.html")
        assert "connect-src 'none'" in built.read_text()
        assert "live.js" not in built.read_text()
    assert not (project.folder / "site").exists()


def test_a_knowledge_base_that_cannot_be_built_shows_why_until_it_can(project: Project) -> None:
    project.article("TOOL_FILE_001", **{"complexity: 2": "complexity: <b>"})
    with running(project, "serve", "--port", "0") as server:
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(server.url)
        page = refused.value.read().decode()
        assert refused.value.code == 503
        assert "TOOL_FILE_001.md" in page
        assert "<b>" not in page
        told = events(server.url)
        next(told)
        time.sleep(0.5)
        project.article("TOOL_FILE_001")
        next(told)
        assert "The tool finds no file" in get(server.url)


def test_the_starter_kb_is_served_where_there_is_no_other(project: Project) -> None:
    (project.folder / "kb").rmdir()
    with running(project, "serve", "--port", "0", "--no-watch") as server:
        assert post(server.url, "standard_init_linux.go:228: exec user process caused: exec format error")["hits"]
        assert "live.js" not in get(server.url)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_it_at_once_even_with_pages_open(project: Project, number: int, status: int) -> None:
    project.article("TOOL_FILE_001")
    with running(project, "serve", "--port", "0") as server:
        told = events(server.url)
        next(told)
        began = time.monotonic()
        assert server.stop(number) == status
        assert time.monotonic() - began < 5
        assert [line for line in server.said if line.strip()][-1].startswith("Serving ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group")
def test_several_workers_answer_alike_and_end_together(project: Project) -> None:
    project.article("TOOL_FILE_001")
    with running(project, "serve", "--port", "0", "--no-watch", "--workers", "2") as server:
        for _ in range(50):
            try:
                answers = {json.dumps(post(server.url, ERROR)) for _ in range(10)}
                break
            except OSError:
                time.sleep(0.1)
        assert len(answers) == 1
        assert server.stop() in (0, 143)


def test_a_port_in_use_is_told_and_exits_two(project: Project) -> None:
    project.article("TOOL_FILE_001")
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        ran = project.run("serve", "--port", str(port))
    assert ran.status == 2
    assert f"127.0.0.1:{port}: another program listens there; choose another with --port" in ran.err


@pytest.mark.parametrize(
    "args", [("--workers", "2"), ("--site", "kb"), ("--no-watch", "--site", "kb"), ("--host", "no such host")]
)
def test_what_cannot_be_served_exits_two(project: Project, args: tuple[str, ...]) -> None:
    project.article("TOOL_FILE_001")
    assert project.run("serve", "--port", "0", *args).status == 2


def test_a_watching_server_has_no_address_beyond_this_machine_without_a_word(project: Project) -> None:
    project.article("TOOL_FILE_001")
    with running(project, "serve", "--port", "0", "--host", "0.0.0.0", "--no-watch") as server:
        assert "beyond this machine" in "".join(server.said)


@pytest.fixture
def address(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A server in a thread that waits half a second for a head."""
    project.article("TOOL_FILE_001")
    monkeypatch.setattr(run, "HEAD_SECONDS", 0.5)
    app = app_of(project)
    listener = listen("127.0.0.1", 0)
    made: list[run.Server] = []
    monkeypatch.setattr(run, "Server", lambda config, ending: made.append(server(config, ending)) or made[0])
    thread = threading.Thread(target=serve, args=(lambda: app, listener))
    thread.start()
    yield listener.getsockname()
    made[0].should_exit = True
    thread.join(10)
    assert not thread.is_alive()


server = run.Server


def talk(address: tuple[str, int], data: bytes) -> bytes:
    with socket.create_connection(address, timeout=10) as peer:
        peer.sendall(data)
        found = b""
        while part := peer.recv(65_536):
            found += part
        return found


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_who_sends_no_whole_head_is_hung_up_on(address: tuple[str, int], head: bytes) -> None:
    began = time.monotonic()
    assert talk(address, head).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000,
        b"\x00\xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    ],
)
def test_broken_requests_get_a_refusal_and_the_server_goes_on(address: tuple[str, int], request_: bytes) -> None:
    assert talk(address, request_).split(b" ")[1] in (b"400", b"413", b"421", b"431")
    alive = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert talk(address, alive).startswith(b"HTTP/1.1 200 ")


def test_who_sends_too_much_hears_why_and_is_hung_up_on_in_the_end(address: tuple[str, int]) -> None:
    head = b"POST /api/v1/match HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
    with socket.create_connection(address, timeout=10) as peer:
        peer.sendall(head + b"Content-Length: 900000000\r\n\r\n" + b"x" * 6_000_000)
        assert peer.recv(65_536).startswith(b"HTTP/1.1 413 ")
        assert not goes_on(peer)


def goes_on(peer: socket.socket) -> bool:
    """Whether somebody still takes what is sent, after five seconds of it."""
    try:
        for _ in range(100):
            peer.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        return False
    return True


def test_who_comes_when_the_house_is_full_is_refused_and_who_was_there_is_answered(address: tuple[str, int]) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    peers = [socket.create_connection(address, timeout=30) for _ in range(run.MAX_CONNECTIONS + 1)]
    try:
        # The last first: its answer says that all before it are inside.
        for peer, status in ((peers[-1], b"503"), (peers[0], b"200")):
            peer.sendall(ask)
            assert peer.recv(65_536)[9:12] == status
    finally:
        for peer in peers:
            peer.close()


def test_a_thousand_connections_at_once_are_answered_or_refused(address: tuple[str, int]) -> None:
    ask = b"GET /api/v1/search?q=mend HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    peers = [socket.create_connection(address, timeout=30) for _ in range(1000)]
    for peer in peers:
        peer.sendall(ask)
    answers = [peer.recv(65_536)[:12] for peer in peers]
    for peer in peers:
        peer.close()
    # On a busy machine a connection may wait so long for its turn that it is refused as too slow.
    assert b"200" in {answer[9:] for answer in answers} <= {b"200", b"408", b"503"}
    alive = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert talk(address, alive).startswith(b"HTTP/1.1 200 ")


# Its own list of how one may refuse lacks 414.
REFUSALS = """
[checks.negative_data_rejection]
expected-statuses = [400, 404, 405, 406, 413, 414, 415, 422]
"""
OPTIONS = ("-n", "8", "--no-color", "--generation-deterministic")


def test_schemathesis_finds_nothing_that_the_description_does_not_say(project: Project) -> None:
    project.article("TOOL_FILE_001")
    with running(project, "serve", "--port", "0", "--no-watch") as server:
        url = f"{server.url}/api/v1/openapi.json"
        project.write("schemathesis.toml", REFUSALS)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", url, *OPTIONS],
            cwd=project.folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout[:8000]
        assert "4 selected / 4 total" in done.stdout
