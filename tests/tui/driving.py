"""Drives the real app on a real journal, headless: presses keys, waits for rest, reads the screen."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from retro.dates import Span
from retro.journal import Journal
from retro.model import Evidence, Kind, LessonDraft, Source, Visibility
from retro.tui.retro_app import RetroApp
from retro.tui.screens.browse import BrowseScreen
from retro.tui.storage import Storage
from tests.conftest import noon

__all__ = ["LESSONS", "Driver", "driven", "fill", "without_waiting"]

LESSONS = (
    LessonDraft(
        "Boil the frog",
        "Pitch in *milestones*, so that nobody feels the whole change at once.\n\n"
        "- name the first step\n- leave the last one open\n\n> Nobody jumps at the first degree.",
        Kind.LESSON,
        "Amazon EKS",
        ("change", "leadership/pitching"),
        happened=Span.parse("2022-03..2022-06"),
        trigger="before a change that many will feel",
        starred=True,
        evidence=(Evidence("release duration", 16, 4, "weeks"),),
        source=Source("posts/ten-years.md", "Amazon", 42),
    ),
    LessonDraft(
        "I yelled at a developer",
        "And apologised too late.",
        Kind.MISTAKE,
        "Mesosphere",
        ("trust", "leadership"),
        happened=Span.parse("2018-05-14"),
        visibility=Visibility.PRIVATE,
    ),
    LessonDraft(
        "We shipped every Friday",
        "The milestones were small enough.",
        Kind.WIN,
        "Mesosphere",
        ("release",),
        happened=Span.parse("2019"),
    ),
    LessonDraft(
        "Ask what would change your mind", "", Kind.TIP, None, ("trust",), happened=Span.parse("2021-06")
    ),
)


def fill(path: Path, lessons: Sequence[LessonDraft] = LESSONS) -> list[str]:
    """Add lessons to the journal at ``path``; returns their ids."""
    with Journal.open(path, clock=noon) as journal, journal.step("test"):
        return [journal.lessons.add(draft).lesson.id for draft in lessons]


class Driver:
    """The app under test."""

    def __init__(self, app: RetroApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def browse(self) -> BrowseScreen:
        """The first screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowseScreen)
        return screen

    @property
    def screen(self) -> Screen[object]:
        """The topmost screen."""
        return self.app.screen

    async def settle(self) -> None:
        """Wait until every worker is idle and every message is handled, with time for a busy machine."""
        quiet, drawing, until = 0, False, time.monotonic() + 60
        while time.monotonic() < until:
            await self.pilot.pause()
            if not self.app.is_running:
                return
            drawing = any(getattr(screen, "busy", False) for screen in self.app.screen_stack)
            typed = self.app._under_way or bool(self.app._held)
            quiet = quiet + 1 if self.app.storage.idle and not (drawing or typed) else 0
            if quiet >= 3:
                return
            if not quiet:
                await asyncio.sleep(0.002)
        state = (
            drawing,
            self.app._under_way,
            list(self.app._held),
            self.app.storage.idle,
            self.app.screen_stack,
        )
        raise AssertionError(f"the app never came to rest: {state}")

    async def press(self, *keys: str) -> None:
        """Press keys, each answered before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, faster than it is answered."""
        await self.pilot.press(*(_KEYS.get(character, character) for character in text))
        await self.settle()

    async def click(self, selector: str, offset: tuple[int, int] = (0, 0), times: int = 1) -> None:
        """Click inside a widget."""
        await self.pilot.click(selector, offset=offset, times=times)
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What is on the screen, as one text."""
        return "\n".join(self.lines)

    @property
    def shown(self) -> list[str]:
        """Titles in the list of lessons, as far as they are in memory."""
        found = self.browse.lessons
        hits = [found.hit(row) for row in range(min(found.count, 100))]
        return [hit.lesson.title for hit in hits if hit is not None]

    @property
    def selected(self) -> str:
        """The title under the cursor."""
        hit = self.browse.lessons.selected
        return hit.lesson.title if hit else ""

    @property
    def said(self) -> list[str]:
        """The messages in the corner."""
        return [str(each.message) for each in self.app._notifications]


_KEYS = {
    " ": "space",
    ":": "colon",
    "#": "number_sign",
    "@": "at",
    "!": "exclamation_mark",
    ".": "full_stop",
    ",": "comma",
    "-": "minus",
    "/": "slash",
    '"': "quotation_mark",
    "|": "vertical_line",
    "*": "asterisk",
    "_": "underscore",
}


@asynccontextmanager
async def driven(
    path: Path,
    *,
    size: tuple[int, int] = (140, 40),
    keys: Mapping[str, tuple[str, ...]] | None = None,
    greets: bool = False,
    sync_every: int | None = None,
) -> AsyncIterator[Driver]:
    """The app on a journal, with a clock that stands still; what is up today comes only if it ``greets``."""
    storage = Storage(path, partial(Journal.open, clock=noon))
    app = RetroApp(path, storage=storage, keys=keys, sync_every=sync_every)
    app._browse.greeted = "" if greets else str(noon().date())
    try:
        with without_waiting():
            async with app.run_test(size=size, notifications=True) as pilot:
                driver = Driver(app, pilot)
                await driver.settle()
                yield driver
    finally:
        storage.close()


@contextmanager
def without_waiting() -> Iterator[None]:
    """After each key, Textual's pilot twice waits until the processor is idle for 20 ms.

    That takes long on a busy machine; here ``Driver.settle`` follows, which knows what it waits for.
    """

    async def go_on(_: float = 0) -> None:
        await asyncio.sleep(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", go_on)
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
        yield
