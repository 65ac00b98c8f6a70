"""Judges a history: what the clients wrote down, against the final state and the event log.

Every function yields sentences, one for each thing that must not have happened. The clients' journals are the measure;
the server's word is only ever compared with them.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .answers import LeaseToken, created_ids, leases_in
from .chain import chain_faults
from .journal import Call

NS = 1_000_000_000
ENDING = {"complete_task", "fail_task", "release_task"}
RENEWING = {"heartbeat_task", "start_task"}
LEASED = {"assigned", "running"}


@dataclass
class History:
    """All that a checker looks at."""

    calls: list[Call]
    tasks: dict[str, dict]
    events: list[dict]
    lease_seconds: int
    # The first moment at which nothing was leased any more, and by when that had to be so; monotonic nanoseconds.
    all_free_at: int | None = None
    all_free_by: int | None = None


@dataclass
class Tenure:
    """One grant as its holder saw it: it certainly held the task from `since` to `until`."""

    task: str
    fence: int
    worker: str
    since: int
    until: int
    requests: set = field(default_factory=set)


def violations(history: History) -> list[str]:
    """Everything that breaks a guarantee."""
    rules = [
        repeated_fences,
        shared_tasks,
        stale_completions,
        lost_creates,
        doubled_creates,
        lost_completions,
        doubled_completions,
        refused_yet_applied,
        stuck_tasks,
        untold_grants,
        broken_lives,
        lambda history: chain_faults(history.events),
    ]
    return [fault for rule in rules for fault in rule(history)]


def grants(calls: list[Call]):
    """Each acknowledged grant: the call and its lease."""
    for call in calls:
        if call.is_acknowledged and call.tool in ("claim_task", "start_task", "complete_task"):
            for lease in leases_in(call.result):
                yield call, lease


def lease_of(call: Call) -> LeaseToken:
    return LeaseToken.parse(call.arguments["lease"])


def request_of(call: Call):
    """What makes two calls the same request: the key, or the lease whose completion claimed the next."""
    return call.arguments.get("idempotency_key") or call.arguments.get("lease") or call.sent


def tenures(history: History) -> list[Tenure]:
    """Each grant with the time in which its holder certainly held it."""
    found: dict[str, Tenure] = {}
    for call, lease in grants(history.calls):
        period = call.arguments.get("lease_seconds", history.lease_seconds) * NS
        tenure = found.get(lease.text)
        if tenure is None:
            tenure = Tenure(lease.task, lease.fence, call.worker, call.answered, call.sent + period)
            found[lease.text] = tenure
        tenure.requests.add((call.worker, request_of(call)))
    for call in history.calls:
        if "lease" in call.arguments and (tenure := found.get(call.arguments["lease"])):
            adjust(tenure, call, history.lease_seconds)
    return list(found.values())


def adjust(tenure: Tenure, call: Call, lease_seconds: int):
    """Lengthens a tenure by an acknowledged renewal, ends it by the first call that gives the task up."""
    if call.tool in RENEWING and call.is_acknowledged and not call.result.get("stop"):
        extended = call.sent + call.arguments.get("extend_seconds", lease_seconds) * NS
        tenure.until = max(tenure.until, extended)
    elif call.tool in ENDING:
        tenure.until = min(tenure.until, call.sent)


def repeated_fences(history: History):
    """No two grants carry the same fence of a task."""
    holders = defaultdict(set)
    for call, lease in grants(history.calls):
        holders[lease.task, lease.fence].add((call.worker, request_of(call)))
    for (task, fence), requests in holders.items():
        if len(requests) > 1:
            yield f"fence {fence} of {task} was granted {len(requests)} times: {sorted(map(str, requests))}"


def shared_tasks(history: History):
    """Nobody was granted a task while another certainly held it."""
    by_task = defaultdict(list)
    for tenure in tenures(history):
        by_task[tenure.task].append(tenure)
    for task, held in by_task.items():
        held.sort(key=lambda tenure: tenure.fence)
        for earlier, later in zip(held, held[1:]):
            if later.since < earlier.until:
                early = (earlier.until - later.since) / NS
                yield (
                    f"{task} was held by {earlier.worker} (fence {earlier.fence}) when {later.worker} "
                    f"got fence {later.fence}, {early:.3f} s early"
                )


def stale_completions(history: History):
    """No completion is accepted under a fence when a newer one had been granted before it was sent."""
    newest = defaultdict(list)
    for call, lease in grants(history.calls):
        newest[lease.task].append((lease.fence, call.answered))
    for call in accepted_completions(history.calls):
        lease = lease_of(call)
        for fence, granted in newest[lease.task]:
            if fence > lease.fence and granted < call.sent:
                yield f"{lease.task} was completed under fence {lease.fence} after fence {fence} had been granted"


def accepted_completions(calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.tool == "complete_task" and call.is_acknowledged]


def lost_creates(history: History):
    """Every acknowledged create is there, with its own content."""
    for call in history.calls:
        if call.tool != "create_task" or not call.is_acknowledged:
            continue
        wanted = call.arguments.get("tasks") or [call.arguments]
        for task_id, asked in zip(created_ids(call.result), wanted):
            task = history.tasks.get(task_id)
            if task is None:
                yield f"{task_id} was acknowledged and is not there"
            elif task.get("content") != asked["content"]:
                yield f"{task_id} holds {task.get('content')!r} in place of {asked['content']!r}"


def doubled_creates(history: History):
    """A create that was repeated under its key made its tasks once; the clients give each task a content of its own."""
    asked = {
        wanted["content"]
        for call in history.calls
        if call.tool == "create_task"
        for wanted in call.arguments.get("tasks") or [call.arguments]
    }
    contents = Counter(task.get("content") for task in history.tasks.values())
    for content in asked:
        if contents[content] > 1:
            yield f"{contents[content]} tasks hold {content!r}, which was created once"


def lost_completions(history: History):
    """Every acknowledged completion is there, with its result."""
    for call in accepted_completions(history.calls):
        lease = lease_of(call)
        task = history.tasks.get(lease.task)
        if task is None:
            yield f"{lease.task} was completed and is not there"
        elif task["status"] != "completed":
            yield f"{lease.task} was completed and is {task['status']}"
        elif task.get("result") != call.arguments["result"]:
            yield f"{lease.task} holds the result {task.get('result')!r}, not {call.arguments['result']!r}"


def doubled_completions(history: History):
    """At most one completion of a task is accepted, by the clients' word and by the log's."""
    accepted = defaultdict(set)
    for call in accepted_completions(history.calls):
        accepted[lease_of(call).task].add(call.arguments["lease"])
    for task, leases in accepted.items():
        if len(leases) > 1:
            yield f"{task} was completed under {len(leases)} leases"
    told = Counter(event["task_id"] for event in history.events if event["kind"] == "task.completed")
    for task, count in told.items():
        if count > 1:
            yield f"the log completes {task} {count} times"


def refused_yet_applied(history: History):
    """What was refused did not happen."""
    done = {(e["task_id"], e.get("fence")) for e in history.events if e["kind"] == "task.completed"}
    for call in history.calls:
        if call.tool == "complete_task" and call.refusal is not None:
            lease = lease_of(call)
            if (lease.task, lease.fence) in done:
                yield f"completing {lease.task} under fence {lease.fence} was refused and yet happened"


def stuck_tasks(history: History):
    """Nothing stays leased: neither at the end nor longer than the lease and a second."""
    for task_id, task in history.tasks.items():
        if task["status"] in LEASED:
            yield f"{task_id} is still {task['status']}"
    if history.all_free_by is not None:
        if history.all_free_at is None or history.all_free_at > history.all_free_by:
            yield "a task stayed leased for longer than its lease and one second"


def untold_grants(history: History):
    """Every acknowledged grant is in the log, under the same agent."""
    told = {
        (event["task_id"], event["fence"]): event.get("assigned_to")
        for event in history.events
        if event["kind"] in ("task.claimed", "task.assigned")
    }
    for call, lease in grants(history.calls):
        agent = call.arguments.get("agent_id")
        if (lease.task, lease.fence) not in told:
            yield f"fence {lease.fence} of {lease.task} was granted and the log does not know"
        elif agent and told[lease.task, lease.fence] != agent:
            yield f"fence {lease.fence} of {lease.task} went to {agent}, the log says {told[lease.task, lease.fence]}"


def broken_lives(history: History):
    """The log tells a legal life of each task: fences 1, 2, 3 ..., one holder at a time, nothing after completion."""
    lives = defaultdict(list)
    for event in history.events:
        if event.get("task_id") and event["kind"].startswith("task."):
            lives[event["task_id"]].append(event)
    for task, events in lives.items():
        yield from faults_of_life(task, events)


def faults_of_life(task: str, events: list[dict]):
    """Walks one task's events."""
    held, newest, is_complete = None, 0, False
    for event in events:
        kind, fence = event["kind"], event.get("fence")
        if is_complete and kind not in ("task.noted",):
            yield f"{task}: {kind} after it was completed"
        if kind in ("task.claimed", "task.assigned"):
            if held is not None or fence != newest + 1:
                yield f"{task}: {kind} with fence {fence} while fence {held} held it and {newest} was the newest"
            held = newest = fence
        elif kind in ("task.completed", "task.failed", "task.released", "task.lost", "task.asked"):
            if held is None or fence != held:
                yield f"{task}: {kind} under fence {fence} while it was held under {held}"
            held, is_complete = None, kind == "task.completed"
        elif kind == "task.cancelled":
            held = None
