"""What is installed is whole: migrations, questions, the page and fonts are in the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.process.running import CHECKOUT, environment


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run(
        (*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, CHECKOUT),
        check=True,
        timeout=120,
    )
    (wheel,) = folder.glob("practice_bot-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("questions", "check"), id="the questions"),
        pytest.param(("db", "upgrade"), id="the migrations"),
    ],
)
def test_an_installed_bot_finds_what_it_needs(
    unpacked: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    made = subprocess.run(
        (sys.executable, "-m", "bot", *arguments),
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("folder", ["playground/static", "pictures/fonts"])
def test_the_page_and_the_fonts_are_in_the_wheel(unpacked: Path, folder: str) -> None:
    in_wheel = {path.name for path in (unpacked / "adapters" / folder).iterdir()}
    here = {path.name for path in (CHECKOUT / "adapters" / folder).iterdir()}
    assert in_wheel == here
