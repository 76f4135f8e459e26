"""What is shown where there are no lessons: the first three things to do, or the way back."""

from rich.text import Text
from textual.widgets import Static

from retro.display import safe_line
from retro.tui.commands import command, key_label
from retro.tui.palette import palette

__all__ = ["Welcome"]


class Welcome(Static, can_focus=True):
    """An empty journal teaches; an empty answer helps."""

    DEFAULT_CSS = """
    Welcome {
        width: 2fr; height: 1fr; padding: 2 4; color: $foreground 85%;
    }
    """

    def tell(self, *, everything: int, text: str, suggestion: str) -> None:
        """Say what can be done.

        Args:
            everything: Lessons in the journal.
            text: The query that finds none of them.
            suggestion: A query that would find some, or "".
        """
        inks = palette(self.app)
        title, key, muted = inks.strong, inks.accent, inks.muted
        said = Text()
        if everything:
            said.append("No lesson says that.\n\n", title)
            said.append("The query is ", muted).append(safe_line(text), title).append("\n\n")
            if suggestion:
                self._line(
                    said, key, command("query.suggestion").keys[0], f"did you mean {safe_line(suggestion)}?"
                )
            self._line(said, key, command("query.clear").keys[0], "show all lessons")
            self._line(said, key, command("lesson.add").keys[0], "write it down: this may be the first time")
        else:
            said.append("Nothing learned yet? Let us change that.\n\n", title)
            said.append("Three things to do first:\n\n", muted)
            first = (
                (command("lesson.add").keys[0], "capture something you learned, in one line"),
                ("retro import post.md", "read the lessons out of a post you wrote"),
                ("retro demo", "look around in an invented leader's journal"),
            )
            for keys, text_of_it in first:
                self._line(said, key, keys, text_of_it, room=20)
                said.append("
")
            said.append("Such as  ", muted).append("yesterday: Boil the frog. Pitch milestones @eks #change
")
            said.append("From any shell  ", muted).append('retro add "what I learned"', key)
        self.update(said)

    @staticmethod
    def _line(said: Text, ink: object, key: str, text: str, *, room: int = 6) -> None:
        said.append(f"  {key_label(key):<{room}}", ink).append(f"  {text}\n")  # type: ignore[arg-type]
