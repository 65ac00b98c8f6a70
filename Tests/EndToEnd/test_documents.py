"""Every command and every configuration that the README and the quick start show, as they stand there.

The documents are read, not repeated: a command that is added to one of them runs here or fails here. What this changes of
a command before it runs is only what the document itself leaves open (`NAME`, `FILE`, `${ATHENA_TOKEN}`) and the port, so
that a server which somebody has at the usual one does not meet the tests.

The programs of clients are not there. Of `claude mcp add ... -- athena mcp` what the client would start is started: it
must answer `tools/list`.
"""

import json
import os
import signal
import subprocess
import tomllib
from pathlib import Path

import pytest

from harness.binary import REPOSITORY, quiet_environment
from harness.deadline import wait_until
from harness.documents import Shown, behind_dashes, server_entries, shown_in
from harness.on_demand import OnDemandServer
from harness.server import free_port
from harness.wire import HttpWire, StdioWire

DOCUMENTS = ["README.md", "docs/quick-start.md"]
USUAL_PORT = "7433"
SHOWN = [shown for name in DOCUMENTS for shown in shown_in(name)]

# Commands that do not run here, and why.
LEFT_OUT = {
    "scripts/test": "it is what runs this",
    "swift build -c release --static-swift-stdlib": "minutes of optimising the sources that are tested here as built without; check-all does it",
    'export PATH="$PWD/.build/release:$PATH"': "a setting of the reader's shell; here the tested binary is on the path",
}
# Commands that go on until they are interrupted: they are, once they have said something.
ENDLESS = ["athena serve", "athena status --watch", "athena event tail"]
# Commands that speak MCP on their standard streams.
SPEAKING = ["athena mcp"]
CLIENTS = {"claude", "codex", "gemini"}


def of_kind(*kinds: str) -> list[Shown]:
    return [shown for shown in SHOWN if shown.kind in kinds]


class Machine:
    """A reader's machine: Athena on the path, a home and a folder of its own, an agent and twelve tasks."""

    def __init__(self, binary: str, folder: Path):
        self.folder = folder
        self.port = str(free_port())
        self.home = folder / "home"
        self.home.mkdir()
        self.beads = folder / "issues.jsonl"
        self.beads.write_text('{"id":"x-1","title":"An issue","status":"open","priority":1}\n')
        self.export = folder / "project.jsonl"
        self.export.write_text('{"_type":"task","id":"t1","title":"A task","content":"A task","status":"pending"}\n')
        path = f"{Path(binary).resolve().parent}:{os.environ['PATH']}"
        # With the flags of the build under test, so that a script that builds finds everything built.
        strict = {name: value for name, value in os.environ.items() if name == "ATHENA_STRICT"}
        self.environment = quiet_environment(HOME=str(self.home), PATH=path, **strict)
        self.environment.pop("XDG_DATA_HOME", None)
        self.server = OnDemandServer(binary, folder)
        self.server.db = self.home / ".local/share/athena/athena.db"

    def fill(self):
        self.run("athena agent register worker")
        for number in range(12):
            self.run(f"athena task add 'Task {number}'")

    def adapted(self, command: str) -> str:
        """The command with what the document leaves open."""
        command = command.replace(USUAL_PORT, self.port)
        file = self.export if "import athena" in command else self.beads
        return command.replace(" NAME", " reader").replace(" FILE", f" {file}")

    def run(self, command: str, cwd: Path | None = None, timeout: float = 60) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=cwd or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def start(self, command: str, said: Path) -> subprocess.Popen:
        with open(said, "wb") as sink:
            return subprocess.Popen(
                ["bash", "-c", f"exec {command}"], cwd=self.folder, env=self.environment, stdout=sink, stderr=sink
            )


@pytest.fixture(scope="module")
def machine(binary, tmp_path_factory):
    made = Machine(binary, tmp_path_factory.mktemp("reader"))
    made.fill()
    yield made
    made.server.stop()


