"""The hash chain of the event log, computed here from what query_events shows."""

import hashlib
import json

GENESIS = "00" * 32
# Outside the hash: the text that may be blanked, and the hashes themselves.
OUTSIDE = {"error_message", "previous_hash", "hash"}


def canonical(event: dict) -> bytes:
    """Compact JSON of the event, its members in the order in which the server sent them."""
    kept = {name: value for name, value in event.items() if name not in OUTSIDE}
    return json.dumps(kept, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of(event: dict, previous: str) -> str:
    """SHA-256 over the previous hash's bytes and the canonical form, in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(event)).hexdigest()


def chain_faults(events: list[dict]):
    """Everything wrong with a project's whole log: gaps, time running backwards, hashes that do not follow."""
    previous, time = GENESIS, 0
    for place, event in enumerate(events, 1):
        if event["sequence"] != place:
            yield f"event {place} of the log has sequence {event['sequence']}"
            return
        if event["at"] < time:
            yield f"event {place} is earlier than the one before it"
        if event["previous_hash"] != previous:
            yield f"event {place} names another previous hash"
        if event["hash"] != hash_of(event, previous):
            yield f"event {place} has a hash that does not follow from it"
        previous, time = event["hash"], event["at"]
