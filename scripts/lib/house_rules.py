"""The rules of the house that a formatter cannot see, checked over every file that git knows or would add."""

import re
import subprocess
import sys
from pathlib import Path

# A module imports only modules above it.
ORDER = [
    "AthenaJSON",
    "AthenaMCP",
    "AthenaCore",
    "AthenaSQL",
    "AthenaSQLite",
    "AthenaPostgres",
    "AthenaOperations",
    "AthenaServer",
    "athena",
]
# The protocol core knows no domain, and the domain no protocol.
NEVER = {
    "AthenaMCP": {"AthenaCore"},
    "AthenaCore": {"AthenaMCP"},
    "AthenaSQL": {"AthenaMCP"},
    "AthenaSQLite": {"AthenaMCP"},
    "AthenaOperations": {"AthenaSQL", "AthenaSQLite", "AthenaPostgres"},
    "AthenaServer": {"AthenaSQL", "AthenaSQLite", "AthenaPostgres"},
}
# A package's types appear in these modules alone.
HOME = {
    "GRDB": {"AthenaSQLite"},
    "GRDBSQLite": {"AthenaSQLite"},
    "Hummingbird": {"AthenaServer"},
    "ArgumentParser": {"athena"},
}
WITHOUT_FOUNDATION = {"AthenaJSON", "AthenaMCP", "AthenaCore", "AthenaSQL"}
LONGEST = {"Sources": 400, "Tests": 600, "Benchmarks": 400}
UNCHECKED_FILES = 2

FORBIDDEN = [
    (re.compile(r"\btry!"), "try! ends the process; handle the error"),
    (re.compile(r"\bas!"), "as! ends the process; use as? and decide"),
    (re.compile(r"\bfatalError\("), "fatalError ends the process; throw instead"),
]
IMPORT = re.compile(r"^(?:@\w+(?:\([^)]*\))?\s+)?(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:\w+\s+)?(\w+)")
SQL = re.compile(r'"\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP|ALTER)\b[^"]*\\\(')
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work/(?:main|shared|dev-)|root/|tmp/athena/)")


def files_of_the_repository():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in listed.split("\0") if name and Path(name).is_file()]


def without_comment(line):
    return re.sub(r"(^|\s)//.*", "", line)


def too_long(path, lines):
    limit = LONGEST.get(path.parts[0])
    if limit and path.suffix in (".swift", ".py") and len(lines) > limit:
        yield f"{path}: {len(lines)} lines; {limit} is the most"


def forbidden_constructs(path, lines):
    for number, line in enumerate(lines, 1):
        for pattern, advice in FORBIDDEN:
            if pattern.search(without_comment(line)):
                yield f"{path}:{number}: {advice}"


def sleeping_tests(path, lines):
    if path.parts[0] != "Tests":
        return
    for number, line in enumerate(lines, 1):
        if re.search(r"\bTask\.sleep\b|\busleep\(|(?<!func )(?<![\w.])(?:Glibc\.)?sleep\(\d", without_comment(line)):
            yield f"{path}:{number}: no sleep in a test; wait for the thing itself"


def interpolated_sql(path, lines):
    if path.parts[0] != "Sources":
        return
    inside = is_sql = False
    for number, line in enumerate(lines, 1):
        if '"""' in line:
            inside = not inside and line.count('"""') == 1
            is_sql = False
            continue
        if inside:
            is_sql = is_sql or bool(re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE)\b", line))
            if is_sql and "\\(" in line:
                yield f"{path}:{number}: SQL is never put together; bind a parameter"
        elif SQL.search(without_comment(line)):
            yield f"{path}:{number}: SQL is never put together; bind a parameter"


def wrong_imports(path, lines):
    if path.parts[0] != "Sources" or path.parts[1] not in ORDER:
        return
    module = path.parts[1]
    for number, line in enumerate(lines, 1):
        match = IMPORT.match(line)
        if match and (reason := import_fault(module, match.group(1))):
            yield f"{path}:{number}: {reason}"


def import_fault(module, imported):
    if imported in ORDER:
        if ORDER.index(imported) >= ORDER.index(module):
            return f"{module} stands above {imported} and cannot import it"
        if imported in NEVER.get(module, set()):
            return f"{module} must not know {imported}"
    if imported in HOME and module not in HOME[imported]:
        return f"{imported} belongs in {', '.join(sorted(HOME[imported]))} alone"
    if imported.startswith("Foundation") and module in WITHOUT_FOUNDATION:
        return f"{module} does without Foundation"
    if imported.startswith("NIO") and module not in ("AthenaServer", "athena"):
        return f"{imported} belongs in AthenaServer alone"
    return None


def machine_paths(path, lines):
    if path.name == "house_rules.py":
        return
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line):
            yield f"{path}:{number}: names a path of one machine"


def unchecked_sendables(texts):
    pattern = re.compile(r"@unchecked Sendable")
    found = [path for path, lines in texts if path.parts[0] == "Sources" and any(map(pattern.search, lines))]
    if len(found) > UNCHECKED_FILES:
        names = ", ".join(map(str, found))
        yield f"@unchecked Sendable stands in {len(found)} files, {UNCHECKED_FILES} are allowed: {names}"


def read_lines(path):
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return None


def faults():
    texts = [(path, lines) for path in files_of_the_repository() if (lines := read_lines(path)) is not None]
    for path, lines in texts:
        yield from too_long(path, lines)
        yield from machine_paths(path, lines)
        if path.suffix == ".swift":
            for rule in (forbidden_constructs, sleeping_tests, interpolated_sql, wrong_imports):
                yield from rule(path, lines)
    yield from unchecked_sendables(texts)


def main():
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
