"""Who may speak to the HTTP endpoint, and what every other request is answered."""

import http.client
import json
import time

import pytest

from harness.wire import META, VERSION, call_params, compact, standard_headers

BODY = compact({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call_params("get_health", {})})
HEADERS = standard_headers("tools/call", {"name": "get_health"})
BAD_TOKENS = ["", "ath_", "ath_x_y", "Bearer", "null", "a" * 5000, "ath_' OR 1=1 --_x"]
BAD_ORIGINS = ["http://evil.example", "null", "http://127.0.0.1.evil.example", "https://localhost@evil.example", "file://"]
BAD_HOSTS = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::1]evil", "0.0.0.0"]


def post(server, headers=None, body=BODY, token=True):
    wire = server.http()
    if not token:
        wire.token = None
    try:
        return wire.post(body, HEADERS | (headers or {}), 20)
    finally:
        wire.close()


def test_a_good_request_is_answered(shared_server):
    status, headers, body = post(shared_server)
    assert status == 200 and json.loads(body)["id"] == 1


def test_no_token_is_refused_with_a_challenge(shared_server):
    status, headers, _ = post(shared_server, token=False)
    assert status == 401 and headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", BAD_TOKENS)
def test_a_bad_token_is_refused_and_not_repeated(shared_server, token):
    status, _, body = post(shared_server, {"Authorization": f"Bearer {token}"}, token=False)
    assert status in (400, 401)
    assert len(token) < 8 or token.encode() not in body


@pytest.mark.parametrize("origin", BAD_ORIGINS)
def test_a_foreign_origin_is_refused_on_every_route(shared_server, origin):
    assert post(shared_server, {"Origin": origin})[0] == 403
    for route in ("/mcp", "/metrics", "/healthz", "/readyz"):
        assert shared_server.get(route, Origin=origin)[0] == 403, route


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_foreign_host_is_refused_on_every_route(shared_server, host):
    assert post(shared_server, {"Host": host})[0] in (400, 403, 421)
    for route in ("/mcp", "/metrics", "/healthz", "/readyz"):
        assert shared_server.get(route, Host=host)[0] in (400, 403, 421), route


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Mcp-Method": "tools/list"}, 400, -32020),
        ({"Mcp-Name": "create_task"}, 400, -32020),
        ({"MCP-Protocol-Version": "2025-11-25"}, 400, -32020),
        ({"MCP-Protocol-Version": "1999-01-01"}, 400, -32020),
        ({"Content-Type": "text/plain"}, 415, None),
        ({"Accept": "text/html"}, 406, None),
    ],
)
def test_headers_must_agree_with_the_body(shared_server, headers, status, code):
    answered, _, body = post(shared_server, headers)
    assert answered == status, body
    if code:
        assert json.loads(body)["error"]["code"] == code


def test_an_unserved_version_is_refused_with_those_that_are(shared_server):
    meta = META | {"io.modelcontextprotocol/protocolVersion": "2099-01-01"}
    body = compact({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": meta}})
    headers = {"MCP-Protocol-Version": "2099-01-01", "Mcp-Method": "tools/list"}
    wire = shared_server.http()
    status, _, answer = wire.post(body, headers)
    error = json.loads(answer)["error"]
    assert (status, error["code"]) == (400, -32022)
    assert VERSION in error["data"]["supported"]


def test_a_notification_is_accepted_without_an_answer(shared_server):
    note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 9, "_meta": META}}
    wire = shared_server.http()
    status, _, body = wire.post(compact(note), {"MCP-Protocol-Version": VERSION, "Mcp-Method": note["method"]})
    assert (status, body) == (202, b"")


@pytest.mark.parametrize(
    ("header", "meta", "code"), [("2099-01-01", {}, -32022), ("2099-01-01", META, -32020), ("2025-11-25", META, -32020)]
)
def test_a_notification_under_a_wrong_version_is_refused(shared_server, header, meta, code):
    note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 9, "_meta": meta}}
    wire = shared_server.http()
    status, _, body = wire.post(compact(note), {"MCP-Protocol-Version": header, "Mcp-Method": note["method"]})
    assert (status, json.loads(body)["error"]["code"]) == (400, code)


def test_the_pages_for_watching_it_answer(shared_server):
    assert shared_server.get("/healthz")[0] == 200
    assert shared_server.get("/readyz")[0] == 200
    token = {"Authorization": f"Bearer {shared_server.token}"}
    status, page = shared_server.get("/metrics", **token)
    assert status == 200 and b"# TYPE athena_" in page


def test_a_request_that_never_ends_does_not_keep_others_waiting(shared_server):
    slow = http.client.HTTPConnection("127.0.0.1", shared_server.port, timeout=5)
    slow.putrequest("POST", "/mcp")
    for name, value in {"Authorization": f"Bearer {shared_server.token}", "Content-Type": "application/json"}.items():
        slow.putheader(name, value)
    for name, value in HEADERS.items():
        slow.putheader(name, value)
    slow.putheader("Accept", "application/json, text/event-stream")
    slow.putheader("Content-Length", "1000")
    slow.endheaders()
    slow.send(b"{")
    begun = time.monotonic()
    assert post(shared_server)[0] == 200
    assert time.monotonic() - begun < 5
    slow.sock.settimeout(60)
    while slow.sock.recv(4096):
        pass
    assert time.monotonic() - begun < 45, "it is cut off when its 30 s are over"
    slow.close()
