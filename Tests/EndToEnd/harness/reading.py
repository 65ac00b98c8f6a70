"""The final state as the server shows it: every task and every event of a project."""

PAGE = 50


def pages(client, tool: str, member: str, **arguments):
    """Every item over all pages of a listing tool."""
    cursor = None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = client.call(tool, **arguments, **more)
        yield from answer[member]
        cursor = answer.get("more")
        if not cursor:
            return


def all_events(client, **standing) -> list[dict]:
    """The whole event log of a project with hashes."""
    events, after = [], 0
    while True:
        page = client.call("query_events", after=after, limit=PAGE, fields="full", **standing)["events"]
        if not page:
            return events
        events += page
        after = page[-1]["sequence"]


def head_of_the_log(client, **standing) -> int:
    """The sequence of the newest event."""
    head = 0
    while page := client.call("query_events", after=head, limit=PAGE, **standing)["events"]:
        head = page[-1]["sequence"]
    return head


def all_task_ids(client, **standing) -> list[str]:
    """Every task of a project, whatever its state."""
    return [task["id"] for task in pages(client, "query_tasks", "tasks", limit=100, sort="oldest", **standing)]


def all_tasks(client, **standing) -> dict[str, dict]:
    """Every task in full, by its id."""
    ids = all_task_ids(client, **standing)
    found = {}
    for start in range(0, len(ids), 20):
        for task in tasks_in_full(client, ids[start : start + 20], **standing):
            found[task["id"]] = task
    return found


def tasks_in_full(client, ids: list[str], **standing) -> list[dict]:
    """Some tasks in full; asks again for those that the cap on an answer's size left out."""
    wanted, found = list(ids), []
    while wanted:
        answer = client.call("get_task_status", task_ids=wanted, detail="full", **standing)["tasks"]
        assert answer, f"get_task_status answers none of {wanted}"
        found += answer
        known = {task["id"] for task in answer}
        wanted = [task_id for task_id in wanted if task_id not in known]
    return found
