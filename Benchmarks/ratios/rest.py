"""A server that idles, and one that starts on a large database."""

import os
import subprocess
import time

from .goals import Goals
from .machine import ATHENA, folder, free_port, quiet_environment, running, wait_until_ready

SECONDS = 30
LARGE = int(os.environ.get("ATHENA_LARGE", "1000000"))


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor so far."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    with open(f"/proc/{pid}/status") as file:
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_024


def forget_cached_files():
    """Makes the next start read the disk; where that is not allowed it starts warm, and says so."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w") as file:
            file.write("1")
    except OSError as refusal:
        print(f"the files stay cached: {refusal}")


def run() -> bool:
    goals = Goals()
    with folder() as place:
        database = str(place / "large.db")
        fill = [ATHENA, "bench", "--tasks", str(LARGE), "--operations", "get", "--callers", "1", "--keep", database]
        subprocess.run(fill, env=quiet_environment(), check=True, stdout=subprocess.DEVNULL)
        forget_cached_files()
        port = free_port()
        begun = time.monotonic()
        with running([ATHENA, "serve", "--db", database, "--http", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL):
            goals.at_most(f"ready with {LARGE} tasks, in seconds", wait_until_ready(port, begun), 2)
        port = free_port()
        serve = [ATHENA, "serve", "--db", str(place / "empty.db"), "--http", f"127.0.0.1:{port}"]
        with running(serve, stderr=subprocess.DEVNULL) as server:
            wait_until_ready(port, time.monotonic())
            time.sleep(3)
            before = processor_seconds(server.pid)
            time.sleep(SECONDS)
            used = processor_seconds(server.pid) - before
            goals.at_most("idle: processor in %", used * 100 / SECONDS, 1)
            goals.at_most("idle: memory in MB", resident_mb(server.pid), 60)
    return goals.close("At rest")
