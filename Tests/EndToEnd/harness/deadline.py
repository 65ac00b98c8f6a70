"""Waiting for a real condition, never for a while."""

import time
from collections.abc import Callable


class DeadlinePassed(AssertionError):
    """What was waited for did not happen in time."""


def wait_until(condition, seconds: float, what: str | Callable[[], str], every: float = 0.02):
    """Asks until `condition()` is truthy and answers its value; fails with `what` when the time is up.

    What is known only then is given as something to call.
    """
    limit = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > limit:
            raise DeadlinePassed(f"after {seconds} s still not: {what() if callable(what) else what}")
        time.sleep(every)
