"""The workflows that the quick start shows, run as they stand."""

import os
import subprocess
from pathlib import Path

import pytest

WORKFLOWS = Path(__file__).resolve().parents[2] / "Examples" / "workflows"


@pytest.mark.parametrize("script", sorted(WORKFLOWS.glob("*.sh")), ids=lambda path: path.stem)
def test_a_workflow_of_the_quick_start_runs_to_its_end(script, server):
    server.start()
    folder = str(Path(server.binary).resolve().parent)
    environment = os.environ | {"ATHENA_DB": str(server.db), "PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run([script], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
