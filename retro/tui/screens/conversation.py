"""How a screen asks for something that takes time, and gets its answer as a message."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.screen import Screen

from retro.display import safe
from retro.drafts import Draft
from retro.errors import RetroError
from retro.tui.commands import Command
from retro.tui.painting import Painter
from retro.tui.widgets.kept import Kept
from retro.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["Conversing"]

T = TypeVar("T")


class _Answer(Message):
    """What a worker found, for the method of the screen that waits for it."""

    def __init__(self, handler: Callable[[Any], object], value: object) -> None:
        super().__init__()
        self.handler = handler
        self.value = value


class Conversing(Kept, Screen[T]):
    """A screen that talks to storage. Answers come as messages, so only its own thread touches it."""

    saving = False
    """Whether the screen closes as soon as something is written."""

    def __init__(self, storage: "Storage") -> None:
        super().__init__()
        self._compositor = Painter()
        self.storage = storage

    @property
    def moving(self) -> bool:
        """Whether what is shown is about to change, so that a key has to wait for what it is meant for."""
        return self.saving

    async def _compose(self) -> None:
        """Know how much room there is before anything is styled, so that it is not styled again for it."""
        for room, places in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            for name in self._get_breakpoint_classes(room, places or []):
                self.add_class(name, update=False)
        await super()._compose()

    def answer(self, handler: Callable[[Any], object]) -> Callable[[Any], None]:
        """A callback for another thread, which has ``handler`` called in this one."""

        def post(value: object) -> None:
            self.post_message(_Answer(handler, value))

        return post

    def on__answer(self, event: _Answer) -> None:
        """Hand over what came."""
        event.stop()
        event.handler(event.value)

    def paint(self) -> None:
        """Paint now what has changed: the next frame may be 8 ms away, and each change takes three messages.

        Where something is laid out anew, that comes first, in Textual's own time.
        """
        widgets = [widget for widget in self._compositor.visible_widgets if widget.is_attached]
        if self._layout_required or any(widget._layout_required for widget in widgets):  # noqa: SLF001
            return
        for widget in widgets:
            if widget._repaint_required and widget is not self:  # noqa: SLF001 - nothing public paints at once
                widget._repaint_required = False  # noqa: SLF001
                self._dirty_widgets.add(widget)
        self._on_timer_update()

    @property
    def failed(self) -> Callable[[Any], None]:
        """The callback for what went wrong."""
        return self.answer(self.complain)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A key below was clicked."""
        self.carry_out(event.command)

    def carry_out(self, each: Command) -> None:
        """Do what a command says, wherever it lives: on the focused widget, here, or in the app."""
        for owner in (self.focused, self, self.app):
            action: Callable[[], None] | None = getattr(owner, f"action_{each.action}", None)
            if action is not None:
                self.call_later(action)
                return

    def complain(self, error: Exception) -> None:
        """Say what went wrong in its own sentence; what is no sentence is a bug, and is raised."""
        if not isinstance(error, RetroError):
            raise error
        self.say(error.sentence, severity="error")

    def say(self, text: str, *, severity: str = "information") -> None:
        """A short message in the corner; text of a lesson in it is content, not markup."""
        timeout = 8 if severity == "error" else 4
        shown = safe(self.shown(text))
        self.notify(shown, severity=severity, markup=False, timeout=timeout)  # type: ignore[arg-type]

    def shown(self, text: str) -> str:
        """A text as it may be on the screen: in private mode with pseudonyms for names."""
        return text if self.storage.hidden is None else self.storage.hidden.hide(text)

    def unsaved(self) -> tuple[Draft, ...]:
        """What was typed and is not saved; kept on disk, and offered again when the app is gone."""
        return ()
