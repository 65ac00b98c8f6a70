"""usage: python -m ratios [store] [http] [scale] [latency] [rest]"""

import sys

from . import http, rest, scale, store
from .machine import load

PARTS = {
    "store": store.run,
    "http": http.run,
    "latency": scale.run_latency,
    "scale": scale.run_scale,
    "rest": rest.run,
}

chosen = sys.argv[1:] or list(PARTS)
if unknown := set(chosen) - set(PARTS):
    sys.exit(f"There is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}.")
results = []
for part in chosen:
    print(f"\n== {part}, load {load()}", flush=True)
    results.append(PARTS[part]())
sys.exit(0 if all(results) else 1)
