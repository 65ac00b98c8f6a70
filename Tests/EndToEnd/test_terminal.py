"""What a person's terminal gets to see of texts that others wrote, and in which colours."""

import re

import pytest

from harness.answers import created_id
from harness.binary import quiet_environment
from harness.terminal import Terminal

# Clears the screen, sets the window's title, writes red, goes back, turns the line round, and C1 and tags beside it.
HOSTILE = "innocent\x1b[2J\x1b]0;owned\x07\x1b[31m\x9b1m\x08\x08\u202ekcab\u2066 \U000e0041end"
SHOWN = "innocent[2J]0;owned[31m1mkcab end"
COLOUR = re.compile(r"\x1b\[\d+m")
# What `--watch` itself draws: back to the corner, and away with what was there.
REDRAW = re.compile(r"\x1b\[[HKJ]")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

PLAIN = {"NO_COLOR": "1", "TERM": "xterm-256color"}
DUMB = {"NO_COLOR": "", "TERM": "dumb"}
COLOURED = {"NO_COLOR": "", "TERM": "xterm-256color"}


@pytest.fixture
def project_with_hostile_title(shared_server, project) -> str:
    """A project in which a task with a hostile title is worked on by an agent."""
    http = shared_server.http()
    created_id(http.call("create_task", project=project, content="x", title=HOSTILE))
    http.call("register_agent", project=project, agent_id="a1")
    http.call("claim_task", project=project, agent_id="a1")
    http.close()
    return project


@pytest.fixture
def terminal(binary, shared_server, project_with_hostile_title):
    """Runs commands in terminals and ends them."""
    opened = []

    def run(*arguments: str, columns: int = 200, **environment: str) -> Terminal:
        steering = {"ATHENA_DB": str(shared_server.db), "ATHENA_PROJECT": project_with_hostile_title}
        opened.append(Terminal([binary, *arguments], quiet_environment(**steering, **environment), columns))
        return opened[-1]

    yield run
    for one in opened:
        one.close()


@pytest.mark.parametrize("environment", [PLAIN, DUMB], ids=["NO_COLOR", "dumb"])
def test_a_list_without_colours_holds_no_escape_at_all(terminal, environment):
    text = terminal("task", "list", **environment).read_all()
    assert SHOWN in text
    assert not FORBIDDEN.search(text), repr(text)


def test_a_list_with_colours_holds_those_of_athena_and_no_other_escape(terminal):
    text = terminal("task", "list", **COLOURED).read_all()
    assert SHOWN in text
    assert COLOUR.search(text)
    assert not FORBIDDEN.search(COLOUR.sub("", text)), repr(text)


@pytest.mark.parametrize("environment", [PLAIN, DUMB], ids=["NO_COLOR", "dumb"])
def test_watching_redraws_without_colours_and_lets_no_escape_of_a_title_through(terminal, environment):
    watching = terminal("status", "--watch", "--interval", "0.1", **environment)
    text = watching.read_until(lambda drawn: drawn.count("\x1b[H") >= 3 and drawn.count(SHOWN) >= 2)
    assert not FORBIDDEN.search(REDRAW.sub("", text)), repr(text)
    watching.interrupt()


@pytest.mark.parametrize("command", [("event", "list"), ("agent", "list"), ("status",), ("task", "search", "innocent")])
def test_no_other_list_lets_an_escape_through(terminal, command):
    text = terminal(*command, **PLAIN).read_all()
    assert len(text) > 10 and not FORBIDDEN.search(text), repr(text)


def test_a_narrow_terminal_cuts_the_title(terminal):
    text = terminal("task", "list", columns=60, **PLAIN).read_all()
    assert "…" in text and SHOWN not in text
    assert all(len(line) <= 60 for line in text.splitlines())
