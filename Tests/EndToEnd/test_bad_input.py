"""Bad input of every kind, over stdio and HTTP: one clear error each, nothing changed, the server lives."""

import http.client
import json
from dataclasses import dataclass

import pytest

from harness.answers import created_id, leases_in
from harness.reading import head_of_the_log
from harness.wire import META, ProtocolFailure, ToolFailure, call_params, compact, standard_headers

CODES = {
    "invalid_argument", "not_found", "agent_unknown", "illegal_transition", "dependency_unknown", "dependency_cycle",
    "idempotency_mismatch", "lease_lost", "lease_invalid", "agent_not_capable", "agent_full", "agent_inactive",
    "not_permitted", "unauthenticated", "too_large", "rate_limited", "storage_full", "unavailable", "timeout",
    "internal",
}  # fmt: skip


@dataclass
class World:
    """What the bad calls can refer to."""

    client: object
    pending: str
    needs_gpu: str
    done: str
    running: str
    lease: str
    stale: str
    foreign: str
    foreign_lease: str


@pytest.fixture
def world(wire, shared_server, project):
    for name in ("a", "b"):
        wire.call("register_agent", agent_id=name, skills=["text"])
    done = created_id(wire.call("create_task", content="done", priority="critical"))
    finished = claim(wire, "a")
    wire.call("complete_task", lease=finished, result={"ok": True})
    running = created_id(wire.call("create_task", content="running", priority="critical"))
    stale = claim(wire, "a")
    wire.call("release_task", lease=stale)
    lease = claim(wire, "a")
    pending = created_id(wire.call("create_task", content="pending", idempotency_key="made"))
    needs_gpu = created_id(wire.call("create_task", content="gpu", requirements=["gpu"]))
    foreign, foreign_lease = somebody_elses_task(shared_server, f"{project}-other")
    return World(wire, pending, needs_gpu, done, running, lease, stale, foreign, foreign_lease)


def claim(client, agent: str) -> str:
    (lease,) = leases_in(client.call("claim_task", agent_id=agent))
    return lease.text


def somebody_elses_task(server, project: str):
    client = server.http()
    task = created_id(client.call("create_task", project=project, content="theirs"))
    client.call("register_agent", project=project, agent_id="x")
    (lease,) = leases_in(client.call("claim_task", project=project, agent_id="x"))
    client.close()
    return task, lease.text


def forged(world) -> str:
    """The running task's lease with another signature."""
    head, signature = world.lease.rsplit(".", 1)
    return f"{head}.{signature[::-1]}"


def another_fence(world) -> str:
    task, fence, signature = world.lease.split(".", 2)
    return f"{task}.{int(fence) + 1}.{signature}"


