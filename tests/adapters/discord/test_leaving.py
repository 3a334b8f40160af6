"""Being taken out of a Discord server is one thing, an outage of the server another."""

from datetime import timedelta

from simcord.backend import serializers
from sqlalchemy import Engine, select

from bot.database.models import Workspace
from bot.requests import Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.fakes.clock import FakeClock


def is_marked(engine: Engine) -> bool:
    with engine.begin() as connection:
        return connection.execute(select(Workspace.removed_at)).scalar_one() is not None


async def leaves(server: Server, **more: object) -> None:
    server.env.backend.emit("GUILD_DELETE", {"id": str(server.guild.id), **more})
    await server.env.settle()


async def comes_back(server: Server) -> None:
    backend = server.env.backend
    guild = backend.get_guild(server.guild.id)
    backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
    await server.env.settle()


async def test_a_real_leave_marks_the_server_and_a_return_takes_the_mark_away(
    server: Server, engine: Engine, clock: FakeClock
) -> None:
    await server.manager.slash(server.channel, "daily add", time="13:00")
    await leaves(server)
    assert is_marked(engine)
    clock.advance(timedelta(hours=1))
    assert server.bot.posting.claim_due((Platform.DISCORD,)) == []
    await comes_back(server)
    assert not is_marked(engine)
    assert len(server.bot.posting.claim_due((Platform.DISCORD,))) == 1


async def test_an_outage_marks_nothing(server: Server, engine: Engine) -> None:
    await server.ada.slash(server.channel, "help")
    await leaves(server, unavailable=True)
    assert not is_marked(engine)
    await comes_back(server)
    shown = await server.ada.slash(server.channel, "settings me")
    assert "Your settings" in text_of(answer_of(shown))
