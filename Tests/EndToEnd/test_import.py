"""A plan from elsewhere: imported, imported again, explained, exported, imported elsewhere, drained.

It is a real one of 704 records where that is at hand, else one that is made up with the same oddities.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from harness.beads import REAL_PLAN, Plan
from harness.checker import violations
from harness.fleet import Fleet
from harness.reading import all_tasks, head_of_the_log
from harness.sample_beads import write_sample
from harness.server import Server

AGENTS = 6


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory) -> Path:
    return REAL_PLAN if REAL_PLAN.exists() else write_sample(tmp_path_factory.mktemp("plan") / "sample.jsonl")


@pytest.fixture(scope="module")
def plan(plan_file) -> Plan:
    return Plan(plan_file)


@pytest.fixture(scope="module")
def imported(binary, plan_file, tmp_path_factory):
    """A server that holds the plan in the default project; the report of its import stands beside it."""
    server = Server(binary, tmp_path_factory.mktemp("import"))
    server.start()
    server.report = server.command_line().json("import", "beads", str(plan_file))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def tasks(imported) -> dict[str, dict]:
    """The imported tasks by their beads id."""
    return {beads_id(task): task for task in all_tasks(imported.http()).values()}


def beads_id(task: dict) -> str:
    """The id that a task has in the beads file, which its external reference names."""
    return task["external_ref"].removeprefix("beads:")


@pytest.mark.skipif(
    not REAL_PLAN.exists(),
    reason=f"{REAL_PLAN.name} is not beside the repository, so that a made-up plan is imported in its place",
)
def test_the_independent_reading_knows_the_plan(plan):
    assert len(plan.records) == 704
    assert (plan.edges["blocks"], plan.edges["parent-child"], len(plan.dangling)) == (377, 359, 30)
    assert len(plan.names("pending")) == 49


def test_the_plan_has_every_oddity(plan):
    """What the tests below would not test if the plan had none of it."""
    assert plan.dangling and plan.edges["blocks"] and plan.edges["parent-child"]
    assert all(plan.names(status) for status in ("pending", "blocked", "completed", "cancelled"))
    assert any(plan.open_causes(name) for name in plan.names("completed"))
    assert any(task["status"] not in ("open", "closed") for task in plan.records.values())


def test_a_dry_run_reports_and_changes_nothing(server, plan, plan_file):
    server.start()
    report = server.command_line().json("import", "beads", str(plan_file), "--dry-run")
    assert report["next"].startswith("athena import beads") and "--dry-run" not in report["next"]
    assert report["data"]["created"] == len(plan.records)
    assert head_of_the_log(server.http()) == 0
    assert all_tasks(server.http()) == {}


def test_every_record_becomes_a_task_in_the_state_that_the_plan_implies(plan, tasks):
    assert {name: task["status"] for name, task in tasks.items()} == {name: plan.status(name) for name in plan.records}


def test_priorities_parents_and_dependencies_are_kept(plan, tasks):
    names = {task["id"]: name for name, task in tasks.items()}
    for name, task in tasks.items():
        assert task["priority"] == plan.priority(name)
        assert names.get(task.get("parent")) == plan.parent.get(name)
        children = {child for child, parent in plan.parent.items() if parent == name}
        told = {names[other] for other in task.get("dependencies", [])}
        assert told == plan.waits_for[name] - children, name


def test_a_closed_record_carries_its_close_reason_as_result_and_no_attempt(plan, imported, tasks):
    client = imported.http()
    for name in plan.names("completed"):
        assert plan.records[name]["close_reason"] in json.dumps(tasks[name]["result"], ensure_ascii=False)
        shown = client.call("get_task_status", task_id=tasks[name]["id"], detail="history")
        assert shown["status"] == "completed" and shown["attempts"] == [], name


def test_what_was_done_elsewhere_is_in_no_statistics(imported):
    client = imported.http()
    metrics = client.call("get_queue_metrics")
    assert metrics["success_rate"] is None and "mean_run_ms" not in metrics, metrics
    assert client.call("get_agent_health")["total"] == 0
    token = {"Authorization": f"Bearer {imported.token}"}
    page = imported.get("/metrics", **token)[1].decode()
    counted = [line for line in page.splitlines() if line.startswith("athena_task_claims_total")]
    assert counted and all(line.endswith(" 0") for line in counted), counted


def test_the_original_line_is_kept_whole(plan, tasks):
    for name, record in plan.records.items():
        assert record in tasks[name]["metadata"].values()


def test_dangling_edges_are_reported_and_kept_and_block_nothing(plan, imported, tasks):
    report = imported.report["data"]
    assert len(report["dangling"]) == len(plan.dangling)
    for source, target, _ in plan.dangling:
        assert target in json.dumps(tasks[source]["metadata"])


def test_the_ready_list_is_what_the_plan_implies(plan, imported, tasks):
    client, listed, cursor = imported.http(), [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = client.call("poll_tasks", limit=50, fields="title", **more)
        listed += [task["id"] for task in page["tasks"]]
        cursor = page.get("more")
        if not cursor:
            break
    assert set(listed) == {tasks[name]["id"] for name in plan.names("pending")}
    assert len(set(listed)) == len(listed)


def test_every_blocked_task_says_which_open_tasks_hold_it(plan, imported, tasks):
    client = imported.http()
    for name in plan.names("blocked"):
        why = client.call("get_task_why", task_id=tasks[name]["id"])
        named = {entry["task_id"] for entry in why["waits_for"]}
        assert named == {tasks[cause]["id"] for cause in plan.open_causes(name)}, (name, why)
        assert why["why"], name


def test_a_second_import_changes_nothing(imported, plan, plan_file):
    client = imported.http()
    before = head_of_the_log(client)
    report = imported.command_line().json("import", "beads", str(plan_file))["data"]
    assert (report["created"], report["unchanged"]) == (0, len(plan.records))
    assert head_of_the_log(client) == before


def essence(task: dict) -> dict:
    """What must survive an export and an import: everything but what the new database numbers and times itself."""
    own = {"id", "created_at", "updated_at", "parent", "dependencies", "dependents", "ready_at", "created_by"}
    return {name: value for name, value in task.items() if name not in own}


def shape(tasks: dict[str, dict]) -> dict[str, tuple]:
    """Parents and dependencies by external names."""
    names = {task["id"]: name for name, task in tasks.items()}
    return {
        name: (names.get(task.get("parent")), {names[other] for other in task.get("dependencies", [])})
        for name, task in tasks.items()
    }


@pytest.mark.parametrize("form", ["jsonl", "beads"])
def test_an_export_imports_into_a_new_database_without_loss(imported, tasks, server, tmp_path, form):
    file = tmp_path / f"export.{form}"
    file.write_text(imported.command_line().run("export", "--format", form).stdout)
    server.start()
    server.command_line().run("import", form, str(file))
    again = {beads_id(task): task for task in all_tasks(server.http()).values()}
    assert again.keys() == tasks.keys()
    assert shape(again) == shape(tasks)
    for name, task in tasks.items():
        assert essence(again[name]) == essence(task)


def test_a_beads_export_holds_every_original_record(plan, imported):
    lines = imported.command_line().run("export", "--format", "beads").stdout.splitlines()
    exported = {record["id"]: record for record in map(json.loads, lines)}
    assert exported.keys() == plan.records.keys()
    for name, record in plan.records.items():
        missing = {key: value for key, value in record.items() if exported[name].get(key) != value}
        assert missing == {}, name


def test_skills_can_come_from_the_type(server, plan, plan_file):
    server.start()
    server.command_line().json("import", "beads", str(plan_file), "--skill-from", "type")
    kinds = Counter(task["type"] for task in all_tasks(server.http()).values())
    assert kinds == Counter(record["issue_type"] for record in plan.records.values())
    for task in all_tasks(server.http()).values():
        assert task["requirements"] == [task["type"]]


def test_six_agents_drain_the_plan_in_its_order(server, plan, plan_file, tmp_path):
    server.start()
    server.command_line().json("import", "beads", str(plan_file))
    fleet = Fleet(server, tmp_path, "default", "stdio", lease_seconds=60)
    for number in range(AGENTS):
        fleet.start(f"agent{number}", "drain")
    fleet.finish(seconds=180)
    history = fleet.history()
    assert violations(history) == []
    done = [call for call in history.calls if call.tool == "complete_task"]
    assert len(done) == len(plan.names("pending")) + len(plan.names("blocked"))
    assert_order(plan, history)


def assert_order(plan: Plan, history):
    """Each task was granted only after everything it waits for had been completed, by the agents' own clocks."""
    names = {task["id"]: beads_id(task) for task in history.tasks.values()}
    sent, granted = {}, {}
    for call in history.calls:
        if call.tool == "complete_task" and call.is_acknowledged:
            sent[names[call.arguments["lease"].split(".")[0]]] = call.sent
        elif call.tool == "claim_task" and call.is_acknowledged:
            for task in call.result["tasks"]:
                granted[names[task["task_id"]]] = call.answered
    for name, moment in granted.items():
        for cause in plan.open_causes(name):
            assert sent[cause] < moment, f"{name} was granted before {cause} was completed"
