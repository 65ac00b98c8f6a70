"""The official Python client, behind a plain synchronous face."""

import functools
import json
from contextlib import ExitStack

import httpx2
from anyio.from_thread import start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from .wire import ProtocolFailure, ToolFailure

MODES = ["auto", "legacy", "2026-07-28"]


class OfficialClient:
    """Calls tools through `mcp.Client` in one of its modes; used as a context manager."""

    def __init__(self, transport, mode: str, **standing):
        """`standing` arguments go with every call, such as the project of an unbound credential."""
        self._transport = transport
        self.mode = mode
        self._standing = standing
        self._stack = ExitStack()

    def __enter__(self):
        self._portal = self._stack.enter_context(start_blocking_portal())
        client = Client(self._transport, mode=self.mode, read_timeout_seconds=60)
        self._client = self._stack.enter_context(self._portal.wrap_async_context_manager(client))
        return self

    def __exit__(self, *reason):
        return self._stack.__exit__(*reason)

    @property
    def protocol_version(self) -> str:
        """The revision that was negotiated."""
        return self._client.protocol_version

    @property
    def server_info(self):
        """What the server calls itself; None where the mode asks nothing."""
        return self._client.server_info

    def call(self, tool: str, **arguments) -> dict:
        """Calls a tool and answers its structured content, which must equal its text."""
        result = self._ask(self._client.call_tool, tool, {**self._standing, **arguments})
        text = result.content[0].text
        if result.is_error:
            assert result.structured_content is None, "an error carries no structured content"
            raise ToolFailure(json.loads(text)["error"])
        assert json.loads(text) == result.structured_content, "text and structured content are the same JSON"
        return result.structured_content

    def tools(self) -> list:
        """Every tool, over all pages."""
        return self._pages(self._client.list_tools, "tools")

    def resources(self) -> list:
        """Every listed resource, over all pages."""
        return self._pages(self._client.list_resources, "resources")

    def read(self, uri: str):
        """What a resource holds, in the standing project."""
        project = self._standing.get("project")
        return self._ask(self._client.read_resource, f"{uri}?project={project}" if project else uri).contents

    def _pages(self, method, member: str) -> list:
        found, cursor = [], None
        while True:
            page = self._ask(method, cursor=cursor)
            found += getattr(page, member)
            cursor = page.next_cursor
            if cursor is None:
                return found

    def _ask(self, method, *arguments, **named):
        try:
            return self._portal.call(functools.partial(method, *arguments, **named))
        except MCPError as error:
            raise ProtocolFailure({"code": error.code, "message": error.message}) from error


def stdio_transport(command: list[str], env: dict[str, str], errlog):
    """A transport that starts `command` and speaks over its pipes."""
    parameters = StdioServerParameters(command=command[0], args=command[1:], env=env)
    return stdio_client(parameters, errlog=errlog)


def http_transport(url: str, token: str):
    """A transport that posts to `url` with a bearer token."""
    http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60)
    return streamable_http_client(url, http_client=http)
