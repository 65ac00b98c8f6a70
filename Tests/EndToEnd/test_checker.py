"""The checker passes a sound history and finds each planted fault: a checker that cannot fail proves nothing."""

import copy
import json

import pytest

from harness.chain import GENESIS, canonical, chain_faults, hash_of
from harness.checker import NS, History, violations
from harness.journal import Call, Journal, read_journal

LEASE = 10


def call(worker, tool, sent, answer=None, refused=None, **arguments):
    answered = None if answer is None and refused is None else int((sent + 0.1) * NS)
    return Call(worker, tool, arguments, int(sent * NS), answered, answer, refused)


def event(kind, task, fence=None, agent=None):
    told = {"kind": kind, "task_id": task, "fence": fence, "assigned_to": agent}
    return {name: value for name, value in told.items() if value is not None}


def chained(events):
    """The events with sequence, time and hashes, as the server would show them."""
    previous, result = GENESIS, []
    for number, told in enumerate(events, 1):
        whole = {"sequence": number, "project": "p", "at": 1000 + number} | told
        whole |= {"previous_hash": previous, "hash": hash_of(whole, previous)}
        previous = whole["hash"]
        result.append(whole)
    return result


def sound_history() -> History:
    """Two tasks: one completed at once, one lost by its first holder and completed by the second."""
    calls = [
        call("a", "create_task", 0, {"task_id": "t1"}, content="one", idempotency_key="k1"),
        call("a", "create_task", 1, {"task_id": "t2"}, content="two", idempotency_key="k2"),
        call("a", "claim_task", 2, {"tasks": [{"lease": "t1.1.x"}]}, agent_id="a", idempotency_key="k3"),
        call("a", "complete_task", 3, {"status": "completed"}, lease="t1.1.x", result={"n": 1}),
        call("a", "claim_task", 4, {"tasks": [{"lease": "t2.1.y"}]}, agent_id="a", idempotency_key="k4"),
        call("b", "claim_task", 16, {"tasks": [{"lease": "t2.2.z"}]}, agent_id="b", idempotency_key="k5"),
        call("a", "complete_task", 17, refused={"code": "lease_lost"}, lease="t2.1.y", result={"n": 2}),
        call("b", "complete_task", 18, {"status": "completed"}, lease="t2.2.z", result={"n": 3}),
    ]
    events = [
        event("task.created", "t1"),
        event("task.created", "t2"),
        event("task.claimed", "t1", 1, "a"),
        event("task.completed", "t1", 1),
        event("task.claimed", "t2", 1, "a"),
        event("task.lost", "t2", 1),
        event("task.claimed", "t2", 2, "b"),
        event("task.completed", "t2", 2),
    ]
    tasks = {
        "t1": {"status": "completed", "content": "one", "result": {"n": 1}},
        "t2": {"status": "completed", "content": "two", "result": {"n": 3}},
    }
    return History(calls, tasks, chained(events), LEASE, all_free_at=20 * NS, all_free_by=30 * NS)


def test_a_sound_history_has_no_violation():
    assert violations(sound_history()) == []


def grant_a_fence_twice(history):
    history.calls[5].result = {"tasks": [{"lease": "t2.1.y"}]}


def grant_while_it_is_held(history):
    history.calls[5].sent, history.calls[5].answered = 9 * NS, 10 * NS


def accept_a_stale_completion(history):
    history.calls[6].refusal, history.calls[6].result = None, {"status": "completed"}


def forget_a_created_task(history):
    del history.tasks["t1"]


def mix_up_contents(history):
    history.tasks["t1"]["content"] = "two"


def make_a_task_twice(history):
    history.tasks["t3"] = {"status": "pending", "content": "one"}


def forget_a_completion(history):
    history.tasks["t1"]["status"] = "pending"


def overwrite_a_result(history):
    history.tasks["t2"]["result"] = {"n": 2}


def complete_twice_in_the_log(history):
    history.events = chained([*plain(history.events), event("task.completed", "t2", 2)])


