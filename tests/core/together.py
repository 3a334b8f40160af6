"""Several people, or one on several devices, at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.cards import Outcome


def at_once(count: int, do: Callable[[int], Outcome]) -> list[Outcome]:
    """Do the same from many threads that start together."""
    barrier = threading.Barrier(count)

    def wait_and_do(number: int) -> Outcome:
        barrier.wait(timeout=30)
        return do(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(wait_and_do, range(count)))
