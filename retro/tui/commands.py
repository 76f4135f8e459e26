"""The registry of commands: what the app can do, in which place, by which keys.

Key bindings, the palette, the footer, the help screen and ``docs/keys.md`` are all made from this one table.
"""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["COMMANDS", "Command", "Context", "command", "commands_in", "key_label", "keys_label"]


class Context(StrEnum):
    """Where a command works; the value is its heading in the help."""

    EVERYWHERE = "Everywhere"
    BROWSE = "Browsing"
    PANE = "Moving in any pane"
    FACETS = "In the facets"
    LESSONS = "In the list of lessons"
    QUERY = "In the query bar"
    CAPTURE = "While adding"
    FORM = "In the form"
    EXPORT = "While exporting"
    HELP = "In the help"


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


_UNDO = "edit.undo"

_EVERYWHERE = (
    Command(
        "app.help",
        "Help",
        "Show every command with its keys.",
        ("question_mark", "f1"),
        Context.EVERYWHERE,
        footer="Help",
    ),
    Command(
        "app.palette",
        "Commands",
        "Find a command by its name.",
        ("colon", "ctrl+p"),
        Context.EVERYWHERE,
        footer="Commands",
        palette=False,
    ),
    Command(
        "app.theme",
        "Change the theme",
        "Choose the colours of the app.",
        ("T", "f9"),
        Context.EVERYWHERE,
        undo="choose another",
    ),
    Command(
        "app.quit",
        "Quit",
        "Leave retro; everything is saved already.",
        ("q", "ctrl+q"),
        Context.EVERYWHERE,
    ),
)

_BROWSE = (
    Command(
        "lesson.add",
        "Add a lesson",
        "Capture a lesson on one line, with a preview of what was understood.",
        ("a", "insert"),
        Context.BROWSE,
        footer="Add",
        undo=_UNDO,
    ),
    Command(
        "lesson.edit",
        "Edit in your editor",
        "Open the lesson in $VISUAL or $EDITOR; in the form where neither is set.",
        ("e",),
        Context.BROWSE,
        footer="Edit",
        undo=_UNDO,
    ),
    Command(
        "lesson.form",
        "Edit in the form",
        "Change every field of the lesson without leaving the app.",
        ("i", "f2"),
        Context.BROWSE,
        footer="Form",
        undo=_UNDO,
    ),
    Command(
        "lesson.star",
        "Star or unstar",
        "Mark the lesson as one to keep close.",
        ("s",),
        Context.BROWSE,
        footer="Star",
        undo=_UNDO,
    ),
    Command(
        "lesson.private",
        "Make private or publishable",
        "Private lessons never leave the journal.",
        ("p",),
        Context.BROWSE,
        undo=_UNDO,
    ),
    Command(
        "lesson.delete",
        "Delete",
        "Delete the lesson; undo brings it back.",
        ("d", "delete"),
        Context.BROWSE,
        footer="Delete",
        undo=_UNDO,
    ),
    Command(
        "edit.undo",
        "Undo",
        "Take back the last change, also of an earlier run.",
        ("u", "ctrl+z"),
        Context.BROWSE,
        footer="Undo",
        undo="edit.redo",
    ),
    Command("edit.redo", "Redo", "Take back the last undo.", ("U", "ctrl+y"), Context.BROWSE, undo=_UNDO),
    Command(
        "lesson.copy",
        "Copy as Markdown",
        "Copy the lesson as Markdown; into a file where the terminal has no clipboard.",
        ("y",),
        Context.BROWSE,
    ),
    Command("lesson.copy-id", "Copy the id", "Copy the id that commands take.", ("Y",), Context.BROWSE),
    Command(
        "lesson.copy-quote",
        "Copy as a quotation",
        "Copy what the lesson says, quoted, with its company and day.",
        ("c",),
        Context.BROWSE,
    ),
    Command(
        "lesson.export",
        "Export what is shown",
        "Write the lessons that the query finds as a post.",
        ("x",),
        Context.BROWSE,
        footer="Export",
        undo="delete the file; retro never overwrites a file it did not write",
    ),
    Command(
        "query.focus",
        "Search",
        "Go to the query bar; the list follows every keystroke.",
        ("slash", "4"),
        Context.BROWSE,
        footer="Search",
    ),
    Command(
        "query.clear",
        "Show all lessons",
        "Empty the query.",
        ("escape",),
        Context.BROWSE,
        undo="type it again",
    ),
    Command(
        "query.suggestion",
        "Search for what was suggested",
        "Take the query that “did you mean” offers.",
        ("f3",),
        Context.BROWSE,
        undo="type the old one again",
    ),
    Command(
        "list.order",
        "Change the order",
        "By relevance, by date, or by when lessons were captured.",
        ("o",),
        Context.BROWSE,
        undo="press it again",
    ),
    Command("match.next", "Next match", "Go to the next match in the preview.", ("n",), Context.BROWSE),
    Command(
        "match.previous", "Previous match", "Go to the match before, in the preview.", ("N",), Context.BROWSE
    ),
    Command(
        "pane.facets",
        "Go to the facets",
        "Narrow down by company, theme, kind, year.",
        ("1",),
        Context.BROWSE,
    ),
    Command("pane.lessons", "Go to the lessons", "The list of what was found.", ("2",), Context.BROWSE),
    Command("pane.preview", "Go to the preview", "Read the lesson.", ("3",), Context.BROWSE),
    Command(
        "pane.right",
        "Next pane",
        "Go one pane to the right.",
        ("l", "right"),
        Context.BROWSE,
        palette=False,
    ),
    Command(
        "pane.left", "Previous pane", "Go one pane to the left.", ("h", "left"), Context.BROWSE, palette=False
    ),
    Command(
        "pane.next",
        "Next place",
        "Go to the next pane or the query bar.",
        ("tab",),
        Context.BROWSE,
        palette=False,
    ),
    Command(
        "pane.previous",
        "Previous place",
        "Go to the place before.",
        ("shift+tab",),
        Context.BROWSE,
        palette=False,
    ),
)

