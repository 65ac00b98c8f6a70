"""Several worker processes at once, and the history that they and the server leave."""

import json
import subprocess
import sys
from pathlib import Path

from .checker import NS, History
from .deadline import wait_until
from .journal import read_journals
from .reading import all_events, all_tasks
from .server import Server

HERE = Path(__file__).resolve().parents[1]


class Fleet:
    """Worker processes that write their journals into one folder."""

    def __init__(self, server: Server, folder: Path, project: str, transport: str, lease_seconds: int):
        self.server = server
        self.folder = folder
        self.project = project
        self.transport = transport
        self.lease_seconds = lease_seconds
        self.journals = folder / "journals"
        self.stop_file = folder / "stop"
        self.processes: list[subprocess.Popen] = []
        self.journals.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, work: str, **more):
        """Starts one worker."""
        settings = {
            "agent": name,
            "work": work,
            "seed": len(self.processes),
            "project": self.project,
            "lease_seconds": self.lease_seconds,
            "journal": str(self.journals / f"{name}.jsonl"),
            "stop": str(self.stop_file),
            **self._address(),
            **more,
        }
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(settings))
        command = [sys.executable, "-m", "harness.fleet_worker", str(path)]
        self.processes.append(subprocess.Popen(command, cwd=HERE, stderr=open(self.folder / f"{name}.err", "wb")))

    def _address(self) -> dict:
        if self.transport == "http":
            return {"port": self.server.port, "token": self.server.token}
        return {"command": self.server.mcp_command(self.project)}

    def answered(self) -> int:
        """How many lines the journals have by now: how far the work has come."""
        return sum(path.read_bytes().count(b"\n") for path in self.journals.glob("*.jsonl"))

    def wait_for_progress(self, lines: int, seconds: float = 60):
        """Waits until the journals have grown by so many lines."""
        wanted = self.answered() + lines
        wait_until(lambda: self.answered() >= wanted or self._any_failed(), seconds, f"{lines} more journal lines")
        assert not self._any_failed(), self.complaints()

    def _any_failed(self) -> bool:
        return any(process.poll() not in (None, 0) for process in self.processes)

    def finish(self, seconds: float):
        """Waits for every worker to end by itself."""
        for process in self.processes:
            process.wait(seconds)
        assert not self._any_failed(), self.complaints()
        self.processes = []

    def stop(self, seconds: float = 60):
        """Asks the workers to stop after their present call, and waits for it."""
        self.stop_file.touch()
        self.finish(seconds)
        self.stop_file.unlink()

    def end(self):
        """Leaves nothing running, whatever happened."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()

    def complaints(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.err"))) + self.server.said()

    def client(self):
        """A client of this project."""
        if self.transport == "http":
            return ProjectClient(self.server.http(), self.project)
        return self.server.stdio(self.project)

    def history(self, **timing) -> History:
        """The journals beside the state and the log that the server shows now."""
        client = self.client()
        return History(
            calls=read_journals(self.journals),
            tasks=all_tasks(client),
            events=all_events(client),
            lease_seconds=self.lease_seconds,
            **timing,
        )


class ProjectClient:
    """A wire whose calls name their project."""

    def __init__(self, wire, project: str):
        self.wire = wire
        self.project = project

    def call(self, tool: str, **arguments) -> dict:
        return self.wire.call(tool, **{"project": self.project, **arguments})

    def close(self):
        self.wire.close()


def seconds_after(moment: int, seconds: float) -> int:
    """A monotonic moment some seconds after another."""
    return moment + int(seconds * NS)
