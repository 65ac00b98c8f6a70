"""A disk that is full: writing is refused with a clear error, reading goes on, and writing recovers with the space."""

import json
import os
import subprocess

import pytest

from harness.answers import created_id
from harness.chain import chain_faults
from harness.deadline import wait_until
from harness.reading import all_events
from harness.server import Server
from harness.wire import ToolFailure

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
SIZE = "64m"
CHUNK = "x" * 60_000


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own that a test can fill."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def crowded(binary, small_disk):
    server = Server(binary, small_disk)
    server.start()
    yield server
    server.kill()


def fill(disk):
    """A file that takes all the space there is."""
    file = disk / "filler"
    with open(file, "wb", buffering=0) as out:
        try:
            while True:
                out.write(b"\0" * 65536)
        except OSError:
            pass
    return file


def create_until_refused(client, made: list[str]) -> dict:
    """Creates large tasks until one is refused; answers the error."""
    for number in range(3000):
        try:
            made.append(created_id(client.call("create_task", content=f"{number} {CHUNK}")))
        except ToolFailure as failure:
            return failure.error
    raise AssertionError("3,000 large tasks went onto a full disk")


def can_create(client) -> bool:
    try:
        client.call("create_task", content="again")
        return True
    except ToolFailure:
        return False


def test_a_full_disk_refuses_writes_keeps_reads_and_recovers(crowded, small_disk):
    client = crowded.http()
    made = [created_id(client.call("create_task", content="first"))]
    filler = fill(small_disk)
    error = create_until_refused(client, made)
    assert error["code"] in ("storage_full", "unavailable") and error["applied"] is False
    assert client.call("get_task_status", task_id=made[0])["id"] == made[0]
    assert client.call("query_tasks", count_only=True)["count"] == len(made)
    wait_until(lambda: crowded.get("/readyz")[0] == 503, 60, "/readyz tells that nothing can be written")
    assert json.loads(crowded.get("/readyz")[1])["store"] == "open"
    filler.unlink()
    wait_until(lambda: can_create(client), 10, "writing recovers when there is space again")
    wait_until(lambda: crowded.get("/readyz")[0] == 200, 10, "/readyz recovers too")
    crowded.kill()
    crowded.start()
    client = crowded.http()
    for task in made:
        assert client.call("get_task_status", task_id=task)["id"] == task
    assert list(chain_faults(all_events(client))) == []
