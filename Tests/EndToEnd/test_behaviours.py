"""The 24 behaviours of the first version, with exactly their values, by the official client on every transport."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.answers import created_id, leases_in
from harness.wire import ProtocolFailure, ToolFailure, call_params, compact


def create(athena, content: str = "Write the report", **more) -> str:
    return created_id(athena.call("create_task", content=content, **more))


def status(athena, task: str, **more) -> dict:
    return athena.call("get_task_status", task_id=task, **more)


def register(athena, name: str, *skills: str, **more):
    athena.call("register_agent", agent_id=name, skills=list(skills), **more)


def start(athena, task: str, agent: str) -> str:
    """Assigns and starts; answers the lease."""
    athena.call("assign_task", task_id=task, agent_id=agent)
    (lease,) = leases_in(athena.call("start_task", task_id=task, agent_id=agent))
    return lease.text


def succeed(athena, agent: str, duration_ms: int):
    """One more success in an agent's record, by a task of its own."""
    lease = start(athena, create(athena, f"work for {agent}"), agent)
    athena.call("complete_task", lease=lease, result={"ok": True}, metrics={"duration_ms": duration_ms})


def fall_short(athena, agent: str):
    """One more failure that counts in an agent's record."""
    lease = start(athena, create(athena, f"work for {agent}"), agent)
    athena.call("fail_task", lease=lease, error="wrong", kind="bad_output", should_retry=False)


def record(athena, agent: str) -> dict:
    """An agent's raw performance."""
    return athena.call("get_agent_health", agent_id=agent)


def polled(athena, **more) -> list[str]:
    """The titles that a poll shows, in its order."""
    return [task["title"] for task in athena.call("poll_tasks", fields="title", **more)["tasks"]]


def test_01_create_returns_an_id(athena):
    assert create(athena).startswith("t")


def test_02_a_new_task_is_pending(athena):
    assert status(athena, create(athena))["status"] == "pending"


def test_03_polling_returns_all_three_created(athena):
    made = [create(athena, f"task {n}") for n in range(3)]
    answer = athena.call("poll_tasks", limit=10)
    shown = [task for group in answer.values() if isinstance(group, list) for task in group]
    assert sorted(shown) == sorted(made)


def test_04_assigning_sets_the_state_and_the_agent(athena):
    register(athena, "a1")
    task = create(athena)
    athena.call("assign_task", task_id=task, agent_id="a1")
    found = status(athena, task)
    assert (found["status"], found["assigned_to"]) == ("assigned", "a1")


def test_05_completing_stores_the_duration_from_the_metrics(athena):
    register(athena, "a1")
    task = create(athena)
    lease = start(athena, task, "a1")
    athena.call("complete_task", lease=lease, result={"ok": True}, metrics={"duration_ms": 1500})
    found = status(athena, task, detail="full")
    assert found["status"] == "completed"
    assert found["metrics"]["duration_ms"] == 1500


def test_06_failing_with_a_retry_makes_it_pending_again(athena):
    register(athena, "a1")
    task = create(athena)
    lease = start(athena, task, "a1")
    athena.call("fail_task", lease=lease, error="the network was gone", should_retry=True)
    found = status(athena, task, detail="full")
    assert (found["status"], found["retry_count"]) == ("pending", 1)
    assert found.get("assigned_to") is None


def test_07_failing_without_a_retry_makes_it_failed_and_keeps_the_error(athena):
    register(athena, "a1")
    task = create(athena)
    lease = start(athena, task, "a1")
    athena.call("fail_task", lease=lease, error="the input is wrong", should_retry=False)
    found = status(athena, task, detail="full")
    assert (found["status"], found["error"]) == ("failed", "the input is wrong")


def test_08_dependencies_are_stored_and_enforced(athena):
    register(athena, "a1")
    first = create(athena, "first")
    second = create(athena, "second", dependencies=[first])
    found = status(athena, second, detail="full")
    assert (found["dependencies"], found["status"]) == ([first], "blocked")
    with pytest.raises(ToolFailure) as refused:
        athena.call("assign_task", task_id=second, agent_id="a1")
    assert refused.value.code == "illegal_transition"
    athena.call("complete_task", lease=start(athena, first, "a1"), result="done")
    assert status(athena, second)["status"] == "pending"


def test_09_polling_orders_high_before_medium_before_low(athena):
    for priority in ("low", "high", "medium"):
        create(athena, priority, priority=priority)
    assert polled(athena) == ["high", "medium", "low"]


def test_10_querying_by_type_and_by_priority_returns_exactly_one(athena):
    analysis = create(athena, "one", type="analysis", priority="low")
    review = create(athena, "two", type="review", priority="high")
    by_type = athena.call("query_tasks", type="analysis")["tasks"]
    by_priority = athena.call("query_tasks", priority="high")["tasks"]
    assert [task["id"] for task in by_type] == [analysis]
    assert [task["id"] for task in by_priority] == [review]


