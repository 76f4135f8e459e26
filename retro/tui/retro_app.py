"""The app: themes, the palette, what is kept when it ends; its screens do the rest."""

import gc
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.text import Text
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen

from retro.display import safe, safe_line
from retro.drafts import Draft, Drafts
from retro.errors import RetroError
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in, key_label, remap
from retro.tui.guard import GUARD
from retro.tui.job_control import JobControl
from retro.tui.lanes import Lane
from retro.tui.pasting import size_said
from retro.tui.remembered import Remembered, remember
from retro.tui.screens.browse import BrowseScreen
from retro.tui.screens.conversation import Conversing
from retro.tui.storage import Found, Storage
from retro.tui.type_ahead import TypeAhead
from retro.tui.widgets.fields import LONGEST_LINE, Line

if TYPE_CHECKING:
    from textual.timer import Timer

    from retro.unsaved import Waiting

__all__ = ["RetroApp", "Warm"]


_KEPT_EVERY = 0.5
"""Seconds between two looks at what is typed; a kill loses no more than that."""


_LONGEST_WRITE = 1.0
"""Seconds that being stopped waits for what is being written; a journal that hangs may take longer."""


class Warm(NamedTuple):
    """What was read before the app was there: how it was left, and what is found so."""

    found: Found
    left: Remembered = Remembered()


