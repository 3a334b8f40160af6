"""What Slack itself says a block, a view and a manifest may look like."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

SPECS: Final = Path(__file__).parents[4] / "shared" / "specs" / "slack"
MISSING: Final = f"NOT CHECKED: Slack's own schemas are not beside this checkout ({SPECS})"


def problems_of_message(message: dict[str, Any]) -> Iterator[str]:
    """Find what Slack would refuse in a message."""
    if not message.get("text"):
        yield "a message has no text for notifications"
    blocks = message.get("blocks") or []
    if not 0 < len(blocks) <= 50:
        yield f"a message has {len(blocks)} blocks"
    for block in blocks:
        yield from _problems("KnownBlock", block)
    yield from _problems_of_blocks(blocks)


def problems_of_view(view: dict[str, Any]) -> Iterator[str]:
    """Find what Slack would refuse in a modal or a Home tab."""
    yield from _problems("HomeView" if view.get("type") == "home" else "ModalView", view)
    yield from _problems_of_blocks(view["blocks"])
    View(**view).to_dict()


def _problems_of_blocks(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        parsed = Block.parse(block)
        if parsed is None:
            yield f"unknown block {block}"
        else:
            parsed.to_dict()
        actions = [element.get("action_id") for element in block.get("elements", ())]
        named = [action for action in actions if action]
        if len(set(named)) < len(named):
            yield f"two elements of a block share an id: {named}"


def _problems(name: str, value: dict[str, Any]) -> Iterator[str]:
    if SPECS.is_dir():
        for error in _validator(name).iter_errors(value):
            yield f"{name}: {error.message[:300]}"


@cache
def _validator(name: str) -> Draft7Validator:
    path = SPECS / "block-kit-generated" / f"{name}.schema.json"
    return Draft7Validator(json.loads(path.read_text()))
