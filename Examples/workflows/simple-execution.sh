#!/usr/bin/env bash
# One agent, one task: create, claim, report progress, complete, look at the result.
set -euo pipefail

athena agent register writer --skill writing
athena task add "Write the release notes" --skill writing --priority high

brief=$(athena task claim --agent writer --json)
lease=$(grep -oE 't[0-9]+\.[0-9]+\.[A-Za-z0-9_-]{11}' <<<"$brief" | head -n 1)

athena task heartbeat "$lease" --progress 50 --note "half of it is written"
athena task complete "$lease" --result '{"file": "NEWS.md"}' --metrics '{"duration_ms": 1200}'
athena task show "${lease%%.*}" | grep completed
