"""The command line as scripts use it: exit codes, JSON, what it says on which stream, and what to do next."""

import json
import os
import pty
import shlex
import signal
import subprocess

import pytest

from harness.answers import created_id
from harness.binary import quiet_environment


@pytest.fixture
def cli(shared_server, project):
    return shared_server.command_line(project)


@pytest.fixture
def task(shared_server, project) -> str:
    return created_id(shared_server.http().call("create_task", project=project, content="Count the sheep"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["task", "show", "t99999999"], 4),
        (["task", "show", "sheep"], 64),
        (["task", "list", "--no-such-option"], 64),
        (["no-such-command"], 64),
        (["task", "claim", "--agent", "nobody"], 4),
        (["task", "heartbeat", "t1.1.AAAAAAAAAAA"], 5),
        (["goal", "show", "g99999999"], 4),
        (["token", "revoke", "nosuchtoken1"], 4),
        (["import", "beads", "/no/such/file"], 4),
        (["db", "check", "/no/such/file"], 4),
        (["db", "prune", "--older-than-days", "1"], 64),
    ],
)
def test_a_refused_command_ends_with_its_exit_code_and_says_what_to_do(cli, arguments, code):
    done = cli.run(*arguments, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout == "" and len(done.stderr) > 10


def test_what_is_no_database_of_athena_is_1(cli, tmp_path):
    file = tmp_path / "copy.db"
    file.write_bytes(b"no database at all" * 500)
    assert cli.run("db", "check", str(file), check=False).returncode == 1


def test_a_lost_lease_is_5(cli, task):
    lease = claimed(cli)
    cli.run("task", "cancel", task)
    done = cli.run("task", "complete", lease, "--result", "late", check=False)
    assert done.returncode == 5, done.stderr
    assert cli.run("task", "heartbeat", lease, check=False).returncode == 5


def test_an_agent_without_a_free_slot_is_75(cli, task):
    cli.run("agent", "register", "a1", "--max-concurrent", "1")
    cli.run("task", "assign", task, "--agent", "a1")
    other = cli.json("task", "add", "Another")["data"]["task_id"]
    assert cli.run("task", "assign", other, "--agent", "a1", check=False).returncode == 75


def test_a_bad_token_and_a_missing_right_are_77(cli, shared_server, project, tmp_path):
    assert run_as(shared_server, project, "ath_nosuchtoken_at_all", "status").returncode == 77
    token = cli.json("token", "create", "reader", "--scope", "tasks:read")["data"]["token"]
    assert run_as(shared_server, project, token, "task", "list").returncode == 0
    refused = run_as(shared_server, project, token, "task", "add", "Not mine to add")
    assert refused.returncode == 77, refused.stderr


def test_waiting_for_a_task_tells_its_end_by_the_exit_code(cli):
    cli.run("agent", "register", "a1")
    assert wait_for(cli, end="complete", arguments=["--result", "done"]) == 0
    assert wait_for(cli, end="fail", arguments=["--error", "broken", "--no-retry"]) == 1
    task = cli.json("task", "add", "Cancelled")["data"]["task_id"]
    cli.run("task", "cancel", task)
    assert cli.run("task", "wait", task, check=False).returncode == 6
    task = cli.json("task", "add", "Never begun")["data"]["task_id"]
    waited = cli.run("task", "wait", task, "--timeout", "0.1", check=False)
    assert waited.returncode == 124 and "goes on" in waited.stderr


def wait_for(cli, end: str, arguments: list[str]) -> int:
    """How a wait for a task ends that another client ends meanwhile."""
    task = cli.json("task", "add", "Waited for")["data"]["task_id"]
    waiting = cli.start("task", "wait", task, "--timeout", "60")
    cli.run("task", end, claimed(cli), *arguments)
    return waiting.wait(60)


def test_an_interrupted_command_is_130(cli, tmp_path):
    watching = cli.start("status", "--watch", "--json", "--interval", "0.1", stdout=subprocess.PIPE, text=True)
    assert json.loads(watching.stdout.readline())["data"]["health"]
    watching.send_signal(signal.SIGINT)
    watching.stdout.close()
    # A shell shows a process that a signal ended as 128 and the signal.
    assert watching.wait(20) in (130, -signal.SIGINT)


def claimed(cli, agent: str = "a1") -> str:
    """The lease of the next task, for an agent that is there afterwards."""
    cli.run("agent", "register", agent)
    (task,) = cli.json("task", "claim", "--agent", agent)["data"]["tasks"]
    return task["lease"]


def run_as(server, project: str, token: str, *arguments: str):
    environment = quiet_environment(ATHENA_DB=str(server.db), ATHENA_PROJECT=project, ATHENA_TOKEN=token)
    command = [server.binary, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_nothing_to_claim_is_3(cli, shared_server, project):
    shared_server.http().call("register_agent", project=project, agent_id="a1")
    assert cli.run("task", "claim", "--agent", "a1", check=False).returncode == 3


def test_the_words_of_the_next_step_are_printed(cli):
    said = cli.run("task", "show", "t99999999", check=False).stderr
    assert "query_tasks" in said or "athena task list" in said


def test_json_has_a_stable_envelope(cli, task):
    answer = cli.json("task", "show", task)
    assert answer["schema"] and answer["data"]["id"] == task


def test_lists_are_tables_for_people_and_json_for_programs(cli, task):
    assert task in cli.run("task", "list").stdout
    assert task in json.dumps(cli.json("task", "list"))


COLOURED = (["status"], ["task", "list"], ["doctor"])


@pytest.mark.parametrize("command", COLOURED, ids=" ".join)
def test_colour_is_for_terminals_of_people_who_want_it(cli, task, command):
    assert "\x1b[" in on_a_terminal(cli, command, TERM="xterm")
    assert "\x1b" not in on_a_terminal(cli, command, TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(cli, command, TERM="dumb")
    assert "\x1b" not in cli.run(*command, check=False, environment=coloured(TERM="xterm")).stdout


def coloured(**more: str) -> dict[str, str]:
    """An environment in which nothing speaks against colours but what is given."""
    return {name: value for name, value in quiet_environment().items() if name not in ("NO_COLOR", "TERM")} | more


def on_a_terminal(cli, command: list[str], **environment: str) -> str:
    """What a command writes where its data goes to a terminal."""
    ours, theirs = pty.openpty()
    process = cli.start(*command, environment=coloured(**environment), stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:
        # The terminal of a process that has ended.
        pass
    process.wait(60)
    os.close(ours)
    return said.decode()


def test_an_error_is_json_for_those_who_asked_for_it(cli):
    for arguments, code in ((["task", "show", "t99999999"], "not_found"), (["task", "list", "--bad"], "invalid_argument")):
        done = cli.run(*arguments, "--json", check=False)
        error = json.loads(done.stderr)["error"]
        assert error["code"] == code and error["message"] and error["next"], done.stderr
        assert done.stdout == "" and done.returncode != 0


HARMFUL = "\x1b[31m\x9b31m\u202eevil\u2066\U000e0041"


def test_nothing_that_is_quoted_or_stored_steers_a_terminal(cli, task):
    cli.run("task", "note", task, HARMFUL)
    added = cli.json("task", "add", "Odd", "--type", "odd")["data"]["task_id"]
    cli.run("task", "cancel", added, "--reason", HARMFUL)
    spoken = [
        cli.run("task", "list", "--status", HARMFUL, check=False).stderr,
        cli.run("task", "show", HARMFUL, check=False).stderr,
        cli.run("task", "show", HARMFUL, "--json", check=False).stderr,
        cli.run("import", "beads", HARMFUL, check=False).stderr,
        cli.run("task", "list", f"--{HARMFUL}", check=False).stderr,
        cli.run("audit", "list").stdout,
        cli.run("task", "show", task, "--history").stdout,
        cli.run("task", "show", task, "--json").stdout,
    ]
    for text in spoken:
        assert not set(text) & set("\x1b\x9b\u202e\u2066\U000e0041"), text


def test_a_list_that_goes_on_says_the_command_that_shows_the_rest(cli, shared_server):
    made = [cli.json("task", "add", f"Piece {number}", "--type", "odd")["data"]["task_id"] for number in range(3)]
    shown, command = [], ["task", "list", "--type", "odd", "--sort", "oldest", "--limit", "2", "--json"]
    while command:
        answer = cli.json(*[word for word in command if word != "--json"])
        shown += [task["id"] for task in answer["data"]["tasks"]]
        command = shlex.split(answer["next"])[1:] if answer["next"] else None
    assert shown == made


def test_texts_come_from_standard_input_for_a_dash_and_only_once(cli, task, tmp_path):
    lease = claimed(cli)
    assert "The lease lasts" in cli.run("task", "heartbeat", lease, "--note", "-", stdin="half way").stdout
    assert "half way" in json.dumps(cli.json("task", "show", task))
    done = cli.run("task", "fail", "-", "--error", "-", stdin=lease, check=False)
    assert done.returncode == 64 and "standard input" in done.stderr
    cli.run("task", "release", lease, "--note", "-", stdin="take care")
    assert "take care" in json.dumps(cli.json("task", "show", task))
    cli.run("task", "cancel", task, "--reason", "-", stdin="not wanted")
    record = {"id": "x-1", "title": "From a pipe", "status": "open", "priority": 2, "issue_type": "task"}
    report = cli.json("import", "beads", "-", stdin=json.dumps(record))["data"]
    assert report["created"] == 1


def test_an_unreachable_server_is_69(binary, tmp_path):
    missing = tmp_path / "no" / "such" / "folder" / "athena.db"
    missing.parent.parent.mkdir(parents=True)
    missing.parent.touch()
    done = subprocess.run(
        [binary, "status"],
        env=quiet_environment(ATHENA_DB=str(missing)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 69, done.stderr


def test_an_audit_of_a_whole_chain_passes(cli, task):
    assert cli.run("audit", "verify").returncode == 0


def test_help_names_every_command(binary):
    said = subprocess.run([binary, "--help"], capture_output=True, text=True, timeout=30).stdout
    for command in "serve mcp status doctor demo import export task agent route goal graph event pattern audit db token bench".split():
        assert command in said, command