TABLE = [
    ("an unknown argument", "create_task", lambda w: {"content": "x", "colour": "red"}, "invalid_argument"),
    ("identity as an argument", "create_task", lambda w: {"content": "x", "principal": "root"}, "invalid_argument"),
    ("a number for a text", "create_task", lambda w: {"content": 7}, "invalid_argument"),
    ("a text for a list", "create_task", lambda w: {"content": "x", "requirements": "sql"}, "invalid_argument"),
    ("a text for an object", "create_task", lambda w: {"content": "x", "metadata": "m"}, "invalid_argument"),
    ("a fraction for a whole number", "create_task", lambda w: {"content": "x", "max_attempts": 1.5}, "invalid_argument"),
    ("a time beyond every calendar", "create_task", lambda w: {"content": "x", "deadline": 10**18}, "invalid_argument"),
    ("null for a required text", "create_task", lambda w: {"content": None}, "invalid_argument"),
    ("no content at all", "create_task", lambda w: {}, "invalid_argument"),
    ("empty content", "create_task", lambda w: {"content": ""}, "invalid_argument"),
    ("one task and a batch", "create_task", lambda w: {"content": "x", "tasks": [{"content": "y"}]}, "invalid_argument"),
    ("an empty batch", "create_task", lambda w: {"tasks": []}, "invalid_argument"),
    ("a batch of 501", "create_task", lambda w: {"tasks": [{"content": "x"}] * 501}, "invalid_argument|too_large"),
    ("a bad task in a batch", "create_task", lambda w: {"tasks": [{"content": "x"}, {"content": 1}]}, "invalid_argument"),
    ("an unknown member in a batch", "create_task", lambda w: {"tasks": [{"content": "x", "size": 1}]}, "invalid_argument"),
    ("an unknown priority", "create_task", lambda w: {"content": "x", "priority": "urgent"}, "invalid_argument"),
    ("an upper-case skill", "create_task", lambda w: {"content": "x", "requirements": ["SQL"]}, "invalid_argument"),
    ("33 requirements", "create_task", lambda w: {"content": "x", "requirements": [f"s{n}" for n in range(33)]}, "invalid_argument|too_large"),
    ("no attempts", "create_task", lambda w: {"content": "x", "max_attempts": 0}, "invalid_argument"),
    ("101 attempts", "create_task", lambda w: {"content": "x", "max_attempts": 101}, "invalid_argument"),
    ("a lease of no time", "create_task", lambda w: {"content": "x", "lease_seconds": 0}, "invalid_argument"),
    ("a lease of more than a day", "create_task", lambda w: {"content": "x", "lease_seconds": 86401}, "invalid_argument"),
    ("text with NUL", "create_task", lambda w: {"content": "a\0b"}, "invalid_argument"),
    ("a title with NUL", "create_task", lambda w: {"content": "x", "title": "\0"}, "invalid_argument"),
    ("metadata with NUL", "create_task", lambda w: {"content": "x", "metadata": {"k": "\0"}}, "invalid_argument"),
    ("content over 64 KB", "create_task", lambda w: {"content": "x" * 65537}, "too_large"),
    ("metadata over 16 KB", "create_task", lambda w: {"content": "x", "metadata": {"k": "v" * 16400}}, "too_large"),
    ("an unknown dependency", "create_task", lambda w: {"content": "x", "dependencies": ["t99999999"]}, "dependency_unknown"),
    ("another project's dependency", "create_task", lambda w: {"content": "x", "dependencies": [w.foreign]}, "dependency_unknown"),
    ("an unknown reference", "create_task", lambda w: {"tasks": [{"content": "x", "dependencies": ["#y"]}]}, "dependency_unknown"),
    ("a cycle of two", "create_task", lambda w: {"tasks": cycle(2)}, "dependency_cycle"),
    ("a cycle of a hundred", "create_task", lambda w: {"tasks": cycle(100)}, "dependency_cycle"),
    ("a task that waits for itself", "create_task", lambda w: {"tasks": cycle(1)}, "dependency_cycle"),
    ("a reference given twice", "create_task", lambda w: {"tasks": [{"content": "x", "ref": "r"}] * 2}, "invalid_argument"),
    ("a key with other arguments", "create_task", lambda w: {"content": "other", "idempotency_key": "made"}, "idempotency_mismatch"),
    ("an unknown id", "get_task_status", lambda w: {"task_id": "t99999999"}, "not_found"),
    ("another project's id", "get_task_status", lambda w: {"task_id": w.foreign}, "not_found"),
    ("an id that is none", "get_task_status", lambda w: {"task_id": "../../etc/passwd"}, "invalid_argument|not_found"),
    ("an id beyond every number", "get_task_status", lambda w: {"task_id": "t" + "9" * 30}, "invalid_argument|not_found"),
    ("neither one id nor several", "get_task_status", lambda w: {}, "invalid_argument"),
    ("one id and several", "get_task_status", lambda w: {"task_id": w.done, "task_ids": [w.done]}, "invalid_argument"),
    ("51 ids", "get_task_status", lambda w: {"task_ids": [w.done] * 51}, "invalid_argument|too_large"),
    ("an unknown detail", "get_task_status", lambda w: {"task_id": w.done, "detail": "all"}, "invalid_argument"),
    ("starting what nobody assigned", "start_task", lambda w: {"task_id": w.pending, "agent_id": "a"}, "illegal_transition"),
    ("assigning what is running", "assign_task", lambda w: {"task_id": w.running, "agent_id": "b"}, "illegal_transition"),
    ("assigning what is done", "assign_task", lambda w: {"task_id": w.done, "agent_id": "b"}, "illegal_transition"),
    ("assigning to nobody", "assign_task", lambda w: {"task_id": w.pending, "agent_id": "nobody"}, "agent_unknown"),
    ("assigning to the incapable", "assign_task", lambda w: {"task_id": w.needs_gpu, "agent_id": "b"}, "agent_not_capable"),
    ("assigning another project's task", "assign_task", lambda w: {"task_id": w.foreign, "agent_id": "b"}, "not_found"),
    ("claiming without a name", "claim_task", lambda w: {}, "invalid_argument"),
    ("claiming unregistered", "claim_task", lambda w: {"agent_id": "nobody"}, "agent_unknown"),
    ("claiming 21", "claim_task", lambda w: {"agent_id": "b", "max": 21}, "invalid_argument"),
    ("claiming none", "claim_task", lambda w: {"agent_id": "b", "max": 0}, "invalid_argument"),
    ("waiting too long", "claim_task", lambda w: {"agent_id": "b", "wait_seconds": 46}, "invalid_argument"),
    ("waiting backwards", "claim_task", lambda w: {"agent_id": "b", "wait_seconds": -1}, "invalid_argument"),
    ("a forged lease", "complete_task", lambda w: {"lease": forged(w), "result": 1}, "lease_invalid"),
    ("a lease with another fence", "complete_task", lambda w: {"lease": another_fence(w), "result": 1}, "lease_invalid"),
    ("an empty lease", "complete_task", lambda w: {"lease": "", "result": 1}, "lease_invalid|invalid_argument"),
    ("a lease that is none", "complete_task", lambda w: {"lease": "give me", "result": 1}, "lease_invalid|invalid_argument"),
    ("another project's lease", "complete_task", lambda w: {"lease": w.foreign_lease, "result": 1}, "lease_invalid|not_found"),
    ("a stale lease", "complete_task", lambda w: {"lease": w.stale, "result": 1}, "lease_lost"),
    ("a stale lease that fails", "fail_task", lambda w: {"lease": w.stale, "error": "late"}, "lease_lost"),
    ("a lease beside another task", "complete_task", lambda w: {"lease": w.lease, "task_id": w.pending, "result": 1}, "invalid_argument"),
    ("no result", "complete_task", lambda w: {"lease": w.lease}, "invalid_argument"),
    ("a result over 256 KB", "complete_task", lambda w: {"lease": w.lease, "result": "x" * 262200}, "too_large"),
    ("a result with NUL", "complete_task", lambda w: {"lease": w.lease, "result": {"text": "\0"}}, "invalid_argument"),
    ("an unknown metric", "complete_task", lambda w: {"lease": w.lease, "result": 1, "metrics": {"speed": 1}}, "invalid_argument"),
    ("a negative duration", "complete_task", lambda w: {"lease": w.lease, "result": 1, "metrics": {"duration_ms": -1}}, "invalid_argument"),
    ("an unknown kind of failure", "fail_task", lambda w: {"lease": w.lease, "error": "x", "kind": "bad_luck"}, "invalid_argument"),
    ("an error over 8 KB", "fail_task", lambda w: {"lease": w.lease, "error": "x" * 8300}, "too_large"),
    ("progress over 100", "heartbeat_task", lambda w: {"lease": w.lease, "progress": 101}, "invalid_argument"),
    ("a heartbeat with a forged lease", "heartbeat_task", lambda w: {"lease": forged(w)}, "lease_invalid"),
    ("polling none", "poll_tasks", lambda w: {"limit": 0}, "invalid_argument"),
    ("polling a million", "poll_tasks", lambda w: {"limit": 1000000}, "invalid_argument"),
    ("polling for nobody", "poll_tasks", lambda w: {"agent_id": "nobody"}, "agent_unknown"),
    ("a bad cursor", "poll_tasks", lambda w: {"cursor": "garbage"}, "invalid_argument"),
    ("a bad cursor of a query", "query_tasks", lambda w: {"cursor": "!!!!"}, "invalid_argument"),
    ("an unknown status", "query_tasks", lambda w: {"status": ["lost"]}, "invalid_argument"),
    ("an unknown order", "query_tasks", lambda w: {"sort": "id; DROP TABLE tasks"}, "invalid_argument"),
    ("a negative page", "query_tasks", lambda w: {"limit": -1}, "invalid_argument"),
    ("events before the first", "query_events", lambda w: {"after": -1}, "invalid_argument"),
    ("routing an unknown task", "route_task", lambda w: {"task_id": "t99999999"}, "not_found"),
    ("routing neither one nor several", "route_task", lambda w: {}, "invalid_argument"),
    ("a window of no time", "get_queue_metrics", lambda w: {"window_minutes": 0}, "invalid_argument"),
    ("health of nobody", "get_agent_health", lambda w: {"agent_id": "nobody"}, "agent_unknown|not_found"),
    ("deregistering nobody", "deregister_agent", lambda w: {"agent_id": "nobody"}, "agent_unknown|not_found"),
    ("registering without room", "register_agent", lambda w: {"agent_id": "c", "max_concurrent": 0}, "invalid_argument"),
    ("registering twice the same words", "register_agent", lambda w: {"agent_id": "c", "skills": ["a"], "capabilities": ["b"]}, "invalid_argument"),
    ("retrying what never failed", "retry_task", lambda w: {"task_id": w.pending}, "illegal_transition"),
    ("answering what nobody asked", "answer_task", lambda w: {"task_id": w.pending, "answer": "42"}, "illegal_transition"),
]  # fmt: skip


