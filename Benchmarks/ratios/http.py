"""Durable calls over HTTP against an empty handler and a server that does nothing."""

import json
import os
import re
import subprocess
import sys
import time
from statistics import median

from .goals import Goals
from .machine import ATHENA, ROOT, folder, free_port, running, wait_for_port, wait_until_ready

ROUNDS = int(os.environ.get("ATHENA_ROUNDS", "5"))
CONNECTIONS, SECONDS = 64, 3
VERSION = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": VERSION,
    "io.modelcontextprotocol/clientCapabilities": {},
}


def script(place, name: str, tool: str, arguments: dict, headers: dict[str, str]) -> str:
    """A file that tells wrk what to send."""
    params = {"name": tool, "arguments": arguments, "_meta": META}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    lines = ['wrk.method = "POST"', f"wrk.body = {json.dumps(body)}"]
    fields = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | headers
    lines += [f"wrk.headers[{json.dumps(field)}] = {json.dumps(value)}" for field, value in fields.items()]
    # An answer that is an error would make the fastest server.
    lines.append('response = function(status, headers, body) if status ~= 200 or body:find(\'"isError":true\') '
                 'or body:find(\'"error":{\') then print("BAD " .. status .. " " .. body:sub(1, 300)) end end')
    path = place / f"{name}.lua"
    path.write_text("\n".join(lines))
    return str(path)


def requests_per_second(port: int, lua: str, path: str = "/mcp") -> float:
    command = [
        "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", lua, f"http://127.0.0.1:{port}{path}",
    ]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    if "BAD " in output or "Non-2xx" in output:
        raise AssertionError(f"an answer was no success:\n{output[:1000]}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def run() -> bool:
    goals = Goals()
    modern = {"MCP-Protocol-Version": VERSION, "Mcp-Method": "tools/call"}
    empty_ratios, noop_ratios = [], []
    with folder() as place:
        ours, empty, noop = free_port(), free_port(), free_port()
        handler = os.environ.get("ATHENA_EMPTY_HANDLER", str(ROOT / "Benchmarks/.build/release/EmptyHandler"))
        serve = [ATHENA, "serve", "--db", str(place / "athena.db"), "--http", f"127.0.0.1:{ours}"]
        with (
            running([*serve, "--log-level", "warning"]),
            running([handler, str(empty)]),
            running([sys.executable, "-m", "ratios.noop_server", str(noop)], cwd=ROOT / "Benchmarks"),
        ):
            wait_until_ready(ours, time.monotonic())
            wait_for_port(empty)
            wait_for_port(noop)
            token = (place / "athena.db.token").read_text().strip()
            create = {"content": "athena " * 71}
            bearer = {"Authorization": f"Bearer {token}"}
            own_script = script(place, "own", "create_task", create, modern | {"Mcp-Name": "create_task"} | bearer)
            noop_script = script(place, "noop", "nothing", {}, modern | {"Mcp-Name": "nothing"})
            for _ in range(ROUNDS):
                own = requests_per_second(ours, own_script)
                bare = requests_per_second(empty, own_script)
                nothing = requests_per_second(noop, noop_script)
                empty_ratios.append(own / bare)
                noop_ratios.append(own / nothing)
                print(f"a second: durable create {own:.0f}, empty handler {bare:.0f}, no-op {nothing:.0f}", flush=True)
    goals.at_least("durable create against an empty handler", median(empty_ratios), 0.4)
    goals.at_least("durable create against a FastMCP no-op", median(noop_ratios), 20)
    return goals.close(f"HTTP with {CONNECTIONS} connections, medians of {ROUNDS} rounds")
