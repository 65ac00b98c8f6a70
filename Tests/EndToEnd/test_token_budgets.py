"""What each answer and the tool definitions cost a model, against the budgets; prints the table."""

import json
from pathlib import Path

import pytest

from harness.answers import created_id, leases_in
from harness.server import Server
from harness.tokens import definition, table, tokens

# The most that each may ever cost.
BUDGETS = {
    "create": 15,
    "route": 38,
    "assign": 20,
    "start": 35,
    "complete": 20,
    "poll(10, concise)": 60,
    "poll(10, title)": 250,
    "claim beside the brief": 60,
    "query(50, concise)": 450,
    "metrics": 60,
    "health": 40,
    "create to complete with a poll": 195,
    "worker definitions": 1800,
    "standard definitions": 4400,
}
# What was reached, and 10 % above it: the bars that are held, and that only ever fall.
HELD = Path(__file__).with_name("token_bars.json")


@pytest.fixture(scope="module")
def counted(binary, tmp_path_factory) -> dict[str, int]:
    """Counted on a database of its own, so that ids are as long in every run."""
    server = Server(binary, tmp_path_factory.mktemp("tokens"))
    server.start()
    client = server.stdio("tokens")
    try:
        found = workflow(client) | claims(client) | lists(client)
        return found | {f"{set_} definitions": definitions(server, set_) for set_ in ("worker", "standard")}
    finally:
        client.close()
        server.stop()


def workflow(client) -> dict[str, int]:
    """Create, poll, route, assign, start, complete: the six answers of one task's way, with nine others waiting."""
    client.call("register_agent", agent_id="analyst", skills=["sql"])
    for number in range(9):
        client.call("create_task", content=f"Summarise the sales of week {number}", requirements=["sql"])
    created = client.call("create_task", content="Summarise the sales of last week", requirements=["sql"])
    task = created_id(created)
    answers = {"create": created, "poll(10, concise)": client.call("poll_tasks", limit=10)}
    answers["route"] = client.call("route_task", task_id=task)
    answers["assign"] = client.call("assign_task", task_id=task, agent_id="analyst")
    answers["start"] = client.call("start_task", task_id=task, agent_id="analyst")
    (lease,) = leases_in(answers["start"])
    result = {"revenue": 10}
    answers["complete"] = client.call(
        "complete_task", lease=lease.text, result=result, metrics={"duration_ms": 1000}
    )
    costs = {name: tokens(answer) for name, answer in answers.items()}
    return costs | {"create to complete with a poll": sum(costs.values())}


def claims(client) -> dict[str, int]:
    """A claim without the text of its brief."""
    answer = client.call("claim_task", agent_id="analyst")
    (task,) = answer["tasks"]
    return {"claim beside the brief": tokens(answer) - tokens(task["content"])}


def lists(client) -> dict[str, int]:
    """Lists of ten and of fifty, metrics and health."""
    for number in range(50):
        client.call("create_task", content=f"Check the figures of shop {number}", type="check")
    listed = client.call("query_tasks", limit=50, fields="concise")
    assert len(listed["tasks"]) == 50
    return {
        "poll(10, title)": tokens(client.call("poll_tasks", limit=10, fields="title")),
        "query(50, concise)": tokens(listed),
        "metrics": tokens(client.call("get_queue_metrics")),
        "health": tokens(client.call("get_health")),
    }


def definitions(server, toolset: str) -> int:
    """All tools of a set as a client shows them, output schemas included."""
    client = server.stdio("tokens", toolset=toolset)
    try:
        tools = client.request("tools/list")["result"]["tools"]
    finally:
        client.close()
    return tokens([definition(tool) for tool in tools])


def test_the_table_of_token_costs(counted, capsys):
    held = json.loads(HELD.read_text())
    with capsys.disabled():
        print("\n" + table(counted, BUDGETS, held))
    assert set(held) == set(BUDGETS)
    for name, most in BUDGETS.items():
        assert held[name] <= most, f"the bar of {name} stands above its budget"


@pytest.mark.parametrize("name", BUDGETS)
def test_it_costs_no_more_than_its_budget(counted, name):
    held = json.loads(HELD.read_text())
    assert counted[name] <= held[name], f"{name}: {counted[name]} tokens, {held[name]} are held"