_MOTIONS = (
    Command("move.down", "Down", "One row down.", ("j", "down"), Context.PANE, palette=False),
    Command("move.up", "Up", "One row up.", ("k", "up"), Context.PANE, palette=False),
    Command(
        "move.half-down", "Half a page down", "Half a page down.", ("ctrl+d",), Context.PANE, palette=False
    ),
    Command("move.half-up", "Half a page up", "Half a page up.", ("ctrl+u",), Context.PANE, palette=False),
    Command(
        "move.page-down", "Page down", "A page down.", ("pagedown", "ctrl+f"), Context.PANE, palette=False
    ),
    Command("move.page-up", "Page up", "A page up.", ("pageup",), Context.PANE, palette=False),
    Command("move.first", "First", "To the first row.", ("g", "home"), Context.PANE, palette=False),
    Command("move.last", "Last", "To the last row.", ("G", "end"), Context.PANE, palette=False),
)

_FACETS = (
    Command(
        "facet.toggle",
        "Choose the facet",
        "Write the facet into the query, or take it out; fold a heading.",
        ("enter", "space"),
        Context.FACETS,
        footer="Choose",
        palette=False,
        undo="press it again",
    ),
    Command(
        "facet.unfold",
        "Unfold",
        "Show what is below; else go to the lessons.",
        ("l", "right"),
        Context.FACETS,
        palette=False,
    ),
    Command("facet.fold", "Fold", "Hide what is below.", ("h", "left"), Context.FACETS, palette=False),
)

_LESSONS = (
    Command(
        "lesson.read",
        "Read the lesson",
        "Go to the preview of the lesson.",
        ("enter",),
        Context.LESSONS,
        palette=False,
    ),
)

