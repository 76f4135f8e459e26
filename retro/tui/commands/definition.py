"""What a command is, and where commands work."""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["TOGETHER", "TYPED_IN", "UNDO", "Command", "Context", "undo_and_redo"]

UNDO = "edit.undo"
"""The command that takes back what is written."""


class Context(StrEnum):
    """Where a command works; the value is its heading in the help."""

    EVERYWHERE = "Everywhere"
    BROWSE = "Browsing"
    PANE = "Moving in any pane"
    FACETS = "In the facets"
    LESSONS = "In the list of lessons"
    QUERY = "In the query bar"
    MORNING = "In the morning"
    REVIEW = "Reviewing"
    PATTERNS = "In the patterns"
    CAPTURE = "While adding"
    FORM = "In the form"
    NAMES = "In the names"
    CANDIDATES = "Reviewing an import"
    RETROSPECTIVES = "In the retrospectives"
    RITUAL = "In a retrospective"
    ANSWER = "While answering a prompt"
    COMMITMENTS = "In the commitments"
    BRIEF = "In a brief"
    SITUATION = "While saying what one is about to do"
    CONFLICTS = "In what two devices have changed"
    WORDING = "While writing what is to stand"
    TENSIONS = "In the tensions"
    DECISIONS = "In the decisions"
    DECISION = "While deciding"
    PROMPT = "While answering"
    RENAME = "While renaming"
    PICK = "While picking a name"
    RELATE = "While relating"
    COMPOSE = "Composing a post"
    DETAILS = "In the details of a post"
    CONFIRM = "While being asked"
    HELP = "In the help"
    JUMP = "While jumping"


TOGETHER = (
    {Context.EVERYWHERE, Context.BROWSE, Context.PANE},
    {Context.EVERYWHERE, Context.BROWSE, Context.LESSONS},
    {Context.NAMES, Context.PANE},
    {Context.CANDIDATES, Context.PANE},
    {Context.MORNING, Context.PANE},
    {Context.REVIEW, Context.PANE},
    {Context.RETROSPECTIVES, Context.PANE},
    {Context.RITUAL, Context.PANE},
    {Context.COMMITMENTS, Context.PANE},
    {Context.BRIEF, Context.PANE},
    {Context.TENSIONS, Context.PANE},
    {Context.CONFLICTS, Context.PANE},
    {Context.DECISIONS, Context.PANE},
    {Context.PROMPT, Context.RENAME},
    {Context.PROMPT, Context.PICK},
    {Context.PATTERNS, Context.PANE},
    {Context.COMPOSE, Context.PANE},
    *(
        {each}
        for each in (
            Context.FACETS,
            Context.QUERY,
            Context.CAPTURE,
            Context.FORM,
            Context.DETAILS,
            Context.RELATE,
            Context.SITUATION,
            Context.DECISION,
            Context.WORDING,
            Context.CONFIRM,
            Context.ANSWER,
        )
    ),
)
"""Places that are one to a person: no key may mean two things in them."""

TYPED_IN = {
    Context.QUERY,
    Context.CAPTURE,
    Context.FORM,
    Context.DETAILS,
    Context.PROMPT,
    Context.RENAME,
    Context.PICK,
    Context.RELATE,
    Context.ANSWER,
    Context.SITUATION,
    Context.DECISION,
    Context.WORDING,
}
"""Where letters are typed."""


class Command(NamedTuple):
    """Something that a person can ask for.

    Args:
        id: What it is remapped by, ``room.verb``; the action of the same name carries it out.
        title: What the palette and the footer call it.
        help: One sentence for the help screen and the docs.
        keys: Its default keys, as Textual names them, the one to show first.
        context: Where it works.
        footer: Its short name in the footer; "" keeps it out.
        palette: Whether the palette offers it.
        undo: How it is taken back, or why it need not be.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    context: Context
    footer: str = ""
    palette: bool = True
    undo: str = "changes nothing"

    @property
    def action(self) -> str:
        """The name of the method that carries it out, without ``action_``."""
        return self.id.replace(".", "_").replace("-", "_")


def undo_and_redo(room: str, place: Context) -> tuple[Command, Command]:
    """The two commands that a room has where something can be changed in it.

    Args:
        room: The first part of their ids.
        place: Where they work.
    """
    undo = Command(
        f"{room}.undo",
        "Undo",
        "Take back the last change, also of an earlier run.",
        ("u",),
        place,
        footer="Undo",
        palette=False,
        undo=f"{room}.redo",
    )
    return undo, Command(
        f"{room}.redo",
        "Redo",
        "Take back the last undo.",
        ("U", "ctrl+y"),
        place,
        palette=False,
        undo=undo.id,
    )
