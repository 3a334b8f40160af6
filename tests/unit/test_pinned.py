"""The requirement files install years from now, whatever was released since."""

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^(?P<what>[A-Za-z0-9._-]+(?:\[[a-z0-9,._-]+\])?)==", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.txt")), ids=lambda path: path.name)
def test_what_is_needed_with_extras_is_pinned_with_them(path: Path) -> None:
    """Older versions of pip refuse a hash-checked install when a pin leaves the extras out."""
    pins = [Requirement(found["what"]) for found in PIN.finditer(path.read_text("utf-8"))]
    extras = {canonicalize_name(pin.name): pin.extras for pin in pins}
    assert extras
    missing = [
        f"{needed} of {installed.name}"
        for installed in distributions()
        if canonicalize_name(installed.name) in extras
        for needed in map(Requirement, installed.requires or [])
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
        if needed.extras - extras.get(canonicalize_name(needed.name), set())
    ]
    assert missing == []
