#!/usr/bin/env bash
# A busy agent that nearly always succeeds against an idle one that mostly does: the router weighs both.
set -euo pipefail

athena agent register busy --skill review --max-concurrent 4
athena agent register idle --skill review --max-concurrent 4
for _ in $(seq 19); do
    athena tool update_agent_performance --args '{"agent_id": "busy", "success": true, "duration_ms": 1000}' >/dev/null
done
athena tool update_agent_performance --args '{"agent_id": "busy", "success": false}' >/dev/null
for outcome in true true true true false true true true true false; do
    athena tool update_agent_performance --args '{"agent_id": "idle", "success": '$outcome'}' >/dev/null
done

for number in 1 2 3; do athena task add "review $number" --skill review >/dev/null; done
athena tool claim_task --args '{"agent_id": "busy", "max": 3}' >/dev/null

added=$(athena task add "one more review" --skill review --json)
task=$(grep -oE 't[0-9]+' <<<"$added" | head -n 1)
athena route "$task" --explain
athena route "$task" --json | grep idle
