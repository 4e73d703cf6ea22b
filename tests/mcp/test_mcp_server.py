"""`unstuck mcp`, asked by the official SDK's own client in a real process, and by ones that keep no rules."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator

from driver import Project
from mcp import Client, MCPError, StdioServerParameters
from serving import ERROR, running
from unstuck.feeds.bot_rules import ANSWER_CONTRACT

NAMES = ["get_article", "list_facets", "match_error", "search_articles"]


@pytest.fixture
def kb(project: Project) -> Project:
    project.article("TOOL_FILE_001", **{"mend --it": "mend __FILE__"})
    project.article("TOOL_DRAFT_001", title="Not yet", **{"tags: [docker]": "tags: [docker]\nstatus: draft"})
    return project


def in_a_thread(over: Callable[[Any], Awaitable[None]], target: Any) -> None:
    """Run it in a thread of its own: where browser tests ran before, this one has an event loop already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, over, target).result()


def ask(project: Project, how: str, work: Callable[[Client], Awaitable[None]]) -> None:
    """Do something with a client, over stdio or over HTTP."""

    async def over(target: Any) -> None:
        async with Client(target) as client:
            await work(client)

    if how == "http":
        with running(project, "mcp", "--http", "--port", "0") as server:
            in_a_thread(over, f"{server.url}/mcp")
        return
    env = {**os.environ, "XDG_CACHE_HOME": str(project.folder / ".cache")}
    args = ["-W", "ignore", "-m", "unstuck", "mcp"]
    in_a_thread(over, StdioServerParameters(command=sys.executable, args=args, env=env, cwd=str(project.folder)))


@pytest.mark.parametrize("how", ["stdio", "http"])
def test_the_sdks_client_gets_the_terminals_answers(kb: Project, how: str) -> None:
    printed = json.loads(kb.run("match", "--format", "json", stdin=ERROR).out)
    shown = json.loads(kb.run("show", "TOOL_FILE_001", "--format", "json").out)
    found = json.loads(kb.run("search", "mend", "--format", "json").out)

    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == NAMES
        for tool in tools.values():
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
        assert ANSWER_CONTRACT in (tools["match_error"].description or "")

        async def call(name: str, **arguments: Any) -> Any:
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result
            Draft202012Validator(tools[name].output_schema or {}).validate(result.structured_content)
            assert json.loads(result.content[0].text) == result.structured_content  # type: ignore[union-attr]
            return result.structured_content

        answer = await call("match_error", text=ERROR)
        assert {key: answer[key] for key in printed} == printed
        assert answer["articles"][0]["commands"][0]["text"] == "mend __FILE__"
        assert answer["articles"][0]["address"] == "kb://article/TOOL_FILE_001"
        assert (await call("match_error", text="all is well"))["verdict"] == "none"
        assert await call("search_articles", words="mend") == found
        assert (await call("get_article", kb_id="tool_file_001"))["article"] == shown
        assert (await call("list_facets"))["facets"]["technology"] == {"docker": 1}
        resources = (await client.list_resources()).resources
        assert [resource.uri for resource in resources] == ["kb://article/TOOL_FILE_001"]
        text = (await client.read_resource("kb://article/TOOL_FILE_001")).contents[0]
        assert "# The tool finds no file" in text.text  # type: ignore[union-attr]
        for bad in ("kb://article/TOOL_DRAFT_001", "kb://article/../../etc/passwd", "file:///etc/passwd"):
            with pytest.raises(MCPError):
                await client.read_resource(bad)
        for name, arguments in (
            ("get_article", {"kb_id": "TOOL_DRAFT_001"}),
            ("get_article", {"kb_id": "../../x"}),
            ("get_article", {}),
            ("match_error", {"text": 5}),
            ("match_error", {"text": "x", "more": 1}),
            ("search_articles", {"limit": True}),
            ("search_articles", {"tag": "docker"}),
        ):
            assert (await client.call_tool(name, arguments)).is_error

    ask(kb, how, work)


