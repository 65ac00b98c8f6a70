"""A server that was killed is ready again at once, however much is in its queue."""

import os

from harness.answers import created_ids

TASKS = int(os.environ.get("RESTART_TASKS", "5000"))
READY_SECONDS = float(os.environ.get("RACE_READY_SECONDS", "15"))


def test_a_server_is_ready_soon_after_a_kill_and_has_everything(server):
    server.start()
    client = server.http()
    client.call("register_agent", agent_id="a1")
    for start in range(0, TASKS, 500):
        tasks = [{"content": f"task {start + number}"} for number in range(min(500, TASKS - start))]
        assert len(created_ids(client.call("create_task", tasks=tasks))) == len(tasks)
    client.call("claim_task", agent_id="a1", lease_seconds=600)
    server.kill()
    assert server.start() < READY_SECONDS
    assert server.http().call("get_queue_metrics")["pending"] == TASKS - 1
    (brief,) = server.http().call("claim_task", agent_id="a1", resume=True)["tasks"]
    assert brief["lease"]
