"""What is held about a member, in the playground: a link that only they can open."""

import json
import re
from html import unescape

from tests.adapters.playground.conftest import Room

_ADDRESS = re.compile(r'href="(/playground/files/[^"]+)"')
_BUTTON = re.compile(r'data-action="(pb1\|export_mydata\|\d+)"')


async def address(room: Room) -> str:
    """Press Export, and find where the file is."""
    await room.type("mara", "/question")
    await room.type("mara", "/mydata")
    (button,) = _BUTTON.findall(await room.page_of("mara"))
    await room.press("mara", button)
    (found,) = _ADDRESS.findall(await room.page_of("mara"))
    return unescape(found)


async def test_the_file_is_handed_out_as_such(room: Room) -> None:
    answer = await room.client.get(await address(room))
    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert "practice-data.json" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    data = json.loads(await answer.read())
    assert data["member"]["display_name"] == "Mara"
    assert len(data["questions_asked"]) == 1


async def test_nobody_else_gets_it(room: Room) -> None:
    found = await address(room)
    for forged in (
        found.replace("as=mara", "as=owen"),
        found.replace("as=mara", "as=nobody"),
        re.sub(r"files/[^?]+", "files/abc-1", found),
    ):
        assert forged != found
        assert (await room.client.get(forged)).status == 404
    said = (await room.type("mara", "/streak"))["said"]
    assert (await room.client.get(f"/playground/files/{said}?as=mara")).status == 404
