#!/usr/bin/env bash
# Three agents with different skills, a plan with dependencies: each gets what only it can do, when it can be done.
set -euo pipefail

lease_of() { grep -oE 't[0-9]+\.[0-9]+\.[A-Za-z0-9_-]{11}' | head -n 1; }

athena agent register designer --skill design
athena agent register coder --skill swift
athena agent register tester --skill tests

athena tool create_task --args '{"tasks": [
    {"ref": "page",  "content": "Design the page", "requirements": ["design"]},
    {"ref": "code",  "content": "Build the page",  "requirements": ["swift"], "dependencies": ["#page"]},
    {"ref": "check", "content": "Test the page",   "requirements": ["tests"], "dependencies": ["#code"]}
]}'

for agent in designer coder tester; do
    lease=$(athena task claim --agent "$agent" --wait 5 --json | lease_of)
    athena task complete "$lease" --result "\"$agent is done\""
done
athena tool query_tasks --args '{"status": ["completed"], "group_by": "status"}' | grep 3
