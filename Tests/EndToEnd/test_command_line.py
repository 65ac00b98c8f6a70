"""The command line as scripts use it: exit codes, JSON, what it says on which stream, and what to do next."""

import json
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
        (["task", "show", "sheep"], 4),
        (["task", "list", "--no-such-option"], 64),
        (["no-such-command"], 64),
        (["task", "claim", "--agent", "nobody"], 4),
    ],
)
def test_a_refused_command_ends_with_its_exit_code_and_says_what_to_do(cli, arguments, code):
    done = cli.run(*arguments, check=False)
    assert done.returncode in (code, 64), done.stdout + done.stderr
    assert done.stdout == "" and len(done.stderr) > 10


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


def test_there_is_no_colour_where_no_terminal_is(cli, task):
    for command in (["status"], ["task", "list"], ["agent", "list"], ["doctor"]):
        assert "\x1b" not in cli.run(*command, check=False).stdout


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
    assert done.returncode in (69, 75), done.stderr


def test_an_audit_of_a_whole_chain_passes(cli, task):
    assert cli.run("audit", "verify").returncode == 0


def test_help_names_every_command(binary):
    said = subprocess.run([binary, "--help"], capture_output=True, text=True, timeout=30).stdout
    for command in "serve mcp status doctor demo import export task agent route goal graph event pattern audit db token bench".split():
        assert command in said, command
