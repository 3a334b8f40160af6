"""Questions that leave as a list or as files: which, in which format, and what authors hear."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bot.database.choice import database_url, open_existing
from bot.database.choice import shown as shown_database
from bot.drafts import Draft, shortcomings
from bot.exchange.entries import Entry
from bot.exchange.files import ListError
from bot.exchange.own_markdown import read_markdown, write_markdown
from bot.exchange.plan import as_pack, reads_back
from bot.exchange.records import write_csv, write_json
from bot.packs.asked import own_questions_at
from bot.question_bank import OWN, pack_name_problem
from bot.question_files import SUFFIX
from bot.requests import Place, Platform
from bot.settings import Settings

WRITERS: Final = {"markdown": write_markdown, "csv": write_csv, "json": write_json}
"""The pack that a workspace's own questions become, unless another one is named."""


def survives(draft: Draft, form: str) -> bool:
    """Tell whether a question that people typed would be read back as what was approved."""
    match form:
        case "files":
            return reads_back(Path(draft.pack) / f"{draft.id}{SUFFIX}", draft)
        case "markdown":
            match list(read_markdown(write_markdown([draft]))):
                case [Entry(draft=same)]:
                    return same == draft
                case _:
                    return False
        case _:
            return True


def own_of(settings: Settings, workspace: str, pack: str) -> tuple[list[Draft], list[str]]:
    """Gather what a workspace approved, under the ids that it would have in a pack.

    The ids of what a manager has left out come with it; those are not exported.
    """
    if wrong := pack_name_problem(pack):
        raise ListError(f"{pack!r} cannot be the name of a pack: {wrong}")
    platform, colon, workspace_id = workspace.partition(":")
    if not colon or platform not in set(Platform):
        raise ListError(f"{workspace!r} is no workspace; one looks like discord:1234567890")
    engine = open_existing(database_url(settings))
    try:
        with engine.connect() as connection:
            place = Place(Platform(platform), workspace_id, "")
            own, left_out = own_questions_at(connection, place)
    finally:
        engine.dispose()
    if not (own or left_out):
        raise ListError(f"{workspace} has no questions of its own in {shown_database(engine.url)}")
    return as_pack(own, pack), left_out


def incomplete(drafts: Iterable[Draft]) -> Iterator[str]:
    """Tell what drafts still lack as files."""
    for draft in drafts:
        missing, wrong = shortcomings(draft)
        without = [f"without {', '.join(missing)}"] if missing else []
        if problems := "; ".join([*without, *wrong]):
            yield f"incomplete: {draft.id} is {problems}; nobody is asked it until that is mended"


def what_to_do_next(drafts: Iterable[Draft], pack: str) -> Iterator[str]:
    """Tell what own questions still lack as files, and how nobody meets them twice."""
    yield from incomplete(drafts)
    yield (
        f"when the pack {pack} is in use, switch {OWN} off in that workspace, or members meet these"
        f" questions twice: /settings team switch_off={OWN}"
    )
