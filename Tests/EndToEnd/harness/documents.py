"""The commands and configurations that a document shows, read out of its code blocks, its tables and its sentences."""

import json
import re
import shlex
import tomllib
from dataclasses import dataclass

from .binary import REPOSITORY

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
PROGRAMS = {"athena", "claude", "codex", "gemini", "swift", "export", "pip", "curl"}
SHELLS = {"sh", "bash", "console"}


@dataclass(frozen=True)
class Shown:
    """A piece of code and the document that shows it."""

    document: str
    kind: str
    text: str

    def __str__(self):
        return f"{self.document}: {' '.join(self.text.split())[:60]}"


def shown_in(name: str) -> list[Shown]:
    """Everything of a document that somebody could copy and run, in its order and without repetitions."""
    text = (REPOSITORY / name).read_text()
    found = []
    for language, block in FENCE.findall(text):
        if language in SHELLS:
            found += [Shown(name, "command", line) for line in commands(block)]
        else:
            found.append(Shown(name, language, block.strip()))
    for span in INLINE.findall(FENCE.sub("", text)):
        kind = kind_of(" ".join(span.split()))
        if kind:
            found.append(Shown(name, kind, " ".join(span.split())))
    return list(dict.fromkeys(found))


def commands(block: str) -> list[str]:
    """The lines of a shell block without their comments."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in block.splitlines())
    return [line for line in lines if line]


def kind_of(span: str) -> str | None:
    """What a piece of code in a sentence is: a command, JSON, TOML, or nothing that can be run."""
    if span.startswith("{"):
        return "json"
    if re.fullmatch(r"\w+ = .+", span):
        return "toml"
    first, _, rest = span.partition(" ")
    is_script = first.startswith("scripts/") and (REPOSITORY / first).is_file()
    return "command" if is_script or (first in PROGRAMS and rest) else None


def server_entries(shown: Shown) -> list[dict]:
    """The servers that a piece of configuration names."""
    settings = tomllib.loads(shown.text) if shown.kind == "toml" else json.loads(shown.text)
    servers = settings.get("mcpServers") or settings.get("servers") or settings.get("mcp_servers") or {}
    return list(servers.values())


def behind_dashes(command: str) -> list[str] | None:
    """The command that a client is told to start: what stands behind `--`."""
    words = shlex.split(command)
    return words[words.index("--") + 1 :] if "--" in words else None
