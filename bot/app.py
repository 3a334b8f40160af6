"""The front door: one request, one transaction, one outcome; refusals and bugs become cards."""

import inspect
import logging
import random
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Engine, text

from bot.action_ids import ActionId
from bot.cards import Card, Outcome, Reply
from bot.catalogue import ACTIONS, Action, Subject, command_named
from bot.clock import Clock
from bot.context import Context
from bot.daily.planned_posts import workspace_of_post
from bot.daily.posting import Posting
from bot.database.engine import is_race, reading
from bot.errors import ManagersOnly, Refusal
from bot.logs import in_request
from bot.members.leaving import mark_present, mark_removed, places_on, purge_some
from bot.members.people import member_for
from bot.members.queries import doubt_streaks
from bot.options import read_values
from bot.packs.renames import follow_renames
from bot.permission import judged, permitted
from bot.practice.queries import workspace_of_draw
from bot.practice.rebuilding import rebuild_for, rebuild_without_memory
from bot.preferences.handlers import note_greeting
from bot.preferences.help_views import greeting_card, home_card
from bot.preferences.queries import was_greeted
from bot.presence import Presence
from bot.progress.counters import doubt_all, refresh_some
from bot.progress.streak_handlers import streak_card
from bot.question_bank import QuestionBank
from bot.rejection import rejected
from bot.requests import Asker, CommandCall, Place, Platform, Press, readable
from bot.row_ids import read_row_id
from bot.telling import Telling
from bot.upkeep import queries as upkeep

_UNKNOWN_COMMAND: Final = "This bot does not know that command. `/help` lists those it knows."
_UNKNOWN_BUTTON: Final = (
    "This button is from another version of the bot, and nobody knows any more what it did. "
    "`/help` shows what there is now."
)
_NO_WORKSPACE: Final = "Commands work in a channel of your workspace, not in a direct message."

_Result = TypeVar("_Result")

log = logging.getLogger(__name__)


