"""One server after another on the same database: whoever comes next is served, whatever the one before still does."""

import json
import os
import select
import signal
import socket
import subprocess
import time

import pytest

from harness.answers import created_id
from harness.binary import quiet_environment
from harness.deadline import wait_until
from harness.on_demand import OnDemandServer
from harness.server import Server, free_port
from harness.wire import call_params, compact


@pytest.fixture
def on_demand(binary, tmp_path):
    server = OnDemandServer(binary, tmp_path)
    yield server
    server.stop()


def waiting_claim(server):
    """A client whose claim waits for work that does not come."""
    client = server.stdio()
    client.call("register_agent", agent_id="a1")
    params = call_params("claim_task", {"agent_id": "a1", "wait_seconds": 45})
    client.send_line(compact({"jsonrpc": "2.0", "id": "waits", "method": "tools/call", "params": params}))
    client.call("get_health")
    return client


def end_by_signal(server):
    os.kill(server.owner(), signal.SIGTERM)


def end_by_hello(server):
    """A client of another protocol asks an on-demand server to make room."""
    with socket.socket(socket.AF_UNIX) as stream:
        stream.connect(str(server.db) + ".sock")
        stream.sendall(b'{"protocol":2,"build":"other","schema":1,"pid":1}\n')
        assert json.loads(stream.makefile().readline())["replace"] is True


@pytest.mark.parametrize("end", [end_by_signal, end_by_hello])
def test_a_command_is_served_while_the_server_before_is_still_ending(on_demand, end):
    client = waiting_claim(on_demand)
    before = on_demand.owner()
    end(on_demand)
    begun = time.monotonic()
    assert on_demand.command_line().run("status", timeout=30).returncode == 0
    assert time.monotonic() - begun < 5
    assert on_demand.owner() != before
    client.close()


def test_athena_serve_takes_the_place_of_a_server_that_a_command_started(on_demand, server):
    task = created_id(on_demand.command_line().json("task", "add", "made by the command line")["data"])
    before = on_demand.owner()
    assert before is not None
    server.start()
    assert on_demand.owner() == server.process.pid
    assert server.http().call("get_task_status", task_id=task)["id"] == task
    assert server.stop() == 0


def test_athena_serve_does_not_end_a_server_that_was_started_by_hand(server):
    server.start()
    begun = time.monotonic()
    second = server.command_line().run("serve", "--no-http", check=False, timeout=30)
    assert second.returncode == 69 and str(server.process.pid) in second.stderr
    assert time.monotonic() - begun < 5
    assert server.get("/healthz")[0] == 200


def test_a_watch_goes_on_with_the_next_server(server):
    server.start()
    command = [server.binary, "status", "--watch", "--json", "--interval", "0.1", "--db", str(server.db)]
    watch = subprocess.Popen(command, env=quiet_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert json.loads(watch.stdout.readline())["data"]["health"]
        assert server.stop() == 0
        server.start()
        task = created_id(server.http().call("create_task", content="behind the restart"))
        assert task and wait_until(lambda: looks(watch) and sees_a_task(watch), 20, "the watch shows the new task")
    finally:
        watch.kill()
        assert watch.wait() == -signal.SIGKILL, watch.stderr.read()


def looks(watch) -> bool:
    assert watch.poll() is None, watch.stderr.read()
    return bool(select.select([watch.stdout], [], [], 1)[0])


def sees_a_task(watch) -> bool:
    return json.loads(watch.stdout.readline())["data"]["metrics"].get("pending") == 1


def test_the_socket_of_a_long_path_is_found_whatever_the_environment_says(binary, tmp_path):
    folder = tmp_path / ("d" * 100)
    folder.mkdir()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    server = OnDemandServer(binary, folder)
    bare = {name: value for name, value in quiet_environment().items() if name != "XDG_RUNTIME_DIR"}
    command = [binary, "status", "--json", "--db", str(server.db)]
    try:
        for environment in (bare, bare | {"XDG_RUNTIME_DIR": str(runtime)}, bare):
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
            assert done.returncode == 0, done.stderr
        assert list(runtime.iterdir()) == [], "one server was enough"
    finally:
        server.stop()


def test_requests_that_are_piped_in_are_answered_and_the_session_succeeds(server):
    server.start()
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call_params("get_health", {})}
    for _ in range(30):
        done = subprocess.run(
            server.mcp_command(), env=quiet_environment(), input=compact(request) + b"\n", capture_output=True, timeout=30
        )
        assert (done.returncode, json.loads(done.stdout)["id"]) == (0, 1), done.stderr


def test_an_answer_that_never_came_fails_the_session(server):
    server.start()
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call_params("create_task", {"content": "x"})}
    client = subprocess.Popen(
        server.mcp_command(), env=quiet_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    client.stdin.write(compact({"jsonrpc": "2.0", "id": 0, "method": "ping"}) + b"\n")
    client.stdin.flush()
    assert json.loads(client.stdout.readline())["id"] == 0
    server.process.send_signal(signal.SIGSTOP)
    try:
        out, said = client.communicate(compact(request) + b"\n", timeout=30)
    finally:
        server.process.send_signal(signal.SIGCONT)
    assert (client.returncode, out) == (69, b"") and b"did not answer 1 request" in said


def test_a_client_that_does_not_read_does_not_hold_up_the_end(server):
    server.start()
    with socket.socket(socket.AF_UNIX) as stream:
        stream.connect(str(server.db) + ".sock")
        stream.sendall(b'{"protocol":1,"build":"0","schema":1,"pid":1}\n')
        assert json.loads(stream.makefile().readline())["principal"] == "local"
        for number in range(1000):
            stream.sendall(compact({"jsonrpc": "2.0", "id": number, "method": "tools/list"}) + b"\n")
        begun = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begun < 8


def test_a_port_that_is_taken_is_told_with_what_to_do(server):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = server.command_line().run("serve", "--http", f"127.0.0.1:{port}", check=False, timeout=30)
    assert done.returncode == 69
    assert f"127.0.0.1:{port} is taken" in done.stderr and "--no-http" in done.stderr
    assert not server.db.exists() and not server.db.with_name("athena.db.token").exists()


def limited(binary, folder, descriptors: int) -> Server:
    """A server that may have so many files open."""
    script = folder / "athena"
    script.write_text(f'#!/bin/sh\nulimit -n {descriptors}\nexec "{binary}" "$@"\n')
    script.chmod(0o700)
    server = Server(str(script), folder)
    server.port = free_port()
    return server


def test_idle_connections_over_http_lock_nobody_out_of_the_socket(binary, tmp_path):
    server = limited(binary, tmp_path, 256)
    server.start()
    idle = []
    try:
        for _ in range(400):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            idle.append(connection)
        before = processor_seconds(server.process.pid)
        begun = time.monotonic()
        assert server.command_line().run("status", timeout=30).returncode == 0
        passed = time.monotonic() - begun
        assert passed < 5
        assert processor_seconds(server.process.pid) - before < max(1.0, passed), "it spins"
    finally:
        for connection in idle:
            connection.close()
        assert server.stop() == 0
    assert "Too many connections" in server.said()


def processor_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
