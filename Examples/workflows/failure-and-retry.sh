#!/usr/bin/env bash
# A soft failure is tried again with its error kept; a hard one ends the task until an operator brings it back.
set -euo pipefail

lease_of() { grep -oE 't[0-9]+\.[0-9]+\.[A-Za-z0-9_-]{11}' | head -n 1; }

athena agent register worker
athena tool create_task --args '{"content": "Fetch the figures", "retry_delay_seconds": 0}' >/dev/null

lease=$(athena task claim --agent worker --json | lease_of)
athena task fail "$lease" --error "the service did not answer" --kind timeout

lease=$(athena task claim --agent worker --wait 5 --json | lease_of)
athena task fail "$lease" --error "there are no such figures" --kind permanent
athena task show "${lease%%.*}" | grep "no such figures"

athena task retry "${lease%%.*}"
lease=$(athena task claim --agent worker --wait 5 --json | lease_of)
athena task complete "$lease" --result '"found them elsewhere"'
athena tool get_task_status --args "{\"task_id\": \"${lease%%.*}\", \"detail\": \"history\"}" | grep "did not answer"
