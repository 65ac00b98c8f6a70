"""Fixtures: the binary, servers, and clients of every kind, each test in a project of its own."""

import itertools
import os
from pathlib import Path

import pytest

from harness.binary import athena_binary, quiet_environment
from harness.fleet import ProjectClient
from harness.official import MODES, OfficialClient, http_transport, stdio_transport
from harness.server import Server

projects = (f"p{number}" for number in itertools.count(1))


def pytest_sessionfinish(session):
    """Nothing that the tests started may outlive them: the leftovers are named, and the run has failed."""
    base = str(session.config._tmp_path_factory.getbasetemp())
    left = [name for name in processes_naming(base)]
    if left:
        print(f"\nstill running after the tests: {left}")
        session.exitstatus = 1


def processes_naming(text: str):
    """The command lines of other processes in which a text occurs."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in command and entry.parent.name != str(os.getpid()):
            yield f"{entry.parent.name}: {command}"


@pytest.fixture(scope="session")
def binary() -> str:
    """The athena binary; without one nothing of this can run, which in CI is a failure."""
    found = athena_binary()
    if found is None:
        reason = "there is no athena binary: run `swift build --product athena`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def shared_server(binary, tmp_path_factory):
    """One server for all tests that need no server of their own."""
    server = Server(binary, tmp_path_factory.mktemp("shared"))
    server.start()
    yield server
    assert (code := server.stop()) == 0, f"the server ended with {code}: {server.said()}"


@pytest.fixture
def server(binary, tmp_path):
    """A server of the test's own, not yet started."""
    server = Server(binary, tmp_path)
    yield server
    if server.is_alive():
        server.kill()


@pytest.fixture
def project() -> str:
    """A project that nobody else uses."""
    return next(projects)


TRANSPORTS = ["stdio", "http"]
WAYS = [(transport, mode) for transport in TRANSPORTS for mode in MODES]


@pytest.fixture(params=WAYS, ids=["-".join(way) for way in WAYS])
def athena(request, shared_server, project, tmp_path):
    """The official client over every transport and in every mode."""
    transport, mode = request.param
    with open(tmp_path / "mcp.log", "w") as log, official_client(shared_server, transport, mode, project, log) as client:
        yield client


def official_client(server: Server, transport: str, mode: str, project: str, log) -> OfficialClient:
    if transport == "http":
        url = f"http://127.0.0.1:{server.port}/mcp?toolset=full"
        return OfficialClient(http_transport(url, server.token), mode, project=project)
    command = server.mcp_command(project)
    return OfficialClient(stdio_transport(command, quiet_environment(), log), mode)


@pytest.fixture(params=TRANSPORTS)
def wire(request, shared_server, project):
    """The minimal client over both transports, for one project."""
    made = ProjectClient(shared_server.http(), project) if request.param == "http" else shared_server.stdio(project)
    yield made
    made.close()