def refuse_what_was_applied(history):
    history.calls[3].result, history.calls[3].refusal = None, {"code": "lease_lost"}


def leave_a_task_leased(history):
    history.tasks["t2"]["status"] = "running"


def free_it_too_late(history):
    history.all_free_at = 31 * NS


def tell_nothing_of_a_grant(history):
    history.events = chained([e for e in plain(history.events) if e["kind"] != "task.claimed"])


def tell_another_holder(history):
    history.events = chained([{**e, "assigned_to": "b"} for e in plain(history.events)])


def skip_a_fence(history):
    history.events = chained([{**e, "fence": 3} if e.get("fence") == 2 else e for e in plain(history.events)])


def leave_a_gap(history):
    del history.events[3]


def change_an_event(history):
    history.events[2]["assigned_to"] = "c"


def turn_time_back(history):
    history.events[2]["at"] = 1


def plain(events):
    added = {"sequence", "project", "at", "previous_hash", "hash"}
    return [{name: value for name, value in e.items() if name not in added} for e in events]


FAULTS = [
    (grant_a_fence_twice, "fence 1 of t2 was granted 2 times"),
    (grant_while_it_is_held, "was held by a (fence 1) when b got fence 2"),
    (accept_a_stale_completion, "completed under fence 1 after fence 2"),
    (accept_a_stale_completion, "was completed under 2 leases"),
    (forget_a_created_task, "t1 was acknowledged and is not there"),
    (mix_up_contents, "t1 holds 'two' in place of 'one'"),
    (make_a_task_twice, "2 tasks hold 'one'"),
    (forget_a_completion, "t1 was completed and is pending"),
    (overwrite_a_result, "t2 holds the result {'n': 2}"),
    (complete_twice_in_the_log, "the log completes t2 2 times"),
    (complete_twice_in_the_log, "task.completed after it was completed"),
    (refuse_what_was_applied, "was refused and yet happened"),
    (leave_a_task_leased, "t2 is still running"),
    (free_it_too_late, "longer than its lease and one second"),
    (tell_nothing_of_a_grant, "was granted and the log does not know"),
    (tell_another_holder, "went to a, the log says b"),
    (skip_a_fence, "task.claimed with fence 3"),
    (leave_a_gap, "event 4 of the log has sequence 5"),
    (change_an_event, "event 3 has a hash that does not follow"),
    (turn_time_back, "event 3 is earlier than the one before"),
]


@pytest.mark.parametrize(("plant", "sentence"), FAULTS, ids=[f"{plant.__name__}-{n}" for n, (plant, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_found(plant, sentence):
    history = copy.deepcopy(sound_history())
    plant(history)
    assert any(sentence in fault for fault in violations(history)), violations(history)


def test_a_renewed_lease_counts_from_its_last_acknowledged_renewal():
    history = sound_history()
    history.calls.insert(5, call("a", "heartbeat_task", 9, {"expires_in": 10}, lease="t2.1.y"))
    assert any("was held by a" in fault for fault in violations(history))


def test_a_blanked_error_message_leaves_the_chain_whole():
    events = chained([{"kind": "task.failed", "error_digest": "ab"}])
    events[0]["error_message"] = "blanked later"
    assert list(chain_faults(events)) == []
    assert b"error_message" not in canonical(events[0])


def test_a_torn_last_line_of_a_journal_is_a_call_without_an_answer(tmp_path):
    journal = Journal(tmp_path / "w1.jsonl")
    first = journal.sent("create_task", {"content": "one"})
    journal.answered(first, "result", {"task_id": "t1"})
    second = journal.sent("create_task", {"content": "two"})
    journal.close()
    with open(journal.path, "a") as file:
        file.write(json.dumps({"n": second, "answered": 1, "result": {"task_id": "t2"}})[:20])
    calls = read_journal(journal.path)
    assert [c.is_acknowledged for c in calls] == [True, False]
