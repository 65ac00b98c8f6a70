"""A server of the test's own: started, killed, started again, and gone at the end."""

import http.client
import signal
import socket
import subprocess
import time
from pathlib import Path

from .binary import CommandLine, quiet_environment
from .deadline import wait_until
from .wire import HttpWire, StdioWire


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`athena serve` on one database file, with HTTP on a port of its own."""

    def __init__(self, binary: str, folder: Path, *options: str):
        self.binary = binary
        self.folder = folder
        self.db = folder / "athena.db"
        self.port = free_port()
        self.options = options
        self.log = folder / "server.log"
        self.process: subprocess.Popen | None = None
        self.token: str | None = None

    def start(self) -> float:
        """Starts it and answers after how many seconds it was ready."""
        begun = time.monotonic()
        command = [self.binary, "serve", "--db", str(self.db), "--http", f"127.0.0.1:{self.port}", *self.options]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, env=quiet_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(self._is_ready, 30, lambda: f"the server is ready; its log says:\n{self.said()}")
        if self.token is None:
            self.token = self.first_token()
        return time.monotonic() - begun

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}:\n{self.said()}"
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def first_token(self) -> str:
        """The bearer token that the server made at its first start, which only its owner may read."""
        file = self.db.with_name(self.db.name + ".token")
        assert file.stat().st_mode & 0o777 == 0o600, "the token's file is for its owner alone"
        return file.read_text().strip()

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def get(self, path: str, **headers: str):
        """A GET; answers status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def kill(self):
        """SIGKILL: no goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit code of a graceful end."""
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not end within 15 s of SIGTERM:\n{self.said()}") from None

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def http(self) -> HttpWire:
        """A minimal client over HTTP."""
        return HttpWire(self.port, self.token)

    def mcp_command(self, project: str = "default", agent: str | None = None, toolset: str = "full") -> list[str]:
        """The command that an MCP client starts to speak to this server."""
        command = [self.binary, "mcp", "--db", str(self.db), "--project", project, "--toolset", toolset]
        return command + (["--agent", agent] if agent else [])

    def stdio(self, project: str = "default", agent: str | None = None, toolset: str = "full") -> StdioWire:
        """A minimal client over stdio."""
        return StdioWire(self.mcp_command(project, agent, toolset), quiet_environment())

    def command_line(self, project: str | None = None) -> CommandLine:
        return CommandLine(self.binary, self.db, project)
