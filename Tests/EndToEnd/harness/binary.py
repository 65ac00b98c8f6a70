"""Where the athena binary is, and how a test runs one of its commands."""

import json
import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def athena_binary() -> str | None:
    """The binary under test: ATHENA_BINARY, else what `swift build` made; None when nothing is built."""
    named = os.environ.get("ATHENA_BINARY")
    if named:
        return str(Path(named).resolve())
    built = REPOSITORY / ".build" / "debug" / "athena"
    return str(built) if built.exists() else None


def quiet_environment(**more: str) -> dict[str, str]:
    """The caller's environment without anything that would steer Athena, plus `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATHENA_")}
    return kept | {"NO_COLOR": "1"} | more


class CommandLine:
    """Runs `athena` commands against one database file."""

    def __init__(self, binary: str, db: Path, project: str | None = None):
        self.binary = binary
        self.db = db
        self.project = project

    def start(self, *arguments: str, environment: dict[str, str] | None = None, **options) -> subprocess.Popen:
        """Starts one command without waiting for it."""
        settings = {"ATHENA_DB": str(self.db)} | ({"ATHENA_PROJECT": self.project} if self.project else {})
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        return subprocess.Popen([self.binary, *arguments], env=(environment or quiet_environment()) | settings, **options)

    def run(
        self,
        *arguments: str,
        check: bool = True,
        stdin: str | None = None,
        timeout: float = 120,
        environment: dict[str, str] | None = None,
    ):
        """Runs one command; with `check`, a failing one fails the test and shows what it said."""
        settings = {"ATHENA_DB": str(self.db)} | ({"ATHENA_PROJECT": self.project} if self.project else {})
        done = subprocess.run(
            [self.binary, *arguments],
            env=(environment or quiet_environment()) | settings,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if check:
            assert done.returncode == 0, f"athena {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def json(self, *arguments: str, **options):
        """Runs one command with --json and answers what it printed, decoded."""
        return json.loads(self.run(*arguments, "--json", **options).stdout)
