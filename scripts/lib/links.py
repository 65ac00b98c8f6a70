"""Every relative link of a Markdown file leads to a file, and every anchor to a heading."""

import re
import subprocess
import sys
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~)")


def markdown_files():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in listed.split("\0") if name and Path(name).is_file()]


def prose(path):
    """The lines outside code blocks, with their numbers."""
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if FENCE.match(line.strip()):
            inside = not inside
        elif not inside:
            yield number, re.sub(r"`[^`]*`", "", line)


def anchors(path):
    """The anchors of a file's headings, as code hosts make them."""
    for _, line in prose_with_code(path):
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            yield words.replace(" ", "-")


def prose_with_code(path):
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if FENCE.match(line.strip()):
            inside = not inside
        elif not inside:
            yield number, line


def faults(path):
    for number, line in prose(path):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            led_to = (path.parent / name).resolve() if name else path.resolve()
            if not led_to.exists():
                yield f"{path}:{number}: {target} leads nowhere"
            elif anchor and led_to.suffix == ".md" and anchor not in set(anchors(led_to)):
                yield f"{path}:{number}: {target} names no heading"


def main():
    found = [fault for path in markdown_files() for fault in faults(path)]
    print("\n".join(found) if found else f"documents: {len(markdown_files())} files, every link leads somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
