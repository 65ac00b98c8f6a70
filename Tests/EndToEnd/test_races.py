"""Eight agents at once, then the same with the server killed again and again; judged from the agents' own journals."""

import os
import time

import pytest

from harness.answers import created_ids
from harness.checker import LEASED, violations
from harness.deadline import wait_until
from harness.fleet import Fleet, seconds_after
from harness.on_demand import OnDemandServer
from harness.server import Server

AGENTS = 8
CLAIMS = int(os.environ.get("RACE_CLAIMS", "500"))
KILLS = int(os.environ.get("RACE_KILLS", "5"))
READY_SECONDS = float(os.environ.get("RACE_READY_SECONDS", "15"))
LINES_BETWEEN_KILLS = 1500


@pytest.fixture(params=["stdio", "http"])
def fleet(request, binary, project, tmp_path):
    """A fleet over HTTP, or over stdio, where the agents' own clients start the server whenever there is none."""
    server = Server(binary, tmp_path) if request.param == "http" else OnDemandServer(binary, tmp_path)
    server.start()
    fleet = Fleet(server, tmp_path, project, request.param, lease_seconds=2)
    yield fleet
    fleet.end()
    server.stop()


def fill(fleet, count: int):
    """Creates tasks in batches, through a client whose calls nobody has to judge."""
    client = fleet.client()
    made = []
    for start in range(0, count, 500):
        size = min(500, count - start)
        tasks = [{"content": f"task {start + n}", "lease_seconds": fleet.lease_seconds} for n in range(size)]
        made += created_ids(client.call("create_task", tasks=tasks))
    assert len(set(made)) == count


def test_eight_agents_race_for_every_task(fleet):
    fill(fleet, AGENTS * CLAIMS)
    for number in range(AGENTS):
        fleet.start(f"agent{number}", "race", claims=CLAIMS)
    fleet.finish(seconds=300)
    history = fleet.history()
    assert violations(history) == []
    assert len(history.tasks) == AGENTS * CLAIMS
    assert {task["status"] for task in history.tasks.values()} == {"completed"}
    assert sum(call.tool == "complete_task" and call.is_acknowledged for call in history.calls) == AGENTS * CLAIMS


def test_nothing_is_lost_when_the_server_is_killed(fleet):
    for number in range(AGENTS):
        fleet.start(f"agent{number}", "mixed")
    for _ in range(KILLS):
        fleet.wait_for_progress(LINES_BETWEEN_KILLS)
        fleet.server.kill()
        assert fleet.server.start() < READY_SECONDS, "ready soon after its start"
    fleet.wait_for_progress(LINES_BETWEEN_KILLS)
    fleet.stop()
    free_by = seconds_after(time.monotonic_ns(), fleet.lease_seconds + 1)
    free_at = moment_when_nothing_is_leased(fleet)
    drain(fleet)
    history = fleet.history(all_free_at=free_at, all_free_by=free_by)
    assert violations(history) == []
    assert {task["status"] for task in history.tasks.values()} == {"completed"}
    assert_it_was_a_real_fight(history)


def assert_it_was_a_real_fight(history):
    """The kills cut calls off, leases ran out, and every way of ending one occurred: else nothing was put to a test."""
    assert sum(call.answered is None for call in history.calls) >= KILLS
    kinds = {event["kind"] for event in history.events}
    assert kinds >= {"task.lost", "task.failed", "task.released", "task.completed", "task.ready"}
    assert {call.tool for call in history.calls if call.is_acknowledged} >= {
        "create_task", "claim_task", "heartbeat_task", "complete_task", "fail_task", "release_task",
    }  # fmt: skip


def moment_when_nothing_is_leased(fleet) -> int:
    client = fleet.client()

    def nothing_is_leased():
        asked = time.monotonic_ns()
        count = client.call("query_tasks", status=sorted(LEASED), count_only=True)["count"]
        return asked if count == 0 else None

    return wait_until(nothing_is_leased, fleet.lease_seconds + 10, "no task is leased")


def drain(fleet):
    for number in range(2):
        fleet.start(f"drainer{number}", "drain")
    fleet.finish(seconds=120)
