"""The demonstration itself: it tells its story, drains other plans too, refuses what it cannot, and leaves nothing behind."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from conftest import processes_naming
from harness.binary import REPOSITORY, quiet_environment
from harness.deadline import wait_until
from harness.sample_beads import edge, record_of, write_sample

PLAN = REPOSITORY / "Examples" / "release.jsonl"
PACE = ["--pace", "20"]


@pytest.fixture
def place():
    """A temporary folder with a short name, because sockets stand in it."""
    folder = Path(tempfile.mkdtemp(prefix="demo-"))
    yield folder
    for line in list(processes_naming(str(folder))):
        os.kill(int(line.split(":")[0]), signal.SIGKILL)
    shutil.rmtree(folder)


def start(binary, place: Path, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [binary, "demo", *arguments],
        env=quiet_environment(TMPDIR=str(place)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(binary, place: Path, *arguments: str):
    process = start(binary, place, *arguments)
    out, err = process.communicate(timeout=180)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def assert_the_story(done, tasks: int):
    """The whole story is told, and the verdict is that all promises were kept."""
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{tasks} tasks, " in done.stdout
    assert int(re.search(r"(\d+) failed and tried again", done.stdout)[1]) >= 1
    assert re.search(r"killed: doomed-\d+ while it held t\d+", done.stdout)
    assert int(re.search(r"lost: (\d+) late", done.stdout)[1]) >= 1
    assert "Each task was completed once" in done.stdout and "BROKEN" not in done.stdout


def assert_nothing_is_left(place: Path):
    wait_until(lambda: not list(processes_naming(str(place))), 15, "no process of the demonstration is left")
    assert [entry.name for entry in place.glob("athena-demo-*")] == []


def test_the_shipped_plan_is_drained_within_a_minute(binary, place):
    begun = time.monotonic()
    done = run(binary, place, "--plan", str(PLAN), *PACE)
    assert_the_story(done, tasks=len(PLAN.read_text().splitlines()))
    assert time.monotonic() - begun < 60
    assert_nothing_is_left(place)


def test_what_the_verdict_is_computed_from_can_be_kept(binary, place):
    done = run(binary, place, "--plan", str(PLAN), *PACE, "--agents", "8", "--keep")
    assert_the_story(done, tasks=41)
    (folder,) = place.glob("athena-demo-*")
    assert len(list(folder.glob("*.journal.jsonl"))) == 8
    records = map(json.loads, (folder / "after.jsonl").read_text().splitlines())
    statuses = [record["status"] for record in records if record["_type"] == "task"]
    assert statuses == ["completed"] * 41


def sample(place: Path, count: int, deferred: bool) -> Path:
    """A small beads file: a chain of tasks, one of them put off for years, with one that waits for it."""
    chance = random.Random(1)
    records = [record_of(f"d-{number}", "task", number, chance) | {"status": "open"} for number in range(count)]
    for record in records:
        record.pop("close_reason", None)
        record.pop("closed_at", None)
    for before, after in zip(records[:-2], records[1:-2]):
        after["dependencies"] = [edge(after["id"], before["id"], "blocks")]
    if deferred:
        records[-2]["defer_until"] = "2099-01-01T00:00:00Z"
        records[-1]["dependencies"] = [edge(records[-1]["id"], records[-2]["id"], "blocks")]
    return write_sample(place / "sample.jsonl", records)


def test_a_beads_file_is_drained_and_what_is_put_off_is_left_alone(binary, place):
    done = run(binary, place, "--import", str(sample(place, 7, deferred=True)), *PACE)
    assert_the_story(done, tasks=5)
    assert "2 tasks are put off" in done.stdout
    assert_nothing_is_left(place)


def test_one_task_is_enough_for_the_whole_story(binary, place):
    plan = place / "one.jsonl"
    plan.write_text('{"content": "The only thing to do"}\n')
    assert_the_story(run(binary, place, "--plan", str(plan), "--agents", "4", *PACE), tasks=1)


def test_a_plan_may_be_longer_than_one_call_and_refer_across_it(binary, place):
    tasks = [{"ref": f"r{number}", "content": f"Piece {number}"} for number in range(620)]
    tasks[0]["dependencies"] = ["#r619"]
    tasks[600]["dependencies"] = ["#r1"]
    tasks[2]["parent"] = "#r610"
    plan = place / "long.jsonl"
    plan.write_text("".join(json.dumps(task) + "\n" for task in tasks))
    assert_the_story(run(binary, place, "--plan", str(plan), "--pace", "4", "--agents", "8"), tasks=620)


@pytest.mark.parametrize(
    ("plan", "arguments", "words"),
    [
        ('{"content": "x"}', ["--agents", "3"], "at least 4"),
        ('{"content": "x"}', ["--agents", "65"], "at most 64"),
        ("", [], "no task that can be done now"),
        ('{"content": "x", "run_after": "2099-01-01T00:00:00Z"}', [], "no task that can be done now"),
        ('{"ref": "a", "content": "x", "parent": "#a"}', [], "above itself"),
        ("nonsense", [], "Line 1"),
    ],
)
def test_what_cannot_tell_the_story_is_refused_in_a_sentence(binary, place, plan, arguments, words):
    file = place / "plan.jsonl"
    file.write_text(plan + "\n")
    done = run(binary, place, "--plan", str(file), *arguments)
    assert done.returncode in (5, 64) and words in done.stderr, done.stderr
    assert_nothing_is_left(place)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_an_interrupted_demonstration_leaves_nothing_running(binary, place, how):
    process = start(binary, place, "--plan", str(PLAN))
    wait_until(lambda: len(list(workers(place))) >= 4, 60, "workers run")
    process.send_signal(how)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert_nothing_is_left(place)


def test_workers_end_when_the_demonstration_is_killed(binary, place):
    process = start(binary, place, "--plan", str(PLAN))
    wait_until(lambda: len(list(workers(place))) >= 4, 60, "workers run")
    process.kill()
    process.communicate(timeout=30)
    wait_until(lambda: not list(workers(place)), 30, "every worker has ended")


def workers(place: Path):
    return (line for line in processes_naming(str(place)) if " demo-agent " in line)
