"""A whole project by the command line: exported, looked at, imported elsewhere, imported again; and files that are bad."""

import json
import re

import pytest

from harness.answers import created_id, leases_in
from harness.reading import head_of_the_log
from harness.server import Server


@pytest.fixture
def full(server):
    """A project with something of every kind."""
    server.start()
    client = server.http()
    client.call("register_agent", agent_id="ann", skills=["sql"], metadata={"model": "m"})
    top = client.call("create_goal", title="Top", deadline="2030-01-01T00:00:00Z")["goal"]
    goal = client.call("create_goal", title="Part", parent=top)["goal"]
    first = created_id(client.call("create_task", content="first", requirements=["sql"], goal=goal))
    created_id(client.call("create_task", content="second", dependencies=[first], external_ref="own"))
    lease = leases_in(client.call("claim_task", agent_id="ann"))[0]
    client.call("complete_task", lease=lease.text, result={"rows": 3}, metrics={"duration_ms": 5})
    client.call("claim_task", agent_id="ann")
    client.call("query_graph", add=[{"from": first, "relation": "USES", "to": "TOOL:rg"}])
    return server


@pytest.fixture
def other(binary, tmp_path):
    """A second, empty database."""
    folder = tmp_path / "other"
    folder.mkdir()
    server = Server(binary, folder)
    server.start()
    yield server
    server.stop()


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def kinds(lines: list[dict]) -> list[str]:
    return list(dict.fromkeys(line["_type"] for line in lines))


def test_a_whole_project_moves_to_another_database(full, other, tmp_path):
    file = tmp_path / "project.jsonl"
    said = full.command_line().run("export", "--out", str(file))
    lines = records(file.read_text())
    assert kinds(lines) == ["goal", "agent", "performance", "task", "entity", "relation"]
    assert f"{len(lines)} records" in said.stdout + said.stderr

    preview = other.command_line().json("import", "athena", str(file), "--dry-run")["data"]
    assert (preview["created"], preview["not_held"]) == (len(lines), {"lease_released": 1})
    assert head_of_the_log(other.http()) == 0

    done = other.command_line().json("import", "athena", str(file))["data"]
    assert (done["created"], done["unchanged"], done["skipped_total"]) == (len(lines), 0, 0)
    assert done["kinds"]["goal"] == {"created": 2, "unchanged": 0}
    again = records(other.command_line().run("export").stdout)
    assert kinds(again) == kinds(lines)
    for kind in ("goal", "agent", "performance", "entity"):
        assert [essence(line) for line in again if line["_type"] == kind] == [
            essence(line) for line in lines if line["_type"] == kind
        ]
    second = next(line for line in again if line.get("external_ref") == "own")
    assert (second["status"], second["attempts"][-1]["outcome"]) == ("pending", "released")

    head = head_of_the_log(other.http())
    repeated = other.command_line().json("import", "athena", str(file))["data"]
    assert (repeated["created"], repeated["unchanged"]) == (0, len(lines))
    assert head_of_the_log(other.http()) == head


def essence(line: dict) -> dict:
    """A line without the name that an import gives to what had none."""
    return {name: value for name, value in line.items() if name != "external_ref"}


def test_a_beads_export_has_tasks_alone(full):
    lines = records(full.command_line().run("export", "--format", "beads").stdout)
    assert [line["id"] for line in lines] == ["athena-t1", "own"]


BAD = {
    "no JSON": b'{"_type":"task",',
    "no object": b"[1]",
    "U+0000": b'{"_type":"task","id":"t9","content":"a\\u0000b"}',
    "too deep": b'{"_type":"task","id":"t9","content":"a","metadata":{"a":' + b"[" * 80 + b"]" * 80 + b"}}",
    "too long": b'{"_type":"task","id":"t9","content":"' + b"x" * (4 << 20) + b'"}',
    "invalid UTF-8": b'{"_type":"task","id":"t9","content":"\xff"}',
    "a member twice": b'{"_type":"task","id":"t9","id":"t8","content":"a"}',
    "a wrong form": b'{"_type":"task","id":"t9","content":"a","priority":"urgent"}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("options", [[], ["--dry-run"]], ids=["import", "dry run"])
def test_a_bad_line_is_named_and_nothing_is_applied(server, tmp_path, line, options):
    server.start()
    file = tmp_path / "bad.jsonl"
    file.write_bytes(b'{"_type":"goal","id":"g1","title":"G"}\n\n' + line + b"\n")
    done = server.command_line().run("import", "athena", str(file), *options, check=False)
    assert done.returncode == 64, done.stderr
    assert re.search(r"\bLine 3\b", done.stderr), done.stderr
    assert head_of_the_log(server.http()) == 0
