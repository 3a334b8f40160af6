"""The whole process: from its start to the first "ready", and its memory when nothing happens."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median
from typing import Final

import psutil

from benchmarks.figures import RUNS, Figure, figure

_WAIT_SECONDS: Final = 30.0
_REST_SECONDS: Final = 3.0
_LIBRARIES: Final = "import aiohttp, alembic, apscheduler, pydantic_settings, sqlalchemy"
_START_GOAL: Final = 2.0
_MEMORY_GOAL: Final = 1.5


def start_and_rest(folder: Path) -> list[Figure]:
    """Start the playground several times; its schema is current from the second time on."""
    _one_start(folder)
    # One after the other, so that a busy moment of the machine falls on both sides of a ratio.
    pairs = [(_one_start(folder), _bare_start()) for _ in range(RUNS)]
    start = median(ours[0] for ours, _ in pairs)
    memory = median(ours[1] for ours, _ in pairs)
    start_ratio = median(ours[0] / bare[0] for ours, bare in pairs)
    memory_ratio = median(ours[1] / bare[1] for ours, bare in pairs)
    return [
        figure("start to ready over importing the libraries", start_ratio, "ratio", _START_GOAL),
        figure("start to ready, no token, schema current", start, "s"),
        figure("memory at rest over importing the libraries", memory_ratio, "ratio", _MEMORY_GOAL),
        figure("memory at rest, no token", memory, "MiB"),
    ]


def _one_start(folder: Path) -> tuple[float, float]:
    port = _free_port()
    environment = {"PATH": os.environ["PATH"], "HTTP_PORT": str(port), "LOG_LEVEL": "WARNING"}
    start = time.perf_counter()
    with subprocess.Popen(
        (sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.DEVNULL,
    ) as process:
        _wait_until_ready(port, process)
        seconds = time.perf_counter() - start
        time.sleep(_REST_SECONDS)
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        process.send_signal(signal.SIGTERM)
        process.wait(_WAIT_SECONDS)
    return seconds, memory


def _bare_start() -> tuple[float, float]:
    """Start an interpreter that imports the same libraries and does nothing."""
    code = f"{_LIBRARIES}; import sys; print('ready', flush=True); sys.stdin.read()"
    start = time.perf_counter()
    with subprocess.Popen(
        (sys.executable, "-c", code), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the libraries could not be imported")
        seconds = time.perf_counter() - start
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        process.communicate()
    return seconds, memory


def _wait_until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the bot ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise TimeoutError("the bot did not become ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
