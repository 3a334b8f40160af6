"""Several people, or one on several devices, at the same moment."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import Engine, event

_Result = TypeVar("_Result")
_GIVEN_WAY_FOR: Final = 0.5  # seconds; less than anybody waits for a lock


def at_once(count: int, do: Callable[[int], _Result]) -> list[_Result]:
    """Do the same from many threads that start together."""
    barrier = threading.Barrier(count)

    def wait_and_do(number: int) -> _Result:
        barrier.wait(timeout=30)
        return do(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(wait_and_do, range(count)))


@contextmanager
def meanwhile(engine: Engine, statement: str, do: Callable[[], object]) -> Iterator[None]:
    """Do something from another thread just before the first statement that begins like this.

    Whoever was about to execute it goes on when that is done, or has to wait for them.
    """
    done: list[Future[object]] = []
    with ThreadPoolExecutor(1) as threads:

        def interrupt(*arguments: object) -> None:
            if not done and str(arguments[2]).startswith(statement):
                done.append(threads.submit(do))
                wait(done, timeout=_GIVEN_WAY_FOR)

        event.listen(engine, "before_cursor_execute", interrupt)
        yield
        event.remove(engine, "before_cursor_execute", interrupt)
        assert done, f"nobody executed {statement}"
        done[0].result(timeout=30)
