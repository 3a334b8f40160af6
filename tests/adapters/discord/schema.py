"""Discord's own description of its API, as a judge of what the bot sends."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

_FILE: Final = Path(__file__).parents[4] / "shared" / "specs" / "discord" / "openapi.json"
_CALLBACKS: Final = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


def check(name: str, value: Any) -> None:
    """Hold a value against a schema of the API; skip loudly where the description is missing."""
    if not _FILE.exists():
        pytest.skip(f"Discord's API description is not at {_FILE}: payloads stay unchecked")
    _validator(name).validate(value)


def check_requests(requests: Iterable[tuple[str, str, Any]]) -> int:
    """Hold everything that a client sent against the API; tell how many bodies were checked."""
    checked = 0
    for method, path, body in requests:
        if path.endswith("/callback"):
            check(_CALLBACKS[body["type"]], body)
        elif method == "POST" and path.endswith("/messages"):
            check("MessageCreateRequest", body)
        elif method == "PUT" and path.endswith("/commands"):
            for command in body:
                check("ApplicationCommandUpdateRequest", command)
        else:
            continue
        checked += 1
    return checked


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    document = json.loads(_FILE.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    )