def test_11_statistics_after_one_completed_and_one_pending(athena):
    register(athena, "a1")
    done = create(athena, "one")
    create(athena, "two")
    athena.call("complete_task", lease=start(athena, done, "a1"), result="done")
    metrics = athena.call("get_queue_metrics")
    assert (metrics["completed"], metrics["pending"], metrics["success_rate"]) == (1, 1, 1.0)


def test_12_registered_skills_can_be_read(athena):
    register(athena, "a1", "swift", "sql")
    assert sorted(record(athena, "a1")["skills"]) == ["sql", "swift"]


def test_13_an_agent_is_found_only_when_it_has_all_skills(athena):
    register(athena, "a1", "swift", "sql")
    register(athena, "a2", "swift")

    def found(*skills):
        agents = athena.call("find_capable_agents", requirements=list(skills))["agents"]
        return sorted(agent["agent"] for agent in agents)

    assert found("swift") == ["a1", "a2"]
    assert found("swift", "sql") == ["a1"]


def test_14_a_fresh_agent_shows_no_rate_and_then_its_first_success(athena):
    register(athena, "a1")
    assert record(athena, "a1")["success_rate"] is None
    succeed(athena, "a1", 1000)
    found = record(athena, "a1")
    assert (found["successes"], found["mean_ms"]) == (1, 1000)


def test_15_two_successes_and_one_failure_give_two_thirds(athena):
    register(athena, "a1")
    succeed(athena, "a1", 1000)
    succeed(athena, "a1", 1200)
    fall_short(athena, "a1")
    found = record(athena, "a1")
    assert (found["successes"], found["failures"]) == (2, 1)
    assert found["success_rate"] == 2 / 3
    assert found["mean_ms"] == 1100


def test_16_teaching_adds_a_skill(athena):
    register(athena, "a1", "swift")
    athena.call("set_agent_skill", agent_id="a1", skill="sql")
    assert sorted(record(athena, "a1")["skills"]) == ["sql", "swift"]


def test_17_a_deregistered_agent_is_not_found(athena):
    register(athena, "a1", "swift")
    athena.call("deregister_agent", agent_id="a1")
    assert athena.call("find_capable_agents", requirements=["swift"])["agents"] == []
    with pytest.raises(ToolFailure) as refused:
        record(athena, "a1")
    assert refused.value.code == "agent_unknown"


def test_18_totals_and_skill_counts(athena):
    register(athena, "a1", "swift", "sql")
    register(athena, "a2", "swift")
    fleet = athena.call("get_agent_health")
    assert (fleet["total"], fleet["skills"]) == (2, {"swift": 2, "sql": 1})


def test_19_routing_picks_the_capable_agent(athena):
    register(athena, "a1", "sql")
    register(athena, "a2", "swift")
    task = create(athena, requirements=["swift"])
    assert athena.call("route_task", task_id=task)["agent"] == "a2"


def test_20_routing_answers_null_when_nobody_is_capable(athena):
    register(athena, "a1", "sql")
    task = create(athena, requirements=["gpu"])
    answer = athena.call("route_task", task_id=task)
    assert answer["agent"] is None
    assert "gpu" in answer["reason"]


def test_21_two_of_two_ranks_above_one_of_two(athena):
    register(athena, "steady")
    register(athena, "shaky")
    succeed(athena, "steady", 1000)
    succeed(athena, "steady", 1000)
    succeed(athena, "shaky", 1000)
    fall_short(athena, "shaky")
    task = create(athena)
    assert athena.call("route_task", task_id=task)["agent"] == "steady"
    found = athena.call("find_capable_agents", requirements=[])["agents"]
    assert [agent["agent"] for agent in found] == ["steady", "shaky"]


def test_22_exclusions_are_honoured(athena):
    register(athena, "a1", "swift")
    register(athena, "a2", "swift")
    task = create(athena, requirements=["swift"])
    first = athena.call("route_task", task_id=task)["agent"]
    second = athena.call("route_task", task_id=task, exclude_agents=[first])["agent"]
    assert {first, second} == {"a1", "a2"}


def test_23_the_whole_way_with_statistics_at_each_step(athena):
    def counts():
        metrics = athena.call("get_queue_metrics")
        return {name: metrics.get(name, 0) for name in ("pending", "assigned", "running", "completed")}

    register(athena, "a1", "swift")
    task = create(athena, requirements=["swift"])
    assert counts() == {"pending": 1, "assigned": 0, "running": 0, "completed": 0}
    assert athena.call("route_task", task_id=task)["agent"] == "a1"
    assert counts() == {"pending": 1, "assigned": 0, "running": 0, "completed": 0}
    athena.call("assign_task", task_id=task, agent_id="a1")
    assert counts() == {"pending": 0, "assigned": 1, "running": 0, "completed": 0}
    (lease,) = leases_in(athena.call("start_task", task_id=task, agent_id="a1"))
    assert counts() == {"pending": 0, "assigned": 0, "running": 1, "completed": 0}
    athena.call("complete_task", lease=lease.text, result={"ok": True}, metrics={"duration_ms": 10})
    assert counts() == {"pending": 0, "assigned": 0, "running": 0, "completed": 1}
    assert record(athena, "a1")["successes"] == 1


