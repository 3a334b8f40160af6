"""Starts the real command as a process of its own and waits for what it says."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

CHECKOUT: Final = Path(__file__).parents[2]
DEADLINE_SECONDS: Final = 30.0
_ADDRESS: Final = re.compile(r"http://[0-9.]+:\d+")


def environment(**settings: str) -> dict[str, str]:
    """Make the environment of a fresh machine, and the settings given."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), **settings}


class RunningBot:
    """``practice-bot run`` in a folder of its own, on a free port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        logs = len(list(folder.glob("log-*.txt")))
        self._log = (folder / f"log-{logs}.txt").open("w+")
        self.process = subprocess.Popen(
            (sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=environment(**({"HTTP_PORT": "0"} | settings)),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._log.close()

    @property
    def said(self) -> str:
        """All that it wrote so far."""
        return Path(self._log.name).read_text()

    def address(self) -> str:
        """Wait until it says where it listens."""
        for _ in _tries():
            found = _ADDRESS.search(self.said)
            if found:
                return found[0]
            if self.process.poll() is not None:
                break
        raise AssertionError(f"it never said where it listens:\n{self.said}")

    def wait_until_ready(self) -> str:
        """Wait for ``/readyz`` to say yes; the address comes back."""
        address = self.address()
        for _ in _tries():
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                    return address
            except urllib.error.HTTPError as error:
                error.close()
        raise AssertionError(f"it never became ready:\n{self.said}")

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        if not any(holds() for _ in _tries()):
            raise AssertionError(f"it never came true:\n{self.said}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Ask it to stop; its exit code and the seconds it took come back."""
        start = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(DEADLINE_SECONDS)
        return code, time.monotonic() - start


@contextmanager
def listening_socket() -> Iterator[int]:
    """Occupy a port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def _tries() -> Iterator[None]:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        yield
        time.sleep(0.02)