class Wire:
    """The server's standard input and output, without a client that keeps the rules."""

    def __init__(self, project: Project, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "unstuck", "mcp", *args],
            cwd=project.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "XDG_CACHE_HOME": str(project.folder / ".cache")},
        )
        self.say(
            b'{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
            b'"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}'
        )
        assert self.hear()["id"] == 0
        self.say(b'{"jsonrpc":"2.0","method":"notifications/initialized"}')

    def say(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self, number: int | None = None) -> tuple[int, str]:
        """Close the input or send a signal; the exit status and what was said on standard error."""
        assert self.process.stdin is not None
        if number is None:
            self.process.stdin.close()
        else:
            self.process.send_signal(number)
        status = self.process.wait(timeout=10)
        assert self.process.stderr is not None
        assert self.process.stdout is not None
        said = self.process.stderr.read().decode()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        assert "Traceback" not in said
        return status, said


CALL = b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"match_error","arguments":{"text":"%s"}}}'


def test_broken_messages_get_an_error_each_and_the_server_goes_on(kb: Project) -> None:
    wire = Wire(kb)
    for line, code in (
        (b"not json", -32700),
        (b"\x00\xff", -32700),
        (b"[" * 100_000, -32700),
        (b'{"jsonrpc":"2.0","id":NaN,"method":"tools/list"}', -32700),
        (CALL % (b"a" * 10_000_000), -32700),
        (b"[]", -32600),
        (b'{"jsonrpc":"2.0","id":4,"method":"tools/call","params":[]}', -32600),
        (b'{"jsonrpc":"2.0","id":2,"method":"nope"}', -32601),
        (b'{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"nope"}}', -32602),
        (b'{"jsonrpc":"2.0","id":2,"method":"resources/list","params":{"cursor":"x"}}', -32602),
    ):
        wire.say(line)
        assert wire.hear()["error"]["code"] == code, line[:80]
    wire.say(CALL % rb"\ud800 mytool: cannot open /a: no such file")
    assert wire.hear()["result"]["structuredContent"]["verdict"] == "match"
    assert wire.end() == (0, "")


def test_what_is_logged_is_redacted(kb: Project) -> None:
    wire = Wire(kb, "--log")
    wire.say(CALL % b"token ghp_0123456789abcdefghijABCDEFGHIJ012345 was refused")
    wire.hear()
    status, said = wire.end()
    assert (status, "[secret:1] was refused" in said, "ghp_" in said) == (0, True, False)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_it_while_it_waits(kb: Project, number: int, status: int) -> None:
    assert Wire(kb).end(number) == (status, "")


def test_a_client_that_has_gone_ends_it_quietly(kb: Project) -> None:
    wire = Wire(kb)
    assert wire.process.stdout is not None
    wire.process.stdout.close()
    wire.say(CALL % b"x")
    wire.process.wait(timeout=10)
    assert wire.process.stderr is not None
    assert wire.process.stderr.read() == b""
    for stream in (wire.process.stdin, wire.process.stderr):
        assert stream is not None
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def test_over_http_other_hosts_origins_and_broken_bodies_are_refused(kb: Project) -> None:
    with running(kb, "mcp", "--http", "--port", "0") as server:
        host, port = server.url.removeprefix("http://").split(":")

        def post(body: bytes, **headers: str) -> int:
            accept = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
            with contextlib.closing(http.client.HTTPConnection(host, int(port), timeout=10)) as connection:
                connection.request("POST", "/mcp", body, {**accept, **headers})
                return connection.getresponse().status

        ping = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
        assert post(ping, Host="evil.example") == 421
        assert post(ping, Origin="https://evil.example") == 403
        for bad in (b"", b"{", b"\xff", b"[" * 100_000, b"5"):
            assert 400 <= post(bad) < 500
        assert post(b'"' + b"a" * (4 * 1024 * 1024) + b'"') == 413
        assert post(ping) == 200


def test_without_the_sdk_one_is_told_what_to_install(kb: Project) -> None:
    hide = "import sys; sys.modules['mcp'] = None; from unstuck.cli import run; sys.exit(run(['mcp']))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", hide], cwd=kb.folder, capture_output=True, text=True)
    assert (done.returncode, "pip install 'unstuck[mcp]'" in done.stderr) == (2, True)
