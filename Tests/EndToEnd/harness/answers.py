"""Reading the answers of tools: ids, leases, pages. The only place that knows their member names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeaseToken:
    """A lease token and the task and fence that it names."""

    text: str
    task: str
    fence: int

    @staticmethod
    def parse(text: str) -> "LeaseToken":
        task, fence, _ = text.split(".", 2)
        return LeaseToken(text, task, int(fence))


def leases_in(answer: dict) -> list[LeaseToken]:
    """The leases that a claim, a start or a fused complete granted; what stands inside a brief is only data."""
    granted = [answer, *answer.get("tasks", []), *answer.get("next", {}).get("tasks", [])]
    return [LeaseToken.parse(grant["lease"]) for grant in granted if "lease" in grant]


def created_ids(answer: dict) -> list[str]:
    """The ids that create_task answered, in the order of its tasks."""
    if "task_ids" in answer:
        return list(answer["task_ids"])
    return [answer["task_id"]]


def created_id(answer: dict) -> str:
    """The id of the one task that was created."""
    (only,) = created_ids(answer)
    return only
