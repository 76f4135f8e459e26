"""A pane with a composed post; the lesson that the outline is on has a bar beside it."""

from textual.strip import Strip

from retro.tui.rendering import Rendered
from retro.tui.widgets.preview import Preview

__all__ = ["PostPane"]


class PostPane(Preview):
    """Lines that were drawn elsewhere, of which some are marked and kept in sight."""

    DEFAULT_CSS = """
    PostPane { padding: 0 0 0 1; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._marked = (0, 0)

    def show_post(self, lines: tuple[Strip, ...]) -> None:
        """Show a post; where it was scrolled to, it stays."""
        self.show(Rendered("post", "", lines, ()))

    def mark(self, rows: tuple[int, int], *, follow: bool = True) -> None:
        """Put the bar beside some rows: the first, and the one after the last.

        Args:
            rows: Which.
            follow: Scroll there as well, unless the first row is well in sight.
        """
        self._marked = rows
        first, height = rows[0], self.scrollable_content_region.height
        top = self.scroll_offset.y
        if follow and rows != (0, 0) and not top <= first <= top + height * 2 // 3:
            self.scroll_to(y=max(0, first - height // 4), animate=False, force=True)
        self.refresh()

    @property
    def marked(self) -> tuple[int, int]:
        """The rows with the bar."""
        return self._marked

    def is_marked(self, place: int) -> bool:
        """Whether a bar stands before a line of the post."""
        return self._marked[0] <= place < self._marked[1]