def test_24_three_tasks_over_two_agents_are_all_assigned_and_balanced(athena):
    register(athena, "a1", "swift")
    register(athena, "a2", "swift")
    made = [create(athena, f"task {n}", requirements=["swift"]) for n in range(3)]
    for task in made:
        assert athena.call("route_task", task_id=task, assign=True)["agent"] in ("a1", "a2")
    found = [status(athena, task) for task in made]
    assert {task["status"] for task in found} == {"assigned"}
    assert sorted([task["assigned_to"] for task in found].count(agent) for agent in ("a1", "a2")) == [1, 2]


def test_the_revision_is_the_one_that_the_mode_asks_for(athena):
    expected = {"auto": "2026-07-28", "legacy": "2025-11-25", "2026-07-28": "2026-07-28"}
    assert athena.protocol_version == expected[athena.mode]


def test_every_tool_is_listed_with_its_schemas_and_in_a_fixed_order(athena):
    tools = athena.tools()
    assert [tool.name for tool in tools] == [tool.name for tool in athena.tools()]
    for tool in tools:
        assert tool.input_schema["type"] == "object" and tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        assert len(tool.name) <= 32 and len(tool.description) <= 300
        assert not {"oneOf", "anyOf", "allOf"} & set(tool.input_schema)


def test_resources_tell_of_tasks_agents_and_the_state(athena):
    register(athena, "a1")
    task = create(athena, "Read me")
    assert {str(resource.uri) for resource in athena.resources()} >= {"athena://agents", "athena://status"}
    (content,) = athena.read(f"athena://task/{task}")
    assert json.loads(content.text)["content"] == "Read me"
    (content,) = athena.read("athena://agents")
    told = json.loads(content.text)
    assert (told["total"], [agent["agent"] for agent in told["agents"]]) == (1, ["a1"])
    (content,) = athena.read("athena://status")
    told = json.loads(content.text)
    assert told["health"] and (told["pending"], told["completed"]) == (1, 0)


def test_a_task_of_another_project_is_no_resource(athena, shared_server):
    foreign = created_id(shared_server.http().call("create_task", project="elsewhere", content="Secret plan"))
    with pytest.raises(ProtocolFailure) as refused:
        athena.read(f"athena://task/{foreign}")
    assert "Secret" not in str(refused.value)


def test_search_finds_a_task_by_the_words_of_its_content(wire):
    task = wire.call("create_task", content="Count the purple sheep")["task_id"]
    wire.call("create_task", content="Count the green goats")
    found = wire.call("search", text="purple sheep")["tasks"]
    assert [entry["id"] for entry in found] == [task]


def test_a_wait_without_work_ends_empty(athena):
    register(athena, "a1")
    assert leases_in(athena.call("claim_task", agent_id="a1", wait_seconds=1)) == []


def test_a_waiting_claim_is_answered_when_work_comes(athena, shared_server, project):
    """The wait is much longer than the test may take, and the work comes from another client."""
    register(athena, "a1")
    with ThreadPoolExecutor(1) as pool:
        begun = time.monotonic()
        claim = pool.submit(athena.call, "claim_task", agent_id="a1", wait_seconds=40)
        athena.call("get_health")
        assert not claim.done()
        task = created_id(shared_server.http().call("create_task", project=project, content="Now"))
        (lease,) = leases_in(claim.result(20))
    assert lease.task == task
    assert time.monotonic() - begun < 20, "the claim was answered when work came, not when its time was up"


def test_work_that_comes_wakes_a_claim_that_the_server_has_read_before(shared_server, project):
    """A line behind the claim is answered first, so that the claim waits for certain when the work comes."""
    wire = shared_server.stdio(project)
    wire.call("register_agent", agent_id="a1")
    params = call_params("claim_task", {"agent_id": "a1", "wait_seconds": 40})
    wire.send_line(compact({"jsonrpc": "2.0", "id": "waits", "method": "tools/call", "params": params}))
    wire.call("get_health")
    task = created_id(shared_server.http().call("create_task", project=project, content="Now"))
    answer = json.loads(wire.read_line(20))
    (lease,) = leases_in(answer["result"]["structuredContent"])
    assert (answer["id"], lease.task) == ("waits", task)
    wire.close()
