"""A beads file made up on the spot, with everything that a real one has: epics, blockers, dangling edges, odd records."""

import json
import random
from pathlib import Path

KINDS = ["task"] * 14 + ["epic"] * 4 + ["bug", "feature", "chore"]
ODD_KINDS = ["agent", "convoy", "message", "event"]
PRIORITIES = [2] * 8 + [0, 1, 3, 4]
TIME = "2026-01-{:02}T10:00:00Z"


def sample_records(count: int = 240, seed: int = 7) -> list[dict]:
    """Records without a circle: each waits only for later ones, and its parent is an earlier epic."""
    chance = random.Random(seed)
    names = [f"sb-{number:03x}" for number in range(count)]
    kinds = [chance.choice(KINDS) for _ in names]
    for place, kind in zip(range(5, count, count // 6), ODD_KINDS):
        kinds[place] = kind
    records = []
    for place, (name, kind) in enumerate(zip(names, kinds)):
        record = record_of(name, kind, place, chance)
        edges = edges_of(place, names, kinds, chance)
        if edges:
            record["dependencies"] = [edge(name, target, what) for target, what in edges]
        record["dependency_count"] = len(edges)
        records.append(record)
    return records


def record_of(name: str, kind: str, place: int, chance: random.Random) -> dict:
    day = 1 + place % 28
    record = {
        "id": name,
        "title": f"Piece {place} of the sample",
        "status": chance.choices(["open", "closed", "in_progress", "hooked"], [42, 54, 3, 1])[0],
        "priority": chance.choice(PRIORITIES),
        "issue_type": kind,
        "created_at": TIME.format(day),
        "updated_at": TIME.format(day),
        "dependent_count": 0,
        "comment_count": 0,
    }
    if chance.random() < 0.95:
        record["description"] = f"What piece {place} is about:\n- ünïcode, 漢字 and \"quotes\"\n- a second line"
    if record["status"] == "closed":
        record |= {"closed_at": TIME.format(day), "close_reason": f"Done in change {place}"}
    if chance.random() < 0.1:
        record["labels"] = ["sample", f"part-{place % 3}"]
    return record


def edges_of(place: int, names: list[str], kinds: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """Targets and kinds of the edges of a record, each target once; what is no work holds nobody back."""
    found: dict[str, str] = {}
    if kinds[place] in ODD_KINDS:
        return []
    epics = [other for other in range(place) if kinds[other] == "epic"]
    if epics and chance.random() < 0.5:
        found[names[chance.choice(epics)]] = "parent-child"
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        later = [other for other in range(place + 1, min(place + 30, len(names))) if kinds[other] not in ODD_KINDS]
        if later:
            found[names[chance.choice(later)]] = "blocks"
    if place % 24 == 3:
        found[f"sb-gone-{place}"] = "blocks"
    if place % 60 == 7:
        found[names[(place + 50) % len(names)]] = "discovered-from"
    return list(found.items())


def edge(source: str, target: str, kind: str) -> dict:
    return {
        "issue_id": source,
        "depends_on_id": target,
        "type": kind,
        "created_at": TIME.format(1),
        "created_by": "sample",
        "metadata": "{}",
    }


def write_sample(path: Path, records: list[dict] | None = None) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) for record in records or sample_records()]
    path.write_text("\n".join(lines) + "\n")
    return path
