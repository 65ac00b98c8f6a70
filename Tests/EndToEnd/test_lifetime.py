"""The life of a server: started on demand, one owner of the file, ended gracefully, nothing forgotten."""

import concurrent.futures
import stat
import time

import pytest

from harness.answers import created_id, leases_in
from harness.binary import quiet_environment
from harness.on_demand import OnDemandServer
from harness.wire import StdioWire, call_params, compact


@pytest.fixture
def on_demand(binary, tmp_path):
    server = OnDemandServer(binary, tmp_path)
    yield server
    server.stop()


def test_a_client_starts_the_server_and_a_second_client_finds_it(on_demand):
    first = on_demand.stdio()
    task = created_id(first.call("create_task", content="made by the first"))
    owner = on_demand.owner()
    second = on_demand.stdio()
    assert second.call("get_task_status", task_id=task)["id"] == task
    assert on_demand.owner() == owner
    first.close()
    second.close()


def test_eight_clients_that_start_at_once_share_one_server(on_demand):
    wires = [on_demand.stdio() for _ in range(8)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: created_id(wires[n].call("create_task", content=f"task {n}")), range(8)))
    assert len(set(ids)) == 8
    for wire in wires:
        wire.close()


def test_the_database_its_token_and_its_socket_are_for_their_owner_alone(on_demand):
    on_demand.start()
    for file in on_demand.folder.glob("athena.db*"):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


def test_a_client_ends_at_the_end_of_its_input(on_demand):
    wire = on_demand.stdio()
    wire.call("get_health")
    wire.process.stdin.close()
    assert wire.process.wait(5) == 0


def test_a_second_server_on_the_same_file_goes_away(server):
    server.start()
    second = server.command_line().run("serve", "--db", str(server.db), "--no-http", check=False, timeout=30)
    assert second.returncode == 69, second.stdout + second.stderr
    assert f"process {server.process.pid}" in second.stderr
    assert server.is_alive()
    assert server.get("/healthz")[0] == 200


def test_a_graceful_end_keeps_everything_and_exits_with_0(server):
    server.start()
    client = server.http()
    task = created_id(client.call("create_task", content="kept"))
    assert server.stop() == 0
    server.start()
    assert server.http().call("get_task_status", task_id=task, detail="full")["content"] == "kept"


def test_a_waiting_claim_does_not_hold_up_a_graceful_end(server):
    server.start()
    client = server.stdio()
    client.call("register_agent", agent_id="a1")
    params = call_params("claim_task", {"agent_id": "a1", "wait_seconds": 45})
    client.send_line(compact({"jsonrpc": "2.0", "id": "waits", "method": "tools/call", "params": params}))
    client.call("get_health")
    begun = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - begun < 10
    client.close()


def test_a_lease_survives_a_kill_of_the_server(server):
    server.start()
    client = server.http()
    client.call("register_agent", agent_id="a1")
    client.call("create_task", content="work")
    (lease,) = leases_in(client.call("claim_task", agent_id="a1", lease_seconds=60))
    server.kill()
    server.start()
    assert server.http().call("heartbeat_task", lease=lease.text)["stop"] is False
    server.http().call("complete_task", lease=lease.text, result="done")


def test_the_same_completion_again_gets_the_same_answer_also_after_a_kill(server):
    server.start()
    client = server.http()
    client.call("register_agent", agent_id="a1")
    client.call("create_task", content="work")
    (lease,) = leases_in(client.call("claim_task", agent_id="a1"))
    first = client.call("complete_task", lease=lease.text, result={"n": 1})
    assert client.call("complete_task", lease=lease.text, result={"n": 1}) == first
    server.kill()
    server.start()
    assert server.http().call("complete_task", lease=lease.text, result={"n": 1}) == first


def test_thousands_of_commits_one_after_another_leave_the_server_as_it_was(server):
    server.start()
    client = server.http()
    for number in range(5000):
        client.call("create_task", content=f"task {number}")
    assert server.is_alive()
    assert client.call("query_tasks", count_only=True)["count"] == 5000


def test_secrets_of_the_client_do_not_reach_a_server_that_it_starts(on_demand):
    environment = quiet_environment(GITHUB_TOKEN="ghp_secret", MY_API_KEY="sk-secret")
    wire = StdioWire(on_demand.mcp_command(), environment)
    wire.call("get_health")
    wire.close()
    with open(f"/proc/{on_demand.owner()}/environ", "rb") as file:
        assert b"secret" not in file.read()