def check_listing(command: list[str], machine: Machine):
    """Whoever starts this command gets the tools that work needs."""
    wire = StdioWire(["bash", "-c", 'exec "$@"', "bash", *command], machine.environment)
    try:
        tools = wire.request("tools/list")["result"]["tools"]
    finally:
        wire.close()
    assert {"register_agent", "claim_task", "heartbeat_task", "complete_task"} <= {tool["name"] for tool in tools}


def test_the_documents_show_something():
    assert len(of_kind("command")) >= 15 and len(of_kind("json")) >= 4
    for left_out in LEFT_OUT:
        assert any(shown.text == left_out for shown in SHOWN), f"no document shows {left_out} any more"


@pytest.mark.parametrize("shown", of_kind("command"), ids=str)
def test_a_command_does_what_a_reader_expects(shown, machine, tmp_path):
    if shown.text in LEFT_OUT:
        pytest.skip(LEFT_OUT[shown.text])
    command = machine.adapted(shown.text)
    started = behind_dashes(command)
    if started is not None:
        assert shown.text.split()[:3][1:] == ["mcp", "add"] and shown.text.split()[0] in CLIENTS
        check_listing(started, machine)
    elif command in SPEAKING:
        check_listing(command.split(), machine)
    elif any(command.startswith(endless) for endless in ENDLESS):
        check_endless(command, machine, tmp_path / "said")
    elif command.startswith("scripts/"):
        machine.run(command, cwd=REPOSITORY, timeout=600)
    else:
        # `db init --here` makes a database in the folder it runs in, which must not become that of the others.
        machine.run(command, cwd=tmp_path if "--here" in command else None)


def check_endless(command: str, machine: Machine, said: Path):
    """It says something, goes on, and ends when it is interrupted."""
    serves = command.startswith("athena serve")
    if serves:
        machine.server.stop()
    process = machine.start(command, said)
    try:
        ready = (lambda: answers(machine.port)) if serves else (lambda: has_said_something(said, machine))
        wait_until(ready, 30, lambda: f"{command} says something; so far: {said.read_text(errors='replace')}")
        assert process.poll() is None, said.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(15) in (0, 130, -signal.SIGINT), said.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def has_said_something(said: Path, machine: Machine) -> bool:
    """Whether there is output; if there is none yet, something happens that there is something to say about."""
    if said.stat().st_size == 0:
        machine.run("athena task add 'Something happens'")
    return said.stat().st_size > 0


def answers(port: str) -> bool:
    try:
        return HttpWire(int(port), None).post(b"{}")[0] == 401
    except Exception:  # noqa: BLE001: whatever keeps it from answering, it does not answer yet
        return False


@pytest.mark.parametrize("shown", of_kind("json"), ids=str)
def test_a_configuration_parses_and_its_server_answers(shown, machine, tmp_path):
    entries = server_entries(shown)
    assert entries, f"{shown} names no server"
    for entry in entries:
        if "command" in entry:
            check_listing([entry["command"], *entry["args"]], machine)
        else:
            check_http(entry, machine, tmp_path / "said")


def check_http(entry: dict, machine: Machine, said: Path):
    """The address and the header of a configuration reach a server that was started as the document says."""
    token = json.loads(machine.run("athena token create reader --json"))["data"]["token"]
    header = entry["headers"]["Authorization"].replace("${ATHENA_TOKEN}", token)
    address, _, path = entry["url"].removeprefix("http://").partition("/")
    assert address == f"127.0.0.1:{USUAL_PORT}" and header == f"Bearer {token}"
    machine.server.stop()
    process = machine.start(f"athena serve --http 127.0.0.1:{machine.port}", said)
    wire = HttpWire(int(machine.port), token, path=f"/{path}")
    try:
        wait_until(lambda: answers(machine.port), 30, "the server answers")
        assert wire.request("tools/list")["result"]["tools"]
    finally:
        wire.close()
        process.send_signal(signal.SIGTERM)
        process.wait(15)


@pytest.mark.parametrize("shown", of_kind("toml"), ids=str)
def test_a_line_of_toml_parses_and_names_the_variable_of_the_token(shown):
    assert tomllib.loads(shown.text) == {"bearer_token_env_var": "ATHENA_TOKEN"}
