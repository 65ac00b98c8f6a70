"""A server that nobody starts: `athena mcp` does when it finds none."""

import os
import signal
import time
from pathlib import Path

from .deadline import wait_until
from .server import Server
from .wire import ConnectionBroken, ToolFailure


class OnDemandServer(Server):
    """The background server behind `athena mcp`, with the life of a `Server`: start, kill, stop."""

    def start(self) -> float:
        """Has a client start it and answers after how many seconds the first call was answered."""
        begun = time.monotonic()
        wait_until(self._answers, 30, lambda: f"a client gets an answer; the log says:\n{self.said()}")
        return time.monotonic() - begun

    def _answers(self) -> bool:
        wire = self.stdio("probe")
        try:
            wire.call("get_health", timeout=10)
            return True
        except (ConnectionBroken, TimeoutError, ToolFailure):
            return False
        finally:
            wire.close()

    def owner(self) -> int | None:
        """The process that holds the database, by what it signed its lock with."""
        lock = self.db.with_name(self.db.name + ".lock")
        if not lock.exists() or not (text := lock.read_text().partition("\n")[0]):
            return None
        return int(text) if self._is_athena(int(text)) else None

    def _is_athena(self, pid: int) -> bool:
        """Whether the process runs on this very database, so that no other is ever ended."""
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
        return str(self.db).encode() in command

    def kill(self):
        """SIGKILL to the owner of the database."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        self._end(signal.SIGTERM)
        return 0

    def _end(self, how: signal.Signals):
        pid = self.owner()
        if pid is None:
            return
        os.kill(pid, how)
        wait_until(lambda: not self._is_athena(pid), 15, f"process {pid} has ended")

    def is_alive(self) -> bool:
        return self.owner() is not None

    def said(self) -> str:
        log = self.db.with_name(self.db.name + ".log")
        return log.read_text(errors="replace")[-4000:] if log.exists() else ""
