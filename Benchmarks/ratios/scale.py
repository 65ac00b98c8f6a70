"""A million tasks against a thousand, and the targets of the first version at ten thousand."""

import os

from .goals import Goals
from .machine import bench

LARGE = os.environ.get("ATHENA_LARGE", "1000000")
TARGETS_MS = {"create": 10, "assign": 10, "route": 50, "poll": 100, "metrics": 100}


def run_scale() -> bool:
    goals = Goals()
    lines = bench("--tasks", f"1000,{LARGE}", "--callers", "1,16", "--seconds", "1")
    medians: dict[tuple, list[float]] = {}
    for line in lines:
        print(line, flush=True)
        if "callers" in line and line["operation"] != "wake":
            medians.setdefault((line["operation"], line["callers"]), []).append(line["p50_us"])
        if "bytes_per_task" in line and line["tasks"] == int(LARGE):
            goals.at_most("bytes a task, one in three done", line["bytes_per_task"], 1_250)
    for (operation, callers), (small, large) in medians.items():
        goals.at_most(f"{operation}, {callers} callers: p50 at {LARGE} against 1000", large / max(small, 1), 1.5)
    return goals.close(f"A thousand and {LARGE} tasks")


def run_latency() -> bool:
    goals = Goals()
    operations = ",".join([*TARGETS_MS, "wake"])
    for line in bench("--tasks", "10000", "--callers", "1", "--operations", operations, "--over", "http,stdio"):
        print(line, flush=True)
        flush = line.get("fsync_us", 0)
        name = f"{line['operation']} over {line.get('over')}: p50 in ms"
        if line["operation"] == "wake":
            goals.at_most(name, line["p50_us"] / 1_000, (8 * flush + 1_000) / 1_000)
        elif line["operation"] in TARGETS_MS:
            goals.at_most(name, line["p50_us"] / 1_000, TARGETS_MS[line["operation"]] + 3 * flush / 1_000)
    return goals.close("Ten thousand tasks, one caller")