class PracticeBot:
    """All that adapters ask of the core; every method is synchronous and ends its transaction.

    ``posting`` is the life of daily posts, step by step; ``telling`` that of direct messages;
    ``presence`` finds out who has left.
    """

    def __init__(
        self,
        engine: Engine,
        questions: QuestionBank,
        clock: Clock,
        rng: random.Random,
        worker_id: str,
    ) -> None:
        self._engine = engine
        self._questions = questions
        self._clock = clock
        self._rng = rng
        self.posting = Posting(engine, clock, rng, questions, worker_id)
        self.telling = Telling(engine, clock, questions)
        self.presence = Presence(engine, clock)

    def run_command(self, call: CommandCall) -> Outcome:
        """Do what a slash command asks for."""
        return self._guard(call.place, call.name, lambda: self._command(call))

    def press(self, press: Press) -> Outcome:
        """Do what a button, a checklist or a submitted form asks for."""
        return self._guard(press.place, "a press", lambda: self._press(press), press)

    def home(self, asker: Asker, place: Place) -> Card:
        """Make a member's own page: help, their streak and a button to practise."""

        def make(ctx: Context) -> Outcome:
            return Reply(home_card(streak_card(ctx, member_for(ctx))))

        outcome = self._guard(place, "home", lambda: self._transact(make, asker, place))
        return outcome.card if isinstance(outcome, Reply) else Card(title="Practice")

    def zone_of(self, asker: Asker, place: Place) -> str:
        """Tell the IANA zone in which a member's days are counted now."""
        return self._transact(lambda ctx: member_for(ctx).zone, asker, place)

    def greet(self, place: Place) -> Card | None:
        """Make the first message to a workspace; None when one is out already."""
        with reading(self._engine).begin() as connection:
            return None if was_greeted(connection, place) else greeting_card()

    def greeted(self, place: Place) -> None:
        """Note that the first message to a workspace is out."""
        self._transact(note_greeting, Asker(user_id="", display_name=""), place)

    def places_on(self, platform: Platform) -> list[Place]:
        """List the workspaces of a platform in which the bot is, as far as it knows."""
        with reading(self._engine).begin() as connection:
            return places_on(connection, platform)

    def left(self, place: Place) -> None:
        """Note that the bot was taken out of a workspace: from now on nothing goes out there."""
        with self._engine.begin() as connection:
            if mark_removed(connection, place, self._clock()):
                log.info("the bot was taken out of a workspace on %s", place.platform)

    def returned(self, place: Place) -> None:
        """Note that the bot is in a workspace, as it may not have been before."""
        with self._engine.begin() as connection:
            mark_present(connection, place)

    def purge_some(self) -> bool:
        """Delete a part of what was left more than 30 days ago; False when nothing was."""
        with self._engine.begin() as connection:
            return purge_some(connection, self._clock())

    def beat(self) -> None:
        """Record that the bot is up in this minute, and whether it was down before."""
        with self._engine.begin() as connection:
            changed = upkeep.record_heartbeat(connection, self._clock())
            if changed is not None:
                doubt_streaks(connection, alive_at=changed)

    def refresh_streaks(self) -> bool:
        """Work out anew some of the streaks that are in doubt; False when none was left."""
        with self._engine.begin() as connection:
            return refresh_some(connection, self._clock())

    def doubt_streaks(self) -> int:
        """Leave every streak to be worked out anew; how many there are comes back."""
        with self._engine.begin() as connection:
            return doubt_all(connection)

    def fill_heartbeats(self, first: datetime, last: datetime) -> None:
        """Record every minute of a span that a jumping clock passes over."""
        with self._engine.begin() as connection:
            changed = upkeep.record_heartbeats(connection, first, last)
            if changed is not None:
                doubt_streaks(connection, alive_at=changed)

    def remembered(self, name: str) -> str | None:
        """Look up a small fact that the bot keeps about itself."""
        with reading(self._engine).begin() as connection:
            return upkeep.recall(connection, name)

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact about the bot itself."""
        with self._engine.begin() as connection:
            upkeep.keep(connection, name, value)

    def follow_renames(self) -> None:
        """Let what members did with questions that were renamed since count for them."""
        renamed = self._questions.renamed
        if not renamed:
            return
        with self._engine.begin() as connection:
            followed = follow_renames(connection, renamed)
            rebuild_for(connection, followed.member_ids, {*renamed, *renamed.values()})
        if followed.rows:
            log.info("%d rows follow questions that were renamed", followed.rows)

    def remember_old_ratings(self) -> None:
        """Work out when what was rated before there were reviews is due."""
        rows = rebuild_without_memory(self._engine)
        if rows:
            log.info("what members know was worked out for %d questions", rows)

    def check_database(self) -> None:
        """Ask the database for an answer; whatever its driver raises comes through."""
        with reading(self._engine).begin() as connection:
            connection.execute(text("SELECT 1"))

    def _command(self, call: CommandCall) -> Outcome:
        command = command_named(call.name)
        if command is None:
            raise Refusal(_UNKNOWN_COMMAND)
        if not call.place.workspace_id:
            raise Refusal(_NO_WORKSPACE)
        typed = {name: readable(value) for name, value in call.options.items()}

        def run(ctx: Context) -> Outcome:
            # Not before: whoever may not do it at all is told that first.
            options = read_values(command.options, typed)
            if command.for_managers:
                # Noted as one who manages, they hear of what waits for managers.
                member_for(ctx)
            return command.handler(ctx, **options)

        def handle(ctx: Context) -> Outcome | ManagersOnly:
            # A command proves that the bot is there, whatever was heard.
            mark_present(ctx.connection, call.place)
            return judged(ctx, command, run)

        return permitted(self._transact(handle, call.asker, call.place, call.obstacle))

    def _press(self, press: Press) -> Outcome:
        action_id = ActionId.decode(press.action)
        action = ACTIONS.get(action_id.name) if action_id else None
        if action_id is None or action is None:
            raise Refusal(_UNKNOWN_BUTTON)
        named: dict[str, object] = {name: readable(text) for name, text in press.inputs.items()}
        if press.ticked is not None:
            named["ticked"] = press.ticked

        def run(ctx: Context) -> Outcome:
            return action.handler(ctx, *action_id.arguments, **named)

        def handle(ctx: Context) -> Outcome | ManagersOnly:
            if press.place.workspace_id and not press.is_direct:
                mark_present(ctx.connection, press.place)
            pressed = replace(ctx, is_direct=press.is_direct)
            here = _in_its_workspace(pressed, action, action_id)
            # What is found only by a row was not asked of the platform either.
            return judged(here, action, run, is_certain=here.place == ctx.place)

        if not _takes(action, action_id, named):
            raise Refusal(_UNKNOWN_BUTTON)
        return permitted(self._transact(handle, press.asker, press.place))

    def _guard(
        self, place: Place, what: str, request: Callable[[], Outcome], press: Press | None = None
    ) -> Outcome:
        """Answer a request whatever happens: turned down, or broken with an id to quote."""
        request_id = secrets.token_hex(4)
        with in_request(place.platform, place.workspace_id, request_id):
            try:
                return request()
            except Refusal as refusal:
                log.info("%s was refused: %s", what, type(refusal).__name__)
                return _turned_down(refusal, press)
            except Exception:  # the boundary: whoever asks gets an answer, the log gets the rest
                log.exception("incident %s in %s", request_id, what)
                apology = Refusal(
                    "That went wrong on our side, and nothing was lost that was counted before. "
                    f"Please try again; if it stays, tell whoever runs this bot: `{request_id}`."
                )
                return _turned_down(apology, press)

    def _transact(
        self, handle: Callable[[Context], _Result], asker: Asker, place: Place, obstacle: str = ""
    ) -> _Result:
        """Run one transaction, and once more when a twin of this request won a race."""
        try:
            return self._once(handle, asker, place, obstacle)
        except Exception as error:
            if not is_race(error):
                raise
            # The second look will see the row that the twin wrote.
            return self._once(handle, asker, place, obstacle)

    def _once(
        self, handle: Callable[[Context], _Result], asker: Asker, place: Place, obstacle: str
    ) -> _Result:
        with self._engine.begin() as connection:
            now, rng = self._clock(), self._rng
            return handle(Context(connection, now, rng, self._questions, asker, place, obstacle))


def _takes(action: Action, action_id: ActionId, named: dict[str, object]) -> bool:
    """Tell whether a button, which anybody can forge, fits the handler it names."""
    try:
        inspect.signature(action.handler).bind(None, *action_id.arguments, **named)
    except TypeError:
        return False
    return True


def _in_its_workspace(ctx: Context, action: Action, action_id: ActionId) -> Context:
    """Find the workspace of a press in a direct message by the row that its button names."""
    if ctx.place.workspace_id:
        return ctx
    row_id = read_row_id(action_id.arguments[0]) if action_id.arguments else None
    found = None
    if row_id is not None:
        match action.subject:
            case Subject.DRAW:
                found = workspace_of_draw(ctx.connection, row_id, ctx.place)
            case Subject.POST:
                found = workspace_of_post(ctx.connection, row_id, ctx.place)
    if found is None:
        raise Refusal(_NO_WORKSPACE)
    return replace(ctx, place=replace(ctx.place, workspace_id=found))


def _turned_down(refusal: Refusal, press: Press | None) -> Outcome:
    if press is not None and press.inputs:
        return rejected(refusal, press)
    return Reply(refusal.card())
