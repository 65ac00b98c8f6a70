"""A holder that lost its lease cannot complete; without the fence comparison it could, and the checker sees that."""

import os

import pytest

from harness.answers import leases_in
from harness.checker import violations
from harness.deadline import wait_until
from harness.fleet import Fleet
from harness.journal import Journal, JournalingClient
from harness.server import Server
from harness.wire import ToolFailure

LEASE = 1


def journaled(fleet, agent: str) -> JournalingClient:
    journal = Journal(fleet.journals / f"{agent}.jsonl")
    client = JournalingClient(fleet.server.http(), journal, project=fleet.project)
    client.call("register_agent", agent_id=agent)
    return client


def claim(client, agent: str) -> str:
    answer = client.call("claim_task", agent_id=agent, lease_seconds=LEASE, idempotency_key=f"{agent}-claims")
    (lease,) = leases_in(answer)
    return lease.text


def complete(client, agent: str, lease: str) -> str:
    """Completes, and says how it ended."""
    try:
        client.call("complete_task", lease=lease, result={"by": agent})
        return "completed"
    except ToolFailure as failure:
        return failure.code


def a_stale_holder_completes(fleet) -> list[str]:
    """One agent lets its lease run out, another takes over, then both complete."""
    slow, quick = journaled(fleet, "slow"), journaled(fleet, "quick")
    slow.call("create_task", content="one piece of work", max_attempts=5, idempotency_key="only")
    stale = claim(slow, "slow")
    watcher = fleet.client()
    wait_until(
        lambda: watcher.call("query_tasks", status=["pending"], count_only=True)["count"] == 1,
        LEASE + 3,
        "the lease that ran out is swept",
    )
    current = claim(quick, "quick")
    return [complete(slow, "slow", stale), complete(quick, "quick", current)]


@pytest.fixture
def fleet(server, project, tmp_path):
    server.start()
    return Fleet(server, tmp_path, project, "http", LEASE)


def test_a_stale_holder_cannot_complete(fleet):
    assert a_stale_holder_completes(fleet) == ["lease_lost", "completed"]
    assert violations(fleet.history()) == []


def test_a_task_that_was_reassigned_can_be_taken_back_and_still_refuses_the_first_lease(fleet):
    a_stale_holder_completes(fleet)
    slow = fleet.client()
    stale = next(
        lease.text
        for call in fleet.history().calls
        if call.tool == "claim_task" and call.arguments["agent_id"] == "slow"
        for lease in leases_in(call.result)
    )
    for tool, arguments in [("fail_task", {"error": "late"}), ("release_task", {})]:
        with pytest.raises(ToolFailure) as refused:
            slow.call(tool, lease=stale, **arguments)
        assert refused.value.code == "lease_lost"
    assert slow.call("heartbeat_task", lease=stale)["stop"] is True


@pytest.mark.skipif("ATHENA_UNFENCED_BINARY" not in os.environ, reason="needs a build with -DATHENA_UNFENCED")
def test_without_the_fence_comparison_the_checker_finds_the_violation(project, tmp_path):
    server = Server(os.environ["ATHENA_UNFENCED_BINARY"], tmp_path)
    server.start()
    try:
        fleet = Fleet(server, tmp_path, project, "http", LEASE)
        assert a_stale_holder_completes(fleet)[0] == "completed", "this build compares fences after all"
        found = violations(fleet.history())
        assert any("was completed under fence 1 after fence 2" in fault for fault in found), found
    finally:
        server.kill()
