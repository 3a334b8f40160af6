"""Roles and people that managers named, on Discord."""

import pytest
from simcord.actors import MemberActor
from simcord.builders import RoleHandle

from bot.requests import Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check_requests
from tests.adapters.proposals import PROPOSED


@pytest.fixture
def coaches(server: Server) -> RoleHandle:
    return server.guild.create_role("Coaches")


@pytest.fixture
def cora(server: Server, coaches: RoleHandle) -> MemberActor:
    return server.guild.add_member(server.env.create_user("cora"), roles=[coaches])


async def test_whoever_has_a_named_role_manages(
    server: Server, coaches: RoleHandle, cora: MemberActor
) -> None:
    refused = await cora.slash(server.channel, "suggestions")
    assert "Only managers may do this" in text_of(answer_of(refused))
    named = await server.manager.slash(server.channel, "settings team", role_add=coaches)
    assert f"<@&{coaches.id}> can manage" in text_of(answer_of(named))
    assert "Only managers" not in text_of(
        answer_of(await cora.slash(server.channel, "suggestions"))
    )
    others = await server.bob.slash(server.channel, "suggestions")
    assert "Only managers" in text_of(answer_of(others))
    assert check_requests(server.sent()) >= 4


async def test_a_named_person_manages(server: Server) -> None:
    named = await server.manager.slash(server.channel, "settings team", manager_add=server.bob)
    assert f"<@{server.bob.id}> can manage" in text_of(answer_of(named))
    allowed = await server.bob.slash(server.channel, "suggestions")
    assert "Only managers" not in text_of(answer_of(allowed))


async def test_roles_are_looked_up_where_a_direct_message_does_not_tell_them(
    server: Server, coaches: RoleHandle, cora: MemberActor
) -> None:
    client = server.surface.client
    rights = await client._rights(server.guild.id, cora.id)
    assert not rights.is_manager
    assert str(coaches.id) in rights.role_ids
    assert (await client._rights(server.guild.id, server.manager.id)).is_manager
    gone = await client._rights(server.guild.id, 1)
    assert not gone.is_manager
    assert gone.role_ids == frozenset()
    assert gone.are_known  # Discord's word that it knows nobody there counts
    assert not (await client._rights(1, cora.id)).are_known  # a server that it does not tell of


async def test_who_manages_by_a_role_decides_from_a_direct_message(
    server: Server, coaches: RoleHandle, cora: MemberActor
) -> None:
    await server.manager.slash(server.channel, "settings team", role_add=coaches)
    await cora.slash(server.channel, "suggestions")
    opened = await server.ada.slash(server.channel, "suggest")
    await server.ada.submit_modal(opened, dict(PROPOSED))
    notices = server.bot.telling.claim_notices([Platform.DISCORD])
    assert str(cora.id) in {notice.user_id for notice in notices}
