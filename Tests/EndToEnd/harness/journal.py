"""What a client wrote down of its own calls: every request before it is sent, every answer when it came.

A line that was sent and never answered stands for a call whose fate is unknown. Times are of the machine's monotonic
clock, which all processes share, so that journals of several clients can be compared.
"""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .wire import ProtocolFailure, ToolFailure


@dataclass
class Call:
    """One call as its client saw it; `answered` is None while its fate is unknown."""

    worker: str
    tool: str
    arguments: dict
    sent: int
    answered: int | None = None
    result: dict | None = None
    refusal: dict | None = None

    @property
    def is_acknowledged(self) -> bool:
        return self.result is not None


class Journal:
    """An append-only file of one client's calls."""

    def __init__(self, path: Path):
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._number = 0

    def sent(self, tool: str, arguments: dict) -> int:
        """Notes a call before it is sent; answers its number."""
        self._number += 1
        self._write({"n": self._number, "sent": time.monotonic_ns(), "tool": tool, "arguments": arguments})
        return self._number

    def answered(self, number: int, outcome: str, value):
        """Notes what came back: outcome is `result` or `refusal`."""
        self._write({"n": number, "answered": time.monotonic_ns(), outcome: value})

    def _write(self, line: dict):
        os.write(self._file, json.dumps(line, separators=(",", ":")).encode() + b"\n")

    def close(self):
        os.close(self._file)


class JournalingClient:
    """A wire whose every call is in a journal."""

    def __init__(self, wire, journal: Journal, **standing):
        self.wire = wire
        self.journal = journal
        self._standing = standing

    def call(self, tool: str, timeout: float = 60, **arguments) -> dict:
        """Calls a tool; the journal has the request before it leaves and the answer before the caller."""
        sent = {**self._standing, **arguments}
        number = self.journal.sent(tool, sent)
        try:
            result = self.wire.call(tool, timeout=timeout, **sent)
        except (ToolFailure, ProtocolFailure) as failure:
            self.journal.answered(number, "refusal", failure.error)
            raise
        self.journal.answered(number, "result", result)
        return result


def read_journal(path: Path) -> list[Call]:
    """The calls of one journal; a torn last line is a call that was never answered."""
    calls: dict[int, Call] = {}
    for line in path.read_text().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if "sent" in entry:
            calls[entry["n"]] = Call(path.stem, entry["tool"], entry["arguments"], entry["sent"])
        elif call := calls.get(entry["n"]):
            call.answered = entry["answered"]
            call.result, call.refusal = entry.get("result"), entry.get("refusal")
    return list(calls.values())


def read_journals(folder: Path) -> list[Call]:
    """The calls of every journal in a folder, in the order in which they were sent."""
    calls = [call for path in sorted(folder.glob("*.jsonl")) for call in read_journal(path)]
    return sorted(calls, key=lambda call: call.sent)