_QUERY = (
    Command(
        "query.done",
        "To the lessons",
        "Keep the query and go to the list.",
        ("enter", "escape"),
        Context.QUERY,
        footer="To the list",
        palette=False,
    ),
    Command(
        "query.down", "Next lesson", "Move in the list while typing.", ("down",), Context.QUERY, palette=False
    ),
    Command(
        "query.up", "Previous lesson", "Move in the list while typing.", ("up",), Context.QUERY, palette=False
    ),
    Command(
        "query.page-down",
        "Page down",
        "A page down in the list.",
        ("pagedown",),
        Context.QUERY,
        palette=False,
    ),
    Command("query.page-up", "Page up", "A page up in the list.", ("pageup",), Context.QUERY, palette=False),
    Command(
        "query.empty",
        "Empty the query",
        "Empty the query and go on typing.",
        ("ctrl+u",),
        Context.QUERY,
        footer="Empty",
        palette=False,
        undo="ctrl+z",
    ),
)

_DIALOGS = (
    Command(
        "capture.save",
        "Save",
        "Keep the lesson.",
        ("enter", "f2"),
        Context.CAPTURE,
        footer="Save",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "capture.form",
        "More fields",
        "Go on in the form, with what was understood.",
        ("f4",),
        Context.CAPTURE,
        footer="More fields",
        palette=False,
    ),
    Command(
        "capture.cancel",
        "Close",
        "Close; what was typed is offered again next time.",
        ("escape",),
        Context.CAPTURE,
        footer="Close",
        palette=False,
    ),
    Command(
        "form.save",
        "Save",
        "Keep the changes.",
        ("f2", "ctrl+s"),
        Context.FORM,
        footer="Save",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "form.editor",
        "Open in your editor",
        "Go on in $VISUAL or $EDITOR.",
        ("f4",),
        Context.FORM,
        footer="Editor",
        palette=False,
    ),
    Command(
        "form.cancel",
        "Close",
        "Close the form; asks again when something was changed.",
        ("escape",),
        Context.FORM,
        footer="Close",
        palette=False,
    ),
    Command(
        "export.write",
        "Write",
        "Write the post.",
        ("enter", "f2"),
        Context.EXPORT,
        footer="Write",
        palette=False,
        undo="delete the file",
    ),
    Command(
        "export.force",
        "Overwrite",
        "Write over a file that retro did not write, or that was edited since.",
        ("f8",),
        Context.EXPORT,
        footer="Overwrite",
        palette=False,
        undo="nothing: the old file is gone, which is why it has a key of its own",
    ),
    Command(
        "export.cancel", "Close", "Write nothing.", ("escape",), Context.EXPORT, footer="Close", palette=False
    ),
    Command(
        "help.close",
        "Close",
        "Back to where you were.",
        ("escape", "q", "question_mark", "f1"),
        Context.HELP,
        footer="Close",
        palette=False,
    ),
)

COMMANDS: tuple[Command, ...] = (*_BROWSE, *_MOTIONS, *_FACETS, *_LESSONS, *_QUERY, *_EVERYWHERE, *_DIALOGS)
"""Every command, in the order of the help."""

_BY_ID = {each.id: each for each in COMMANDS}


def command(command_id: str) -> Command:
    """The command of an id."""
    return _BY_ID[command_id]


def commands_in(*contexts: Context) -> tuple[Command, ...]:
    """The commands that work in some places, in the order of the registry."""
    return tuple(each for each in COMMANDS if each.context in contexts)


_LABELS = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "escape": "esc",
    "delete": "del",
    "insert": "ins",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+tab": "⇧tab",
}


def key_label(key: str) -> str:
    """A key as people know it: ``question_mark`` is ``?``, ``ctrl+d`` is ``^d``."""
    if key in _LABELS:
        return _LABELS[key]
    return "^" + key.removeprefix("ctrl+") if key.startswith("ctrl+") else key


def keys_label(each: Command) -> str:
    """All keys of a command."""
    return " ".join(key_label(key) for key in each.keys)
