"""An independent reading of a beads file: what should be ready, blocked, completed and cancelled after its import."""

import json
from collections import defaultdict
from pathlib import Path

from .binary import REPOSITORY

REAL_PLAN = REPOSITORY.parent / "shared" / "data" / "beads-issues.jsonl"
NOT_WORK = {"agent", "convoy", "message", "event"}
PRIORITIES = ["critical", "high", "medium", "low", "low"]


class Plan:
    """The records of a file and the edges between them."""

    def __init__(self, path: Path):
        self.lines = path.read_text().splitlines()
        self.records = {record["id"]: record for record in map(json.loads, self.lines)}
        self.waits_for: dict[str, set[str]] = defaultdict(set)
        self.parent: dict[str, str] = {}
        self.dangling: list[tuple[str, str, str]] = []
        self.edges: dict[str, int] = defaultdict(int)
        for record in self.records.values():
            for edge in record.get("dependencies") or []:
                self._take(edge)

    def _take(self, edge: dict):
        source, target, kind = edge["issue_id"], edge["depends_on_id"], edge["type"]
        self.edges[kind] += 1
        if target not in self.records:
            self.dangling.append((source, target, kind))
        elif kind == "blocks":
            self.waits_for[source].add(target)
        elif kind == "parent-child":
            self.parent[source] = target
            self.waits_for[target].add(source)

    def priority(self, name: str) -> str:
        return PRIORITIES[self.records[name]["priority"]]

    def status(self, name: str) -> str:
        """What a record becomes: its own word where it is closed or no work, else by what it waits for."""
        record = self.records[name]
        if record["issue_type"] in NOT_WORK:
            return "cancelled"
        if record["status"] == "closed":
            return "completed"
        return "blocked" if self.open_causes(name) else "pending"

    def open_causes(self, name: str) -> set[str]:
        """The blockers and children of a record that are not closed."""
        return {other for other in self.waits_for[name] if self.records[other]["status"] != "closed"}

    def names(self, status: str) -> set[str]:
        return {name for name in self.records if self.status(name) == status}
