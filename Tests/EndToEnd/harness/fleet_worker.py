"""One agent process of the race and kill tests; run as `python -m harness.fleet_worker SETTINGS.json`.

It speaks MCP with its own minimal client, writes a journal of every call, and goes on over killed servers: a call whose
answer did not come is sent again as it was until it is answered.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

from .answers import leases_in
from .binary import quiet_environment
from .journal import Journal, JournalingClient
from .wire import ConnectionBroken, HttpWire, ProtocolFailure, StdioWire, ToolFailure

PATIENCE = 30


class Reconnecting:
    """A wire that is opened again after each break."""

    def __init__(self, settings: dict):
        self._settings = settings
        self._wire = None

    def call(self, tool: str, timeout: float = 60, **arguments) -> dict:
        if self._wire is None:
            self._wire = self._open()
        try:
            return self._wire.call(tool, timeout=timeout, **arguments)
        except (ConnectionBroken, TimeoutError):
            self.close()
            raise

    def _open(self):
        if "port" in self._settings:
            return HttpWire(self._settings["port"], self._settings["token"])
        return StdioWire(self._settings["command"], quiet_environment())

    def close(self):
        if self._wire is not None:
            self._wire.close()
            self._wire = None


class Worker:
    """An agent that claims and ends tasks."""

    def __init__(self, settings: dict):
        self.name = settings["agent"]
        self.settings = settings
        self.random = random.Random(settings["seed"])
        self.keys = 0
        self.held: list[str] = []
        standing = {"project": settings["project"]} if "port" in settings else {}
        self.client = JournalingClient(Reconnecting(settings), Journal(Path(settings["journal"])), **standing)

    def key(self) -> str:
        self.keys += 1
        return f"{self.name}-{self.keys}"

    def call(self, tool: str, **arguments) -> dict:
        """Calls until there is an answer, whatever happens to the server."""
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                return self.client.call(tool, timeout=10, **arguments)
            except (ConnectionBroken, TimeoutError):
                if time.monotonic() > limit:
                    raise
                time.sleep(0.02)
            except ToolFailure as failure:
                if failure.code not in ("unavailable", "timeout") or time.monotonic() > limit:
                    raise
                time.sleep(0.02)

    def claim(self) -> list[str]:
        """Claims one task; answers the lease tokens it got."""
        lease_seconds = self.settings["lease_seconds"]
        answer = self.call(
            "claim_task", agent_id=self.name, lease_seconds=lease_seconds, idempotency_key=self.key()
        )
        return [lease.text for lease in leases_in(answer)]


def race(worker: Worker):
    """Claims and completes until it has had its share; every other worker lets a completion claim the next task."""
    share, claimed, fused = worker.settings["claims"], 0, worker.settings["seed"] % 2 == 0
    held: list[str] = []
    while claimed < share or held:
        if not held:
            held = worker.claim()
            if not held:
                return
            claimed += 1
        lease = held.pop()
        next_too = fused and claimed < share
        answer = worker.call(
            "complete_task", lease=lease, result={"by": worker.name, "lease": lease}, claim_next=next_too
        )
        held = [found.text for found in leases_in(answer)] if next_too else []
        claimed += len(held)


def mixed(worker: Worker):
    """Creates, claims, renews, completes, fails, releases and forgets until the file that says stop is there."""
    stop = Path(worker.settings["stop"])
    actions = [create, create, take, take, take, renew, finish, finish, fail, give_back, forget]
    while not stop.exists():
        try:
            worker.random.choice(actions)(worker)
        except ToolFailure as failure:
            if failure.code not in ("lease_lost", "agent_full"):
                raise


def create(worker: Worker):
    key = worker.key()
    worker.call(
        "create_task",
        content=f"{worker.name} made {key}",
        priority=worker.random.choice(["high", "medium", "low"]),
        max_attempts=100,
        retry_delay_seconds=1,
        idempotency_key=key,
    )


def take(worker: Worker):
    if len(worker.held) < 3:
        worker.held += worker.claim()


def any_held(worker: Worker) -> str | None:
    """Takes one of the held leases out of the hand."""
    if not worker.held:
        return None
    return worker.held.pop(worker.random.randrange(len(worker.held)))


def renew(worker: Worker):
    if lease := any_held(worker):
        answer = worker.call("heartbeat_task", lease=lease, progress=worker.random.randrange(100))
        if not answer.get("stop"):
            worker.held.append(lease)


def finish(worker: Worker):
    if lease := any_held(worker):
        worker.call("complete_task", lease=lease, result={"by": worker.name, "lease": lease})


def fail(worker: Worker):
    if lease := any_held(worker):
        worker.call("fail_task", lease=lease, error="it did not work", kind="transient")


def give_back(worker: Worker):
    if lease := any_held(worker):
        worker.call("release_task", lease=lease)


def forget(worker: Worker):
    """As an agent that dies with a lease in its hand; rarely."""
    if worker.random.random() < 0.1:
        any_held(worker)


def drain(worker: Worker):
    """Completes whatever can be claimed until the project has nothing left to do."""
    while True:
        for lease in worker.claim():
            worker.call("complete_task", lease=lease, result={"by": worker.name, "lease": lease})
        left = worker.call("query_tasks", status=["pending", "blocked", "assigned", "running"], count_only=True)
        if left["count"] == 0:
            return


def main():
    settings = json.loads(Path(sys.argv[1]).read_text())
    worker = Worker(settings)
    try:
        worker.call("register_agent", agent_id=worker.name, skills=[], max_concurrent=10)
        {"race": race, "mixed": mixed, "drain": drain}[settings["work"]](worker)
    except (ToolFailure, ProtocolFailure, ConnectionBroken, TimeoutError) as failure:
        print(f"{worker.name}: {failure}", file=sys.stderr)
        sys.exit(1)
    finally:
        worker.client.wire.close()


if __name__ == "__main__":
    os.umask(0o077)
    main()
