"""Several people, or one on several devices, at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Result = TypeVar("_Result")


def at_once(count: int, do: Callable[[int], _Result]) -> list[_Result]:
    """Do the same from many threads that start together."""
    barrier = threading.Barrier(count)

    def wait_and_do(number: int) -> _Result:
        barrier.wait(timeout=30)
        return do(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(wait_and_do, range(count)))
