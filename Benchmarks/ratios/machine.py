"""The processes of a measurement, each ended by whoever started it."""

import contextlib
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ATHENA = os.environ.get("ATHENA_BINARY", str(ROOT / ".build/release/athena"))


def quiet_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ATHENA_")}


@contextlib.contextmanager
def folder():
    """A folder on the disk that is measured, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="athena-ratio-", dir=os.environ.get("ATHENA_BENCH_FOLDER")) as path:
        yield Path(path)


@contextlib.contextmanager
def running(command: list[str], **options):
    """A process that ends with the block."""
    process = subprocess.Popen(
        command, env=quiet_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, seconds: float = 30):
    """Returns once somebody listens."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.005)
    raise TimeoutError(f"nobody listens at port {port}")


def wait_until_ready(port: int, begun: float, seconds: float = 60) -> float:
    """Seconds from `begun` until the server says that it is ready."""
    while time.monotonic() < begun + seconds:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - begun
        time.sleep(0.002)
    raise TimeoutError("the server did not become ready")


def bench(*arguments: str) -> list[dict]:
    """The figures of `athena bench`."""
    command = [ATHENA, "bench", "--json", *arguments]
    output = subprocess.run(command, env=quiet_environment(), check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())