def cycle(size: int) -> list[dict]:
    """Tasks that wait for each other in a ring."""
    return [{"content": "x", "ref": f"r{n}", "dependencies": [f"#r{(n + 1) % size}"]} for n in range(size)]


@pytest.mark.parametrize(("name", "tool", "arguments", "codes"), TABLE, ids=[row[0] for row in TABLE])
def test_bad_arguments_get_one_clear_error(world, name, tool, arguments, codes):
    before = head_of_the_log(world.client)
    with pytest.raises(ToolFailure) as refused:
        world.client.call(tool, **arguments(world))
    assert_is_clear(refused.value.error, codes.split("|"))
    assert head_of_the_log(world.client) == before, "nothing was changed"
    assert world.client.call("heartbeat_task", lease=world.lease)["stop"] is False, "the lease is as it was"


def assert_is_clear(error: dict, codes: list[str]):
    assert error["code"] in codes, error
    assert error["code"] in CODES
    assert error["applied"] is False
    for sentence in (error["message"], error["next"]):
        assert len(sentence.split()) > 2 and sentence[-1] in ".?!", error
    assert set(error) <= {"code", "message", "next", "applied", "retry_after_ms", "details"}


def test_an_id_of_another_project_is_refused_like_one_that_does_not_exist(world):
    said = []
    for task in (world.foreign, "t99999999"):
        with pytest.raises(ToolFailure) as refused:
            world.client.call("get_task_status", task_id=task)
        said.append(json.dumps(refused.value.error).replace(task, "ID"))
    assert said[0] == said[1]


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def create_with(arguments: bytes) -> bytes:
    """A request whose arguments are these bytes."""
    meta = compact(META)
    params = b'{"name":"create_task","arguments":' + arguments + b',"_meta":' + meta + b"}"
    return b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":' + params + b"}"


