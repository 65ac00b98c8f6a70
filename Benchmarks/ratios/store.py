"""The store in process against a C program with the same group commit and nothing else."""

import json
import os
import subprocess
from statistics import median

from .goals import Goals
from .machine import bench, folder

ROUNDS = int(os.environ.get("ATHENA_ROUNDS", "5"))
CALLERS = (1, 16, 64)
# operation of ours -> (mode of the floor, goals at 1, 16 and 64 callers)
GOALS = {
    "create": ("insert", (0.7, 0.65, 0.5)),
    "cycle": ("claim_complete(tasks/s)", (0.5, 0.45, 0.45)),
    "chain": ("claim_complete(tasks/s)", (0.85, 0.6, 0.5)),
}


def compile_floor(source: str, place) -> str:
    program = str(place / "floor")
    subprocess.run(["cc", "-O2", "-w", "-o", program, source, "-lsqlite3", "-lpthread"], check=True)
    return program


def floor_round(program: str, place) -> dict[tuple[str, int], float]:
    """Operations a second by mode and callers, with every commit on the disk."""
    command = [program, str(place / "floor.db"), "group", "1"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    return {
        (line["mode"].removeprefix("group_"), line["callers"]): line["ops_s"] for line in lines if line["sync"] == "FULL"
    }


def own_round() -> dict[tuple[str, int], float]:
    callers = ",".join(map(str, CALLERS))
    lines = bench("--tasks", "150000", "--callers", callers, "--operations", "create,cycle,chain", "--seconds", "1")
    return {(line["operation"], line["callers"]): line["ops_s"] for line in lines if "callers" in line}


def run() -> bool:
    source = os.environ.get("ATHENA_FLOOR", "")
    if not os.path.exists(source):
        print("store: not measured, because ATHENA_FLOOR names no C source of a floor to compare with")
        return True
    goals = Goals()
    ratios: dict[tuple[str, int], list[float]] = {}
    with folder() as place:
        program = compile_floor(source, place)
        for _ in range(ROUNDS):
            floor, own = floor_round(program, place), own_round()
            for operation, (mode, _) in GOALS.items():
                for callers in CALLERS:
                    ratio = own[operation, callers] / floor[mode, callers]
                    ratios.setdefault((operation, callers), []).append(ratio)
            print({name: round(values[-1], 2) for name, values in ratios.items()}, flush=True)
    for (operation, callers), values in ratios.items():
        goal = GOALS[operation][1][CALLERS.index(callers)]
        spread = f"({min(values):.2f} to {max(values):.2f})"
        goals.at_least(f"{operation}, {callers} callers {spread}", median(values), goal)
    return goals.close(f"The store against the floor, medians of {ROUNDS} rounds")
