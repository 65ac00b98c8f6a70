"""Every command that no other test runs, once, for what it is there for."""

import json
import signal
import subprocess
import time
from datetime import datetime, timezone

import pytest

from harness.deadline import wait_until
from harness.reading import all_tasks


@pytest.fixture
def cli(shared_server, project):
    return shared_server.command_line(project)


def add(cli, content: str = "Count the sheep", *more: str) -> str:
    return cli.json("task", "add", content, *more)["data"]["task_id"]


def claim(cli, agent: str = "a1") -> str:
    cli.run("agent", "register", agent)
    (task,) = cli.json("task", "claim", "--agent", agent)["data"]["tasks"]
    return task["lease"]


def shown(cli, task: str) -> dict:
    return cli.json("task", "show", task)["data"]


def test_a_question_is_asked_and_answered(cli):
    task = add(cli)
    lease = claim(cli)
    cli.run("task", "ask", "Black ones too?", "--lease", lease)
    assert shown(cli, task)["status"] == "waiting"
    assert cli.run("task", "answer", task, "Yes").returncode == 0
    assert shown(cli, task)["status"] == "pending"
    (brief,) = cli.json("task", "claim", "--agent", "a1")["data"]["tasks"]
    assert "Yes" in json.dumps(brief)


def test_why_names_what_a_task_waits_for(cli):
    first = add(cli, "first")
    second = add(cli, "second", "--after", first)
    told = cli.json("task", "why", second)["data"]
    assert [entry["task_id"] for entry in told["waits_for"]] == [first]
    assert first in cli.run("task", "why", second).stdout


def test_a_retry_brings_a_failed_task_back(cli):
    task = add(cli)
    cli.run("task", "fail", claim(cli), "--error", "broken", "--kind", "permanent")
    assert shown(cli, task)["status"] == "failed"
    cli.run("task", "retry", task)
    assert shown(cli, task)["status"] == "pending"


def test_a_token_is_made_listed_used_and_revoked(cli, shared_server, project):
    made = cli.json("token", "create", "ci", "--scope", "tasks:read")["data"]
    assert made["id"] in json.dumps(cli.json("token", "list")) and made["token"] not in json.dumps(cli.json("token", "list"))
    wire = shared_server.http()
    wire.token = made["token"]
    assert wire.call("query_tasks", project=project)["tasks"] == []
    cli.run("token", "revoke", made["id"])
    wait_until(lambda: refused(wire, project), 5, "the revoked token is refused")
    wire.close()


def refused(wire, project: str) -> bool:
    status, _, _ = wire.post(b"{}")
    return status == 401


def test_goals_are_set_shown_and_reached(cli):
    goal = cli.json("goal", "add", "Know the flock")["data"]["goal"]
    part = cli.json("goal", "add", "Know the lambs", "--parent", goal)["data"]["goal"]
    task = add(cli, "Count the lambs", "--goal", part)
    assert {goal, part} <= set(json.dumps(cli.json("goal", "list")).replace('"', " ").split())
    cli.run("task", "complete", claim(cli), "--result", "12")
    told = cli.json("goal", "show", goal)["data"]
    assert "Know the lambs" in json.dumps(told) and "Know the flock" in cli.run("goal", "show", goal).stdout
    assert shown(cli, task)["goal"] == part


def test_the_graph_has_what_was_added_and_what_is_known(cli):
    first = add(cli, "first")
    second = add(cli, "second", "--after", first)
    cli.run("graph", "add", "FILE:main.swift")
    cli.run("graph", "add", second, "CHANGES", "FILE:main.swift")
    assert "FILE:main.swift" in json.dumps(cli.json("graph", "neighbors", second)["data"])
    path = json.dumps(cli.json("graph", "path", first, "FILE:main.swift")["data"])
    assert second in path and "CHANGES" in path
    assert "main.swift" in json.dumps(cli.json("graph", "search", "main")["data"])


def test_events_are_listed_and_followed(cli):
    task = add(cli)
    told = cli.json("event", "list", "--task", task)["data"]["events"]
    assert [event["kind"] for event in told][:1] == ["task.created"]
    tail = cli.start("event", "tail", "--after", "0", "--json", stdout=subprocess.PIPE, text=True)
    try:
        assert "task.created" in tail.stdout.readline()
        later = add(cli, "another")
        assert any(later in line for line in iter(tail.stdout.readline, ""))
    finally:
        tail.send_signal(signal.SIGINT)
        tail.wait(20)
        tail.stdout.close()


def test_patterns_are_found_in_what_was_done(cli):
    for number in range(3):
        goal = cli.json("goal", "add", f"Round {number}")["data"]["goal"]
        for kind in ("shear", "wash"):
            add(cli, kind, "--type", kind, "--goal", goal)
            cli.run("task", "complete", claim(cli), "--result", "done")
    told = json.dumps(cli.json("pattern", "list")["data"])
    assert "shear" in told and "wash" in told
    assert "shear" in cli.run("pattern", "list").stdout


def test_the_audit_lists_and_verifies(cli):
    task = add(cli)
    lines = [json.loads(line) for line in cli.run("audit", "list").stdout.splitlines()]
    assert any(event.get("task_id") == task for event in lines) and all("hash" in event for event in lines)
    assert cli.json("audit", "verify")["data"]["intact"] is True