BODIES = [
    ("no JSON", b"hello", -32700),
    ("half a message", b'{"jsonrpc":"2.0","id":7', -32700),
    ("a key twice", create_with(b'{"content":"x","content":"y"}'), -32700),
    ("a key twice, once escaped", create_with(b'{"content":"x","c\\u006fntent":"y"}'), -32700),
    ("a key twice deep inside", create_with(b'{"content":"x","metadata":{"a":{"b":1,"b":2}}}'), -32700),
    ("invalid UTF-8", create_with(b'{"content":"\xff\xfe"}'), -32700),
    ("overlong UTF-8", create_with(b'{"content":"\xc0\xaf"}'), -32700),
    ("half a surrogate pair", create_with(b'{"content":"\\ud800"}'), -32700),
    ("a raw control character", create_with(b'{"content":"a\x01b"}'), -32700),
    ("too deep", create_with(b'{"content":"x","metadata":{"a":' + nested(80) + b"}}"), -32700),
    ("very deep", nested(200_000), -32700),
    ("too many values", create_with(b'{"content":"x","metadata":{"a":[' + b"0," * 30_000 + b"0]}}"), -32700),
    ("a number that is none", create_with(b'{"content":"x","deadline":01}'), -32700),
    ("a number beyond every integer", create_with(b'{"content":"x","deadline":' + b"9" * 25 + b"}"), -32700),
    ("not a number", create_with(b'{"content":"x","deadline":NaN}'), -32700),
    ("an empty array", b"[]", -32600),
    ("no request", b'{"jsonrpc":"2.0","id":7}', -32600),
    ("another version of JSON-RPC", b'{"jsonrpc":"1.0","id":7,"method":"ping"}', -32600),
    ("a null id", b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600),
    ("a text for params", b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":"x"}', -32602),
    ("a list for arguments", create_with(b"[]"), -32602),
]


@pytest.mark.parametrize(("name", "body", "code"), BODIES, ids=[row[0] for row in BODIES])
def test_bad_messages_get_one_protocol_error(shared_server, wire, project, name, body, code):
    wire.call("create_task", content="one")
    before = head_of_the_log(wire)
    error = error_of(wire, body)
    assert error["code"] == code, error
    assert len(error["message"]) > 4
    assert head_of_the_log(wire) == before, "nothing was changed"
    assert shared_server.is_alive()


def error_of(wire, body: bytes) -> dict:
    """Sends raw bytes over either transport and answers the JSON-RPC error."""
    if hasattr(wire, "send_line"):
        wire.send_line(body)
        return json.loads(wire.read_line(20))["error"]
    status, _, answer = wire.wire.post(body, standard_headers("tools/call", {"name": "create_task"}), 20)
    assert 200 <= status < 500, answer
    return json.loads(answer)["error"]


def test_a_line_over_4_mib_is_refused_and_the_next_is_answered(shared_server, project):
    wire = shared_server.stdio(project)
    assert error_of(wire, create_with(b'{"content":"' + b"x" * (5 << 20) + b'"}'))["code"] in (-32700, -32600)
    assert head_of_the_log(wire) == 0
    wire.close()


def test_a_body_over_4_mib_is_refused_by_its_announced_length(shared_server):
    connection = http.client.HTTPConnection("127.0.0.1", shared_server.port, timeout=20)
    connection.putrequest("POST", "/mcp")
    for name, value in standard_headers("tools/call", {"name": "create_task"}).items():
        connection.putheader(name, value)
    connection.putheader("Authorization", f"Bearer {shared_server.token}")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Accept", "application/json, text/event-stream")
    connection.putheader("Content-Length", str(5 << 20))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert shared_server.is_alive()


@pytest.mark.parametrize("tool", ["no_such_tool", "", "create_tasks", "CREATE_TASK"])
def test_an_unknown_tool_is_a_protocol_error(wire, tool):
    with pytest.raises(ProtocolFailure) as refused:
        wire.call(tool)
    assert refused.value.code == -32602


def test_an_unknown_method_is_a_protocol_error(wire):
    answer = getattr(wire, "wire", wire).request("tools/delete", {"_meta": META})
    assert answer["error"]["code"] == -32601


def test_call_params_that_name_no_tool_are_refused(wire):
    params = call_params("create_task", {"content": "x"})
    del params["name"]
    answer = getattr(wire, "wire", wire).request("tools/call", params)
    assert answer["error"]["code"] in (-32602, -32020)
