"""The event log: every transition is one event, written with it, and everything else is none."""

from harness.answers import created_id, leases_in
from harness.chain import chain_faults
from harness.deadline import wait_until
from harness.reading import all_events


class Told:
    """Calls of a client, each with the events of a task that it added to the log."""

    def __init__(self, wire):
        self.wire = wire
        self.known = 0

    def events(self) -> list[str]:
        """The kinds of the events that have come since the last look, with the subject of those that are no task's."""
        events = all_events(self.wire)[self.known :]
        self.known += len(events)
        return [event["kind"] for event in events]

    def of(self, tool: str, **arguments) -> list[str]:
        self.answer = self.wire.call(tool, **arguments)
        return self.events()

    def lease(self) -> str:
        (lease,) = leases_in(self.answer)
        return lease.text


def test_every_transition_is_one_event_and_nothing_else_is_one(wire):
    told = Told(wire)
    wire.call("register_agent", agent_id="a1")
    told.events()
    assert told.of("create_task", content="work") == ["task.created"]
    task = created_id(told.answer)
    assert told.of("get_task_status", task_id=task) == []
    assert told.of("claim_task", agent_id="a1") == ["task.claimed"]
    assert told.of("heartbeat_task", lease=told.lease()) == []
    lease = wire.call("claim_task", agent_id="a1", resume=True)["tasks"][0]["lease"]
    assert told.of("heartbeat_task", lease=lease, note="half way", progress=50) == ["task.progressed"]
    assert told.of("release_task", lease=lease) == ["task.released"]
    assert told.of("assign_task", task_id=task, agent_id="a1") == ["task.assigned"]
    assert told.of("start_task", task_id=task, agent_id="a1") == ["task.started"]
    assert told.of("ask_task", lease=told.lease(), question="This one?") == ["task.asked"]
    assert told.of("answer_task", task_id=task, answer="Yes") == ["task.answered"]
    assert told.of("claim_task", agent_id="a1") == ["task.claimed"]
    assert told.of("fail_task", lease=told.lease(), error="broken", should_retry=False) == ["task.failed"]
    assert told.of("retry_task", task_id=task) == ["task.retried"]
    assert told.of("claim_task", agent_id="a1") == ["task.claimed"]
    lease = told.lease()
    assert told.of("complete_task", lease=lease, result="done") == ["task.completed"]
    assert told.of("complete_task", lease=lease, result="done") == []
    assert told.of("cancel_task", task_ids=[task]) == []
    assert list(chain_faults(all_events(wire))) == []


def test_a_completion_and_what_it_unblocks_are_an_event_each(wire):
    told = Told(wire)
    wire.call("register_agent", agent_id="a1")
    first = created_id(wire.call("create_task", content="first"))
    second = created_id(wire.call("create_task", content="second", dependencies=[first]))
    wire.call("claim_task", agent_id="a1")
    told.events()
    lease = wire.call("claim_task", agent_id="a1", resume=True)["tasks"][0]["lease"]
    assert told.of("complete_task", lease=lease, result="done") == ["task.completed", "task.unblocked"]
    assert told.of("cancel_task", task_ids=[second]) == ["task.cancelled"]


def test_a_lease_that_ran_out_is_claimable_within_a_second_and_is_one_event(wire):
    told = Told(wire)
    for agent in ("a1", "a2"):
        wire.call("register_agent", agent_id=agent)
    task = created_id(wire.call("create_task", content="work"))
    wire.call("claim_task", agent_id="a1", lease_seconds=1)
    told.events()
    (lease,) = wait_until(lambda: leases_in(wire.call("claim_task", agent_id="a2", wait_seconds=5)), 10, "the lease")
    assert (lease.task, lease.fence) == (task, 2)
    events = all_events(wire)[told.known :]
    assert [event["kind"] for event in events] == ["task.lost", "task.claimed"]
    claimed = next(event for event in all_events(wire) if event["kind"] == "task.claimed")
    assert 1000 <= events[0]["at"] - claimed["at"] <= 2000, "its second, and at most one more"
