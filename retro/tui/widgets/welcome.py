"""What is shown where there are no lessons: the first three things to do, or the way back."""

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from retro.display import safe_line
from retro.tui.commands import command, key_label
from retro.tui.palette import palette

__all__ = ["Welcome"]


class Welcome(Static, can_focus=True):
    """An empty journal teaches; an empty answer helps."""

    DEFAULT_CSS = """
    Welcome { width: 2fr; height: 1fr; padding: 2 4; color: $foreground 85%; }
    """

    def tell(self, *, everything: int, text: str, suggestion: str) -> None:
        """Say what can be done.

        Args:
            everything: Lessons in the journal.
            text: The query that finds none of them.
            suggestion: A query that would find some, or "".
        """
        self.update(self._no_answer(text, suggestion) if everything else self._empty_journal())

    def _no_answer(self, text: str, suggestion: str) -> Text:
        inks = palette(self.app)
        said = Text().append("No lesson says that.\n\n", inks.strong)
        said.append("The query is ", inks.muted).append(safe_line(text), inks.strong).append("\n\n")
        offers = [("query.suggestion", f"did you mean {safe_line(suggestion)}?")] if suggestion else []
        offers += [
            ("query.clear", "show all lessons"),
            ("lesson.add", "write it down: this may be the first time"),
        ]
        for command_id, what in offers:
            _offer(said, inks.accent, key_label(command(command_id).keys[0]), 4, what)
        return said

    def _empty_journal(self) -> Text:
        inks = palette(self.app)
        said = Text().append("Nothing learned yet? Let us change that.\n\n", inks.strong)
        said.append("Three things to do first:\n\n", inks.muted)
        for keys, what in (
            (key_label(command("lesson.add").keys[0]), "capture something you learned, in one line"),
            ("retro import post.md", "read the lessons out of a post you wrote"),
            ("retro demo", "look around in an invented leader's journal"),
        ):
            _offer(said, inks.accent, keys, 20, what)
            said.append("\n")
        said.append("Such as: ", inks.muted).append(
            "yesterday: Boil the frog. Pitch milestones @eks #change\n"
        )
        return said.append("From any shell: ", inks.muted).append('retro add "what I learned"')


def _offer(said: Text, ink: Style, keys: str, room: int, what: str) -> None:
    said.append(f"  {keys:<{room}}", ink).append(f"  {what}\n")