class RetroApp(TypeAhead[int], JobControl[int]):
    """retro in a terminal.

    Args:
        path: The journal.
        storage: One that is already at work on it.
        warm: What it has read.
        demo: Whether the journal is the demo's, which the badge then says.
        keys: Other keys for commands, by their ids.
        sync_every: Seconds after which it syncs again; None for only when it is asked to.

    Raises:
        UsageProblem: When ``keys`` names no command or no key, or one key for two things.
    """

    BINDINGS = bindings_for(Context.EVERYWHERE)
    ENABLE_COMMAND_PALETTE = False  # Textual's own key for it would bypass the registry
    TITLE = "retro"

    def __init__(
        self,
        path: Path,
        *,
        storage: Storage | None = None,
        warm: Warm | None = None,
        demo: bool = False,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        sync_every: int | None = None,
    ) -> None:
        super().__init__()
        remap(keys or {})
        self.set_keymap({name: ",".join(command(name).keys) for name in keys or {}})
        self.storage = storage or Storage(path)
        self._owns_storage = storage is None
        self._badge = "retro demo" if demo else "retro"
        self._browse = BrowseScreen(self.storage, warm, self._badge)
        self._drafts = Drafts("demo" if demo else str(path.absolute()))
        self._keeping = Lane("retro-drafts")
        self._kept: tuple[Draft, ...] | None = None
        self._left = None if demo else str(path.absolute())
        self._sync_every = sync_every
        if warm is not None and warm.left.theme in self.available_themes:
            self.theme = warm.left.theme
        self._keep_timer: Timer | None = None
        self._failing = False

    def get_default_screen(self) -> Screen[None]:
        """Browsing, without a blank screen before it."""
        return self._browse

    def on_mount(self) -> None:
        """Collect garbage again once there is something to see, and look at what was typed before."""
        self.call_after_refresh(self._collect_garbage)
        self.call_after_refresh(self._take_drafts)
        self._browse.ask_note()
        waiting = self._browse.answer(self._browse.say)
        self.storage.on_waiting = lambda: waiting("Another retro is writing …")
        self.watch_terminal()
        if self._sync_every is not None:
            self._browse.sync_every(self._sync_every)

    @staticmethod
    def _collect_garbage() -> None:
        """From now on; what is there by now stays, and to look through it held keys up for 60 ms."""
        gc.freeze()
        gc.enable()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and after them the guard that nothing passes."""
        return (*super().get_line_filters(), GUARD)

    def _fatal_error(self) -> None:
        """A mistake of ours ends the app with two sentences.

        Textual would print a traceback with the values of variables: what stands in the journal, as it is.
        """
        error = self._exception
        kept = self._keep_at_the_end()
        if os.environ.get("RETRO_DEBUG") or error is None:
            super()._fatal_error()
            return
        said = safe_line(f"{type(error).__name__}: {error}")
        self.panic(
            Text(
                f"retro: This is a bug in retro: {said}\n"
                f"RETRO_DEBUG=1 shows where; nothing that was saved before is lost.\n{kept}"
            )
        )

    def leave(self, number: int) -> None:
        """Keep what was typed, restore the terminal, and end with the code that shells expect."""
        self._keep_what_was_typed()
        self.exit(128 + number, return_code=128 + number)

    def before_stop(self) -> None:
        """Have on disk what is typed, and leave no lock on the journal behind."""
        if self._kept is not None:
            self._keep_drafts()
        until = time.monotonic() + _LONGEST_WRITE
        while not (self._keeping.idle and self.storage.idle) and time.monotonic() < until:
            time.sleep(0.005)

    # What is typed and not saved

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for what it is meant for."""
        stack = self.screen_stack  # which is empty once the app ends
        return bool(stack) and isinstance(stack[-1], Conversing) and stack[-1].moving

    def _unsaved(self) -> tuple[Draft, ...]:
        screens = (screen for screen in self.screen_stack if isinstance(screen, Conversing))
        return tuple(draft for screen in screens for draft in screen.unsaved())

    def _take_drafts(self) -> None:
        """Find what apps that are gone have left; only then this one begins to keep its own."""
        self._keeping.submit(self._drafts.take, self._browse.answer(self._found_again), self._browse.failed)

    def _found_again(self, drafts: tuple[Draft, ...]) -> None:
        self._browse.find_again(drafts)
        self._kept = drafts
        self._keep_timer = self.set_interval(_KEPT_EVERY, self._keep_drafts)
        if self._left is not None:
            self._browse.greet()
            self._keeping.submit(self._refused, self._browse.answer(self._browse.offer), self._browse.failed)

    def _refused(self) -> "list[Waiting]":
        from retro.unsaved import waiting  # noqa: PLC0415 - after the first paint

        try:
            return waiting(self.storage.path)
        except OSError:
            return []  # a folder that cannot be read; “retro unsaved” says why

    def _keep_drafts(self) -> None:
        if not self.is_running:  # its widgets are going
            return
        unsaved = self._unsaved()
        if unsaved != self._kept:
            self._kept = unsaved
            failed = self._browse.answer(self._not_kept)
            self._keeping.submit(lambda: self._drafts.keep(unsaved), lambda _: None, failed, name="keep")

    def _not_kept(self, error: Exception) -> None:
        """Say so once, and not at every letter."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
            self._keep_timer = None
            self._browse.complain(error)

    def _keep_what_was_typed(self) -> str:
        """Have on disk what is not saved; returns a sentence that says so, or ""."""
        self._keeping.close()
        unsaved = self._unsaved()
        if self._kept is None and not unsaved:
            return ""
        try:
            self._drafts.keep(unsaved)
        except RetroError as error:
            return error.sentence
        return "What you were writing is kept, and here again when you come back." if unsaved else ""

    def _keep_at_the_end(self) -> str:
        """The same where a mistake of ours ends the app: once, as the widgets are going after that."""
        if self._exit or self._failing:
            return ""
        self._failing = True
        try:
            return self._keep_what_was_typed()
        except Exception as error:  # noqa: BLE001 - what is broken may be what knows the text
            return safe_line(f"What you were writing last could not be kept: {error}")

    # What is pasted or typed and does not fit

    def on_line_unfit(self, event: Line.Unfit) -> None:
        """Several lines become one; what is too long for a line is left out as a whole, and not cut."""
        text = event.text.replace("\n", " ")
        if event.line.has_room_for(text):
            event.line.put_in(text)
            self.notify("Pasted as one line.")
        else:
            said = f"{size_said(text)} do not fit on a line, which takes {LONGEST_LINE:,} characters"
            self._warn(f"{said}: nothing was pasted. The clipboard still has it.")

    def on_line_full(self) -> None:
        """Say why nothing happens."""
        self._warn(f"A line takes {LONGEST_LINE:,} characters, and this one is full.")

    def on_paste(self) -> None:
        """Say that nothing here took it."""
        key = key_label(command("lesson.add").keys[0])
        self._warn(f"Nothing here takes what you paste; {key} in the list adds a lesson.")

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    def on_unmount(self) -> None:
        """Finish what is being written."""
        self._keeping.close()
        if self._owns_storage:
            self.storage.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers the commands of the place where it opens, and those that work everywhere."""
        bound = {active.binding.id: active.node for active in screen.active_bindings.values()}
        for each in commands_in(*Context):
            owner = self._owner(each, screen, bound)
            if owner is not None:
                keys = f"  ({key_label(each.keys[0])})" if each.keys else ""
                yield SystemCommand(each.title, f"{each.help}{keys}", getattr(owner, f"action_{each.action}"))

    def _owner(
        self, each: Command, screen: Screen[object], bound: Mapping[str | None, DOMNode]
    ) -> DOMNode | None:
        """Who carries out a command that is chosen in the palette; None where it is not offered.

        Args:
            each: The command.
            screen: Where the palette opens.
            bound: What has keys there, with who carries it out.
        """
        if screen is not self._browse and each.context is not Context.EVERYWHERE:
            return None if each.context is Context.PANE else bound.get(each.id)
        owners = (screen, self) if each.palette else ()
        return next((owner for owner in owners if hasattr(owner, f"action_{each.action}")), None)

    def action_app_help(self) -> None:
        """Show the help."""
        from retro.tui.screens.help import HelpScreen  # noqa: PLC0415 - loads when it opens

        self.push_screen(HelpScreen())

    def action_app_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette())

    def action_app_jump(self) -> None:
        """Put a label on every place in sight."""
        from retro.tui.screens.jump import JumpScreen, places_on  # noqa: PLC0415 - as above

        if not isinstance(self.screen, JumpScreen | CommandPalette):
            self.push_screen(JumpScreen(tuple(places_on(self.screen))))

    def action_app_theme(self) -> None:
        """Choose a theme."""
        self.search_themes()

    def exit(self, *args: Any, **named: Any) -> None:
        """Keep how the app is left, and end."""
        if self._left is not None and self._browse.is_mounted:
            remember(self._left, self._browse.left()._replace(theme=self.theme))
        super().exit(*args, **named)

    def action_app_quit(self) -> None:
        """Leave; what was typed and not saved is kept in a file."""
        said = self._keep_what_was_typed()
        self.exit(0, message=Text(safe(said)) if said else None)

    def on_exit_app(self) -> None:
        """Leave in the same way when it is the driver that ends: the window in a browser was closed."""
        if not self._exit:
            self.action_app_quit()

    async def action_quit(self) -> None:
        """Textual's own key for leaving does the same."""
        self.action_app_quit()
