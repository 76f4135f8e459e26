"""A screen that shows one lesson: drawn in a thread of its own, for the width that there is."""

from typing import TYPE_CHECKING, TypeVar

from retro.tui.lanes import Lane
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.rendering import Rendered
    from retro.tui.storage import Storage

__all__ = ["Drawing"]

T = TypeVar("T")


class Drawing(Conversing[T]):
    """A screen with a ``Preview`` under ``#text``; a subclass says which lesson is in it.

    Args:
        storage: The journal.
    """

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._rendering = Lane(f"retro-rendering-{type(self).__name__}")

    @property
    def text(self) -> Preview:
        """The lesson."""
        return self.query_one("#text", Preview)

    @property
    def busy(self) -> bool:
        """True while something is being drawn."""
        return not self._rendering.idle

    def on_unmount(self) -> None:
        """End the drawing thread."""
        self._rendering.close()

    @property
    def dossier(self) -> "Dossier | None":
        """What is known of the lesson that is to be seen; None where there is none."""
        raise NotImplementedError

    def draw(self) -> None:
        """Have the lesson drawn."""
        dossier = self.dossier
        if dossier is None or not self.text.columns:
            self.text.show(None)
            return
        columns, inks = self.text.columns, palette(self.app)

        def render_it() -> "Rendered":
            from retro.tui.rendering import render  # noqa: PLC0415 - loads Rich's Markdown, in this thread

            return render(dossier, (), columns, inks)

        self._rendering.submit(render_it, self.answer(self._drawn), self.failed, name="text")

    def _drawn(self, rendered: "Rendered") -> None:
        dossier = self.dossier
        if dossier is not None and dossier.lesson.id == rendered.lesson_id:
            self.text.show(rendered)

    def on_preview_resized(self) -> None:
        """Another width needs other lines."""
        self.draw()
