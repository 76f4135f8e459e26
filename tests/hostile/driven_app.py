"""The app in the terminal that this program is given, which drives itself through every command there is.

A program: ``python -m tests.hostile.driven_app JOURNAL REPORT``. The report says, as JSON, which screens were
seen, and what was said in the corner.
"""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.events import Paste
from textual.pilot import Pilot

from retro.journal import Journal
from retro.tui.commands import Context, commands_in
from retro.tui.retro_app import RetroApp
from retro.tui.storage import Storage
from tests.conftest import noon
from tests.hostile.strings import hostile_strings
from tests.tui.driving import Driver, without_waiting

if TYPE_CHECKING:
    from textual.app import AutopilotCallbackType

__all__ = ["OPENERS"]

LARGE_PASTE = "a large paste"

OPENERS: dict[Context, tuple[tuple[str, ...], ...]] = {
    Context.EVERYWHERE: (("2",),),
    Context.BROWSE: (("2",),),
    Context.PANE: (("2",), ("M",)),
    Context.FACETS: (("1", "j", "j"),),
    Context.LESSONS: (("2",),),
    Context.QUERY: (("slash",),),
    Context.MORNING: (("m",),),
    Context.REVIEW: (("R",), ("R", "r")),
    Context.PATTERNS: (("v",),),
    Context.CAPTURE: (("a",),),
    Context.FORM: (("2", "i"), ("S", "enter", "4", "e")),
    Context.NAMES: (("M",),),
    Context.CANDIDATES: (("I",),),
    Context.PROMPT: (("t",), ("minus",), ("at",), ("w",), ("plus",)),
    Context.RETROSPECTIVES: (("S",),),
    Context.RITUAL: (("S", "enter"),),
    Context.ANSWER: (("S", "enter", "2", "enter"),),
    Context.COMMITMENTS: (("C",),),
    Context.BRIEF: (("b", "b", "o", "i", "l", "enter"),),
    Context.SITUATION: (("b",),),
    Context.TENSIONS: (("tilde",),),
    Context.CONFLICTS: (("X",),),
    Context.WORDING: (("X", "e"),),
    Context.DECISIONS: (("D",),),
    Context.DECISION: (("D", "a"), ("D", "enter")),
    Context.RENAME: (("M", "r"),),
    Context.PICK: (("M", "m"),),
    Context.RELATE: (("2", "r"),),
    Context.COMPOSE: (("x",),),
    Context.DETAILS: (("x", "e"),),
    Context.CONFIRM: (("2", "i", LARGE_PASTE),),
    Context.HELP: (("question_mark",),),
    Context.JUMP: (("f",),),
}
"""How to get from the list of lessons to where a command works."""

NOT_PRESSED = ("app.quit", "app.suspend", "view.private")
"""What would end it, wait for a shell, or keep most else from being opened."""

QUERY = "since:2017"
"""So few lessons that composing a post of them takes no time."""


class Tour:
    """One way through the app."""

    def __init__(self, app: RetroApp, *, only_leave: bool) -> None:
        self.app = app
        self._only_leave = only_leave
        self.seen: set[str] = set()
        self.said: set[str] = set()
        self.texts = hostile_strings(2_000, seed=11)

    async def __call__(self, pilot: Pilot[int]) -> None:
        """Press the keys of every command, type hostile text wherever one can type, and leave."""
        self.driver = Driver(self.app, pilot)
        await self.driver.settle()
        if len(self.app.screen_stack) > 1:
            await self.press("escape")  # what is up today comes by itself
        if not self._only_leave:
            await self.everywhere()
        await self.press("a")
        await self.type()
        self.app.action_app_quit()

    async def everywhere(self) -> None:
        """Through the list, every place and its commands, and every field."""
        for _ in range(3):
            await self.press("pagedown")
        await self.query(QUERY)
        for context, openers in OPENERS.items():
            for opener in openers:
                await self.through(context, opener)
        for keys in ("a", "i", "t", "at", "w", "r", "plus", "R r space d", "M r", "M e", "M a", "colon"):
            await self.home()
            for key in keys.split():
                await self.press(key)
            await self.type()
            await self.press("enter")
            await self.press("f2")
        await self.home()
        for _ in range(10):
            await self.query(next(self.texts))
        await self.query(QUERY)
        await self.press("P")
        await self.press("j")
        await self.press("P")

    async def through(self, context: Context, opener: tuple[str, ...]) -> None:
        """Press the keys of all commands of a place, which is opened again whenever it was left."""
        place: object = None
        for command in commands_in(context):
            if command.id in NOT_PRESSED:
                continue
            if self.app.screen is not place:
                await self.home()
                for key in opener:
                    await self.press(key)
                place = self.app.screen
            await self.press(command.keys[0])

    async def press(self, key: str) -> None:
        """Press a key, or paste so much that it is asked about, and remember where that has led."""
        if key == LARGE_PASTE:
            self.app.screen.query_one("#body").post_message(Paste("\x1b[8m boil\n" * 15_000))
            await self.driver.settle()
        else:
            await self.driver.press(key)
        self.look()

    def look(self) -> None:
        """Remember what is to be seen."""
        self.seen |= {type(screen).__name__ for screen in self.app.screen_stack}
        self.said |= set(self.driver.said)

    async def type(self) -> None:
        """Put hostile text into every field there is, as pasting would."""
        for field in self.app.screen.query("Input, TextArea"):
            if hasattr(field, "value"):
                field.value = next(self.texts)
            elif hasattr(field, "text"):
                field.text = next(self.texts)
        await self.driver.settle()
        self.look()

    async def query(self, text: str) -> None:
        """Ask for some lessons."""
        if text != self.driver.browse.query_line.value:
            self.driver.browse.query_line.value = text
            await self.driver.settle()
            self.look()

    async def home(self) -> None:
        """Go back to the list of lessons."""
        for key in ("escape", "escape", "y") * 4:
            if len(self.app.screen_stack) == 1:
                break
            await self.press(key)
        assert len(self.app.screen_stack) == 1, (self.app.screen_stack, self.app._exception)
        self.driver.browse.lessons.focus()
        await self.query(QUERY)


def main(journal: Path, report: Path) -> None:
    """Go through the app, and say what was seen."""
    storage = Storage(journal, partial(Journal.open, clock=noon))
    app = RetroApp(journal, storage=storage)
    tour = Tour(app, only_leave="leave" in sys.argv)
    with without_waiting():
        app.run(auto_pilot=cast("AutopilotCallbackType", tour))
    storage.close()
    report.write_text(json.dumps({"seen": sorted(tour.seen), "said": sorted(tour.said)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
