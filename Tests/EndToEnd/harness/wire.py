"""A minimal JSON-RPC client for MCP, over a stdio process and over HTTP, that shows every byte it gets.

It speaks the stateless revision, in which each request stands alone: that suits a server that is killed. The official
client is used wherever conformity matters more than speed.
"""

import http.client
import json
import selectors
import subprocess
import threading
import time

VERSION = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": VERSION,
    "io.modelcontextprotocol/clientCapabilities": {},
}


class ToolFailure(Exception):
    """A tool said no: one of the errors of TOOLS.md."""

    def __init__(self, error: dict):
        super().__init__(f"{error.get('code')}: {error.get('message')} {error.get('next')}")
        self.error = error
        self.code = error.get("code")


class ProtocolFailure(Exception):
    """A JSON-RPC error."""

    def __init__(self, error: dict):
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.error = error
        self.code = error.get("code")


class ConnectionBroken(Exception):
    """No answer came: whether the call was applied is unknown."""


def compact(value) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def tool_outcome(message: dict) -> dict:
    """The structured content of an answer to tools/call, or the failure it carries."""
    if "error" in message:
        raise ProtocolFailure(message["error"])
    result = message["result"]
    if result.get("isError"):
        raise ToolFailure(json.loads(result["content"][0]["text"])["error"])
    return result["structuredContent"]


def call_params(tool: str, arguments: dict) -> dict:
    return {"name": tool, "arguments": arguments, "_meta": META}


class Wire:
    """One request at a time; a subclass moves the bytes."""

    def __init__(self):
        self._next_id = 0

    def call(self, tool: str, timeout: float = 60, **arguments) -> dict:
        """Calls a tool and answers its structured content."""
        return tool_outcome(self.request("tools/call", call_params(tool, arguments), timeout))

    def request(self, method: str, params: dict | None = None, timeout: float = 60) -> dict:
        """Sends one request and answers the whole response message."""
        self._next_id += 1
        body = {"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params or {"_meta": META}}
        return self.exchange(compact(body), self._next_id, method, params or {}, timeout)


class StdioWire(Wire):
    """Speaks to a process that was started for it, one message a line."""

    def __init__(self, command: list[str], env: dict[str, str], log=subprocess.DEVNULL):
        super().__init__()
        self.process = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, bufsize=0
        )
        self._buffer = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self.process.stdout, selectors.EVENT_READ)

    def exchange(self, body: bytes, request_id, method, params, timeout: float) -> dict:
        self.send_line(body)
        while True:
            message = json.loads(self.read_line(timeout))
            if message.get("id") == request_id and ("result" in message or "error" in message):
                return message

    def send_line(self, line: bytes):
        """Writes one line as it is."""
        try:
            self.process.stdin.write(line + b"\n")
        except (BrokenPipeError, ValueError, OSError) as broken:
            raise ConnectionBroken(str(broken)) from broken

    def read_line(self, timeout: float) -> bytes:
        """The next line that the process writes."""
        limit = time.monotonic() + timeout
        while b"\n" not in self._buffer:
            if not self._selector.select(max(0, limit - time.monotonic())):
                raise TimeoutError(f"no answer within {timeout} s")
            chunk = self.process.stdout.read(1 << 16)
            if not chunk:
                raise ConnectionBroken("the process closed its output")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def close(self):
        """Ends the conversation as a client does: input closed, then a bounded wait."""
        try:
            self.process.stdin.close()
        except OSError:
            pass
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._selector.close()
        self.process.stdout.close()


class HttpWire(Wire):
    """Speaks to the HTTP endpoint over one kept connection."""

    def __init__(self, port: int, token: str | None, path: str = "/mcp?toolset=full"):
        super().__init__()
        self.port, self.token, self.path = port, token, path
        self._connection: http.client.HTTPConnection | None = None
        self._lock = threading.Lock()

    def exchange(self, body: bytes, request_id, method: str, params: dict, timeout: float) -> dict:
        status, headers, answer = self.post(body, standard_headers(method, params), timeout)
        return response_message(headers.get("content-type", ""), answer, status, request_id)

    def post(self, body: bytes, headers: dict[str, str] | None = None, timeout: float = 60):
        """Sends a body as it is; answers status, headers in lower case, and the body."""
        with self._lock:
            try:
                return self._post(body, headers or {}, timeout)
            except (OSError, http.client.HTTPException) as broken:
                self.close()
                if isinstance(broken, TimeoutError):
                    raise
                raise ConnectionBroken(repr(broken)) from broken

    def _post(self, body: bytes, headers: dict[str, str], timeout: float):
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        elif self._connection.sock is not None:
            self._connection.sock.settimeout(timeout)
        sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | headers
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        self._connection.request("POST", self.path, body, sent)
        response = self._connection.getresponse()
        answer = response.read()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, answer

    def close(self):
        """Closes the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def standard_headers(method: str, params: dict) -> dict[str, str]:
    """The headers that the stateless revision demands beside the body."""
    headers = {"MCP-Protocol-Version": VERSION, "Mcp-Method": method}
    if "name" in params:
        headers["Mcp-Name"] = params["name"]
    return headers


def response_message(content_type: str, body: bytes, status: int, request_id) -> dict:
    """The response in a JSON or SSE body."""
    if content_type.startswith("text/event-stream"):
        for message in sse_messages(body):
            if message.get("id") == request_id and "method" not in message:
                return message
        raise ConnectionBroken("the stream ended without the response")
    if not body:
        raise ConnectionBroken(f"HTTP {status} without a body")
    try:
        return json.loads(body)
    except ValueError as unreadable:
        raise AssertionError(f"HTTP {status}: {body[:200]!r}") from unreadable


def sse_messages(body: bytes):
    """The JSON messages of a server-sent event stream."""
    for block in body.decode().replace("\r\n", "\n").split("\n\n"):
        data = [line[5:].lstrip(" ") for line in block.split("\n") if line.startswith("data:")]
        if any(data):
            yield json.loads("\n".join(data))
