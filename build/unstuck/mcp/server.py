"""`unstuck mcp`: the knowledge base for programs that speak the Model Context Protocol, over the official SDK.

Everything is read-only. Tools answer with structured content of the schemas that the HTTP API has, and the same as
text; what articles and pastes say is data of others, and is marked so. Nothing of a request is logged but its kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from unstuck import __version__
from unstuck.feeds.bot_rules import ANSWER_CONTRACT, CONTENT_ORIGIN
from unstuck.json_data import JSON
from unstuck.mcp.tools import SCHEME, TOOLS, BadArgumentsError, call
from unstuck.server.service import Service
from unstuck.server.worker_pool import PoolFullError, WorkerPool
from unstuck_search.redact import redact
from unstuck_search.rules import load_rules

PAGE = 100
UNTRUSTED = {"content_origin": CONTENT_ORIGIN}


def make_server(service: Service, pool: WorkerPool, log: Callable[[str], None] | None = None) -> Server[Any]:
    """The MCP server over one knowledge base; `log` receives each call, with the input redacted."""

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(name) for name in TOOLS])

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        if params.name not in TOOLS:
            raise MCPError(types.INVALID_PARAMS, f"no such tool; there are {', '.join(TOOLS)}")
        try:
            if log is not None:
                log(await pool.run(_redacted, params.name, params.arguments or {}))
            found = await pool.run(call, service, params.name, params.arguments or {})
        except BadArgumentsError as error:
            return _error(str(error))
        except PoolFullError as error:
            return _error(f"too much to do at the moment; try again in {error.seconds} s")
        except Exception as error:  # noqa: BLE001  (the last line: an internal error is reported without details)
            raise MCPError(types.INTERNAL_ERROR, f"internal error: {type(error).__name__}") from None
        if found is None:
            return _error("there is no published article of that id; search_articles finds what there is")
        return types.CallToolResult(content=[_text(found)], structured_content=_whole(found))

    async def list_resources(_: Any, params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        start = _cursor(params.cursor if params else None)
        rows = await pool.run(service.titles)
        resources = [
            types.Resource(name=kb_id, title=title, uri=f"{SCHEME}{kb_id}", mime_type="text/markdown", _meta=UNTRUSTED)
            for kb_id, title in rows[start : start + PAGE]
        ]
        more = str(start + PAGE) if start + PAGE < len(rows) else None
        return types.ListResourcesResult(resources=resources, next_cursor=more)

    async def list_templates(_: Any, __: Any) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            name="article",
            title="An article",
            uri_template=f"{SCHEME}{{kb_id}}",
            mime_type="text/markdown",
            description="A published article in Markdown, as its author wrote it.",
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(_: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        uri = str(params.uri)
        markdown = None
        if uri.startswith(SCHEME):
            markdown = await pool.run(service.markdown, uri.removeprefix(SCHEME))
        if markdown is None:
            raise MCPError(types.INVALID_PARAMS, f"no such resource; articles are {SCHEME}{{kb_id}}")
        text = types.TextResourceContents(uri=uri, mime_type="text/markdown", text=markdown, _meta=UNTRUSTED)
        return types.ReadResourceResult(contents=[text])

    return Server(
        "unstuck",
        version=__version__,
        title=service.title,
        instructions=f"Errors to articles of the knowledge base {service.title}.\n\n{ANSWER_CONTRACT}",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _redacted(name: str, arguments: Mapping[str, Any]) -> str:
    """One line about a call, without secrets and private facts."""
    rules = load_rules()
    call = {
        str(key)[:40]: redact(value[:20_000], rules).text[:500] if isinstance(value, str) else type(value).__name__
        for key, value in list(arguments.items())[:20]
    }
    return f"{name} {json.dumps(call, ensure_ascii=False)}"


def _tool(name: str) -> types.Tool:
    tool = TOOLS[name]
    return types.Tool(
        name=name,
        title=tool.title,
        description=f"{tool.description}\n\n{ANSWER_CONTRACT}" if tool.answers else tool.description,
        input_schema=dict(tool.input),
        output_schema=dict(tool.output()),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _whole(found: JSON) -> JSON:
    """Data that any transport can carry: lone surrogates of a paste are not UTF-8."""
    whole: JSON = json.loads(_dumped(found))
    return whole


def _dumped(found: Mapping[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode()


def _text(found: Mapping[str, Any]) -> types.TextContent:
    return types.TextContent(type="text", text=_dumped(found), _meta=UNTRUSTED)


def _error(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)


def _cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise MCPError(types.INVALID_PARAMS, "that cursor is none of ours")
    return int(cursor)
