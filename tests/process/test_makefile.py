"""What a newcomer types first."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.process.running import CHECKOUT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="SKIPPED: make is missing")


def make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ("make", "--no-print-directory", *arguments),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_make_help_lists_every_target() -> None:
    listed = make("help").stdout
    targets = re.findall(r"^([a-z-]+):.*##", (CHECKOUT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test", "bench", "help"} <= set(targets)
    assert all(f"  {target} " in listed for target in targets)


def test_without_venv_make_prints_the_one_line_that_helps(tmp_path: Path) -> None:
    python = tmp_path / "python-without-venv"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexit 0\n')
    python.chmod(0o755)
    made = make(f"VENV={tmp_path}/venv", f"PYTHON={python}", f"{tmp_path}/venv/bin/python")
    assert made.returncode != 0
    assert made.stdout.strip() == "Python's venv is missing: sudo apt install python3-venv"
    assert not (tmp_path / "venv").exists()


def test_the_requirements_name_no_index_and_no_host() -> None:
    for path in sorted((CHECKOUT / "requirements").glob("*.txt")):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", text)


def test_the_ci_calls_make_test_and_nothing_else() -> None:
    lines = (CHECKOUT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