def test_status_is_watched_line_by_line_in_a_pipe(cli):
    add(cli)
    watching = cli.start("status", "--watch", "--json", "--interval", "0.1", stdout=subprocess.PIPE, text=True)
    looks = [json.loads(watching.stdout.readline()) for _ in range(3)]
    watching.send_signal(signal.SIGINT)
    watching.stdout.close()
    watching.wait(20)
    assert all(look["data"]["metrics"]["pending"] == 1 for look in looks)


def test_the_bench_measures(cli, tmp_path):
    arguments = ["--tasks", "30", "--callers", "2", "--seconds", "0.1", "--folder", str(tmp_path), "--json"]
    lines = cli.run("bench", "--operations", "create,claim,cycle", *arguments).stdout.splitlines()
    told = [json.loads(line) for line in lines]
    assert {line.get("operation") for line in told} >= {"create", "claim", "cycle"}
    assert list(tmp_path.iterdir()) == [], "the temporary databases are gone"


def test_every_check_of_the_doctor_has_a_status_a_finding_and_a_fix(cli, shared_server):
    done = cli.run("doctor", "--port", str(shared_server.port), "--json", check=False)
    checks = {check["check"]: check for check in json.loads(done.stdout)["data"]["checks"]}
    assert checks.keys() >= {
        *("version", "permissions", "disk", "socket", "port", "hosts", "clock", "server", "tools", "token"),
        *("event log", "queue", "agents", "skills"),
    }
    for check in checks.values():
        assert check["finding"] and (check["status"] == "ok") == (check["fix"] is None), check
    for name in ("token", "hosts", "port", "clock"):
        assert checks[name]["status"] == "ok", checks[name]


def test_the_doctor_finds_a_token_that_others_can_read_and_skills_that_nobody_has(server):
    server.start()
    cli = server.command_line()
    cli.run("agent", "register", "a1", "--skill", "counting")
    add(cli, "Weigh the sheep", "--skill", "scales")
    token = server.db.with_name(server.db.name + ".token")
    token.chmod(0o644)
    done = cli.run("doctor", "--port", str(server.port), "--json", check=False)
    found = {check["check"]: check for check in json.loads(done.stdout)["data"]["checks"]}
    assert done.returncode == 1
    assert found["token"]["status"] == "fail" and found["token"]["fix"] == f"chmod 600 {token}"
    assert found["skills"]["status"] == "warn" and "scales" in json.dumps(found["skills"])
    token.chmod(0o600)


def test_a_copy_made_while_work_goes_on_brings_its_moment_back(server, tmp_path):
    """The drill: copy, go on, lose, restore, check."""
    server.start()
    cli = server.command_line()
    kept = add(cli, "Kept")
    copy = tmp_path / "copy.db"
    cli.run("db", "backup", str(copy))
    assert copy.stat().st_mode & 0o077 == 0
    assert cli.run("db", "check", str(copy)).stdout.rstrip().endswith("is sound.")
    lost = add(cli, "Made after the copy")
    assert cli.run("db", "restore", str(copy), "--yes", check=False).returncode == 69, "a server has the file"
    assert server.stop() == 0
    assert cli.run("db", "restore", str(copy), check=False).returncode == 64, "it is asked for first"
    told = cli.json("db", "restore", str(copy), "--yes")["data"]
    assert told["old_database"]
    assert cli.run("db", "check").returncode == 0
    server.start()
    tasks = all_tasks(server.http())
    assert kept in tasks and lost not in tasks
    assert cli.json("audit", "verify")["data"]["intact"] is True
    assert server.stop() == 0
    assert cli.run("db", "check", told["old_database"]).returncode == 0


def test_pruning_forgets_texts_and_the_log_stays_verifiable(server):
    server.start()
    cli = server.command_line()
    done = add(cli, "Forgotten soon")
    cli.run("task", "complete", claim(cli), "--result", "secret result")
    open_task = add(cli, "Still to do")
    now = datetime.now(timezone.utc)
    wait_until(lambda: (datetime.now(timezone.utc) - now).total_seconds() > 1.1, 5, "the second is over")
    before = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert cli.json("db", "prune", "--before", before, "--yes")["data"]["tasks"] == 1
    assert "secret result" not in json.dumps(cli.json("task", "show", done))
    assert shown(cli, open_task)["status"] == "pending"
    assert cli.json("audit", "verify")["data"]["intact"] is True


def test_vacuum_and_migrate_work_on_a_database_that_no_server_has(server):
    server.start()
    cli = server.command_line()
    task = add(cli)
    for command in ("vacuum", "migrate"):
        code = cli.run("db", command, check=False).returncode
        assert code == (69 if command == "vacuum" else 0), "there is nothing to migrate"
    assert server.stop() == 0
    told = cli.json("db", "migrate", "--dry-run")["data"]
    assert told["schema"] == told["newest"] and told["steps"] == []
    assert cli.json("db", "vacuum")["data"]["bytes"] > 0
    assert cli.run("db", "check").returncode == 0
    server.start()
    assert task in all_tasks(server.http())
