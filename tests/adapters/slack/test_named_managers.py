"""People whom managers named, on Slack."""

from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.people import GENERAL, words_of


async def test_a_named_person_manages(workspace: Workspace) -> None:
    refused = await workspace.ada.types("/suggestions")
    assert "Only managers may do this" in words_of(refused)
    named = await workspace.manager.types("/settings team manager_add=<@U0ADA|ada>")
    assert "can manage this bot here" in words_of(named)
    assert {"type": "user", "user_id": "U0ADA"} in _elements(named)
    assert "Only managers" not in words_of(await workspace.ada.types("/suggestions"))


async def test_it_is_looked_whether_the_bot_can_post_for_a_named_manager_too(
    by_http: Workspace,
) -> None:
    by_http.slack.channels[GENERAL] = {"is_member": False}
    await by_http.manager.types("/settings team manager_add=<@U0ADA|ada>")
    refused = await by_http.ada.types("/daily add 09:00")
    assert "/invite @practice" in words_of(refused)


async def test_roles_are_discord_s(by_http: Workspace) -> None:
    refused = await by_http.manager.types("/settings team role_add=<!subteam^S123|leads>")
    assert "elsewhere people are named alone" in words_of(refused)


def _elements(shown: object) -> list[object]:
    """List everything inside a message that is an object."""
    found: list[object] = []
    if isinstance(shown, dict):
        found.append(shown)
        for value in shown.values():
            found += _elements(value)
    elif isinstance(shown, list):
        for value in shown:
            found += _elements(value)
    return found
