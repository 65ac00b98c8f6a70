"""Counting tokens of the JSON that a model sees, with a real tokenizer that comes in a package."""

import json
from functools import cache

from anthropic._tokenizers import sync_get_tokenizer


@cache
def tokenizer():
    return sync_get_tokenizer()


def tokens(value) -> int:
    """How many tokens a value costs, written as the compact JSON that a model is shown."""
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return len(tokenizer().encode(text).ids)


def definition(tool: dict) -> dict:
    """What a client puts before the model of one tool, with the output schema."""
    shown = ("name", "description", "inputSchema", "outputSchema")
    return {name: tool[name] for name in shown if name in tool}


def bar(share: float, width: int = 24) -> str:
    """A bar that is full at the budget."""
    filled = min(width, round(share * width))
    return "█" * filled + "·" * (width - filled)


def table(counted: dict[str, int], budgets: dict[str, int], held: dict[str, int]) -> str:
    """One line for each budget: reached, held, allowed, and a bar."""
    lines = [f"{'answer':34} {'tokens':>6} {'held':>6} {'most':>6}"]
    for name, most in budgets.items():
        reached = counted[name]
        lines.append(f"{name:34} {reached:6} {held.get(name, most):6} {most:6} {bar(reached / most)} {reached / most:4.0%}")
    return "\n".join(lines)
