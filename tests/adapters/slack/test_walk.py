"""docs/architecture.md walks through a command on Slack; here it is held against what happens."""

from tests.adapters.slack.conftest import OpenWorkspace
from tests.adapters.walk import documented_walk, missing_hops, recorded_walk


async def test_the_documented_walk_on_slack_is_the_one_that_happens(
    open_workspace: OpenWorkspace,
) -> None:
    documented = documented_walk("`/question advanced` on Slack")
    assert len(documented) > 10
    with recorded_walk() as walked:
        workspace = await open_workspace("http")
        await workspace.ada.types("/question advanced")
    assert missing_hops(documented, walked) == []
